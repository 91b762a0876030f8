"""The server answers as a static host does, and as slowly as it is told."""

import gzip
import http.client
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from runtime.line import Line
from runtime.server import Request, Server

PAGE = "<!doctype html><title>Knobs</title>" + "<p>words</p>" * 200
NOISE = bytes(range(256)) * 400  # 102 400 bytes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small site."""
    site = tmp_path / "site"
    (site / "epoch").mkdir(parents=True)
    (site / "index.html").write_text(PAGE, encoding="utf-8")
    (site / "epoch" / "index.html").write_text(PAGE, encoding="utf-8")
    (site / "404.html").write_text("<p>not here</p>", encoding="utf-8")
    for name in ("a.mjs", "a.wasm", "a.whl", "a.woff2", "a.svg", "a.json"):
        (site / name).write_bytes(NOISE)
    (tmp_path / "secret.txt").write_text("outside", encoding="utf-8")
    return site


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    """The site, below a base path."""
    with Server(folder, base="/knobs/") as running:
        yield running


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    """One request, as raw as can be: nothing is unpacked or followed."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_a_page_is_served_below_the_base_path(server: Server) -> None:
    answer, body = ask(server, "/knobs/epoch/?learning_rate=0.1")
    assert (answer.status, body.decode()) == (200, PAGE)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert server.address == f"http://127.0.0.1:{server.port}/knobs/"


@pytest.mark.parametrize("path", ["/", "/epoch/", "/knobs/nothing", "/knobs/../secret.txt", "/knobs/%2e%2e/secret.txt"])
def test_elsewhere_is_the_sites_own_404_page(server: Server, path: str) -> None:
    answer, body = ask(server, path)
    assert (answer.status, body) == (404, b"<p>not here</p>")


def test_a_folder_without_its_slash_is_sent_on(server: Server) -> None:
    answer, _ = ask(server, "/knobs/epoch")
    assert (answer.status, answer.headers["Location"]) == (301, "/knobs/epoch/")


@pytest.mark.parametrize(
    ("name", "kind", "packed"),
    [
        ("a.mjs", "text/javascript; charset=utf-8", True),
        ("a.wasm", "application/wasm", True),
        ("a.json", "application/json", True),
        ("a.svg", "image/svg+xml", True),
        ("a.whl", "application/zip", False),
        ("a.woff2", "font/woff2", False),
    ],
)
def test_types_and_gzip(server: Server, name: str, kind: str, *, packed: bool) -> None:
    answer, body = ask(server, f"/knobs/{name}", Accept_Encoding="gzip, br")
    assert answer.headers["Content-Type"] == kind
    assert (answer.headers["Content-Encoding"] == "gzip") is packed
    assert (gzip.decompress(body) if packed else body) == NOISE


def test_without_gzip_accepted_the_plain_bytes_come(server: Server) -> None:
    answer, body = ask(server, "/knobs/a.wasm")
    assert (answer.headers["Content-Encoding"], body) == (None, NOISE)


def test_what_is_known_is_not_sent_again_until_it_changes(server: Server, folder: Path) -> None:
    tag = ask(server, "/knobs/")[0].headers["ETag"]
    answer, body = ask(server, "/knobs/", If_None_Match=tag)
    assert (answer.status, body) == (304, b"")
    (folder / "index.html").write_text("new", encoding="utf-8")
    answer, body = ask(server, "/knobs/", If_None_Match=tag)
    assert (answer.status, body) == (200, b"new")


def test_head_tells_the_size_and_sends_nothing(server: Server) -> None:
    answer, body = ask(server, "/knobs/a.whl", "HEAD")
    assert (answer.headers["Content-Length"], body) == (str(len(NOISE)), b"")


def test_one_connection_serves_many_requests(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.connect()
    socket = connection.sock
    for _ in range(3):
        connection.request("GET", "/knobs/a.whl")
        assert connection.getresponse().read() == NOISE
        assert connection.sock is socket
    connection.close()


def test_every_request_is_in_the_log(server: Server) -> None:
    ask(server, "/knobs/a.whl")
    ask(server, "/knobs/nothing")
    assert server.log[0] == Request("GET", "/knobs/a.whl", 200, len(NOISE))
    assert (server.log[1].path, server.log[1].status) == ("/knobs/nothing", 404)


def test_a_slow_line_takes_its_time(folder: Path) -> None:
    with Server(folder, line=Line(bytes_per_second=400_000)) as server:
        start = time.monotonic()
        assert ask(server, "/a.whl")[1] == NOISE
        assert 0.25 < time.monotonic() - start < 2  # 102 400 bytes at 400 000 a second: 0.256 s


def test_all_connections_share_one_line(folder: Path) -> None:
    with Server(folder, line=Line(bytes_per_second=400_000)) as server, ThreadPoolExecutor(4) as readers:
        start = time.monotonic()
        answers = list(readers.map(lambda _: ask(server, "/a.whl")[1], range(4)))
        assert answers == [NOISE] * 4
        assert 1.0 < time.monotonic() - start < 4  # four times 102 400 bytes at 400 000 a second: 1.02 s


def test_latency_comes_before_each_answer(folder: Path) -> None:
    with Server(folder, line=Line(latency=0.2)) as server:
        start = time.monotonic()
        ask(server, "/")
        assert 0.2 <= time.monotonic() - start < 2


def test_headers_can_be_added_to_every_answer(folder: Path) -> None:
    with Server(folder, headers={"X-Knobs": "yes"}) as server:
        assert ask(server, "/nothing")[0].headers["X-Knobs"] == "yes"


def test_another_folder_can_be_shown(server: Server, tmp_path: Path) -> None:
    (tmp_path / "next").mkdir()
    (tmp_path / "next" / "index.html").write_text("next", encoding="utf-8")
    server.show(tmp_path / "next")
    assert ask(server, "/knobs/")[1] == b"next"
