"""Ways to learn from few labels, over many seeds."""

from statistics import fmean

import numpy as np
import pytest

from mixlearn.labs import mixmatch
from mixlearn.labs._settings import LabError
from mixlearn.labs.tables import over_learners
from mixlearn.labs.tables.over_learners import _digits


@pytest.fixture(scope="module")
def table():
    return over_learners("blobs", noise=0.4, weights=[0, 10], seeds=2)


def test_the_networks_are_those_of_the_lab(table):
    """The table's networks get right what the lab's do."""
    sides = {
        left: [
            mixmatch.run(mixmatch.Settings(shape="blobs", noise=0.4, left=left, seed=seed))
            for seed in range(2)
        ]
        for left in mixmatch.LEFT
    }
    expected = {
        "labelled rows alone": fmean(r.left.new_accuracy for r in sides["plain"]),
        "labelled rows, mixed": fmean(r.left.new_accuracy for r in sides["mixed"]),
        "MixMatch, w = 10": fmean(r.right.new_accuracy for r in sides["plain"]),
    }
    # The lab computes in float32.
    assert {name: table[name, "mean"] for name in expected} == pytest.approx(expected, abs=0.005)


def test_ways_are_compared_with_both_controls(table):
    """Differences and counts are to the labelled rows alone, and to those that are mixed."""
    assert [name for (name,) in table.rows] == [
        "labelled rows alone",
        "labelled rows, mixed",
        "MixMatch, w = 0",
        "MixMatch, w = 10",
        "LabelSpreading, rbf",
        "LabelSpreading, knn",
        "SelfTrainingClassifier",
    ]
    own = table.values("LabelSpreading, knn", "mean")
    for control, name in (("labelled rows alone", "alone"), ("labelled rows, mixed", "mixed")):
        gains = own - table.values(control, "mean")
        assert table.values("LabelSpreading, knn", f"difference to {name}") == pytest.approx(gains)
        counted = table["LabelSpreading, knn", f"seeds better than {name}"]
        assert counted == (gains > 0).sum()
    assert table["LabelSpreading, knn", "lowest"] == own.min()


def test_digits_are_the_same_again():
    """The images are drawn by the seed, and none is both learned from and new."""
    X, y, X_new, y_new = _digits(1)
    again = _digits(1)
    np.testing.assert_array_equal(X, again[0])
    np.testing.assert_array_equal(y_new, again[3])
    assert len(X) + len(X_new) == 1797
    assert not {row.tobytes() for row in X} & {row.tobytes() for row in X_new}
    known = mixmatch.pick(y, 4, 1)
    assert np.bincount(y[known]).tolist() == [4] * 10


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"seeds": 0}, "at least one seed"),
        ({"data": "cube"}, "'shape' must be one of"),
        ({"labelled": 0}, "'labelled' must be a whole number from 1 to 20"),
        ({"weights": [-1]}, "'unlabelled_weight' must be a number from 0 to 100"),
        ({"alpha": "much"}, "'alpha' must be a number"),
    ],
)
def test_what_cannot_be_tabled_is_refused(asked, sentence):
    """One sentence, at once."""
    with pytest.raises(LabError, match=sentence):
        over_learners(**asked)
