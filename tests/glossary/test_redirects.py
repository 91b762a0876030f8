"""Other names as addresses."""

import pytest

from glossary import redirects


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Step size", "step-size"),
        ("η", "eta"),
        ("λ", "lambda"),
        ("µ", "mu"),  # the micro sign, which looks like the letter
        ("σ", "sigma"),
        ("LoRA α", "lora-alpha"),
        ("α/r", "alpha-r"),
        ("lora_alpha", "lora-alpha"),
        ("k-fold (cross-validation)", "k-fold-cross-validation"),
        ("naïve Bayes", "naive-bayes"),
        ("∅", ""),
    ],
)
def test_address(name: str, address: str) -> None:
    assert redirects.address(name) == address
