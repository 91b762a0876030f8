"""Links into the calculator are checked like words that turn knobs; and imports go one way."""

import ast
from pathlib import Path

import pytest

from glossary import calculation
from runtime.paths import ROOT


def test_good_links_pass() -> None:
    assert calculation.faults("inference?model=llama-3-70b&count=8&context=8192") == []
    assert calculation.opens("accelerators?sort=rate-down&kind=consumer")


@pytest.mark.parametrize(
    ("link", "field"),
    [
        ("inference?modell=gpt2", "modell"),
        ("inference?model=gpt5", "model"),
        ("inference?utilization=2", "utilization"),
        ("weather?rain=1", "part"),
        ("training?rank=", "rank"),
    ],
)
def test_a_wrong_link_is_named_by_its_field(link: str, field: str) -> None:
    assert [name for name, _ in calculation.faults(link)] == [field]
    assert not calculation.opens(link)


def test_a_link_becomes_a_plain_one() -> None:
    body = "See [eight](calculator:inference?model=gpt2&count=8)."
    expected = 'See <a class="kc-open" href="../../calculator/#inference?model=gpt2&amp;count=8">eight</a>.'
    assert calculation.placed(body) == expected


def imported(path: Path) -> set[str]:
    """The packages that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def test_the_calculator_stands_on_the_demos_kit_and_nothing_stands_on_it_but_the_site() -> None:
    for path in (ROOT / "calculator").rglob("*.py"):
        assert not imported(path) & {"glossary", "mkdocs", "runtime", "js", "pyodide", "numpy", "jinja2"}, path
    for path in (ROOT / "demos").rglob("*.py"):
        assert "calculator" not in imported(path), path
