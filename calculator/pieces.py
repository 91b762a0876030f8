"""What the page shows of an answer, as pieces of HTML by slot: made by the same call at build and in the worker."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from calculator.comparison import Row
from calculator.fields import AnyField, Form
from calculator.lines import Answer, Headline
from calculator.units import count, dollars, number, whole

RAISED = re.compile("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "−0123456789")


def of_answer(answer: Answer) -> dict[str, str]:
    """The slots of a part with a headline, lines and pictures."""
    found = {"case": text(answer.case), "headline": headline(answer.headline)}
    found |= {f"{name}.value": text(shown.value) for name, shown in answer.shown.items()}
    found |= {f"{name}.numbers": text(shown.numbers) for name, shown in answer.shown.items()}
    return found | {f"picture.{i}": svg for i, svg in enumerate(answer.pictures)}


def text(words: str) -> str:
    """Words as HTML: raised digits become a `<sup>`, since few typefaces hold them all."""
    return RAISED.sub(lambda found: f"<sup>{found[0].translate(LOWERED)}</sup>", escape(words))


def headline(told: Headline) -> str:
    """Verdict and three big numbers."""
    mend = ""
    if told.mend:
        label, settings = told.mend
        mend = f' <button class="kc-mend" type="button" data-set="{escape(query(settings))}">{escape(label)}</button>'
    figures = "".join(
        f'<div class="kc-figure"><b>{text(value)}</b> <span>{text(words)}</span></div>' for value, words in told.figures
    )
    verdict = f'<p class="kc-verdict"><b class="kd-{told.tone}">{text(told.word)}</b> {text(told.text)}{mend}</p>'
    return f'{verdict}<div class="kc-figures">{figures}</div>'


def spoken(told: Headline) -> str:
    """The same for ears."""
    return f"{told.word} {told.text} " + "; ".join(f"{value} {words}" for value, words in told.figures)


def of_rows(rows: Iterable[Row], form: Form) -> tuple[dict[str, str], dict[str, float | None]]:
    """The slots of the table, and what its columns sort by."""
    slots: dict[str, str] = {}
    sorts: dict[str, float | None] = {}
    for row in rows:
        known = row.runs and row.million is not None
        cells: dict[str, tuple[str, float | None]] = {
            "needed": (whole(row.needed) if row.runs else f"{whole(row.needed)}, too many", float(row.needed)),
            "rate": (text(number(row.rate)), row.rate) if row.runs else ("", None),
            "million": (dollars(row.million or 0.0), row.million) if known else ("", None),
            "use": (use(row, form), None) if row.runs else ("", None),
        }
        sorts[f"{row.device.id}.price"] = row.price
        for column, (html, by) in cells.items():
            slots[f"{row.device.id}.{column}"] = html
            sorts[f"{row.device.id}.{column}"] = by
    return slots, sorts


def use(row: Row, form: Form) -> str:
    """A link that opens this row in the inference part."""
    name = escape(f"Use {count(row.needed, 'device')} of {row.device.name}")
    return f'<a href="#{escape(link("inference", form, row.link))}" aria-label="{name}">Use</a>'


def link(part: str, form: Form, settings: Mapping[str, str]) -> str:
    """A part's settings as the end of an address: only those that differ from how it opens."""
    opening = {field.name: field.default for field in form}
    return f"{part}?{query({name: value for name, value in settings.items() if value != opening[name]})}"


def query(settings: Mapping[str, str]) -> str:
    """name=text&…; the library that would do it costs the reader's download more than these lines do."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in settings.items())


def _quoted(words: str) -> str:
    plain = "-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return "".join(each if each in plain else "".join(f"%{byte:02X}" for byte in each.encode()) for each in words)


def csv(table: Iterable[Iterable[Any]]) -> str:
    """Rows as CSV, with quotes where they are needed."""
    return "\n".join(",".join(_cell(cell) for cell in row) for row in table) + "\n"


def _cell(cell: Any) -> str:
    words = "" if cell is None else repr(cell) if isinstance(cell, float) else str(cell)
    return '"' + words.replace('"', '""') + '"' if set(words) & set(',"\n') else words


def fields_csv(form: Form, texts: Mapping[str, str], asked: Iterable[str]) -> list[tuple[str, str, str]]:
    """The settings as rows: name, value, unit."""
    chosen = set(asked)
    return [(field.label, texts.get(field.name, field.default), unit(field)) for field in form if field.name in chosen]


def unit(field: AnyField) -> str:
    """A field's unit, where it has one."""
    return getattr(field, "unit", "")
