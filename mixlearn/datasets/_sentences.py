"""Short sentences on two topics, some of which touch on both."""

import numpy as np

from mixlearn._checks import check_number
from mixlearn.datasets._dataset import Dataset
from mixlearn.datasets._files import read_table
from mixlearn.datasets._random import balanced, check_int, flip, mishaps, streams

__all__ = ["sentences"]

_CLASSES = ("cooking", "sailing")
_SIZE = 300


def sentences(
    n_samples: int | None = None,
    *,
    label_noise: float = 0.0,
    rng: int | np.random.Generator | None = None,
) -> Dataset:
    """Load short English sentences about cooking and sailing, written for this project.

    One in five touches on both, and is labelled by what happens in it.

    Parameters
    ----------
    n_samples : int or None, default None
        Number of sentences, in [2, 300], both topics balanced to within one. With the same integer
        `rng` a larger sample holds the smaller one. None takes all 300.
    label_noise : float, default 0.0
        Share of the sentences, in [0, 1], whose label is changed to the other topic. Larger shares
        keep the wrong labels of smaller ones.
    rng : int, numpy Generator or None, default None
        Seed or source of the random numbers.

    Returns
    -------
    Dataset
        `X` of shape (n,), texts, in random order; classes "cooking" and "sailing"; `both` of shape
        (n,) is True where a sentence touches on the other topic too.

    Raises
    ------
    ValueError
        If a parameter has the wrong type, or lies outside its range.
    OSError
        If the file with the sentences is missing or damaged.

    Examples
    --------
    >>> from mixlearn.datasets import sentences
    >>> data = sentences(rng=0)
    >>> data.X.shape, data.classes, int(data.both.sum())
    ((300,), ('cooking', 'sailing'), 60)
    """
    n = _SIZE if n_samples is None else check_int("n_samples", n_samples, low=2, high=_SIZE)
    share = check_number("label_noise", label_noise, high=1)
    choice, order, labels = streams(rng, 3)
    names, kinds, texts = np.array(read_table("sentences.tsv")).T
    y = np.searchsorted(_CLASSES, names).astype(np.int64)
    rows = balanced(y, n, choice, order)
    y, flipped = flip(y[rows], len(_CLASSES), share, labels)
    both = kinds[rows] == "both"
    about = (
        f"Sentences about cooking and sailing, {n} with {both.sum()} that touch both topics"
        f"{mishaps(flipped)}."
    )
    outliers = np.zeros(n, dtype=bool)
    return Dataset(texts[rows], y, _CLASSES, about, flipped, outliers, both=both)
