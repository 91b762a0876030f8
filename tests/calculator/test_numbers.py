"""The formulas against figures from elsewhere: entries, parameter counts, papers; and how numbers read."""

import csv
import io
from typing import Any

import pytest

from calculator import memory, parts, units, work
from calculator.hardware import ACCELERATORS, EXAMPLE_PRICES
from calculator.models import MODELS
from calculator.speed import weights_read_bytes


def shown(part: str, **texts: str) -> dict[str, Any]:
    """A part's lines."""
    v, _ = parts.settle(part, texts)
    answer = parts.part(part).answer
    assert answer is not None
    return answer(v).shown


def test_gigabytes_are_not_gibibytes() -> None:
    assert units.both_bytes(2**30) == "1.07\u00a0GB (1\u00a0GiB)"
    assert units.both_bytes(1e9) == "1\u00a0GB (954\u00a0MiB)"
    for part in ("inference", "training"):
        for line in shown(part).values():
            for text in (line.value, line.numbers):
                assert not ("GiB" in text and "GB" not in text), "a GiB never stands alone"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.27777, "0.278"),
        (1836.4, "1 836"),
        (6.3e24, "6.3 × 10²⁴"),
        (1.2e-5, "1.2 × 10⁻⁵"),
        (999.96, "1 000"),
    ],
)
def test_numbers_read_well(value: float, text: str) -> None:
    assert units.number(value).replace("\u202f", " ") == text


@pytest.mark.parametrize(
    ("sum_", "text"), [(0.1, "$0.10"), (0.278, "$0.278"), (17.4, "$17.40"), (0, "$0.00"), (1234.5, "$1\u202f234")]
)
def test_dollars_show_cents_where_they_matter(sum_: float, text: str) -> None:
    assert units.dollars(sum_) == text


def test_lora_as_the_entry_fine_tuning_counts_it() -> None:
    """Llama 3 8B, rank 16 on all matrices of its 32 blocks: 41 943 040; 128.5 GB for all weights, 16.7 with LoRA."""
    lines = shown("training", rank="16", method="lora")
    assert lines["trained"].bare == 41943040
    states = sum(lines[name].bare for name in ("weights", "gradients", "optimizer"))
    assert states == 2 * 8030261248 + 16 * 41943040
    full = shown("training", method="full")
    assert sum(full[name].bare for name in ("weights", "gradients", "optimizer")) == 16 * 8030261248


def test_lora_of_gpt_3_as_its_entry_counts_it() -> None:
    """96 blocks, query and value of 12 288 squared, rank 4: 18 874 368."""
    assert memory.adapter_parameters(4, [(12288, 12288)] * 2, 96) == 18874368


@pytest.mark.parametrize("id_", sorted(m.id for m in MODELS.values() if m.mlp and m.id not in ("gpt2", "gemma-2-9b")))
def test_a_models_matrices_add_up_to_its_parameters(id_: str) -> None:
    """What is no matrix of a block is the vocabulary twice (embeddings, head) and some vectors: biases and norms."""
    model = MODELS[id_]
    blocks = model.layers * sum(
        rows * columns for rows, columns in [*model.attention_matrices(), *model.mlp_matrices()]
    )
    rest = model.parameters - blocks
    vectors = rest - 2 * model.vocabulary * model.hidden
    assert 0 < vectors < model.layers * 4 * (model.hidden + model.heads * model.head_size)


def test_activations_as_korthikanti_and_others_put_them() -> None:
    """GPT-3: 5 a s / h is 80, so that a layer keeps 2048 · 12288 · (34 + 80) bytes a sequence."""
    gpt3 = {"hidden": 12288, "heads": 96, "layers": 1}
    assert memory.activation_bytes(2048, 1, **gpt3, kept="all") == 2048 * 12288 * 114
    assert memory.activation_bytes(2048, 1, **gpt3, kept="attention") == 2048 * 12288 * 34
    assert memory.activation_bytes(2048, 1, **gpt3, kept="inputs") == 2048 * 12288 * 2


def test_operations_a_token() -> None:
    assert [work.factor(), work.factor(recomputed=True), work.factor(frozen=True)] == [6, 8, 4]


def test_a_sliding_window_caps_the_cache_of_its_layers() -> None:
    assert MODELS["mistral-7b-v0.1"].layers_tokens(32768) == 32 * 4096
    assert MODELS["gemma-2-9b"].layers_tokens(8192) == 21 * 8192 + 21 * 4096
    assert MODELS["gemma-2-9b"].layers_tokens(1000) == 42 * 1000


def test_a_compressed_cache_has_its_own_formula() -> None:
    """DeepSeek-V3: 576 values a token and layer, 70 272 bytes in 16 bits."""
    model = MODELS["deepseek-v3"]
    assert memory.cache_bytes(model.cache_values, model.layers, 1, 2) == 70272


def test_a_step_of_a_mixture_reads_between_what_is_active_and_all() -> None:
    assert weights_read_bytes(100, 100, 7, 2) == 200
    assert weights_read_bytes(100, 25, 1, 2) == 50
    assert weights_read_bytes(100, 25, 2, 1) == 100 * (1 - 0.75**2)
    assert weights_read_bytes(100, 25, 1000, 1) == pytest.approx(100)


def test_every_figure_has_a_source() -> None:
    assert len(ACCELERATORS) == 36
    assert len(MODELS) == 20
    assert all(each.source for each in ACCELERATORS.values())
    assert all(each.source for each in MODELS.values())
    assert all(price.source and price.date[:2] == "20" for price in EXAMPLE_PRICES.values())
    assert set(EXAMPLE_PRICES) <= set(ACCELERATORS)


@pytest.mark.parametrize("part", sorted(parts.PARTS))
def test_the_csv_is_a_table_that_others_can_read(part: str) -> None:
    table = list(csv.reader(io.StringIO(parts.csv(part, {}))))
    assert len({len(row) for row in table}) == 1
    assert len(table) > 20
    if part == "inference":
        rows = {row[0]: row for row in table}
        assert float(rows["Weights"][1]) == 2 * 8030261248
        assert rows["Weights"][2] == "bytes"
    if part == "accelerators":
        assert len(table) == 37
        assert {row[0] for row in table[1:]} == {each.name for each in ACCELERATORS.values()}
