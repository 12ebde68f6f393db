"""LabelLab's numbers over many seeds."""

import pytest

from mixlearn.labs import label
from mixlearn.labs._settings import LabError
from mixlearn.labs.tables import count_accuracies, over_labels

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
    """A row holds what the lab's networks give, the first what they give without mixing."""
    expected = [results("share", alpha=0.0), *(results(how) for how in label.LABELLINGS)]
    heads = {"right": "new_accuracy", "sure": "confidence", "cross-entropy": "loss"}
    for (row,), sides in zip(table.rows, expected, strict=True):
        for head, name in heads.items():
            # The lab computes in float32.
            found = [getattr(side, name) for side in sides]
            assert table.values(row, head) == pytest.approx(found, abs=0.01)


def test_labels_are_compared_with_those_by_share(table):
    """Differences and counts are to the row of labels by share, on the same seeds."""
    gains = table.values("no mixing", "right") - table.values("by share", "right")
    assert table.values("no mixing", "difference") == pytest.approx(gains)
    assert table["no mixing", "seeds with more right"] == (gains > 0).sum()
    (line,) = [line for line in repr(table).splitlines() if line.startswith("by share")]
    assert line.split().count("-") == 2


def test_who_is_told_every_share_is_counted_wrong_against_the_first_parent(counts):
    """Three quarters against the first parent, all against the larger share."""
    first, larger, by_share, *unmixed = [counts[*row, "told every share"] for row in counts.rows]
    assert first == pytest.approx(0.75, abs=0.02)
    assert larger == 1
    assert first < by_share < larger
    assert all(number != number for number in unmixed)  # noqa: PLR0124 - nan
    assert repr(counts).splitlines()[-2].split()[2] == "-"


def test_the_networks_are_those_of_the_lab(counts):
    """Accuracies of the networks trained on blends and without mixing are those of the lab."""
    names = ("on_first", "on_larger", "by_share", "train_accuracy", "new_accuracy")
    sides = results("share")
    for row, name in zip(counts.rows, names, strict=True):
        found = [getattr(side, name) for side in sides]
        assert counts.values(*row, "trained on blends") == pytest.approx(found, abs=0.01)
    plain = [side.new_accuracy for side in results("share", alpha=0.0)]
    assert counts.values("new points", "trained without mixing") == pytest.approx(plain, abs=0.01)
    gains = counts.values("new points", "trained on blends") - plain
    assert counts.values("new points", "difference") == pytest.approx(gains, abs=0.01)


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
