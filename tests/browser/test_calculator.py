"""The calculator as readers use it: by keyboard, with wrong numbers, through links, on a phone, without a script."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import Reader, until

PARTS = ("inference", "training", "accelerators")


@dataclass
class Calculator:
    """One `<knob-calculator>` as a reader meets it."""

    element: Locator

    def live(self) -> "Calculator":
        """Bring it near the screen, and wait until Python has answered."""
        self.element.scroll_into_view_if_needed()
        until(lambda: self.element.get_attribute("data-from") == "python")
        return self.settles()

    def settles(self) -> "Calculator":
        """Wait until what is shown is of the present texts."""
        until(lambda: not self.element.evaluate("part => part.busy"))
        return self

    def slot(self, name: str) -> str:
        """What a slot says."""
        return self.element.locator(f'[data-slot="{name}"]').inner_text()

    def field(self, name: str) -> Locator:
        """A field's input."""
        return self.element.locator(f'[name="{name}"]')

    def said(self, name: str) -> str:
        """What stands under a field."""
        return self.element.locator(f'[data-field="{name}"] .kc-said').inner_text()

    def write(self, name: str, text: str) -> "Calculator":
        """Type into a field, or choose."""
        field = self.field(name)
        if not field.is_visible() and self.part("more").get_attribute("aria-expanded") == "false":
            self.part("more").click()
        if field.evaluate("input => input.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)
        return self.settles()

    def part(self, name: str) -> Locator:
        """A part of the element, by its class."""
        return self.element.locator(f".kc-{name}").first

    def texts(self) -> dict[str, str]:
        """All slots' texts, and the pictures' SVG."""
        found: dict[str, str] = self.element.evaluate(
            """part => Object.fromEntries([...part.querySelectorAll("[data-slot]")].map(slot =>
                [slot.dataset.slot, slot.querySelector("svg") ? slot.innerHTML : slot.textContent]))"""
        )
        return found


def at(page: Page, name: str) -> Calculator:
    """One part on a page."""
    return Calculator(page.locator(f'knob-calculator[data-part="{name}"]'))


def arrive(reader: Reader, name: str = "inference", end: str = "") -> Calculator:
    """Open the page, and one part of it; the first page of a reader's visit is a load."""
    if end:
        reader.page.goto(f"{reader.home}calculator/{end}")
    else:
        reader.visit("calculator/")
    return at(reader.page, name).live()


def address(page: Page) -> str:
    """What stands in the address bar, now."""
    found: str = page.evaluate("location.href")
    return found


def wide(page: Page) -> int:
    """By how many pixels the page can be scrolled to the side."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


def rows(table: Calculator) -> list[str]:
    """The names of the rows that are shown, in order."""
    heads = table.element.locator("tbody tr:not([hidden]) th").all_inner_texts()
    return [head.split("\n")[0].strip() for head in heads]


def test_the_first_answers_are_what_the_build_wrote(new_reader: Callable[..., Reader]) -> None:
    still, reader = new_reader(java_script_enabled=False), new_reader()
    still.page.goto(f"{still.home}calculator/")
    reader.page.goto(f"{reader.home}calculator/")
    for name in PARTS:
        built = {
            slot.get_attribute("data-slot"): slot.inner_html() if slot.locator("svg").count() else slot.text_content()
            for slot in at(still.page, name).element.locator("[data-slot]").all()
        }
        assert at(reader.page, name).live().texts() == built
        assert len(built) > 20
    assert reader.troubles() == {"console": [], "failed": [], "elsewhere": []}
    assert reader.pythons == 1


def test_it_answers_by_keyboard_alone(visitor: Reader) -> None:
    part = arrive(visitor)
    page = visitor.page
    part.field("model").focus()
    page.keyboard.press("End")  # "Your own dimensions"
    part.settles()
    assert part.field("parameters").evaluate("input => input.value") == "8030261248"  # of the model chosen before
    page.keyboard.press("Home")  # GPT-2
    part.settles()
    assert part.slot("case").startswith("GPT-2 small in 16 bits on 1 × GeForce RTX 4090")
    part.field("model").select_option("llama-3-8b")
    for _ in range(5):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "batch"
    page.keyboard.type("1")  # the field's text is marked when the focus comes by the keyboard
    page.keyboard.press("Enter")  # submits nothing
    part.settles()
    assert part.slot("rate.value").replace("\u00a0", " ") == "58.8 tokens/s"  # 1.008e12 / (2 · 8030261248 + 1.0737e9)
    line = part.element.locator("details", has=page.locator('[data-slot="rate.value"]'))
    line.locator("summary").focus()
    page.keyboard.press("Enter")
    assert line.locator("math").is_visible()
    assert part.slot("rate.numbers").replace("\u00a0", " ") == "1 ÷ 17 ms"


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("utilization", "0", "0 is out of range; write a number above 0, up to 1."),
        ("utilization", "1.01", "1.01 is out of range; write a number above 0, up to 1."),
        ("batch", "-4", "−4 is out of range; write a whole number from 1 to 1\u202f000\u202f000."),
        ("context", "", "This is empty; write a whole number from 1 to 1\u202f000\u202f000\u202f000."),
        ("price", "cheap", "“cheap” is not a number; write a number from 0 to 1\u202f000\u202f000."),
    ],
)
def test_an_impossible_input_gets_a_message_at_its_field(visitor: Reader, field: str, text: str, says: str) -> None:
    part = arrive(visitor)
    before = part.texts()
    part.write(field, text)
    assert part.said(field) == says
    assert part.field(field).get_attribute("aria-invalid") == "true"
    described = part.field(field).get_attribute("aria-describedby") or ""
    assert part.element.locator(f'[data-field="{field}"] .kc-said').get_attribute("id") in described.split()
    assert part.element.get_attribute("data-wrong") is not None
    assert part.texts() == before  # greyed, and of the case that is named above it
    assert "NaN" not in visitor.page.locator("article").inner_text()
    part.part("reset").click()
    part.settles()
    assert part.field(field).get_attribute("aria-invalid") == "false"
    assert part.element.get_attribute("data-wrong") is None
    assert visitor.console == []


def test_a_load_that_does_not_fit_says_what_would_hold_it(visitor: Reader) -> None:
    part = arrive(visitor).write("model", "llama-3-70b").write("context", "4096")
    assert part.slot("headline").startswith("Does not fit. It needs 7 devices")
    part.element.get_by_role("button", name="Use 7").click()
    part.settles()
    assert part.slot("headline").startswith("Fits.")
    assert part.field("count").input_value() == "7"
    assert part.field("count").evaluate("input => input === document.activeElement")


def test_the_settings_stand_in_the_address_and_come_back_from_it(
    reader: Reader, new_reader: Callable[..., Reader]
) -> None:
    part = arrive(reader).write("batch", "1").write("weights", "8")
    training = at(reader.page, "training").live().write("rank", "64")
    until(lambda: "rank=64" in address(reader.page))
    assert address(reader.page).endswith("#training?rank=64/inference?weights=8&batch=1")
    other = new_reader()
    other.page.goto(address(reader.page))
    assert at(other.page, "training").live().texts() == training.texts()
    assert at(other.page, "inference").live().texts() == part.texts()
    training.part("reset").click()
    until(lambda: address(reader.page).endswith("#inference?weights=8&batch=1"))


def test_an_entry_opens_it_with_settings_of_its_own(reader: Reader) -> None:
    reader.open("glossary/lora-rank/")
    reader.page.get_by_role("link", name="rank 64 on a model of eight billion").click()
    until(lambda: "/calculator/" in address(reader.page))
    part = at(reader.page, "training").live()
    assert part.field("rank").input_value() == "64"
    assert part.slot("trained.value").startswith("167\u202f772\u202f160")
    until(lambda: 0 <= part.element.evaluate("part => part.getBoundingClientRect().top") < 200)
    reader.page.go_back()
    until(lambda: "/glossary/lora-rank/" in address(reader.page))
    assert reader.troubles() == {"console": [], "failed": [], "elsewhere": []}


def test_a_link_that_is_not_quite_right_says_so(reader: Reader) -> None:
    part = arrive(reader, end="#inference?batch=2&colour=red&model=gpt-17")
    assert part.part("message").inner_text() == "The link was not quite right: there is no colour, model."
    assert part.field("batch").input_value() == "2"


@pytest.mark.parametrize("name", PARTS)
def test_the_numbers_can_be_taken_along(visitor: Reader, name: str, tmp_path: Path) -> None:
    part = arrive(visitor, name)
    with visitor.page.expect_download() as download:
        part.part("csv").click()
    download.value.save_as(tmp_path / "table.csv")
    table = list(csv.reader(io.StringIO((tmp_path / "table.csv").read_text(encoding="utf-8"))))
    assert download.value.suggested_filename == f"{name}.csv"
    assert len({len(row) for row in table}) == 1
    if name == "inference":
        assert ["Weights", "16060522496.0", "bytes"] in [row[:3] for row in table]


def test_the_table_is_sorted_and_filtered(visitor: Reader) -> None:
    table = arrive(visitor, "accelerators")
    assert len(rows(table)) == 36
    table.element.get_by_role("button", name="Memory, GB").click()
    assert rows(table)[0] == "GeForce RTX 3060 12GB"
    table.element.get_by_role("button", name="Memory, GB").press("Enter")
    assert rows(table)[0] == "Apple M3 Ultra"
    assert table.element.locator("[data-column=memory]").get_attribute("aria-sort") == "descending"
    table.write("kind", "consumer").write("find", "geforce")
    shown = rows(table)
    assert shown[0] == "GeForce RTX 5090"
    assert all(name.startswith("GeForce") for name in shown)
    assert table.part("count").inner_text() == f"{len(shown)} of 36 rows shown"
    table.write("runs", "can").write("most", "2")
    assert rows(table) == []
    table.write("model", "llama-3-8b")
    assert "GeForce RTX 3060 12GB" in rows(table)
    table.write("find", "").write("kind", "any").write("sort", "rate-down")
    rates = [
        text.replace("\u202f", "") for text in table.element.locator('td[data-slot$=".rate"]').all_inner_texts() if text
    ]
    assert [float(rate) for rate in rates] == sorted((float(rate) for rate in rates), reverse=True)
    until(lambda: "sort=rate-down" in address(visitor.page))


def test_a_price_is_the_readers_and_a_row_feeds_the_calculator(visitor: Reader) -> None:
    table = arrive(visitor, "accelerators").write("model", "llama-3-8b")
    assert table.slot("l4.million") == ""
    table.write("price.l4", "0.80")
    dear = float(table.slot("l4.million").removeprefix("$"))
    table.write("price.l4", "0.40")
    assert float(table.slot("l4.million").removeprefix("$")) == pytest.approx(dear / 2, rel=5e-3)
    table.element.locator('[data-slot="l4.use"] a').click()
    part = at(visitor.page, "inference").settles()
    until(lambda: part.field("accelerator").input_value() == "l4")
    part.settles()
    assert part.slot("case").startswith("Llama 3 8B in 16 bits on 1 × L4")
    assert part.slot("million.value") == table.slot("l4.million")
    assert part.slot("rate.value").split()[0] == table.slot("l4.rate")


def test_a_phone_shows_it_without_scrolling_to_the_side(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 360, "height": 740})
    for name in PARTS:
        part = arrive(reader, name)
        assert wide(reader.page) == 0
        part.part("more").click()
        part.element.locator("details").evaluate_all("lines => lines.forEach((line) => (line.open = true))")
        assert wide(reader.page) == 0
        smallest = part.element.locator("button, select, input").evaluate_all(
            "all => Math.min(...all.filter((each) => each.offsetParent).map((each) => each.offsetHeight))"
        )
        assert smallest >= 24
    part.write("context", "x" * 300)
    assert wide(reader.page) == 0
    reader.page.set_viewport_size({"width": 320, "height": 640})  # WCAG 1.4.10
    assert wide(reader.page) == 0


def test_without_a_script_the_opening_case_can_be_read(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(java_script_enabled=False)
    reader.page.set_viewport_size({"width": 360, "height": 740})
    reader.page.goto(f"{reader.home}calculator/")
    part = at(reader.page, "inference")
    assert part.slot("headline").startswith("Fits.")
    assert part.element.locator("svg.chart").count() == 4
    assert not part.field("model").is_visible()
    part.element.locator("summary").first.click()
    assert part.element.locator("math").first.is_visible()
    table = at(reader.page, "accelerators")
    assert len(rows(table)) == 36
    assert float(table.slot("rtx-4090.rate")) > 0
    assert "+2.1 %" in reader.page.locator(".kc-published").inner_text()
    assert wide(reader.page) == 0


def test_where_python_cannot_run_it_says_so_and_the_case_stays(reader: Reader) -> None:
    reader.page.route("**/pyodide.asm.wasm*", lambda route: route.abort())
    reader.page.goto(f"{reader.home}calculator/")
    part = at(reader.page, "inference")
    part.element.scroll_into_view_if_needed()
    until(lambda: part.element.get_attribute("data-state") == "failed")
    assert part.part("message").inner_text().startswith("Python cannot run here:")
    assert part.slot("headline").startswith("Fits.")
