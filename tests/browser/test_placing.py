"""Data points that belong to the reader: dragged, added, taken away, written by hand, taken back."""

from tests.browser.conftest import Demo, Reader, until

HALF = 4.4 / 2  # of the range of y


def points(demo: Demo) -> list[tuple[float, float]]:
    """The list as the reader can read it under the knobs; empty where the seed draws."""
    text = demo.element.locator(".kd-places").input_value()
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in text.split())]


def at(demo: Demo, x: float, y: float) -> tuple[float, float]:
    """Where a point of the data lies on the screen."""
    box = demo.element.locator("svg.chart").first.bounding_box()
    assert box
    unit = box["width"] / 320
    return box["x"] + unit * (34 + 276 * (x + 1) / 2), box["y"] + unit * (23 + 127 * (HALF - y) / (2 * HALF))


def drag(reader: Reader, start: tuple[float, float], end: tuple[float, float]) -> None:
    reader.page.mouse.move(*start)
    reader.page.mouse.down()
    reader.page.mouse.move(*end, steps=6)
    reader.page.mouse.up()


def opened(reader: Reader) -> tuple[Demo, list[list[float]]]:
    """The demo of overfitting, its further knobs open, and the points that the seed drew."""
    demo = reader.visit("glossary/overfitting/").live()
    demo.more()
    drawn = demo.element.evaluate("demo => JSON.parse(demo.dataset.knobs).handles[0].points")
    assert len(drawn) == 14
    return demo, drawn


def test_a_point_is_dragged_and_the_model_follows(visitor: Reader) -> None:
    demo, drawn = opened(visitor)
    limit = demo.element.locator(".kd-mark.limit").get_attribute("aria-label")
    drag(visitor, at(demo, *drawn[6]), at(demo, 0.25, -1.5))
    demo.settles()
    assert len(points(demo)) == 14
    x, y = points(demo)[6]
    assert abs(x - 0.25) < 0.03
    assert abs(y + 1.5) < 0.06
    # The limit is that of the data as it is now.
    until(lambda: demo.element.locator(".kd-mark.limit").get_attribute("aria-label") != limit)


def test_a_point_is_added_taken_away_and_taken_back(visitor: Reader) -> None:
    demo, _ = opened(visitor)
    visitor.page.mouse.dblclick(*at(demo, -0.4, 1.5))
    until(lambda: len(points(demo)) == 15)
    demo.settles()
    drag(visitor, at(demo, -0.4, 1.5), at(demo, -0.4, 4))
    until(lambda: len(points(demo)) == 14)
    demo.element.get_by_role("button", name="Undo").click()
    until(lambda: len(points(demo)) == 15)
    demo.element.get_by_role("button", name="Undo").click()
    until(lambda: points(demo) == [])
    assert demo.element.get_by_role("button", name="Undo").is_disabled()


def test_the_list_is_written_by_hand_and_a_wrong_one_says_why(visitor: Reader) -> None:
    demo, _ = opened(visitor)
    field = demo.element.locator(".kd-places")
    field.fill("-0.8,-1\n0,0.5\n0.7,1")
    field.press("Tab")
    demo.settles()
    assert demo.element.locator(".kd-panel").first.locator("circle.dot.data").count() == 3
    field.fill("-0.8,-1 0,9")
    field.press("Tab")
    until(lambda: demo.part("message").is_visible())
    assert demo.part("message").inner_text() == "own: y = 9 lies outside -2.2 to 2.2"
    assert demo.element.locator(".kd-panel").first.locator("circle.dot.data").count() == 3


def test_a_link_brings_the_points_along(reader: Reader) -> None:
    demo = reader.open("glossary/overfitting/#demo=capacity&own=-0.5,1%200,0%200.5,1").live()
    assert points(demo) == [(-0.5, 1), (0, 0), (0.5, 1)]
    assert demo.element.locator(".kd-panel").first.locator("circle.dot.data").count() == 3
