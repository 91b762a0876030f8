"""The loss chart is the scrubber: pointing reads it, pressing, dragging and arrow keys on it set the epoch."""

from playwright.sync_api import FloatRect

from tests.browser.conftest import Demo, Reader, until


def chart(demo: Demo) -> FloatRect:
    """Where the loss chart is."""
    box = demo.element.locator(".kd-scrubs").bounding_box()
    assert box
    return box


def test_pointing_at_the_loss_chart_reads_the_values_there(visitor: Reader) -> None:
    demo = visitor.visit("glossary/hyperparameter/").live()
    box, epochs = chart(demo), demo.value("epochs")
    # Epoch 1 lies log(2)/log(501) of the way along the axis, which begins 34 and ends 310 of 320 units from the left.
    visitor.page.mouse.move(box["x"] + box["width"] * (34 + 276 * 0.1115) / 320, box["y"] + 60)
    until(lambda: demo.part("peek").is_visible())
    assert demo.part("peek").inner_text() == "epoch 1 · training loss 44.1"
    assert demo.value("epochs") == epochs
    visitor.page.mouse.move(5, 5)
    assert not demo.part("peek").is_visible()


def test_pressing_and_dragging_on_it_set_the_epoch_for_every_panel(visitor: Reader) -> None:
    demo = visitor.visit("glossary/overfitting/").live()
    box, (curve, _) = chart(demo), demo.settles().pictures
    visitor.page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 60)
    visitor.page.mouse.down()
    demo.settles()
    pressed = demo.value("epochs")
    assert 20 < pressed < 100
    visitor.page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 60, steps=5)
    visitor.page.mouse.up()
    assert demo.settles().pictures[0] != curve
    assert demo.value("epochs") < 5
    assert demo.verdict.startswith("Learning.")


def test_arrow_keys_on_it_move_the_epoch(visitor: Reader) -> None:
    demo = visitor.visit("glossary/hyperparameter/").live()
    demo.element.locator(".kd-scrubs").press("ArrowRight")
    demo.settles()
    assert demo.value("epochs") == 25
    demo.element.locator(".kd-scrubs").press("Home")
    assert "After 1 epoch " in demo.settles().verdict
