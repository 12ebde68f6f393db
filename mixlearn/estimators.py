"""Any scikit-learn classifier, trained on mixes."""

import copy
import warnings
from collections.abc import Callable
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from sklearn.base import (
    BaseEstimator,
    ClassifierMixin,
    MetaEstimatorMixin,
    clone,
    is_classifier,
)
from sklearn.pipeline import Pipeline
from sklearn.utils import Tags, check_random_state, compute_class_weight, get_tags
from sklearn.utils.metadata_routing import (
    MetadataRouter,
    MethodMapping,
    _raise_for_params,
    _routing_enabled,
    process_routing,
)
from sklearn.utils.metaestimators import available_if
from sklearn.utils.validation import (
    check_consistent_length,
    check_is_fitted,
    has_fit_parameter,
)

from mixlearn import methods
from mixlearn._checks import check_choice, check_rng, check_seed
from mixlearn._classes import class_numbers
from mixlearn._controls import RECEIPTS, Lesson, check_placebo
from mixlearn._rows import check_features, check_labels, check_two, keep_weighted
from mixlearn.mixing import Mixing
from mixlearn.pairing import BALANCED

__all__ = ["METHODS", "MixupClassifier"]

Array = npt.NDArray[Any]

# The methods that take a table, whatever its columns mean.
METHODS = tuple(name for name, method in methods.METHODS.items() if not method.axes)
# From this many rows on, HistGradientBoostingClassifier's "auto" means to stop early.
_AUTO_STOPS = 10_000


def _inner_has(name: str) -> Callable[[Any], bool]:
    """Tell whether the inner classifier has a method."""

    def check(outer: Any) -> bool:
        inner = getattr(outer, "estimator_", outer.estimator)
        getattr(inner, name)  # its own AttributeError says more than ours
        return True

    return check


class MixupClassifier(MetaEstimatorMixin, ClassifierMixin, BaseEstimator):
    """Train a classifier on mixes of the training rows instead of the rows themselves.

    A classifier that learns soft labels gets the mixed labels as they are. Any other gets each
    mixed row once for each class that has a share of it, with the share as its sample weight: for
    the log-loss that is the same. Prediction is the classifier's own.

    Parameters
    ----------
    estimator : classifier
        What to train. It learns soft labels (like :class:`mixlearn.SoftLabelMLP`), or takes a
        `sample_weight` in ``fit``. Scaling and encoding come before, as steps of a pipeline whose
        last one is this.
    alpha : float, default=0.4
        Mixing strength in [0, inf]: the ratio of every mix is drawn from Beta(alpha, alpha). 0
        means no mixing, and trains `estimator` on the rows as they are.
    method : {"mixup", "remix"}, default="mixup"
        How labels are blended; "remix" leans towards rare classes. See :func:`mixlearn.mix`.
    pairing : {"any", "same", "other", "near", "balanced", "balanced_same"}, default="any"
        Where the partner of a row comes from; see :func:`mixlearn.pairing.pair`.
    n_mixes : int, default=5
        How often every row is mixed, in [1, inf), with new partners and ratios. More mixes cover
        more of the possible ones, and take longer. However many there are, together they weigh as
        much as the training rows.
    random_state : int, RandomState, Generator, SeedSequence or None, default=None
        Seed of pairs and ratios; with the same int, changing `alpha` changes no pair. If
        given, it also seeds every `random_state` of `estimator` that is None.

    Attributes
    ----------
    estimator_ : classifier
        The trained clone of `estimator`.
    classes_ : ndarray of shape (k,)
        Class labels, sorted.
    receipt_ : str
        What it was trained on, in words: how many rows, and the parents, shares and labels of the
        first few.
    n_features_in_ : int
        Number of features seen in `fit`.
    feature_names_in_ : ndarray of shape (d,)
        Their names, if `X` had names that are all strings.

    Notes
    -----
    The mixes are ``mix(X, y, n_mixes=n_mixes, fold=True, rng=random_state, ...)`` for an int
    `random_state`: the row itself keeps the larger share, so that a little mixing is nearly none.

    **Repetition is not mixing.** With `alpha` above 0 a classifier sees ``n_mixes`` times as many
    rows as there are, and each once or twice. By their weights that is the same, but not to a
    learner that counts rows or steps: an epoch of a network, or of an SGDClassifier, has as many
    more steps; ``min_samples_leaf`` of a tree is reached sooner; a bag of a forest leaves out fewer
    of the rows; a tolerance per row stops later. What that does alone, without any blending, the
    placebo shows: compare with it, and not with alpha = 0, to see what mixing does.
    :func:`mixlearn.sweeps.sweep_alpha` does so.

    ``class_weight="balanced"`` inside of `estimator` weighs the classes as the training rows have
    them (a row of `sample_weight` 2 counts twice), however often they stand in the mix.

    Mixes are made once, before training. Whatever `estimator` holds out of them for itself, to stop
    early or to cross-validate, holds blends of rows that it also trains on, and says little. Do
    that outside: ``GridSearchCV(MixupClassifier(...))``, never the other way round.

    A sample weight is blended with the label that it belongs to: a blend has the label, and the
    weight, that the weighted labels of its parents sum to. Rows of weight 0 are left out.

    References
    ----------
    H. Zhang, M. Cisse, Y. Dauphin, D. Lopez-Paz. mixup: Beyond empirical risk minimization.
    ICLR 2018.

    Examples
    --------
    >>> from mixlearn import MixupClassifier
    >>> from sklearn.datasets import load_breast_cancer
    >>> from sklearn.linear_model import LogisticRegression
    >>> from sklearn.pipeline import make_pipeline
    >>> from sklearn.preprocessing import StandardScaler
    >>> X, y = load_breast_cancer(return_X_y=True)
    >>> mixing = MixupClassifier(LogisticRegression(), alpha=0.4, random_state=0)
    >>> model = make_pipeline(StandardScaler(), mixing).fit(X[:400], y[:400])
    >>> model.score(X[400:], y[400:]) > 0.95
    True
    """

    def __init__(
        self,
        estimator: Any,
        *,
        alpha: float = 0.4,
        method: str = "mixup",
        pairing: str = "any",
        n_mixes: int = 5,
        placebo: bool | str = False,
        random_state: Any = None,
    ) -> None:
        self.estimator = estimator
        self.alpha = alpha
        self.method = method
        self.pairing = pairing
        self.n_mixes = n_mixes
        self.placebo = placebo
        self.random_state = random_state

    def fit(
        self, X: Any, y: Any, sample_weight: npt.ArrayLike | None = None, **fit_params: Any
    ) -> Self:
        """Mix, and train.

        Parameters
        ----------
        X : array-like of shape (n, d)
            Features: numbers, none of them missing. Also a pandas or polars frame.
        y : array-like of shape (n,)
            Class labels of any type.
        sample_weight : array-like of shape (n,), optional
            How much every row counts, in [0, inf).
        **fit_params : dict
            What else goes to ``fit`` of `estimator`, as it is. Takes metadata routing
            (``sklearn.set_config(enable_metadata_routing=True)``).

        Returns
        -------
        MixupClassifier
            The classifier itself.

        Raises
        ------
        ValueError
            If a parameter is out of its range, `estimator` can learn no mixes, or `X` or `y`
            cannot be mixed. What an earlier fit learned then stays as it was.
        """
        # A copy learns and is then taken over in one step, so that whatever stops a fit on its way
        # leaves no half of it behind.
        trained = copy.copy(self)
        trained._fit(X, y, sample_weight, fit_params)  # noqa: SLF001 - its own
        self.__dict__ = trained.__dict__
        return self

    def _fit(self, X: Any, y: Any, sample_weight: Any, fit_params: dict[str, Any]) -> None:
        mixing = self._mixing()
        check_seed(self.random_state)
        inner = _seeded(clone(self.estimator), self.random_state)
        soft = _learns_soft(inner)
        if _routing_enabled():
            fit_params = process_routing(self, "fit", **fit_params).estimator.fit
        else:
            _raise_for_params(fit_params, self, "fit")
        X, y, weights = self._check_data(X, y, sample_weight)
        classes, _ = class_numbers(y)
        check_two(self, classes)
        if self.alpha == 0 and self.pairing not in BALANCED:  # they draw rows even without mixing
            self.receipt_ = f"Not mixed: {len(X)} rows as they are."
        else:
            mixed = mixing.mix(X, y, rng=_as_rng(self.random_state))
            self.receipt_ = f"{RECEIPTS[self.placebo]}{mixed!r}"
            of_classes = _balance(inner, y, weights, classes)
            lesson = Lesson(mixed, X, weights)
            rng = _derived(self.random_state, 2)
            if soft:
                X, y, weights = lesson.soft(self.placebo, rng)
                if of_classes is not None:
                    mass = y * of_classes
                    total = mass.sum(axis=1)
                    y, weights = (
                        mass / total[:, None],
                        total if weights is None else total * weights,
                    )
                fit_params = {"classes": classes, **fit_params}
            else:
                X, y, weights = lesson.rows(self.placebo, rng)
                weights /= self.n_mixes
                if of_classes is not None:
                    weights *= of_classes[np.searchsorted(classes, y)]
                self._check_classes(y, classes)
                self._warn_of_early_stopping(inner, len(X), fit_params)
        if weights is not None:
            fit_params = {"sample_weight": weights, **fit_params}
        inner.fit(X, y, **fit_params)
        self.estimator_, self.classes_ = inner, classes

    @staticmethod
    def _check_classes(y: Array, classes: Array) -> None:
        lost = np.setdiff1d(classes, y)
        if len(lost):
            raise ValueError(
                f"Every class must be in the mixes. Class {lost.tolist()[0]!r} was drawn for none "
                "of them: raise 'n_mixes', or choose another 'pairing'."
            )

    @staticmethod
    def _warn_of_early_stopping(inner: Any, rows: int, fit_params: dict[str, Any]) -> None:
        stops = getattr(inner, "early_stopping", False)
        stops = rows > _AUTO_STOPS if stops == "auto" else stops
        if stops and "X_val" not in fit_params:
            warnings.warn(
                f"{type(inner).__name__} holds out some of the mixes to stop early, and blends of "
                "the same rows stay in training: it will stop too late. Set early_stopping=False, "
                "and choose the length of training by cross-validation of the whole.",
                stacklevel=4,
            )

    def _mixing(self) -> Mixing:
        check_choice("method", self.method, METHODS)
        check_placebo(self.placebo)
        return Mixing(self.method, self.alpha, self.pairing, fold=True, n_mixes=self.n_mixes)

    def _check_data(self, X: Any, y: Any, sample_weight: Any) -> tuple[Array, Array, Array | None]:
        if y is None:
            raise ValueError("MixupClassifier requires y to be passed, but the target y is None.")
        X = check_features(self, X, reset=True)
        y = check_labels(y)
        check_consistent_length(X, y)
        return (X, y, None) if sample_weight is None else keep_weighted(X, y, sample_weight)

    def predict(self, X: Any) -> Array:
        """Predict class labels.

        Parameters
        ----------
        X : array-like of shape (n, d)
            Features.

        Returns
        -------
        ndarray of shape (n,)
            Class labels.
        """
        return self._ask("predict", X)

    @available_if(_inner_has("predict_proba"))
    def predict_proba(self, X: Any) -> Array:
        """Predict class shares, if `estimator` does.

        Parameters
        ----------
        X : array-like of shape (n, d)
            Features.

        Returns
        -------
        ndarray of shape (n, k)
            Shares of the classes in the order of ``classes_``; rows sum to one.
        """
        return self._ask("predict_proba", X)

    @available_if(_inner_has("predict_log_proba"))
    def predict_log_proba(self, X: Any) -> Array:
        """Predict logarithms of class shares, if `estimator` does.

        Parameters
        ----------
        X : array-like of shape (n, d)
            Features.

        Returns
        -------
        ndarray of shape (n, k)
            Natural logarithms, in the order of ``classes_``.
        """
        return self._ask("predict_log_proba", X)

    @available_if(_inner_has("decision_function"))
    def decision_function(self, X: Any) -> Array:
        """Compute the confidence scores of `estimator`, if it has any.

        Parameters
        ----------
        X : array-like of shape (n, d)
            Features.

        Returns
        -------
        ndarray of shape (n,) or (n, k)
            As `estimator` returns them.
        """
        return self._ask("decision_function", X)

    def _ask(self, name: str, X: Any) -> Array:
        check_is_fitted(self)
        found: Array = getattr(self.estimator_, name)(check_features(self, X, reset=False))
        return found

    def get_metadata_routing(self) -> MetadataRouter:
        """Say what goes where: `sample_weight` is used here, the rest of ``fit`` goes inside.

        Returns
        -------
        sklearn.utils.metadata_routing.MetadataRouter
            As scikit-learn's user guide describes it.
        """
        mapping = MethodMapping().add(caller="fit", callee="fit")
        return (
            MetadataRouter(owner=self)
            .add_self_request(self)
            .add(estimator=self.estimator, method_mapping=mapping)
        )

    def __sklearn_tags__(self) -> Tags:
        """Say what it can do; as to the number of classes, that is up to `estimator`."""
        tags = super().__sklearn_tags__()
        inner = get_tags(self.estimator)
        if inner.classifier_tags is not None:
            tags.classifier_tags.multi_class = inner.classifier_tags.multi_class
            tags.classifier_tags.poor_score = inner.classifier_tags.poor_score
        return tags


def _as_rng(random_state: Any) -> Any:
    """Turn what scikit-learn takes as a seed into what NumPy's `default_rng` takes."""
    if isinstance(random_state, np.random.RandomState) or random_state is np.random:
        return check_random_state(random_state).randint(2**31)
    return random_state


def _derived(random_state: Any, purpose: int) -> np.random.Generator:
    """Return a stream for a purpose of its own, independent of the mixes."""
    rng = _as_rng(random_state)
    if isinstance(rng, int | np.integer):
        return np.random.default_rng([int(rng), purpose])
    if isinstance(rng, np.random.SeedSequence):
        key = (*rng.spawn_key, purpose)
        return np.random.default_rng(np.random.SeedSequence(rng.entropy, spawn_key=key))
    return check_rng(rng).spawn(1)[0]


def _balance(inner: Any, y: Array, weights: Array | None, classes: Array) -> Array | None:
    """Take over what `inner` would balance by counting blends; return the weights of the classes.

    They are those of the rows. Parts of `inner` get them as a dict. `inner` itself has them in the
    weights of its rows, which is the same and needs no names: some classifiers ask for theirs, and
    HistGradientBoostingClassifier for numbers. None if it balances nothing.
    """
    values = inner.get_params(deep=True)
    names = [
        name
        for name, value in values.items()
        if name.rpartition("__")[2] == "class_weight"
        and isinstance(value, str)
        and value in {"balanced", "balanced_subsample"}
    ]
    if not names:
        return None
    found: Array = compute_class_weight("balanced", classes=classes, y=y, sample_weight=weights)
    of_classes = dict(zip(classes.tolist(), found.tolist(), strict=True))
    whole = "class_weight" in names
    inner.set_params(**{name: None if name == "class_weight" else of_classes for name in names})
    return found if whole else None


def _seeded(inner: Any, random_state: Any) -> Any:
    """Seed what `inner` leaves unseeded, independently of the mixes."""
    if random_state is not None:
        values = inner.get_params(deep=True)
        names = sorted(name for name in values if name.split("__")[-1] == "random_state")
        seeds = _derived(random_state, 1)
        drawn = {name: int(seeds.integers(2**31)) for name in names}
        inner.set_params(**{name: seed for name, seed in drawn.items() if values[name] is None})
    return inner


def _learns_soft(inner: Any) -> bool:
    """Tell whether a classifier learns soft labels, and refuse one that cannot learn mixes."""
    name = type(inner).__name__
    if getattr(inner, "learns_soft_labels", False):
        return True
    if isinstance(inner, Pipeline):
        raise ValueError(  # noqa: TRY004 - its place is wrong, not its type
            "Rows are scaled and encoded before they are mixed. Got a Pipeline inside of "
            "MixupClassifier: make MixupClassifier the last step of the Pipeline instead, around "
            "its classifier."
        )
    if not is_classifier(inner):
        raise ValueError(f"The 'estimator' parameter must be a classifier. Got {name} instead.")
    if has_fit_parameter(inner, "sample_weight"):
        return False
    raise ValueError(
        f"A classifier inside of MixupClassifier must learn soft labels, or take 'sample_weight' "
        f"in fit. {name} does neither: choose another, for example LogisticRegression, "
        "HistGradientBoostingClassifier or mixlearn.SoftLabelMLP."
    )
