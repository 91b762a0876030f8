"""Formulas as MathML: what arithmatex leaves in a page, made by Temml when the site is built.

All formulas of a site go to Node in one batch. Each result is kept in a file named by the formula's hash,
so that a second build starts no Node at all.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from html import unescape
from pathlib import Path

from glossary.problems import Problem
from runtime import files, node, paths

SCRIPT = Path(node.__file__).with_name("mathml.mjs")
LEFT_BY_ARITHMATEX = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\s*\\(?P<open>[(\[])(?P<tex>.*?)\\[)\]]\s*</(?P=tag)>', re.DOTALL
)

# Temml says as style what attributes say as well; a page's policy lets no element bring a style of its own.
AS_ATTRIBUTES = {' style="display:block math;"': "", ' style="math-depth:0;"': ' scriptlevel="0"'}
NOISE = re.compile(r"^.*?formula 1, .*?: +| at position .*", re.DOTALL)  # the formula, which is known, spelt twice


@dataclass(frozen=True)
class Formula:
    """LaTeX, and whether it stands on a line of its own."""

    tex: str
    display: bool


def found(html: str) -> list[Formula]:
    """Return the formulas in a page's HTML."""
    return [_formula(match) for match in LEFT_BY_ARITHMATEX.finditer(html)]


def placed(html: str, made: dict[Formula, str]) -> str:
    """Return the page's HTML with each formula replaced by its MathML."""
    return LEFT_BY_ARITHMATEX.sub(lambda match: made[_formula(match)], html)


def make(formulas: Iterable[Formula], cache: Path) -> tuple[dict[Formula, str], dict[Formula, str]]:
    """Return the MathML of each formula that Temml understands, and what it says of each that it does not."""
    wanted = {formula: cache / f"{_name(formula)}.html" for formula in formulas}
    made, wrong = _temml([formula for formula, path in wanted.items() if not path.exists()])
    for formula, mathml in made.items():
        files.write(wanted[formula], mathml.encode())
    kept = {formula: path.read_text(encoding="utf-8") for formula, path in wanted.items() if path.exists()}
    return {formula: _unstyled(mathml) for formula, mathml in kept.items()}, wrong


def problem(path: Path, formula: Formula, message: str) -> Problem:
    """Say where a wrong formula stands: on the line of the file that holds its first line."""
    before, found, _ = path.read_text(encoding="utf-8").partition(formula.tex.split("\n")[0])
    line = before.count("\n") + 1 if found else 1
    return Problem(path, line, "formula", message, "mend the LaTeX")


def _formula(match: re.Match[str]) -> Formula:
    return Formula(unescape(match["tex"]).strip(), match["open"] == "[")


def _unstyled(mathml: str) -> str:
    for style, attribute in AS_ATTRIBUTES.items():
        mathml = mathml.replace(style, attribute)
    return mathml


def _name(formula: Formula) -> str:
    """Name a formula by all that its MathML depends on."""
    depends = [json.dumps(asdict(formula)), SCRIPT.read_text(), (paths.ROOT / "package-lock.json").read_text()]
    return sha256("\0".join(depends).encode()).hexdigest()[:24]


def _temml(formulas: list[Formula]) -> tuple[dict[Formula, str], dict[Formula, str]]:
    """Run Temml once for all; where one formula is wrong, run it for each, so that all the wrong ones are named."""
    if not formulas:
        return {}, {}
    try:
        answer = node.run(SCRIPT, json.dumps([asdict(formula) for formula in formulas]))
    except RuntimeError as error:
        if len(formulas) == 1:
            return {}, {formulas[0]: NOISE.sub("", str(error))}
        each = [_temml([formula]) for formula in formulas]
        return {f: m for made, _ in each for f, m in made.items()}, {f: m for _, no in each for f, m in no.items()}
    return dict(zip(formulas, json.loads(answer), strict=True)), {}
