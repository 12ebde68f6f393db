"""What paired runs can tell: differences with intervals, and a sentence."""

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr, stdtrit

from mixlearn._checks import check_number

__all__ = ["Difference", "Verdict", "judge"]

Array = npt.NDArray[Any]

# With fewer, the spread of the differences is itself hardly known.
_FEWEST = 5


class Difference(NamedTuple):
    """A mixing strength against none.

    Attributes
    ----------
    alpha : float
        The mixing strength.
    budget : object
        At which budget; None if budgets were not varied.
    mean : float
        Mean paired difference of the scores; positive where mixing is better.
    low, high : float
        Its confidence interval; all intervals of a verdict hold jointly.
    p_value : float
        Corrected for the number of comparisons, in [0, 1].
    """

    alpha: float
    budget: Any
    mean: float
    low: float
    high: float
    p_value: float


@dataclass(frozen=True, repr=False)
class Verdict:
    """Whether mixing made a difference. Printing it gives a sentence or two.

    Attributes
    ----------
    differences : tuple of Difference
        For every mixing strength but none, and every budget.
    metric : str
        What was measured.
    runs : int
        Number of paired runs.
    level : float
        Probability that all intervals hold.
    budget_param : str or None
        What the budgets are values of.
    """

    differences: tuple[Difference, ...]
    metric: str
    runs: int
    level: float
    budget_param: str | None = None

    @property
    def better(self) -> tuple[Difference, ...]:
        """Where mixing is better than none, beyond chance."""
        return tuple(found for found in self.differences if found.low > 0)

    @property
    def worse(self) -> tuple[Difference, ...]:
        """Where mixing is worse than none, beyond chance."""
        return tuple(found for found in self.differences if found.high < 0)

    def __repr__(self) -> str:
        """Return the sentences."""
        parts = []
        if self.better:
            best = max(self.better, key=lambda found: found.mean)
            parts.append(f"{self._where(best)} is better than no mixing by {self._size(best)}")
        if self.worse:
            worst = min(self.worse, key=lambda found: found.mean)
            parts.append(f"{self._where(worst)} is worse than no mixing by {self._size(worst)}")
        if not parts:
            parts.append(f"No detectable effect of mixing on {self.metric}")
        told = len(self.better) + len(self.worse)
        rest = len(self.differences) - told
        low = min(found.low for found in self.differences)
        high = max(found.high for found in self.differences)
        text = "; ".join(parts) + f", over {self.runs} paired runs."
        text = text[0].upper() + text[1:]
        if told:
            others = [
                f"{count} of {len(self.differences)} comparisons {word}"
                for count, word in (
                    (len(self.better), "better"),
                    (len(self.worse), "worse"),
                    (rest, "undecided"),
                )
                if count
            ]
            return f"{text} In all: {', '.join(others)} ({self.level:.0%} jointly)."
        return (
            f"{text} Excluded, at {self.level:.0%} jointly for {_count(len(self.differences))}: "
            f"more than {self._points(max(high, 0.0))} better, and more than "
            f"{self._points(max(-low, 0.0))} worse."
        )

    def _where(self, found: Difference) -> str:
        at = "" if found.budget is None else f" at {self.budget_param}={found.budget}"
        return f"alpha={found.alpha:g}{at}"

    def _size(self, found: Difference) -> str:
        low, high = sorted((abs(found.low), abs(found.high)))
        return (
            f"{self._points(abs(found.mean))} of {self.metric} "
            f"(between {self._points(low)} and {self._points(high)})"
        )

    def _points(self, value: float) -> str:
        if "accuracy" in self.metric:
            return f"{100 * value:.1f} points"
        return f"{value:.3g}"


def _count(comparisons: int) -> str:
    return "one comparison" if comparisons == 1 else f"{comparisons} comparisons"


def judge(
    runs: Array,
    *,
    alphas: tuple[float, ...],
    budgets: tuple[Any, ...],
    budget_param: str | None,
    metric: str,
    ratio: float,
    level: float,
) -> Verdict:
    """Compare the columns of paired runs (runs, budgets, alphas) with that of alpha = 0."""
    check_number("level", level, high=1.0, open_low=True)
    if level == 1:
        raise ValueError("The 'level' parameter must be a float in (0, 1). Got 1 instead.")
    if 0 not in alphas or len(alphas) < 2:
        raise ValueError(
            "A verdict compares mixing with none: 'alphas' must hold 0 and at least one more. "
            f"Got {list(alphas)} instead."
        )
    if np.isnan(runs).any():
        raise ValueError("Some cells were not finished, and a verdict needs them all.")
    if len(runs) < _FEWEST:
        raise ValueError(
            f"A verdict takes at least {_FEWEST} runs. Got {len(runs)}: sweep over more seeds."
        )
    none = alphas.index(0)
    others = [j for j in range(len(alphas)) if j != none]
    gains = runs[:, :, others] - runs[:, :, [none]]
    comparisons = gains.shape[1] * gains.shape[2]
    mean = gains.mean(axis=0)
    # Runs whose training rows overlap are alike: the variance of their mean is that of independent
    # runs, s^2 / runs, plus s^2 * n_test / n_train.
    error = gains.std(axis=0, ddof=1) * math.sqrt(1 / len(runs) + ratio)
    freedom = len(runs) - 1
    # SciPy's special functions hold Student's law, and load in a tenth of the time of its stats.
    reach = stdtrit(freedom, 1 - (1 - level) / (2 * comparisons)) * error
    with np.errstate(divide="ignore", invalid="ignore"):
        p = 2 * stdtr(freedom, np.where(mean == 0, 0.0, -np.abs(mean) / error))
    p = np.minimum(p * comparisons, 1.0)
    return Verdict(
        tuple(
            Difference(
                alphas[j],
                budget,
                float(mean[i, k]),
                float(mean[i, k] - reach[i, k]),
                float(mean[i, k] + reach[i, k]),
                float(p[i, k]),
            )
            for i, budget in enumerate(budgets)
            for k, j in enumerate(others)
        ),
        metric,
        len(runs),
        level,
        budget_param,
    )
