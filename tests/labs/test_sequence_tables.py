"""Gains of mixing on series and sentences, over seeds."""

import numpy as np
import pytest

from mixlearn import datasets, ragged
from mixlearn.labs import over_sentences, over_series
from mixlearn.labs._vectors import word_vectors
from mixlearn.labs.sequence_tables import _by_words
from mixlearn.mixing import mix

SEEDS = 4


@pytest.fixture(scope="module")
def on_series():
    return over_series(seeds=SEEDS)


def test_what_helps_series_depends_on_the_reader(on_series):
    """Splicing helps who reads the spectrum; all other mixing costs right answers."""
    right = {row[:2]: row[2] for row in on_series.rows}
    more = {row[:2]: row[3] for row in on_series.rows}
    assert more["the spectrum", "spliced"] == SEEDS
    assert right["the spectrum", "spliced"] > right["the spectrum", "no mixing"] + 0.03
    assert right["the spectrum", "interpolated"] < right["the spectrum", "no mixing"] - 0.02
    for kind in ("interpolated", "spliced"):
        assert right["the steps", kind] < right["the steps", "no mixing"]


def test_a_table_tells_means_and_counts(on_series):
    """Printed, every row has its mean and how many seeds are better and worse, the first none."""
    lines = repr(on_series).splitlines()
    assert lines[0] == f"New series right, means over {SEEDS} seeds:"
    assert len(lines) == 2 + 6
    for line, (group, kind, right, more, fewer) in zip(lines[2:], on_series.rows, strict=True):
        assert line.startswith(group)
        assert f"{kind} " in line
        assert f"{right:.0%}" in line
        counts = ["-", "-"] if kind == "no mixing" else [str(more), str(fewer)]
        assert line.split()[-2:] == counts


def test_mixing_gains_nothing_on_few_sentences():
    """With 20 labelled sentences all kinds of blends are about as good as none, over ten seeds."""
    table = over_sentences([20], seeds=10)
    plain, *mixed = [row[2] for row in table.rows]
    assert 0.65 < plain < 0.78
    # Means over ten seeds of the differences scatter by less than a point.
    assert all(plain - 0.04 < right < plain + 0.02 for right in mixed)


def test_padded_blends_are_labelled_by_the_words():
    """Vectors of ones show whose words a padded blend holds; its label says the same."""
    lengths = np.array([2, 6, 3])
    X, _ = ragged.pad(
        [np.ones((length, 1)) * [1, 0] for length in lengths[:1]]
        + [np.ones((length, 1)) * [0, 1] for length in lengths[1:]]
    )
    y = np.array([0, 1, 1])
    mixed = mix(X, y, alpha=1, n_mixes=20, rng=0)
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
    ("count", "options", "name"),
    [
        (over_series, {"alpha": 0}, "alpha"),
        (over_series, {"seeds": 0}, "seeds"),
        (over_sentences, {"alpha": -1}, "alpha"),
        (over_sentences, {"sizes": [2]}, "sizes"),
        (over_sentences, {"sizes": [299]}, "sizes"),
    ],
)
def test_what_is_out_of_range_is_refused(count, options, name):
    """One sentence names the parameter and its range."""
    with pytest.raises(ValueError, match=f"The '{name}' parameter must be"):
        count(**options)
