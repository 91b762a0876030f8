"""Play, pause, step, reset: they move the epoch, they never start by themselves, and they honour reduced motion."""

import time
from collections.abc import Callable

from tests.browser.conftest import Reader, until


def test_nothing_plays_by_itself(visitor: Reader) -> None:
    demo = visitor.visit("glossary/epoch/").live()
    epochs, pictures = demo.value("epochs"), demo.settles().pictures
    time.sleep(1)
    assert (demo.value("epochs"), demo.pictures) == (epochs, pictures)


def test_play_runs_through_the_epochs_and_pause_stops_it(visitor: Reader) -> None:
    demo = visitor.visit("glossary/epoch/").live()
    demo.part("play").click()
    until(lambda: demo.value("epochs") > 8)
    assert demo.part("play").inner_text() == "Pause"
    demo.part("play").click()
    assert demo.part("play").inner_text() == "Play"
    stopped = demo.settles().value("epochs")
    time.sleep(0.5)
    assert demo.value("epochs") == stopped > 3
    assert f"Epoch {stopped:g} " in demo.verdict


def test_play_ends_at_the_last_epoch_and_starts_over_from_there(visitor: Reader) -> None:
    demo = visitor.visit("glossary/hyperparameter/").live()
    demo.type("epochs", 480)
    demo.part("play").click()
    until(lambda: demo.part("play").inner_text() == "Play")
    assert demo.value("epochs") == 500
    demo.part("play").click()
    until(lambda: demo.value("epochs") < 100)


def test_play_ends_where_a_run_diverges(visitor: Reader) -> None:
    demo = visitor.visit("glossary/hyperparameter/").live()
    demo.type("learning_rate", 1)
    demo.type("epochs", 1)
    demo.settles()
    demo.part("play").click()
    until(lambda: demo.part("play").inner_text() == "Play")
    assert demo.value("epochs") < 20
    assert demo.verdict.startswith("Diverging.")


def test_step_goes_one_epoch_and_reset_goes_back_to_the_opening(visitor: Reader) -> None:
    demo = visitor.visit("glossary/epoch/").live()
    opened = demo.settles().pictures[0]
    demo.part("step").click()
    demo.settles()
    assert demo.value("epochs") == 4
    assert "Epoch 4 = steps 31–40" in demo.verdict
    demo.press("learning_rate", "End")
    demo.settles()
    demo.part("reset").click()
    assert demo.settles().pictures[0] == opened
    assert demo.value("epochs") == 3


def test_with_reduced_motion_play_shows_the_end_at_once(new_reader: Callable[..., Reader]) -> None:
    demo = new_reader(reduced_motion="reduce").open("glossary/epoch/").live()
    demo.part("play").click()
    assert demo.value("epochs") == 500
    assert "Epoch 500 " in demo.settles().verdict


def test_a_long_run_streams_its_picture_while_it_trains(visitor: Reader) -> None:
    demo = visitor.visit("glossary/regularization/").live()
    demo.settles()
    demo.element.evaluate("""demo => {
        window.drawn = 0;
        const panel = demo.querySelector(".kd-panel");
        new MutationObserver(() => window.drawn++).observe(panel, {childList: true});
    }""")
    demo.type("epochs", 5000)
    demo.type("learning_rate", 0.05)
    demo.settles()
    assert visitor.page.evaluate("window.drawn") > 5


def test_a_kept_run_stays_as_a_faint_line_and_can_be_restored(visitor: Reader) -> None:
    demo = visitor.visit("glossary/hyperparameter/").live()
    demo.part("keep").click()
    demo.type("learning_rate", 0.05)
    demo.settles()
    ghosts = demo.element.locator(".kd-panel .line.kept")
    assert ghosts.count() == 1
    assert demo.element.locator(".kd-panel text.kept").inner_html() == "η 0.17"
    row = demo.part("runs").locator("tbody tr")
    assert row.locator("td").all_inner_texts()[:2] == [
        "Epochs 24",
        "Oscillating, and converging. training loss 0.00418",
    ]
    row.get_by_role("button", name="Restore").click()
    demo.settles()
    assert demo.value("learning_rate") == 0.17
    row.get_by_role("button", name="Remove").click()
    demo.settles()
    assert ghosts.count() == 0
    assert not demo.part("kept").is_visible()


def test_a_run_kept_while_it_trains_gets_the_numbers_of_its_end(visitor: Reader) -> None:
    demo = visitor.visit("demos/minibatch/").live().settles()
    demo.press("epochs", "End")
    demo.part("keep").click()
    demo.settles()
    ended = demo.element.evaluate("demo => `${demo.frame.verdict.regime} ${demo.frame.numbers}`")
    assert demo.part("runs").locator("tbody td").nth(1).inner_text() == ended
