"""All demos on one page, each alone on its own, and each on somebody else's page."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import demos
from runtime.server import Server
from tests.browser.conftest import Reader, until


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Somebody else's site, with one page that holds some HTML; its address."""
    server = Server(tmp_path).start()

    def publish(html: str) -> str:
        head = "<!doctype html><html lang=en><title>Blog</title><link rel=icon href=data:,>"
        text = f"{head}<body>{html}</body></html>"
        (tmp_path / "index.html").write_text(text, encoding="utf-8")
        return server.address

    yield publish
    server.stop()


def test_from_the_list_to_a_demo_with_all_its_knobs(reader: Reader) -> None:
    reader.open("demos/")
    assert reader.page.locator(".exhibit").count() == len(demos.names())
    reader.page.get_by_role("link", name="What a penalty does").click()
    until(lambda: reader.page.url.endswith("/demos/penalty/"))
    demo = reader.demo().live()
    assert all(demo.knob(name).is_visible() for name in demo.knobs)
    assert not demo.part("open").is_visible()
    demo.type("strength", 1)
    assert demo.settles().verdict.startswith("Regularized.")
    assert reader.troubles() == {"console": [], "failed": [], "elsewhere": []}


def test_the_list_fits(reader: Reader) -> None:
    for width in (360, 1280):
        reader.page.set_viewport_size({"width": width, "height": 740})
        reader.open("demos/")
        assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


@pytest.mark.long
@pytest.mark.parametrize("name", demos.names())
def test_every_embedded_demo_lives(reader: Reader, name: str) -> None:
    demo = reader.open(f"embed/{name}/").live()
    assert reader.page.locator(".md-header, .site-footer").count() == 0
    assert demo.part("verdict").is_visible()
    assert reader.troubles() == {"console": [], "failed": [], "elsewhere": []}


def test_the_code_shows_the_demo_as_it_stands_on_another_site(
    new_reader: Callable[..., Reader], elsewhere: Callable[[str], str]
) -> None:
    giver = new_reader()
    demo = giver.open("glossary/hyperparameter/").live()
    demo.more()
    demo.type("learning_rate", 0.21)
    demo.element.locator('[data-take="embed"]').click()
    until(lambda: demo.element.locator("textarea").count() == 1)
    code = demo.element.locator("textarea").input_value()
    assert re.match(r'<iframe src="[^"]+/embed/bowl/#demo=bowl&amp;learning_rate=0.21" title="Hyperparameter" ', code)
    blog = new_reader()
    blog.page.goto(elsewhere(code))
    frame = blog.page.frame_locator("iframe")
    until(lambda: frame.locator("knob-demo").get_attribute("data-from") == "python")
    assert frame.locator(".kd-regime").inner_text() == "Diverging."
    with blog.page.context.expect_page() as opening:
        frame.get_by_role("link", name="What one step size does").click()
    there = opening.value
    until(lambda: "/demos/bowl/#demo=bowl&learning_rate=0.21" in there.url)
    assert blog.console == []


def test_an_embedded_demo_keeps_to_itself(reader: Reader) -> None:
    """No service worker for a page that somebody else shows."""
    reader.open("embed/bowl/").live()
    reader.page.wait_for_timeout(3500)  # as long as a page of ours waits before it registers one
    assert reader.page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


@pytest.mark.parametrize(("scheme", "card"), [("light", "rgb(247, 248, 250)"), ("dark", "rgb(27, 32, 39)")])
def test_it_is_as_light_or_dark_as_the_readers_system(
    new_reader: Callable[..., Reader], scheme: str, card: str
) -> None:
    """Without a script, too."""
    reader = new_reader(color_scheme=scheme, java_script_enabled=False)
    demo = reader.open("embed/bowl/")
    assert demo.element.locator("figure").evaluate("figure => getComputedStyle(figure).backgroundColor") == card


def test_search_engines_get_the_demos_but_not_the_embedded_ones(site: Path) -> None:
    addresses = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "/demos/</loc>" in addresses
    assert all(f"/demos/{name}/</loc>" in addresses for name in demos.names())
    assert "/embed/" not in addresses
    assert "embed/" not in (site / "search" / "search_index.json").read_text(encoding="utf-8").split('"location"')[0]


def test_they_say_what_they_are_to_machines(site: Path, site_url: str) -> None:
    def said(path: str) -> dict[str, object]:
        soup = BeautifulSoup((site / path / "index.html").read_text(encoding="utf-8"), "html.parser")
        (script,) = soup.select("head script[type='application/ld+json']")
        (node,) = json.loads(script.get_text())["@graph"]
        found: dict[str, object] = node
        return found

    parts = said("demos")["hasPart"]
    assert isinstance(parts, list)
    assert [part["url"] for part in parts] == [f"{site_url}demos/{name}/" for name in demos.names()]
    bowl = said("demos/bowl")
    assert (bowl["name"], bowl["learningResourceType"]) == ("What one step size does", "simulation")
    assert {"@id": f"{site_url}glossary/hyperparameter/#term"} in bowl["about"]  # type: ignore[operator]
