"""The code that runs can be changed: it trains in a worker of its own, says where it is wrong, and can be stopped."""

import time
from pathlib import Path

from playwright.sync_api import Locator

from tests.browser.conftest import Demo, Reader, until

LINE = "weights, velocity = optimizer.update(weights, gradient, velocity)"


def editing(reader: Reader) -> Demo:
    """The bowl with its code opened in the editor."""
    demo = reader.visit("glossary/hyperparameter/").live()  # the first of a reader's visit is a load
    demo.part("code").locator("summary").click()
    demo.part("edit").click()
    until(lambda: field(demo).count())
    return demo


def field(demo: Demo) -> Locator:
    """The text that is edited."""
    return demo.part("editor").locator(".cm-content")


def written(demo: Demo) -> str:
    """What stands in the editor; it holds only the lines in sight as elements."""
    return str(demo.element.evaluate("demo => demo.code.text"))


def write(demo: Demo, old: str, new: str) -> None:
    """Change the code as if typed over, and run it."""
    text = written(demo)
    assert old in text
    demo.element.evaluate("(demo, text) => (demo.code.text = text)", text.replace(old, new))
    demo.part("run").click()


def told(demo: Demo) -> str:
    return demo.part("told").inner_text()


def test_typing_in_the_editor_and_running_changes_the_figure(reader: Reader) -> None:
    demo = editing(reader)
    before = demo.settles().pictures
    field(demo).click()
    reader.page.keyboard.press("Control+Home")
    reader.page.keyboard.type("GRAVITY = 9.81  # never used\n")
    assert written(demo).startswith("GRAVITY = 9.81  # never used\n")
    reader.page.keyboard.press("Control+Enter")
    until(lambda: told(demo) == "This is your code.")
    assert demo.settles().pictures == before  # the same training, in another worker
    write(demo, LINE, "weights = weights * 0.5")
    until(lambda: demo.settles().pictures != before)
    demo.type("epochs", 3)
    # Half of every weight is left each time: ½(1·1² + 10·0.375²).
    until(lambda: "1.2" in demo.settles().verdict)
    assert reader.pythons == 2
    demo.part("original").click()
    demo.type("epochs", 24)
    until(lambda: demo.settles().pictures == before)
    assert "GRAVITY" not in written(demo)


def test_an_error_points_at_its_line_and_the_last_good_picture_stays(visitor: Reader) -> None:
    demo = editing(visitor)
    before = demo.settles().pictures
    write(demo, LINE, LINE + "\n        nonsense + 1")
    until(lambda: "NameError" in told(demo))
    number = next(i for i, line in enumerate(written(demo).splitlines(), 1) if "nonsense" in line)
    assert f"line {number}: NameError: name 'nonsense' is not defined" in told(demo)
    assert demo.part("editor").locator(".cm-lint-marker-error").count() == 1
    assert demo.pictures == before
    write(demo, "nonsense + 1", "if")
    until(lambda: f"line {number}: SyntaxError" in told(demo))


def test_an_endless_loop_is_stopped_and_nothing_else_is_lost(reader: Reader) -> None:
    demo = editing(reader)
    demo.part("keep").click()
    before = demo.settles().pictures
    write(demo, LINE, "while True: pass")
    until(lambda: reader.pythons == 2)
    time.sleep(0.5)
    demo.part("stop").click()
    demo.settles()
    assert "Stopped." in told(demo)
    assert "while True: pass" in written(demo)
    assert demo.pictures == before
    demo.press("learning_rate", "End")
    assert demo.settles().verdict.startswith("Diverging.")
    assert demo.part("kept").locator("tbody tr").count() == 1
    assert demo.state == "live"
    write(demo, "while True: pass", LINE)  # and a fresh worker runs what is mended
    until(lambda: told(demo) == "This is your code.")


def test_what_it_prints_is_shown_up_to_a_bound(visitor: Reader) -> None:
    demo = editing(visitor)
    write(demo, LINE, LINE + "\n        print('a step')")
    until(lambda: "It printed: a step" in told(demo))
    write(demo, "print('a step')", "print('x' * 1_000_000)")
    until(lambda: "more characters" in told(demo))
    assert len(told(demo)) < 5000


def test_it_never_travels_in_a_link(visitor: Reader) -> None:
    demo = editing(visitor)
    write(demo, LINE, "weights = weights * 0.5")
    until(lambda: told(demo) == "This is your code.")
    demo.more()
    demo.element.locator('[data-take="link"]').click()
    until(lambda: "demo=bowl" in visitor.page.url)
    assert "0.5" not in visitor.page.url
    visitor.page.reload()
    assert "* 0.5" not in visitor.demo().live().part("code").locator(".highlight").inner_text()


def test_the_script_taken_along_holds_the_changed_code(visitor: Reader, tmp_path: Path) -> None:
    demo = editing(visitor)
    write(demo, LINE, "weights = weights * 0.5")
    until(lambda: told(demo) == "This is your code.")
    demo.more()
    with visitor.page.expect_download() as download:
        demo.element.locator('[data-take="python"]').click()
    download.value.save_as(tmp_path / "own.py")
    text = (tmp_path / "own.py").read_text()
    assert "weights = weights * 0.5" in text
    assert text.count("def train(") == 1
    compile(text, "own.py", "exec")


def test_it_has_no_way_out(visitor: Reader) -> None:
    demo, there = editing(visitor), LINE
    for name in ("fetch", "indexedDB", "caches", "BroadcastChannel", "XMLHttpRequest", "navigator"):
        write(demo, there, there := f"from js import {name}")
        until(lambda: f"cannot import name '{name}'" in told(demo))  # noqa: B023 - looked at within the loop
        assert "ImportError" in told(demo)


def test_the_code_can_be_read_but_not_changed_without_javascript(new_reader: object) -> None:
    demo = new_reader(java_script_enabled=False).open("glossary/hyperparameter/")  # type: ignore[operator]
    demo.part("code").locator("summary").click()
    assert "def train(" in demo.part("code").inner_text()
    assert not demo.part("edit").is_visible()
