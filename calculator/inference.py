"""Inference: does it fit, how fast can it be at most, and what does a million tokens cost?

Everything here is a bound or a division. No software is faster than the time in which the memory is read once, and
nothing is said about what a given server will reach: whoever has measured that, writes it into its field.
"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, NamedTuple

from calculator import asked, memory, money, speed
from calculator.fields import FieldError
from calculator.inference_form import TOKENS


class Costs(NamedTuple):
    """What follows. Sizes in bytes, times in seconds, rates a second; None where a figure is not published."""

    weights: float
    cache_token: float
    cache_sequence: float
    cache: float
    total: float
    usable: float
    needed: int
    longest: int
    most: int
    read: float
    weights_s: float
    cache_s: float
    products_s: float | None
    step: float
    rate: float
    balance: float | None
    prefill: float | None
    request: float | None
    throughput: float
    hourly: float
    million: float
    energy: float | None
    api_million: float
    even_tokens: float
    even_share: float


def settled(values: Mapping[str, Any]) -> SimpleNamespace:
    """The values with model, accelerator and peak looked up; raises `FieldError` where they do not go together."""
    model, device = asked.the_model(values), asked.the_accelerator(values)
    if values["prompt"] + values["output"] > values["context"]:
        message = "This is shorter than prompt and answer together; make it longer, or one of them shorter."
        raise FieldError("context", message)
    if values["pay"] == "buy" and device.power is None:
        raise FieldError("pay", f"No power figure was seen for {device.name}; use the hour, or your own figures.")
    found = {"model": model, "device": device, "peak": asked.peak(device, values["arithmetic"])}
    each = {"bytes_weight": float(values["weights"]) / 8, "bytes_cache": float(values["cache"]) / 8}
    return SimpleNamespace(**{**values, **found, **each})


def held(v: SimpleNamespace, context: float, batch: float) -> float:
    """Bytes of weights and cache at some context and batch."""
    cache = memory.cache_bytes(v.model.cache_values, v.model.layers_tokens(context), batch, v.bytes_cache)
    return memory.weights_bytes(v.model.parameters, v.bytes_weight) + cache


def step(v: SimpleNamespace, context: float, batch: float) -> tuple[float, float, float | None]:
    """The three times of a decode step: reading the weights, reading the cache, multiplying (None: not known)."""
    read = speed.weights_read_bytes(v.model.parameters, v.model.active, batch, v.bytes_weight)
    cache = memory.cache_bytes(v.model.cache_values, v.model.layers_tokens(context), batch, v.bytes_cache)
    bandwidth = v.device.bandwidth * v.count
    products = v.peak and speed.arithmetic_s(v.model.active, batch, v.peak * v.count)
    return speed.reading_s(read, bandwidth), speed.reading_s(cache, bandwidth), products


def throughput(v: SimpleNamespace, context: float, batch: float) -> float:
    """Output tokens a second at most, with the time for the prompts, or as measured."""
    if v.measured is not None:
        return float(v.measured)
    weights_s, cache_s, products_s = step(v, context, batch)
    decode = v.output * speed.step_s(cache_s, weights_s, products_s or 0.0)
    return float(batch * v.output / (decode + batch * (prefill(v) or 0.0)))


def prefill(v: SimpleNamespace) -> float | None:
    """Seconds to read one prompt; None where no peak is published."""
    return v.peak and speed.arithmetic_s(v.model.active, v.prompt, v.peak * v.count * v.mfu)


def hourly(v: SimpleNamespace) -> float:
    """Dollars an hour."""
    if v.pay == "rent":
        return money.rented_an_hour(v.price, v.count)
    return money.owned_an_hour(v.purchase, v.count, v.years, v.device.power, v.electricity)


def million(v: SimpleNamespace, context: float, batch: float) -> float:
    """Dollars a million output tokens at some context and batch."""
    return money.per_million(hourly(v), throughput(v, context, batch), v.utilization)


def costs(v: SimpleNamespace) -> Costs:
    """Put the numbers into all formulas."""
    usable = v.device.memory * v.memory_share * v.count
    total = held(v, v.context, v.batch)
    weights_s, cache_s, products_s = step(v, v.context, v.batch)
    step_s = speed.step_s(cache_s, weights_s, products_s or 0.0)
    rate, read_prompt = throughput(v, v.context, v.batch), prefill(v)
    cache_token = memory.cache_bytes(v.model.cache_values, v.model.layers, 1, v.bytes_cache)
    one = held(v, v.context, 1) - held(v, v.context, 0)
    an_hour, api = hourly(v), money.blended(v.api_in, v.api_out, v.prompt, v.output)
    even = money.break_even_tokens(an_hour * money.HOURS_A_MONTH, api)
    capacity = rate * 3600 * money.HOURS_A_MONTH * (v.prompt + v.output) / v.output
    watts = v.device.power and v.device.power * v.count
    return Costs(
        weights=memory.weights_bytes(v.model.parameters, v.bytes_weight),
        cache_token=cache_token,
        cache_sequence=one,
        cache=memory.cache_bytes(v.model.cache_values, v.model.layers_tokens(v.context), v.batch, v.bytes_cache),
        total=total,
        usable=usable,
        needed=memory.devices_needed(total, v.device.memory * v.memory_share),
        longest=memory.largest(lambda tokens: held(v, tokens, v.batch) <= usable, int(TOKENS)),
        most=memory.largest(lambda batch: held(v, v.context, batch) <= usable, int(1e6)),
        read=weights_s * v.device.bandwidth * v.count,
        weights_s=weights_s,
        cache_s=cache_s,
        products_s=products_s,
        step=step_s,
        rate=v.batch / step_s,
        balance=None
        if v.model.mixture
        else v.peak and speed.balance_sequences(v.peak, v.device.bandwidth, v.bytes_weight),
        prefill=read_prompt,
        request=None if read_prompt is None else read_prompt * v.batch + v.output * step_s,
        throughput=rate,
        hourly=an_hour,
        million=money.per_million(an_hour, rate, v.utilization),
        energy=watts and money.energy_kwh(watts, 1e6 / (rate * v.utilization)),
        api_million=api,
        even_tokens=even,
        even_share=even / capacity,
    )
