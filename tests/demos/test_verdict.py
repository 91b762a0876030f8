"""Words and numbers of a verdict: as a person would write them, and true to the number."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demos.kit.verdict import Mend, count, diverging, factor, inked, number

RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def read(text: str) -> float:
    """Read a number in prose back."""
    plain = text.replace("\u2212", "-").replace("\u202f", "")
    lead, _, power = plain.partition(" × 10")
    return float(lead) * 10.0 ** int(power.translate(RAISED) or 0)


@given(st.floats(-1e30, 1e30).filter(lambda value: abs(value) > 1e-30), st.integers(1, 4))
def test_a_number_reads_back_and_has_no_exponent(value: float, digits: int) -> None:
    text = number(value, digits)
    assert read(text) == pytest.approx(value, rel=0.6 * 10.0 ** (1 - min(digits, 2)))
    assert re.fullmatch(r"\u2212?([1-9]\d{0,2}(\u202f\d{3})*|0)(\.\d*[1-9])?|\u2212?[1-9]\.\d × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (0.8333, "0.83"),
        (17.4, "17"),
        (1234.5, "1\u202f234"),
        (-2.0, "\u22122"),
        (3.14e-7, "3.1 × 10⁻⁷"),
        (9.97e-4, "1.0 × 10⁻³"),
        (9.99e5, "1.0 × 10⁶"),
    ],
)
def test_numbers(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.8333, "0.83"), (0.99981, "0.9998"), (1.0021, "1.002"), (29.0, "29"), (1.7, "1.70")]
)
def test_factors_have_as_many_digits_as_tell_them_from_1(value: float, text: str) -> None:
    assert factor(value) == text


@given(st.floats(0, 9).filter(lambda value: abs(value - 1) > 1e-5))
def test_a_factor_stays_on_its_side_of_1(value: float) -> None:
    assert (float(factor(value)) > 1) == (value > 1)


def test_counts() -> None:
    assert [count(n, "epoch") for n in (1, 24, 5000)] == ["1 epoch", "24 epochs", "5\u202f000 epochs"]


def test_the_diverging_verdict_says_factor_limit_and_rate() -> None:
    verdict = diverging(1.7, 0.31, 0.42, Mend("Set to 0.28", {"learning_rate": 0.28}))
    assert verdict.text == "Each step multiplies the error by 1.70. The limit here is 0.31; you are at 0.42."
    assert (verdict.regime, verdict.tone, verdict.mend) == (
        "Diverging.",
        "bad",
        Mend("Set to 0.28", {"learning_rate": 0.28}),
    )


def test_words_that_name_a_line_carry_its_ink_and_nothing_else_is_markup() -> None:
    assert inked("The training loss < 3 & Validation loss.") == (
        'The <span class="ink training">training loss</span> &lt; 3 &amp; '
        '<span class="ink validation">Validation loss</span>.'
    )
