"""The only file that knows MkDocs. Each event is a few calls of plain functions, which tests call as well.

Material for MkDocs ends, and its successor ignores hooks: what stands here is what would have to be moved.
"""

import os
from datetime import date
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

import demos
from glossary import (
    addressed,
    ahead,
    built,
    bundled,
    dates,
    entries,
    fonts,
    gallery,
    hints,
    hosting,
    mathml,
    modules,
    offline,
    parts,
    policy,
    preloads,
    rules,
    scrolled,
    searching,
    structured,
)
from glossary.library import Library
from glossary.problems import Problem
from glossary.publish import publish

log = get_plugin_logger("glossary")
libraries: dict[str, Library] = {}  # by the site's folder: what on_files has read, for the events after it


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Check the entries and add their pages; add what the browser loads."""
    root = _root(config)
    ahead.make(entries.read_all(root / "glossary" / "terms")[0].values())
    library, problems = rules.check(root / "glossary")
    _report(problems, config)
    pages = root / "build" / "pages"
    publish(pages, library, config.site_url or "", config.site_author or "")
    gallery.publish(root / "build" / "gallery", library, config.site_url or "")
    libraries[config.site_dir] = library
    for folder, place in {"pages": "", "gallery": "", "python": "assets/python/", "assets": "assets/"}.items():
        _add(files, config, root / "build" / folder, place)
    sheet = bundled.sheet(Path(config.docs_dir) / "assets" / "stylesheets", config.extra["stylesheets"])
    files.append(File.generated(config, "assets/stylesheets/page.css", content=sheet))
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Turn all formulas into MathML, in one go; then add hints, dates, what machines are told, and the demos' files."""
    pages = [file.page for file in files.documentation_pages() if file.page]
    formulas = [(page, formula) for page in pages for formula in mathml.found(page.content or "")]
    made, wrong = mathml.make((formula for _, formula in formulas), _root(config) / "build" / "mathml")
    _report([mathml.problem(_written(page, config), f, wrong[f]) for page, f in formulas if f in wrong], config)
    for page in pages:
        content = hints.placed(mathml.placed(page.content or "", made), libraries[config.site_dir])
        page.content = parts.divided(scrolled.reachable(content))
        page.meta["fonts"] = fonts.wanted(page.content)
    _tell(pages, config)
    for folder in ("previews", "scripts"):  # made with the pages that name them
        _add(files, config, _root(config) / "build" / folder, f"assets/{folder}/")
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Give files their hashed addresses, pages their policy, the site its worker; then read all as a browser will."""
    site = Path(config.site_dir)
    searching.split(site)
    modules.join(site)
    addressed.address(site)
    preloads.write(site)
    allowed = policy.write(site)
    hosting.write(site, allowed, config.site_url or "", _root(config) / "build" / "hosting")
    offline.write(site, on=os.environ.get("OFFLINE") != "no")
    _report([*addressed.problems(site), *policy.problems(site), *built.problems(site, config.site_url or "")], config)


def _tell(pages: list[Page], config: MkDocsConfig) -> None:
    """Give each page its date, for the sitemap, and its JSON-LD, for its head."""
    library, address = libraries[config.site_dir], config.site_url or ""
    written = dates.history(Path(config.docs_dir)) | _demos()
    for page in pages:
        place = page.file.src_uri
        entry = library.entries.get(Path(place).stem) if place.startswith("glossary/") else None
        page.update_date = str(library.updated[entry.slug] if entry else _day(page, written, library))
        if entry:
            told = {"published": library.published[entry.slug], "updated": library.updated[entry.slug]}
            page.meta.update(told, structured=structured.of_entry(entry, page.content or "", library, address))
        elif place == "glossary/index.md":
            page.meta["structured"] = structured.of_index(library, address)
        elif place == "demos.md" or place.startswith("demos/"):
            page.meta["structured"] = structured.of_demos(gallery.exhibits(library), Path(place), address)


def _day(page: Page, written: dict[str, list[dates.Change]], library: Library) -> date | str:
    """Return the day of a page that is no entry: a list is as new as its newest entry; nothing where git is silent."""
    if page.file.src_uri in written:
        return written[page.file.src_uri][0].day
    return max(library.updated.values()) if page.file.src_dir is None else ""


def _demos() -> dict[str, list[dates.Change]]:
    """Return the commits of each demo, by the source of its page."""
    told = dates.history(Path(demos.__file__).parent)
    return {f"demos/{Path(name).stem}.md": changes for name, changes in told.items() if "/" not in name}


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _written(page: Page, config: MkDocsConfig) -> Path:
    """Return the file that somebody wrote: for an entry's page, the entry."""
    entry = _root(config) / "glossary" / "terms" / Path(page.file.src_uri).name
    return entry if page.file.src_uri.startswith("glossary/") and entry.exists() else Path(page.file.abs_src_path or "")


def _add(files: Files, config: MkDocsConfig, folder: Path, place: str) -> None:
    """Add every file of a folder to the site, at `place`."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = place + path.relative_to(folder).as_posix()
        files.append(File.generated(config, name, abs_src_path=str(path), inclusion=InclusionLevel.NOT_IN_NAV))


def _report(problems: list[Problem], config: MkDocsConfig) -> None:
    """Say everything that is wrong; a strict build ends there."""
    for problem in problems:
        log.warning(str(problem))
    if problems and config.strict:
        raise PluginError(f"{len(problems)} problems, listed above")
