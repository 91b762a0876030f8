"""Formulas become MathML, or an error that names the formula."""

import json
import xml.etree.ElementTree as ET

import pytest

from runtime import node
from runtime.paths import ROOT

SCRIPT = ROOT / "runtime" / "mathml.mjs"


def convert(*formulas: dict[str, object]) -> list[str]:
    """Run the converter as the build does."""
    told: list[str] = json.loads(node.run(SCRIPT, json.dumps(formulas)))
    return told


def test_a_formula_in_a_line_and_one_on_display() -> None:
    inline, display = convert(
        {"tex": r"w \leftarrow w - \eta g"}, {"tex": r"\frac{2}{\lambda_{\max}}", "display": True}
    )
    tree = ET.fromstring(inline)
    assert [token.text for token in tree.iter() if not len(token)] == ["w", "←", "w", "−", "η", "g"]
    assert 'display="block"' in display
    assert ET.fromstring(display).find(".//mfrac/mn").text == "2"  # type: ignore[union-attr]


@pytest.mark.parametrize("tex", [r"\nosuchmacro{x}", r"\frac{1}{2", r"\begin{nosuch}\end{nosuch}"])
def test_a_bad_formula_fails_and_is_named(tex: str) -> None:
    with pytest.raises(RuntimeError) as failure:
        convert({"tex": "x"}, {"tex": tex})
    assert f"mathml.mjs: formula 2, {tex}" in str(failure.value)


def test_nothing_is_nothing() -> None:
    assert convert() == []


def test_the_node_is_the_pinned_one() -> None:
    assert node.node().parent.name in {"bin", "Scripts"}
    assert ".venv" in node.node().parts
