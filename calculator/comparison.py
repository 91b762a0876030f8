"""Accelerators compared: which can run this model, with how many, how fast at most, and at what cost.

Every row is the inference part with that accelerator, as many of them as hold the model and its cache. The price of
each is the reader's; a few open on an example that some source named, with its date.
"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, NamedTuple

from calculator import asked, inference, inference_form, memory, money
from calculator.fields import Choice, FieldError, Form, Number, Words, read
from calculator.hardware import ACCELERATORS, EXAMPLE_PRICES, Accelerator
from calculator.units import count, whole

MOST = 1e4
COLUMNS = {
    "name": "Accelerator",
    "needed": "Needed",
    "rate": "Tokens/s at most",
    "price": "Price of one, $/h",
    "million": "$ a million tokens",
    "memory": "Memory, GB",
    "bandwidth": "Bandwidth, GB/s",
    "peak": "16-bit TFLOP/s",
    "power": "Power, W",
    "year": "Year",
}
SORTS = {f"{column}{way}": words for column, words in COLUMNS.items() for way in ("", "-down")}
KINDS = {"any": "All kinds"} | asked.KINDS


def price_field(id_: str) -> str:
    """The name of the field for an accelerator's price."""
    return f"price.{id_}"


PRICES: Form = tuple(
    Number(
        price_field(each.id),
        f"Price of {each.name}, an hour",
        f"{EXAMPLE_PRICES[each.id].dollars:.2f}" if each.id in EXAMPLE_PRICES else "",
        unit="$/h",
        low=0,
        high=1e6,
        optional=True,
    )
    for each in ACCELERATORS.values()
)

ASKED: Form = (
    asked.model("llama-3-70b"),
    Choice("weights", "Weights in", "16", options=asked.BITS, first=True),
    Number("context", "Context", "8192", unit="tokens", low=1, high=inference_form.TOKENS, integer=True, first=True),
    Number("batch", "Batch", "4", unit="sequences", low=1, high=1e6, integer=True, first=True),
    Number("most", "At most", "8", unit="devices", low=1, high=MOST, integer=True, first=True),
    *asked.PARAMETERS,
    *asked.CACHE_DIMENSIONS,
    Choice("cache", "Cache in", "16", options=asked.BITS),
    *(each for each in inference_form.FORM if each.name in ("prompt", "output", "utilization", "mfu", "memory_share")),
)
SHOWN: Form = (
    Words("find", "Find", ""),
    Choice("kind", "Kind", "any", options=KINDS),
    Choice("runs", "Show", "all", options={"all": "all", "can": "those that can run it"}),
    Choice("sort", "Sort by", "million", options=SORTS),
)
FORM: Form = (*ASKED, *SHOWN, *PRICES)


class Row(NamedTuple):
    """One accelerator with this model: how many hold it, whether that is few enough, and what follows."""

    device: Accelerator
    needed: int
    runs: bool
    rate: float
    price: float | None
    million: float | None
    link: dict[str, str]


def settled(values: Mapping[str, Any]) -> SimpleNamespace:
    """Look the model up; the rows do the rest."""
    if values["prompt"] + values["output"] > values["context"]:
        message = "This is shorter than prompt and answer together (see More); make it longer, or one of them shorter."
        raise FieldError("context", message)
    return SimpleNamespace(**values, chosen=asked.the_model(values), values=dict(values))


def rows(v: SimpleNamespace) -> list[Row]:
    """Every accelerator, in the order of the data."""
    defaults, _ = read(inference_form.FORM, {})
    names = {field.name for field in inference_form.FORM}
    common = {**defaults, **{name: value for name, value in v.values.items() if name in names}}
    return [_row(v, common, device) for device in ACCELERATORS.values()]


def said(v: SimpleNamespace, found: list[Row]) -> str:
    """How many can, in a sentence."""
    able = sum(row.runs for row in found)
    cache = f"a {v.cache}-bit cache for {count(v.batch, 'sequence')} of {whole(v.context)} tokens"
    what = f"{v.chosen.name} in {v.weights} bits, with {cache}"
    return f"{able} of {len(found)} accelerators can run {what}, with {count(v.most, 'device')} at most."


def _row(v: SimpleNamespace, common: Mapping[str, Any], device: Accelerator) -> Row:
    price = v.values[price_field(device.id)]
    one = inference.settled({**common, "accelerator": device.id, "count": 1.0, "price": price or 0.0})
    needed = memory.devices_needed(inference.held(one, v.context, v.batch), device.memory * v.memory_share)
    one.count = float(needed)
    weights_s, cache_s, products_s = inference.step(one, v.context, v.batch)
    rate = v.batch / (cache_s + max(weights_s, products_s or 0.0))
    through = inference.throughput(one, v.context, v.batch)
    million = None if price is None else money.per_million(inference.hourly(one), through, v.utilization)
    return Row(device, needed, needed <= v.most, rate, price, million, _link(v, device, needed, price))


def _link(v: SimpleNamespace, device: Accelerator, needed: int, price: float | None) -> dict[str, str]:
    """The inference part's settings for this row, as texts."""
    names = {field.name for field in inference_form.FORM}
    given = {name: value for name, value in v.values.items() if name in names and value is not None}
    same = {name: f"{value:.15g}" if isinstance(value, float) else str(value) for name, value in given.items()}
    return {**same, "accelerator": device.id, "count": str(needed)} | ({} if price is None else {"price": f"{price:g}"})
