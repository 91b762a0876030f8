"""Numbers with their units, as people write them. A GB is 10⁹ bytes and a GiB 2³⁰: never one for the other."""

from math import floor, log10

THIN = "\u202f"  # between thousands, and between a number and its unit
SPACE = "\u00a0"
DECIMAL = ((1e15, "PB"), (1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1.0, "B"))
BINARY = ((2.0**50, "PiB"), (2.0**40, "TiB"), (2.0**30, "GiB"), (2.0**20, "MiB"), (2.0**10, "KiB"), (1.0, "B"))
TIMES = ((86400.0, "days"), (3600.0, "h"), (60.0, "min"), (1.0, "s"), (1e-3, "ms"))
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
GB = 1e9
LARGEST_PLAIN = 1e7
SMALLEST_PLAIN = 1e-3


def number(value: float, digits: int = 3) -> str:
    """A number with so many significant digits at least: 0.278, 17.4, 1 836, 6.3 × 10²⁴."""
    if value == 0:
        return "0"
    value = float(f"{value:.{max(digits, 1)}g}") if abs(value) < 10**digits else value
    size = abs(value)
    if not SMALLEST_PLAIN <= size < LARGEST_PLAIN:
        return scientific(value, digits)
    decimals = max(0, digits - 1 - floor(log10(size)))
    text = f"{value:,.{decimals}f}".replace(",", THIN)
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "\u2212")


def scientific(value: float, digits: int = 3) -> str:
    """6.3 × 10²⁴, without trailing zeros."""
    lead, power = f"{value:.{digits - 1}e}".split("e")
    lead = lead.rstrip("0").rstrip(".") if "." in lead else lead
    return f"{lead} × 10{str(int(power)).translate(RAISED)}".replace("-", "\u2212")


def whole(value: float) -> str:
    """A count to its last digit, with space between thousands; a very large one as a power of ten."""
    return f"{round(value):,}".replace(",", THIN) if abs(value) < 1e12 else scientific(value, 4)


def decimal_bytes(size: float, digits: int = 3) -> str:
    """6.71 GB: decimal units."""
    return _scaled(size, DECIMAL, digits)


def binary_bytes(size: float, digits: int = 3) -> str:
    """6.25 GiB: binary units."""
    return _scaled(size, BINARY, digits)


def both_bytes(size: float, digits: int = 3) -> str:
    """6.71 GB (6.25 GiB): the same size in either unit."""
    return f"{decimal_bytes(size, digits)} ({binary_bytes(size, digits)})"


def seconds(time: float, digits: int = 3) -> str:
    """17.4 ms, 2.1 min, 44.3 days."""
    return _scaled(time, TIMES, digits)


def dollars(sum_: float) -> str:
    """$0.278, $17.40, $1 234: cents where they matter."""
    if sum_ >= 100:
        return f"${number(round(sum_), 3)}"
    exact = number(sum_, 3)
    return f"${sum_:.2f}" if sum_ >= 1 or len(exact) < len("0.00") else f"${exact}"


def kilowatt_hours(energy: float) -> str:
    """0.42 kWh, 3.1 MWh."""
    return f"{number(energy / 1000)}{SPACE}MWh" if energy >= 1000 else f"{number(energy)}{SPACE}kWh"


def share(value: float) -> str:
    """40 %, with as many digits as matter."""
    return f"{number(100 * value, 3)}{SPACE}%"


def count(amount: float, noun: str) -> str:
    """1 device, 2 devices."""
    return f"{whole(amount)} {noun}{'' if round(amount) == 1 else 's'}"


def _scaled(value: float, units: tuple[tuple[float, str], ...], digits: int) -> str:
    size, unit = next(((size, unit) for size, unit in units if abs(value) >= size), units[-1])
    return f"{number(value / size, digits)}{SPACE}{unit}"
