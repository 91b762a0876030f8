"""How time goes by: the speed of Play, steps by batch, and the same settings on many seeds."""

from itertools import pairwise

from tests.browser.conftest import Demo, Reader, until


def choose(demo: Demo, what: str, value: str) -> None:
    demo.element.locator(f'[data-pace="{what}"][value="{value}"]').check()


# When Play moves on, by the clock of frames, ms; and how many frames after it was shown what it had asked for.
WATCH = """demo => {
    let frames = 0, shown = 0;
    const count = () => (frames++, requestAnimationFrame(count));
    count();
    demo.addEventListener("kd-shown", () => (shown = frames));
    demo.moves = [];
    demo.turn = (settings) => {
        demo.moves.push([document.timeline.currentTime, frames - shown]);
        Object.getPrototypeOf(demo).turn.call(demo, settings);
    };
}"""


def moves(demo: Demo, pace: str, many: int) -> tuple[list[float], list[int]]:
    """Play at this pace from the start: the times between so many moves, and the frames that each waited."""
    choose(demo, "speed", pace)
    demo.type("epochs", 1)
    demo.settles()
    demo.element.evaluate("demo => { demo.moves = []; }")
    demo.part("play").click()
    until(lambda: demo.element.evaluate("demo => demo.moves.length") > many)
    demo.part("play").click()
    seen = demo.element.evaluate("demo => demo.moves")
    times = [time for time, _ in seen]
    return [later - time for time, later in pairwise(times)], [frames for _, frames in seen[1:]]


def test_play_has_three_speeds(reader: Reader) -> None:
    demo = reader.open("glossary/hyperparameter/").live()
    demo.more()
    demo.element.evaluate(WATCH)
    # A busy machine makes a move late, never early: the shortest of several tells the pace.
    slow, normal = (min(moves(demo, pace, many)[0]) for pace, many in [("slow", 5), ("normal", 20)])
    assert 240 < slow < 500
    assert 30 < normal < 150
    # Fast waits for nothing but the picture.
    assert max(moves(demo, "fast", 20)[1]) <= 1


def test_stepping_by_batch_lights_its_points_and_ends_at_the_epoch(visitor: Reader) -> None:
    demo = visitor.visit("glossary/epoch/").live()
    demo.more()
    choose(demo, "step", "batch")
    for place in range(1, 11):
        demo.part("step").click()
        demo.settles()
        assert demo.verdict.startswith(f"Batch {place} of 10. Epoch 4 is under way: 4 points, drawn large,")
        assert demo.element.locator(".kd-panel").first.locator("circle.training").count() == 4
        assert demo.value("epochs") == 3
    last = demo.element.locator(".kd-panel").first.locator("path.model").get_attribute("d")
    demo.part("step").click()
    demo.settles()
    assert demo.value("epochs") == 4
    assert not demo.verdict.startswith("Batch")
    assert demo.element.locator(".kd-panel").first.locator("path.model").get_attribute("d") == last


def test_turning_a_knob_leaves_the_batch(visitor: Reader) -> None:
    demo = visitor.visit("glossary/epoch/").live()
    demo.more()
    choose(demo, "step", "batch")
    demo.part("step").click()
    assert demo.settles().verdict.startswith("Batch 1 ")
    demo.type("learning_rate", 0.05)
    assert not demo.settles().verdict.startswith("Batch")


def test_many_seeds_make_a_band(visitor: Reader) -> None:
    demo = visitor.visit("glossary/epoch/").live()
    demo.more()
    assert demo.element.locator(".area.band").count() == 0
    demo.part("seeds").check()
    until(lambda: demo.element.locator(".area.band").count() == 2)
    assert "20 seeds" in demo.element.locator(".kd-scrubs").inner_text()
    demo.part("seeds").uncheck()
    until(lambda: demo.element.locator(".area.band").count() == 0)


def test_a_demo_without_chance_or_batches_offers_neither(visitor: Reader) -> None:
    demo = visitor.visit("glossary/hyperparameter/").live()
    assert demo.part("seeds").count() == 0
    assert demo.element.locator('[data-pace="step"]').count() == 0


def test_the_run_is_shown_against_its_closed_form(visitor: Reader) -> None:
    demo = visitor.visit("glossary/hyperparameter/").live()
    demo.part("numbers").locator("summary").click()
    assert demo.part("check").inner_text().startswith("Self-check: after 24 epochs the closed form gives ")
    demo.type("epochs", 50)
    until(lambda: demo.part("check").inner_text().startswith("Self-check: after 50 epochs "))
