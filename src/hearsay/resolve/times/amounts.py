"""How many of what unit: the numbers in expressions, and lengths of time in TIMEX3."""

from __future__ import annotations

from hearsay.resolve.times.context import Unreadable
from hearsay.resolve.times.patterns import Match

_CODES = {
    "second": ("T", "S", 1), "minute": ("T", "M", 1), "hour": ("T", "H", 1), "day": ("", "D", 1),
    "night": ("", "D", 1), "week": ("", "W", 1), "fortnight": ("", "W", 2), "weekend": ("", "WE", 1),
    "month": ("", "M", 1), "quarter": ("", "Q", 1), "year": ("", "Y", 1), "decade": ("", "Y", 10),
    "century": ("", "Y", 100), "millennium": ("", "Y", 1000),
}  # fmt: skip
_VAGUE = {"decade": "DE", "century": "CE", "millennium": "ML"}
_PARTS = {"year": (12, "M"), "day": (24, "TH"), "hour": (60, "M"), "minute": (60, "S")}


def unit_of(match: Match) -> str:
    """The unit caught, in the singular or the plural."""
    return str(match.value("unit") or match.value("units"))


def count(match: Match) -> float | None:
    """How many: None for "a few", 1 for "a". Raises Unreadable for a number nobody reckons with."""
    if match.has("upto"):
        return None
    if match.has("vague"):
        return None
    if match.has("couple"):
        return 2
    if match.has("num"):
        value = match.value("num")
        if value is None:
            raise Unreadable("date-out-of-range", "a number too large for a time")
        return float(value) + (0.5 if "half" in match else match.value("fraction") or 0.0)
    return 1


def length(number: float | None, unit: str) -> str:
    """The value of so many units; X for an unknown number."""
    mark, code, times = _CODES[unit]
    if number is None:
        return f"P{mark}X{_VAGUE.get(unit, code)}"
    number *= times
    whole = int(number)
    if whole == number:
        return f"P{mark}{whole}{code}"
    if unit not in _PARTS:
        return f"P{mark}{number:g}{code}"
    parts, small = _PARTS[unit]
    head = f"P{mark}{whole}{code}" if whole else f"P{mark}"
    rest = f"{round((number - whole) * parts)}{small[-1]}"
    return head + ("T" if small[0] == "T" else "") + rest
