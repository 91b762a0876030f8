"""The numbers in the entries are what the code beside them prints: every example runs, in one namespace a page."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from sybil import Document, Region, Sybil
from sybil.example import SybilFailure
from sybil.parsers.abstract.doctest import DocTestStringParser
from sybil.parsers.markdown.lexers import FencedCodeBlockLexer

from runtime.paths import ROOT

TERMS = sorted((ROOT / "glossary" / "terms").glob("*.md"))
GOOD = Path(__file__).parent / "good" / "terms" / "step.md"


def console_examples(document: Document) -> Iterable[Region]:
    """Cut the console examples out of the `pycon` fences; doctest alone would take a closing fence for output."""
    for fence in FencedCodeBlockLexer(language="pycon")(document):
        source = fence.lexemes["source"]
        for region in DocTestStringParser()(source, document.path):
            region.adjust(fence, source)
            yield region


def prove(path: Path) -> int:
    """Run every example of an entry; return how many ran."""
    examples = list(Sybil(parsers=[console_examples]).parse(path).examples())
    for example in examples:
        example.evaluate()
    return len(examples)


@pytest.mark.parametrize("path", TERMS, ids=lambda path: path.stem)
def test_every_number_is_what_the_code_prints(path: Path) -> None:
    written = len(re.findall(r"^>>> ", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert prove(path) == written > 0


def changed(folder: Path, old: str, new: str) -> Path:
    path = folder / "step.md"
    path.write_text(GOOD.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return path


def test_one_page_is_one_namespace(tmp_path: Path) -> None:
    assert prove(changed(tmp_path, "print([round(abs(1 - 0.21 * 10)", "print([round(abs(factor - 1.6)")) == 4


def test_a_wrong_number_fails_with_file_and_line(tmp_path: Path) -> None:
    path = changed(tmp_path, "0.5\n>>>", "0.6\n>>>")
    line = path.read_text(encoding="utf-8").split("\n").index(">>> print(factor)") + 1
    with pytest.raises(SybilFailure, match=f"{re.escape(str(path))}, line {line}") as failure:
        prove(path)
    assert "0.6" in str(failure.value)


def test_a_name_of_another_page_is_not_known(tmp_path: Path) -> None:
    prove(GOOD)
    with pytest.raises(SybilFailure, match="NameError"):
        prove(changed(tmp_path, "factor = 1", "other = 1"))
