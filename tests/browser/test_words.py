"""Words in the prose turn knobs: a click sets the demo as they say, and plays up to the epoch they mean."""

from collections.abc import Callable

from tests.browser.conftest import Reader, until


def test_words_set_the_knobs_and_play(reader: Reader) -> None:
    demo = reader.open("glossary/hyperparameter/").live()
    demo.more()
    demo.type("momentum", 0.5)
    reader.page.get_by_role("link", name="At 0.21").click()
    assert demo.value("epochs") < 60
    until(lambda: demo.value("epochs") == 60)
    until(lambda: demo.part("play").inner_text() == "Play")
    assert demo.settles().verdict.startswith("Diverging. Each step multiplies the error by 1.10.")
    assert (demo.value("learning_rate"), demo.value("momentum")) == (0.21, 0)


def test_with_reduced_motion_they_show_the_end_at_once(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(reduced_motion="reduce")
    demo = reader.open("glossary/hyperparameter/").live()
    reader.page.get_by_role("link", name="At 0.21").click()
    assert demo.value("epochs") == 60


def test_without_javascript_they_lead_to_the_figure(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(java_script_enabled=False)
    demo = reader.open("glossary/hyperparameter/")
    reader.page.get_by_role("link", name="At 0.21").click()
    assert demo.element.evaluate("demo => demo.getBoundingClientRect().top < innerHeight")
