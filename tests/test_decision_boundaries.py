"""Decision boundaries: what notebooks 00 and 05 say about their tables."""

import numpy as np
import pytest

from mixlearn.labs.tables import over_seeds

NEW, GAIN, TRAINING, SHARP = (
    "new points right",
    "difference",
    "training points right",
    "sharpness",
)
ALPHAS = 0.2, 0.4, 1, 4
LONG = {"noise": 0.3, "steps": 500}
WRONG_LABELS = {"label_noise": 0.2, "noise": 0.3}
SPIRALS = {"shape": "spirals", "noise": 0.1, "steps": 500}


def table(*alphas, **settings):
    """Return a table of the lesson, most of which have four strengths."""
    return over_seeds(alphas or ALPHAS, seeds=30, **settings)


def gains(kept, alphas=ALPHAS):
    """Return the differences to no mixing, in points."""
    return [100 * kept[alpha, GAIN] for alpha in alphas]


def clearly(kept, alphas=ALPHAS):
    """Return 1 for a clear gain, -1 for a clear loss and 0 for neither, for each strength."""
    return [int(kept.clear(alpha, GAIN) * np.sign(kept[alpha, GAIN])) for alpha in alphas]


def cost(before, after, alpha):
    """Return the points of a hundred that one table has fewer right than another, each seed."""
    return 100 * (before.values(alpha, NEW) - after.values(alpha, NEW))


# Notebook 00


def test_the_slope_falls_to_a_third_and_then_to_a_fifth():
    """At alpha 0.4 and 4, on overlapping moons."""
    start = table(0.4, 4)
    assert start[0.4, SHARP] / start[0, SHARP] == pytest.approx(1 / 3, abs=0.03)
    assert start[4, SHARP] / start[0, SHARP] == pytest.approx(1 / 5, abs=0.03)


def test_not_quite_one_point_is_gained_and_about_two_are_lost():
    """Both differences are clear; alpha 4 is ahead on one seed of thirty."""
    start = table(0.4, 4)
    assert gains(start, (0.4, 4)) == pytest.approx([0.7, -1.9], abs=0.05)
    assert clearly(start, (0.4, 4)) == [1, -1]
    assert start[4, "seeds with more new"] == 1


def test_the_first_ten_seeds_differ_as_the_first_lesson_says():
    """Three points on seed 0, about one or two on six, little on three; the slope always falls."""
    start = table(0.4, 4)
    small, large = (100 * start.values(alpha, GAIN)[:10] for alpha in (0.4, 4))
    assert small[0] == small.max()
    assert 3 < small[0] < 3.5
    assert ((small[1:] > 0.7) & (small[1:] < 2.5)).sum() == 6
    assert (np.abs(small[1:]) < 0.5).sum() == 3
    assert large[0] > 0
    assert (large[1:] < 0).all()
    assert (start.values(0.4, SHARP) < start.values(0, SHARP))[:10].all()


def test_training_accuracy_falls_as_a_rule():
    """On 27 of 30 seeds at alpha 0.4; on seed 2 both numbers fall at alpha 4."""
    start = table(0.4, 4)
    falls = start.values(0.4, TRAINING) < start.values(0, TRAINING)
    assert falls.sum() == 27
    for column in (TRAINING, NEW):
        assert start.values(4, column)[2] < start.values(0, column)[2]


# Notebook 05, clean data


@pytest.mark.parametrize("noise", [0.1, 0.4])
def test_the_sharpness_falls_by_more_than_half_at_once(noise):
    """At alpha 0.2 already, on moons that overlap and on moons that hardly touch."""
    moons = table(noise=noise)
    assert all(moons[alpha, SHARP] < moons[0, SHARP] / 2 for alpha in ALPHAS)


def test_a_little_mixing_helps_on_moons_that_overlap():
    """About a point is gained at alpha 0.2 and 0.4, nothing clear at 1, and 4 loses."""
    moons = table(noise=0.4)
    assert gains(moons) == pytest.approx([1.0, 0.7, -0.2, -1.9], abs=0.05)
    assert clearly(moons) == [1, 1, 0, -1]


def test_mixing_loses_on_moons_that_hardly_touch():
    """Every new point is right without mixing; each dose loses, a fifth of a point at 0.2."""
    moons = table(noise=0.1)
    assert moons[0, NEW] > 0.999
    assert clearly(moons) == [-1, -1, -1, -1]
    assert gains(moons) == sorted(gains(moons), reverse=True)
    assert gains(moons)[0] == pytest.approx(-0.2, abs=0.05)
    assert gains(moons)[3] == pytest.approx(-5.6, abs=0.05)


# Wrong labels


def test_mixing_keeps_wrong_labels_from_being_learned_by_heart():
    """94 % of the labels are learned without mixing, and 12 to 14 points lost, on every seed."""
    labels = table(**WRONG_LABELS, steps=500)
    assert labels[0, TRAINING] == pytest.approx(0.94, abs=0.005)
    assert min(gains(labels)) == pytest.approx(12, abs=0.5)
    assert max(gains(labels)) == pytest.approx(14, abs=0.5)
    assert all((labels.values(alpha, GAIN) > 0).all() for alpha in ALPHAS)


def test_wrong_labels_cost_16_points_without_mixing_and_less_than_three_with_it():
    """At alpha 0.4, 500 steps; and the sharpness falls further than in any other table."""
    none, labels = table(outliers=0, **LONG), table(**WRONG_LABELS, steps=500)
    assert cost(none, labels, 0).mean() == pytest.approx(16, abs=0.5)
    assert 2 < cost(none, labels, 0.4).mean() < 3
    others = (
        table(noise=0.4),
        table(noise=0.1),
        none,
        table(outliers=0.1, **LONG),
        table(hidden=4, noise=0.4),
        table(**WRONG_LABELS, steps=100),
    )
    for alpha in ALPHAS:
        left = labels[alpha, SHARP] / labels[0, SHARP]
        assert left < min(other[alpha, SHARP] / other[0, SHARP] for other in others)


def test_every_alpha_loses_where_training_stops_in_time():
    """After 100 steps wrong labels are not learned yet: from half a point lost to nearly six."""
    labels = table(**WRONG_LABELS, steps=100)
    assert labels[0, NEW] == pytest.approx(0.93, abs=0.005)
    assert clearly(labels) == [-1, -1, -1, -1]
    assert gains(labels)[0] == pytest.approx(-0.6, abs=0.05)
    assert gains(labels)[3] == pytest.approx(-5.8, abs=0.05)


def test_stopping_in_time_beats_mixing_and_mixing_makes_it_matter_less():
    """Without mixing 100 steps beat 500 with any; 400 more cost 15 points, or two at most."""
    early, late = (table(**WRONG_LABELS, steps=steps) for steps in (100, 500))
    assert max(late[alpha, NEW] for alpha in ALPHAS) == pytest.approx(0.92, abs=0.005)
    for alpha in ALPHAS:
        ahead = early.values(0, NEW) - late.values(alpha, NEW)
        assert ahead.mean() > 2 * ahead.std(ddof=1) / len(ahead) ** 0.5
        assert cost(early, late, alpha).mean() < 2
    assert cost(early, late, 0).mean() == pytest.approx(15, abs=0.5)


# Outliers


def test_far_away_points_cost_next_to_nothing_with_mixing_and_without():
    """Less than half a point without mixing, 0.3 to 0.7 with it, which is no clear difference."""
    outliers, none = (table(outliers=share, **LONG) for share in (0.1, 0))
    plain = cost(none, outliers, 0)
    assert 0 < plain.mean() < 0.5
    for alpha in ALPHAS:
        mixed = cost(none, outliers, alpha)
        assert 0.25 < mixed.mean() < 0.75
        more = mixed - plain
        assert abs(more.mean()) < 2 * more.std(ddof=1) / len(more) ** 0.5


def test_mixing_does_the_same_with_far_away_points_and_without():
    """A small alpha gains less than a point, not clearly at 0.4 without them; a large one loses."""
    outliers, none = (table(outliers=share, **LONG) for share in (0.1, 0))
    assert gains(outliers) == pytest.approx([0.8, 0.4, -0.7, -3.5], abs=0.05)
    assert gains(none) == pytest.approx([0.6, 0.3, -0.8, -3.2], abs=0.05)
    assert clearly(outliers) == [1, 1, -1, -1]
    assert clearly(none) == [1, 0, -1, -1]
    assert all(
        kept[alpha, SHARP] < kept[0, SHARP] / 2 for kept in (outliers, none) for alpha in ALPHAS
    )


# Models with little freedom


def test_a_network_with_little_freedom_has_none_to_lose():
    """Four hidden units lose at every alpha; a third of the sharpness goes at 0.2, half by 1."""
    small = table(hidden=4, noise=0.4)
    assert clearly(small) == [-1, -1, -1, -1]
    left = [small[alpha, SHARP] / small[0, SHARP] for alpha in ALPHAS]
    assert left[0] == pytest.approx(2 / 3, abs=0.03)
    assert left[1] > 0.5
    assert max(left[2:]) < 0.5


def test_a_small_alpha_is_the_best_of_four_and_the_largest_the_worst():
    """In every table with four strengths; in three of them no mixing is better still."""
    tables = [
        table(noise=0.4),
        table(noise=0.1),
        table(**WRONG_LABELS, steps=500),
        table(**WRONG_LABELS, steps=100),
        table(outliers=0.1, **LONG),
        table(outliers=0, **LONG),
        table(hidden=4, noise=0.4),
    ]
    assert {ALPHAS[np.argmax(gains(kept))] for kept in tables} == {0.2, 0.4}
    assert {ALPHAS[np.argmin(gains(kept))] for kept in tables} == {4}
    assert sum(max(clearly(kept)) == -1 for kept in tables) == 3


# Where to mix


@pytest.mark.parametrize(
    ("inputs", "hidden", "settings"),
    [
        (-9.3, -1.4, SPIRALS),
        (-3.7, -1.4, {"noise": 0.1}),
        (-1.1, 0.3, {"noise": 0.4}),
    ],
)
def test_blends_of_hidden_layers_lose_less_than_those_of_inputs(inputs, hidden, settings):
    """On each data, and the boundary stays sharper; only overlapping moons show no clear loss."""
    at_inputs, in_layers = (table(2, where=w, **settings) for w in ("inputs", "hidden layers"))
    assert [100 * one[2, GAIN] for one in (at_inputs, in_layers)] == pytest.approx(
        [inputs, hidden], abs=0.06
    )
    assert at_inputs.clear(2, GAIN)
    assert in_layers.clear(2, GAIN) == (hidden < 0)
    assert at_inputs[2, SHARP] < in_layers[2, SHARP] < in_layers[0, SHARP] / 2
