"""Sweep mixing strengths over seeds, splits and budgets."""

import warnings
from collections.abc import Sequence
from numbers import Integral
from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn._checks import check_count
from mixlearn.sweeps._cells import Cell, Plan, Scored
from mixlearn.sweeps._errors import SweepError
from mixlearn.sweeps._plan import plan_of
from mixlearn.sweeps._result import Sweep
from mixlearn.sweeps._workers import Stopped, finish

__all__ = ["sweep_alpha"]

Array = npt.NDArray[Any]


def sweep_alpha(
    estimator: Any,
    X: Any,
    y: npt.ArrayLike,
    *,
    alphas: Sequence[float] = (0.0, 0.1, 0.2, 0.4, 1.0, 2.0),
    param: str | None = None,
    budgets: Sequence[Any] | None = None,
    budget_param: str | None = None,
    controls: str | Sequence[str] = (),
    seeds: int = 10,
    cv: Any = None,
    groups: Any = None,
    test_size: float = 0.25,
    scoring: Any = None,
    n_jobs: int | None = None,
    progress: bool | None = None,
    random_state: Any = None,
) -> Sweep:
    """Score a classifier at several mixing strengths, on the same splits and seeds.

    For every seed and fold the rows are split, and then the estimator is trained on the training
    rows at every mixing strength and budget, with the same random numbers: what differs between two
    cells of a run is what was varied. Mixing comes after the split, so that no held-out row
    takes part in a mix.

    Beside every mix its **placebo** is trained: the same draws, rows, repetitions and weights, with
    nothing blended. What mixing gains is the difference from that; what repetition gains is the
    difference between the placebo and no mixing.

    Parameters
    ----------
    estimator : scikit-learn classifier
        One with a mixing strength: SoftLabelMLP, MixupClassifier, MixMatchClassifier, or a pipeline
        or meta-estimator that holds one of them. Whatever `random_state` it has anywhere is set.
        One of your own has a placebo if it has a parameter `placebo` as MixupClassifier has, beside
        its `alpha`, or an attribute ``placebo_is_plain`` that is true because its placebo is its
        fit at alpha = 0.
    X : array-like of shape (n, ...)
        Features.
    y : array-like of shape (n,)
        Class labels. For MixMatchClassifier, -1 marks rows without one: these are all trained on
        (see :class:`LabelledSplit`; a splitter of your own may hold them out), and never scored.
    alphas : sequence of float, default=(0, 0.1, 0.2, 0.4, 1, 2)
        Mixing strengths, each in [0, inf]; 0 is no mixing.
    param : str, optional
        Name of the parameter that takes them, for example "softlabelmlp__alpha". By default it is
        looked up, for the estimators above.
    budgets : sequence, optional
        Training budgets; None leaves the estimator's own.
    budget_param : str, optional
        Name of the parameter that takes them; by default "max_iter" of the network in `estimator`.
    controls : list of str, or "all", default=()
        Cheaper cousins of mixing to compare it with, at every mixing strength:

        - "label smoothing": the placebo with smoothed labels, as soft on average as the mixed ones;
        - "noise": the placebo with Gaussian noise on its features, of the variance with which
          mixing moves each of them;
        - "weight decay": the placebo with an L2 penalty, in a network that has one; two strengths
          (0.001 and 0.01, or 0.1 and 1 of an MLPClassifier, which divides it by the rows of a
          step);
        - "early stopping": the placebo with a quarter and with half of the training budget, where
          that is a whole number. (Rows held out of repeated ones to stop by are in training, too.)

        "all" means those that `estimator` supports.
    seeds : int, default=10
        How many seeds. Each draws a split and the estimator's random numbers.
    cv : int or cross-validation splitter, optional
        None holds rows out once per seed, stratified; otherwise every seed is cross-validated, an
        int meaning that many stratified folds. A splitter that shuffles is given each seed.
    groups : array-like of shape (n,), optional
        Rows of one group stay together: all in training or all held out. A splitter of your own
        must be one that looks at them, such as GroupKFold; otherwise they are drawn at random for
        None, and for an int as evenly by class as they allow.
    test_size : float, default=0.25
        Share in (0, 1) of the rows (of the groups, if there are any) held out, if `cv` is None.
    scoring : str, callable, list or dict, optional
        What scikit-learn's ``check_scoring`` takes; None is accuracy.
    n_jobs : int, optional
        Processes, or whatever ``joblib.parallel_config`` says: threads, Dask. None is one, unless
        it says otherwise. The result is the same to the bit.
    progress : bool, optional
        Whether to show a progress bar; by default only on a terminal.
    random_state : int, RandomState, Generator, SeedSequence or None, default=None
        Seed of the whole sweep; None takes a fresh one, which the result then names.

    Returns
    -------
    Sweep
        Scores on held-out and on training rows; it prints as a table. If it is interrupted
        (Ctrl-C, the stop button) with cells finished, it holds these, and a warning says so.

    Raises
    ------
    ValueError
        If a parameter is out of its range, or the estimator has no such mixing strength or budget.
    SweepError
        If a cell fails, or kills its process again and again. It names the cell and carries what
        was finished as `partial`.

    Examples
    --------
    >>> from mixlearn import SoftLabelMLP, datasets
    >>> from mixlearn.sweeps import sweep_alpha
    >>> moons = datasets.moons(100, noise=0.3, rng=0)
    >>> model = SoftLabelMLP((8,), max_iter=50)
    >>> sweep = sweep_alpha(model, moons.X, moons.y, alphas=[0, 1], seeds=3, random_state=0)
    >>> sweep.scores.shape
    (1, 3, 1, 1, 1, 2)
    """
    plan = plan_of(
        estimator,
        X,
        y,
        alphas=alphas,
        param=param,
        budgets=budgets,
        budget_param=budget_param,
        controls=controls,
        cv=cv,
        groups=groups,
        test_size=test_size,
        scoring=scoring,
        random_state=random_state,
    )
    seeds = check_count("seeds", seeds)
    _check_jobs(n_jobs)
    cells = plan.cells(seeds)
    table = _Table(plan, seeds, cells)
    try:
        finish(plan, list(cells), table.add, n_jobs=n_jobs, progress=progress)
    except Stopped as stopped:
        raise SweepError(str(stopped), table.sweep()) from stopped.__cause__
    except KeyboardInterrupt:
        partial = table.sweep()
        if partial is None:
            raise
        warnings.warn(
            f"The sweep was interrupted after {partial.cells - len(partial.unfinished)} of "
            f"{partial.cells} cells; the others are NaN.",
            stacklevel=2,
        )
        return partial
    sweep = table.sweep()
    assert sweep is not None  # noqa: S101 - there is at least one cell
    return sweep


def _check_jobs(n_jobs: Any) -> None:
    whole = isinstance(n_jobs, Integral) and not isinstance(n_jobs, bool)
    if n_jobs is not None and not (whole and n_jobs):
        raise ValueError(
            f"The 'n_jobs' parameter must be None or an int other than 0. Got {n_jobs!r} instead."
        )


class _Table:
    """Scores as they come in."""

    def __init__(self, plan: Plan, seeds: int, cells: dict[Cell, list[Cell]]) -> None:
        self._plan, self._cells = plan, cells
        self._shape = seeds, plan.folds, len(plan.budgets), len(plan.arms), len(plan.alphas)
        self._open = [cell for same in cells.values() for cell in same]
        self._metrics: tuple[str, ...] = ()
        self._scores = self._train = np.empty(0)

    def add(self, found: Scored) -> None:
        if not self._metrics:  # a scorer may name its metrics only when it is called
            self._metrics = tuple(found.held_out)
            shape = len(self._metrics), *self._shape
            self._scores, self._train = np.full(shape, np.nan), np.full(shape, np.nan)
        for cell in self._cells[found.cell]:
            self._open.remove(cell)
            for m, name in enumerate(self._metrics):
                self._scores[m, *cell] = found.held_out[name]
                self._train[m, *cell] = found.train[name]

    def sweep(self) -> Sweep | None:
        if not self._metrics:
            return None
        plan, (seeds, folds, *_) = self._plan, self._shape
        n_train, n_test = plan.sizes()
        return Sweep(
            scores=self._scores,
            train_scores=self._train,
            metrics=self._metrics,
            seeds=seeds,
            folds=folds,
            budgets=plan.budgets,
            arms=tuple(arm.name for arm in plan.arms),
            alphas=plan.alphas,
            param=plan.param,
            budget_param=None if plan.budgets == (None,) else plan.budget_param,
            n_train=n_train,
            n_test=n_test,
            random_state=plan.entropy,
            placebo_is_plain=plan.placebo_is_plain,
            same_splits=plan.same_splits(seeds),
            unfinished=tuple(tuple(cell) for cell in self._open),
        )
