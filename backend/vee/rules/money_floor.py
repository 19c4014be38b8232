"""The difference that is never suspect, in kWh and in money: whichever lets more pass.

Money is kWh × a price of the customer class and branch, set with VEE-04; there is no tariff here.
"""

from backend.vee.rules.facts import Limits, Numbers

# Yuan a kWh, where nobody set a price; and the money that is never worth a question.
PRICE_E4 = 5_000
FLOOR_YUAN = 5


def floor_kwh(numbers: Numbers) -> float:
    """From `floor_kwh`, `floor_yuan` and `price_e4` (yuan a kWh in 1/10,000; 0: money doesn't count)."""
    price = numbers["price_e4"]
    in_money = numbers["floor_yuan"] * 10_000 / price if price > 0 else 0.0
    return max(float(numbers["floor_kwh"]), in_money)


def price_of(limits: Limits) -> int:
    """The price in force for a task."""
    return limits.get("VEE-04", {}).get("price_e4", PRICE_E4)
