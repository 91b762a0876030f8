"""The reader's own code is tried against all that a browser offers: nothing beyond its worker answers.

Every attempt is Python, as a reader would type or paste it. Besides the sandbox the page's policy stands; what is
tested here is refused by the first of them that it meets.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from runtime.server import Server
from tests.browser.conftest import Demo, Reader, until

STORED = "what this site has stored"

# What must not be there, by whatever way it is asked for.
GONE = """
    fetch XMLHttpRequest WebSocket WebSocketStream EventSource WebTransport RTCPeerConnection importScripts
    Worker SharedWorker ServiceWorkerContainer indexedDB IDBFactory caches CacheStorage BroadcastChannel
    MessageChannel MessagePort cookieStore document localStorage sessionStorage navigator location open
    postMessage close Notification FontFace fonts Request Response URL Blob File FileReader FileReaderSync
    createImageBitmap OffscreenCanvas webkitRequestFileSystem webkitRequestFileSystemSync StorageManager
    FileSystemHandle scheduler WorkerNavigator WorkerLocation Image Cache trustedTypes
"""

LEFT = """
    addEventListener atob btoa clearInterval clearTimeout console constructor crypto decodeURI
    decodeURIComponent dispatchEvent encodeURI encodeURIComponent escape eval globalThis isFinite isNaN
    onmessage parseFloat parseInt performance queueMicrotask removeEventListener self setInterval setTimeout
    structuredClone undefined unescape
"""

LOOK = """
import js
def found(name):
    ways = [js, js.self, js.globalThis, js.Object.getPrototypeOf(js.self), js.self.constructor.prototype]
    owner = js.self
    while owner:
        ways.append(owner)
        owner = js.Object.getPrototypeOf(owner)
    return any(getattr(way, name, None) is not None or js.Reflect.has(way, name) for way in ways)
print("REACHED", [name for name in NAMES if found(name)])
"""

# Each must raise.
TRIES = {
    "open_url": "from pyodide.http import open_url; open_url(HERE)",
    "pyfetch": "from pyodide.http import pyfetch; pyfetch(HERE).send(None)",
    "urllib": "import urllib.request; urllib.request.urlopen(THERE)",
    "socket": "import socket; socket.create_connection(('127.0.0.1', PORT), 1)",
    "eval": "import js; js.eval('1')",
    "run_js": "from pyodide.code import run_js; run_js('1')",
    "Function": "import js; js.Function('return 1')()",
    "Function by way of Object": "import js; js.Object.constructor('return 1')()",
    "Function by way of a method": "import js; js.Object.getPrototypeOf(js.Promise.resolve).constructor('return 1')()",
    "bind": "import js; js.Reflect.construct(js.Object.constructor, js.Array.of('return 1'))()",
    "eval by a proxy": "import js; js.Reflect.apply(js.eval, None, js.Array.of('1'))",
    "C's own eval": "import ctypes; ctypes.CDLL(None).emscripten_run_script(b'1')",
    "IndexedDB file system": "import pyodide_js as p; p.FS.mount(p.FS.filesystems.IDBFS, None, '/mnt'); "
    "p.FS.filesystems.IDBFS.getDB('/mnt', print)",
    "the door for imports": "from _knobs import fetch; fetch(HERE)",
    "the door, poisoned": "import js; from _knobs import fetch; js.Object.prototype.x = HERE; fetch('x')",
}
# These say nothing at once, and must come to nothing.
LATER = """
import js, pyodide_js as p
js.setTimeout("self.ran = 1", 0)
p._api.loadBinaryFile(HERE)
p._api.packageManager.downloadPackage('x', 'numpy', False)
p.loadPackage(HERE)
p._api.loadDynlib(HERE)
js.WebAssembly.compileStreaming(HERE)
"""
ASK = """
HERE, THERE, PORT = {here!r}, {there!r}, {port}
import asyncio, json
def attempt(code):
    try:
        exec(code, dict(HERE=HERE, THERE=THERE, PORT=PORT))
    except BaseException as error:
        return f"{{type(error).__name__}}: {{error}}"[:160]
    return ""
for code in LATER.strip().splitlines():
    attempt("import js, pyodide_js as p; " + code)
print("TRIED", json.dumps({{name: attempt(code) for name, code in TRIES.items()}}))
"""


@dataclass
class Box:
    """A page whose demo runs the reader's code, and another host that notes who calls."""

    reader: Reader
    demo: Demo
    there: Server

    def run(self, code: str, wanted: str) -> str:
        """Run code after the demo's own; return what it printed."""
        self.demo.element.evaluate(
            "(demo, code) => { demo.own ??= demo.code.text; demo.code.text = `${demo.own}\\n${code}`; }", code
        )
        self.demo.part("run").click()
        until(lambda: wanted in self.told)
        return self.told

    @property
    def told(self) -> str:
        """What stands below the editor."""
        return self.demo.part("told").inner_text()


@pytest.fixture(scope="module")
def box(chromium: Browser, site_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    """One start of Python for all tests here."""
    with Server(tmp_path_factory.mktemp("there")) as there:
        reader = Reader(chromium.new_page(), site_url)
        reader.page.add_init_script(STORE)
        demo = reader.open("embed/bowl/").live()
        demo.part("code").locator("summary").click()
        demo.part("edit").click()
        until(lambda: demo.part("editor").locator(".cm-content").count())
        yield Box(reader, demo, there)
        reader.page.close()


STORE = """
if (self === top) {
    localStorage.secret = "what this site has stored";
    document.cookie = "secret=yes";
    caches.open("secret").then((cache) => cache.put("secret", new Response("secret")));
    new BroadcastChannel("secret").onmessage = () => (globalThis.heard = true);
}
"""


def test_nothing_that_reaches_beyond_the_worker_is_left(box: Box) -> None:
    told = box.run(f"NAMES = {GONE.split()}\n{LOOK}", "REACHED")
    assert "REACHED []" in told


def test_only_the_language_and_clocks_are_left(box: Box) -> None:
    """A browser that comes to offer more does not offer it here."""
    code = """
import js
owner, names = js.self, set()
while js.Object.getPrototypeOf(owner):
    names |= set(js.Object.getOwnPropertyNames(owner).to_py())
    owner = js.Object.getPrototypeOf(owner)
kinds = sorted(n for n in names if not n[0].isupper())
print("LEFT", kinds)
"""
    told = box.run(code, "LEFT")
    left = told.split("LEFT ")[1].split("]")[0].strip("[").replace("'", "").split(", ")
    assert set(left) <= set(LEFT.split())


def test_no_way_round_reaches_anything(box: Box) -> None:
    requests: list[str] = []
    box.reader.page.on("request", lambda request: requests.append(request.url))
    asked = ASK.format(here=f"{box.reader.home}caught/", there=box.there.address, port=box.there.port)
    told = box.run(f"TRIES = {TRIES}\nLATER = {LATER!r}\n{asked}", "TRIED")
    answers = json.loads(told.split("TRIED ")[1].splitlines()[0])
    assert [name for name, error in answers.items() if not error] == [], answers
    assert "RAN None" in box.run("import js\nprint('RAN', getattr(js, 'ran', None))", "RAN")
    assert box.there.log == []
    assert [url for url in requests if "caught" in url or not url.startswith(box.reader.home)] == []


def test_what_the_library_still_lacks_is_fetched_for_it_all_the_same(box: Box) -> None:
    code = "import statistics, numpy.fft\nprint('FFT', numpy.fft.fft([1, 0]).real.tolist(), statistics.mean([1, 3]))"
    assert "FFT [1.0, 1.0] 2" in box.run(code, "FFT")


FORGED = """
import demos.kit.door as door
from demos.kit.verdict import Verdict
BAD = "<img src=x onerror='ran = 1'><script>ran = 2</script><meta http-equiv=refresh content='0; url=/'>"
BAD += "<a href='javascript:ran = 3'>x</a><iframe srcdoc='<script>parent.ran = 4</script>'></iframe>"
BAD += "<svg onload='ran = 5'><style>* { display: none }</style><use href='//127.0.0.1:9/#x'/>"
BAD += "<foreignObject><b id=evil style='x'>y</b></foreignObject><a href='//127.0.0.1:9/'><text>z</text></a></svg>"
BAD += "<form action='//127.0.0.1:9/'></form>"
def forged(frame, controls, old=door.plain):
    given = old(frame, controls)
    given["panels"] = [one + BAD for one in given["panels"]]
    given["verdict"]["html"] = given["verdict"]["regime"] = given["verdict"]["tone"] = BAD
    given["numbers"] = BAD
    for marks in given["marks"].values():
        marks.append({"place": 0.5, "setting": 1, "label": BAD, "ink": BAD})
    return given
door.plain = forged
print(BAD, "FORGED")
"""


def test_what_it_answers_brings_nothing_into_the_page(box: Box) -> None:
    box.reader.page.evaluate("ran = 0")
    box.run(FORGED, "FORGED")
    box.demo.settles()
    box.demo.part("keep").click()
    bad = "script, img, iframe, meta, form, foreignObject, use, style, [id=evil], [onload], [onerror], [href]"
    assert box.demo.element.evaluate("(demo, bad) => demo.querySelectorAll(`.kd-panels :is(${bad})`).length", bad) == 0
    inside = ".kd-said, .kd-marks, .kd-told, .kd-kept, .kd-regime"
    found = "(demo, [inside, bad]) => [...demo.querySelectorAll(inside)].filter((one) => one.querySelector(bad)).length"
    assert box.demo.element.evaluate(found, [inside, bad]) == 0
    assert box.reader.page.evaluate("ran") == 0
    assert box.reader.elsewhere == []


def test_an_answer_of_another_shape_ends_its_worker_and_the_figure_goes_on(box: Box) -> None:
    code = "import demos.kit.door as door\nprint('ODD')\ndoor.plain = lambda frame, controls: {'panels': 7}"
    box.demo.element.evaluate(
        "(demo, code) => { demo.code.stop(); demo.code.text = `${demo.own}\\n${code}`; demo.code.run(); }", code
    )
    until(lambda: "does not run" in box.told)
    assert box.demo.settles().state == "live"


def test_after_all_that_what_is_stored_is_as_it_was(box: Box) -> None:
    page = box.reader.page
    kept = page.evaluate(
        "async () => [localStorage.secret, document.cookie, await caches.keys(), globalThis.heard ?? null]"
    )
    assert kept[:2] == [STORED, "secret=yes"]
    assert [name for name in kept[2] if not name.startswith("knobs ")] == ["secret"]
    assert kept[3] is None


def test_the_charts_of_every_demo_come_through_whole(reader: Reader, site_url: str) -> None:
    page: Page = reader.page
    reader.apart()
    page.goto(f"{site_url}demos/")
    addresses = page.evaluate("[...new Set([...document.querySelectorAll('article a')].map((a) => a.href))]")
    pages = [one for one in addresses if one.startswith(f"{site_url}demos/") and one != f"{site_url}demos/"]
    assert len(pages) > 10
    altered = page.evaluate(
        """async (addresses) => {
            const knobs = document.querySelector("script[src$='knobs.js']").src;
            const { drawn } = await import(knobs.replace("knobs.js", "apart/tame.js"));
            const altered = [];
            for (const address of addresses) {
                const text = await (await fetch(address)).text();
                const other = new DOMParser().parseFromString(text, "text/html");
                const places = [...other.querySelectorAll(".kd-panel, .kd-said")];
                if (places.length < 2) altered.push(`${address} has none`);
                for (const { innerHTML } of places) if (drawn(innerHTML) !== innerHTML) altered.push(address);
            }
            return altered;
        }""",
        sorted({one.split("#")[0] for one in pages} - {f"{site_url}demos/"}),
    )
    assert altered == []
