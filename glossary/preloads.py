"""Name in each page all modules that its scripts import, so that a browser fetches them at once.

A browser learns of an import when the module that makes it has come: on a slow line, every step of such a chain costs
the line's delay again. `<link rel="modulepreload">` spares it. The list is read from the modules themselves. They come
after the style sheets, since nothing of them runs before the page has painted.
"""

import posixpath
import re
from pathlib import Path

MODULE = re.compile(r'<(?:script(?=[^>]* type="module")|link id="first")[^>]*? (?:src|href)="([^"]+\.js)"')
IMPORT = re.compile(r'(?:^|;)import\b(?:[^"\';()]*?from)? ?"(\./[^"]+)"', re.MULTILINE)  # in minified scripts too

LINK = '<link rel="modulepreload" fetchpriority="low" href="{}">'


def write(site: Path) -> None:
    """Add the links to every page's head."""
    known: dict[Path, list[Path]] = {}
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        links = [LINK.format(address) for address in _wanted(text, page, site, known)]
        if links:
            page.write_text(text.replace("</head>", "".join(f"{link}\n  " for link in links) + "</head>", 1), "utf-8")


def imports(module: Path) -> list[Path]:
    """All that a module imports, and what that imports, nearest first, each once."""
    found: list[Path] = []
    waiting = [module]
    while waiting:
        one = waiting.pop(0)
        names = IMPORT.findall(one.read_text(encoding="utf-8"))
        fresh = [path for name in names if (path := one.parent / posixpath.normpath(name)) not in (*found, module)]
        found += fresh
        waiting += fresh
    return found


def _wanted(text: str, page: Path, site: Path, known: dict[Path, list[Path]]) -> list[str]:
    """The addresses to name, written as the page writes those of its scripts."""
    addresses: dict[str, None] = {}
    named = MODULE.findall(text)
    for address in named:
        folder = posixpath.dirname(address)
        module = _local(address, page, site)
        for path in known.setdefault(module, imports(module)):
            addresses[f"{folder}/{path.name}"] = None
    return [address for address in addresses if address not in named]


def _local(address: str, page: Path, site: Path) -> Path:
    """The file at an address; the page for what is missing names its files from the root of the host."""
    place = address[address.index("assets/") :] if address.startswith("/") else None
    return site / place if place else (page.parent / address).resolve()
