"""The headers that a static host would send, read from the site's `_headers` as Netlify and Cloudflare read it."""

from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path


def headers(site: Path) -> Callable[[str], dict[str, str]]:
    """Return the headers of an address: those of every rule that matches its path."""
    rules: dict[str, dict[str, str]] = {}
    for line in (site / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            rule = rules.setdefault(line, {})
        else:
            name, _, value = line.strip().partition(": ")
            rule[name] = value
    return lambda path: {
        name: value for rule, told in rules.items() if fnmatchcase(path, rule) for name, value in told.items()
    }
