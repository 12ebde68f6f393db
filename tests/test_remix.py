"""Remix: the label leans towards the rarer class."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixlearn import mix
from mixlearn.remix import label_shares

fast = settings(deadline=None, derandomize=True, max_examples=60)
unit = st.floats(0, 1)
counts = st.integers(1, 1000)


@pytest.mark.parametrize(
    ("lam", "first", "second", "share"),
    [
        (0.4, 90, 10, 0.0),  # common first, below its limit: all to the rare second
        (0.5, 90, 10, 0.5),  # at the limit nothing is moved
        (0.7, 90, 10, 0.7),
        (0.6, 10, 90, 1.0),  # the same from the other side
        (0.5, 10, 90, 0.5),
        (0.3, 10, 90, 0.3),
        (0.4, 30, 10, 0.0),  # three times as large is enough
        (0.4, 29, 10, 0.4),
        (0.1, 10, 10, 0.1),
    ],
)
def test_the_label_goes_to_the_rare_class_where_the_common_one_is_below_its_limit(
    lam, first, second, share
):
    """At kappa 3 and tau 0.5, the cases of the definition, from both sides."""
    assert label_shares([lam], [first], [second]).tolist() == [share]


@fast
@given(unit, counts, counts, st.floats(1.01, 100), unit)
def test_exchanging_the_parents_exchanges_their_shares(lam, first, second, kappa, tau):
    """No parent is favoured for being named first."""
    options = {"kappa": kappa, "tau": tau}
    one = label_shares([lam], [first], [second], **options)
    other = label_shares([1 - lam], [second], [first], **options)
    np.testing.assert_allclose(one, 1 - other, atol=1e-15)


@fast
@given(unit, counts, counts)
def test_a_limit_of_zero_is_mixup(lam, first, second):
    """With tau = 0 the label keeps the share of the features."""
    assert label_shares([lam], [first], [second], tau=0).tolist() == [lam]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kappa": 1}, r"'kappa' parameter must be a float in \(1, inf\)\. Got 1"),
        ({"tau": 2}, r"'tau' parameter must be a float in \[0, 1\]\. Got 2"),
        ({"lam": [1.5]}, "1.5|'lam'"),
        ({"first_count": [0]}, "sizes of classes above 0"),
        ({"second_count": [1, 2]}, "same length"),
    ],
)
def test_what_cannot_be_is_refused(change, message):
    """A parameter out of its range is named."""
    given = {"lam": [0.5], "first_count": [3], "second_count": [1], **change}
    with pytest.raises(ValueError, match=message):
        label_shares(**given)


def test_mix_moves_the_label_and_nothing_else():
    """Remix blends the features as mixup does, and gives the rare class more of the labels."""
    X = np.random.default_rng(0).normal(size=(200, 2))
    y = np.repeat(["common", "rare"], [180, 20])
    mixup, remix = (mix(X, y, method=m, alpha=1.0, rng=0) for m in ("mixup", "remix"))
    np.testing.assert_array_equal(mixup.X, remix.X)
    np.testing.assert_array_equal(mixup.lam, remix.lam)
    moved = mixup.Y[:, 1] != remix.Y[:, 1]
    mean = mixup.Y[:, 1].mean()
    assert 0 < moved.sum() < 0.2 * len(moved)
    assert (remix.Y[moved] == [0, 1]).all()
    assert (mixup.Y[moved, 1] > 0.5).all()
    assert remix.Y[:, 1].mean() > mean == pytest.approx(0.1, abs=0.05)


def test_classes_of_nearly_one_size_are_left_to_mixup():
    """Where no class has three times the rows of another, Remix is mixup to the bit."""
    X, y = np.arange(40.0)[:, None], np.repeat(["a", "b"], [25, 15])
    mixup, remix = (mix(X, y, method=m, alpha=1.0, rng=0) for m in ("mixup", "remix"))
    np.testing.assert_array_equal(mixup.Y, remix.Y)


def test_soft_labels_have_no_rare_class():
    """Remix counts rows per class, so soft labels are refused with a way out."""
    with pytest.raises(ValueError, match=r"method='remix' needs class labels.*method='mixup'"):
        mix([[0.0], [1.0]], [[1.0, 0.0], [0.5, 0.5]], method="remix")
