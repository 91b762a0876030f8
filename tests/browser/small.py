"""A small real site: the real theme, settings, scripts and Python, but two entries; so it is built in seconds."""

import shutil
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from runtime import bundle, small_site
from runtime.paths import ROOT

GOOD = ROOT / "tests" / "glossary" / "good"
HOME = "# Home\n\n{words}\n\n[Step](glossary/step.md)\n\n``` demo\nname: bowl\n```\n"
PAGES = ("about", "calculator", "how-it-works", "offline")


def site(folder: Path, address: str, words: str = "First build.", demos: Path = ROOT / "demos") -> Path:
    """Build the site whose home page says `words` and whose Python holds `demos`; return where it is."""
    pages = {"index": HOME.format(words=words)} | {name: f"# {name}\n" for name in PAGES}
    ours = demos == ROOT / "demos"
    made = [part for part in small_site.MADE if ours or part != "python"]  # made where the demos are, as the pages are
    settings = small_site.write(folder, pages, address, made)
    shutil.copytree(GOOD, folder / "glossary")
    if not ours:
        bundle.bundle(folder / "build" / "python", demos)
    build(load_config(str(settings), strict=True, site_dir=str(folder / "site")))
    return folder / "site"


def altered(folder: Path) -> Path:
    """The demos with other contours under the bowl's path, and nothing else altered."""
    shutil.copytree(ROOT / "demos", folder)
    source = folder / "kit" / "bowl.py"
    text = source.read_text(encoding="utf-8")
    assert text.count("np.linspace(0.08, 0.95, 9)") == 1
    source.write_text(text.replace("linspace(0.08, 0.95, 9)", "linspace(0.06, 0.90, 9)"), encoding="utf-8")
    return folder
