"""One clear sentence for a parameter that cannot be used."""

import math
from collections.abc import Iterable
from numbers import Integral, Real
from typing import Any

__all__: list[str] = []


def check_choice(name: str, value: Any, choices: Iterable[str]) -> str:
    """Return `value` if it is one of `choices`."""
    choices = tuple(choices)
    if isinstance(value, str) and value in choices:
        return value
    allowed = ", ".join(map(repr, choices))
    raise ValueError(f"The {name!r} parameter must be one of {allowed}. Got {value!r} instead.")


def check_count(name: str, value: Any, *, least: int = 1) -> int:
    """Return `value` if it is a whole number, `least` or more."""
    if _is_a(Integral, value) and value >= least:
        return int(value)
    raise ValueError(
        f"The {name!r} parameter must be an int in [{least}, inf). Got {value!r} instead."
    )


def check_number(
    name: str,
    value: Any,
    *,
    low: float = 0.0,
    high: float = math.inf,
    open_low: bool = False,
    open_high: bool = False,
) -> float:
    """Return `value` if it is a number in [low, high], open ends excluded."""
    if _is_a(Real, value):
        try:
            number = float(value)
        except OverflowError:  # an int may be larger than any float
            number = math.inf
        at_open_end = (open_low and number == low) or (open_high and number == high)
        if low <= number <= high and number != math.inf and not at_open_end:
            return number
    end = ")" if open_high or high == math.inf else "]"
    bounds = f"{'(' if open_low else '['}{low:g}, {high:g}{end}"
    raise ValueError(f"The {name!r} parameter must be a float in {bounds}. Got {value!r} instead.")


def _is_a(kind: type, value: Any) -> bool:
    # Python counts True and False among the numbers; as a parameter they are a slip.
    return isinstance(value, kind) and not isinstance(value, bool)
