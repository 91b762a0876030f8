"""One day for each entry, wherever it is told: in the page, its head, its JSON-LD, the sitemap, the lists, the feed."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup

FIRST, SECOND = "2026-03-01", "2026-04-02"
Said = list[str]


def commit(folder: Path, day: str) -> None:
    """Commit everything, as if on that day."""
    who = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false"]
    for command in (["add", "docs", "glossary"], [*who, "commit", "--quiet", "-m", f"Of {day}", "--date", f"{day}T12:00"]):
        subprocess.run(["git", *command], cwd=folder, check=True)


def repository(folder: Path) -> None:
    """Make a repository of the copy; the second commit changes one entry and one page."""
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    commit(folder, FIRST)
    for name in ("glossary/terms/step.md", "docs/about.md"):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("\nOnce more, with another word.\n" if name == "docs/about.md" else "\n")
    commit(folder, SECOND)


def told(site: Path, slug: str) -> set[tuple[str, str]]:
    """Return every pair of days, published and updated, that the site tells of an entry."""
    soup = BeautifulSoup((site / "glossary" / slug / "index.html").read_text(encoding="utf-8"), "html.parser")
    first, last = (str(time["datetime"]) for time in soup.select("p.colophon time"))
    (top,) = (str(time["datetime"]) for time in soup.select("p.meta time"))
    head = {str(tag.get("property")): str(tag["content"]) for tag in soup.select("meta[property]")}
    (script,) = soup.select("script[type='application/ld+json']")
    article = json.loads(script.get_text())["@graph"][0]
    fact = next(f for f in json.loads((site / "glossary.json").read_text(encoding="utf-8"))["terms"] if f["id"] == slug)
    entry = (site / "feed.xml").read_text(encoding="utf-8").partition(f"/glossary/{slug}/</id>")[2]
    feed = tuple(re.findall(r"<(?:published|updated)>([\d-]+)T", entry)[:2])
    return {
        (first, last),
        (first, top),
        (first, lastmod(site, f"glossary/{slug}/")),
        (head["article:published_time"], head["article:modified_time"]),
        (article["datePublished"], article["dateModified"]),
        (fact["published"], fact["updated"]),
        (feed[0], feed[1]),
    }


def lastmod(site: Path, path: str) -> str:
    """Return the day that the sitemap gives a page."""
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    match = re.search(rf"<loc>http://127.0.0.1:8000/{path}</loc>\s*(?:<lastmod>(.*?)</lastmod>)?", text)
    assert match is not None
    return match[1] or ""


def test_the_days_are_those_of_git_and_the_changes_are_listed(copy: Path, strictly: Callable[[], Said]) -> None:
    repository(copy)
    assert strictly() == []
    site = copy / "site"
    assert told(site, "batch") == {(FIRST, FIRST)}
    assert told(site, "step") == {(FIRST, SECOND)}
    assert (lastmod(site, "about/"), lastmod(site, "how-it-works/")) == (SECOND, FIRST)
    assert lastmod(site, "glossary/") == lastmod(site, "start/") == SECOND
    soup = BeautifulSoup((site / "changes" / "index.html").read_text(encoding="utf-8"), "html.parser")
    lists = [[" ".join(item.get_text().split()) for item in each.select("li")] for each in soup.select(".changes")]
    assert lists == [["1 Mar 2026 Of 2026-03-01"], ["2 Apr 2026 Of 2026-04-02", "1 Mar 2026 Of 2026-03-01"]]


def test_without_git_the_days_are_those_written(copy: Path, strictly: Callable[[], Said]) -> None:
    assert strictly() == []
    site = copy / "site"
    assert told(site, "batch") == {("2026-02-01", "2026-02-01")}
    assert told(site, "step") == {("2026-01-31", "2026-01-31")}
    assert lastmod(site, "glossary/") == "2026-02-01"
    assert lastmod(site, "about/") == ""
    assert "without the history" in (site / "changes" / "index.html").read_text(encoding="utf-8")
