"""What git knows of an entry: when its words were first and last changed, and what was said of each change.

Where git cannot say (no repository, a shallow clone, a file not yet committed), the front matter's `written` stands
in for both days, and there are no changes to tell. One call of git serves a whole folder.
"""

import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from glossary.entries import Entry

MARK = "commit "


@dataclass(frozen=True)
class Change:
    """One commit: its author's day, and its first line."""

    day: date
    subject: str


def changes(entries: dict[str, Entry], folder: Path) -> dict[str, list[Change]]:
    """Return the changes of each entry, by slug, the latest first."""
    committed = history(folder)
    return {slug: committed.get(entry.path.name, []) for slug, entry in entries.items()}


def updated(entries: dict[str, Entry], told: dict[str, list[Change]]) -> dict[str, date]:
    """Return the day of each entry's latest change."""
    return {slug: told[slug][0].day if told[slug] else entry.front.written for slug, entry in entries.items()}


def published(entries: dict[str, Entry], told: dict[str, list[Change]]) -> dict[str, date]:
    """Return the day of each entry's first commit."""
    return {slug: told[slug][-1].day if told[slug] else entry.front.written for slug, entry in entries.items()}


def history(folder: Path) -> dict[str, list[Change]]:
    """Return the commits of each file in a folder, by the file's name, the latest first, as git lists them."""
    if _git(folder, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}  # A shallow clone ascribes every file to its oldest commit.
    found: dict[str, list[Change]] = {}
    change = Change(date.min, "")
    for line in _git(folder, "log", f"--format={MARK}%as %s", "--name-only", "--relative", "--", ".").splitlines():
        if line.startswith(MARK):
            day, _, subject = line.removeprefix(MARK).partition(" ")
            change = Change(date.fromisoformat(day), subject)
        elif line:
            found.setdefault(line, []).append(change)
    return found


def _git(folder: Path, *arguments: str) -> str:
    """Run git in the folder; return what it prints, and nothing where there is no git or no repository."""
    try:
        run = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return run.stdout
