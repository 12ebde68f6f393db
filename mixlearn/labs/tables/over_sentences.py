"""Does mixing help on sentences? Counted over many seeds."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import train_test_split

from mixlearn import datasets, labels, ragged
from mixlearn._checks import check_count, check_number
from mixlearn.labs._vectors import word_vectors
from mixlearn.labs.tables._gains import NO_MIXING, STEPS, gains, learn
from mixlearn.labs.tables._kept import kept
from mixlearn.labs.tables._table import Table
from mixlearn.mixing import Mixed, mix

__all__ = ["over_sentences"]

Array = npt.NDArray[Any]


@kept
def over_sentences(
    sizes: Sequence[int] = (20, 80), *, alpha: float = 1.0, seeds: int = 20
) -> Table:
    """Train the course's network on a few labelled sentences, mixed in four ways, and count.

    The network reads the mean vector of a sentence. The vectors of the words are learned from all
    300 sentences, without labels, and all that have no label are the new ones. Padded sentences are
    labelled by the words, and their mean is over the positions of the longer parent; stretched ones
    have the length of the longest sentence of all.

    How a padded blend is read depends on who its parents are, so the network cannot mix by itself.
    All rows of the table therefore learn alike: the network is handed new blends at every step, as
    many as there are sentences, and without mixing sentences in their place.

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
    Table
        A row for each size and kind of mixing.

    Raises
    ------
    ValueError
        If `alpha`, `seeds` or a size is out of its range.

    Examples
    --------
    >>> table = over_sentences([20], seeds=1)
    >>> [kind for _, kind in table.rows]
    ['no mixing', 'whole sentences', 'word by word, padded', 'word by word, stretched']
    """
    alpha, seeds = check_number("alpha", alpha, open_low=True), check_count("seeds", seeds)
    sizes = [int(check_number("sizes", size, low=4, high=290)) for size in sizes]
    data = datasets.sentences(rng=0)
    vectors = word_vectors(data.X)
    series = [vectors.vectors[tokens] for tokens in vectors.tokens]
    padded, there = ragged.pad(series)
    # Who blends rows adds them up, and so does who averages words: which comes first is the same,
    # and a blend of one vector a sentence is quicker.
    sums, lengths = padded.sum(axis=1), there.sum(axis=1)
    stretched = ragged.stretch(series).mean(axis=1)
    right = np.empty((len(sizes), 4, seeds))
    for seed in range(seeds):
        for row, size in enumerate(sizes):
            known, rest = train_test_split(
                np.arange(len(data.y)), train_size=size, stratify=data.y, random_state=seed
            )
            y = data.y[known]
            how: dict[str, Any] = {
                "n_mixes": STEPS,
                "alpha": alpha,
                "fold": True,
                "rng": seed,
            }
            means = vectors.means[known]
            plain = mix(means, y, **{**how, "alpha": 0})
            whole = mix(means, y, **how)
            by_words = _by_words(mix(sums[known], y, **how), y, lengths[known])
            spread = mix(stretched[known], y, **how)
            mixes = (
                (plain.X, plain.Y),
                (whole.X, whole.Y),
                by_words,
                (spread.X, spread.Y),
            )
            unit = means.std()
            for column, (X, Y) in enumerate(mixes):
                model = learn(X / unit, Y, seed)
                found = model.predict(vectors.means[rest] / unit)
                right[row, column, seed] = (found == data.y[rest]).mean()
    kinds = [NO_MIXING, "whole sentences", "word by word, padded", "word by word, stretched"]
    groups = [f"{size} sentences" for size in sizes]
    return gains(right, groups, kinds, "New sentences right", "labelled")


def _by_words(mixed: Mixed, y: Array, lengths: Array) -> tuple[Array, Array]:
    """Divide blended sums of words by the positions that hold one, and label them by the words."""
    of_first, of_second = lengths[mixed.first], lengths[mixed.second]
    X = mixed.X / np.maximum(of_first, of_second)[:, np.newaxis]
    words = mixed.lam * of_first
    share = words / (words + (1 - mixed.lam) * of_second)
    Y, _ = labels.one_hot(y, classes=mixed.classes)
    return X, labels.blend(Y, mixed.first, mixed.second, share)
