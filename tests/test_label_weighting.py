"""Label weighting: what notebook 04 says about its tables."""

import pytest

from mixlearn.labs.tables import count_accuracies, over_labels

SHARE, FIRST, LARGER, WRONG = (
    "by share",
    "the first parent's label",
    "the larger share's label",
    "wrong shares, 1 − λ for λ",
)


@pytest.fixture(scope="module")
def table():
    return over_labels(alpha=0.2, seeds=30)


def test_labels_by_share_beat_no_mixing_at_a_small_alpha(table):
    """More new points are right, at a lower cross-entropy."""
    assert table["no mixing", "difference"] < -0.005
    assert table["no mixing", "cross-entropy"] > table[SHARE, "cross-entropy"] + 0.05


def test_without_mixing_the_network_is_too_sure_of_itself(table):
    """94 % sure and 89 % right, with the sharpest boundary of all."""
    assert table["no mixing", "sure"] == pytest.approx(0.94, abs=0.02)
    assert table["no mixing", "right"] == pytest.approx(0.89, abs=0.015)
    assert table["no mixing", "sharpness"] > 1.5 * table[LARGER, "sharpness"]


def test_the_first_parents_label_makes_a_network_unsure(table):
    """It is right in one or two points in a hundred fewer, and far less sure than right."""
    assert -0.03 < table[FIRST, "difference"] < -0.005
    assert table[FIRST, "sure"] < table[FIRST, "right"] - 0.1


def test_wrong_shares_cost_the_most(table):
    """The fewest points are right, and the network is hardly sure of anything."""
    assert table[WRONG, "right"] < table[FIRST, "right"] - 0.03
    assert table[WRONG, "sure"] < 0.6


def test_the_larger_share_sharpens_the_boundary_and_does_no_other_harm(table):
    """About as many are right, the cross-entropy is no higher, the edge is more abrupt."""
    assert table[LARGER, "difference"] == pytest.approx(0, abs=0.005)
    assert table[LARGER, "cross-entropy"] < table[SHARE, "cross-entropy"] + 0.01
    assert table[LARGER, "sharpness"] > 1.1 * table[SHARE, "sharpness"]


def test_accuracy_on_blends_is_no_guide_to_new_points():
    """Whoever trains on blends is ahead on blends, behind on training points, even on new ones."""
    table = count_accuracies(alpha=1, seeds=30)
    *blends, training, new = [table[*row, "difference"] for row in table.rows]
    assert min(blends) > 0.01
    assert training < -0.02
    assert abs(new) < 0.015
