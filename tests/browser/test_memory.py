"""What Python leaves in its worker when it has started: what it was made of is let go of once it is in place."""

import json
from typing import Any

from playwright.sync_api import CDPSession

from tests.browser.conftest import Reader, until

MEGABYTE = 1024 * 1024
LEFT = 4 * MEGABYTE  # the snapshot's pages alone are more than three times as much
WAYS = ("HeapProfiler.collectGarbage", "Runtime.getHeapUsage")


class Workers:
    """The page's workers, over the DevTools protocol."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session
        self.found: list[str] = []
        self.answers: dict[int, dict[str, Any]] = {}
        session.on("Target.attachedToTarget", self._attached)
        session.on("Target.receivedMessageFromTarget", self._heard)
        options = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
        session.send("Target.setAutoAttach", options)

    def _attached(self, event: dict[str, Any]) -> None:
        if event["targetInfo"]["type"] == "worker" and event["targetInfo"]["url"].startswith("blob:"):
            self.found.append(event["sessionId"])

    def _heard(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        self.answers[message.get("id", 0)] = message.get("result", {})

    def usage(self, worker: str) -> dict[str, float]:
        """What a worker's script holds, its garbage collected."""
        self.answers.clear()
        for number, method in enumerate(WAYS, 1):
            message = json.dumps({"id": number, "method": method})
            self._session.send("Target.sendMessageToTarget", {"sessionId": worker, "message": message})

        def answered() -> bool:
            self._session.send("Runtime.evaluate", {"expression": "0"})  # Playwright hears nothing unless it asks
            return len(WAYS) in self.answers

        until(answered)
        return self.answers[len(WAYS)]


def test_the_files_that_python_starts_from_are_let_go_of(reader: Reader) -> None:
    reader.open("demos/bowl/").live().settles()
    workers = Workers(reader.page.context.new_cdp_session(reader.page))
    until(lambda: reader.heard() and workers.found)
    assert len(workers.found) == 1  # the one that brings the files is gone
    # Soon, if not at once: the end of a start may still be under way.
    until(lambda: workers.usage(workers.found[0])["backingStorageSize"] < LEFT, patience=20)
