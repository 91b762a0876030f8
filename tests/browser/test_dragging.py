"""The start of the descent can be dragged on the surface; sliders under "More" do the same without dragging."""

from tests.browser.conftest import Demo, Reader


def test_the_start_is_dragged_on_the_surface_and_its_sliders_follow(visitor: Reader) -> None:
    demo = visitor.visit("glossary/hyperparameter/").live()
    grip = demo.element.locator(".grip").bounding_box()
    chart = demo.element.locator("svg.chart").first.bounding_box()
    assert grip
    assert chart
    unit = chart["width"] / 320
    # 276 units span weight 1 from -10 to 10: 69 of them are 5.
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
    visitor.page.mouse.move(x, y)
    visitor.page.mouse.down()
    visitor.page.mouse.move(x + 69 * unit, y, steps=5)
    visitor.page.mouse.up()
    demo.settles()
    assert (demo.value("start_1"), demo.value("start_2")) == (-3, 3)


def test_its_sliders_move_the_start_without_dragging(visitor: Reader) -> None:
    demo = visitor.visit("glossary/hyperparameter/").live()
    demo.more()
    before = demo.element.locator(".hollow.handle").get_attribute("cx")
    demo.press("start_1", "End")
    demo.settles()
    assert before != demo.element.locator(".hollow.handle").get_attribute("cx") == "276.0"


def test_pressing_beside_the_start_moves_nothing(visitor: Reader) -> None:
    demo = visitor.visit("glossary/hyperparameter/").live()
    chart = demo.element.locator("svg.chart").first.bounding_box()
    assert chart
    visitor.page.mouse.move(chart["x"] + chart["width"] * 0.7, chart["y"] + chart["height"] * 0.5)
    visitor.page.mouse.down()
    visitor.page.mouse.move(chart["x"] + chart["width"] * 0.8, chart["y"] + chart["height"] * 0.6, steps=3)
    visitor.page.mouse.up()
    demo.settles()
    assert (demo.value("start_1"), demo.value("start_2")) == (-8, 3)


def dragged(reader: Reader, demo: Demo, across: float, down: float) -> None:
    """Take the ring of the first picture by its middle and drag it so many units of the chart."""
    grip = demo.element.locator(".grip").first.bounding_box()
    chart = demo.element.locator("svg.chart").first.bounding_box()
    assert grip
    assert chart
    unit = chart["width"] / 320
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
    reader.page.mouse.move(x, y)
    reader.page.mouse.down()
    reader.page.mouse.move(x + across * unit, y + down * unit, steps=5)
    reader.page.mouse.up()
    demo.settles()


def test_a_start_on_a_curve_is_dragged_along_one_axis(visitor: Reader) -> None:
    """Of 276 units for -5 to 12.5, 79 are 5; how far up or down the pointer goes does not matter."""
    demo = visitor.visit("glossary/local-minimum/").live()
    dragged(visitor, demo, 79, -30)
    assert demo.value("start") == 2
    assert demo.part("regime").text_content() == "Stayed in the nearest basin."
    dragged(visitor, demo, -4000, 0)
    assert demo.value("start") == -4  # the knob's end, though the axis goes on


def test_a_point_on_a_logarithmic_axis_is_dragged(visitor: Reader) -> None:
    """The map's 276 units span a factor of 1562.5: 86.4 of them are a factor of ten."""
    demo = visitor.visit("glossary/momentum/").live()
    demo.more()
    assert (demo.value("learning_rate"), demo.value("momentum")) == (0.02, 0.85)
    # 92 units high for 1.12 of momentum: 24.6 down is 0.3 less.
    dragged(visitor, demo, 86.4, 24.6)
    assert abs(demo.value("learning_rate") / 0.2 - 1) < 0.06  # a stop of forty a decade
    assert abs(demo.value("momentum") - 0.55) < 0.02
    assert demo.part("regime").text_content() == "Diverging."
