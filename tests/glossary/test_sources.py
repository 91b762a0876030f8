"""References: read from BibTeX, written out for a reader."""

from pathlib import Path

import pytest

from glossary import sources

GOOD = Path(__file__).parent / "good" / "sources.bib"


@pytest.fixture(scope="module")
def references() -> dict[str, sources.Reference]:
    found, problems = sources.read(GOOD)
    assert problems == []
    return found


@pytest.mark.parametrize(
    ("key", "html"),
    [
        (
            "robbins1951",
            (
                'Herbert Robbins and Sutton Monro (1951). <a href="https://doi.org/10.1214/aoms/1177729586">'
                "<cite>A Stochastic Approximation Method</cite></a>. The Annals of Mathematical Statistics. "
                '<span class="confirmed">Confirmed in a second place.</span>'
            ),
        ),
        (
            "goh2017",
            (
                'Gabriel Goh (2017). <a href="https://distill.pub/2017/momentum">'
                "<cite>Why Momentum Really Works</cite></a>. Distill. "
                '<span class="confirmed">Read at the source.</span>'
            ),
        ),
        (
            "goodfellow2016",
            (
                "Ian Goodfellow, Yoshua Bengio and Aaron Courville (2016). <cite>Deep Learning</cite>. MIT Press. "
                '<span class="confirmed">Read at the source.</span>'
            ),
        ),
    ],
)
def test_a_reference_is_written_out(references: dict[str, sources.Reference], key: str, html: str) -> None:
    assert sources.html(references[key]) == html


def test_accents_become_letters(references: dict[str, sources.Reference]) -> None:
    assert references["hearsay"].fields["author"] == "Müller, Jérôme"
    assert not references["hearsay"].confirmed


def test_many_authors_become_few(tmp_path: Path) -> None:
    path = tmp_path / "sources.bib"
    people = "{One, A and Two, B and Three, C and Four, D}"
    fields = "title = {T}, year = {2020}, eprint = {1234.5678}, confirmed = {read}, confirmation = {all of it}"
    path.write_text(f"@misc{{many, author = {people}, {fields}}}", encoding="utf-8")
    found, _ = sources.read(path)
    assert sources.html(found["many"]).startswith('A One et al. (2020). <a href="https://arxiv.org/abs/1234.5678">')
