"""The computed column of the published figures: from the stated inputs, to the digits shown."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from calculator import parts, published
from calculator.money import per_million
from calculator.speed import balance_sequences
from glossary import calculated

# Case, what is computed, and the text that the page shows: the inputs are multiplied out here, without our functions.
EXPECTED = [
    ("Cache of one sequence, Llama 2 13B", 2 * 40 * 40 * 128 * 8192 * 2, "6.7109 GB (6.25 GiB)"),
    ("Cache, Llama 3 70B in 8 bits", 2 * 80 * 8 * 128, "163 840 B a token"),
    ("Cache, Llama 3 70B in 8 bits", 2 * 80 * 8 * 128 * 32768, "5.369 GB"),
    ("A decode step of 70 billion parameters in 8 bits", 70e9 + 32 * 8192 * 163840, "112.95 GB"),
    ("A decode step of 70 billion parameters in 8 bits", (70e9 + 32 * 8192 * 163840) / 6.48e12, "17.43 ms"),
    ("A decode step of 70 billion parameters in 8 bits", 32 * 6.48e12 / (70e9 + 32 * 8192 * 163840), "1 836 tokens/s"),
    ("Training Llama 3 70B", 6 * 70e9 * 15e12, "6.3 × 10²⁴ FLOPs"),
    ("Training Llama 3 70B", 6 * 70e9 * 15e12 / (8960 * 0.4 * 459e12), "44.3 days (3.83 × 10⁶ s)"),
    ("Training DeepSeek-V3", 6 * 37e9 * 14.8e12, "3.286 × 10²⁴ FLOPs"),
    ("Training Chinchilla", 6 * 70e9 * 1.4e12, "5.88 × 10²³ FLOPs"),
    ("Training GPT-3", 6 * 175e9 * 300e9, "3.15 × 10²³ FLOPs"),
    ("A million tokens at $2 an hour", 2 / (2000 * 3600) * 1e6, "$0.2778"),
    ("A million tokens at $2 an hour", 2 / (2000 * 3600 * 0.2) * 1e6, "$1.3889"),
    ("Cache of OPT-13B", 2 * 40 * 40 * 128 * 2, "819 200 B = 800 KiB"),
    ("Cache of OPT-13B", 2 * 40 * 40 * 128 * 2 * 2048, "1.678 GB"),
]  # fmt: skip


def plain(text: str) -> str:
    """Ordinary spaces."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_every_case_is_expected_and_only_those() -> None:
    shown = [(case.name, quantity) for case in published.CASES for quantity in case.quantities]
    assert [name for name, _ in shown] == [name for name, _, _ in EXPECTED]
    for (_, quantity), (_, computed, text) in zip(shown, EXPECTED, strict=True):
        assert quantity.computed == pytest.approx(computed, rel=1e-12)
        assert plain(quantity.text) == text


def test_the_page_shows_the_gap_and_its_reason() -> None:
    rows = BeautifulSoup(calculated.checked(), "html.parser").select(".kc-case-row")
    assert len(rows) == len(published.CASES)
    for row, case in zip(rows, published.CASES, strict=True):
        gaps = [cells[-1].get_text() for line in row.select("tbody tr") if (cells := line.select("td"))]
        assert gaps == [quantity.gap for quantity in case.quantities]
        assert case.reason.split(";")[0][:20] in row.get_text()
    chinchilla = next(case for case in published.CASES if "Chinchilla" in case.name)
    assert chinchilla.quantities[0].gap == "+2.1 %"
    assert next(case for case in published.CASES if "decode" in case.name).quantities[2].gap == "−2.5 %"


def value(part: str, line: str, texts: dict[str, str]) -> float:
    """One line's bare value, through the part that the reader sees."""
    v, _ = parts.settle(part, texts)
    answer = parts.part(part).answer
    assert answer is not None
    bare = answer(v).shown[line].bare
    assert bare is not None
    return bare


@pytest.mark.parametrize(
    ("name", "line", "index"),
    [
        ("Cache of one sequence, Llama 2 13B", "sequence", 0),
        ("Cache, Llama 3 70B in 8 bits", "token", 0),
        ("Cache, Llama 3 70B in 8 bits", "sequence", 1),
        ("A decode step of 70 billion parameters in 8 bits", "step", 1),
        ("A decode step of 70 billion parameters in 8 bits", "rate", 2),
        ("Training Llama 3 70B", "work", 0),
        ("Training Llama 3 70B", "time", 1),
        ("A million tokens at $2 an hour", "million", 1),
    ],
)
def test_the_case_opened_in_the_calculator_says_the_same(name: str, line: str, index: int) -> None:
    case: Any = next(case for case in published.CASES if case.name == name)
    part, texts = case.link
    assert value(part, line, texts) == pytest.approx(case.quantities[index].computed, rel=1e-12)


def test_the_books_balance_between_arithmetic_and_memory() -> None:
    """One v5e chip: 1.97e14 / 8.2e11 = 240 sequences in 16 bits, half as many with 8-bit weights."""
    assert round(balance_sequences(1.97e14, 8.2e11, 2)) == 240
    assert round(balance_sequences(1.97e14, 8.2e11, 1)) == 120


def test_the_entrys_break_even() -> None:
    """Inference cost: $2 an hour against $0.50 a million is 2.92 billion tokens a month, 55.6 % of 2 000 a second."""
    texts = {"price": "2", "measured": "2000", "utilization": "1", "api_in": "0.5", "api_out": "0.5", "prompt": "0"}
    assert value("inference", "even", texts) == pytest.approx(2.92e9)
    v, _ = parts.settle("inference", texts)
    answer = parts.PARTS["inference"].answer
    assert answer is not None
    assert "55.6\u00a0% of what the machine can do" in answer(v).shown["even"].numbers
    assert per_million(2, 2000) == pytest.approx(0.2778, abs=5e-5)
