"""MixMatch: learn from few labelled rows and many unlabelled ones, by guessing and mixing.

Not to be confused with mix-match in the sense of this package, which is any mixing of rows.
MixMatch (Berthelot and others, 2019) is one algorithm, and mixing is one of its steps. At every
training step it

1. *guesses* a label for each unlabelled row: the mean of what the network predicts for a few
   augmented copies of it;
2. *sharpens* the guess, so that it leans more towards its favourite class;
3. *mixes* all rows, labelled or not, with partners drawn from all of them, and lets the row itself
   keep the larger share;
4. learns from the labelled rows by cross-entropy, and from the others by squared error, which a
   wrong guess cannot make very large.
"""

import math
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Literal, NamedTuple, Self

import numpy as np
import numpy.typing as npt
from sklearn.utils import check_consistent_length
from sklearn.utils.multiclass import check_classification_targets

from mixlearn._checks import check_count, check_number
from mixlearn._classes import UNLABELLED, class_numbers, split_labels
from mixlearn._rows import check_two, labelled_rows, one_column
from mixlearn._threads import one_blas_thread
from mixlearn.mixing import Mixing, Streams
from mixlearn.networks._classifier import NetworkClassifier, one_hot_columns, with_ones
from mixlearn.networks._engine import Adam, Array, Network, Pass
from mixlearn.networks._guesses import sharpen_columns

__all__ = ["UNLABELLED", "MixMatchClassifier"]

Augment = float | Callable[[Array, np.random.Generator], npt.ArrayLike]


class _Rows(NamedTuple):
    """Rows to learn from, kept features by rows, those with a label first."""

    inputs: Array  # (features + 1, n), the last row is ones
    targets: Array  # (classes, m), of the m labelled ones
    labelled: int

    @property
    def counts(self) -> tuple[int, int]:
        return self.labelled, self.inputs.shape[1] - self.labelled


class _Random(NamedTuple):
    """One stream of random numbers for each thing that is drawn."""

    weights: np.random.Generator
    order: np.random.Generator
    pairs: np.random.Generator
    ratios: np.random.Generator
    copies: np.random.Generator
    places: np.random.Generator


class MixMatchClassifier(NetworkClassifier):
    r"""MixMatch: a multi-layer perceptron that learns from labelled and unlabelled rows.

    Rows whose label is -1 are unlabelled, as in :mod:`sklearn.semi_supervised`. At every step the
    network guesses their labels, and then learns from mixes of all rows:

    .. math:: \text{cross-entropy}(\text{labelled}) + w \cdot \text{Brier}(\text{unlabelled}),

    where Brier is the mean over rows and classes of the squared difference between the sharpened
    guess, mixed, and the prediction.

    Parameters
    ----------
    hidden_layer_sizes : sequence of int, or int, default=(32, 32)
        Units in each hidden layer; ``()`` gives a linear model.
    activation : {"tanh", "relu"}, default="tanh"
        What a hidden unit does with its input.
    alpha : float, default=0.75
        Mixing strength in [0, inf]: each row, labelled or not, is blended with a partner drawn from
        all of them, with a ratio from Beta(alpha, alpha) of which the row itself gets the larger
        share. 0 means no mixing.
    n_augmentations : int, default=2
        How many augmented copies of an unlabelled row are looked at to guess its label (the
        paper's K). All of them are learned from.
    temperature : float, default=0.5
        Temperature at which guesses are sharpened, in (0, inf); 1 leaves them as they are. See
        :func:`mixlearn.networks.sharpen`.
    unlabelled_weight : float, default=10.0
        Weight w of the unlabelled rows in the loss, in [0, inf). The paper takes 75 on CIFAR-10.
        Choose it by held-out labels: what helps on one data set hurts on another.
    ramp_up : float, default=0.25
        The share of training, in [0, 1], during which the weight climbs evenly from 0: early
        guesses are worth little. 0 gives them their full weight at once.
    augment : float or callable, default=0.1
        Standard deviation, in [0, inf), of the noise that is added to each feature, or a function
        ``augment(X, rng)`` that returns changed copies of the rows `X` (m, d) of the same classes.
    ema_decay : float, default=0.0
        In [0, 1). Above 0, predictions use the exponential moving average of the weights over all
        steps; the paper takes 0.999. 0 takes the last weights.
    batch_size : int or None, default=None
        Number of labelled rows in a step, and of unlabelled rows too; None takes all rows in every
        step. If there are fewer rows of a kind, all of them are taken.
    learning_rate_init : float, default=0.01
        Adam's learning rate, in (0, inf).
    max_iter : int, default=200
        Epochs: passes over the labelled or the unlabelled rows, whichever are more numerous.
    weight_decay : float, default=0.0
        L2 penalty in [0, inf): half of it times the sum of the squared weights is added to the
        loss of every step.
    random_state : int, RandomState, Generator, SeedSequence or None, default=None
        Seed of the initial weights, the order of the rows, the partners, the ratios and the
        augmentations, each in a stream of its own. None takes fresh randomness; NumPy's global
        state is left alone.

    Attributes
    ----------
    classes_ : ndarray of shape (k,)
        Class labels, without -1.
    coefs_ : list of ndarray of shape (units below, units above)
        Weights between the layers.
    intercepts_ : list of ndarray of shape (units,)
        Biases.
    loss_curve_ : list of float
        Mean cross-entropy of the labelled rows in each epoch, in nats, mixed as they were trained
        on.
    unlabelled_loss_curve_ : list of float
        Mean squared error of the unlabelled rows, before weighting; zeros if there are none.
    transduction_ : ndarray of shape (n,)
        The label of every row in `fit`: the one given, or else the one predicted.
    n_iter_ : int
        Epochs run; fewer than `max_iter` only after an interrupt.
    hidden_activation_ : str
        The `activation` that the weights were learned with.
    n_features_in_ : int
        Number of features seen in `fit`.
    row_shape_ : tuple of int
        Shape of one row seen in `fit`.
    feature_names_in_ : ndarray of shape (d,)
        Their names, if `X` had names that are all strings.

    See Also
    --------
    SoftLabelMLP : The same network where every row has a label.
    mixlearn.sweeps.LabelledSplit : Cross-validation that holds out labelled rows alone.
    mixlearn.metrics.labelled_scorer : Any scorer, of the labelled rows alone.

    Notes
    -----
    Without unlabelled rows nothing is guessed, and what remains is mixup on augmented rows: with
    ``augment=0`` and full batches, exactly :class:`SoftLabelMLP` with the same `alpha`. No gradient
    flows through a guess: it is a target like any other. Guesses come from the current
    weights, not from their average, as in the authors' own code. The average is divided by the sum
    of its weights, so that a short training does not cling to the first ones.

    In a full batch each kind of row counts by its mean, however many there are; a labelled row
    meets mostly unlabelled partners if those are more numerous. The paper's batches hold equal
    numbers of both, as those of a `batch_size` do.

    Class labels may be strings. An array of strings has no room for -1, so mark unlabelled rows in
    a list, ``["cat", -1, "dog"]``, or in an array of ``dtype=object``. A string "-1" is refused,
    because NumPy silently turns -1 into it.

    float32 data are computed in float32, all others in float64. Features are taken as they are:
    scale them first, because `augment` adds the same noise to all of them.

    References
    ----------
    D. Berthelot, N. Carlini, I. Goodfellow, A. Oliver, N. Papernot, C. Raffel. MixMatch: A Holistic
    Approach to Semi-Supervised Learning. NeurIPS 2019. arXiv:1905.02249.

    Examples
    --------
    >>> import numpy as np
    >>> from mixlearn import MixMatchClassifier, datasets
    >>> blobs = datasets.blobs(200, rng=0)
    >>> y = np.where(np.arange(200) < 10, blobs.y, -1)  # ten labels are known
    >>> model = MixMatchClassifier(random_state=0).fit(blobs.X, y)
    >>> model.classes_
    array([0, 1])
    >>> bool(model.score(blobs.X, blobs.y) > 0.9)
    True
    """

    def __init__(
        self,
        hidden_layer_sizes: Sequence[int] | int = (32, 32),
        *,
        activation: Literal["tanh", "relu"] = "tanh",
        alpha: float = 0.75,
        n_augmentations: int = 2,
        temperature: float = 0.5,
        unlabelled_weight: float = 10.0,
        ramp_up: float = 0.25,
        augment: Augment = 0.1,
        ema_decay: float = 0.0,
        batch_size: int | None = None,
        learning_rate_init: float = 0.01,
        max_iter: int = 200,
        weight_decay: float = 0.0,
        random_state: Any = None,
    ) -> None:
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.alpha = alpha
        self.n_augmentations = n_augmentations
        self.temperature = temperature
        self.unlabelled_weight = unlabelled_weight
        self.ramp_up = ramp_up
        self.augment = augment
        self.ema_decay = ema_decay
        self.batch_size = batch_size
        self.learning_rate_init = learning_rate_init
        self.max_iter = max_iter
        self.weight_decay = weight_decay
        self.random_state = random_state

    # Tells `sweep_alpha` that -1 marks rows without a label, and that the placebo of its mixes (the
    # same steps, nothing blended) is its fit at alpha = 0.
    learns_unlabelled = True
    placebo_is_plain = True

    def fit(self, X: npt.ArrayLike, y: npt.ArrayLike) -> Self:
        """Train from scratch.

        Parameters
        ----------
        X : array-like of shape (n, d)
            Features, of labelled and unlabelled rows.
        y : array-like of shape (n,)
            Class labels of any type, and -1 for rows without one. If no row is marked so, a
            warning says that there is nothing to guess.

        Returns
        -------
        MixMatchClassifier
            The classifier itself.

        Raises
        ------
        ValueError
            If a parameter is out of its range, `X` or `y` cannot be used, or fewer than two classes
            have labelled rows.
        FloatingPointError
            If the loss or its slope stops being finite. Attributes of an earlier fit then stay as
            they were.
        KeyboardInterrupt
            If training is interrupted (Ctrl-C, the stop button). The classifier then holds what it
            has learned so far, and ``n_iter_`` says how many epochs that took.
        """
        self._learn(X, y)
        return self

    def _fit(self, X: npt.ArrayLike, y: npt.ArrayLike) -> KeyboardInterrupt | None:
        hidden = self._check_parameters()
        X, rows, names, missing = self._check_data(X, y)
        random = _Random(*self._generators(len(_Random._fields)))
        sizes = [len(rows.inputs) - 1, *hidden, len(names)]
        network = Network(sizes, self.activation, rows.inputs.dtype)
        network.start(random.weights)
        average = _Average(network.parameters, self.ema_decay)
        losses: list[tuple[float, float]] = []
        with one_blas_thread(), np.errstate(all="ignore"):
            interrupt = self._until_interrupted(
                partial(self._train, network, average, rows, random, losses)
            )
            average.put_into(network.parameters)
            self._check_learned(network, rows.inputs, len(losses), interrupt)
        self._keep(network, names)
        self.loss_curve_ = [labelled for labelled, _ in losses]
        self.unlabelled_loss_curve_ = [unlabelled for _, unlabelled in losses]
        self.n_iter_ = len(losses)
        codes = np.empty(len(missing), np.intp)
        codes[~missing] = rows.targets.argmax(axis=0)
        codes[missing] = self._shares(X[missing]).argmax(axis=1) if missing.any() else 0
        self.transduction_ = names[codes]
        return interrupt

    def score(
        self, X: npt.ArrayLike, y: npt.ArrayLike, sample_weight: npt.ArrayLike | None = None
    ) -> float:
        """Compute the accuracy on the rows that have a label.

        Parameters
        ----------
        X : array-like of shape (n, d)
            Features.
        y : array-like of shape (n,)
            Class labels; rows marked -1 are ignored.
        sample_weight : array-like of shape (n,), optional
            How much every row counts.

        Returns
        -------
        float
            Share of the labelled rows that are predicted right, in [0, 1].

        Raises
        ------
        ValueError
            If no row has a label.

        See Also
        --------
        mixlearn.metrics.labelled_scorer : The same for any scorer of scikit-learn.
        """
        X, y, sample_weight = labelled_rows(X, y, sample_weight)
        return float(super().score(X, y, sample_weight))

    def _train(
        self,
        network: Network,
        average: "_Average",
        rows: _Rows,
        random: _Random,
        losses: list[tuple[float, float]],
    ) -> None:
        adam = Adam(network.parameters, self.learning_rate_init)
        sizes = [
            count if self.batch_size is None else min(self.batch_size, count)
            for count in rows.counts
        ]
        steps = max(
            math.ceil(count / size) for count, size in zip(rows.counts, sizes, strict=True) if size
        )
        batches = _batches(rows, sizes, random.order)
        # Every row is blended with one drawn from all, and keeps the larger share itself.
        plans = Mixing(alpha=self.alpha, fold=True).plans(
            sizes[0] + self.n_augmentations * sizes[1],
            streams=Streams(random.order, random.pairs, random.ratios, random.places),
            epochs=self.max_iter * steps,
            dtype=rows.inputs.dtype,
        )
        for epoch in range(self.max_iter):
            totals = np.zeros(2)
            for step in range(steps):
                labelled, targets, unlabelled = next(batches)
                A, T = self._augmented(network, labelled, targets, unlabelled, random.copies)
                plan = next(plans)
                A, T = plan.columns(A), plan.label_columns(T)
                weight = self._weight_at((epoch * steps + step) / (self.max_iter * steps))
                done = network.forward(A)
                both = _two_losses(done, T, labelled.shape[1], weight)
                self._check_finite(sum(both), epoch + 1)
                network.backward(done)
                if self.weight_decay:
                    network.decay(self.weight_decay)
                adam.step(network.parameters, network.gradient)
                average.add(network.parameters)
                totals += both
            totals /= steps
            losses.append((float(totals[0]), float(totals[1])))
        # Slopes whose squares overflow bring Adam to a standstill, while the loss stays finite.
        self._check_finite(float(adam.square.sum()), len(losses))

    def _weight_at(self, done: float) -> float:
        """Return the weight of the unlabelled rows after this share of training."""
        return self.unlabelled_weight * (min(1.0, done / self.ramp_up) if self.ramp_up else 1.0)

    def _augmented(
        self,
        network: Network,
        labelled: Array,
        targets: Array,
        unlabelled: Array,
        rng: np.random.Generator,
    ) -> tuple[Array, Array]:
        """Augment each labelled row once, the others K times; label those by a sharpened guess."""
        first, copies = labelled.shape[1], self.n_augmentations
        A = np.concatenate([labelled, *[unlabelled] * copies], axis=1)
        self._augment_in_place(A[:-1], rng)
        if not unlabelled.size:
            return A, targets
        guesses = _guess(network, A[:, first:], copies)
        guesses = sharpen_columns(guesses, self.temperature)
        return A, np.concatenate([targets, *[guesses] * copies], axis=1)

    def _augment_in_place(self, features: Array, rng: np.random.Generator) -> None:
        if callable(self.augment):
            changed = np.asarray(self.augment(features.T.copy(), rng), dtype=features.dtype)
            if changed.shape != features.T.shape or not np.isfinite(changed).all():
                raise ValueError(
                    "The function 'augment' must return as many rows and features as it takes, all "
                    f"finite. It took shape {features.T.shape} and returned {changed.shape}"
                    f"{'' if np.isfinite(changed).all() else ', with NaN or infinity'}."
                )
            features[:] = changed.T
        elif self.augment:
            noise = rng.standard_normal(features.shape, dtype=features.dtype)
            features += np.multiply(noise, self.augment, out=noise)

    def _check_data(self, X: Any, y: Any) -> tuple[Array, _Rows, Array, Array]:
        """Return the rows, the same as a network takes them, the classes, and who has no label."""
        name = type(self).__name__
        if y is None:
            raise ValueError(f"{name} requires y to be passed, but the target y is None.")
        X = self._table(X, reset=True)
        known, missing = split_labels(one_column(y))
        check_consistent_length(X, missing)
        if not len(known):
            raise ValueError(
                f"{name} needs labelled rows of at least 2 classes. Got none: all {len(missing)} "
                f"labels are {UNLABELLED}, which marks rows without a label."
            )
        if not missing.any():
            warnings.warn(
                f"y marks no row as unlabelled (by {UNLABELLED}): {name} then guesses nothing, and "
                "learns from mixes of the labelled rows alone.",
                stacklevel=5,
            )
        if known.dtype.kind in "iuf":
            check_classification_targets(known)
        names, codes = class_numbers(known)
        check_two(self, names)
        inputs = with_ones(np.concatenate([X[~missing], X[missing]]))
        targets = one_hot_columns(codes, len(names), X.dtype)
        return X, _Rows(inputs, targets, len(known)), names, missing

    def _check_parameters(self) -> list[int]:
        """Check them all, and return the sizes of the hidden layers."""
        check_count("n_augmentations", self.n_augmentations)
        check_number("temperature", self.temperature, open_low=True)
        check_number("unlabelled_weight", self.unlabelled_weight)
        check_number("ramp_up", self.ramp_up, high=1)
        check_number("ema_decay", self.ema_decay, high=1, open_high=True)
        if not callable(self.augment):
            check_number("augment", self.augment)
        return self._check_common()


class _Average:
    """An exponential moving average of parameters, divided by the sum of its weights."""

    def __init__(self, parameters: Array, decay: float) -> None:
        self.decay = decay
        self.steps = 0
        # Only if asked for: with a decay of 0 it is the last parameters.
        self.mean = np.zeros_like(parameters) if decay else None

    def add(self, parameters: Array) -> None:
        if self.mean is not None:
            self.steps += 1
            self.mean += (1 - self.decay) * (parameters - self.mean)

    def put_into(self, parameters: Array) -> None:
        if self.mean is not None and self.steps:
            np.divide(self.mean, 1 - self.decay**self.steps, out=parameters)


def _batches(
    rows: _Rows, sizes: Sequence[int], rng: np.random.Generator
) -> Iterator[tuple[Array, Array, Array]]:
    """Yield labelled inputs, their targets and unlabelled inputs, again and again."""
    labelled, unlabelled = np.split(rows.inputs, [rows.labelled], axis=1)
    orders = [_order(count, size, rng) for count, size in zip(rows.counts, sizes, strict=True)]
    if list(sizes) == list(rows.counts):
        while True:
            yield labelled, rows.targets, unlabelled
    while True:
        first, second = (next(order) for order in orders)
        yield labelled[:, first], rows.targets[:, first], unlabelled[:, second]


def _order(count: int, size: int, rng: np.random.Generator) -> Iterator[Array]:
    """Yield batches of row numbers: one random order after another, without a gap."""
    left = np.zeros(0, dtype=int)
    while True:
        while len(left) < size:
            left = np.concatenate([left, rng.permutation(count)])
        yield left[:size]
        left = left[size:]


def _guess(network: Network, inputs: Array, copies: int) -> Array:
    """Predict the class shares of rows as the mean over their copies, which lie one after another.

    No slope flows through it: what comes out is a target.
    """
    shares = network.forward(inputs).shares
    mean: Array = shares.reshape(len(shares), copies, -1).mean(axis=1)
    return mean


def _two_losses(done: Pass, targets: Array, labelled: int, weight: float) -> tuple[float, float]:
    """Compute the mean losses of labelled and unlabelled rows; leave their slope in the pass.

    The first rows are labelled: their loss is the cross-entropy. That of the others is the squared
    error of the shares p, over rows and classes. Its slope g in the shares becomes one in the
    logits by way of the softmax: ``p * (g - sum(p * g))``.
    """
    known, guessed = slice(None, labelled), slice(labelled, None)
    own = np.vdot(done.logits[:, known], targets[:, known])
    cross_entropy = float((np.log(done.total[known]).sum() - own) / labelled)
    np.subtract(done.shares[:, known], targets[:, known], out=done.slope[:, known])
    done.slope[:, known] /= labelled
    shares = done.shares[:, guessed]
    if not shares.size:
        return cross_entropy, 0.0
    error = shares - targets[:, guessed]
    slope = error * (2 * weight / error.size)
    np.multiply(shares, slope - (shares * slope).sum(axis=0), out=done.slope[:, guessed])
    return cross_entropy, float(np.square(error).mean())
