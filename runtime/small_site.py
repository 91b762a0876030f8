"""A small site with this project's own settings, theme, assets and built parts: for tests and benchmarks that build."""

from collections.abc import Collection, Mapping
from pathlib import Path

import yaml

from runtime.paths import BUILD, ROOT

MADE = ("assets", "python", "previews", "scripts")


def write(folder: Path, pages: Mapping[str, str], address: str, made: Collection[str] = MADE) -> Path:
    """Write `pages` (name -> Markdown) and mkdocs.yml to a folder, and link the parts `made` by this build to it.

    Returns mkdocs.yml. The glossary is the caller's to write.
    """
    (folder / "docs").mkdir(parents=True)
    for name, text in pages.items():
        (folder / "docs" / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "docs" / "assets").symlink_to(ROOT / "docs" / "assets")
    (folder / "build").mkdir()
    for part in made:
        (folder / "build" / part).symlink_to(BUILD / part)
    settings = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "hooks": [str(ROOT / "glossary" / "hooks.py")],
        "theme": {"custom_dir": str(ROOT / "overrides")},
        "nav": [f"{name}.md" for name in pages],
        "site_url": address,
    }
    file = folder / "mkdocs.yml"
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return file
