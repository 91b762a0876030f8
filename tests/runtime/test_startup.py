"""Python starts the quick way where it can, another way where it cannot, and says in words when there is none."""

import gzip
import json
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from runtime import paths
from runtime.line import Line
from runtime.server import Server

ENTRY = "glossary/hyperparameter/"
PATIENCE = 60.0
SCRIPTS = paths.ROOT / "docs" / "assets" / "javascripts"
PLAIN = 9.2e6  # bytes that a plain page sends before its first picture


@dataclass
class Visit:
    """A copy of the site that a test may spoil, and a reader in front of it."""

    server: Server
    page: Page

    @property
    def python(self) -> Path:
        """The bundle's folder."""
        return self.server.folder / "assets" / "python"

    def file(self, role: str) -> Path:
        """A file of the bundle."""
        (path,) = self.python.parent.glob("python-*/manifest.json")
        manifest = json.loads(path.read_text(encoding="utf-8"))
        return self.python / str(manifest["entry"][role])

    def open(self) -> "Visit":
        """Open an entry, and wait until its demo is live or has failed."""
        self.page.goto(self.server.address + ENTRY)
        return self.wait("live", "failed")

    def wait(self, *states: str) -> "Visit":
        """Wait until the demo is in one of these states."""
        start = time.monotonic()
        while self.state not in states:
            assert time.monotonic() - start < PATIENCE, f"still {self.state}"
            self.page.wait_for_timeout(20)
        return self

    @property
    def state(self) -> str | None:
        """What the demo says of itself."""
        return self.page.locator("knob-demo").get_attribute("data-state")

    @property
    def message(self) -> str:
        """What the reader is told."""
        return self.page.locator(".kd-message").inner_text()

    def asked(self, role: str) -> int:
        """How often a file of the bundle was asked for."""
        return sum(request.path.endswith(self.file(role).name) for request in self.server.log)


@pytest.fixture
def visit(chromium: Browser, site: Path, tmp_path: Path) -> Iterator[Visit]:
    """A visit with an empty cache to a copy of the site."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    with Server(copy, base="/knobs/") as server:
        context = chromium.new_context()
        yield Visit(server, context.new_page())
        context.close()


def test_a_fast_line_starts_from_the_snapshot_in_fewer_bytes_than_a_plain_page(visit: Visit) -> None:
    assert visit.open().state == "live"
    assert (visit.asked("snapshot"), visit.asked("modules")) == (1, 0)
    assert sum(request.sent for request in visit.server.log) < PLAIN


def test_a_slow_line_starts_from_bytecode_in_far_fewer(visit: Visit) -> None:
    visit.server.line = Line(bytes_per_second=1_000_000)
    assert visit.open().state == "live"
    assert (visit.asked("snapshot"), visit.asked("modules"), visit.asked("python_stdlib.zip")) == (0, 1, 0)
    assert sum(request.sent for request in visit.server.log) < 0.75 * PLAIN


def missing(path: Path) -> None:
    """Take the file away."""
    path.unlink()


def altered(path: Path) -> None:
    """Change one bit."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def another(path: Path) -> None:
    """Put a file there that unpacks well and is not ours."""
    plan = json.dumps({"plan": 2, "pages": 0}).encode()
    path.write_bytes(gzip.compress(len(plan).to_bytes(4, "little") + plan + b"{}"))


def shortened(path: Path) -> None:
    """Cut it off in the middle."""
    path.write_bytes(path.read_bytes()[:500_000])


LONG = [pytest.param(each, marks=pytest.mark.long) for each in (another, shortened)]


@pytest.mark.parametrize("spoil", [missing, altered, *LONG])
def test_a_spoilt_snapshot_is_noticed_and_bytecode_follows_by_itself(
    visit: Visit, spoil: Callable[[Path], None]
) -> None:
    spoil(visit.file("snapshot"))
    assert visit.open().state == "live"
    assert visit.asked("modules") == 1


CROSSED = [pytest.param(*each, marks=pytest.mark.long) for each in (("wasm", altered), ("libraries", missing))]


@pytest.mark.parametrize(("role", "spoil"), [("wasm", missing), ("libraries", altered), *CROSSED])
def test_what_nothing_replaces_is_told_soon_in_words_and_retried(
    visit: Visit, role: str, spoil: Callable[[Path], None]
) -> None:
    whole = visit.file(role).read_bytes()
    spoil(visit.file(role))
    visit.page.add_init_script("""addEventListener("DOMContentLoaded", () => {
        globalThis.states = [];
        const demo = document.querySelector("knob-demo");
        new MutationObserver(() => states.push(demo.dataset.state)).observe(demo, { attributes: true });
    });""")
    start = time.monotonic()
    assert visit.open().state == "failed"
    assert time.monotonic() - start < 20
    assert "Python cannot run here" in visit.message
    if spoil is missing:
        assert visit.file(role).name in visit.message
        assert "404" in visit.message
    assert "live" not in visit.page.evaluate("states")
    visit.file(role).write_bytes(whole)
    visit.page.get_by_role("button", name="Try again").click()
    assert visit.wait("live").state == "live"


@pytest.mark.long
def test_an_altered_script_of_the_release_is_refused_before_it_runs(visit: Visit) -> None:
    for role in ("pyodide.mjs", "pyodide.asm.mjs"):
        path = visit.file(role)
        whole = path.read_bytes()
        path.write_bytes(whole + b'\npostMessage({ failed: "what was altered ran" });\n')
        assert visit.open().state == "failed"
        assert f"{path.name} is not the file that was built" in visit.message
        path.write_bytes(whole)
        visit.page.get_by_role("button", name="Try again").click()
        assert visit.wait("live").state == "live"


def test_progress_tells_stages_and_real_bytes(visit: Visit) -> None:
    visit.page.goto(visit.server.address)
    heard: list[dict[str, Any]] = visit.page.evaluate(
        """async (address) => {
            const { python } = await import(address);
            const heard = [];
            python.onprogress((progress) => heard.push(progress));
            await python.start();
            return heard;
        }""",
        f"{visit.server.address}{apart(visit)}/python.js",
    )
    fetching = [one for one in heard if one["stage"] == "fetching"]
    assert [one["stage"] for one in heard] == ["fetching"] * len(fetching) + ["importing"]
    loaded = [one["loaded"] for one in fetching]
    assert loaded == sorted(loaded)
    sizes = sum(visit.file(role).stat().st_size for role in ("wasm", "libraries", "snapshot"))
    assert (fetching[-1]["loaded"], fetching[-1]["total"]) == (sizes, sizes)


WORKER = """async ({ base, scripts, list, way, codes }) => {
    const script = `
        import { Files } from "${base}${scripts}/runtime-files.js";
        import * as start from "${base}${scripts}/runtime-start.js";
        const home = new URL("${base}assets/python/");
        const manifest = await (await fetch("${base}${list}")).json();
        const files = new Files(home, manifest, () => {});
        const python = await start["${way}"](files, start.parts(files));
        start.furnish(python, files);
        const run = (code) => {
            try { return String(python.runPython(code)); }
            catch (error) { return error.message.trim().split("\\\\n").pop(); }
        };
        postMessage(${JSON.stringify(codes)}.map(run));
    `;
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })), { type: "module" });
    return await new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = (event) => reject(new Error(event.message));
    });
}"""


def placed(visit: Visit, name: str) -> str:
    """Where an asset lies: its folder's name holds a hash."""
    folder, _, rest = name.partition("/")
    (path,) = visit.server.folder.glob(f"assets/{folder}-*/{rest}")
    return path.relative_to(visit.server.folder).as_posix()


def apart(visit: Visit) -> str:
    """The scripts as they were written, beside those that the build has joined: their folder."""
    joined = (visit.server.folder / placed(visit, "javascripts/knobs.js")).parent
    shutil.copytree(SCRIPTS, joined, dirs_exist_ok=True)
    named = f'"../../{placed(visit, "python/manifest.json")}"'.replace("../assets/", "")
    workers = joined / "workers.js"
    workers.write_text(workers.read_text("utf-8").replace('"../python/manifest.json"', named), "utf-8")
    return joined.relative_to(visit.server.folder).as_posix()


def run(visit: Visit, way: str, *codes: str) -> list[str]:
    """What a reader's own code would give, one after another, in a Python that was started this way."""
    visit.page.goto(visit.server.address)
    places = {"scripts": apart(visit), "list": placed(visit, "python/manifest.json")}
    told = {"base": visit.server.address, **places, "way": way, "codes": codes}
    answers: list[str] = visit.page.evaluate(WORKER, told)
    return answers


WAYS = pytest.mark.parametrize("way", ["fromSnapshot", "fromModules"])
CODE = {
    "import wave, colorsys; colorsys.rgb_to_hsv(1, 0, 0)[2]": "1",
    "import xml.etree.ElementTree as tree; tree.fromstring('<a><b/></a>')[0].tag": "b",
    "import encodings.idna, ctypes; ctypes.sizeof(ctypes.c_double)": "8",
    "import numpy as np; round(float(np.fft.fft(np.ones(8))[0].real), 9)": "8",
    "import numpy as np; np.random.default_rng(0).integers(5, 6)": "5",
    "import numpy.ma as ma; ma.array([1, 2], mask=[0, 1]).sum()": "1",
    "import numpy as np; np.polynomial.Polynomial([1, 2])(3)": "7",
    "import numpy as np; np.linalg.solve(np.eye(2) * 4, np.ones(2)).tolist()": "[0.25, 0.25]",
    "assert False, 'assertions hold'": "AssertionError: assertions hold",
    "import numpy.nothing": "ModuleNotFoundError: No module named 'numpy.nothing'",
}


@WAYS
def test_a_readers_code_can_import_the_rest_of_library_and_numpy(visit: Visit, way: str) -> None:
    assert dict(zip(CODE, run(visit, way, *CODE), strict=True)) == CODE


@WAYS
def test_what_cannot_be_fetched_later_is_an_import_error_in_words(visit: Visit, way: str) -> None:
    missing(visit.file("numpy.whl"))
    altered(visit.file("python_stdlib.zip"))
    assert run(visit, way, "import numpy.fft", "import wave") == [
        "ImportError: numpy.whl is fetched when first needed, and could not be: Error: status 404",
        "ImportError: python_stdlib.zip is not the file that was built",
    ]


def test_random_numbers_differ_from_visit_to_visit(visit: Visit) -> None:
    first, second = (run(visit, "fromSnapshot", "import random; random.random()") for _ in range(2))
    assert first != second
