"""Formulas: found where arithmatex left them, made once, kept, and named when they are wrong."""

from pathlib import Path

import pytest

from glossary import mathml
from glossary.mathml import Formula
from runtime import node

INLINE, DISPLAY = Formula("x < 2", display=False), Formula("\\frac{1}{2}", display=True)
PAGE = r"""<p>If <span class="arithmatex">\(x &lt; 2\)</span> then</p>
<div class="arithmatex">\[
\frac{1}{2}
\]</div>"""


def test_formulas_are_found_in_a_page() -> None:
    assert mathml.found(PAGE) == [INLINE, DISPLAY]


def test_formulas_are_replaced_by_mathml(tmp_path: Path) -> None:
    made, wrong = mathml.make([INLINE, DISPLAY], tmp_path)
    page = mathml.placed(PAGE, made)
    assert wrong == {}
    assert page.count("<math") == 2
    assert "<mfrac>" in page
    assert 'display="block"' in page
    assert "\\" not in page


def test_a_second_build_starts_no_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = mathml.make([INLINE, DISPLAY], tmp_path)
    monkeypatch.setattr(node, "run", None)
    assert mathml.make([DISPLAY, INLINE], tmp_path) == first


def test_all_wrong_formulas_are_named_and_the_right_ones_made(tmp_path: Path) -> None:
    unknown, unclosed = Formula("\\nosuchmacro", display=False), Formula("\\frac{1", display=False)
    made, wrong = mathml.make([unknown, INLINE, unclosed], tmp_path)
    assert set(made) == {INLINE}
    assert set(wrong) == {unknown, unclosed}


def test_a_wrong_formula_is_found_in_its_file(tmp_path: Path) -> None:
    path = tmp_path / "epoch.md"
    path.write_text("One\n\n$$\n\\frac{1\n$$\n", encoding="utf-8")
    assert mathml.problem(path, Formula("\\frac{1", display=True), "says Temml").line == 4
