"""Fields that several parts share: which model, which accelerator, in how many bits, at what price."""

from collections.abc import Mapping
from typing import Any

from calculator.fields import Choice, FieldError, Form, Number
from calculator.hardware import ACCELERATORS, FORMATS, Accelerator
from calculator.models import MODELS, Model

OWN = "own"
BITS = {"16": "16 bits", "8": "8 bits", "4": "4 bits"}
KINDS = {"datacentre": "Datacentre", "workstation": "Workstation", "consumer": "Consumer"}
EXAMPLES_OF = "22 Nov 2026"  # the day on which the example prices were set


def model(default: str) -> Choice:
    """Which model."""
    options = {each.id: each.name for each in MODELS.values()} | {OWN: "Your own dimensions"}
    return Choice("model", "Model", default, options=options, first=True, wide=True)


def accelerator(default: str) -> Choice:
    """Which accelerator, by kind."""
    options = {each.id: each.name for each in ACCELERATORS.values()} | {OWN: "Your own figures"}
    groups = {words: [each.id for each in ACCELERATORS.values() if each.kind == kind] for kind, words in KINDS.items()}
    groups["Another"] = [OWN]
    return Choice("accelerator", "Accelerator", default, options=options, groups=groups, first=True, wide=True)


def devices(default: int) -> Number:
    """How many of them."""
    return Number("count", "How many", str(default), unit="devices", low=1, high=1e6, integer=True, first=True)


def dimension(name: str, label: str, default: str, unit: str, high: float, **more: Any) -> Number:
    """A dimension of a model of the reader's own."""
    return Number(name, label, default, unit=unit, low=1, high=high, when=("model", OWN), **more)


PARAMETERS: Form = (
    dimension("parameters", "Parameters", "8030261248", "numbers", 1e14),
    dimension("active", "Active for a token", "", "numbers; empty: all", 1e14, optional=True),
    dimension("layers", "Layers", "32", "", 1e4, integer=True),
)
CACHE_DIMENSIONS: Form = (
    dimension("kv_heads", "Key-value heads", "8", "", 1e5, integer=True),
    dimension("head_size", "Size of a head", "128", "numbers", 1e5, integer=True),
)
WIDTHS: Form = (
    dimension("hidden", "Width (hidden size)", "4096", "numbers", 1e6, integer=True),
    dimension("heads", "Attention heads", "32", "", 1e5, integer=True),
    dimension("mlp", "Width inside the MLP", "14336", "numbers", 1e7, integer=True),
    dimension("vocabulary", "Vocabulary", "128256", "tokens", 1e8, integer=True),
)


def _figure(name: str, label: str, default: str, unit: str, high: float) -> Number:
    return Number(name, label, default, unit=unit, low=0, above=True, high=high, when=("accelerator", OWN))


MEMORY_GB = _figure("memory", "Memory of one", "24", "GB", 1e6)
BANDWIDTH = _figure("bandwidth", "Memory bandwidth of one", "1008", "GB/s", 1e7)
TFLOPS = _figure("tflops", "16-bit peak of one, dense", "165.2", "TFLOP/s", 1e7)
POWER = _figure("power", "Power limit of one", "450", "W", 1e6)

MEMORY_SHARE = Number(
    "memory_share",
    "Share of the memory that may be used",
    "0.9",
    unit="0 to 1",
    low=0,
    above=True,
    high=1,
    help="The rest is for what a program needs besides. vLLM, too, takes 0.9 where it is told nothing.",
)
PRICE = Number(
    "price",
    "Price of one",
    "0.34",
    unit="$/h",
    low=0,
    high=1e6,
    help=f"An example of {EXAMPLES_OF}, not an offer. Write yours.",
)


def the_model(values: Mapping[str, Any]) -> Model:
    """The chosen model, or the reader's own; raises `FieldError` where the two counts of parameters disagree."""
    if values["model"] != OWN:
        return MODELS[values["model"]]
    parameters, active = values["parameters"], values["active"]
    if active is not None and active > parameters:
        raise FieldError("active", "This is more than there are parameters; write at most as many.")
    names = ("hidden", "heads", "kv_heads", "head_size", "mlp", "vocabulary")
    sizes = {name: values.get(name) or 0.0 for name in names}
    fixed = {"window": 0.0, "windowed_layers": 0.0, "cached": 0.0, "context": 0.0}
    own = {"parameters": parameters, "active": active or parameters, "layers": values["layers"]}
    dimensions: dict[str, Any] = {**own, **sizes, **fixed}
    return Model(OWN, "your model", **dimensions)


def the_accelerator(values: Mapping[str, Any]) -> Accelerator:
    """The chosen accelerator, or the reader's own."""
    if values["accelerator"] != OWN:
        return ACCELERATORS[values["accelerator"]]
    return Accelerator(
        id=OWN,
        name="your accelerator",
        vendor="",
        kind="",
        memory=values["memory"] * 1e9,
        bandwidth=values.get("bandwidth", 0.0) * 1e9,
        peaks={"fp16": values["tflops"] * 1e12},
        power=values["power"],
        year="",
        source="your figures",
        second="",
        notes="",
    )


def peak(device: Accelerator, arithmetic: str) -> float | None:
    """Operations a second in a format; raises `FieldError` for one that was chosen and has no published figure."""
    if arithmetic not in device.peaks and arithmetic != "fp16":
        message = f"No figure for {FORMATS[arithmetic]} was seen for {device.name}; use 16 bit."
        raise FieldError("arithmetic", message)
    return device.peaks.get(arithmetic)


def own_figures(model: Model, device: Accelerator) -> dict[str, str]:
    """What the fields for a model or accelerator of one's own say when they open: the figures of those chosen."""
    sizes = ("parameters", "layers", "hidden", "heads", "kv_heads", "head_size", "mlp", "vocabulary")
    figures = {name: f"{getattr(model, name):.0f}" for name in sizes if getattr(model, name)}
    figures["active"] = f"{model.active:.0f}" if model.mixture else ""
    figures |= {"memory": f"{device.memory / 1e9:g}", "bandwidth": f"{device.bandwidth / 1e9:g}"}
    figures |= {"tflops": f"{device.peaks['fp16'] / 1e12:g}"} if "fp16" in device.peaks else {}
    return figures | ({"power": f"{device.power:g}"} if device.power else {})
