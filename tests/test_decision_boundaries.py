"""Decision boundaries: what notebook 05 says about its tables."""

import pytest

from mixlearn.labs.tables import over_seeds

NEW, GAIN = "new points right", "difference"
LONG = {"noise": 0.3, "steps": 500}


def table(*alphas, **settings):
    """Return a table of the lesson, most of which have four strengths."""
    return over_seeds(alphas or (0.2, 0.4, 1, 4), seeds=30, **settings)


def test_a_little_mixing_helps_on_moons_that_overlap():
    """The sharpness falls by more than half; alpha 0.4 gains, and 4 loses to it."""
    moons = table(noise=0.4)
    assert moons[0.4, "sharpness"] < moons[0, "sharpness"] / 2
    assert moons[0.4, GAIN] > 0.005
    assert moons[4, GAIN] < moons[0.4, GAIN] - 0.01


def test_mixing_loses_on_moons_that_hardly_touch():
    """Every new point is right without mixing, one in twenty wrong with much of it."""
    moons = table(noise=0.1)
    assert moons[0, NEW] > 0.999
    assert moons[4, GAIN] == pytest.approx(-0.05, abs=0.01)


def test_mixing_keeps_wrong_labels_from_being_learned_by_heart():
    """94 % of the labels are learned without mixing, and it costs 12 to 15 points in a hundred."""
    labels = table(label_noise=0.2, **LONG)
    assert labels[0, "training points right"] == pytest.approx(0.94, abs=0.02)
    assert labels[0.4, GAIN] > 0.1


def test_mixing_gains_nothing_where_training_stops_in_time():
    """After 100 steps wrong labels are not learned yet, and no mixing is at least as good."""
    labels = table(label_noise=0.2, noise=0.3, steps=100)
    assert labels[0, NEW] > 0.92
    assert labels[0.4, GAIN] < 0
    assert labels[4, GAIN] < -0.03


def test_far_away_points_cost_next_to_nothing_with_mixing_and_without():
    """Less than one new point in a hundred, and a little mixing gains as much without them."""
    outliers, none = (table(outliers=share, **LONG) for share in (0.1, 0))
    for alpha in (0, 0.2):
        assert abs(outliers[alpha, NEW] - none[alpha, NEW]) < 0.01
    for gain in (outliers[0.2, GAIN], none[0.2, GAIN]):
        assert 0.003 < gain < 0.03


def test_a_network_with_little_freedom_has_none_to_lose():
    """Four hidden units lose what they need at alpha 4."""
    assert table(hidden=4, noise=0.4)[4, GAIN] < -0.015


def test_hidden_layers_lose_less_than_inputs_on_spirals():
    """More than five new points in a hundred at the inputs, about one in hidden layers."""
    place = {"shape": "spirals", "noise": 0.1, "steps": 500}
    inputs, hidden = (table(2, where=where, **place) for where in ("inputs", "hidden layers"))
    assert inputs[2, GAIN] < -0.05
    assert -0.02 < hidden[2, GAIN] < 0
