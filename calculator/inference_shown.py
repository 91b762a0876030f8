"""What the lines of the inference part say: each value with its unit, and its formula with the numbers put in."""

from types import SimpleNamespace

from calculator.inference import Costs
from calculator.lines import UNKNOWN, Shown
from calculator.money import HOURS_A_MONTH
from calculator.units import (
    both_bytes,
    count,
    decimal_bytes,
    dollars,
    kilowatt_hours,
    number,
    seconds,
    share,
    whole,
)


def shown(v: SimpleNamespace, c: Costs) -> dict[str, Shown]:
    """Every line's value, and the formula with the numbers put in."""
    return _memory(v, c) | _speed(v, c) | _money(v, c)


def _memory(v: SimpleNamespace, c: Costs) -> dict[str, Shown]:
    m, b = v.model, f"{v.bytes_cache:g} B"
    usable = f"{whole(v.count)} · {decimal_bytes(v.device.memory)} · {v.memory_share:g}"
    values = f"{m.cached:.0f} values" if m.cached else f"2 · {m.kv_heads:.0f} · {m.head_size:.0f}"
    capped = ""
    if m.windowed_layers:
        capped = f"; {m.windowed_layers:.0f} of the {m.layers:.0f} layers keep at most {whole(m.window)} tokens"
    held = f"{whole(v.context)} tokens{capped}"
    return {
        "weights": Shown(both_bytes(c.weights), f"{whole(m.parameters)} · {v.bytes_weight:g} B", c.weights),
        "token": Shown(
            both_bytes(c.cache_token),
            f"{m.layers:.0f} layers · {values} · {b} = {whole(c.cache_token)} B",
            c.cache_token,
        ),
        "sequence": Shown(both_bytes(c.cache_sequence), f"{decimal_bytes(c.cache_token)} · {held}", c.cache_sequence),
        "cache": Shown(both_bytes(c.cache), f"{decimal_bytes(c.cache_sequence)} · {whole(v.batch)}", c.cache),
        "total": Shown(
            both_bytes(c.total),
            f"{decimal_bytes(c.weights)} + {decimal_bytes(c.cache)}, of {usable} = {both_bytes(c.usable)}",
            c.total,
        ),
        "longest": _limit(
            c.longest, int(1e9), "tokens", f"with {count(v.batch, 'sequence')}, in {decimal_bytes(c.usable)}"
        ),
        "most": _limit(c.most, int(1e6), "sequences", f"of {whole(v.context)} tokens, in {decimal_bytes(c.usable)}"),
    }


def _limit(found: int, limit: int, unit: str, numbers: str) -> Shown:
    if found >= limit:
        return Shown(f"over {whole(limit)} {unit}", numbers, float(limit))
    return Shown(f"{whole(found)} {unit}" if found else "none", numbers, float(found))


def _speed(v: SimpleNamespace, c: Costs) -> dict[str, Shown]:
    bandwidth = f"{number(v.count * v.device.bandwidth / 1e9)} GB/s"
    products = "not known: no peak published" if c.products_s is None else seconds(c.products_s)
    part = f"; a step reads {decimal_bytes(c.read)} of the weights" if v.model.mixture else ""
    step = (
        f"cache {decimal_bytes(c.cache)} ÷ {bandwidth} = {seconds(c.cache_s)}; weights {decimal_bytes(c.read)} ÷ "
        f"{bandwidth} = {seconds(c.weights_s)}; products {products}{part}"
    )
    achieved = f"({number((v.peak or 0) * v.count / 1e12)} TFLOP/s · {v.mfu:g})"
    mixed = "a mixture reads more of its weights as the batch grows, so there is no one number"
    no_peak = f"no 16-bit peak of {v.device.name} was seen in a source"
    measured = "as you measured it" if v.measured is not None else _through(v, c)
    return {
        "step": Shown(seconds(c.step, 4), step, c.step),
        "rate": Shown(f"{number(c.rate)} tokens/s", f"{whole(v.batch)} ÷ {seconds(c.step, 4)}", c.rate),
        "each": Shown(f"{number(1 / c.step)} tokens/s", f"1 ÷ {seconds(c.step, 4)}", 1 / c.step),
        "balance": Shown(UNKNOWN, mixed if v.model.mixture else no_peak)
        if c.balance is None
        else Shown(
            f"{number(c.balance)} sequences",
            f"{number(v.peak / 1e12)} TFLOP/s · {v.bytes_weight:g} B ÷ (2 · {number(v.device.bandwidth / 1e9)} GB/s); "
            "without the cache",
            c.balance,
        ),
        "prefill": Shown(UNKNOWN, no_peak)
        if c.prefill is None
        else Shown(seconds(c.prefill), f"2 · {whole(v.model.active)} · {whole(v.prompt)} ÷ {achieved}", c.prefill),
        "request": Shown(UNKNOWN, no_peak)
        if c.request is None
        else Shown(
            seconds(c.request),
            f"{whole(v.batch)} · {seconds(c.prefill or 0)} + {whole(v.output)} · {seconds(c.step)}",
            c.request,
        ),
        "throughput": Shown(f"{number(c.throughput)} tokens/s", measured, c.throughput),
    }


def _through(v: SimpleNamespace, c: Costs) -> str:
    if c.request is None:
        return f"{whole(v.batch)} ÷ {seconds(c.step)}, without the prompts: their time is not known"
    return f"{whole(v.batch)} · {whole(v.output)} ÷ {seconds(c.request)}"


def _money(v: SimpleNamespace, c: Costs) -> dict[str, Shown]:
    an_hour = (
        f"{whole(v.count)} · {dollars(v.price)}"
        if v.pay == "rent"
        else (
            f"{whole(v.count)} · ({dollars(v.purchase)} ÷ ({number(v.years)} years · 8 766 h) + "
            f"{number(v.device.power / 1000)} kW · {dollars(v.electricity)})"
        )
    )
    speed = f"({number(c.throughput)} · 3 600 · {v.utilization:g})"
    mix = v.prompt + v.output
    api = f"{share(v.prompt / mix)} · {dollars(v.api_in)} + {share(v.output / mix)} · {dollars(v.api_out)}"
    even = f"{dollars(c.hourly)} · {HOURS_A_MONTH} ÷ {dollars(c.api_million)} · 10⁶"
    full = (
        f"{share(c.even_share)} of what the machine can do"
        if c.even_share <= 1
        else (f"{number(c.even_share)} times what the machine can do: the API is cheaper, however busy it is")
    )
    return {
        "hourly": Shown(f"{dollars(c.hourly)} an hour", an_hour, c.hourly),
        "million": Shown(dollars(c.million), f"{dollars(c.hourly)} ÷ {speed} · 10⁶", c.million),
        "energy": Shown(UNKNOWN, f"no power figure of {v.device.name} was seen in a source")
        if c.energy is None
        else Shown(
            kilowatt_hours(c.energy),
            f"{whole(v.count)} · {number(v.device.power)} W · 10⁶ ÷ ({number(c.throughput)} · {v.utilization:g}), "
            "at the power limit, busy or idle",
            c.energy,
        ),
        "api": Shown(dollars(c.api_million), api, c.api_million),
        "even": Shown(f"{number(c.even_tokens)} tokens", f"{even}; {full}", c.even_tokens),
    }
