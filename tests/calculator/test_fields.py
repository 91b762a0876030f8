"""What a field takes, and what it says where it takes nothing: the message stands at the field and names the mend."""

import pytest

from calculator import parts
from calculator.fields import FieldError, Number

SHARE = Number("utilization", "Utilization", "0.5", low=0, above=True, high=1)
COUNT = Number("batch", "Batch", "4", low=1, high=1e6, integer=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [("8192", 8192), ("8 192", 8192), ("8,192", 8192), ("8\u202f192", 8192), ("1k", 1000), ("1e3", 1000), (" 7 ", 7)],
)
def test_numbers_may_be_written_as_people_do(text: str, value: float) -> None:
    assert COUNT.read(text) == value


def test_powers_of_a_thousand() -> None:
    tokens = Number("tokens", "Tokens", "1", low=1, high=1e16)
    assert [tokens.read(text) for text in ("10k", "10M", "70B", "15T", "1.4T")] == [1e4, 1e7, 7e10, 1.5e13, 1.4e12]


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        (SHARE, "0", "0 is out of range; write a number above 0, up to 1."),
        (SHARE, "1.5", "1.5 is out of range; write a number above 0, up to 1."),
        (SHARE, "-0.2", "−0.2 is out of range; write a number above 0, up to 1."),
        (SHARE, "", "This is empty; write a number above 0, up to 1."),
        (SHARE, "half", "“half” is not a number; write a number above 0, up to 1."),
        (SHARE, "0,5", "“0,5” has a comma; write a point before decimals, as in 0.5."),
        (SHARE, "nan", "“nan” is not a number to calculate with; write a number above 0, up to 1."),
        (SHARE, "inf", "“inf” is not a number to calculate with; write a number above 0, up to 1."),
        (COUNT, "2.5", "2.5 is not a whole number; write a whole number from 1 to 1\u202f000\u202f000."),
        (
            COUNT,
            "1e400",
            "“1e400” is not a number to calculate with; write a whole number from 1 to 1\u202f000\u202f000.",
        ),
        (COUNT, "<script>", "“<script>” is not a number; write a whole number from 1 to 1\u202f000\u202f000."),
    ],
)
def test_a_text_that_is_not_taken_gets_a_message(field: Number, text: str, says: str) -> None:
    with pytest.raises(FieldError) as raised:
        field.read(text)
    assert raised.value.message == says


def messages(part: str, **texts: str) -> dict[str, str]:
    """Every message, by field."""
    with pytest.raises(parts.WrongFieldsError) as raised:
        parts.settle(part, texts)
    return {error.field: error.message for error in raised.value.errors}


def test_all_that_is_wrong_is_said_at_once() -> None:
    assert set(messages("inference", utilization="2", batch="", price="-1", nonsense="1")) == {
        "utilization", "batch", "price", "nonsense",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("part", "texts", "field"),
    [
        ("inference", {"prompt": "9000"}, "context"),
        ("inference", {"arithmetic": "fp8", "accelerator": "a100-sxm-80"}, "arithmetic"),
        ("inference", {"pay": "buy", "accelerator": "m2-max"}, "pay"),
        ("inference", {"model": "own", "parameters": "7B", "active": "8B"}, "active"),
        ("inference", {"model": "gpt-17"}, "model"),
        ("training", {"accelerator": "m4-max"}, "accelerator"),
        ("training", {"model": "mixtral-8x7b", "where": "all"}, "where"),
        ("training", {"model": "deepseek-v3", "method": "lora"}, "method"),
        ("accelerators", {"price.h100-sxm": "cheap"}, "price.h100-sxm"),
        ("accelerators", {"sort": "beauty"}, "sort"),
    ],
)
def test_settings_that_do_not_go_together_are_named(part: str, texts: dict[str, str], field: str) -> None:
    said = messages(part, **texts)
    assert set(said) == {field}
    assert len(said[field].split()) >= 4


def test_a_field_that_is_not_asked_for_is_not_checked() -> None:
    parts.settle("inference", {"parameters": "rubbish", "purchase": "rubbish"})


def test_an_unknown_part_is_named() -> None:
    with pytest.raises(parts.UnknownPartError, match="it has inference, training, accelerators"):
        parts.part("weather")
