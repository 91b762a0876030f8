"""When an entry's words were last changed: the git date of its file.

Where git cannot say (no repository, a shallow clone, a file not yet committed), the front matter's
`written` stands in. One call of git serves all entries.
"""

import subprocess
from datetime import date
from pathlib import Path

from glossary.entries import Entry

MARK = "date "


def updated(entries: dict[str, Entry], folder: Path) -> dict[str, date]:
    """Return the date of each entry, by slug."""
    committed = _committed(folder)
    return {slug: committed.get(entry.path.name, entry.front.written) for slug, entry in entries.items()}


def _committed(folder: Path) -> dict[str, date]:
    """Return the author date of the latest commit of each file in the folder, by the file's name."""
    if _git(folder, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}  # A shallow clone ascribes every file to its oldest commit.
    found: dict[str, date] = {}
    day = date.min
    for line in _git(folder, "log", f"--format={MARK}%as", "--name-only", "--", ".").splitlines():
        if line.startswith(MARK):
            day = date.fromisoformat(line.removeprefix(MARK))
        elif line:
            found.setdefault(Path(line).name, day)  # git lists the latest first
    return found


def _git(folder: Path, *arguments: str) -> str:
    """Run git in the folder; return what it prints, and nothing where there is no git or no repository."""
    try:
        run = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return run.stdout
