"""The errors of two typical glossary pages on "hyperparameter", A and B: ours corrects them in so many words."""

import pytest

from glossary import library
from glossary.entries import Entry
from runtime.paths import ROOT
from tests.real import LIBRARY

TEXT = " ".join(LIBRARY.entries["hyperparameter"].body.split())

TUNING = {
    "the learning rate and the batch size move together": "A new batch size needs a new learning rate",
    "held-out data judge": "score well on data held out from training",
    "rates on a log scale": "Search rates on a log scale",
    "a budget of trials": "59 independent random trials",
    "what a chatbot would set": "temperature, top-p",
}
CORRECTED = {
    "too high a rate ends too quickly at a poor point (B)": (
        'Too high a learning rate converges too quickly to a suboptimal solution"',
        "The usual result of too high a rate is no convergence at all.",
        "never converges, but bounces around the minimum",
        "What does stop early at a poor point is a rate that *decays* too fast.",
        "what follows holds from this start only",
    ),
    "none can be changed without retraining (B)": (
        '"Hyperparameters cannot be changed without retraining"',
        "Those that act when the model is used can be changed at any time: temperature, top-p, beam width",
    ),
    "they stay fixed throughout a run (A)": (
        '"Hyperparameters stay fixed throughout a run"',
        "Warmup and decay change the learning rate while the run goes on, often at every step. What is fixed is the rule",
        "population-based training",
    ),
    "too low a rate gets stuck (B)": (
        '"Too low a learning rate gets stuck"',
        "On a bowl a low rate is slow, not stuck",
        "*where you start* decides where you end",
    ),
    "set before training is what defines them (A, B)": (
        '"Set before training" is the common definition. It is close, but not exact.',
        "a hyperparameter is not adapted by the learning algorithm itself",
        "abuse of terminology",
        "metaparameter",
        "*attribute* with a trailing underscore",
    ),
}


@pytest.mark.parametrize("name", TUNING)
def test_the_tuning_says(name: str) -> None:
    assert TUNING[name] in TEXT


@pytest.mark.parametrize("name", CORRECTED)
def test_the_error_is_corrected_in_so_many_words(name: str) -> None:
    for words_of_it in CORRECTED[name]:
        assert words_of_it in TEXT


@pytest.mark.parametrize("entry", LIBRARY.in_order(), ids=lambda entry: entry.slug)
def test_no_entry_makes_the_errors(entry: Entry) -> None:
    claims = (
        "might converge too quickly",
        "cannot be changed without retraining",
        "stay fixed throughout a given run",
        "get stuck in a suboptimal",
    )
    said = "\n".join(section.text for section in entry.sections)
    assert not [claim for claim in claims if claim in said]
