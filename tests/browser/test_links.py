"""Whatever a link says, it moves knobs within their limits, or is told in words; it brings nothing into the page."""

import json
from random import Random
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader, until

SEED = 20261122
# Between them every kind of knob.
DEMOS = [("capacity", 60), *(pytest.param(name, 300, marks=pytest.mark.long) for name in ("playground", "penalty"))]
MARKUP = (
    "<img src=x onerror=ran=1>",
    "<script>ran=1</script>",
    '"><svg onload=ran=1>',
    "javascript:ran=1",
    "' onmouseover='ran=1",
    "</title><iframe srcdoc='<script>parent.ran=1</script>'>",
    "${ran=1}",
    "{{ran=1}}",
    "&lt;b&gt;&#60;b&#62;",
)
ODD = (
    *(
        "",
        " ",
        "NaN",
        "Infinity",
        "-Infinity",
        "-0",
        "1e999",
        "-1e999",
        "0x10",
        "1_000",
        "1,5",
        "١٢",
        "true",
        "false",
        "null",
    ),
    *(
        "undefined",
        "[object Object]",
        "constructor",
        "__proto__",
        "toString",
        "hasOwnProperty",
        "none",
        "l1",
        "\0",
        "\u202e",
    ),
    *(
        "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        "😀" * 50,
        "٪",
        "%",
        "%zz",
        "%00",
        "a" * 100_000,
    ),
    *("1" * 50_000, "0.5,0.5 " * 5000, "0.1,0.2 0.3,0.4", "-" * 50_000, "1," * 20_000, "\n\r\t"),
)
NAMES = (
    *("demo", "kept", "learning_rate", "epochs", "seed", "degree", "strength", "penalty", "own", "width", "activation"),
    *("constructor", "__proto__", "toString", "valueOf", "hasOwnProperty", "then", "q", "h", "nonsense"),
)


def link(chance: Random, demo: str) -> str:
    """One link: some pairs of names and values, some of them repeated, some not written as a link is."""
    pairs = [("demo", demo)]
    for _ in range(chance.randrange(1, 9)):
        name = chance.choice([*NAMES, *MARKUP])
        number = repr(chance.choice([chance.uniform(-5, 5), chance.lognormvariate(0, 12), chance.randrange(-10, 9999)]))
        value = chance.choice([number, number, chance.choice(MARKUP), chance.choice(ODD)])
        pairs += [(name, value)] * chance.choice([1, 1, 1, 2, 30 if len(value) < 1000 else 1])
    if chance.random() < 0.3:
        inner = "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs[1:] if len(value) < 1000)
        pairs += [("kept", inner)] * chance.choice([1, 6])
    write = quote if chance.random() < 0.8 else lambda text: text.replace("#", "")
    return "&".join(f"{write(name)}={write(value)}" for name, value in pairs)


READ = """async ({ links }) => {
    const knobs = document.querySelector("script[src$='knobs.js']").src;
    const { readLink } = await import(knobs.replace("knobs.js", "apart/take.js"));
    const demo = document.querySelector("knob-demo");
    demo.ask = () => {}; // Python is not asked: what a link may say ends at the knobs
    const all = (place) => [...place.querySelectorAll("*")];
    const kinds = () => new Set(all(demo).flatMap((e) => [e.localName, ...e.getAttributeNames()]));
    const besides = () => all(document).length - all(demo).length;
    const usual = `demo=${demo.dataset.demo}&epochs=7&kept=epochs%3D9`;
    const read = (hash) => (history.replaceState(null, "", `#${hash}`), readLink(demo));
    globalThis.ran = 0;
    const wrong = [];
    const note = read(usual);
    demo.picture.alert("words", () => {});
    const [before, others] = [kinds(), besides()];
    const limits = JSON.parse(demo.dataset.knobs).knobs;
    const holds = ({ kind, stops, words }, value) =>
        kind === "slider" ? typeof value === "number" && value >= stops[0] && value <= stops.at(-1)
        : kind === "choice" ? Object.hasOwn(words, value)
        : kind === "toggle" ? typeof value === "boolean" : /^[-0-9., ]*$/.test(value);
    const start = performance.now();
    for (const hash of links) {
        try {
            const words = read(hash);
            demo.picture.alert(words);
            const settings = [demo.form.settings, ...demo.kept.settings];
            for (const each of settings) {
                if (Object.keys(each).length !== Object.keys(limits).length) wrong.push(["names", hash]);
                for (const [name, value] of Object.entries(each))
                    if (!Object.hasOwn(limits, name) || !holds(limits[name], value)) wrong.push([name, value, hash]);
            }
            const extra = [...kinds()].filter((kind) => !before.has(kind));
            if (extra.length || besides() !== others) wrong.push(["markup", extra, hash]);
            if (words.length > 1000 || demo.kept.settings.length > 4) wrong.push(["much", words.length, hash]);
        } catch (error) {
            wrong.push([error.message, hash]);
        }
    }
    const spent = performance.now() - start;
    const told = wrong.map((one) => one.map((each) => String(each).slice(0, 200)));
    return { note, wrong: told, ran: globalThis.ran, spent };
}"""


@pytest.mark.parametrize(("name", "links"), DEMOS)
def test_no_link_injects_anything_or_leaves_the_limits(reader: Reader, name: str, links: int) -> None:
    chance = Random(f"{SEED} {name}")  # noqa: S311 - the same links every time
    reader.apart()
    reader.open(f"demos/{name}/")
    until(lambda: reader.demo().element.evaluate("demo => Boolean(demo.form)"))
    read: dict[str, Any] = reader.page.evaluate(READ, {"links": [link(chance, name) for _ in range(links)]})
    assert read["note"] == ""
    assert read["wrong"] == []
    assert read["ran"] == 0
    assert read["spent"] < 20_000
    assert reader.console == []


def test_numbers_are_clamped_as_told(reader: Reader) -> None:
    """The same links read by Python's own arithmetic."""
    chance = Random(SEED)  # noqa: S311 - the same links every time
    reader.apart()
    demo = reader.open("demos/penalty/")
    until(lambda: demo.element.evaluate("demo => Boolean(demo.form)"))
    stops = demo.element.evaluate("demo => demo.form.stops('learning_rate')")
    low, high = stops[0], stops[-1]
    for _ in range(20):
        value = chance.choice([chance.uniform(-1, 5), chance.lognormvariate(0, 9)])
        settings, note = demo.element.evaluate(
            """async (demo, hash) => {
                const knobs = document.querySelector("script[src$='knobs.js']").src;
                const { readLink } = await import(knobs.replace("knobs.js", "apart/take.js"));
                history.replaceState(null, "", hash);
                demo.ask = () => {};
                const note = readLink(demo);
                return [demo.form.settings, note];
            }""",
            f"#demo=penalty&learning_rate={value!r}",
        )
        assert settings["learning_rate"] == min(max(value, low), high)
        assert bool(note) == (not low <= value <= high or json.dumps(value) != repr(value) or "e" in repr(value))


HARD = (
    "demos/capacity/#demo=capacity&constructor=1&__proto__=1&own=" + "1" * 50_000,
    f"demos/playground/?q={MARKUP[0]}&h={MARKUP[0]}#demo=playground&" + "epochs=9&" * 5000,
    "calculator/#inference?model=<img src=x onerror=ran=1>&constructor=1&count=1e999/training?__proto__=1&rank="
    + "9" * 5000,
    'glossary/learning-rate/#"><img src=x onerror=ran=1>',
    "demos/#javascript:ran=1",
)


@pytest.mark.long
def test_hard_links_open_pages_that_work(reader: Reader) -> None:
    for path in HARD:
        reader.page.goto("about:blank")
        reader.page.goto(reader.home + path)
        live = reader.page.locator("knob-demo, knob-calculator").first
        if path.startswith("demos/#"):
            reader.page.wait_for_timeout(500)
        else:
            expect(live).to_have_attribute("data-state", "live", timeout=60_000)
        assert reader.page.evaluate("globalThis.ran ?? 0") == 0
        assert reader.page.locator("img[onerror], svg[onload]").count() == 0
        if "constructor" in path:
            assert reader.page.get_by_text("The link was not quite right").count() > 0
    assert reader.console == []
