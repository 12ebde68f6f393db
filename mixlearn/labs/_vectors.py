"""Words as vectors, learned from a few hundred sentences by which words meet in one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer

__all__ = ["DIMENSIONS", "WordVectors", "word_vectors"]

Array = npt.NDArray[Any]

DIMENSIONS = 16


@dataclass(frozen=True, eq=False)
class WordVectors:
    """Vectors of words, and the sentences that they were learned from.

    Attributes
    ----------
    words : ndarray of shape (v,), str
        The vocabulary, function words left out.
    vectors : ndarray of shape (v, d)
        One row a word.
    tokens : list of n ndarrays of int
        The words of each sentence, by their rows in `vectors`, in order.
    means : ndarray of shape (n, d)
        The mean of its word vectors for each sentence: its embedding.
    """

    words: Array
    vectors: Array
    tokens: list[Array]
    means: Array


def word_vectors(texts: Iterable[str]) -> WordVectors:
    """Learn word vectors from which words meet in a sentence.

    The logarithm of how much more often than by chance two words meet, where it is positive
    (PPMI), is a square table of all words; its largest singular directions are the vectors.

    Parameters
    ----------
    texts : iterable of n str
        Sentences, each with a word that is not a function word, and of 17 different words in all or
        more.

    Returns
    -------
    WordVectors
        16 numbers a word.

    References
    ----------
    O. Levy, Y. Goldberg. Neural word embedding as implicit matrix factorization. NeurIPS 2014.

    Examples
    --------
    >>> from mixlearn import datasets
    >>> word_vectors(datasets.sentences(rng=0).X).means.shape
    (300, 16)
    """
    texts = list(texts)
    counts = CountVectorizer(stop_words="english", binary=True)
    found = counts.fit_transform(texts).astype(np.float64)
    together = (found.T @ found).toarray()
    alone = together.sum(axis=1)
    surprise = np.log(np.maximum(together * together.sum() / np.outer(alone, alone), 1))
    # The solver starts from a drawn vector, and signs are settled by the largest number: the same
    # to rounding wherever it runs.
    svd = TruncatedSVD(DIMENSIONS, algorithm="arpack", random_state=0)
    vectors = svd.fit_transform(surprise) / np.sqrt(svd.singular_values_)
    split = counts.build_analyzer()
    tokens = [np.array([counts.vocabulary_[word] for word in split(text)]) for text in texts]
    means = np.stack([vectors[words].mean(axis=0) for words in tokens])
    return WordVectors(counts.get_feature_names_out(), vectors, tokens, means)
