"""One clear sentence for a parameter that cannot be used."""

import math
from collections.abc import Iterable
from numbers import Integral, Real
from typing import Any

import numpy as np

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


def check_rng(rng: Any) -> np.random.Generator:
    """Return a Generator for whatever NumPy takes as a seed."""
    try:
        return np.random.default_rng(_no_bool(rng))
    except (TypeError, ValueError):
        raise ValueError(
            "The 'rng' parameter must be an int in [0, inf), a numpy.random.Generator or "
            f"SeedSequence, or None. Got {rng!r} instead."
        ) from None


def check_seed(random_state: Any) -> Any:
    """Return the Generator or RandomState for whatever scikit-learn or NumPy take as a seed."""
    from sklearn.utils import check_random_state  # noqa: PLC0415 - seldom asked, slow to import

    if isinstance(random_state, np.random.Generator):
        return random_state
    if isinstance(random_state, np.random.SeedSequence):  # a copy: ours must not count its children
        entropy, key = random_state.entropy, random_state.spawn_key
        return np.random.default_rng(np.random.SeedSequence(entropy, spawn_key=key))
    try:
        return check_random_state(_no_bool(random_state))
    except (TypeError, ValueError):
        raise ValueError(
            "The 'random_state' parameter must be an int in [0, 2**32 - 1], a RandomState, a "
            f"Generator, a SeedSequence or None. Got {random_state!r} instead."
        ) from None


def for_sklearn(random_state: Any) -> Any:
    """Return what scikit-learn takes as a seed, which knows no Generator and no SeedSequence."""
    source = check_seed(random_state)
    return int(source.integers(2**31)) if isinstance(source, np.random.Generator) else random_state


def _no_bool(seed: Any) -> Any:
    if isinstance(seed, bool | np.bool):
        raise TypeError
    return seed


def _is_a(kind: type, value: Any) -> bool:
    # Python counts True and False among the numbers; as a parameter they are a slip.
    return isinstance(value, kind) and not isinstance(value, bool)
