"""Offline use can be ended for good; and where there is no storage, nobody misses it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error

from runtime.server import Server
from tests.browser.conftest import Reader, until
from tests.browser.offline.conftest import KEPT, READY, REGISTERED, SECOND, Builds, cut, says, visited


def nothing(reader: Reader) -> bool:
    """Whether no service worker is left, nor anything that one kept."""
    return [reader.page.evaluate(what) for what in (REGISTERED, KEPT, READY)] == [0, [], {}]


def test_offline_use_can_be_ended_for_good(
    builds: Builds, context: BrowserContext, host: Server, tab: Callable[[], Reader]
) -> None:
    reader = tab()
    assert visited(reader)
    assert reader.page.evaluate(REGISTERED) == 1
    assert reader.page.evaluate(READY)
    host.show(builds.without)
    reader.open().live()
    until(lambda: nothing(reader))
    assert says(reader) == SECOND
    reader.open().live()
    assert reader.page.evaluate(REGISTERED) == 0
    cut(context, host)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        reader.page.goto(host.address)


def test_the_retired_worker_alone_ends_it(
    builds: Builds, host: Server, tab: Callable[[], Reader], tmp_path: Path
) -> None:
    reader = tab()
    visited(reader)
    (tmp_path / "service-worker.js").write_bytes((builds.without / "service-worker.js").read_bytes())
    (tmp_path / "index.html").write_text("<h1>Another site</h1>", encoding="utf-8")
    host.show(tmp_path)
    reader.page.goto(host.address)
    until(lambda: nothing(reader))


FULL = {
    "full from the start": "Cache.prototype.put = async () => { throw new DOMException('', 'QuotaExceededError'); };",
    "full once installed": """
        const stored = Cache.prototype.put;
        let full = false;
        self.addEventListener("message", () => (full = true));
        Cache.prototype.put = async function (...entry) {
            if (full) throw new DOMException("", "QuotaExceededError");
            return stored.apply(this, entry);
        };""",
    "refused": """
        self.addEventListener("message", () => {
            CacheStorage.prototype.open = CacheStorage.prototype.match = CacheStorage.prototype.keys = async () => {
                throw new DOMException("", "SecurityError");
            };
        });""",
}


@pytest.mark.parametrize(
    "fault", ["refused", *(pytest.param(name, marks=pytest.mark.long) for name in FULL if "full" in name)]
)
def test_without_storage_everything_goes_on(
    fault: str, builds: Builds, host: Server, tab: Callable[[], Reader], tmp_path: Path
) -> None:
    site = Path(shutil.copytree(builds.first, tmp_path / "site"))
    worker = site / "service-worker.js"
    worker.write_text(FULL[fault] + worker.read_text(encoding="utf-8"), encoding="utf-8")
    host.show(site)
    reader = tab()
    reader.open().live()
    until(lambda: reader.page.evaluate("document.documentElement.dataset.offline") == "partly")
    for path in ("glossary/step/", ""):
        demo = reader.open(path).live()
        before = demo.settles().pictures
        demo.press("learning_rate", "End")
        assert demo.settles().pictures != before
    assert reader.troubles() == {"console": [], "failed": [], "elsewhere": []}
