"""Sweep mixing strengths over seeds, splits and budgets."""

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import check_scoring
from sklearn.model_selection import StratifiedKFold, StratifiedShuffleSplit, check_cv
from sklearn.neural_network import MLPClassifier
from sklearn.utils import check_consistent_length, check_random_state

from mixlearn import ratios
from mixlearn._checks import check_count, check_number
from mixlearn._rows import check_labels
from mixlearn.estimators import MixupClassifier
from mixlearn.networks import SoftLabelMLP
from mixlearn.sweeps._cells import Cell, Plan, Scored
from mixlearn.sweeps._errors import SweepError
from mixlearn.sweeps._result import Sweep
from mixlearn.sweeps._workers import Stopped, finish

__all__ = ["sweep_alpha"]

Array = npt.NDArray[Any]

# Whose `alpha` is a mixing strength. Elsewhere it may be a penalty, as in Ridge.
_MIXERS = (MixupClassifier, SoftLabelMLP)
_NETWORKS = (SoftLabelMLP, MLPClassifier)


def sweep_alpha(
    estimator: Any,
    X: Any,
    y: npt.ArrayLike,
    *,
    alphas: Sequence[float] = (0.0, 0.1, 0.2, 0.4, 1.0, 2.0),
    param: str | None = None,
    budgets: Sequence[Any] | None = None,
    budget_param: str | None = None,
    seeds: int = 10,
    cv: Any = None,
    test_size: float = 0.25,
    scoring: Any = None,
    n_jobs: int | None = None,
    progress: bool | None = None,
    random_state: Any = None,
) -> Sweep:
    """Score a classifier at several mixing strengths, on the same splits and seeds.

    For every seed and fold the rows are split, and then the estimator is trained on the training
    rows at every mixing strength and budget, with the same random numbers: what differs between two
    cells of a run is what was varied. Mixing comes after the split, so that no row held out has
    part in a mix.

    Parameters
    ----------
    estimator : scikit-learn classifier
        One with a mixing strength: SoftLabelMLP, MixupClassifier, or a pipeline or meta-estimator
        that holds one of them. Whatever `random_state` it has anywhere is set.
    X : array-like of shape (n, ...)
        Features.
    y : array-like of shape (n,)
        Class labels.
    alphas : sequence of float, default=(0, 0.1, 0.2, 0.4, 1, 2)
        Mixing strengths, each in [0, inf]; 0 is no mixing.
    param : str, optional
        Name of the parameter that takes them, for example "softlabelmlp__alpha". Found by itself
        for the estimators above.
    budgets : sequence, optional
        Training budgets; None leaves the estimator's own.
    budget_param : str, optional
        Name of the parameter that takes them; by default "max_iter" of the network in `estimator`.
    seeds : int, default=10
        How many seeds. Each draws a split and the estimator's random numbers.
    cv : int or cross-validation splitter, optional
        None holds rows out once a seed, stratified; else every seed is cross-validated, an int
        meaning that many stratified folds. A splitter that shuffles is given each seed.
    test_size : float, default=0.25
        Share in (0, 1) of the rows held out, if `cv` is None.
    scoring : str, callable, list or dict, optional
        What scikit-learn's ``check_scoring`` takes; None is accuracy.
    n_jobs : int, optional
        Processes, or whatever ``joblib.parallel_config`` says: threads, Dask. None is one, unless
        it says otherwise. The result is the same to the bit.
    progress : bool, optional
        Whether to show a progress bar; by default only on a terminal.
    random_state : int, RandomState or None, default=None
        Seed of the whole sweep; None takes a fresh one, which the result then names.

    Returns
    -------
    Sweep
        Scores on held-out and on training rows; it prints as a table. If it is interrupted
        (Ctrl-C, the stop button) with cells finished, it holds these, and a warning says so.

    Raises
    ------
    ValueError
        If a parameter is out of its range, or the mixing strength or budget is not found.
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
    (1, 3, 1, 1, 2)
    """
    plan = _plan(
        estimator,
        X,
        y,
        alphas=alphas,
        param=param,
        budgets=budgets,
        budget_param=budget_param,
        cv=cv,
        test_size=test_size,
        scoring=scoring,
        random_state=random_state,
    )
    shape = check_count("seeds", seeds), plan.folds, len(plan.budgets), len(plan.alphas)
    table = _Table(plan, shape)
    try:
        finish(
            plan,
            [Cell(*at) for at in np.ndindex(*shape)],
            table.add,
            n_jobs=n_jobs,
            progress=progress,
        )
    except Stopped as stopped:
        raise SweepError(str(stopped), table.sweep()) from stopped.__cause__
    except KeyboardInterrupt:
        partial = table.sweep()
        if partial is None:
            raise
        warnings.warn(
            f"The sweep was interrupted after {int(partial.finished.sum())} of "
            f"{partial.finished.size} cells; the others are NaN.",
            stacklevel=2,
        )
        return partial
    sweep = table.sweep()
    assert sweep is not None  # noqa: S101 - there is at least one cell
    return sweep


class _Table:
    """Scores as they come in."""

    def __init__(self, plan: Plan, shape: tuple[int, int, int, int]) -> None:
        self._plan, self._shape = plan, shape
        self._metrics: tuple[str, ...] = ()
        self._scores = self._train = np.empty(0)

    def add(self, found: Scored) -> None:
        if not self._metrics:  # a scorer may name its metrics only when it is called
            self._metrics = tuple(found.held_out)
            shape = len(self._metrics), *self._shape
            self._scores, self._train = np.full(shape, np.nan), np.full(shape, np.nan)
        for m, name in enumerate(self._metrics):
            self._scores[m, *found.cell] = found.held_out[name]
            self._train[m, *found.cell] = found.train[name]

    def sweep(self) -> Sweep | None:
        if not self._metrics:
            return None
        plan, (seeds, folds, _, _) = self._plan, self._shape
        train, held_out = plan.split(Cell(0, 0, 0, 0))
        return Sweep(
            scores=self._scores,
            train_scores=self._train,
            metrics=self._metrics,
            seeds=seeds,
            folds=folds,
            budgets=plan.budgets,
            alphas=plan.alphas,
            param=plan.param,
            budget_param=plan.budget_param,
            n_train=len(train),
            n_test=len(held_out),
            random_state=plan.entropy,
        )


def _plan(
    estimator: Any,
    X: Any,
    y: Any,
    *,
    alphas: Any,
    param: str | None,
    budgets: Any,
    budget_param: str | None,
    cv: Any,
    test_size: float,
    scoring: Any,
    random_state: Any,
) -> Plan:
    """Check everything before anything is trained."""
    X = X if hasattr(X, "shape") else np.asarray(X)
    y = check_labels(y)
    check_consistent_length(X, y)
    strengths = tuple(ratios.check_alpha(alpha) for alpha in alphas)
    if not strengths or len(set(strengths)) < len(strengths):
        raise ValueError(f"'alphas' must be different mixing strengths. Got {alphas!r} instead.")
    param = _known(estimator, "param", param or _mixing_strength(estimator))
    values: tuple[Any, ...] = (None,) if budgets is None else tuple(budgets)
    if budgets is None:
        budget_param = None
    else:
        if not values or len(set(values)) < len(values):
            raise ValueError(f"'budgets' must be different values. Got {budgets!r} instead.")
        budget_param = _known(estimator, "budget_param", budget_param or _budget(estimator))
    splitter = _splitter(cv, test_size, y)
    return Plan(
        estimator=estimator,
        X=X,
        y=y,
        splitter=splitter,
        folds=int(splitter.get_n_splits(X, y)),
        scorer=check_scoring(estimator, "accuracy" if scoring is None else scoring),
        name=_name(scoring),
        param=param,
        alphas=strengths,
        budget_param=budget_param,
        budgets=values,
        entropy=_entropy(random_state),
    )


def _entropy(random_state: Any) -> int:
    if random_state is None:
        return int(np.random.SeedSequence().generate_state(1)[0]) >> 1
    if isinstance(random_state, np.random.RandomState):
        return int(check_random_state(random_state).randint(2**31))
    return check_count("random_state", random_state, least=0)


def _name(scoring: Any) -> str:
    if scoring is None:
        return "accuracy"
    return scoring if isinstance(scoring, str) else getattr(scoring, "__name__", "score")


def _splitter(cv: Any, test_size: float, y: Array) -> Any:
    if cv is None:
        share = check_number("test_size", test_size, high=1.0, open_low=True)
        return StratifiedShuffleSplit(1, test_size=share)
    if isinstance(cv, int):
        return StratifiedKFold(check_count("cv", cv, least=2), shuffle=True)
    return check_cv(cv, y, classifier=True)


def _known(estimator: Any, what: str, name: str) -> str:
    if name in estimator.get_params(deep=True):
        return name
    raise ValueError(
        f"The {what!r} parameter must name a parameter of {type(estimator).__name__}. "
        f"Got {name!r} instead, which it does not have."
    )


def _mixing_strength(estimator: Any) -> str:
    holders = _holders(estimator, _MIXERS)
    if len(holders) == 1:
        return f"{holders[0]}alpha"
    raise ValueError(
        f"The mixing strength of {type(estimator).__name__} is not known: name it as 'param', for "
        "example param='estimator__alpha', or wrap the classifier in one that mixes."
        if not holders
        else f"{type(estimator).__name__} holds several mixing strengths: choose one as 'param', "
        f"for example param='{holders[0]}alpha'."
    )


def _budget(estimator: Any) -> str:
    holders = _holders(estimator, _NETWORKS)
    if len(holders) == 1:
        return f"{holders[0]}max_iter"
    raise ValueError(
        f"The training budget of {type(estimator).__name__} is not known: name it as "
        "'budget_param', for example budget_param='max_iter'."
    )


def _holders(estimator: Any, kinds: tuple[type, ...]) -> list[str]:
    """Give the prefixes of the outermost estimators of these kinds: "" or "step__"."""
    if isinstance(estimator, kinds):
        return [""]
    parts = estimator.get_params(deep=True)
    names = [name for name, value in parts.items() if isinstance(value, kinds)]
    depth = min((name.count("__") for name in names), default=0)
    return [f"{name}__" for name in names if name.count("__") == depth]
