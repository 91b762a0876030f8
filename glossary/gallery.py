"""All demos as pages: a list of them, each alone on a page of its own, and each for other people's pages.

- `demos.md`: every demo with its picture, what to notice, the check that holds it to the truth, and who uses it
- `demos/<name>.md`: one demo with all its knobs
- `embed/<name>/index.html`: the same without the site's frame, for an <iframe>; search engines leave it out

The registry is the folder `demos/`. All of them open as the demo declares it, so one preview serves them all.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import demos
from demos.kit.controls import defaults
from glossary import figure, kept, preview
from glossary.entries import Entry
from glossary.library import Library
from glossary.templating import HTML, MARKDOWN
from runtime import files

NAME = re.compile(r"^name:[ ]*(\w+)", re.MULTILINE)
DARK = re.compile(r'\[data-md-color-scheme="slate"\] \{([^}]*)\}')
INKS = Path(__file__).resolve().parent.parent / "docs" / "assets" / "stylesheets" / "chart.css"


@dataclass(frozen=True)
class Exhibit:
    """One demo: its name, its first line, what else its docstring says, and the entries that use it."""

    name: str
    title: str
    subtitle: str
    story: list[str]
    notice: str
    check: str
    entries: list[Entry]

    @property
    def picture(self) -> str:
        """Its first panel as it opens, with the lines made small as in a preview."""
        return _picture(self.name)

    @property
    def knobs(self) -> list[str]:
        """The titles of its knobs."""
        return [control.title for control in demos.load(self.name).controls]


def publish(out: Path, library: Library, address: str) -> list[Path]:
    """Write the pages of all demos to `out`, take away those of others, and return the paths written."""
    shown = exhibits(library)
    pages = {"demos.md": _page("demos.md", exhibits=shown)}
    for exhibit in shown:
        pages[f"demos/{exhibit.name}.md"] = _page("exhibit.md", exhibit=exhibit, address=address)
        pages[f"embed/{exhibit.name}/index.html"] = _embedded(exhibit, address)
    for name, text in pages.items():
        files.write(out / name, text.encode())
    for stray in {path for path in out.rglob("*") if path.is_file()} - {out / name for name in pages}:
        stray.unlink()
    return [out / name for name in pages]


def exhibits(library: Library) -> list[Exhibit]:
    """Return every demo, in the order of the alphabet."""
    users: dict[str, list[Entry]] = {name: [] for name in demos.names()}
    for entry in library.in_order():
        named = {name for fence in entry.fences("demo") for name in NAME.findall(fence.text)}
        for name in named & users.keys():
            users[name].append(entry)
    return [_exhibit(name, demos.load(name), users[name]) for name in demos.names()]


def _exhibit(name: str, demo: ModuleType, entries: list[Entry]) -> Exhibit:
    first, *rest = re.split(r"\n\s*\n", (demo.__doc__ or name).strip())
    title, _, subtitle = first.rstrip(".").partition(":")
    story = [" ".join(paragraph.split()) for paragraph in rest]
    return Exhibit(name, title, subtitle.strip(), story, demo.NOTICE, demo.CHECK, entries)


@cache
def _picture(name: str) -> str:
    def drawn() -> str:
        panel = figure.run(name, defaults(demos.load(name).controls)).panels[0]
        return "".join(preview.pieces(panel.svg))

    return kept.text(drawn, "picture", name)


def _page(template: str, **values: object) -> str:
    return MARKDOWN.get_template(template).render(**values) + "\n"


def _embedded(exhibit: Exhibit, address: str) -> str:
    drawn = figure.html(exhibit.name, {}, exhibit.notice)
    dark = DARK.findall(INKS.read_text(encoding="utf-8"))
    return HTML.get_template("embed.html").render(exhibit=exhibit, drawn=drawn, dark=" ".join(dark), address=address)
