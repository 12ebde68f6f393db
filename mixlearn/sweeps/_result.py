"""The result of a sweep: a table of scores, and what can be concluded from it."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from mixlearn._checks import check_choice
from mixlearn.sweeps._arms import not_tried
from mixlearn.sweeps._table import missing, table
from mixlearn.sweeps._verdict import Runs, Verdict, judge

__all__ = ["Best", "Sweep"]

Array = npt.NDArray[Any]


class Best(NamedTuple):
    """The cell column with the highest mean score.

    Attributes
    ----------
    alpha : float
        Its mixing strength.
    budget : object
        Its budget; None if budgets were not varied.
    mean : float
        Mean score over seeds and folds. As the largest of several means it promises too much: to
        report it, measure it again on rows that chose nothing.
    std : float
        Standard deviation over seeds and folds; NaN for a single one.
    """

    alpha: float
    budget: Any
    mean: float
    std: float


@dataclass(frozen=True, eq=False, repr=False)
class Sweep:
    """Scores of one estimator at several mixing strengths, over seeds. Printed, it is a table.

    Attributes
    ----------
    scores : ndarray of shape (metrics, seeds, folds, budgets, arms, alphas), float64
        Scores on the rows held out; greater is better. NaN where a cell was not finished, and at
        alpha = 0 for all arms but mixing.
    train_scores : ndarray of the same shape
        Scores on the training rows, unmixed.
    metrics : tuple of str
        Names along the first axis.
    seeds : int
        Number of seeds.
    folds : int
        Number of splits a seed; 1 with a holdout.
    budgets : tuple
        Values of `budget_param`; ``(None,)`` if it was not varied.
    arms : tuple of str
        What was trained: "mixing", then "placebo" if that is a fit of its own, then the controls.
    alphas : tuple of float
        Mixing strengths.
    param, budget_param : str, str or None
        The parameters of the estimator that were varied.
    n_train, n_test : int
        Rows trained on and rows held out; of folds that differ, the average.
    random_state : int
        What gives the same sweep again, passed as `random_state`.
    placebo_is_plain : bool
        Whether the placebo of every strength is the fit without mixing, to the bit.
    same_splits : bool
        Whether all seeds had the same splits, because the splitter draws nothing.
    unfinished : tuple of (seed, fold, budget, arm, alpha)
        Positions of the cells that were not finished.
    """

    scores: Array
    train_scores: Array
    metrics: tuple[str, ...]
    seeds: int
    folds: int
    budgets: tuple[Any, ...]
    alphas: tuple[float, ...]
    param: str
    budget_param: str | None
    n_train: int
    n_test: int
    random_state: int
    arms: tuple[str, ...] = ("mixing",)
    placebo_is_plain: bool = False
    same_splits: bool = False
    unfinished: tuple[tuple[int, ...], ...] = ()

    @property
    def finished(self) -> Array:
        """Which cells were finished: bool of shape (seeds, folds, budgets, arms, alphas)."""
        finished = np.ones(self.scores.shape[1:], bool)
        finished[..., 1:, np.equal(self.alphas, 0)] = False
        for cell in self.unfinished:
            finished[cell] = False
        return finished

    @property
    def cells(self) -> int:
        """How many cells there are: at alpha = 0, mixing alone."""
        none = self.alphas.count(0)
        columns = len(self.arms) * (len(self.alphas) - none) + none
        return self.seeds * self.folds * len(self.budgets) * columns

    def runs(self, metric: str | None = None, *, arm: str = "mixing", train: bool = False) -> Array:
        """Return the scores of one metric, with seeds and folds in one axis.

        Parameters
        ----------
        metric : str, optional
            Its name; the first by default.
        arm : str, default="mixing"
            One of `arms`; or "placebo", wherever there is one.
        train : bool, default=False
            Whether to return the scores on the training rows.

        Returns
        -------
        ndarray of shape (seeds * folds, budgets, alphas)
            Row r is paired: the same split and the same random numbers throughout, in all arms.

        Raises
        ------
        ValueError
            If there is no such metric or arm.
        """
        scores = (self.train_scores if train else self.scores)[self._metric(metric)]
        runs: Array = scores.reshape(-1, *self.scores.shape[3:])
        if arm == "placebo" and self.placebo_is_plain and 0 in self.alphas:
            plain = runs[..., 0, [self.alphas.index(0)]]
            return np.where(np.equal(self.alphas, 0), np.nan, plain)
        at: Array = runs[..., self.arms.index(check_choice("arm", arm, self.arms)), :]
        return at

    def mean(self, metric: str | None = None, *, arm: str = "mixing", train: bool = False) -> Array:
        """Return the means over seeds and folds, of shape (budgets, alphas)."""
        mean: Array = self.runs(metric, arm=arm, train=train).mean(axis=0)
        return mean

    def std(self, metric: str | None = None, *, arm: str = "mixing", train: bool = False) -> Array:
        """Return the standard deviations over seeds and folds, of shape (budgets, alphas)."""
        runs = self.runs(metric, arm=arm, train=train)
        if len(runs) < 2:
            return np.full(runs.shape[1:], np.nan)
        std: Array = runs.std(axis=0, ddof=1)
        return std

    def best(self, metric: str | None = None, *, budget: Any = None) -> Best:
        """Return the highest mean score of mixing; if two tie, the weaker mixing.

        Parameters
        ----------
        metric : str, optional
            Its name; the first by default.
        budget : object, optional
            Look at this budget alone.

        Returns
        -------
        Best
            Mixing strength, budget, mean and standard deviation.

        Raises
        ------
        ValueError
            If there is no such metric or budget, or no column is finished.
        """
        mean, std = self.mean(metric), self.std(metric)
        at = self._budgets(budget)
        found = mean[at]
        if not np.isfinite(found).any():
            raise ValueError(
                f"No mixing strength has a mean score. {missing(self, self._metric(metric), at)}"
            )
        found = np.where(np.isfinite(found), found, np.nan)
        order = np.argsort(self.alphas, kind="stable")
        row, column = np.unravel_index(np.nanargmax(found[:, order]), found.shape)
        i, j = at[row], order[column]
        return Best(self.alphas[j], self.budgets[i], float(mean[i, j]), float(std[i, j]))

    def verdict(
        self, metric: str | None = None, *, budget: Any = None, level: float = 0.95
    ) -> Verdict:
        """Compare every mixing strength with its placebo and the controls, and say what is known.

        The placebo trains on the same draws, rows, repetitions and weights, with nothing blended.
        Where the estimator has none, or where its placebo is the fit without mixing, mixing is
        compared with alpha = 0. What repetition alone does, the placebo against alpha = 0, stands
        beside it.

        Runs of a sweep share rows of one data set, so that a plain t-test calls far too many
        differences real. This one widens the variance of the mean paired difference by what the
        overlap hides (Nadeau and Bengio, 2003), and divides 1 - `level` by the number of
        comparisons (Bonferroni), so that intervals and verdict agree and hold jointly over
        strengths, budgets, placebo and controls. The comparisons of placebos with no mixing are
        counted by themselves.

        More seeds narrow an interval only down to a floor, about 2 to 3 times the standard
        deviation of a run's difference times ``sqrt(n_test / n_train)``: what they cannot tell is
        how another data set would come out. More rows do. Seeds that share their splits count as
        one run a fold, by their mean.

        Parameters
        ----------
        metric : str, optional
            Its name; the first by default.
        budget : object, optional
            Look at this budget alone. By default all are compared, each within itself.
        level : float, default=0.95
            Probability in (0, 1) that all intervals hold.

        Returns
        -------
        Verdict
            Mean paired differences with intervals; it prints as a few sentences, and a table if
            there were controls.

        Raises
        ------
        ValueError
            If there is nothing to compare with, there are fewer than 5 runs, scores are missing or
            not finite, or there is no such metric or budget.

        References
        ----------
        C. Nadeau, Y. Bengio. Inference for the generalization error. Machine Learning 52, 2003.
        """
        at = self._budgets(budget)
        mixed = [j for j, alpha in enumerate(self.alphas) if alpha]
        none = self.alphas.index(0) if 0 in self.alphas else None

        def runs(arm: str, columns: list[int]) -> Array:
            chosen: Array = self.runs(metric, arm=arm)[:, at][:, :, columns]
            if self.same_splits:  # more seeds of a split are no more splits
                by_fold = chosen.reshape(self.seeds, self.folds, *chosen.shape[1:])
                chosen = by_fold.mean(axis=0)
            return chosen

        placebo = self.placebo_is_plain or "placebo" in self.arms
        plain = None if none is None else runs("mixing", [none])
        if not mixed or (plain is None and "placebo" not in self.arms):
            raise ValueError(
                "A verdict compares mixing with none: 'alphas' must hold "
                f"{'' if 'placebo' in self.arms else '0 and '}at least one more. Got "
                f"{list(self.alphas)} instead."
            )
        why = missing(self, self._metric(metric), at)
        if why:
            raise ValueError(f"A verdict needs all scores. {why}")
        return judge(
            Runs(
                mixing=runs("mixing", mixed),
                plain=plain,
                placebo=runs("placebo", mixed) if "placebo" in self.arms else None,
                controls={
                    arm: runs(arm, mixed) for arm in self.arms if arm not in ("mixing", "placebo")
                },
            ),
            alphas=tuple(self.alphas[j] for j in mixed),
            budgets=tuple(self.budgets[i] for i in at),
            budget_param=self.budget_param,
            metric=self.metrics[self._metric(metric)],
            ratio=self.n_test / self.n_train,
            level=level,
            has_placebo=placebo,
            not_tried=not_tried(self.arms),
            same_splits=self.same_splits,
        )

    def rows(self) -> list[dict[str, Any]]:
        """Write the scores as a long table: a dict for each finished cell and metric.

        Returns
        -------
        list of dict
            With the keys "metric", "seed", "fold", "budget", "arm", "alpha", "score",
            "train_score".
        """
        finished = self.finished
        return [
            {
                "metric": self.metrics[m],
                "seed": seed,
                "fold": fold,
                "budget": self.budgets[i],
                "arm": self.arms[arm],
                "alpha": self.alphas[j],
                "score": float(self.scores[m, seed, fold, i, arm, j]),
                "train_score": float(self.train_scores[m, seed, fold, i, arm, j]),
            }
            for m, seed, fold, i, arm, j in np.ndindex(*self.scores.shape)
            if finished[seed, fold, i, arm, j]
        ]

    def to_pandas(self) -> Any:
        """Write the scores as a pandas DataFrame, with the columns of :meth:`rows`.

        Raises
        ------
        ImportError
            If pandas is not installed.
        """
        try:
            import pandas as pd  # noqa: PLC0415 - optional
        except ImportError as error:
            raise ImportError(
                "Sweep.to_pandas needs pandas. Install it, or use Sweep.rows()."
            ) from error
        return pd.DataFrame(self.rows())

    def __repr__(self) -> str:
        """Return the table of the first metric."""
        return table(self)

    def _metric(self, name: str | None) -> int:
        if name is None:
            return 0
        return self.metrics.index(check_choice("metric", name, self.metrics))

    def _budgets(self, budget: Any) -> list[int]:
        if budget is None:
            return list(range(len(self.budgets)))
        if budget not in self.budgets:
            raise ValueError(
                f"The 'budget' parameter must be one of {list(self.budgets)}. "
                f"Got {budget!r} instead."
            )
        return [self.budgets.index(budget)]
