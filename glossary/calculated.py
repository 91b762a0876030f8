"""The calculator's parts as HTML, calculated here, in CPython, at the settings they open on; the script takes over.

Without JavaScript or Python, the case that a part opens on can be read with all its numbers.
"""

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from calculator import comparison, parts, pieces
from calculator.fields import AnyField, Choice, Number, read
from calculator.hardware import ACCELERATORS, EXAMPLE_PRICES
from calculator.lines import SYMBOLS
from calculator.models import MODELS
from calculator.published import CASES
from calculator.quantities import Case
from glossary.templating import HTML

HTML.filters["raised"] = lambda words: Markup(pieces.text(words))  # noqa: S704  `text` has escaped them

TITLES = {"inference": "inference", "training": "training and fine-tuning", "accelerators": "accelerators compared"}


def html(name: str) -> str:
    """One `<knob-calculator>`; raises `UnknownPartError` for a part that there is not."""
    part = parts.part(name)
    told = parts.answer(name, {})
    opening = {field.name: field.default for field in part.form}
    values, _ = read(part.form, {})
    shown = [field(each, name, values, told) for each in part.form if each not in comparison.PRICES]
    extra = {each.name for each in comparison.SHOWN}
    return HTML.get_template("calculator.html").render(
        part=name,
        title=TITLES[name],
        opening=json.dumps(opening, ensure_ascii=False, separators=(",", ":")),
        first=[each for each in shown if each["first"]],
        further=[each for each in shown if not each["first"] and each["name"] not in extra],
        shown=[each for each in shown if each["name"] in extra],
        slots=told["slots"],
        pictures=[slot for slot in told["slots"] if slot.startswith("picture.")],
        lines=part.lines,
        symbols=SYMBOLS.get(name, ""),
        rows=rows(told) if part.answer is None else [],
        columns=comparison.COLUMNS,
    )


def field(of: AnyField, part: str, values: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """One field for the template; `said` is what stands under it, `hidden` whether the opening case needs it not."""
    return {
        "name": of.name,
        "label": of.label,
        "default": of.default,
        "id": f"kc-{part}-{of.name}",
        "unit": of.unit if isinstance(of, Number) else None,
        "options": of.options if isinstance(of, Choice) else {},
        "groups": of.groups if isinstance(of, Choice) else {},
        "said": told["remarks"].get(of.name, of.help),
        "help": of.help,
        "when": "=".join(of.when) if of.when else "",
        "hidden": not of.asked(values),
        "first": of.first,
        "wide": of.wide,
    }


def rows(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The table as it opens: the cheapest first, then those without a price, as the page's script would sort them."""

    def place(id_: str) -> tuple[bool, float, str]:
        cost = told["sorts"][f"{id_}.million"]
        return cost is None, cost or 0.0, id_

    return [row(each, told) for each in sorted(ACCELERATORS, key=place)]


def row(id_: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """One accelerator for the table: its figures in the units of the columns, and what its cells sort by."""
    device = ACCELERATORS[id_]
    peak = device.peaks.get("fp16")
    figures = (device.memory / 1e9, device.bandwidth / 1e9, peak and peak / 1e12, device.power)
    price = next(each for each in comparison.PRICES if each.name == comparison.price_field(id_))
    by = {column: told["sorts"][f"{id_}.{column}"] for column in ("needed", "rate", "million")}
    return {
        "id": id_,
        "name": device.name,
        "vendor": device.vendor,
        "kind": device.kind,
        "year": device.year,
        "figures": [None if value is None else f"{value:g}" for value in figures] + [device.year or None],
        "by": {column: "" if value is None else repr(value) for column, value in by.items()},
        "price": {"name": price.name, "id": f"kc-accelerators-{id_}", "default": price.default, "label": price.label},
    }


def checked() -> str:
    """The published figures beside ours."""
    return HTML.get_template("published.html").render(rows=[{"case": case, "link": _link(case)} for case in CASES])


def _link(case: Case) -> str:
    if case.link is None:
        return ""
    part, settings = case.link
    return f"#{pieces.link(part, parts.part(part).form, settings)}"


def figures() -> str:
    """The sources of every row of data."""
    return HTML.get_template("figures.html").render(
        accelerators=ACCELERATORS.values(), models=MODELS.values(), prices=EXAMPLE_PRICES, devices=ACCELERATORS
    )


SHOW = {"published": checked, "figures": figures}


def show(name: str) -> str:
    """What a `calculator` fence asks for: a part, the published figures, or the figures' sources."""
    return SHOW[name]() if name in SHOW else html(name)
