"""The fonts that the site serves itself: Inter for words and numbers, STIX Two Math for formulas.

Run as `python -m runtime.assets` to write build/assets/. The mathematics font is cut down to what formulas of this
field use, and keeps its MATH table: without one a browser does not stretch brackets or place limits.
"""

import io
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from runtime import files, paths

INTER = paths.NODE_MODULES / "@fontsource-variable" / "inter"
STIX = paths.NODE_MODULES / "@fontsource" / "stix-two-math"

# The name on the site, and the file in the npm package. η, λ and their kin in the prose come from the Greek file.
COPIES = {
    "inter-latin.woff2": INTER / "files" / "inter-latin-wght-normal.woff2",
    "inter-latin-italic.woff2": INTER / "files" / "inter-latin-wght-italic.woff2",
    "inter-greek.woff2": INTER / "files" / "inter-greek-wght-normal.woff2",
    "inter-licence.txt": INTER / "LICENSE",
    "stix-two-math-licence.txt": STIX / "LICENSE",
}
MATHS = STIX / "files" / "stix-two-math-latin-400-normal.woff2"

# What a formula may hold, as ranges of Unicode: first, last.
RANGES = (
    (0x0020, 0x007E),  # letters, digits, signs
    (0x00A0, 0x00FF),  # ± × ÷ · ½
    (0x0302, 0x0304),  # hats, tildes and bars over letters
    (0x0391, 0x03F6),  # Greek
    (0x2000, 0x2064),  # spaces, primes, dots, invisible operators
    (0x20D7, 0x20D7),  # the arrow of a vector
    (0x2102, 0x2134),  # ℝ ℓ ℒ and their kin
    (0x2190, 0x2195),  # arrows
    (0x21A6, 0x21D4),  # maps to, implies, if and only if
    (0x2200, 0x22EF),  # operators and relations
    (0x2308, 0x230B),  # ceilings and floors: steps per epoch
    (0x23B4, 0x23E1),  # braces above and below
    (0x27E6, 0x27EB),  # angle brackets
    (0x2A7D, 0x2A7E),  # slanted ≤ ≥
    (0x1D400, 0x1D4CF),  # bold, italic, bold italic and script letters
    (0x1D538, 0x1D56B),  # double-struck letters
    (0x1D6A4, 0x1D755),  # dotless i and j; Greek bold, italic and bold italic
    (0x1D7CE, 0x1D7E1),  # bold and double-struck digits
)


def assets(folder: Path = paths.ASSETS) -> None:
    """Write the fonts and their licences."""
    for name, source in COPIES.items():
        files.write(folder / "fonts" / name, _read(source))
    files.write(folder / "fonts" / "stix-two-math.woff2", maths_font(_read(MATHS)))


def maths_font(whole: bytes) -> bytes:
    """The mathematics font with the glyphs of RANGES, their stretched and small variants, and the MATH table."""
    font = TTFont(io.BytesIO(whole), recalcTimestamp=False)
    options = subset.Options(flavor="woff2", layout_features=["*"], notdef_outline=True, hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    cutter.subset(font)
    font.flavor, buffer = "woff2", io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def _read(path: Path) -> bytes:
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing. Mend: run `make setup`")
    return path.read_bytes()


def main() -> None:
    """Write build/assets/, and say how large it is."""
    assets()
    fonts = sorted((paths.ASSETS / "fonts").glob("*.woff2"))
    print("build/assets:", ", ".join(f"{font.stem} {font.stat().st_size / 1e3:.0f} kB" for font in fonts))


if __name__ == "__main__":
    main()
