"""The inference part's answer: the headline, the lines, the pictures, and remarks at fields."""

from types import SimpleNamespace

from calculator import asked, draw, inference
from calculator.inference import Costs
from calculator.inference_shown import shown
from calculator.lines import Answer, Headline
from calculator.units import binary_bytes, count, decimal_bytes, dollars, number, share, whole


def answer(v: SimpleNamespace) -> Answer:
    """All that follows from settled values."""
    c = inference.costs(v)
    return Answer(
        case(v), headline(v, c), shown(v, c), pictures(v, c), remarks(v), asked.own_figures(v.model, v.device)
    )


def case(v: SimpleNamespace) -> str:
    """What was calculated, in a line."""
    load = f"{count(v.batch, 'sequence')} of {whole(v.context)} tokens"
    return f"{v.model.name} in {v.weights} bits on {whole(v.count)} × {v.device.name}, {load}, {v.cache}-bit cache"


def headline(v: SimpleNamespace, c: Costs) -> Headline:
    """Does it fit, how fast, how dear."""
    fits = c.total <= c.usable
    binary = f"{binary_bytes(c.total)} of {binary_bytes(c.usable)}"
    bound = "" if v.measured is not None else ", at least"
    figures = [
        (decimal_bytes(c.total), f"of {decimal_bytes(c.usable)} usable ({binary})"),
        (f"{number(c.rate)} tokens/s", _together(v, c)),
        (dollars(c.million), f"a million output tokens{bound}, {share(v.utilization)} busy"),
    ]
    if fits:
        return Headline("Fits.", "good", _room(v, c), figures)
    more = f"Use {whole(c.needed)}" if c.needed <= 1e6 else ""
    split = f"It needs {count(c.needed, 'device')}, if the load can be split evenly."
    text = f"{split} What follows is for memory that is not there."
    return Headline("Does not fit.", "bad", text, figures, (more, {"count": str(c.needed)}) if more else None)


def _together(v: SimpleNamespace, c: Costs) -> str:
    """Whose speed it is."""
    return "at most" if v.batch == 1 else f"at most, {whole(v.batch)} sequences together; {number(1 / c.step)} each"


def _room(v: SimpleNamespace, c: Costs) -> str:
    """What limits it, and how much further one may go."""
    limit = "reading memory" if (c.products_s or 0) <= c.weights_s else "arithmetic"
    room = f"up to {whole(c.longest)} tokens each, or {count(c.most, 'sequence')} of {whole(v.context)}"
    return f"There is room for {room}. Decoding waits for {limit}."


def pictures(v: SimpleNamespace, c: Costs) -> list[str]:
    """Memory and cost, each against context and batch."""
    context = draw.Knob("tokens of context", v.context, "linear")
    batch = draw.Knob("sequences in the batch", v.batch, "log")
    return [
        draw.memory(context, lambda x: inference.held(v, x, v.batch), draw.Room(c.usable, c.longest, c.weights)),
        draw.memory(batch, lambda x: inference.held(v, v.context, x), draw.Room(c.usable, c.most, c.weights)),
        draw.cost(context, lambda x: inference.million(v, x, v.batch), c.longest),
        draw.cost(batch, lambda x: inference.million(v, v.context, x), c.most),
    ]


def remarks(v: SimpleNamespace) -> dict[str, str]:
    """What is allowed, and worth a word at its field."""
    found = {}
    if v.model.context and v.context > v.model.context:
        found["context"] = f"{v.model.name} was made for {whole(v.model.context)} at most."
    if v.model.mixture:
        active = f"{number(v.model.active / 1e9)} of {number(v.model.parameters / 1e9)} billion parameters are active"
        found["model"] = f"A mixture: {active} for a token; all must be in memory."
    elif v.model.cached:
        found["model"] = "Its cache is compressed: the usual formula does not apply."
    if "unified memory" in v.device.notes.lower():
        found["accelerator"] = "Its memory is shared with the system: less than this is free."
    if v.model.cached and v.model.mixture:
        found["model"] += " Its cache is compressed, so it has a formula of its own."
    return found
