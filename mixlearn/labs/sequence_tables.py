"""Does mixing help on series and on sentences? Counted over many seeds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from mixlearn import datasets, labels, ragged
from mixlearn._checks import check_count, check_number
from mixlearn.labs._vectors import word_vectors
from mixlearn.mixing import Mixed, mix
from mixlearn.networks import SoftLabelMLP

__all__ = ["GainTable", "over_sentences", "over_series"]

Array = npt.NDArray[Any]

# Every row is the first parent of so many blends, with mixing and without: the same number of steps
# for all.
_COPIES = 10
_SERIES, _NEW_SERIES, _NOISE = 60, 600, 0.5
_NO_MIXING = "no mixing"


@dataclass(frozen=True)
class GainTable:
    """How often each kind of mixing is right on new rows, in groups that differ in one thing.

    Attributes
    ----------
    rows : tuple of (str, str, float, int, int)
        For each row: the group, the kind of mixing, the mean accuracy on new rows, and on how many
        seeds that is more and less than without mixing.
    seeds : int
        How many seeds there were.
    title, group : str
        What was counted, and what the groups are.
    """

    rows: tuple[tuple[str, str, float, int, int], ...]
    seeds: int
    title: str
    group: str

    def __repr__(self) -> str:
        """Return the table."""
        lines = [
            f"{self.title}, means over {self.seeds} seeds:",
            f"{self.group:20}{'mixing':26}right  seeds with more  with fewer",
        ]
        for group, kind, right, more, fewer in self.rows:
            counts = ("-", "-") if kind == _NO_MIXING else (str(more), str(fewer))
            lines.append(f"{group:20}{kind:26}{right:>5.0%}  {counts[0]:>15}  {counts[1]:>10}")
        return "\n".join(lines)


def over_series(*, alpha: float = 1.0, seeds: int = 10) -> GainTable:
    """Train a small network on 60 series, mixed in three ways, and count on 600 new ones.

    The series are mixed first. Then the network reads them as they are, step by step, or what
    waves they are made of (the logarithm of one plus their spectrum). Whatever it reads is
    standardized by the training series.

    Parameters
    ----------
    alpha : float, default=1.0
        Mixing strength in (0, inf).
    seeds : int, default=10
        How many seeds, counted from 0: of the series, the pairs and the first weights.

    Returns
    -------
    GainTable
        It prints as a table.

    Raises
    ------
    ValueError
        If `alpha` or `seeds` is out of its range.

    Examples
    --------
    >>> table = over_series(seeds=1)
    >>> [row[:2] for row in table.rows][:2]
    [('the steps', 'no mixing'), ('the steps', 'interpolated')]
    """
    alpha, seeds = _check(alpha, seeds)
    kinds: dict[str, dict[str, Any]] = {
        _NO_MIXING: {"alpha": 0},
        "interpolated": {"alpha": alpha},
        "spliced": {"alpha": alpha, "method": "splice"},
    }
    right = np.empty((len(_READS), len(kinds), seeds))
    for seed in range(seeds):
        data = datasets.series(_SERIES, noise=_NOISE, rng=seed)
        new = datasets.series(_NEW_SERIES, noise=_NOISE, rng=seed + 1000)
        for column, how in enumerate(kinds.values()):
            mixed = mix(data.X, data.y, n_mixes=_COPIES, rng=seed, **how)
            for row, read in enumerate(_READS.values()):
                scale = StandardScaler().fit(read(data.X)).transform
                model = _network(_SERIES, seed).fit(scale(read(mixed.X)), mixed.Y)
                right[row, column, seed] = (model.predict(scale(read(new.X))) == new.y).mean()
    return _table(right, list(_READS), list(kinds), "New series right", "the network reads")


_READS: dict[str, Callable[[Array], Array]] = {
    "the steps": lambda X: X,
    "the spectrum": lambda X: np.log1p(np.abs(np.fft.rfft(X, axis=1))),
}


def over_sentences(
    sizes: Sequence[int] = (20, 80), *, alpha: float = 1.0, seeds: int = 20
) -> GainTable:
    """Train a small network on a few labelled sentences, mixed in four ways, and count on the rest.

    The network reads the mean vector of a sentence. The vectors of the words are learned from all
    300 sentences, without labels. Padded sentences are labelled by the words, and their mean is
    over the positions of the longer parent; stretched ones have the length of the longest sentence
    of all.

    Parameters
    ----------
    sizes : sequence of int, default=(20, 80)
        How many sentences have a label, each in [4, 290].
    alpha : float, default=1.0
        Mixing strength in (0, inf).
    seeds : int, default=20
        How many seeds, counted from 0: of the labelled sentences, the pairs and the first weights.

    Returns
    -------
    GainTable
        It prints as a table.

    Raises
    ------
    ValueError
        If `alpha`, `seeds` or a size is out of its range.

    Examples
    --------
    >>> table = over_sentences([20], seeds=1)
    >>> [row[1] for row in table.rows]
    ['no mixing', 'whole sentences', 'word by word, padded', 'word by word, stretched']
    """
    alpha, seeds = _check(alpha, seeds)
    sizes = [int(check_number("sizes", size, low=4, high=290)) for size in sizes]
    data = datasets.sentences(rng=0)
    vectors = word_vectors(data.X)
    series = [vectors.vectors[tokens] for tokens in vectors.tokens]
    padded, there = ragged.pad(series)
    lengths, stretched = there.sum(axis=1), ragged.stretch(series)
    right = np.empty((len(sizes), 4, seeds))
    for seed in range(seeds):
        for row, size in enumerate(sizes):
            known, rest = train_test_split(
                np.arange(len(data.y)), train_size=size, stratify=data.y, random_state=seed
            )
            y = data.y[known]
            how: dict[str, Any] = {"n_mixes": _COPIES, "alpha": alpha, "rng": seed}
            means = vectors.means[known]
            plain = mix(means, y, **{**how, "alpha": 0})
            whole = mix(means, y, **how)
            by_words = _by_words(mix(padded[known], y, **how), y, lengths[known])
            spread = mix(stretched[known], y, **how)
            mixes = (
                (plain.X, plain.Y),
                (whole.X, whole.Y),
                by_words,
                (spread.X.mean(axis=1), spread.Y),
            )
            unit = means.std()
            for column, (X, Y) in enumerate(mixes):
                model = _network(size, seed).fit(X / unit, Y)
                found = model.predict(vectors.means[rest] / unit)
                right[row, column, seed] = (found == data.y[rest]).mean()
    kinds = [_NO_MIXING, "whole sentences", "word by word, padded", "word by word, stretched"]
    groups = [f"{size} sentences" for size in sizes]
    return _table(right, groups, kinds, "New sentences right", "labelled")


def _by_words(mixed: Mixed, y: Array, lengths: Array) -> tuple[Array, Array]:
    """Average padded blends over the positions that hold a word, and label them by the words."""
    of_first, of_second = lengths[mixed.first], lengths[mixed.second]
    X = mixed.X.sum(axis=1) / np.maximum(of_first, of_second)[:, np.newaxis]
    words = mixed.lam * of_first
    share = words / (words + (1 - mixed.lam) * of_second)
    Y, _ = labels.one_hot(y, classes=mixed.classes)
    return X, labels.blend(Y, mixed.first, mixed.second, share)


def _check(alpha: float, seeds: int) -> tuple[float, int]:
    return check_number("alpha", alpha, open_low=True), check_count("seeds", seeds)


def _network(batch: int, seed: int) -> SoftLabelMLP:
    return SoftLabelMLP(
        (32,),
        activation="relu",
        batch_size=batch,
        learning_rate_init=0.005,
        max_iter=15,
        random_state=seed,
    )


def _table(
    right: Array, groups: Sequence[str], kinds: Sequence[str], title: str, group: str
) -> GainTable:
    """Sum up accuracies of shape (groups, kinds, seeds), the first kind being no mixing."""
    rows = []
    for name, one in zip(groups, right, strict=True):
        for kind, accuracy in zip(kinds, one, strict=True):
            more, fewer = int((accuracy > one[0]).sum()), int((accuracy < one[0]).sum())
            rows.append((name, kind, float(accuracy.mean()), more, fewer))
    return GainTable(tuple(rows), right.shape[2], title, group)
