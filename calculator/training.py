"""Training and fine-tuning: operations, time, money, and memory by part; all weights, or LoRA at some rank.

The weights' own operations are counted (6 N D and its relatives); attention over the sequence, the optimizer's step and
talking between devices are left out, and MFU, the share of the peak that is reached, has to stand for them.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import ceil
from types import SimpleNamespace
from typing import Any, NamedTuple

from calculator import asked, memory, money, work
from calculator.fields import Choice, FieldError, Form, Number

LORA = ("method", "lora")
METHODS = {"full": "All weights", "lora": "LoRA"}
WHERE = {"all": "attention and MLP", "attention": "attention", "qv": "query and value"}
RECOMPUTED = {"none": "nothing", "attention": "attention", "layers": "whole layers"}
KEPT = {"none": "all", "attention": "attention", "layers": "inputs"}

FORM: Form = (
    asked.model("llama-3-8b"),
    Choice("method", "Train", "lora", options=METHODS, first=True),
    asked.accelerator("rtx-4090"),
    asked.devices(1),
    Number("tokens", "Data set", "10M", unit="tokens", low=1, high=1e16, first=True),
    Number("epochs", "Epochs", "3", unit="passes", low=0, above=True, high=1e5, first=True),
    Number("batch", "Batch on each device", "1", unit="sequences", low=1, high=1e5, integer=True, first=True),
    replace(asked.PRICE, first=True),
    Number("rank", "LoRA rank", "16", unit="r", low=1, high=1e5, integer=True, when=LORA, first=True),
    *asked.PARAMETERS,
    *asked.CACHE_DIMENSIONS,
    *asked.WIDTHS,
    asked.MEMORY_GB,
    asked.TFLOPS,
    asked.POWER,
    Choice("where", "Adapters on", "all", options=WHERE, when=LORA),
    Choice("frozen", "Frozen weights in", "16", options=asked.BITS, when=LORA),
    Number("length", "Sequence length", "2048", unit="tokens", low=1, high=1e8, integer=True),
    Choice("recompute", "Recomputed", "layers", options=RECOMPUTED),
    Choice(
        "optimizer", "Optimizer", "adamw", options={"adamw": "AdamW", "momentum": "SGD with momentum", "sgd": "SGD"}
    ),
    Choice(
        "sharding",
        "Weights and states",
        "split",
        options={"split": "split over the devices", "copied": "copied on each"},
    ),
    Number(
        "mfu",
        "Share of the peak that is reached",
        "0.4",
        unit="0 to 1",
        low=0,
        above=True,
        high=1,
        help="Model FLOPs utilization (MFU). 0.4 is an example.",
    ),
    asked.MEMORY_SHARE,
)


class Bytes(NamedTuple):
    """What one device holds, by part."""

    weights: float
    gradients: float
    optimizer: float
    activations: float

    @property
    def total(self) -> float:
        """All parts."""
        return sum(self)


class Costs(NamedTuple):
    """What follows. Sizes in bytes on one device, times in seconds."""

    seen: float
    trained: float
    adapters: float | None
    work: float
    time: float
    hours: float
    cost: float
    energy: float | None
    steps: int
    held: Bytes
    full: Bytes
    lora: Bytes | None
    usable: float
    needed: int | None
    attention: float


def settled(values: Mapping[str, Any]) -> SimpleNamespace:
    """The fields' values with model and accelerator looked up; raises `FieldError` where they do not go together."""
    model, device = asked.the_model(values), asked.the_accelerator(values)
    if "fp16" not in device.peaks:
        message = f"No 16-bit peak of {device.name} was seen in a source; use another, or your own figures."
        raise FieldError("accelerator", message)
    if values["method"] == "lora" and not model.kv_heads:
        raise FieldError("method", f"The attention matrices of {model.name} are not in our list; train all weights.")
    if values.get("where") == "all" and not model.mlp:
        message = f"The MLP of {model.name} is split into experts; use attention."
        raise FieldError("where", message)
    unasked = {"rank": 16.0, "where": "all" if model.mlp else "attention", "frozen": "16"}
    return SimpleNamespace(**{**unasked, **values, "model": model, "device": device})


def adapters(v: SimpleNamespace) -> float | None:
    """Parameters of LoRA's adapters; None for a model whose matrices are not known."""
    if not v.model.kv_heads or (v.where == "all" and not v.model.mlp):
        return None
    attention = v.model.attention_matrices()
    chosen = {"qv": [attention[0], attention[2]], "attention": attention}
    matrices = chosen.get(v.where) or [*attention, *v.model.mlp_matrices()]
    return memory.adapter_parameters(v.rank, matrices, v.model.layers)


def on_device(v: SimpleNamespace, method: str, devices: float) -> Bytes | None:
    """What one device holds; None where LoRA's matrices are not known."""
    n, m = v.model.parameters, v.model
    shards = devices if v.sharding == "split" else 1
    activations = memory.activation_bytes(
        v.length, v.batch, hidden=m.hidden, heads=m.heads, layers=m.layers, kept=KEPT[v.recompute]
    )
    activations += memory.logits_bytes(v.length, v.batch, m.vocabulary)
    trained, weights = n, n * memory.WEIGHT_BYTES
    if method == "lora":
        added = adapters(v)
        if added is None:
            return None
        trained, weights = added, memory.weights_bytes(n, float(v.frozen) / 8) + added * memory.WEIGHT_BYTES
    gradients = trained * memory.GRADIENT_BYTES
    states = memory.optimizer_bytes(trained, v.optimizer)
    return Bytes(weights / shards, gradients / shards, states / shards, activations)


def operations(v: SimpleNamespace, added: float) -> float:
    """Operations of the whole run: for LoRA, 4 for each frozen parameter and token, and 6 for each adapter's."""
    recomputed, tokens = v.recompute == "layers", v.tokens * v.epochs
    frozen = v.method == "lora"
    done = work.operations(v.model.active, tokens, work.factor(frozen=frozen, recomputed=recomputed))
    return done + (work.operations(added, tokens, work.factor(recomputed=recomputed)) if frozen else 0)


def costs(v: SimpleNamespace) -> Costs:
    """Put the numbers into all formulas."""
    added = adapters(v)
    done = operations(v, added or 0.0)
    time = work.training_s(done, v.count, v.device.peaks["fp16"], v.mfu)
    hours = time / 3600 * v.count
    full = on_device(v, "full", v.count)
    lora = on_device(v, "lora", v.count)
    held = lora if v.method == "lora" else full
    usable = v.device.memory * v.memory_share
    assert full is not None  # noqa: S101  only LoRA's can be unknown
    assert held is not None  # noqa: S101  `settled` has seen to that
    return Costs(
        seen=v.tokens * v.epochs,
        trained=added if v.method == "lora" and added else v.model.parameters,
        adapters=added,
        work=done,
        time=time,
        hours=hours,
        cost=hours * v.price,
        energy=v.device.power and money.energy_kwh(v.device.power * v.count, time),
        steps=ceil(v.tokens * v.epochs / (v.batch * v.length * v.count)),
        held=held,
        full=full,
        lora=lora,
        usable=usable,
        needed=needed(v, usable),
        attention=v.length / (8 * v.model.hidden) if v.model.hidden else 0.0,
    )


def needed(v: SimpleNamespace, usable: float) -> int | None:
    """The smallest number of devices that hold it, split evenly; None where no number does."""
    alone = on_device(v, v.method, 1)
    assert alone is not None  # noqa: S101
    if alone.total <= usable:
        return 1
    if v.sharding == "copied" or alone.activations >= usable:
        return None
    return memory.devices_needed(alone.total - alone.activations, usable - alone.activations)
