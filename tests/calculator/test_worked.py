"""Two cases worked through by hand: every line of either part against arithmetic with the numbers written out."""

from math import ceil

import pytest

from calculator import parts
from calculator.lines import Shown


def shown(part: str, texts: dict[str, str]) -> dict[str, Shown]:
    """A part's lines."""
    v, _ = parts.settle(part, texts)
    answer = parts.part(part).answer
    assert answer is not None
    return answer(v).shown


# Llama 3 8B: 32 layers, 8 key-value heads of 128. H100: 80 GB, 3 350 GB/s, 989 TFLOP/s, 700 W.
WEIGHTS = 8030261248 * 2
ONE = 2 * 8 * 128 * 32 * 4096 * 2
STEP = 16 * ONE / (2 * 3.35e12) + max(WEIGHTS / (2 * 3.35e12), 2 * 8030261248 * 16 / (2 * 989e12))
PREFILL = 2 * 8030261248 * 1000 / (2 * 989e12 * 0.4)
BATCH = 16 * PREFILL + 500 * STEP
SPEED = 16 * 500 / BATCH
HOUR = 2 * (30000 / (4 * 8766) + 0.7 * 0.25)
ROOM = 2 * 80e9 * 0.8
API = (0.1 * 1000 + 0.4 * 500) / 1500
INFERENCE = {
    "weights": WEIGHTS,
    "token": 2 * 8 * 128 * 32 * 2,
    "sequence": ONE,
    "cache": 16 * ONE,
    "total": WEIGHTS + 16 * ONE,
    "longest": (ROOM - WEIGHTS) // (16 * 131072),
    "most": (ROOM - WEIGHTS) // ONE,
    "step": STEP,
    "rate": 16 / STEP,
    "each": 1 / STEP,
    "balance": 989e12 * 2 / (2 * 3.35e12),
    "prefill": PREFILL,
    "request": BATCH,
    "throughput": SPEED,
    "hourly": HOUR,
    "million": HOUR / (SPEED * 3600 * 0.25) * 1e6,
    "energy": 2 * 700 * 1e6 / (SPEED * 0.25) / 3.6e6,
    "api": API,
    "even": HOUR * 730 / API * 1e6,
}
BOUGHT = {
    "model": "llama-3-8b", "accelerator": "h100-sxm", "count": "2", "context": "4096", "batch": "16", "pay": "buy",
    "purchase": "30000", "years": "4", "electricity": "0.25", "utilization": "0.25", "memory_share": "0.8",
    "api_in": "0.1", "api_out": "0.4",
}  # fmt: skip

# The same model, LoRA at rank 8 on queries and values (4 096 by 4 096 and 1 024 by 4 096), weights in 4 bits, 4 A100s.
ADDED = 8 * 32 * ((4096 + 4096) + (1024 + 4096))
WORK = (4 + 2) * 8030261248 * 5e7 * 2 + (6 + 2) * ADDED * 5e7 * 2
TIME = WORK / (4 * 312e12 * 0.35)
ACTIVATIONS = 1024 * 6 * 4096 * 32 * 2 + 4 * 1024 * 6 * 128256
TRAINING = {
    "seen": 1e8,
    "steps": ceil(1e8 / (6 * 1024 * 4)),
    "trained": ADDED,
    "work": WORK,
    "time": TIME,
    "cost": TIME / 3600 * 4 * 1.5,
    "energy": 4 * 400 * TIME / 3.6e6,
    "weights": (8030261248 / 2 + 2 * ADDED) / 4,
    "gradients": 2 * ADDED / 4,
    "optimizer": 12 * ADDED / 4,
    "activations": ACTIVATIONS,
    "total": (8030261248 / 2 + 16 * ADDED) / 4 + ACTIVATIONS,
    "other": 16 * 8030261248 / 4 + ACTIVATIONS,
}
TUNED = {
    "model": "llama-3-8b", "method": "lora", "rank": "8", "where": "qv", "frozen": "4", "accelerator": "a100-sxm-80",
    "count": "4", "tokens": "50M", "epochs": "2", "batch": "6", "length": "1024", "mfu": "0.35", "price": "1.5",
}  # fmt: skip


@pytest.mark.parametrize(
    ("part", "texts", "expected"), [("inference", BOUGHT, INFERENCE), ("training", TUNED, TRAINING)]
)
def test_every_line_is_what_the_arithmetic_says(part: str, texts: dict[str, str], expected: dict[str, float]) -> None:
    lines = shown(part, texts)
    assert {name: line.bare for name, line in lines.items()} == pytest.approx(expected, rel=1e-12)


def test_optimizers_keep_what_they_keep() -> None:
    """32 bits each for a copy of the weights and for no, one or two running means."""
    kept = {
        name: shown("training", {"method": "full", "optimizer": name})["optimizer"].bare
        for name in ("sgd", "momentum", "adamw")
    }
    assert kept == {"sgd": 4 * 8030261248, "momentum": 8 * 8030261248, "adamw": 12 * 8030261248}


def test_copied_states_are_not_split() -> None:
    alone = shown("training", {"method": "full"})["total"].bare
    assert shown("training", {"method": "full", "count": "8", "sharding": "copied"})["total"].bare == alone


def test_a_row_of_the_table_is_the_inference_part_with_that_accelerator() -> None:
    told = parts.answer("accelerators", {"model": "llama-3-70b", "price.h100-sxm": "2.5"})
    same = {"model": "llama-3-70b", "accelerator": "h100-sxm", "count": "3", "price": "2.5"}
    lines = shown("inference", same)
    assert told["sorts"]["h100-sxm.needed"] == 3  # (141.1 + 10.7) GB in 72 GB each
    assert told["sorts"]["h100-sxm.rate"] == pytest.approx(lines["rate"].bare)
    assert told["sorts"]["h100-sxm.million"] == pytest.approx(lines["million"].bare)
