"""Gains of mixing on sentences, over seeds."""

import numpy as np
import pytest

from mixlearn import datasets, ragged
from mixlearn.labs._vectors import word_vectors
from mixlearn.labs.tables import over_sentences
from mixlearn.labs.tables.over_sentences import _by_words
from mixlearn.mixing import mix


def test_mixing_loses_on_few_sentences():
    """With 20 labels all kinds of blends cost about three points; with 80 nothing is clear."""
    table = over_sentences(alpha=1, seeds=30)
    (_, *few), (_, *many) = table.rows[:4], table.rows[4:]
    for row in few:
        assert row[0] == "20 sentences"
        assert 100 * table[*row, "difference"] == pytest.approx(-3, abs=0.25)
        assert 0.7 < 100 * table.error(*row, "difference") < 1
        assert table.clear(*row, "difference")
    for row in many:
        assert row[0] == "80 sentences"
        assert not table.clear(*row, "difference")


def test_blends_of_sums_are_sums_of_blends():
    """Whether words are added up before or after they are blended makes no difference."""
    X, y = np.random.default_rng(0).normal(size=(6, 4, 3)), np.array([0, 1] * 3)
    before, after = (mix(rows, y, alpha=1, n_mixes=5, rng=0) for rows in (X.sum(axis=1), X))
    np.testing.assert_array_equal(before.lam, after.lam)
    np.testing.assert_allclose(before.X, after.X.sum(axis=1), atol=1e-12)


def test_padded_blends_are_labelled_by_the_words():
    """Vectors of ones show whose words a padded blend holds; its label says the same."""
    lengths = np.array([2, 6, 3])
    X, _ = ragged.pad(
        [np.ones((length, 1)) * [1, 0] for length in lengths[:1]]
        + [np.ones((length, 1)) * [0, 1] for length in lengths[1:]]
    )
    y = np.array([0, 1, 1])
    mixed = mix(X.sum(axis=1), y, alpha=1, n_mixes=20, rng=0)
    blends, Y = _by_words(mixed, y, lengths)
    np.testing.assert_allclose(blends / blends.sum(axis=1, keepdims=True), Y, atol=1e-12)


def test_words_that_meet_the_same_words_are_alike():
    """Vectors are finite, as long as asked for, and put words of one topic together."""
    vectors = word_vectors(datasets.sentences(rng=0).X)
    assert np.isfinite(vectors.vectors).all()
    row = {word: number for number, word in enumerate(vectors.words)}
    unit = vectors.vectors / np.linalg.norm(vectors.vectors, axis=1, keepdims=True)

    def likeness(one, other):
        return unit[row[one]] @ unit[row[other]]

    assert likeness("flour", "dough") > likeness("flour", "mast") + 0.2
    assert likeness("wind", "sail") > likeness("wind", "oven") + 0.2
    assert min(map(len, vectors.tokens)) >= 1
    np.testing.assert_allclose(vectors.means[5], vectors.vectors[vectors.tokens[5]].mean(axis=0))


def test_vectors_do_not_turn_over():
    """In every direction the word farthest out is on the positive side, whatever the solver did."""
    vectors = word_vectors(datasets.sentences(rng=0).X).vectors
    np.testing.assert_array_equal(vectors, word_vectors(datasets.sentences(rng=0).X).vectors)
    far = np.abs(vectors).argmax(axis=0)
    assert (vectors[far, np.arange(vectors.shape[1])] > 0).all()


@pytest.mark.parametrize(
    ("options", "name"),
    [({"alpha": -1}, "alpha"), ({"sizes": [2]}, "sizes"), ({"sizes": [299]}, "sizes")],
)
def test_what_is_out_of_range_is_refused(options, name):
    """One sentence names the parameter and its range."""
    with pytest.raises(ValueError, match=f"The '{name}' parameter must be"):
        over_sentences(**options)
