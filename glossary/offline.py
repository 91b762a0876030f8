"""Tell the browser which build it has, and give the site its service worker: docs/offline.md.

- `build.json`: the build's id, its files at hashed addresses with bytes and sha256, its pages
- `service-worker.js`: the worker, with the same list in its first line; or the one that ends all this
- in each page, `<meta name="knobs-build">`: which files it was made with
"""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from glossary import policy
from glossary.addressed import addressed

TEMPLATES = Path(__file__).parent / "templates"
NOT_KEPT = (".map", ".txt", ".png")  # for developers, for lawyers, and a picture of the theme's that no page shows
LATER = ("assets/python", "assets/editor")  # kept once it has been used
UNDATED = ("sitemap.xml", "sitemap.xml.gz")  # MkDocs writes the day of the build into them


def write(site: Path, *, on: bool) -> str:
    """Write all three, and return the build's id."""
    files = {path.relative_to(site).as_posix(): path for path in _files(site / "assets")}
    hashes = {name: sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    assets = _digest(f"{name} {digest}" for name, digest in hashes.items())
    pages = sorted(site.rglob("*.html"))
    for page in pages:
        _mark(page, assets, on=on)
    build = {
        "id": _id(site),
        "offline": on,
        "assets": assets,
        "files": {name: {"bytes": path.stat().st_size, "sha256": hashes[name]} for name, path in files.items()},
        "pages": [page.relative_to(site).as_posix().removesuffix("index.html") for page in pages],
    }
    (site / "build.json").write_text(json.dumps(build, indent=1) + "\n", encoding="utf-8")
    (site / "service-worker.js").write_text(_worker(build, hashes) if on else _template("retired"), encoding="utf-8")
    return str(build["id"])


def _files(assets: Path) -> list[Path]:
    """Return what a page may load from a hashed address."""
    paths = (path for path in assets.rglob("*") if path.is_file() and path.suffix not in NOT_KEPT)
    return sorted(path for path in paths if addressed(path))


def _mark(page: Path, assets: str, *, on: bool) -> None:
    meta = f'<meta name="knobs-build" content="{assets}" data-offline="{"yes" if on else "no"}">'
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("</head>", f"{meta}\n  </head>", 1), encoding="utf-8")


def _id(site: Path) -> str:
    """Return one hash over all that the site holds, whenever it was built."""
    paths = sorted(path for path in site.rglob("*") if path.is_file() and path.name not in UNDATED)
    return _digest(f"{path.relative_to(site).as_posix()} {sha256(path.read_bytes()).hexdigest()}" for path in paths)


def _digest(lines: Iterable[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def _worker(build: dict[str, object], hashes: dict[str, str]) -> str:
    """Return the service worker with its list. The shell is what any page may need at once, and it is small."""
    shell = [name for name in hashes if name.endswith((".css", ".js", ".svg")) and not name.startswith(LATER)]
    shell += [name for name in hashes if name.startswith("assets/search-")]  # or nobody could search without a network
    known = {"id": build["id"], "assets": build["assets"], "shell": shell, "files": hashes}
    template = _template("service")
    return f"const BUILD = {json.dumps(known | {'policy': policy.offline(template)})};\n{template}"


def _template(kind: str) -> str:
    return (TEMPLATES / f"{kind}-worker.js").read_text(encoding="utf-8")
