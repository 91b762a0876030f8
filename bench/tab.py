"""A tab that nobody watches: what a test's tools record of a page they keep in the page's own process.

Playwright listens to every page of its own, so the browser keeps the body of each answer for it, up to 100 MB: what
grows then is the record. A tab outside of its contexts is left alone. It is driven by a few messages of the DevTools
protocol, which record nothing.
"""

import json
import time
from typing import Any

from playwright.sync_api import Browser

PAUSE = 0.01  # seconds between looks for an answer


class PageError(RuntimeError):
    """Something that the tab's page has raised, or a wait that was in vain."""


class Tab:
    """One tab of a browser: `evaluate` runs a function of the page's, `send` any command of the protocol."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self._session = chromium.new_browser_cdp_session()
        self._answers: dict[int, dict[str, Any]] = {}
        self._asked = 0
        self._session.on("Target.receivedMessageFromTarget", self._hear)
        target = self._session.send("Target.createTarget", {"url": address})["targetId"]
        attached = self._session.send("Target.attachToTarget", {"targetId": target, "flatten": False})
        self._id = attached["sessionId"]

    def _hear(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if event["sessionId"] == self._id and "id" in message:
            self._answers[message["id"]] = message

    def send(self, method: str, params: dict[str, Any] | None = None, patience: float = 120.0) -> dict[str, Any]:
        """One command and its answer; raises PageError where there is none in time."""
        self._asked += 1
        message = json.dumps({"id": self._asked, "method": method, "params": params or {}})
        self._session.send("Target.sendMessageToTarget", {"sessionId": self._id, "message": message})
        end = time.monotonic() + patience
        while self._asked not in self._answers:
            if time.monotonic() > end:
                raise PageError(f"{method}: no answer in {patience:.0f} s")
            time.sleep(PAUSE)
            self._session.send("Browser.getVersion")  # Playwright hears nothing unless it is asked something
        answer = self._answers.pop(self._asked)
        if "error" in answer:
            raise PageError(f"{method}: {answer['error']['message']}")
        return dict(answer["result"])

    def evaluate(self, function: str, argument: object = None, patience: float = 120.0) -> Any:
        """What a function of the page's returns, or its promise brings."""
        call = {"expression": f"({function})({json.dumps(argument)})", "awaitPromise": True, "returnByValue": True}
        answer = self.send("Runtime.evaluate", call, patience)
        if "exceptionDetails" in answer:
            raise PageError(answer["exceptionDetails"].get("exception", {}).get("description", "the page raised"))
        return answer["result"].get("value")

    def wait(self, function: str, argument: object = None, patience: float = 120.0) -> None:
        """Until a function of the page's says yes."""
        end = time.monotonic() + patience
        while not self.evaluate(function, argument):
            if time.monotonic() > end:
                raise PageError(f"waited in vain: {function}")
            time.sleep(0.1)
