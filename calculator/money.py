"""Formulas of money and energy. Prices are the reader's; dollars stand for any currency."""

HOURS_A_MONTH = 730
HOURS_A_YEAR = 8766
JOULES_A_KWH = 3.6e6


def rented_an_hour(price_an_hour: float, devices: float) -> float:
    """Dollars an hour for rented devices."""
    return price_an_hour * devices


def owned_an_hour(price: float, devices: float, years: float, watts: float, price_a_kwh: float) -> float:
    """Dollars an hour for bought ones: the price spread evenly over the years, and the electricity, always drawn."""
    return devices * (price / (years * HOURS_A_YEAR) + watts / 1000 * price_a_kwh)


def per_million(an_hour: float, tokens_a_second: float, utilization: float = 1.0) -> float:
    """Dollars a million tokens: price an hour ÷ (tokens a second · 3600 · utilization) · 10⁶."""
    return an_hour / (tokens_a_second * 3600 * utilization) * 1e6


def blended(price_in: float, price_out: float, tokens_in: float, tokens_out: float) -> float:
    """What a price list asks for a million tokens of this mix of input and output."""
    return (price_in * tokens_in + price_out * tokens_out) / (tokens_in + tokens_out)


def break_even_tokens(fixed_a_month: float, blended_per_million: float) -> float:
    """Tokens a month for which the price list asks as much as the machine costs, busy or idle."""
    return fixed_a_month / blended_per_million * 1e6


def energy_kwh(watts: float, time_s: float) -> float:
    """Energy at a constant power."""
    return watts * time_s / JOULES_A_KWH
