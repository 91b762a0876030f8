"""axe-core in a page: what it finds wrong, in lines that say where and what to mend."""

from typing import Any

from playwright.sync_api import Page

from runtime.paths import ROOT

SCRIPT = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ENDED = """() => document.getAnimations()
    .filter((each) => each.effect.getComputedTiming().endTime < Infinity).forEach((each) => each.finish())"""
FOUND = """async (tags) => {
    const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    return violations;
}"""


def found(page: Page) -> list[str]:
    """Every fault of the page as it stands, one line an element; empty where axe finds nothing.

    The animations that lead to the present state are ended first: a colour halfway is nobody's choice.
    """
    page.evaluate(ENDED)
    page.evaluate("scrollTo(0, 0)")  # where the header covers nothing
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    violations: list[dict[str, Any]] = page.evaluate(FOUND, TAGS)
    return [line(each, node) for each in violations for node in each["nodes"]]


def line(violation: dict[str, Any], node: dict[str, Any]) -> str:
    """One fault of one element."""
    where = " ".join(str(part) for part in node["target"])
    return f"{violation['id']}: {where}: {node['failureSummary']} {node['html'][:200]}"
