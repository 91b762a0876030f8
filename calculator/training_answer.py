"""The training part's answer: the headline, the lines, the pictures, and remarks at fields."""

from types import SimpleNamespace

from calculator import asked, draw, training
from calculator.lines import Answer, Headline
from calculator.training import Bytes, Costs
from calculator.training_lines import shown
from calculator.units import binary_bytes, count, decimal_bytes, dollars, number, seconds, whole

INKS = {"weights": "data", "gradients": "validation", "optimizer": "training", "activations": "model"}


def answer(v: SimpleNamespace) -> Answer:
    """All that follows from settled values."""
    c = training.costs(v)
    return Answer(
        case(v), headline(v, c), shown(v, c), pictures(v, c), remarks(v), asked.own_figures(v.model, v.device)
    )


def case(v: SimpleNamespace) -> str:
    """What was calculated, in a line."""
    way = f"LoRA at rank {whole(v.rank)} of" if v.method == "lora" else "All weights of"
    data = (
        f"{whole(v.tokens)} tokens, {count(v.epochs, 'epoch') if v.epochs == int(v.epochs) else f'{v.epochs:g} epochs'}"
    )
    return f"{way} {v.model.name} on {whole(v.count)} × {v.device.name}, {data}"


def headline(v: SimpleNamespace, c: Costs) -> Headline:
    """Does it fit, how long, how dear."""
    binary = f"{binary_bytes(c.held.total)} of {binary_bytes(c.usable)}"
    sizes = f"of {decimal_bytes(c.usable)} usable on each device ({binary})"
    figures = [
        (decimal_bytes(c.held.total), sizes),
        (seconds(c.time), f"on {count(v.count, 'device')} at {100 * v.mfu:g} % of the peak"),
        (dollars(c.cost), f"for {number(c.hours)} device hours"),
    ]
    if c.held.total <= c.usable:
        largest = max(zip(Bytes._fields, c.held, strict=True), key=lambda part: part[1])
        return Headline(
            "Fits.", "good", f"Most of the memory goes to {largest[0]}: {decimal_bytes(largest[1])}.", figures
        )
    return Headline("Does not fit.", "bad", *_mended(v, c, figures))


def _mended(
    v: SimpleNamespace, c: Costs, figures: list[tuple[str, str]]
) -> tuple[str, list[tuple[str, str]], tuple[str, dict[str, str]] | None]:
    """What is too much, and one click that helps."""
    if c.needed and c.needed <= 1e6:
        text = f"Split over {count(c.needed, 'device')} it would."
        return text, figures, (f"Use {whole(c.needed)}", {"count": str(c.needed)})
    if c.held.activations >= c.usable and v.recompute != "layers":
        mend = ("Recompute whole layers", {"recompute": "layers"})
        return "The activations alone are too much for one device.", figures, mend
    if c.held.activations >= c.usable and v.batch > 1:
        return "The activations alone are too much for one device.", figures, ("One sequence at a time", {"batch": "1"})
    if v.sharding == "copied":
        return "Each device holds all weights and states.", figures, ("Split them", {"sharding": "split"})
    return "The activations of one sequence alone are too much: use shorter ones.", figures, None


def pictures(v: SimpleNamespace, c: Costs) -> list[str]:
    """Memory by part, of either way; memory against the batch."""
    ways = [("All weights", c.full), (f"LoRA, rank {whole(v.rank)}", c.lora)]
    rows = [
        draw.Bar(name, [draw.Part(size, part, INKS[part]) for part, size in held._asdict().items()])
        for name, held in ways
        if held
    ]
    batch = draw.Knob("sequences in the batch", v.batch, "log")
    fixed, each = c.held.total - c.held.activations, float(c.held.activations / v.batch)

    def held(at: float) -> float:
        return fixed + each * at

    limit = max(0.0, (c.usable - fixed) / each)
    states = draw.memory(batch, held, draw.Room(c.usable, limit, fixed, "weights and states"))
    return [draw.bars("Memory by part", rows, c.usable), states]


def remarks(v: SimpleNamespace) -> dict[str, str]:
    """What is allowed, and worth a word at its field."""
    found = {}
    if v.model.context and v.length > v.model.context:
        found["length"] = f"{v.model.name} was made for {whole(v.model.context)} at most."
    if v.model.mixture:
        found["model"] = "A mixture: only the active parameters count as operations; all are held and trained."
    if v.method == "lora" and v.model.hidden and v.rank > v.model.hidden / 2:
        found["rank"] = f"From {whole(v.model.hidden / 2)} on, a square matrix is smaller than its adapter."
    return found
