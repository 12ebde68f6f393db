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


# What notebook 11 says of its tables

ALONE, MIXED, SELF = "labelled rows alone", "labelled rows, mixed", "SelfTrainingClassifier"
W10, W75 = "MixMatch, w = 10", "MixMatch, w = 75"
RBF, KNN = "LabelSpreading, rbf", "LabelSpreading, knn"


def points(table, row, to, mean, error):
    """Check a difference and its standard error as they are printed."""
    at = (row, f"difference to {to}")
    assert 100 * table[at] == pytest.approx(mean, abs=0.06)
    assert 100 * table.error(*at) == pytest.approx(error, abs=0.06)


def percents(table, **expected):
    """Check means as they are printed."""
    found = {name: round(100 * table[row, "mean"]) for name, row in NAMES.items()}
    assert {name: found[name] for name in expected} == expected


NAMES = {"alone": ALONE, "mixed": MIXED, "w10": W10, "rbf": RBF, "knn": KNN}


def test_guessing_alone_gains_two_points_and_ten_seeds_do_not_show_it():
    """Better on 21 of 30 seeds; the first ten gain half a point, and not clearly."""
    table = over_learners("moons", alpha=0, others=False, seeds=30)
    points(table, W10, "alone", 2.1, 0.8)
    assert table.clear(W10, "difference to alone")
    assert table[W10, "seeds better than alone"] == 21
    first = 100 * table.values(W10, "difference to alone")[:10]
    assert first.mean() == pytest.approx(0.5, abs=0.1)
    assert first.mean() < 2 * first.std(ddof=1) / 10**0.5


def test_on_moons_half_of_the_gain_is_that_of_mixing():
    """What mixing gains and what unlabelled points add to it cannot be told apart in size."""
    table = over_learners("moons", seeds=30)
    percents(table, alone=84, mixed=87, w10=90, rbf=96)
    points(table, MIXED, "alone", 3.3, 0.8)
    points(table, W10, "alone", 6.0, 1.1)
    points(table, W10, "mixed", 2.7, 1.0)
    by_mixing = table.values(MIXED, "difference to alone")
    by_points = table.values(W10, "difference to mixed")
    more = by_mixing - by_points
    assert abs(more.mean()) < 2 * more.std(ddof=1) / 30**0.5
    ahead = table.values(RBF, "mean") - table.values(W10, "mean")
    assert ahead.mean() > 4 * ahead.std(ddof=1) / 30**0.5
    assert not table.clear(KNN, "difference to mixed")
    assert not table.clear(SELF, "difference to alone")


def test_on_blobs_mixmatch_is_ahead_of_mixing_on_every_seed():
    """Mixing alone makes no clear difference there."""
    table = over_learners("blobs", noise=0.3, others=False, seeds=30)
    assert (round(100 * table[ALONE, "mean"]), round(100 * table[W10, "mean"])) == (92, 95)
    assert not table.clear(MIXED, "difference to alone")
    assert table[W10, "seeds better than mixed"] == 30


def test_full_trust_at_once_falls_to_56_percent():
    """Names are exchanged on four seeds, one class takes all on 18; ramped up, on one."""
    at_once = over_learners("blobs", noise=0.3, weights=[10, 75], ramp_up=0, others=False, seeds=30)
    right = at_once.values(W75, "mean")
    assert round(100 * right.mean()) == 56
    assert round(100 * right.min()) == 4
    assert ((right < 0.1).sum(), (abs(right - 0.5) < 0.01).sum()) == (4, 18)
    ramped = over_learners("blobs", noise=0.3, weights=[10, 75], others=False, seeds=30)
    assert (abs(ramped.values(W75, "mean") - 0.5) < 0.01).sum() == 1
    assert ramped[W75, "seeds better than alone"] == 27
    assert not ramped.clear(W75, "difference to alone")
    assert [round(100 * table[W10, "mean"]) for table in (at_once, ramped)] == [95, 95]
    moons = over_learners("moons", weights=[10, 75], others=False, seeds=30)
    assert moons.clear(W75, "difference to alone")
    assert not moons.clear(W75, "difference to mixed")
    assert moons.clear(W10, "difference to alone")
    assert moons.clear(W10, "difference to mixed")


def test_on_circles_mixmatch_guesses_like_a_coin():
    """Mixing alone is three points behind already, and neighbours win by far."""
    table = over_learners("circles", seeds=30)
    percents(table, alone=65, mixed=62, w10=52, rbf=75, knn=86)
    points(table, MIXED, "alone", -3.1, 0.8)


def test_on_digits_unlabelled_images_help_and_neighbours_help_twice_as_much():
    """Mixing alone costs three points; a network that labels for itself gains like MixMatch."""
    table = over_learners("digits", weights=[10, 75], seeds=30)
    percents(table, alone=84, mixed=81, w10=86, rbf=89, knn=89)
    points(table, MIXED, "alone", -3.0, 0.3)
    points(table, W10, "alone", 2.5, 0.4)
    points(table, W75, "alone", 1.2, 0.5)
    points(table, SELF, "alone", 2.6, 0.2)
    assert table[W10, "seeds better than alone"] == 27
    for name in (RBF, KNN):
        gain = table[name, "difference to alone"] / table[W10, "difference to alone"]
        assert gain == pytest.approx(2, abs=0.2)


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
