"""A reader's code that does its worst: what is told, and that the next code and the figure's own run as before."""

import pytest

from tests.browser.conftest import Demo, Reader, until
from tests.browser.test_coding import LINE, editing, told, written

HERE = "\n        "
# What stands in place of the update of the weights, and what the reader is told.
WORST = {
    f"descend = lambda n: descend(n + 1){HERE}descend(0)": "RecursionError: maximum recursion depth exceeded",
    f"nest = []{HERE}for _ in range(10**6): nest = [nest]{HERE}repr(nest)": "Maximum call stack size exceeded",
    "raise SystemExit": "SystemExit: it ended itself",
    "raise KeyboardInterrupt": "KeyboardInterrupt: it says no more",
    f"import os{HERE}os._exit(1)": "Your code does not run: Exit: Program terminated with exit(1).",
    f"import os{HERE}os.abort()": "Your code does not run: RuntimeError: unreachable.",
    "yield 3": "AttributeError: 'int' object has no attribute 'training_loss'",
    "return": "train ended after 1 items; it yields for ever",
    "np.ones(10**8)": "MemoryError: Unable to allocate 763. MiB",
    "for number in range(50_000): print(number)": "more characters",  # in each of 24 epochs: over a million lines
    "from js import document": "ImportError: cannot import name 'document'",
    f"import js{HERE}js.document.cookie": "AttributeError: document",
    f"import threading{HERE}threading.Thread(target=print).start()": "RuntimeError: can't start new thread",
}


def run(demo: Demo, code: str) -> str:
    """Run this code, and wait for what is said of it."""
    demo.element.evaluate("(demo, text) => (demo.code.text = text)", code)
    demo.part("run").click()
    return told(demo.settles())


@pytest.mark.long
def test_whatever_it_does_is_told_in_words_and_the_next_code_runs(reader: Reader) -> None:
    demo = editing(reader)
    code, before = written(demo), demo.settles().pictures
    for worst, words in WORST.items():
        said = run(demo, code.replace(LINE, worst))
        assert words in said
        assert len(said) < 5000
        assert run(demo, code) == "This is your code."
        assert demo.settles().pictures == before
    assert not demo.part("message").is_visible()


@pytest.mark.long
def test_memory_without_end_is_refused_and_given_back(reader: Reader) -> None:
    demo = editing(reader)
    code, before = written(demo), demo.settles().pictures
    said = run(demo, code.replace(LINE, f"more = []{HERE}while True: more.append(bytes(1 << 24))"))
    assert said.startswith("Your code does not run: line ")
    assert "MemoryError: there is no memory left for it. The figure runs its own code again" in said
    assert demo.settles().pictures == before
    assert run(demo, code) == "This is your code."
    assert reader.pythons == 3


@pytest.mark.long
def test_a_loop_that_nobody_stops_ends_by_itself_and_a_page_that_slept_has_not_waited(reader: Reader) -> None:
    reader.page.clock.install()
    demo = editing(reader)
    code = written(demo)
    demo.element.evaluate(
        "(demo, text) => (demo.code.text = text)", code.replace(LINE, f"import time{HERE}time.sleep(0.1)")
    )
    demo.part("run").click()
    until(lambda: demo.busy)
    reader.page.clock.fast_forward("02:00:00")  # as if the lid had been shut
    until(lambda: told(demo) == "This is your code.")
    demo.element.evaluate("(demo, text) => (demo.code.text = text)", code.replace(LINE, "while True: pass"))
    demo.part("run").click()
    until(lambda: demo.busy)
    reader.page.clock.run_for(21_000)
    until(lambda: told(demo) != "Running your code.")
    assert told(demo).startswith("Your code does not run: an answer took too long, so Python was stopped.")
    assert demo.settles().verdict.startswith("Oscillating, and converging.")
