"""What paired runs can tell: differences with intervals."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr, stdtrit

from mixlearn._checks import check_number
from mixlearn.sweeps._words import told

__all__ = ["Difference", "Runs", "Verdict", "judge"]

Array = npt.NDArray[Any]

# With fewer runs, the spread of the differences is itself hardly known.
_FEWEST = 5
# Differences below this fraction of the scores are rounding.
_ROUNDING = 1e-12


class Difference(NamedTuple):
    """Training at a mixing strength compared with something else.

    Attributes
    ----------
    alpha : float
        The mixing strength.
    budget : object
        At which budget; None if budgets were not varied.
    mean : float
        Mean paired difference of the scores; positive where `against` is worse.
    low, high : float
        Its confidence interval; all intervals of a verdict hold jointly. Infinite where all runs
        have the same difference, which says nothing about the next.
    p_value : float
        Corrected for the number of comparisons, in [0, 1].
    against : str
        "placebo", "no mixing", or the name of a control.
    """

    alpha: float
    budget: Any
    mean: float
    low: float
    high: float
    p_value: float
    against: str = "no mixing"


@dataclass(frozen=True, repr=False)
class Verdict:
    """Whether mixing made a difference. Printed, it is a few sentences.

    Attributes
    ----------
    differences : tuple of Difference
        Mixing against its placebo, or against no mixing where the placebo is that or there is
        none: for every mixing strength but 0, and every budget.
    metric : str
        What was measured.
    runs : int
        Number of paired runs.
    level : float
        Probability that all intervals hold.
    budget_param : str or None
        What the budgets are values of.
    controls : tuple of Difference
        Mixing against every control, likewise.
    repetition : tuple of Difference
        The placebo against no mixing: what repeating and weighing rows does by itself. Empty where
        the placebo is no mixing, or none was trained. These hold jointly by themselves.
    has_placebo : bool
        Whether a placebo is known.
    not_tried : tuple of str
        Controls that were not tried.
    same_splits : bool
        Whether all seeds had the same splits, so that a fold is one run.
    """

    differences: tuple[Difference, ...]
    metric: str
    runs: int
    level: float
    budget_param: str | None = None
    controls: tuple[Difference, ...] = ()
    repetition: tuple[Difference, ...] = ()
    has_placebo: bool = True
    not_tried: tuple[str, ...] = ()
    same_splits: bool = False

    @property
    def better(self) -> tuple[Difference, ...]:
        """Where mixing is better than its placebo, beyond chance."""
        return tuple(found for found in self.differences if found.low > 0)

    @property
    def worse(self) -> tuple[Difference, ...]:
        """Where mixing is worse than its placebo, beyond chance."""
        return tuple(found for found in self.differences if found.high < 0)

    @property
    def beats_all(self) -> tuple[Difference, ...]:
        """Where mixing is better than its placebo and every control tried, beyond chance."""
        return tuple(found for found in self.better if all(d.low > 0 for d in self.beside(found)))

    def beside(self, found: Difference) -> tuple[Difference, ...]:
        """Return the comparisons with the controls at the strength and budget of another."""
        place = found.alpha, found.budget
        return tuple(each for each in self.controls if (each.alpha, each.budget) == place)

    def __repr__(self) -> str:
        """Return the sentences."""
        return told(self)


class Runs(NamedTuple):
    """Scores of paired runs, each of shape (runs, budgets, alphas), without alpha = 0.

    Attributes
    ----------
    mixing : ndarray
        Of the mixes.
    plain : ndarray of shape (runs, budgets, 1), or None
        Without mixing.
    placebo : ndarray or None
        Of the placebos, where they are not the fits without mixing.
    controls : mapping of str to ndarray
        Of the controls.
    """

    mixing: Array
    plain: Array | None
    placebo: Array | None
    controls: Mapping[str, Array]


def judge(
    runs: Runs,
    *,
    alphas: tuple[float, ...],
    budgets: tuple[Any, ...],
    budget_param: str | None,
    metric: str,
    ratio: float,
    level: float,
    has_placebo: bool,
    not_tried: tuple[str, ...],
    same_splits: bool,
) -> Verdict:
    """Compare what was trained at each mixing strength, run by run."""
    check_number("level", level, high=1.0, open_low=True, open_high=True)
    count = len(runs.mixing)
    if count < _FEWEST:
        do = (
            "all seeds have the same splits, so that only its folds count. Choose a splitter that "
            "shuffles, or more folds"
            if same_splits
            else "sweep over more seeds"
        )
        raise ValueError(f"A verdict takes at least {_FEWEST} runs. Got {count}: {do}.")
    first = ("placebo", runs.placebo) if runs.placebo is not None else ("no mixing", runs.plain)
    rivals = dict([first, *runs.controls.items()])
    places = [(alpha, budget) for budget in budgets for alpha in alphas]

    def compared(what: Array, rivals: Mapping[str, Any]) -> list[tuple[Difference, ...]]:
        return [
            tuple(
                Difference(*place, *numbers, name)
                for place, numbers in zip(
                    places,
                    _intervals(what, than, ratio, 1 - level, len(places) * len(rivals)),
                    strict=True,
                )
            )
            for name, than in rivals.items()
        ]

    differences, *controls = compared(runs.mixing, rivals)
    repetition: tuple[Difference, ...] = ()
    if runs.placebo is not None and runs.plain is not None:
        (repetition,) = compared(runs.placebo, {"no mixing": runs.plain})
    return Verdict(
        differences,
        metric,
        count,
        level,
        budget_param,
        controls=tuple(each for of_one in controls for each in of_one),
        repetition=repetition,
        has_placebo=has_placebo,
        not_tried=not_tried,
        same_splits=same_splits,
    )


def _intervals(
    what: Array, than: Array, ratio: float, risk: float, comparisons: int
) -> list[tuple[float, float, float, float]]:
    """Return mean, ends of the interval and corrected p-value, budget by budget."""
    gains = (what - than).reshape(len(what), -1)
    # Scores that are equal on paper may differ in the last digit.
    rounding = _ROUNDING * max(np.abs(what).max(), np.abs(than).max())
    gains[np.abs(gains) <= rounding] = 0.0
    spread = gains.std(axis=0, ddof=1)
    spread[spread <= rounding] = 0.0
    mean = gains.mean(axis=0)
    # Runs whose training rows overlap are correlated: the variance of their mean is that of
    # independent runs, s^2 / runs, plus s^2 * n_test / n_train.
    error = spread * math.sqrt(1 / len(gains) + ratio)
    freedom = len(gains) - 1
    # SciPy's special functions hold Student's distribution, and load in a tenth of the time of its
    # stats.
    reach = stdtrit(freedom, 1 - risk / (2 * comparisons)) * error
    with np.errstate(divide="ignore", invalid="ignore"):
        p = 2 * stdtr(freedom, np.where(mean == 0, 0.0, -np.abs(mean) / error))
    # The very same difference in all runs is one observation, however often it is repeated.
    unknown = (spread == 0) & (mean != 0)
    reach[unknown], p[unknown] = np.inf, 1.0
    p = np.minimum(p * comparisons, 1.0)
    numbers = np.column_stack((mean, mean - reach, mean + reach, p))
    return [(float(a), float(b), float(c), float(d)) for a, b, c, d in numbers]
