"""The start of the descent can be dragged on the surface; sliders under "More" do the same without dragging."""

from tests.browser.conftest import Reader


def test_the_start_is_dragged_on_the_surface_and_its_sliders_follow(reader: Reader) -> None:
    demo = reader.open("glossary/hyperparameter/").live()
    grip = demo.element.locator(".grip").bounding_box()
    chart = demo.element.locator("svg.chart").first.bounding_box()
    assert grip
    assert chart
    unit = chart["width"] / 320
    # 276 units span weight 1 from -10 to 10: 69 of them are 5.
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
    reader.page.mouse.move(x, y)
    reader.page.mouse.down()
    reader.page.mouse.move(x + 69 * unit, y, steps=5)
    reader.page.mouse.up()
    demo.settles()
    assert (demo.value("start_1"), demo.value("start_2")) == (-3, 3)


def test_its_sliders_move_the_start_without_dragging(reader: Reader) -> None:
    demo = reader.open("glossary/hyperparameter/").live()
    demo.more()
    before = demo.element.locator(".hollow.handle").get_attribute("cx")
    demo.press("start_1", "End")
    demo.settles()
    assert before != demo.element.locator(".hollow.handle").get_attribute("cx") == "276.0"


def test_pressing_beside_the_start_moves_nothing(reader: Reader) -> None:
    demo = reader.open("glossary/hyperparameter/").live()
    chart = demo.element.locator("svg.chart").first.bounding_box()
    assert chart
    reader.page.mouse.move(chart["x"] + chart["width"] * 0.7, chart["y"] + chart["height"] * 0.5)
    reader.page.mouse.down()
    reader.page.mouse.move(chart["x"] + chart["width"] * 0.8, chart["y"] + chart["height"] * 0.6, steps=3)
    reader.page.mouse.up()
    demo.settles()
    assert (demo.value("start_1"), demo.value("start_2")) == (-8, 3)
