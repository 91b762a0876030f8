"""A small real site: the real theme, settings, scripts and Python, but two entries; so it is built in seconds."""

import shutil
from pathlib import Path

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

from runtime import bundle
from runtime.paths import PYTHON, ROOT

GOOD = ROOT / "tests" / "glossary" / "good"
HOME = "# Home\n\n{words}\n\n[Step](glossary/step.md)\n\n``` demo\nname: bowl\n```\n"
PAGES = ("about", "calculator", "how-it-works", "offline")


def site(folder: Path, address: str, words: str = "First build.", demos: Path = ROOT / "demos") -> Path:
    """Build the site whose home page says `words` and whose Python holds `demos`; return where it is."""
    settings = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "hooks": [str(ROOT / "glossary" / "hooks.py")],
        "theme": {"custom_dir": str(ROOT / "overrides")},
        "nav": ["index.md", *(f"{name}.md" for name in PAGES)],
        "site_url": address,
    }
    folder.mkdir()
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    shutil.copytree(GOOD, folder / "glossary")
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text(HOME.format(words=words), encoding="utf-8")
    for name in PAGES:
        (folder / "docs" / f"{name}.md").write_text(f"# {name}\n", encoding="utf-8")
    (folder / "docs" / "assets").symlink_to(ROOT / "docs" / "assets")
    (folder / "build").mkdir()
    for name in ("assets", "previews", "scripts"):  # made where the demos are, as the pages are
        (folder / "build" / name).symlink_to(ROOT / "build" / name)
    if demos == ROOT / "demos":
        (folder / "build" / "python").symlink_to(PYTHON)
    else:
        bundle.bundle(folder / "build" / "python", demos)
    build(load_config(str(folder / "mkdocs.yml"), strict=True, site_dir=str(folder / "site")))
    return folder / "site"


def altered(folder: Path) -> Path:
    """The demos with other contours under the bowl's path, and nothing else altered."""
    shutil.copytree(ROOT / "demos", folder)
    source = folder / "kit" / "bowl.py"
    text = source.read_text(encoding="utf-8")
    assert text.count("np.linspace(0.08, 0.95, 9)") == 1
    source.write_text(text.replace("linspace(0.08, 0.95, 9)", "linspace(0.06, 0.90, 9)"), encoding="utf-8")
    return folder
