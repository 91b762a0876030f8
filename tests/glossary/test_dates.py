"""The dates of an entry are the days of its first and last commits; without git they are what the writer wrote."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

from glossary import dates, entries

GOOD = Path(__file__).parent / "good" / "terms"
WRITTEN = {"batch": date(2026, 2, 1), "step": date(2026, 1, 31)}


def updated(terms: Path) -> dict[str, date]:
    found, _ = entries.read_all(terms)
    return dates.updated(found, dates.changes(found, terms))


def published(terms: Path) -> dict[str, date]:
    found, _ = entries.read_all(terms)
    return dates.published(found, dates.changes(found, terms))


def commit(folder: Path, day: str) -> None:
    """Commit everything, as if on that day."""
    who = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false"]
    for command in (["add", "."], [*who, "commit", "--quiet", "--message", day, "--date", f"{day}T12:00:00"]):
        subprocess.run(["git", *command], cwd=folder, check=True)


def repository(folder: Path) -> Path:
    """Make a repository with both entries, and a second commit that changes one."""
    terms = Path(shutil.copytree(GOOD, folder / "terms"))
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    commit(folder, "2026-03-01")
    with (terms / "step.md").open("a", encoding="utf-8") as file:
        file.write("\n")
    commit(folder, "2026-04-02")
    return terms


def test_each_entry_has_the_day_of_its_own_last_commit(tmp_path: Path) -> None:
    terms = repository(tmp_path)
    assert updated(terms) == {"batch": date(2026, 3, 1), "step": date(2026, 4, 2)}
    assert published(terms) == {"batch": date(2026, 3, 1), "step": date(2026, 3, 1)}


def test_the_changes_are_told_the_latest_first(tmp_path: Path) -> None:
    found = dates.changes(entries.read_all(terms := repository(tmp_path))[0], terms)
    assert [change.subject for change in found["step"]] == ["2026-04-02", "2026-03-01"]
    assert [change.day for change in found["batch"]] == [date(2026, 3, 1)]


def test_a_new_file_has_the_day_written_in_it(tmp_path: Path) -> None:
    terms = repository(tmp_path)
    (terms / "step.md").rename(terms / "pace.md")
    assert updated(terms) == {"batch": date(2026, 3, 1), "pace": date(2026, 1, 31)}


def test_without_a_repository_the_writer_is_believed(tmp_path: Path) -> None:
    terms = Path(shutil.copytree(GOOD, tmp_path / "terms"))
    assert updated(terms) == published(terms) == WRITTEN
    assert dates.changes(entries.read_all(terms)[0], terms) == {"batch": [], "step": []}


def test_a_shallow_clone_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "origin").mkdir()
    repository(tmp_path / "origin")
    clone = ["git", "clone", "--quiet", "--depth", "1", f"file://{tmp_path}/origin", str(tmp_path / "clone")]
    subprocess.run(clone, check=True)
    assert updated(tmp_path / "clone" / "terms") == WRITTEN
