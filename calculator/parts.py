"""The three parts of the page, each behind the same two calls: `answer` for what it shows, `csv` to take it along."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, NamedTuple

from calculator import (
    comparison,
    inference,
    inference_answer,
    inference_form,
    inference_lines,
    pieces,
    training,
    training_answer,
    training_lines,
)
from calculator.fields import FieldError, Form, Value, read
from calculator.lines import Answer, Line


class Part(NamedTuple):
    """One part: its fields, what they mean together, and what follows; the table has rows instead of an answer."""

    form: Form
    settled: Callable[[Mapping[str, Any]], SimpleNamespace]
    answer: Callable[[SimpleNamespace], Answer] | None
    lines: tuple[Line, ...]


PARTS = {
    "inference": Part(inference_form.FORM, inference.settled, inference_answer.answer, inference_lines.LINES),
    "training": Part(training.FORM, training.settled, training_answer.answer, training_lines.LINES),
    "accelerators": Part(comparison.FORM, comparison.settled, None, ()),
}


class UnknownPartError(LookupError):
    """There is no such part."""


def part(name: str) -> Part:
    """One part by name; raises `UnknownPartError`, which lists those there are."""
    if name not in PARTS:
        raise UnknownPartError(f"the calculator has no part {name!r}; it has {', '.join(PARTS)}")
    return PARTS[name]


def settle(name: str, texts: Mapping[str, str]) -> tuple[SimpleNamespace, dict[str, Value]]:
    """Check a part's texts; raises `WrongFieldsError` with everything that is wrong."""
    found = part(name)
    values, errors = read(found.form, texts)
    if not errors:
        try:
            return found.settled(values), values
        except FieldError as error:
            errors = [error]
    raise WrongFieldsError(errors)


class WrongFieldsError(ValueError):
    """Texts that a part does not take: every message, by field."""

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__("; ".join(map(str, errors)))
        self.errors = errors


def answer(name: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """What the page shows: {"slots": {slot: html}, "sorts": …, "remarks": {field: words}, "own": …, "spoken": …}."""
    v, _ = settle(name, texts)
    found = part(name)
    if found.answer is None:
        rows = comparison.rows(v)
        slots, sorts = pieces.of_rows(rows, inference_form.FORM)
        said = comparison.said(v, rows)
        slots = {"able": pieces.text(said), **slots}
        return {"slots": slots, "sorts": sorts, "remarks": {}, "own": {}, "spoken": said}
    told = found.answer(v)
    return {
        "slots": pieces.of_answer(told),
        "sorts": {},
        "remarks": told.remarks,
        "own": told.own,
        "spoken": pieces.spoken(told.headline),
    }


def csv(name: str, texts: Mapping[str, str]) -> str:
    """The settings and everything that follows, as CSV."""
    v, values = settle(name, texts)
    found = part(name)
    table: list[tuple[Any, ...]] = [("what", "value", "unit", "how")]
    if found.answer is None:
        return pieces.csv(_compared(v))
    table += [(*row, "set") for row in pieces.fields_csv(found.form, texts, values)]
    shown = found.answer(v).shown
    table += [(line.label, shown[line.name].bare, line.unit, shown[line.name].numbers) for line in found.lines]
    return pieces.csv(table)


def _compared(v: SimpleNamespace) -> list[tuple[Any, ...]]:
    head = ("accelerator", "vendor", "kind", "year", "memory_bytes", "bandwidth_bytes_s", "peak_16bit_flops", "power_w")
    results = ("needed", "tokens_s_at_most", "price_dollars_h", "dollars_per_million", "source")
    table: list[tuple[Any, ...]] = [(*head, *results)]
    for row in comparison.rows(v):
        d = row.device
        figures = (d.name, d.vendor, d.kind, d.year, d.memory, d.bandwidth, d.peaks.get("fp16"), d.power)
        price = v.values[comparison.price_field(d.id)]
        table.append((*figures, row.needed, row.rate, price, row.million, d.source))
    return table
