"""A line of a result: what stays the same (label, formula, source), and what follows from the reader's numbers."""

from typing import NamedTuple


class Source(NamedTuple):
    """Where a formula comes from; no address where we derived it ourselves."""

    words: str
    address: str = ""


BOOK = "https://jax-ml.github.io/scaling-book/"
INFERENCE = Source("How to Scale Your Model, chapter Inference", f"{BOOK}inference/")
TRANSFORMERS = Source("How to Scale Your Model, chapter Transformers", f"{BOOK}transformers/")
ZERO = Source("Rajbhandari et al. 2020, ZeRO, section 3.1", "https://arxiv.org/abs/1910.02054")
ACTIVATIONS = Source("Korthikanti et al. 2022, section 4", "https://arxiv.org/abs/2205.05198")
LORA = Source("Hu et al. 2022, LoRA", "https://arxiv.org/abs/2106.09685")
DEFINITION = Source("by definition")


class Line(NamedTuple):
    """One output of a part: its name, its label, the unit of its bare value, its formula in TeX, its source."""

    name: str
    label: str
    unit: str
    formula: str
    source: Source
    entry: str = ""  # a glossary entry that explains it


class Shown(NamedTuple):
    """A line's value with its unit, and the formula with the numbers put in; `bare` is the value for a table."""

    value: str
    numbers: str
    bare: float | None = None


class Answer(NamedTuple):
    """What a part answers: which case, a headline, the lines, pictures as SVG, remarks at fields.

    `own` is what the fields for the reader's own model and accelerator open on.
    """

    case: str
    headline: "Headline"
    shown: dict[str, Shown]
    pictures: list[str]
    remarks: dict[str, str]
    own: dict[str, str]


class Headline(NamedTuple):
    """The answer at a glance: a verdict and its tone (good, bad), the sentence behind it, a mend, big numbers."""

    word: str
    tone: str
    text: str
    figures: list[tuple[str, str]]
    mend: tuple[str, dict[str, str]] | None = None


UNKNOWN = "not known"
SYMBOLS = {
    "inference": (
        "N parameters, A of them active for a token, b bytes for each number, L layers, n_kv key-value heads of size "
        "d_head, T tokens of context, B sequences, BW memory bandwidth, MFU the share of the peak that is reached"
    ),
    "training": (
        "N parameters, D tokens seen, r the rank of adapters for matrices of d by k, s tokens in each of b sequences, "
        "h the width, a attention heads, L layers, v words, MFU the share of the peak that is reached"
    ),
}
