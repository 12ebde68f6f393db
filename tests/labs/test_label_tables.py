"""LabelLab's numbers over many seeds."""

from statistics import fmean

import pytest

from mixlearn.labs import count_accuracies, label, over_labels
from mixlearn.labs._settings import LabError

PLACE = {"alpha": 0.8, "seeds": 2, "noise": 0.3}


@pytest.fixture(scope="module")
def table():
    return over_labels(**PLACE)


@pytest.fixture(scope="module")
def counts():
    return count_accuracies(**PLACE)


def results(how, alpha=0.8):
    places = [label.Settings(labelling=how, alpha=alpha, noise=0.3, seed=s) for s in range(2)]
    return [label.run(place).right for place in places]


def test_each_row_is_one_kind_of_label(table):
    """A row holds the means of the lab's networks, the first of those without mixing."""
    expected = [results("share", alpha=0.0), *(results(how) for how in label.LABELLINGS)]
    for row, sides in zip(table.rows, expected, strict=True):
        # The lab computes in float32.
        assert row[1] == pytest.approx(fmean(side.new_accuracy for side in sides), abs=0.005)
        assert row[2] == pytest.approx(fmean(side.confidence for side in sides), abs=0.005)
        assert row[3] == pytest.approx(fmean(side.loss for side in sides), abs=0.01)


def test_seeds_are_compared_with_labels_by_share(table):
    """No seed is better than itself."""
    rows = {row[0]: row for row in table.rows}
    assert rows["by share"][5] == 0
    assert 0 <= rows["no mixing"][5] <= 2


def test_who_is_told_every_share_is_counted_wrong_against_the_first_parent(counts):
    """Three quarters against the first parent, all against the larger share."""
    first, larger, by_share, *unmixed = [row[1] for row in counts.rows]
    assert first == pytest.approx(0.75, abs=0.02)
    assert larger == 1
    assert first < by_share < larger
    assert unmixed == [None, None]


def test_the_networks_are_those_of_the_lab(counts):
    """Accuracies of the network trained on blends are those that the lab gives."""
    sides = results("share")
    names = ("on_first", "on_larger", "by_share", "train_accuracy", "new_accuracy")
    for row, name in zip(counts.rows, names, strict=True):
        assert row[2] == pytest.approx(fmean(getattr(s, name) for s in sides), abs=0.01)


@pytest.mark.parametrize("function", [over_labels, count_accuracies])
def test_tables_print_lines_of_one_width(function):
    """Printed, the numbers stand in columns under their names."""
    _, *lines = repr(function(**PLACE)).splitlines()
    assert {len(line) for line in lines} == {len(lines[0])}


@pytest.mark.parametrize("function", [over_labels, count_accuracies])
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"seeds": 0}, "at least one seed"),
        ({"alpha": 5}, "'alpha' must be a number from 0 to 4"),
        ({"shape": "cube"}, "'shape' must be one of"),
        ({"noise": "much"}, "'noise' must be a number"),
    ],
)
def test_what_cannot_be_tabled_is_refused(function, asked, sentence):
    """One sentence, at once."""
    with pytest.raises(LabError, match=sentence):
        function(**asked)
