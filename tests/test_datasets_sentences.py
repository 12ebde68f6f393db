"""Sentences: two topics, and a fifth that touches both."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline

from mixlearn.datasets import sentences


def test_all_sentences():
    """300 texts, half of them on either topic, a fifth on both, in random order."""
    data = sentences(rng=0)
    assert data.X.shape == (300,)
    assert data.X.dtype.kind == "U"
    assert np.bincount(data.y).tolist() == [150, 150]
    assert np.bincount(data.y[data.both]).tolist() == [30, 30]
    assert 100 < np.count_nonzero(np.diff(data.y)) < 200
    assert repr(data) == (
        "Dataset: Sentences about cooking and sailing, 300 with 60 that touch both topics."
    )


@pytest.mark.parametrize("n", [2, 57, 100])
def test_few_sentences(n):
    """A part is balanced and holds every smaller part; labels stay with their texts."""
    data, more, everything = (sentences(size, rng=0) for size in (n, n + 30, None))
    assert np.ptp(np.bincount(data.y, minlength=2)) <= 1
    assert set(data.X) <= set(more.X)
    known = dict(zip(everything.X, everything.y, strict=True))
    assert [known[text] for text in data.X] == data.y.tolist()


def test_the_same_seed_gives_the_same_sentences():
    """The same integer gives the same order, another one another."""
    np.testing.assert_array_equal(sentences(rng=0).X, sentences(rng=0).X)
    assert (sentences(rng=0).X != sentences(rng=1).X).any()


def test_label_noise_moves_labels_alone():
    """It changes exactly that share of the labels, and no text."""
    clean, some = sentences(rng=0), sentences(label_noise=0.1, rng=0)
    np.testing.assert_array_equal(clean.X, some.X)
    np.testing.assert_array_equal(clean.y != some.y, some.flipped)
    assert some.flipped.sum() == 30


def test_scikit_learn_takes_the_texts():
    """The texts go into a pipeline as they are; topics can be told, those of both less surely."""
    data = sentences(rng=0)
    pipeline = make_pipeline(TfidfVectorizer(), LogisticRegression(C=10))
    assert 0.75 < cross_val_score(pipeline, data.X, data.y).mean() < 0.97
    sure = np.abs(pipeline.fit(data.X[~data.both], data.y[~data.both]).decision_function(data.X))
    assert np.median(sure[data.both]) < 0.7 * np.median(sure[~data.both])


@pytest.mark.parametrize("n", [1, 301, 2.5])
def test_what_is_out_of_range_is_refused(n):
    """One sentence names the parameter and its range."""
    with pytest.raises(ValueError, match="The 'n_samples' parameter must be an int in"):
        sentences(n)
