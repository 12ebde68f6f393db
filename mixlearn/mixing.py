"""The three steps in one: select, blend by a ratio, label."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn import cuts, labels, pairing, ratios
from mixlearn._arrays import Rows, as_floats, as_rows, count_rows, like, like_frame, share_type
from mixlearn._checks import check_choice, check_count, check_rng
from mixlearn._classes import as_labels, encode, name_columns
from mixlearn._mixed import Mixed
from mixlearn._plans import Plan, Streams, join
from mixlearn.methods import Method, find

__all__ = ["Mixed", "Mixing", "Plan", "Streams", "join", "mix"]

Array = npt.NDArray[Any]

# In training, ratios are read off the quantile function at this many evenly spaced levels: the
# table costs a millisecond, where exact quantiles for all mixes of a run would cost a hundred.
_LEVELS = 2048
# Mixes are blended for as many epochs ahead as fit in this many numbers: fewer calls.
_AHEAD = 2**17


@dataclass(frozen=True)
class Mixing:
    """A way to mix, which plans mixes and applies them. It holds no data and no random numbers.

    Parameters
    ----------
    method, alpha, pairing, per, fold, n_mixes, channels
        As in :func:`mix`.

    Raises
    ------
    ValueError
        If a parameter is out of its range.

    Examples
    --------
    >>> from mixlearn.mixing import Mixing
    >>> mixing = Mixing(alpha=1.0, pairing="other")
    >>> mixing.mix([[0.0], [10.0]], ["cat", "dog"], rng=0).lam.round(2)
    array([0.45, 0.85])
    """

    method: str | Method = "mixup"
    alpha: float = 0.4
    pairing: str = "any"
    per: str = "sample"
    fold: bool = False
    n_mixes: int = 1
    channels: str | None = None

    def __post_init__(self) -> None:
        """Check the parameters."""
        find(self.method)
        ratios.check_alpha(self.alpha)
        check_choice("pairing", self.pairing, pairing.METHODS)
        check_choice("per", self.per, ratios.PER)
        check_count("n_mixes", self.n_mixes)
        if self.channels is not None:
            check_choice("channels", self.channels, cuts.CHANNELS)

    def mix(
        self,
        X: Any,
        y: Any,
        *,
        rng: int | np.random.Generator | None = None,
        classes: npt.ArrayLike | None = None,
    ) -> Mixed:
        """Mix rows and their labels.

        Parameters
        ----------
        X, y, rng, classes
            As in :func:`mix`.

        Returns
        -------
        Mixed
            Blends, labels, and what they were made of.

        Raises
        ------
        ValueError
            If `X` or `y` cannot be mixed; see :func:`mix`.
        """
        given, X = X, self._read(X, y)
        soft, codes, names = _read_labels(y, classes)
        plan = self._plan(X, codes, rng)
        parents = None
        if codes is not None:
            parents = np.stack((codes[plan.first], codes[plan.second]), axis=1)
        return Mixed(
            X=like_frame(plan.blend(X, check_finite=True), given),
            lam=like(plan.lam, X),
            first=like(plan.first, X),
            second=like(plan.second, X),
            classes=names,
            method=plan.method.name,
            parent_classes=parents,
            cut=plan.cut,
            share=like(plan.share, X),
            soft=plan.label(labels.settle(like(soft, X))) if parents is None else None,
        )

    def plan(self, X: Any, y: Any, *, rng: int | np.random.Generator | None = None) -> Plan:
        """Plan a mix of `X`, to be applied by the caller.

        Parameters
        ----------
        X, y, rng
            As in :func:`mix`.

        Returns
        -------
        Plan
            Of ``n_mixes * n`` rows.

        Raises
        ------
        ValueError
            If `X` or `y` cannot be mixed; see :func:`mix`.
        """
        return self._plan(self._read(X, y), _read_labels(y, None)[1], rng)

    def _read(self, X: Any, y: Any) -> Any:
        X = as_floats(as_rows(X))
        _size(self, X.shape[1:])
        if y is None:
            raise ValueError(
                "Mixing needs labels: class labels or soft labels. Got y=None instead."
            )
        count_rows(X, y)
        return X

    def _plan(self, X: Any, codes: Rows | None, rng: int | np.random.Generator | None) -> Plan:
        n = X.shape[0]
        parts = _Parts(self, X, codes, X.shape[1:], share_type(np.empty(0), X).dtype)
        # Each has a stream of its own, so that none depends on how much another draws.
        rng = check_rng(rng)
        for_pairs, for_ratios = (int(seed) for seed in rng.integers(2**63, size=2))
        places = rng
        if parts.size is not None:
            places = np.random.default_rng(int(rng.integers(2**63)))
        first, second = parts.draw(self.n_mixes, np.random.default_rng(for_pairs))
        shared = n if self.per == "batch" else 1
        lam = ratios.draw(n * self.n_mixes // shared, alpha=self.alpha, rng=for_ratios)
        lam = self._folded(lam).repeat(shared)
        return parts.plan(first, second, lam, places)

    def plans(
        self,
        n: int,
        *,
        streams: Streams,
        epochs: int,
        ahead: int = 1,
        batch: int | None = None,
        X: Any = None,
        codes: Rows | None = None,
        shape: tuple[int, ...] = (),
        dtype: npt.DTypeLike = np.float64,
    ) -> Iterator[Plan]:
        """Plan mixes of the same rows again and again, as training needs them.

        Parameters
        ----------
        n : int
            Number of rows.
        streams : Streams
            Sources of the random numbers.
        epochs : int
            How often all rows are mixed. (`n_mixes` plays no part.)
        ahead : int, default=1
            How many epochs a plan holds, one after the other. It changes no random number.
        batch : int, optional
            Rows in a step. If fewer than `n`, every epoch puts the rows in an order of its own,
            and ``per="batch"`` draws a ratio for each step. By default all.
        X : array of shape (n, ...), optional
            Features, which "near" needs.
        codes : ndarray of shape (n,), int, optional
            Class numbers, which pairing by class and "remix" need.
        shape : tuple of int, optional
            Shape of one sample, which methods that cut need.
        dtype : dtype, default=float64
            Type of the shares.

        Yields
        ------
        Plan
            Of ``ahead * n`` rows, or fewer at the end.

        Raises
        ------
        ValueError
            If the method or the pairing does not fit the data.
        """
        if X is None and self.pairing == "near":
            raise ValueError("Pairing by method='near' needs the features. Got X=None instead.")
        parts = _Parts(self, np.empty((n, 0)) if X is None else X, codes, shape, dtype)
        return self._plans(parts, n, streams, epochs, ahead, n if batch is None else min(batch, n))

    def _plans(  # noqa: PLR0917 - its own
        self, parts: "_Parts", n: int, streams: Streams, epochs: int, ahead: int, batch: int
    ) -> Iterator[Plan]:
        levels = (np.arange(_LEVELS) + 0.5) / _LEVELS
        table = self._folded(ratios.from_uniform(levels, self.alpha)).astype(parts.dtype)
        drawn = self.pairing in pairing.BALANCED
        alike = batch if self.per == "batch" else 1
        for done in range(0, epochs, ahead):
            count = min(ahead, epochs - done)
            if self.alpha or drawn:
                first, second = parts.draw(count, streams.pairs)
            else:
                first = second = np.tile(np.arange(n), count)
            ordered = batch < n and not drawn  # balanced pairs come in no particular order
            if ordered:
                order = streams.order.permuted(first.reshape(count, n), axis=1)
                if self.pairing != "any":  # otherwise partners are as random as the order itself
                    second = np.take_along_axis(second.reshape(count, n), order, axis=1).reshape(-1)
                first = order.reshape(-1)
            in_order = not (ordered or drawn)
            if not self.alpha:
                lam = np.ones(len(first), parts.dtype)
                yield Plan(parts.method, first, first, lam, lam, mixes=False, in_order=in_order)
                continue
            at = streams.ratios.integers(_LEVELS, size=(count, math.ceil(n / alike)))
            lam = table[at].repeat(alike, axis=1)[:, :n].reshape(-1)
            yield parts.plan(first, second, lam, streams.places, epochs=count, in_order=in_order)

    def fresh(
        self,
        inputs: Array,
        targets: Array,
        *,
        streams: Streams,
        epochs: int,
        batch: int | None = None,
        codes: Rows | None = None,
        shape: tuple[int, ...] = (),
    ) -> Iterator[tuple[Array, Array]]:
        """Mix the same rows afresh in every epoch, as the columns that networks keep them in.

        Parameters
        ----------
        inputs : ndarray of shape (d, n) or (d + 1, n)
            Flat samples, one per column, and perhaps a last row of ones.
        targets : ndarray of shape (k, n)
            Their labels: shares of the classes, also times a weight per column.
        streams, epochs, batch, codes, shape
            As in :meth:`plans`.

        Yields
        ------
        inputs, targets : ndarray of shape (d, n) or (d + 1, n), and (k, n)
            Blends of one epoch, in the order in which its steps take them.

        Raises
        ------
        ValueError
            If the method or the pairing does not fit the data.
        """
        n = inputs.shape[1]
        plans = self.plans(
            n,
            streams=streams,
            epochs=epochs,
            ahead=max(1, _AHEAD // (n * (len(inputs) + len(targets)))),
            batch=batch,
            X=inputs.T,
            codes=codes,
            shape=shape,
            dtype=inputs.dtype,
        )
        return _epochs(plans, inputs, targets)

    def _folded(self, lam: Array) -> Array:
        return np.maximum(lam, 1 - lam) if self.fold else lam


class _Parts:
    """What all plans of one run share: it fits the data, or says why it does not."""

    def __init__(
        self,
        mixing: Mixing,
        X: Any,
        codes: Rows | None,
        shape: tuple[int, ...],
        dtype: npt.DTypeLike,
    ) -> None:
        self.method = find(mixing.method)
        self.size, self.channels_first = _size(mixing, shape)
        self.dtype = np.dtype(dtype)
        if codes is None and self.method.needs_classes:
            raise _needs_classes(f"method={self.method.name!r}", "method='mixup'")
        if codes is None and mixing.pairing in pairing.BY_CLASS:
            raise _needs_classes(f"pairing={mixing.pairing!r}", "pairing='any' or 'near'")
        self.draw = pairing.prepare(X, codes, method=mixing.pairing)
        self.counts = None
        if codes is not None and self.method.needs_classes:
            self.counts = np.bincount(codes)[codes]

    def plan(
        self,
        first: Rows,
        second: Rows,
        lam: Array,
        rng: np.random.Generator,
        *,
        epochs: int = 1,
        in_order: bool = False,
    ) -> Plan:
        cut = None
        if self.size is not None:
            # Epoch by epoch: how many are planned at a time must not matter.
            epoch = (self.method.plan(part, self.size, rng) for part in np.split(lam, epochs))
            cuts = [part for part in epoch if part is not None]
            cut = np.concatenate(cuts) if cuts else None
        lam = self.method.share(lam, cut, self.size).astype(self.dtype, copy=False)
        share = lam
        if self.counts is not None:
            share = self.method.label_share(lam, self.counts[first], self.counts[second])
            share = share.astype(self.dtype, copy=False)
        return Plan(
            self.method,
            first,
            second,
            lam,
            share,
            cut,
            self.size,
            in_order=in_order,
            channels_first=cut is not None and self.channels_first,
        )


def _size(mixing: Mixing, shape: Sequence[int]) -> tuple[tuple[int, ...] | None, bool]:
    """Return how much there is to cut from, if anything, and whether channels come before it."""
    method, shape = find(mixing.method), tuple(shape)
    first = False
    if method.axes and len(shape) > method.axes:
        first = cuts.channels_first(shape, method.axes, mixing.channels)
    return method.size((*shape[1:], shape[0]) if first else shape), first


def _epochs(plans: Iterator[Plan], inputs: Array, targets: Array) -> Iterator[tuple[Array, Array]]:
    n = inputs.shape[1]
    for plan in plans:
        A, T = plan.columns(inputs), plan.label_columns(targets)
        for start in range(0, len(plan), n):
            # Where nothing is blended, one epoch stands for all.
            epoch = slice(start % A.shape[1], start % A.shape[1] + n)
            yield A[:, epoch], T[:, epoch]


def _needs_classes(what: str, instead: str) -> ValueError:
    return ValueError(
        f"{what} needs class labels, one per row. Got soft labels: pass a one-dimensional y, or "
        f"choose {instead}."
    )


def _read_labels(y: Any, classes: npt.ArrayLike | None) -> tuple[Any, Rows | None, Array]:
    """Read the soft labels, or else the class number of each row, and the classes."""
    if getattr(y, "ndim", None) is None or hasattr(y, "iloc"):
        y = as_labels(y)
    if y.ndim != 2:
        names, codes = encode(y, classes)
        return None, codes, names
    soft, names = name_columns(labels.check_soft(y), classes)
    return soft, None, names


def mix(
    X: Any,
    y: Any,
    *,
    method: str | Method = "mixup",
    alpha: float = 0.4,
    pairing: str = "any",
    per: str = "sample",
    n_mixes: int = 1,
    fold: bool = False,
    channels: str | None = None,
    rng: int | np.random.Generator | None = None,
    classes: npt.ArrayLike | None = None,
) -> Mixed:
    """Mix rows and their labels.

    Every row is blended with a partner, by a ratio drawn from Beta(alpha, alpha), and its label is
    blended by the same ratio.

    Parameters
    ----------
    X : array-like of shape (n, ...)
        Numbers, rows first: a table, images, series; a list, NumPy array, pandas or polars
        DataFrame, or an array of PyTorch, JAX, CuPy (array API standard). Scale features and split
        off validation rows before mixing.
    y : array-like of shape (n,) or (n, k)
        Class labels (strings, whole numbers, booleans), or soft labels: one column per class, rows
        that sum to one.
    method : {"mixup", "cutmix", "fmix", "remix", "splice"} or Method, default="mixup"
        How two rows are blended:

        - "mixup" takes the weighted mean;
        - "cutmix" pastes a patch of the second into the first, for images of shape (n, height,
          width), or with `channels` beside. The patch is placed anywhere inside the image,
          for every row anew, and `lam` is the share of the pixels that it really leaves;
        - "fmix" does so with pieces of any shape, masked by smooth noise;
        - "splice" puts a segment of the second into the first, for series of shape (n, length), or
          with `channels` beside. Place and `lam` are as for "cutmix", with steps for pixels;
        - "remix" takes the weighted mean as well, but where one parent's class has at least three
          times the rows of the other's, the blend is labelled as the rarer one as soon as that
          makes up more than half of it.

        :mod:`mixlearn.methods` holds them all, and says what a method of your own needs.
    alpha : float, default=0.4
        Mixing strength in [0, inf]. 0 means no mixing, 1 makes all ratios equally likely, infinity
        mixes all rows half and half.
    pairing : {"any", "same", "other", "near", "balanced", "balanced_same"}, default="any"
        Where the partner comes from; see :func:`mixlearn.pairing.pair`.
    per : {"sample", "batch"}, default="sample"
        Whether every row draws a ratio of its own, or all rows of a mix share one.
    n_mixes : int, default=1
        How often every row is mixed, in [1, inf), each time with a new partner and a new ratio.
    fold : bool, default=False
        Whether the first parent keeps the larger share: `lam` becomes ``max(lam, 1 - lam)``. With
        symmetric pairings (all but "other" and "near") the distribution of a mixed row stays as it
        is, and a small `alpha` changes the rows little; without it, half of them become their
        partners.
    channels : {"first", "last"} or None, default=None
        Where the channels of what is cut are, if it has any: "first" for images of shape (n,
        channels, height, width) and series of shape (n, channels, length), as PyTorch has them;
        "last" for (n, height, width, channels) and (n, length, channels), as Keras has them. They
        go together. None takes them to be last where the last axis has up to 4 entries and the
        axes that are cut along have more; any other shape with channels is refused. Methods that do
        not cut take any shape.
    rng : int, Generator or None, default=None
        Source of the random numbers. With the same int, changing `alpha`, `per` or `fold` changes
        no pair and no place of a cut, changing `pairing` no ratio, and every framework
        gets the same.
    classes : array-like of shape (k,), optional
        The classes: names of the columns of soft labels (by default 0 ... k-1), or all classes
        that there are, also such as no row has (by default those in `y`). In the mix they are
        sorted, and so are the columns.

    Returns
    -------
    Mixed
        ``n_mixes * n`` rows, one mix of all rows after the other: the blends `X`, their soft labels
        `Y`, and the ratios and parents that made them. `X`, `Y` and `lam` have the
        floating-point type of the input `X` (float64 if it holds integers), and all arrays but
        `classes` are of its framework, on its device. Of a DataFrame, `X` is a DataFrame with the
        same columns, in float64 unless all are float32, and the rest are NumPy arrays.

    Raises
    ------
    ValueError
        If a parameter is out of its range, or `X` or `y` cannot be mixed: lengths that differ, no
        rows, NaN or infinity, strings, categories, complex or sparse data, continuous `y`; if
        "remix" or a pairing by class is asked for with soft labels; if it cannot be known where the
        channels of what is cut are.

    Notes
    -----
    The inputs are never changed. A random permutation pairs a row with itself now and then (one
    row in all, on average); the receipt counts such rows.

    References
    ----------
    H. Zhang, M. Cisse, Y. Dauphin, D. Lopez-Paz. mixup: Beyond empirical risk minimization.
    ICLR 2018. S. Yun, D. Han, S. J. Oh, S. Chun, J. Choe, Y. Yoo. CutMix: Regularization strategy
    to train strong classifiers with localizable features. ICCV 2019. H.-P. Chou, S.-C. Chang,
    J.-Y. Pan, W. Wei, D.-C. Juan. Remix: Rebalanced mixup. ECCV 2020 Workshops. `fold`:
    D. Berthelot et al. MixMatch: A holistic approach to semi-supervised learning. NeurIPS 2019.

    Examples
    --------
    >>> from mixlearn import mix
    >>> mixed = mix([[0.0], [10.0]], ["cat", "dog"], alpha=1.0, pairing="other", rng=0)
    >>> mixed.lam.round(2)
    array([0.45, 0.85])
    """
    mixing = Mixing(method, alpha, pairing, per, fold, n_mixes, channels)
    return mixing.mix(X, y, rng=rng, classes=classes)
