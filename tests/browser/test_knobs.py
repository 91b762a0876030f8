"""Every demo on every page answers every knob, truthfully, and makes no noise."""

from collections.abc import Callable
from pathlib import Path

import pytest

import demos
from tests.browser.conftest import Demo, Reader

ENTRIES = ("hyperparameter", "epoch", "regularization", "overfitting")

# What has to be set before a knob can matter: 4 divides the 40 points, and no penalty has no strength.
NEEDS: dict[str, dict[str, object]] = {"last_batch": {"batch_size": 6}, "strength": {"penalty": "l2"}}


def pages_with_demos(site: Path) -> list[str]:
    """Paths below the site's address; those for other sites have no theme to navigate with, and a test of their own."""
    pages = sorted(page for page in site.rglob("index.html") if "<knob-demo" in page.read_text(encoding="utf-8"))
    paths = [f"{page.parent.relative_to(site)}/".removeprefix("./") for page in pages]
    return [path for path in paths if not path.startswith("embed/")]


def page_of(site: Path, name: str) -> str:
    """One page that shows this demo."""
    shows = f'<knob-demo data-demo="{name}"'
    return next(path for path in pages_with_demos(site) if shows in (site / path / "index.html").read_text())


def turn(demo: Demo, name: str) -> None:
    """Take one knob to both ends and look that the figure follows, then bring it back."""
    if name in NEEDS and set(NEEDS[name]) <= set(demo.knobs):
        demo.element.evaluate("(demo, settings) => demo.turn(settings)", NEEDS[name])
    if demo.knob(name).locator("textarea").count():
        place(demo, name)
        return
    opened, was = seen(demo), options(demo, name) or demo.value(name)
    if isinstance(was, list):
        ends = [choose(demo, name, value) for value in reversed(was)]
        assert ends[-1] == opened, f"{name} does not come back to where it was"
    else:
        ends = []
        for key in ("Home", "End"):
            demo.press(name, key)
            ends.append(seen(demo))
        demo.type(name, was)
        assert seen(demo) == opened, f"{name} does not come back to where it was"
    assert ends[0] != ends[1], f"{name} changes nothing"
    assert not demo.part("message").is_visible(), demo.part("message").inner_text()


def place(demo: Demo, name: str) -> None:
    """Write data points by hand, and take them away again."""
    opened, field = seen(demo), demo.knob(name).locator("textarea")
    for text in ("-0.5,1 0,0 0.5,1", ""):
        field.fill(text)
        field.press("Tab")
        assert (seen(demo) == opened) == (text == "")


def seen(demo: Demo) -> tuple[list[str], str]:
    """The panels and the verdict; a chart by epoch also shows what has been trained beyond the epoch."""
    pictures = demo.settles().pictures
    scrubs = demo.element.evaluate(
        "demo => [...demo.querySelectorAll('.kd-panel')].map(p => p.classList.contains('kd-scrubs'))"
    )
    return [svg for svg, by_epoch in zip(pictures, scrubs, strict=True) if not by_epoch], demo.verdict


def options(demo: Demo, name: str) -> list[str]:
    """The values of a choice, the chosen one first; none for a slider."""
    radios = demo.knob(name).locator("input[type=radio]").all()
    return [radio.get_attribute("value") or "" for radio in sorted(radios, key=lambda each: not each.is_checked())]


def choose(demo: Demo, name: str, value: str) -> tuple[list[str], str]:
    """Choose an option by its label, as a pointer does."""
    demo.knob(name).locator(f'label:has(input[value="{value}"])').click()
    return seen(demo)


@pytest.mark.parametrize("name", demos.names())
def test_every_demo_answers_its_first_knobs(name: str, visitor: Reader) -> None:
    demo = visitor.visit(f"demos/{name}/").live().settles()
    for knob in demo.knobs[:2]:
        turn(demo, knob)
    assert visitor.troubles() == {"console": [], "failed": [], "elsewhere": []}


@pytest.mark.long
@pytest.mark.parametrize("name", demos.names())
def test_every_demo_answers_every_knob(name: str, site: Path, reader: Reader) -> None:
    demo = reader.visit(page_of(site, name)).live().settles()
    demo.more()
    for knob in demo.knobs:
        turn(demo, knob)
    assert reader.troubles() == {"console": [], "failed": [], "elsewhere": []}


def test_the_first_live_picture_equals_the_prerendered_one(new_reader: Callable[..., Reader]) -> None:
    still, reader = new_reader(java_script_enabled=False), new_reader()
    for entry in ENTRIES:
        same_before_and_after(still, reader, f"glossary/{entry}/")


@pytest.mark.long
def test_on_every_page_the_first_live_picture_equals_the_prerendered_one(
    site: Path, new_reader: Callable[..., Reader]
) -> None:
    still, reader = new_reader(java_script_enabled=False), new_reader()
    paths = pages_with_demos(site)
    assert {f"glossary/{entry}/" for entry in ENTRIES} <= set(paths)
    for path in paths:
        same_before_and_after(still, reader, path)


def same_before_and_after(still: Reader, reader: Reader, path: str) -> None:
    """Compare the page that has no script with the one where Python has drawn."""
    built, live = still.open(path), reader.visit(path).live().settles()
    assert built.source == "build"
    assert live.pictures == [panel.inner_html() for panel in built.part("panel").all()]
    assert live.verdict == built.verdict


def test_a_diverging_run_says_why_and_its_mend_mends_it(visitor: Reader) -> None:
    demo = visitor.visit("glossary/hyperparameter/").live()
    demo.type("learning_rate", 0.27)
    demo.settles()
    assert demo.verdict == (
        "Diverging. Each step multiplies the error by 1.70. The limit here is 0.2; you are at 0.27."
    )
    demo.part("mend").click()
    demo.settles()
    assert demo.verdict.startswith("Oscillating, and converging.")
    assert demo.value("learning_rate") == 0.1818


def test_a_mark_sets_the_exact_value(visitor: Reader) -> None:
    demo = visitor.visit("glossary/hyperparameter/").live()
    demo.element.get_by_role("button", name="limit 2/λmax: set to 0.2").click()
    demo.settles()
    assert demo.value("learning_rate") == 0.2
    assert demo.verdict.startswith("Oscillating for ever.")


def test_a_number_outside_the_slider_is_refused_in_words_and_the_picture_stays(visitor: Reader) -> None:
    demo = visitor.visit("glossary/hyperparameter/").live()
    before = demo.settles().pictures
    demo.type("learning_rate", 7)
    field = demo.knob("learning_rate").locator(".kd-number")
    assert field.evaluate("field => field.validationMessage") == "Use a number from 0.001 to 3."
    assert demo.settles().pictures == before
    demo.type("learning_rate", 0.2)
    assert field.evaluate("field => field.validationMessage") == ""
    assert demo.settles().pictures != before


def test_the_numbers_behind_the_picture_follow_it(visitor: Reader) -> None:
    demo = visitor.visit("glossary/hyperparameter/").live()
    demo.part("numbers").locator("summary").click()
    demo.type("epochs", 2)
    demo.settles()
    cells = demo.part("numbers").locator("tbody td").all_inner_texts()
    # ½(8² + 10·3²) = 77; one step at 0.17 leaves -6.64 and -2.1; the next -5.5112 and 1.47.
    assert cells == ["0", "77", "1", "44.1", "2", "26"]
