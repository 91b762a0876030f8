"""The fonts are complete for what we write, small, and carry their licences."""

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from runtime import assets


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of fonts."""
    folder = tmp_path_factory.mktemp("assets")
    assets.assets(folder)
    return folder / "fonts"


@pytest.fixture(scope="module")
def maths(fonts: Path) -> TTFont:
    """The mathematics font, opened."""
    return TTFont(io.BytesIO((fonts / "stix-two-math.woff2").read_bytes()))


@pytest.mark.parametrize("sign", "aZ09+−×÷·±½=<>≤≥≪≫≈≠∞∂∇∑∏∫√∈∉∥|‖⟨⟩⌈⌉⌊⌋←→↦⇒⇔⊤⊙αβγδεηθκλμσφΔΣΩℝℒ𝑥𝑤𝜂𝜆𝐰𝐗𝔼𝟏𝒩̂̄…⋯′")
def test_the_mathematics_font_has_the_signs_of_our_formulas(maths: TTFont, sign: str) -> None:
    assert ord(sign) in maths.getBestCmap()


def test_it_keeps_the_math_table_with_brackets_that_stretch(maths: TTFont) -> None:
    variants = maths["MATH"].table.MathVariants
    stretching = dict(zip(variants.VertGlyphCoverage.glyphs, variants.VertGlyphConstruction, strict=True))
    for sign in "()[]{}|√":
        construction = stretching[maths.getBestCmap()[ord(sign)]]
        assert construction.VariantCount > 1 or construction.GlyphAssembly


def test_it_is_less_than_a_third_of_the_whole(fonts: Path) -> None:
    assert (fonts / "stix-two-math.woff2").stat().st_size < assets.MATHS.stat().st_size / 3


def test_words_and_greek_letters_have_a_font_each(fonts: Path) -> None:
    latin = TTFont(io.BytesIO((fonts / "inter-latin.woff2").read_bytes()))
    greek = TTFont(io.BytesIO((fonts / "inter-greek.woff2").read_bytes()))
    assert set(map(ord, "aZ09é−×±½–—“”…")) <= set(latin.getBestCmap())
    assert set(map(ord, "ηλβκμΔ")) <= set(greek.getBestCmap())
    assert {"wght"} == {axis.axisTag for axis in latin["fvar"].axes}


def test_the_licences_lie_beside_them(fonts: Path) -> None:
    for name in ("inter-licence.txt", "stix-two-math-licence.txt"):
        assert "SIL OPEN FONT LICENSE" in (fonts / name).read_text(encoding="utf-8").upper()


def test_two_runs_give_the_same_bytes(fonts: Path) -> None:
    assert assets.maths_font(assets.MATHS.read_bytes()) == (fonts / "stix-two-math.woff2").read_bytes()
