"""The built site, at the address it was built for, in a real browser: what all browser tests stand on."""

from pathlib import Path

from playwright.sync_api import Browser


def test_the_home_page_opens_below_its_base_path_and_asks_nobody_else(chromium: Browser, site_url: str) -> None:
    page = chromium.new_page()
    asked: list[tuple[int, str]] = []
    page.on("response", lambda response: asked.append((response.status, response.url)))
    page.goto(site_url, wait_until="load")
    assert page.locator("link[rel=canonical]").get_attribute("href") == site_url
    page.close()
    assert (200, site_url) in asked
    assert [one for one in asked if one[0] >= 400 or not one[1].startswith((site_url, "blob:", "data:"))] == []


def test_the_site_holds_the_browsers_python_and_the_fonts(site: Path) -> None:
    assert len(list(site.glob("assets/python-*/manifest.json"))) == 1
    assert len(list(site.glob("assets/fonts-*/stix-two-math.woff2"))) == 1
