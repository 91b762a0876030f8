"""Data points that the reader places: a knob whose value is the list itself, so that a link and a script carry it."""

from dataclasses import dataclass

from demos.kit.controls import Control, SettingError
from demos.kit.data import points_of


@dataclass(frozen=True)
class Placed(Control):
    """Points as text, "x,y x,y …", each from `x` and `y`; the empty text leaves the data to the seed."""

    x: tuple[float, float] = (-1.0, 1.0)
    y: tuple[float, float] = (-2.2, 2.2)
    least: int = 2
    most: int = 100

    def read(self, value: object) -> str:
        """Check a list of points; returns it as it is kept: two decimals, one space between points."""
        if not isinstance(value, str):
            raise SettingError(self.name, f"{value!r} is not a list of points")
        try:
            x, y = points_of(value)
        except ValueError:
            message = "not a list of points; write each as x,y with a space between points: -0.5,0.2 0.1,0.9"
            raise SettingError(self.name, message) from None
        if value.strip() and not self.least <= x.size <= self.most:
            raise SettingError(self.name, f"{x.size} points; use {self.least} to {self.most}")
        for axis, numbers, (low, high) in (("x", x, self.x), ("y", y, self.y)):
            outside = numbers[~((numbers >= low) & (numbers <= high))]
            if outside.size:
                raise SettingError(self.name, f"{axis} = {outside[0]:g} lies outside {low:g} to {high:g}")
        return " ".join(f"{round(a, 2) + 0:g},{round(b, 2) + 0:g}" for a, b in zip(x.tolist(), y.tolist(), strict=True))

    def say(self, value: object) -> str:
        """How many points there are."""
        return f"{len(str(value).split())} placed points" if value else "drawn by the seed"
