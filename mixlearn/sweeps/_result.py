"""What a sweep found: a table of scores, and what it allows to say."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from mixlearn._checks import check_choice
from mixlearn.sweeps._verdict import Verdict, judge

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
    """Scores of one estimator at several mixing strengths, over seeds. Printing it gives a table.

    Attributes
    ----------
    scores : ndarray of shape (metrics, seeds, folds, budgets, alphas), float64
        Scores on the rows held out; greater is better. NaN where a cell was not finished.
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
    alphas : tuple of float
        Mixing strengths.
    param, budget_param : str, str or None
        The parameters of the estimator that were varied.
    n_train, n_test : int
        Rows trained on and rows held out, in the first split.
    random_state : int
        What gives the same sweep again, passed as `random_state`.
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

    @property
    def finished(self) -> Array:
        """Which cells were finished: bool of shape (seeds, folds, budgets, alphas)."""
        return np.asarray(~np.isnan(self.scores).all(axis=0))

    def runs(self, metric: str | None = None, *, train: bool = False) -> Array:
        """Give the scores of one metric with seeds and folds in one axis.

        Parameters
        ----------
        metric : str, optional
            Its name; the first by default.
        train : bool, default=False
            Whether to give the scores on the training rows.

        Returns
        -------
        ndarray of shape (seeds * folds, budgets, alphas)
            Row r is paired: the same split and the same random numbers throughout.
        """
        scores = (self.train_scores if train else self.scores)[self._metric(metric)]
        runs: Array = scores.reshape(-1, len(self.budgets), len(self.alphas))
        return runs

    def mean(self, metric: str | None = None, *, train: bool = False) -> Array:
        """Give the means over seeds and folds, of shape (budgets, alphas)."""
        mean: Array = self.runs(metric, train=train).mean(axis=0)
        return mean

    def std(self, metric: str | None = None, *, train: bool = False) -> Array:
        """Give the standard deviations over seeds and folds, of shape (budgets, alphas)."""
        runs = self.runs(metric, train=train)
        if len(runs) < 2:
            return np.full(runs.shape[1:], np.nan)
        std: Array = runs.std(axis=0, ddof=1)
        return std

    def best(self, metric: str | None = None, *, budget: Any = None) -> Best:
        """Give the highest mean score; the weaker mixing of two that tie.

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
        if np.isnan(found).all():
            raise ValueError("No mixing strength was finished on all seeds: run the sweep again.")
        order = np.argsort(self.alphas, kind="stable")
        row, column = np.unravel_index(np.nanargmax(found[:, order]), found.shape)
        i, j = at[row], order[column]
        return Best(self.alphas[j], self.budgets[i], float(mean[i, j]), float(std[i, j]))

    def verdict(
        self, metric: str | None = None, *, budget: Any = None, level: float = 0.95
    ) -> Verdict:
        """Compare every mixing strength with none, and say what the runs can tell.

        Runs of a sweep share rows of one data set, so that a plain t-test calls far too many
        differences real. This one widens the variance of the mean paired difference by what the
        overlap hides (Nadeau and Bengio, 2003), and divides 1 - `level` by the number of
        comparisons (Bonferroni), so that intervals and verdict agree and hold jointly.

        More seeds narrow an interval only down to a floor, about 2 to 3 times the standard
        deviation of a run's difference times ``sqrt(n_test / n_train)``: what they cannot tell is
        how another data set would come out. More rows do.

        Parameters
        ----------
        metric : str, optional
            Its name; the first by default.
        budget : object, optional
            Look at this budget alone. By default mixing is compared with none at every budget.
        level : float, default=0.95
            Probability in (0, 1) that all intervals hold.

        Returns
        -------
        Verdict
            Mean paired differences with intervals; it prints as a sentence or two.

        Raises
        ------
        ValueError
            If 0 is not among the alphas or alone, there are fewer than 5 runs, or no such metric or
            budget.

        References
        ----------
        C. Nadeau, Y. Bengio. Inference for the generalization error. Machine Learning 52, 2003.
        """
        at = self._budgets(budget)
        return judge(
            self.runs(metric)[:, at],
            alphas=self.alphas,
            budgets=tuple(self.budgets[i] for i in at),
            budget_param=self.budget_param,
            metric=self.metrics[self._metric(metric)],
            ratio=self.n_test / self.n_train,
            level=level,
        )

    def rows(self) -> list[dict[str, Any]]:
        """Write the scores as a long table: a dict for each finished cell and metric.

        Returns
        -------
        list of dict
            With the keys "metric", "seed", "fold", "budget", "alpha", "score", "train_score".
        """
        finished = self.finished
        return [
            {
                "metric": self.metrics[m],
                "seed": seed,
                "fold": fold,
                "budget": self.budgets[i],
                "alpha": self.alphas[j],
                "score": float(self.scores[m, seed, fold, i, j]),
                "train_score": float(self.train_scores[m, seed, fold, i, j]),
            }
            for m, seed, fold, i, j in np.ndindex(*self.scores.shape)
            if finished[seed, fold, i, j]
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
        mean, std = self.mean(), self.std()
        runs = f"{self.seeds} seed{'s' * (self.seeds > 1)}"
        if self.folds > 1:
            runs += f" x {self.folds} folds"
        heads = (
            [f"held-out {self.metrics[0]}"]
            if self.budgets == (None,)
            else [f"{self.budget_param}={budget}" for budget in self.budgets]
        )
        width = max(16, *map(len, heads))
        title = (
            f"Sweep: {self.metrics[0]} on {self.n_test} rows held out, trained on {self.n_train}, "
            f"mean ± standard deviation over {runs}"
        )
        lines = [title, f"{'alpha':>6}" + "".join(f"  {head:>{width}}" for head in heads)]
        for j, alpha in enumerate(self.alphas):
            cells = [f"{mean[i, j]:.3f} ± {std[i, j]:.3f}" for i in range(len(self.budgets))]
            lines.append(f"{alpha:6g}" + "".join(f"  {cell:>{width}}" for cell in cells))
        missing = int((~self.finished).sum())
        if missing:
            lines.append(f"{missing} of {self.finished.size} cells were not finished.")
        return "\n".join(lines)

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
