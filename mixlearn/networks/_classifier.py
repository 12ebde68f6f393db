"""What all classifiers that train a network share: they fit wholly or not at all, and predict."""

import copy
import math
from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from mixlearn import ratios
from mixlearn._arrays import Rows, as_validated
from mixlearn._checks import check_choice, check_count, check_number, check_seed
from mixlearn._rows import check_features
from mixlearn._threads import one_blas_thread
from mixlearn.networks._engine import Array, Network

__all__ = ["NetworkClassifier", "one_hot_columns", "with_ones"]

# To predict, rows pass through the network in blocks of this many, which stay in the cache; of
# fewer, if there are so many classes that their shares would be more numbers than the second.
_BLOCK, _SHARES = 2048, 2**20


class NetworkClassifier(ClassifierMixin, BaseEstimator):
    """A scikit-learn classifier around a `Network`."""

    # Parameters and fitted attributes; the classes that inherit them say what they are.
    hidden_layer_sizes: Sequence[int] | int
    activation: Literal["tanh", "relu"]
    alpha: float
    batch_size: int | None
    learning_rate_init: float
    max_iter: int
    weight_decay: float
    random_state: Any
    n_iter_: int
    row_shape_: tuple[int, ...]

    def _learn(self, *data: Any) -> None:
        """Call ``_fit`` so that whatever stops it leaves nothing half done."""
        # A copy learns and is then taken over in one step.
        trained = copy.copy(self)
        interrupt = trained._fit(*data)  # noqa: SLF001 - its own
        self.__dict__ = trained.__dict__
        if interrupt is not None:
            raise interrupt

    def _fit(self, *data: Any) -> KeyboardInterrupt | None:
        """Train; return the interrupt that cut it short, if what was learned by then is kept."""
        raise NotImplementedError

    @staticmethod
    def _until_interrupted(train: Callable[[], None]) -> KeyboardInterrupt | None:
        try:
            train()
        except KeyboardInterrupt as interrupt:
            return interrupt
        return None

    def _keep(self, network: Network, names: Array) -> None:
        """Take over what a network learned, with the names of its classes."""
        self.classes_ = names
        self.coefs_ = [weights[:, :-1].T.copy() for weights in network.weights]
        self.intercepts_ = [weights[:, -1].copy() for weights in network.weights]
        self.hidden_activation_ = self.activation

    def _table(self, X: Any, *, reset: bool = False) -> Array:
        """Check rows, and flatten each to one line of features, whatever its shape."""
        X = as_validated(X)
        shape = tuple(getattr(X, "shape", ()))
        if len(shape) > 2:
            if not reset and shape[1:] != self.row_shape_:
                raise ValueError(
                    f"Every row of X must have the shape of those that {type(self).__name__} was "
                    f"trained on, {self.row_shape_}. Got rows of shape {shape[1:]} instead."
                )
            X = X.reshape(shape[0], math.prod(shape[1:]))
        table = check_features(self, X, reset=reset)
        if reset:
            self.row_shape_ = shape[1:] if len(shape) > 2 else table.shape[1:]
        return table

    def predict_proba(self, X: npt.ArrayLike) -> Array:
        """Predict class shares.

        Parameters
        ----------
        X : array-like of shape (n, d), or (n, ...) as in `fit`
            Features.

        Returns
        -------
        ndarray of shape (n, k)
            Shares of the classes in the order of ``classes_``; rows sum to one.

        Raises
        ------
        ValueError
            If the rows of `X` are not of the shape that the network was trained on.
        FloatingPointError
            If a share is not finite because the features are too large.
        """
        check_is_fitted(self)
        return self._shares(self._table(X))

    def _shares(self, data: Array) -> Array:
        """Predict the class shares of a table that is checked."""
        sizes = [len(self.coefs_[0]), *(len(bias) for bias in self.intercepts_)]
        network = Network(sizes, self.hidden_activation_, data.dtype)
        fitted = zip(network.weights, self.coefs_, self.intercepts_, strict=True)
        for weights, coefs, bias in fitted:
            weights[:, :-1] = coefs.T
            weights[:, -1] = bias
        shares = np.empty((len(data), sizes[-1]), data.dtype)
        with one_blas_thread(), np.errstate(all="ignore"):
            block = _block(sizes[-1])
            for start in range(0, len(data), block):
                rows = slice(start, start + block)
                shares[rows] = network.forward(with_ones(data[rows])).shares.T
        if not np.isfinite(shares).all():
            raise FloatingPointError(
                "A predicted share is not finite: the features are too large. Scale them as the "
                "training data were."
            )
        return shares

    def predict_log_proba(self, X: npt.ArrayLike) -> Array:
        """Predict logarithms of class shares.

        Parameters
        ----------
        X : array-like of shape (n, d), or (n, ...) as in `fit`
            Features.

        Returns
        -------
        ndarray of shape (n, k)
            Natural logarithms, in the order of ``classes_``; minus infinity where a share is 0.
        """
        with np.errstate(divide="ignore"):
            found: Array = np.log(self.predict_proba(X))
        return found

    def predict(self, X: npt.ArrayLike) -> Array:
        """Predict the class with the largest share.

        Parameters
        ----------
        X : array-like of shape (n, d), or (n, ...) as in `fit`
            Features.

        Returns
        -------
        ndarray of shape (n,)
            Class labels.
        """
        columns = self.predict_proba(X).argmax(axis=1)
        labels: Array = self.classes_[columns]
        return labels

    def _generators(self, count: int) -> list[np.random.Generator]:
        """Seed that many independent streams; asking for more leaves the first as they are."""
        rng = self.random_state
        if rng is not None and not isinstance(rng, np.random.Generator):
            rng = check_seed(rng)
            if isinstance(rng, np.random.RandomState):
                rng = rng.randint(2**31)
        return np.random.default_rng(rng).spawn(count)

    def _check_finite(self, value: float, epoch: int) -> None:
        if not math.isfinite(value):
            raise FloatingPointError(
                f"The loss or its slope stopped being finite by epoch {epoch}. Lower "
                f"'learning_rate_init' (now {self.learning_rate_init}) or scale the features."
            )

    def _check_learned(
        self, network: Network, inputs: Array, epochs: int, interrupt: KeyboardInterrupt | None
    ) -> None:
        """Refuse weights that predict no shares: nothing has checked where the last step led."""
        total = float(network.forward(inputs[:, : _block(network.sizes[-1])]).shares.sum())
        if interrupt is not None and not math.isfinite(total):
            raise interrupt  # the earlier model stays
        self._check_finite(total, epochs)

    def _check_common(self) -> list[int]:
        """Check the parameters of every network, and return the sizes of its hidden layers."""
        ratios.check_alpha(self.alpha)
        check_choice("activation", self.activation, ("tanh", "relu"))
        check_number("learning_rate_init", self.learning_rate_init, open_low=True)
        check_number("weight_decay", self.weight_decay)
        check_count("max_iter", self.max_iter)
        if self.batch_size is not None:
            check_count("batch_size", self.batch_size)
        sizes: Any = self.hidden_layer_sizes
        return [
            check_count("hidden_layer_sizes", units)
            for units in (sizes if np.iterable(sizes) else (sizes,))
        ]


def _block(n_classes: int) -> int:
    return max(1, min(_BLOCK, _SHARES // n_classes))


def with_ones(table: Array) -> Array:
    """Turn rows (n, d) into what a network takes: features by rows, with a last row of ones."""
    inputs = np.ones((table.shape[1] + 1, len(table)), table.dtype)
    inputs[:-1] = table.T
    return inputs


def one_hot_columns(codes: Rows, n_classes: int, dtype: npt.DTypeLike) -> Array:
    """Write class numbers (n,) as the labels that a network learns, of shape (n_classes, n)."""
    targets = np.zeros((n_classes, len(codes)), dtype)
    targets[codes, np.arange(len(codes))] = 1
    return targets
