"""A page of each kind, and everything of it opened: what the tests of accessibility look at."""

from playwright.sync_api import Page

from tests.browser.conftest import Demo, Reader, until

KINDS = {
    "home": "",
    "entry": "glossary/hyperparameter/",
    "list": "glossary/",
    "gallery": "demos/",
    "demo": "demos/playground/",
    "embed": "embed/bowl/",
    "calculator": "calculator/",
    "documentation": "start-up/",
}


def everything(reader: Reader, path: str) -> Page:
    """Open a page, and on it all that opens: each demo live, with a kept run, and its code in the editor."""
    reader.open(path)
    until(lambda: not reader.page.locator(".part:not(.laid)").count())
    for i in range(reader.page.locator("knob-demo").count()):
        opened(reader.demo(i))
    reader.page.evaluate("document.querySelectorAll('main details').forEach((each) => (each.open = true))")
    for more in reader.page.locator(".kc-more").all():
        more.click()
    return reader.page


def opened(demo: Demo) -> None:
    """All of one demo."""
    demo.element.scroll_into_view_if_needed()
    demo.live().more()
    demo.settles().part("keep").click()
    demo.part("code").locator("summary").click()
    demo.part("edit").click()
    until(lambda: demo.part("editor").locator(".cm-content").count())
    demo.settles()
