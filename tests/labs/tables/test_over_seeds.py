"""The table of BoundaryLab's numbers over many seeds."""

import pytest

from mixlearn.labs._settings import LabError
from mixlearn.labs.boundary import Settings, run
from mixlearn.labs.tables import over_seeds

PLACE = {"points": 40, "noise": 0.3, "steps": 60, "hidden": 8}


@pytest.fixture(scope="module")
def table():
    return over_seeds([0.4, 2.0], seeds=3, **PLACE)


HEADS = ("training points right", "new points right", "sharpness", "length")


def check(table, alpha, sides):
    """Compare a row with the runs of the lab, seed by seed."""
    names = ("train_accuracy", "new_accuracy", "sharpness", "length")
    for head, name in zip(HEADS, names, strict=True):
        # The lab computes in float32.
        found = [getattr(side, name) for side in sides]
        assert table.values(alpha, head) == pytest.approx(found, rel=1e-4)


def test_each_row_is_one_alpha_of_the_lab(table):
    """The first row holds the left-hand networks, the others the right-hand ones of an alpha."""
    for alpha in (0.4, 2.0):
        found = [run(Settings(alpha=alpha, seed=seed, **PLACE)) for seed in range(3)]
        check(table, 0, [result.plain for result in found])
        check(table, alpha, [result.mixed for result in found])
        gains = [result.mixed.new_accuracy - result.plain.new_accuracy for result in found]
        assert table.values(alpha, "difference") == pytest.approx(gains)
        assert table[alpha, "seeds with more new"] == sum(gain > 0 for gain in gains)


def test_the_table_is_the_same_again(table):
    """Every number is seeded."""
    assert repr(over_seeds([0.4, 2.0], seeds=3, **PLACE)) == repr(table)


def test_more_seeds_than_the_slider_has_are_welcome():
    """Seeds are counted from 0 as far as one asks, beyond the end of the lab's slider too."""
    assert over_seeds([0.4], seeds=33, points=20, steps=20, hidden=0).seeds == 33


@pytest.mark.parametrize(
    ("arguments", "settings", "sentence"),
    [
        (([],), {}, "at least one alpha"),
        (([0.4],), {"seeds": 0}, "at least one seed"),
        (([-1],), {}, "'alpha' must be a number from 0 to 4"),
        ((["strong"],), {}, "'alpha' must be a number from 0 to 4"),
        (([0.4],), {"colour": 1}, "Got 'colour' instead"),
        (([0.4],), {"seed": 1}, "Got 'seed' instead"),
        (([0.4],), {"noise": 9.0}, "'noise' must be a number from 0 to 1"),
    ],
)
def test_what_cannot_be_tabled_is_refused(arguments, settings, sentence):
    """Nothing to compare, an unknown setting or one out of bounds: one sentence, at once."""
    with pytest.raises(LabError, match=sentence):
        over_seeds(*arguments, **settings)
