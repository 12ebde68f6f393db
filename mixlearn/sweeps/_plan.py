"""Read what was asked of a sweep, and refuse what is impossible, before anything is trained."""

import warnings
from collections.abc import Iterable
from numbers import Integral
from typing import Any

import joblib
import numpy as np
import numpy.typing as npt
from sklearn.base import is_classifier
from sklearn.metrics import check_scoring
from sklearn.model_selection import (
    GroupShuffleSplit,
    StratifiedGroupKFold,
    StratifiedKFold,
    StratifiedShuffleSplit,
    check_cv,
)
from sklearn.neural_network import MLPClassifier
from sklearn.utils import check_consistent_length, check_random_state, indexable

from mixlearn import ratios
from mixlearn._checks import check_count, check_number, for_sklearn
from mixlearn._classes import class_numbers, split_labels
from mixlearn._rows import check_labels, check_two, one_column
from mixlearn.estimators import MixupClassifier
from mixlearn.metrics import labelled_scorer
from mixlearn.networks import MixMatchClassifier, SoftLabelMLP
from mixlearn.sweeps._arms import arms, placebo
from mixlearn.sweeps._cells import Cell, Plan, is_seed
from mixlearn.sweeps._labelled import LabelledSplit

__all__ = ["plan_of"]

Array = npt.NDArray[Any]

# Whose `alpha` is a mixing strength. Elsewhere it may be a penalty, as in Ridge.
_MIXERS = (MixupClassifier, SoftLabelMLP, MixMatchClassifier)
_NETWORKS = (SoftLabelMLP, MixMatchClassifier, MLPClassifier)


def plan_of(
    estimator: Any,
    X: Any,
    y: Any,
    *,
    alphas: Any,
    param: str | None,
    budgets: Any,
    budget_param: str | None,
    controls: Any,
    cv: Any,
    groups: Any,
    test_size: float,
    scoring: Any,
    random_state: Any,
) -> Plan:
    """Check everything that can be checked before the first training."""
    _check_estimator(estimator)
    (X,) = indexable(X if hasattr(X, "shape") else np.asarray(X))
    partly = _learns_unlabelled(estimator)
    y, known = _labels(y, partly=partly)
    groups = None if groups is None else np.asarray(groups)
    check_consistent_length(X, y, groups)
    check_two(estimator, class_numbers(known)[0])
    strengths = _several("alphas", alphas, "mixing strengths")
    strengths = tuple(ratios.check_alpha(alpha) for alpha in strengths)
    param = _known(estimator, "param", param or _mixing_strength(estimator))
    kind = placebo(estimator, param)
    values, time = _budgets(estimator, budgets, budget_param)
    if time is not None and (time in (param, kind.param) or is_seed(time)):
        raise ValueError(
            f"'budget_param' must be another parameter than the mixing strength {param!r}, its "
            f"placebo and the random states, which the sweep sets itself. Got {time!r}."
        )
    splitter = _splitter(cv, test_size, y, groups, partly=partly)
    scorer = check_scoring(estimator, "accuracy" if scoring is None else scoring)
    plan = Plan(
        estimator=estimator,
        X=X,
        y=y,
        groups=groups,
        splitter=splitter,
        folds=int(splitter.get_n_splits(X, y, groups)),
        scorer=labelled_scorer(scorer) if partly else scorer,
        name=_name(scoring),
        param=param,
        alphas=strengths,
        budget_param=time,
        budgets=values,
        arms=arms(estimator, kind, controls, time if _whole(estimator, time, values) else None),
        placebo_param=kind.param,
        placebo_is_plain=kind.plain,
        entropy=_entropy(random_state),
    )
    _check_split(plan)
    return plan


def _check_estimator(estimator: Any) -> None:
    parts = {"": estimator}
    if hasattr(estimator, "get_params") and not isinstance(estimator, type):
        parts |= estimator.get_params(deep=True)
    for name, part in parts.items():
        if isinstance(part, type) and hasattr(part, "fit"):
            where = f" as {name!r} of {type(estimator).__name__}" if name else ""
            raise ValueError(
                f"The 'estimator' parameter must be an instance. Got the class {part.__name__}"
                f"{where}: write {part.__name__}(...), with its parameters in parentheses."
            )
    if not (hasattr(estimator, "fit") and hasattr(estimator, "get_params")):
        raise ValueError(
            f"The 'estimator' parameter must be a scikit-learn classifier. Got {estimator!r} "
            "instead."
        )
    if not is_classifier(estimator):
        raise ValueError(
            "The 'estimator' parameter must be a classifier, since mixing strengths are compared "
            f"by how well classes are told. Got {type(estimator).__name__} instead."
        )


def _learns_unlabelled(estimator: Any) -> bool:
    """Tell whether an estimator, or a part of it, takes -1 for no label."""
    parts = (estimator, *estimator.get_params(deep=True).values())
    return any(getattr(part, "learns_unlabelled", False) is True for part in parts)


def _labels(y: Any, *, partly: bool) -> tuple[Array, Array]:
    """Return the labels of all rows, and those of the labelled ones."""
    if not partly:
        y = check_labels(y)
        return y, y
    y = one_column(y)
    return y, split_labels(y)[0]


def _several(name: str, values: Any, what: str) -> tuple[Any, ...]:
    """Return distinct values as a tuple, whatever holds them."""
    found = tuple(values) if isinstance(values, Iterable) and not isinstance(values, str) else ()
    try:
        different = len(set(found))
    except TypeError:  # lists, for example, which cannot be in a set
        different = len({joblib.hash(value) for value in found})
    if not found or different < len(found):
        raise ValueError(
            f"{name!r} must be a list of different {what}, at least one of them. Got {values!r} "
            "instead."
        )
    return found


def _budgets(estimator: Any, budgets: Any, param: str | None) -> tuple[tuple[Any, ...], str | None]:
    """Return the budgets, and the parameter that takes them; None for what is unknown."""
    if budgets is None:
        if param is None:
            holders = _holders(estimator, _NETWORKS)
            return (None,), f"{holders[0]}max_iter" if len(holders) == 1 else None
        return (None,), _known(estimator, "budget_param", param)
    values = _several("budgets", budgets, "values")
    return values, _known(estimator, "budget_param", param or _budget(estimator))


def _whole(estimator: Any, param: str | None, budgets: tuple[Any, ...]) -> bool:
    """Tell whether budgets are numbers of steps, so that part of one can be trained."""
    if param is None:
        return False
    own = estimator.get_params(deep=True)[param]
    return all(
        isinstance(value, Integral) and not isinstance(value, bool)
        for value in (own if budget is None else budget for budget in budgets)
    )


def _check_split(plan: Plan) -> None:
    """Split once, so that what goes wrong there is said before anything is trained."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        plan.split(Cell(0, 0, 0, 0, 0))
    if any("groups parameter is ignored" in str(each.message) for each in caught):
        raise ValueError(
            f"cv={plan.splitter!r} does not look at 'groups', and rows of one group would be "
            "trained on and held out: choose a splitter that does, for example GroupKFold."
        )


def _entropy(random_state: Any) -> int:
    if random_state is None:
        return int(np.random.SeedSequence().generate_state(1)[0]) >> 1
    if isinstance(random_state, Integral):  # of any size, if not negative
        return check_count("random_state", random_state, least=0)
    seed = for_sklearn(random_state)
    return seed if isinstance(seed, int) else int(check_random_state(seed).randint(2**31))


def _name(scoring: Any) -> str:
    if scoring is None:
        return "accuracy"
    return scoring if isinstance(scoring, str) else getattr(scoring, "__name__", "score")


def _splitter(cv: Any, test_size: float, y: Array, groups: Array | None, *, partly: bool) -> Any:
    if cv is None:
        share = check_number("test_size", test_size, high=1.0, open_low=True, open_high=True)
        kind = StratifiedShuffleSplit if groups is None else GroupShuffleSplit
        splitter = kind(1, test_size=share)
    elif isinstance(cv, int):
        folds = StratifiedKFold if groups is None else StratifiedGroupKFold
        splitter = folds(check_count("cv", cv, least=2), shuffle=True)
    else:
        return check_cv(cv, y, classifier=True)
    return LabelledSplit(splitter) if partly else splitter


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
    """Return the prefixes of the outermost estimators of these kinds: "" or "step__"."""
    if isinstance(estimator, kinds):
        return [""]
    parts = estimator.get_params(deep=True)
    names = [name for name, value in parts.items() if isinstance(value, kinds)]
    depth = min((name.count("__") for name in names), default=0)
    return [f"{name}__" for name in names if name.count("__") == depth]
