"""The one static server: `make serve`, the tests and the benchmarks all look at the site through it.

It answers as a static host does (right types, gzip, entity tags, a 404 page, a base path) and can be made slow.
"""

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

from runtime.content import Content, Entity
from runtime.line import Line

HOST = "127.0.0.1"
NOTHING = Entity("text/plain; charset=utf-8", '"nothing"', b"not found\n", None)


@dataclass(frozen=True)
class Request:
    """One line of the log."""

    method: str
    path: str
    status: int
    sent: int  # bytes of the body as they went over the line


@dataclass
class Server:
    """Serve `folder` at `address`; use it as a context, or call start() and stop()."""

    folder: Path
    base: str = "/"  # begins and ends with a slash
    port: int = 0  # 0: any that is free
    line: Line = field(default_factory=Line)
    headers: dict[str, str] = field(default_factory=dict)  # sent with every answer
    headers_of: Callable[[str], dict[str, str]] = lambda _path: {}  # sent with what lies at this address besides
    log: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.content = Content(self.folder)
        self._http = _Http((HOST, self.port), self)
        self.port = self._http.server_port

    @property
    def address(self) -> str:
        """The site's address, with its base path."""
        return f"http://{HOST}:{self.port}{self.base}"

    def show(self, folder: Path) -> None:
        """Serve another folder from now on."""
        self.content = Content(folder)

    def start(self) -> Self:
        """Serve in a thread of its own."""
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def stop(self) -> None:
        """Close the port."""
        self._http.shutdown()
        self._http.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, place: tuple[str, int], site: Server) -> None:
        super().__init__(place, _Handler)
        self.site = site

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves a page drops its connections: nothing to tell. Anything else is a fault of ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections are kept, as a real host keeps them
    disable_nagle_algorithm = True  # or small answers wait for the client's acknowledgement
    server: _Http

    def do_GET(self) -> None:
        site, path = self.server.site, unquote(urlsplit(self.path).path)
        below = path[len(site.base) :] if path.startswith(site.base) else None
        found = site.content.find(below) if below is not None else None
        if found:
            self._answer(HTTPStatus.OK, site.content.entity(found))
        elif below is not None and site.content.find(f"{below}/"):
            self._send(HTTPStatus.MOVED_PERMANENTLY, {"Location": f"{path}/"}, b"")
        else:
            self._missing(site.content)

    do_HEAD = do_GET  # noqa: N815 - http.server finds it by this name

    def _missing(self, content: Content) -> None:
        page = content.find("404.html")
        self._answer(
            HTTPStatus.NOT_FOUND, content.entity(page) if page else Entity("text/plain", '""', b"not found\n", None)
        )

    def _answer(self, status: int, entity: Entity) -> None:
        if status == HTTPStatus.OK and self.headers.get("If-None-Match") == entity.tag:
            self._send(HTTPStatus.NOT_MODIFIED, {"ETag": entity.tag, "Cache-Control": "no-cache"}, b"")
            return
        headers = {"Content-Type": entity.type, "ETag": entity.tag, "Cache-Control": "no-cache"}
        body = entity.plain
        if entity.gzip is not None:
            headers["Vary"] = "Accept-Encoding"
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                headers["Content-Encoding"], body = "gzip", entity.gzip
        self._send(status, headers, body)

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        site = self.server.site
        time.sleep(site.line.latency)
        self.send_response(status)
        if status != HTTPStatus.NOT_MODIFIED:
            headers["Content-Length"] = str(len(body))
        for name, value in (headers | site.headers | site.headers_of(urlsplit(self.path).path)).items():
            self.send_header(name, value)
        self.end_headers()
        sent = body if self.command == "GET" else b""
        site.log.append(Request(self.command, self.path, status, len(sent)))
        site.line.send(sent, self.wfile)

    def log_message(self, *_: object) -> None:
        """Say nothing: Server.log has it all."""
