"""The lines of the training part: each output with its formula in TeX, the numbers put in, and its source."""

from types import SimpleNamespace

from calculator import work
from calculator.lines import ACTIVATIONS, DEFINITION, LORA, TRANSFORMERS, UNKNOWN, ZERO, Line, Shown
from calculator.memory import GRADIENT_BYTES, OPTIMIZER_BYTES, WEIGHT_BYTES
from calculator.training import KEPT, RECOMPUTED, Costs
from calculator.units import both_bytes, decimal_bytes, dollars, kilowatt_hours, number, seconds, share, whole

EACH_LAYER = {"all": "34 + 5 a s ÷ h", "attention": "34", "inputs": "2"}

LINES = (
    Line("seen", "Tokens seen", "tokens", r"D = \text{tokens} \cdot \text{epochs}", DEFINITION, "epoch"),
    Line(
        "steps",
        "Optimizer steps",
        "steps",
        r"\frac{D}{\text{sequences} \cdot \text{length} \cdot \text{devices}}",
        DEFINITION,
        "batch-size",
    ),
    Line("trained", "Trained parameters", "parameters", r"N,\ \text{or with LoRA}\ r \sum (d + k)", LORA, "lora-rank"),
    Line(
        "work",
        "Operations",
        "FLOPs",
        r"6 N D;\ \text{frozen}\ 4 N D;\ \text{recomputed}\ {+}\,2 N D",
        TRANSFORMERS,
        "training",
    ),
    Line(
        "time",
        "Time",
        "seconds",
        r"\frac{\text{operations}}{\text{devices} \cdot \text{FLOP/s} \cdot \text{MFU}}",
        TRANSFORMERS,
    ),
    Line("cost", "Price of the run", "$", r"\text{hours} \cdot \text{devices} \cdot \text{price}", DEFINITION),
    Line("energy", "Energy", "kWh", r"\text{power} \cdot \text{devices} \cdot \text{time}", DEFINITION),
    Line("weights", "Weights, on each device", "bytes", r"2\,\text{B} \cdot N", ZERO, "parameter"),
    Line("gradients", "Gradients, on each device", "bytes", r"2\,\text{B} \cdot \text{trained}", ZERO),
    Line("optimizer", "Optimizer, on each device", "bytes", r"(4 + 4 + 4)\,\text{B} \cdot \text{trained}", ZERO),
    Line(
        "activations",
        "Activations, on each device",
        "bytes",
        r"s\, b\, h\, L \left(34 + 5\frac{a s}{h}\right) + 4\, s\, b\, v",
        ACTIVATIONS,
    ),
    Line(
        "total",
        "In all, on each device",
        "bytes",
        r"\text{weights} + \text{gradients} + \text{optimizer} + \text{activations}",
        DEFINITION,
    ),
    Line("other", "The other way of training", "bytes", r"\text{the same sum}", DEFINITION, "fine-tuning"),
)


def shown(v: SimpleNamespace, c: Costs) -> dict[str, Shown]:
    """Every line's value, and the formula with the numbers put in."""
    return _run(v, c) | _memory(v, c)


def _run(v: SimpleNamespace, c: Costs) -> dict[str, Shown]:
    steps = f"{whole(c.seen)} ÷ ({whole(v.batch)} · {whole(v.length)} · {whole(v.count)}), rounded up"
    achieved = f"({whole(v.count)} · {number(v.device.peaks['fp16'] / 1e12, 4)} TFLOP/s · {v.mfu:g})"
    energy = f"{number(v.device.power or 0)} W · {whole(v.count)} · {seconds(c.time)}, at the power limit"
    unknown = Shown(UNKNOWN, f"no power figure of {v.device.name} was seen in a source")
    return {
        "seen": Shown(f"{whole(c.seen)} tokens", f"{whole(v.tokens)} · {number(v.epochs)}", c.seen),
        "steps": Shown(whole(c.steps), steps, c.steps),
        "trained": _trained(v, c),
        "work": Shown(f"{number(c.work)} FLOPs", f"{_each(v)}; {_left_out(c)}", c.work),
        "time": Shown(seconds(c.time), f"{number(c.work)} ÷ {achieved}", c.time),
        "cost": Shown(dollars(c.cost), f"{number(c.hours)} device hours · {dollars(v.price)}", c.cost),
        "energy": unknown if c.energy is None else Shown(kilowatt_hours(c.energy), energy, c.energy),
    }


def _trained(v: SimpleNamespace, c: Costs) -> Shown:
    if v.method == "full":
        return Shown(whole(c.trained), "all of them", c.trained)
    part = share(c.trained / v.model.parameters)
    return Shown(
        f"{whole(c.trained)} ({part})",
        f"rank {whole(v.rank)} · {whole(c.trained / v.rank)} rows and columns",
        c.trained,
    )


def _each(v: SimpleNamespace) -> str:
    recomputed, frozen = v.recompute == "layers", v.method == "lora"
    each = work.factor(frozen=frozen, recomputed=recomputed)
    main = f"{each} · {whole(v.model.active)} · {whole(v.tokens * v.epochs)}"
    return f"{main}, and {work.factor(recomputed=recomputed)} for each adapter parameter" if frozen else main


def _left_out(c: Costs) -> str:
    if not c.attention:
        return "attention over the sequence is left out"
    return f"left out: attention over the sequence, about s ÷ 8h = {share(c.attention)} more at this length"


def _memory(v: SimpleNamespace, c: Costs) -> dict[str, Shown]:
    split = f" ÷ {whole(v.count)}" if v.sharding == "split" and v.count > 1 else ""
    trained, full = whole(c.trained), v.method == "full"
    base = f"{whole(v.model.parameters)} · {WEIGHT_BYTES if full else float(v.frozen) / 8:g} B"
    weights = base if full else f"({base} + {trained} · {WEIGHT_BYTES} B)"
    kept = EACH_LAYER[KEPT[v.recompute]]
    layer = f"{whole(v.length)} · {whole(v.batch)} · {whole(v.model.hidden)} · {whole(v.model.layers)} · ({kept})"
    logits = f"4 · {whole(v.length)} · {whole(v.batch)} · {whole(v.model.vocabulary)}"
    recomputed = f"recomputed: {RECOMPUTED[v.recompute]}"
    parts = " + ".join(decimal_bytes(part) for part in c.held)
    return {
        "weights": Shown(both_bytes(c.held.weights), weights + split, c.held.weights),
        "gradients": Shown(both_bytes(c.held.gradients), f"{trained} · {GRADIENT_BYTES} B{split}", c.held.gradients),
        "optimizer": Shown(
            both_bytes(c.held.optimizer), f"{trained} · {OPTIMIZER_BYTES[v.optimizer]} B{split}", c.held.optimizer
        ),
        "activations": Shown(both_bytes(c.held.activations), f"{layer} + {logits}; {recomputed}", c.held.activations),
        "total": Shown(both_bytes(c.held.total), f"{parts}, of {both_bytes(c.usable)} usable", c.held.total),
        "other": _other(v, c),
    }


def _other(v: SimpleNamespace, c: Costs) -> Shown:
    if v.method == "lora":
        ratio = number(c.full.total / c.held.total)
        return Shown(both_bytes(c.full.total), f"all weights: {ratio} times as much on each device", c.full.total)
    if c.lora is None:
        return Shown(UNKNOWN, "the matrices of this model are not in our list")
    words = (
        f"LoRA at rank {whole(v.rank)}: {share(c.lora.total / c.full.total)} of it, {whole(c.adapters or 0)} parameters"
    )
    return Shown(both_bytes(c.lora.total), words, c.lora.total)
