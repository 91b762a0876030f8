"""Every rule, shown to hold on good entries and to fail on a bad one: each case of bad.yaml is one fault."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

import demos
from glossary import anatomy, links, reach, redirects, rules, unique
from glossary.library import Library, read
from glossary.problems import Problem

HERE = Path(__file__).parent
CASES = {case["case"]: case for case in yaml.safe_load((HERE / "bad.yaml").read_text(encoding="utf-8"))}


def spoilt(folder: Path, case: dict[str, Any]) -> Path:
    """Copy the good entries and put the case's fault in."""
    glossary = Path(shutil.copytree(HERE / "good", folder / "glossary"))
    for change in (case, *case.get("also", ())):
        path = glossary / change["file"]
        text = path.read_text(encoding="utf-8")
        assert text.count(change["replace"]) == 1, "the case must change one place"
        path.write_text(text.replace(change["replace"], change["by"]), encoding="utf-8")
    return glossary


def test_good_entries_pass() -> None:
    assert rules.check(HERE / "good")[1] == []


@pytest.mark.parametrize("name", CASES)
def test_each_fault_is_named(name: str, tmp_path: Path) -> None:
    glossary = spoilt(tmp_path, CASES[name])
    _, problems = rules.check(glossary)
    said = [str(problem).replace(f"{glossary}/", "") for problem in problems]
    assert said == [words.replace("{demos}", ", ".join(demos.names())) for words in CASES[name]["says"]]


def rule_by_rule(library: Library) -> dict[str, list[Problem]]:
    """Return what each rule finds."""
    entries = library.in_order()
    found = {rule.__name__: [p for entry in entries for p in rule(entry)] for rule in anatomy.RULES}
    found |= {rule.__name__: [p for entry in entries for p in rule(entry, library)] for rule in links.RULES}
    found |= {rule.__name__: list(rule(library)) for rule in (*unique.RULES, *reach.RULES)}
    return found | {"redirects": list(redirects.problems(library))}


def test_every_rule_has_a_case(tmp_path: Path) -> None:
    never = set(rule_by_rule(read(HERE / "good")[0]))
    for number, case in enumerate(CASES.values()):
        library, _ = read(spoilt(tmp_path / str(number), case))
        never -= {name for name, problems in rule_by_rule(library).items() if problems}
    assert never == set()


def test_paths_below_the_working_folder_are_shown_as_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)
    problem = Problem(HERE / "good" / "terms" / "step.md", 3, "level", "is odd", "mend it")
    assert str(problem) == "good/terms/step.md:3: level: is odd; mend it"
