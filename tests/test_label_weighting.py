"""Label weighting: what notebook 04 says about its tables."""

import pytest

from mixlearn.labs.tables import count_accuracies, over_labels

SHARE, FIRST, LARGER, WRONG = (
    "by share",
    "the first parent's label",
    "the larger share's label",
    "wrong shares, 1 − λ for λ",
)


@pytest.fixture(scope="module", params=[1, 0.2], ids="alpha {}".format)
def table(request):
    """Each of the two tables of section 1."""
    return over_labels(alpha=request.param, seeds=30)


def against_no_mixing(table, labels):
    """Return the mean difference in points right to no mixing, and its standard error."""
    differences = table.values(labels, "right") - table.values("no mixing", "right")
    return 100 * differences.mean(), 100 * differences.std(ddof=1) / len(differences) ** 0.5


def test_labels_by_share_beat_no_mixing_at_a_small_alpha():
    """By 1.0 ± 0.2 points in a hundred at alpha 0.2; at alpha 1 there is no clear difference."""
    small, one = (over_labels(alpha=alpha, seeds=30) for alpha in (0.2, 1))
    assert 100 * small["no mixing", "difference"] == pytest.approx(-1.0, abs=0.05)
    assert 100 * small.error("no mixing", "difference") == pytest.approx(0.2, abs=0.05)
    assert not one.clear("no mixing", "difference")


def test_without_mixing_the_network_is_too_sure_of_itself(table):
    """94 % sure and 90 % right, with the sharpest boundary of all, at a higher cross-entropy."""
    assert table["no mixing", "sure"] == pytest.approx(0.94, abs=0.005)
    assert table["no mixing", "right"] == pytest.approx(0.90, abs=0.005)
    assert table["no mixing", "sharpness"] > 1.5 * table[LARGER, "sharpness"]
    assert table["no mixing", "cross-entropy"] > table[SHARE, "cross-entropy"] + 0.05


def test_the_first_parents_label_makes_a_network_unsure(table):
    """It is right in one or two points in a hundred fewer, and far less sure than right."""
    assert -0.02 < table[FIRST, "difference"] < -0.01
    assert table.clear(FIRST, "difference")
    assert table[FIRST, "sure"] < table[FIRST, "right"] - 0.1


def test_wrong_shares_cost_the_most(table):
    """The fewest points are right, and the network is the least sure."""
    others = SHARE, FIRST, LARGER, "no mixing"
    for column in ("right", "sure"):
        assert table[WRONG, column] < min(table[other, column] for other in others) - 0.02


def test_wrong_shares_do_less_harm_at_a_large_alpha():
    """More are right at alpha 1 than at 0.2, and the network is surer."""
    small, one = (over_labels(alpha=alpha, seeds=30) for alpha in (0.2, 1))
    for column in ("right", "sure"):
        assert (one.values(WRONG, column) > small.values(WRONG, column)).mean() > 0.7
        assert one[WRONG, column] > small[WRONG, column] + 0.02


def test_the_larger_share_sharpens_the_boundary_and_does_hardly_any_other_harm(table):
    """Two or three points in a thousand are lost, the cross-entropy stays, the edge is abrupt."""
    assert -0.0035 < table[LARGER, "difference"] < -0.0015
    assert table.clear(LARGER, "difference")
    assert table[LARGER, "cross-entropy"] == pytest.approx(table[SHARE, "cross-entropy"], abs=0.01)
    assert table[LARGER, "sharpness"] > 1.1 * table[SHARE, "sharpness"]
    assert table[LARGER, "sure"] > table[SHARE, "sure"] + 0.01


@pytest.mark.parametrize(("alpha", "first", "wrong"), [(1, -1.9, -4.1), (0.2, -0.4, -6.3)])
def test_wrong_labels_throw_away_what_blends_can_gain(alpha, first, wrong):
    """The first parent's label is behind no mixing at alpha 1 alone, wrong shares at both."""
    table = over_labels(alpha=alpha, seeds=30)
    mean, error = against_no_mixing(table, FIRST)
    assert mean == pytest.approx(first, abs=0.05)
    assert (mean < -2 * error) == (alpha == 1)
    mean, _ = against_no_mixing(table, WRONG)
    assert mean == pytest.approx(wrong, abs=0.05)


def test_accuracy_on_blends_is_no_guide_to_new_points():
    """Whoever trains on blends is ahead on blends, behind on training points, even on new ones."""
    table = count_accuracies(alpha=1, seeds=30)
    *blends, training, new = table.rows
    for row in (*blends, training):
        assert table.clear(*row, "difference")
    assert min(table[*row, "difference"] for row in blends) > 0.01
    assert table[*training, "difference"] < -0.03
    assert not table.clear(*new, "difference")
    assert table[*blends[0], "told every share"] == pytest.approx(0.75, abs=0.005)
    for network in ("trained on blends", "trained without mixing"):
        assert table[*blends[0], network] < 0.75 - 0.03
