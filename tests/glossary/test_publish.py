"""Publishing is a function from a folder to a folder: good/ becomes published/, byte for byte.

After a change on purpose: `python tests/glossary/test_publish.py`, and read the difference.
"""

import shutil
import tempfile
from pathlib import Path

from glossary import rules
from glossary.publish import publish

HERE = Path(__file__).parent
EXPECTED = HERE / "published"
ADDRESS = "http://example.org/knobs/"
AUTHOR = "Somebody"


def published(folder: Path) -> dict[str, str]:
    """Publish a copy that no repository holds, so that the dates are those written in the entries."""
    library, problems = rules.check(Path(shutil.copytree(HERE / "good", folder / "good")))
    assert problems == []
    out = folder / "out"
    return {
        path.relative_to(out).as_posix(): path.read_text(encoding="utf-8")
        for path in publish(out, library, ADDRESS, AUTHOR)
    }


def test_pages_are_as_expected(tmp_path: Path) -> None:
    expected = {
        path.relative_to(EXPECTED).as_posix(): path.read_text(encoding="utf-8")
        for path in EXPECTED.rglob("*")
        if path.is_file()
    }
    assert published(tmp_path) == expected


def test_pages_of_entries_that_are_gone_go_too(tmp_path: Path) -> None:
    library, _ = rules.check(HERE / "good")
    stray = tmp_path / "glossary" / "stray.md"
    stray.parent.mkdir()
    stray.write_text("old", encoding="utf-8")
    assert stray not in publish(tmp_path, library, ADDRESS, AUTHOR)
    assert not stray.exists()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for name, text in published(Path(folder)).items():
            (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / name).write_text(text, encoding="utf-8")
