"""The table of BoundaryLab's numbers over many seeds."""

import pytest

from mixlearn.labs import over_seeds
from mixlearn.labs._settings import LabError
from mixlearn.labs.boundary import Settings, run

PLACE = {"points": 40, "noise": 0.3, "steps": 60, "hidden": 8}


@pytest.fixture(scope="module")
def table():
    return over_seeds([0.4, 2.0], seeds=3, **PLACE)


@pytest.fixture(scope="module")
def results():
    """The same runs, one at a time."""
    return {
        alpha: [run(Settings(alpha=alpha, seed=seed, **PLACE)) for seed in range(3)]
        for alpha in (0.4, 2.0)
    }


def test_the_first_row_is_without_mixing(table, results):
    """Row 0 holds alpha 0 and the means of the left-hand networks; nothing can be better there."""
    sides = [result.plain for result in results[0.4]]
    assert table.rows[0] == pytest.approx(
        (
            0.0,
            sum(side.train_accuracy for side in sides) / 3,
            sum(side.new_accuracy for side in sides) / 3,
            sum(side.sharpness for side in sides) / 3,
            sum(side.length for side in sides) / 3,
            0,
        )
    )


@pytest.mark.parametrize(("row", "alpha"), [(1, 0.4), (2, 2.0)])
def test_each_other_row_is_one_alpha(table, results, row, alpha):
    """A row holds the means of the lab's right-hand networks, and counts the seeds they win."""
    sides = [result.mixed for result in results[alpha]]
    wins = sum(result.mixed.new_accuracy > result.plain.new_accuracy for result in results[alpha])
    assert table.rows[row] == pytest.approx(
        (
            alpha,
            sum(side.train_accuracy for side in sides) / 3,
            sum(side.new_accuracy for side in sides) / 3,
            sum(side.sharpness for side in sides) / 3,
            sum(side.length for side in sides) / 3,
            wins,
        )
    )


def test_the_table_prints_a_line_for_each_row(table):
    """Printed, the numbers stand in columns under their names, none without a count."""
    title, heads, *lines = repr(table).splitlines()
    assert title == "Means over 3 seeds:"
    assert [line.split()[0] for line in lines] == ["0", "0.4", "2"]
    assert lines[0].endswith("-")
    assert all(line.endswith("of 3") for line in lines[1:])
    assert {len(line) for line in [heads, *lines]} == {len(heads)}


def test_the_table_is_the_same_again(table):
    """Every number is seeded."""
    assert over_seeds([0.4, 2.0], seeds=3, **PLACE) == table


def test_more_seeds_than_the_slider_has_are_welcome():
    """Seeds are counted from 0 as far as one asks, beyond the end of the lab's slider too."""
    assert over_seeds([0.4], seeds=33, points=20, steps=20, hidden=0).seeds == 33


@pytest.mark.parametrize(
    ("arguments", "settings", "sentence"),
    [
        (([],), {}, "at least one alpha and one seed"),
        (([0.4],), {"seeds": 0}, "at least one alpha and one seed"),
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
