"""Give our own files addresses that hold a hash of what is in them, and name them there.

`assets/stylesheets/site.css` becomes `assets/stylesheets-1f2e3d4c5b/site.css`: the files of a folder move together, so
that modules go on importing each other as they did. What stands at such an address never changes; a browser may keep
it for ever, and a page of one build never gets a file of another. The theme names its own files so already, and so
does whatever has its hash in its name.
"""

import posixpath
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from glossary.problems import Problem

LAST = ("stylesheets", "javascripts")  # they name files of the other folders, so their hashes come after those
MADE_FOR_PAGES = ("previews", "scripts")
DIGITS = 10
BY_THEME = re.compile(r"\.[0-9a-f]{8}\.min\.")
BY_FOLDER = re.compile(rf"-[0-9a-f]{{{DIGITS}}}$")
HEXADECIMAL = re.compile(r"[0-9a-f]{8,64}")
# In attributes, and in the theme's settings, which are JSON.
IN_HTML = re.compile(
    r"""(?<=\s)((?:(?:src|href|poster|data-[\w-]+)=["']?|"search": ")(?:[\w./-]*/)?)(assets/[\w./-]+)"""
)
IN_CODE = re.compile(r"""(?<=["'(])\.\.?/[^"'()\s]*(?=["')])""")  # a relative address in a style sheet or a module

QUOTED = re.compile(r'"([\w.-]+)"')

type Moves = dict[str, str]  # from the old path below the site to the new one; a folder that is empty now counts too


def address(site: Path) -> None:
    """Move our files to their hashed addresses, and mend all that names them."""
    names = [path.name for path in (site / "assets").iterdir() if path.is_dir()]
    first = sorted(name for name in names if name not in LAST and not BY_FOLDER.search(name))
    pages = sorted(site.rglob("*.html"))
    for name in MADE_FOR_PAGES:
        _clear(site / "assets" / name, pages)
    moves: Moves = {}
    for name in (*first, *(name for name in LAST if name in names)):
        moves |= _move(site, site / "assets" / name, moves)
    for page in pages:
        _rewrite(page, IN_HTML, lambda match: match[1] + moves.get(match[2], match[2]))


def problems(site: Path) -> list[Problem]:
    """Return what our style sheets and modules name that is not in the site; glossary/built.py looks at the pages."""
    paths = sorted(path for path in (site / "assets").glob("*/*") if path.suffix in (".css", ".js"))
    return [problem for path in paths if not BY_THEME.search(path.name) for problem in _dangling(path)]


def addressed(path: Path) -> bool:
    """Whether a file stands at an address that holds its hash: its folder's, the theme's, or its own."""
    return bool(BY_FOLDER.search(path.parent.name) or BY_THEME.search(path.name)) or _by_itself(path)


def _by_itself(path: Path) -> bool:
    """Whether a name holds the hash; a wheel's holds its version, and the files beside it know the hash that it has."""
    if path.suffix == ".whl":
        return any(_by_itself(other) for other in path.parent.iterdir() if other.suffix != ".whl")
    digest = sha256(path.read_bytes()).hexdigest()
    return any(digest.startswith(found) for found in HEXADECIMAL.findall(path.name))


def _clear(folder: Path, pages: list[Path]) -> None:
    """Take away what no page names: build/ still has those of earlier settings, and hashes must not tell."""
    named = {name for page in pages for name in QUOTED.findall(page.read_text(encoding="utf-8"))}
    for path in folder.glob("*"):
        if path.name not in named:
            path.unlink()


def _move(site: Path, folder: Path, moves: Moves) -> Moves:
    """Move the files of one folder that have no hash in their names yet."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and not addressed(path))
    if not files:
        return {}
    old = folder.relative_to(site).as_posix()
    for path in files:
        if path.suffix in (".css", ".js"):
            _rewrite(path, IN_CODE, lambda match: _renamed(old, match[0], moves))
    contents = "".join(f"{path.name} {sha256(path.read_bytes()).hexdigest()}\n" for path in files)
    home = folder.with_name(f"{folder.name}-{sha256(contents.encode()).hexdigest()[:DIGITS]}")
    home.mkdir()
    new = home.relative_to(site).as_posix()
    made = {f"{old}/{path.name}": path.replace(home / path.name).relative_to(site).as_posix() for path in files}
    if not any(folder.iterdir()):
        folder.rmdir()
        made[f"{old}/"] = f"{new}/"
    return made


def _renamed(folder: str, named: str, moves: Moves) -> str:
    """Return what a file in `folder` is to write where it wrote `named`."""
    target = posixpath.normpath(posixpath.join(folder, named)) + ("/" if named.endswith("/") else "")
    if target not in moves:
        return named
    return posixpath.relpath(moves[target], folder) + ("/" if named.endswith("/") else "")


def _rewrite(path: Path, pattern: re.Pattern[str], mend: Callable[[re.Match[str]], str]) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(pattern.sub(mend, text), encoding="utf-8")


def _dangling(path: Path) -> list[Problem]:
    lines = path.read_text(encoding="utf-8").splitlines()
    named = [(line, found) for line, text in enumerate(lines, 1) for found in IN_CODE.findall(text)]
    lost = [(line, found) for line, found in named if not (path.parent / found).exists()]
    mend = "name a file of docs/assets/ or of the build, by a relative address"
    return [Problem(path, line, "address", f"{found} is not in the site", mend) for line, found in lost]
