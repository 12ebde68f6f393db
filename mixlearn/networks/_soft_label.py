"""SoftLabelMLP: a network that learns soft labels, and mixes its rows afresh at every step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt
from array_api_compat import is_array_api_obj
from sklearn.utils import check_consistent_length
from sklearn.utils.validation import check_is_fitted

from mixlearn import labels
from mixlearn._arrays import Rows
from mixlearn._classes import as_labels, encode, name_columns, positions
from mixlearn._controls import check_placebo
from mixlearn._rows import check_labels, check_two, keep_weighted
from mixlearn._threads import one_blas_thread
from mixlearn.methods import Method
from mixlearn.mixing import Mixed, Mixing, Streams
from mixlearn.networks._classifier import NetworkClassifier, one_hot_columns, with_ones
from mixlearn.networks._engine import Adam, Array, Network, cross_entropy
from mixlearn.networks._steps import Data, Instead, Step, check_layers

__all__ = ["SoftLabelMLP"]

# The loss on watched rows is noted at most this many times, evenly spaced, and at the end.
_LOOKS = 50


class SoftLabelMLP(NetworkClassifier):
    """A multi-layer perceptron that learns soft labels and can mix afresh at every step.

    It minimises the mean cross-entropy between the labels and the softmax of its output, with
    Adam. Parameters are named as in :class:`sklearn.neural_network.MLPClassifier` where they
    mean the same; `alpha` is the mixing strength, and the L2 penalty is `weight_decay`.

    Parameters
    ----------
    hidden_layer_sizes : sequence of int, or int, default=(32, 32)
        Units in each hidden layer; ``()`` gives a linear model (softmax regression).
    activation : {"tanh", "relu"}, default="tanh"
        What a hidden unit does with its input.
    method : str or Method, default="mixup"
        How two rows are blended; see :func:`mixlearn.mix`. Methods that cut take images or series,
        see `fit`; "remix" takes class labels.
    channels : {"first", "last"} or None, default=None
        Where the channels of images or series are that the method cuts; see :func:`mixlearn.mix`.
    alpha : float, default=0.0
        Mixing strength in [0, inf]: at every step each row is blended with a partner, with a ratio
        from Beta(alpha, alpha), and so is its label. 0 blends nothing.
    pairing : {"any", "same", "other", "near", "balanced", "balanced_same"}, default="any"
        Where a row's partner comes from; see :func:`mixlearn.pairing.pair`. Partners come from
        among all training rows, whatever the batch. "balanced" and "balanced_same" draw the row
        itself as well, even at an `alpha` of 0.
    per : {"sample", "batch"}, default="sample"
        Whether every row draws a ratio of its own, or the rows of a step share one.
    fold : bool, default=True
        Whether the row itself keeps the larger share of its blend; see the notes.
    mix_layers : sequence of int, default=(0,)
        Where rows are blended: 0 is the input, k in [1, number of hidden layers] the output of
        hidden layer k. With several layers every step draws one of them, all equally likely
        (manifold mixup; Verma et al., 2019). Above 0 only methods that blend by shares can be used.
    placebo : bool, or {"label smoothing", "noise"}, default=False
        What to learn instead of the blends, to see what blending itself is worth: at every step the
        first parents of the same mixes. True leaves them as they are, which is the fit at alpha
        = 0, to the bit if only the input is mixed. "label smoothing" makes their labels as soft as
        those of the blends, on average; "noise" moves their features by Gaussian noise as much as
        blending would. At alpha = 0 it changes nothing.
    batch_size : int or None, default=None
        Rows in a step; None takes all rows in every step.
    learning_rate_init : float, default=0.01
        Adam's learning rate, in (0, inf).
    max_iter : int, default=200
        Epochs: how often every training row is used.
    weight_decay : float, default=0.0
        L2 penalty in [0, inf): half of it times the sum of the squared weights is added to the
        loss of every step.
    random_state : int, RandomState, Generator, SeedSequence or None, default=None
        Seed of the initial weights, the order of the rows, the pairs, the ratios, the places of
        cuts and the layers, each in a stream of its own: with the same int, changing `alpha`
        changes the ratios and nothing else. None takes fresh randomness; NumPy's global state is
        left alone.

    Attributes
    ----------
    classes_ : ndarray of shape (k,)
        Class labels; column j of the soft labels belongs to ``classes_[j]``.
    coefs_ : list of ndarray of shape (units below, units above)
        Weights between the layers.
    intercepts_ : list of ndarray of shape (units,)
        Biases.
    loss_curve_ : list of float
        Mean training loss of each epoch, in nats, on the rows as they were trained on (mixed),
        without the L2 penalty.
    watched_loss_ : ndarray of shape (m, 2)
        Epochs done, and the mean loss, in nats, on the rows that `fit` was asked to watch: up to
        about fifty times along the way, and at the end. Empty if there were none.
    n_iter_ : int
        Epochs run; fewer than `max_iter` only after an interrupt.
    hidden_activation_ : str
        The `activation` that the weights were learned with.
    n_features_in_ : int
        Number of features seen in `fit`, counting all pixels or steps of a row.
    row_shape_ : tuple of int
        Shape of one row seen in `fit`.
    feature_names_in_ : ndarray of shape (d,)
        Their names, if `X` had names that are all strings.

    Notes
    -----
    With `fold`, the row itself is the parent with the larger share, for every pairing. That makes
    no mixing the limit of little mixing: with the row's share drawn from all of [0, 1], as
    ``fold=False`` does, a small `alpha` replaces half of the rows with their partners at every
    step, which is resampling and a regulariser of its own. Where partners are as likely this way
    round as the other ("any", "same" and both balanced pairings) the distribution of a mixed row
    stays as it is. With "other" and "near" it does not: a row weighs more than the partner that was
    drawn for it. A method that labels first and second parents differently may need both ways
    round.

    A hidden layer blends what the layers below make of both parents, and the slope flows back
    through both. The two go through those layers side by side, so that steps which mix higher up
    take up to twice as long.

    float32 data are computed in float32, all others in float64. Features are taken as they are:
    scale them first, for example with :class:`sklearn.preprocessing.StandardScaler`.

    References
    ----------
    H. Zhang, M. Cisse, Y. Dauphin, D. Lopez-Paz. mixup: Beyond empirical risk minimization.
    ICLR 2018. V. Verma, A. Lamb, C. Beckham, A. Najafi, I. Mitliagkas, D. Lopez-Paz, Y. Bengio.
    Manifold mixup: Better representations by interpolating hidden states. ICML 2019.

    Examples
    --------
    >>> from mixlearn import SoftLabelMLP, datasets
    >>> moons = datasets.moons(200, rng=0)
    >>> model = SoftLabelMLP(alpha=0.4, random_state=0).fit(moons.X, moons.y)
    >>> model.predict_proba(moons.X).shape
    (200, 2)

    It learns a mix that was made before, with the names of its classes:

    >>> from mixlearn import mix
    >>> mixed = mix([[-1.0], [0.0], [1.0]], ["cat", "cat", "dog"], rng=0)
    >>> SoftLabelMLP(random_state=0).fit(mixed).classes_.tolist()
    ['cat', 'dog']

    Soft labels are learned as they stand, one column per class:

    >>> Y = [[1.0, 0.0], [0.7, 0.3], [0.0, 1.0]]
    >>> model = SoftLabelMLP(max_iter=500, random_state=0).fit([[-1.0], [0.3], [1.0]], Y)
    >>> model.predict_proba([[0.3]]).round(1)
    array([[0.7, 0.3]])

    Images are mixed as images, and predicted as images or line by line:

    >>> digits = datasets.digits(n_samples=100, rng=0)
    >>> images = digits.X.reshape(-1, 8, 8)
    >>> model = SoftLabelMLP(method="cutmix", alpha=1.0, random_state=0).fit(images, digits.y)
    >>> bool((model.predict(images) == model.predict(digits.X.reshape(-1, 64))).all())
    True
    """

    def __init__(
        self,
        hidden_layer_sizes: Sequence[int] | int = (32, 32),
        *,
        activation: Literal["tanh", "relu"] = "tanh",
        method: str | Method = "mixup",
        channels: Literal["first", "last"] | None = None,
        alpha: float = 0.0,
        pairing: str = "any",
        per: Literal["sample", "batch"] = "sample",
        fold: bool = True,
        mix_layers: Sequence[int] = (0,),
        placebo: bool | str = False,
        batch_size: int | None = None,
        learning_rate_init: float = 0.01,
        max_iter: int = 200,
        weight_decay: float = 0.0,
        random_state: Any = None,
    ) -> None:
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.method = method
        self.channels = channels
        self.alpha = alpha
        self.pairing = pairing
        self.per = per
        self.fold = fold
        self.mix_layers = mix_layers
        self.placebo = placebo
        self.batch_size = batch_size
        self.learning_rate_init = learning_rate_init
        self.max_iter = max_iter
        self.weight_decay = weight_decay
        self.random_state = random_state

    # Tells MixupClassifier that `fit` takes soft labels.
    learns_soft_labels = True

    @property
    def placebo_is_plain(self) -> bool:
        """Whether the placebo equals the fit at alpha = 0, to the bit; `sweep_alpha` asks."""
        return not np.any(self.mix_layers)

    def fit(
        self,
        X: npt.ArrayLike | Mixed,
        y: npt.ArrayLike | None = None,
        sample_weight: npt.ArrayLike | None = None,
        *,
        classes: npt.ArrayLike | None = None,
        watch: tuple[npt.ArrayLike, npt.ArrayLike] | Mixed | None = None,
    ) -> Self:
        """Train from scratch.

        Parameters
        ----------
        X : array-like of shape (n, d) or (n, ...), or Mixed
            Features; images as (n, height, width), series as (n, length), or either with
            `channels`, where the method cuts them. All other methods, and the network, see each row
            as one line of features. Or what :func:`mixlearn.mix` returns: its features, soft labels
            and classes; `y` and `classes` are then left out.
        y : array-like of shape (n,) or (n, k)
            Class labels of any type, or soft labels: one column per class, rows that sum to one.
        sample_weight : array-like of shape (n,), optional
            How much every row counts, in [0, inf); only proportions matter. A blend has the label
            and the weight that its parents' weighted labels sum to. A row of weight 0 is left out.
        classes : array-like of shape (k,), optional
            The classes: names of the columns of soft labels (by default 0 ... k - 1, and then
            `score` refuses all other labels), or all classes that there are, also such as no row
            has. ``classes_`` holds them sorted.
        watch : tuple (X, y) or Mixed, optional
            Rows on which the loss is noted during training, see ``watched_loss_``: the training
            rows themselves, unmixed, or held-out rows. They do not affect training.

        Returns
        -------
        SoftLabelMLP
            The network itself.

        Raises
        ------
        ValueError
            If a parameter is out of its range, or `X` or `y` cannot be used, or not by `method`
            and `pairing`.
        FloatingPointError
            If the loss or its slope stops being finite. Attributes of an earlier fit then stay as
            they were.
        KeyboardInterrupt
            If training is interrupted (Ctrl-C, the stop button). The network then holds what it
            has learned so far, and ``n_iter_`` says how many epochs that took.
        """
        self._learn(X, y, sample_weight, classes, watch)
        return self

    def _fit(
        self, X: Any, y: Any, sample_weight: Any, classes: Any, watch: Any
    ) -> KeyboardInterrupt | None:
        hidden = self._check_parameters()
        data, names = self._check_data(X, y, sample_weight, classes)
        watched = None if watch is None else self._check_watched(watch, names, data.inputs.dtype)
        weights, order, pairs, shares, layers, places, noise = self._generators(7)
        epochs = data.epochs(
            self.max_iter,
            self._mixing(),
            self.mix_layers,
            Streams(order, pairs, shares, places),
            layers,
            instead=Instead(self.placebo, noise),
        )
        sizes = [len(data.inputs) - 1, *hidden, len(names)]
        network = Network(sizes, self.activation, data.inputs.dtype)
        network.start(weights)
        run = _Run(network, watched)
        weighted = sample_weight is not None
        # A number that overflows makes the loss infinite or NaN, and that raises an error.
        with one_blas_thread(), np.errstate(all="ignore"):
            interrupt = self._until_interrupted(
                partial(self._train, run, epochs, weighted=weighted)
            )
            self._check_learned(network, data.inputs, len(run.losses), interrupt)
            run.look()
        self._keep(network, names)
        self.loss_curve_ = run.losses
        self.watched_loss_ = np.array(run.seen, dtype=float).reshape(-1, 2)
        self.n_iter_ = len(run.losses)
        return interrupt

    def score(
        self, X: npt.ArrayLike, y: npt.ArrayLike, sample_weight: npt.ArrayLike | None = None
    ) -> float:
        """Compute the accuracy.

        Parameters
        ----------
        X : array-like of shape (n, d), or (n, ...) as in `fit`
            Features.
        y : array-like of shape (n,)
            Class labels.
        sample_weight : array-like of shape (n,), optional
            How much every row counts.

        Returns
        -------
        float
            Share of the rows that are predicted right, in [0, 1].

        Raises
        ------
        ValueError
            If labels are missing, or the network has learned soft labels whose columns were not
            named and `y` holds others than 0 ... k - 1: no prediction could be right.
        """
        y = check_labels(y)
        check_is_fitted(self)
        if not self._columns_named:
            positions(
                np.unique(y),
                self.classes_,
                "The columns of the soft labels were not named in fit (pass the Mixed itself, or "
                "'classes'), so that labels must be their numbers.",
            )
        return float(super().score(X, y, sample_weight))

    def _train(self, run: "_Run", epochs: Iterator[Iterator[Step]], *, weighted: bool) -> None:
        network, losses = run.network, run.losses
        adam = Adam(network.parameters, self.learning_rate_init)
        every = max(1, self.max_iter // _LOOKS)
        for steps in epochs:
            if len(losses) % every == 0:
                run.look()
            total, rows = 0.0, 0
            for inputs, targets, blend in steps:
                done = network.forward(inputs, blend)
                loss = cross_entropy(done, targets, targets.sum(axis=0) if weighted else None)
                self._check_finite(loss, len(losses) + 1)
                network.backward(done)
                if self.weight_decay:
                    network.decay(self.weight_decay)
                adam.step(network.parameters, network.gradient)
                total += loss * targets.shape[1]
                rows += targets.shape[1]
            losses.append(total / rows)
        # Slopes whose squares overflow bring Adam to a standstill, while the loss stays finite.
        self._check_finite(float(adam.square.sum()), len(losses))

    def _check_data(
        self, X: Any, y: Any, sample_weight: Any, classes: npt.ArrayLike | None
    ) -> tuple[Data, Array]:
        if isinstance(X, Mixed):
            if y is not None or classes is not None:
                raise ValueError(
                    "A Mixed brings its labels and its classes along. Got 'y' or 'classes' beside "
                    "it: leave them out, or pass its X and Y one by one."
                )
            X, y, classes = X.X, X.Y, X.classes
        if y is None:
            raise ValueError("SoftLabelMLP requires y to be passed, but the target y is None.")
        X = self._table(X, reset=True)
        y = _read(y)
        check_consistent_length(X, y)
        weights = None
        if sample_weight is not None:
            X, y, weights = keep_weighted(X, y, sample_weight)
        targets, codes, names = _targets(y, classes, X.dtype)
        self._columns_named = codes is not None or classes is not None
        check_two(self, names)
        if weights is not None:
            # Divided by the largest first, so that no sum can overflow.
            weights /= weights.max()
            targets *= weights / weights.mean()
        size = len(X) if self.batch_size is None else min(self.batch_size, len(X))
        return Data(with_ones(X), targets, codes, self.row_shape_, size), names

    def _check_watched(self, watch: Any, names: Array, dtype: Any) -> tuple[Array, Array]:
        """Check rows to watch; return them as a network takes them."""
        classes: Any = names
        if isinstance(watch, Mixed):
            watch, classes = (watch.X, watch.Y), watch.classes
        if not isinstance(watch, tuple) or len(watch) != 2:
            raise ValueError(
                "'watch' must be a tuple (X, y) of rows and labels, or a Mixed. Got "
                f"{type(watch).__name__}."
            )
        X, y = watch
        table = self._table(X).astype(dtype, copy=False)
        y = _read(y)
        check_consistent_length(table, y)
        targets, _, found = _targets(y, classes, dtype)
        if not np.array_equal(found, names):
            raise ValueError(
                "The mix to watch must have the classes that are learned. Got "
                f"{found.tolist()[:5]} instead of {names.tolist()[:5]}: name all of them as "
                "'classes' in mix."
            )
        return with_ones(table), targets

    def _check_parameters(self) -> list[int]:
        """Check them all, and return the sizes of the hidden layers."""
        hidden = self._check_common()
        self._mixing()
        check_placebo(self.placebo)
        check_layers(self.mix_layers, len(hidden), self.method)
        return hidden

    def _mixing(self) -> Mixing:
        return Mixing(
            method=self.method,
            alpha=self.alpha,
            pairing=self.pairing,
            per=self.per,
            fold=self.fold,
            channels=self.channels,
        )


@dataclass
class _Run:
    """One training: the network, and what is noted along the way."""

    network: Network
    watched: tuple[Array, Array] | None
    losses: list[float] = field(default_factory=list)
    seen: list[tuple[int, float]] = field(default_factory=list)

    def look(self) -> None:
        """Note the loss on the watched rows."""
        if self.watched is not None:
            inputs, targets = self.watched
            loss = cross_entropy(self.network.forward(inputs), targets)
            self.seen.append((len(self.losses), loss))


def _read(y: Any) -> Array:
    """Copy labels to NumPy; soft ones of other frameworks may be of a type that it lacks."""
    soft = is_array_api_obj(y) and not isinstance(y, np.ndarray) and y.ndim == 2
    return labels.soft_numpy(y) if soft and y.shape[1] > 1 else as_labels(y)


def _targets(y: Array, classes: Any, dtype: Any) -> tuple[Array, Rows | None, Array]:
    """Read class labels or soft ones; return shares (k, n), class numbers if any, and classes."""
    if y.ndim != 2 or y.shape[1] == 1:
        names, codes = encode(check_labels(y), classes)
        return one_hot_columns(codes, len(names), dtype), codes, names
    Y, names = name_columns(labels.check_soft(y), classes)
    return np.array(labels.settle(Y.astype(dtype, copy=False)).T, order="C"), None, names
