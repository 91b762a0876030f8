"""The report: what each entry wants, the oldest first; a draft that the rules refuse is told of as well."""

import shutil
from pathlib import Path

import pytest

from glossary import library, report

GOOD = Path(__file__).parent / "good"
BATCH, STEP = "2026-02-01  batch  ", "2026-01-31  step   "


def told(folder: Path, *changes: tuple[str, str, str]) -> list[str]:
    """Report on a copy of the good entries with some changes."""
    glossary = Path(shutil.copytree(GOOD, folder / "glossary"))
    for file, old, new in changes:
        path = glossary / "terms" / file
        assert old in path.read_text(encoding="utf-8")
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return report.lines(library.read(glossary)[0])


READ = (
    ("batch.md", "level: 2", "level: 2\nreviewed: 2026-02-03"),
    ("step.md", "level: 1", "level: 1\nreviewed: 2026-02-03"),
)


def test_the_oldest_comes_first(tmp_path: Path) -> None:
    assert told(tmp_path) == [
        STEP + "nobody else has read it",
        BATCH + "nobody else has read it",
        "2 of 2 entries want something",
    ]


def test_what_wants_nothing_is_not_listed(tmp_path: Path) -> None:
    assert told(tmp_path, *READ) == ["0 of 2 entries want something"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("``` demo\nname: minibatch\nbatch_size: 8\n```", "", "no demo"),
        ("``` check", "``` text", "no checks"),
        ("[@goodfellow2016]", "", "no checked source"),
        ("[@goodfellow2016]", "[@hearsay]", "no checked source"),
        ("[@goodfellow2016]", "[@goodfellow2016; @hearsay]", "unchecked: hearsay"),
        ("reviewed: 2026-02-03", "reviewed: 2026-01-01", "changed since somebody else has read it"),
    ],
)
def test_each_want_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert told(tmp_path, *READ, ("batch.md", old, new)) == [BATCH + says, "1 of 2 entries want something"]


def test_it_reports_on_the_real_entries(capsys: pytest.CaptureFixture[str]) -> None:
    report.main()
    assert capsys.readouterr().out.strip().endswith("entries want something")
