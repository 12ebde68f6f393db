"""The numbers in the questions, worked out again from the library."""

import numpy as np
import pytest
from scipy import stats
from sklearn import metrics

from mixlearn import cuts, labels, mixing, networks, pairing, ragged, ratios
from mixlearn.labs.tables import over_seeds
from mixlearn.labs.tuning import Settings as TuningSettings
from mixlearn.labs.tuning import run as run_tuning
from mixlearn.quiz._registry import find_prediction, find_question

ROWS = 100_000


def mixed_labels(*, dogs, pairing_method, alpha, rows=ROWS):
    """Share of cat in the labels of blends of many cats and a share of dogs."""
    y = np.where(np.arange(rows) < dogs * rows, "dog", "cat")
    X = np.zeros((rows, 1))
    mix = mixing.mix(X, y, pairing=pairing_method, alpha=alpha, rng=0)
    return mix.Y[:, list(mix.classes).index("cat")].mean()


def answer(name):
    return find_question(name).answer


def top_class_is_that_of_the_first(classes, alpha):
    """How often the class with the largest share is the first parent's."""
    y = np.arange(ROWS) % classes
    mix = mixing.mix(np.zeros((ROWS, 1)), y, alpha=alpha, rng=0)
    return (mix.Y.argmax(axis=1) == y[mix.first]).mean()


def test_the_zones_of_alpha_are_those_of_the_beta_distribution():
    """36, 22 and 5 in 100 at alpha 0.4, and the values of the other choices at other alphas."""
    zone = ratios.minor_share_between
    assert zone(0.4, 0, 0.05) == pytest.approx(0.36, abs=0.005)
    assert zone(1, 0, 0.05) == pytest.approx(0.10)
    assert zone(0.1, 0, 0.05) == pytest.approx(0.75, abs=0.006)
    assert zone(0.4, 0.45, 0.5) == pytest.approx(0.05, abs=0.005)
    assert zone(0.4, 0.3, 0.5) == pytest.approx(0.22, abs=0.006)
    assert zone(2, 0.3, 0.5) == pytest.approx(0.57, abs=0.005)
    assert ratios.minor_share(0.4) == pytest.approx(0.16, abs=0.005)
    assert zone(1, 0.3, 0.5) == pytest.approx(answer("ratio-uniform"))


def test_two_rows_in_five_keep_a_nearly_hard_label():
    """At alpha 0.4, with ten classes of equal size."""
    y = np.arange(ROWS) % 10
    mix = mixing.mix(np.zeros((ROWS, 1)), y, alpha=0.4, rng=0)
    nearly_hard = (mix.Y.max(axis=1) >= 0.95).mean()
    assert nearly_hard == pytest.approx(answer("ratio-hard-labels"), abs=0.006)


@pytest.mark.parametrize("alpha", [0.1, 0.4, 2])
def test_partners_of_the_other_class_even_the_shares_out(alpha):
    """Two classes come out half and half at every alpha above 0; at random they stay 90 to 10."""
    assert mixed_labels(dogs=0.1, pairing_method="other", alpha=alpha) == pytest.approx(
        0.5, abs=0.01
    )
    random = mixed_labels(dogs=0.1, pairing_method="any", alpha=alpha)
    assert random == pytest.approx(answer("pair-class-shares"), abs=0.005)
    right = next(c for c in find_prediction("pair-other-class").choices if c.right)
    assert right.text == "50 %"


def test_one_row_in_a_shuffle_meets_itself():
    """On average, with 400 rows."""
    rows = np.zeros((400, 1))
    own = [np.sum(np.equal(*pairing.pair(rows, None, rng=seed))) for seed in range(2000)]
    assert np.mean(own) == pytest.approx(1, abs=0.1)


def test_nine_rows_in_ten_meet_another_of_ten_classes():
    """With ten classes of equal size."""
    y = np.arange(ROWS) % 10
    first, second = pairing.pair(None, y, rng=0)
    assert (y[first] != y[second]).mean() == pytest.approx(answer("pair-meet-other"), abs=0.005)


def test_balanced_pairs_use_a_rare_row_nine_times_as_often():
    """90 cats and 10 dogs: half of the parents are dogs."""
    y = np.repeat(["cat", "dog"], [90, 10])
    used = np.concatenate(
        [np.concatenate(pairing.pair(None, y, method="balanced", rng=r)) for r in range(500)]
    )
    times = np.bincount(used, minlength=100) / 500
    assert times[90:].mean() / times[:90].mean() == pytest.approx(9, rel=0.05)


@pytest.mark.parametrize("alpha", [0.1, 0.4, 2])
def test_a_model_that_knows_all_shares_is_marked_down(alpha):
    """75 % with two classes and 55 % with ten, at every alpha."""
    assert top_class_is_that_of_the_first(2, alpha) == pytest.approx(0.75, abs=0.006)
    ten = top_class_is_that_of_the_first(10, alpha)
    assert ten == pytest.approx(answer("label-low-accuracy"), abs=0.006)


def test_the_losses_are_those_of_the_library():
    """Against one soft label and against two targets alike."""
    P = np.array([[0.8, 0.2]])
    soft = labels.cross_entropy(np.array([[0.7, 0.3]]), P)
    two = labels.two_target_cross_entropy(np.array([0]), np.array([1]), np.array([0.7]), P)
    assert soft == pytest.approx(answer("label-soft-loss"))
    assert two == pytest.approx(soft)


def test_smoothing_and_weights_are_those_of_the_library():
    """`smooth` and `weighted_rows` give the arrays that the questions ask for."""
    smoothed = labels.smooth(np.eye(4)[[2]], epsilon=0.1)
    assert smoothed[0] == pytest.approx(answer("label-smoothed"))
    classes = np.array(["cat", "dog"])
    _, _, weight = labels.weighted_rows(np.zeros((1, 1)), np.array([[0.7, 0.3]]), classes)
    assert sorted(weight) == pytest.approx(sorted(answer("label-row-weights")))


def test_clipped_patches_leave_the_first_parent_more():
    """On 8 x 8 pixels, a nominal half becomes 0.77."""
    rng, size = np.random.default_rng(0), 8
    side = (size * np.sqrt(1 - rng.random(ROWS))).astype(int)
    centre = rng.integers(size, size=(2, ROWS))
    inside = np.clip(centre + side // 2, 0, size) - np.clip(centre - side // 2, 0, size)
    kept = 1 - inside.prod(axis=0) / size**2
    assert kept.mean() == pytest.approx(0.77, abs=0.005)


def test_shares_of_pixels_are_counted():
    """The label of a patch is worked out from a mask."""
    mask = np.zeros((8, 8), bool)
    mask[2:6, 3:7] = True
    assert 1 - mask.mean() == answer("image-patch-share")
    mask[:] = False
    mask[max(0, -3) : 3, max(0, -3) : 3] = True  # 6 x 6 around the corner
    assert 1 - mask.mean() == answer("image-clipped-share")


def test_plain_mixup_keeps_the_prior():
    """Three rows in a hundred, at alpha 1; nearly six blends in a hundred have a rare parent."""
    y = np.arange(ROWS) < 0.03 * ROWS
    mix = mixing.mix(np.zeros((ROWS, 1)), y, alpha=1, rng=0)
    assert mix.Y[:, 1].mean() == pytest.approx(answer("imbalance-prior"), abs=0.0005)
    assert (mix.Y[:, 1] > 0).mean() == pytest.approx(0.0591, abs=0.002)


def test_recall_precision_and_balanced_accuracy_are_those_of_scikit_learn():
    """100 rare points of which 80 are called rare, and 160 of 900 common ones."""
    y = np.repeat([1, 0], [100, 900])
    called = np.concatenate([np.arange(100) < 80, np.arange(900) < 160])
    scores = (
        metrics.recall_score(y, called),
        metrics.precision_score(y, called),
        metrics.balanced_accuracy_score(y, called),
    )
    assert scores == pytest.approx(answer("imbalance-scores"))


def test_the_share_of_a_class_is_the_threshold_of_balanced_accuracy():
    """Probabilities of two clouds that can be trusted, the one class 2 % of all."""
    rare = answer("imbalance-threshold-value")
    x = np.linspace(-3, 3, 6001)
    common, rare_density = stats.norm.pdf(x, -0.8, 0.8), stats.norm.pdf(x, 0.8, 0.8)
    p = rare * rare_density / (rare * rare_density + (1 - rare) * common)
    recall, alone = stats.norm.sf(x, 0.8, 0.8), stats.norm.cdf(x, -0.8, 0.8)
    assert p[(recall + alone).argmax()] == pytest.approx(rare, abs=0.0005)


def test_what_the_tuning_questions_tell_is_in_the_table():
    """A winner of one seed wins on 5 of 10 more, twice by a tie; long training costs 6 points."""
    one = run_tuning(TuningSettings(seeds=11))
    again = one.runs[1:][one.winners[1:] == one.winners[0]]
    assert len(again) == 5
    assert ((again == again.max(axis=1, keepdims=True)).sum(axis=1) > 1).sum() == 2
    brief, long = (
        run_tuning(TuningSettings(data="digits", seeds=11, budget=budget, picked=1.0))
        for budget in (100, 1600)
    )
    assert brief.found.low < 0 < brief.found.high
    assert long.found.mean == pytest.approx(-0.06, abs=0.005)
    assert long.found.high > 0
    assert abs(np.diff([r.runs[:, 0].mean() for r in (brief, long)])) < 0.01  # stands still


def test_few_overlapping_points_gain_and_many_do_not():
    """2.2 points at 40, 1.4 at 120, not clear at 360, nor at 40 where the moons hardly touch."""
    for points, noise, gain, error, clear in (
        (40, 0.4, 2.2, 0.4, True),
        (120, 0.4, 1.4, 0.2, True),
        (360, 0.4, 0.2, 0.1, False),
        (40, 0.2, -0.2, 0.3, False),
    ):
        table = over_seeds([0.2], seeds=30, points=points, noise=noise)
        assert 100 * table[0.2, "difference"] == pytest.approx(gain, abs=0.05)
        assert 100 * table.error(0.2, "difference") == pytest.approx(error, abs=0.05)
        assert table.clear(0.2, "difference") == clear


def test_with_few_rows_the_means_point_up_on_moons_and_down_elsewhere():
    """At 400 steps: largest on moons at 60 rows, lowest on breast cancer; nothing is detectable."""

    def means(data, rows):
        found = run_tuning(TuningSettings(data=data, rows=rows, budget=400, seeds=11)).verdict
        assert not found.better
        assert not found.worse
        return np.array([difference.mean for difference in found.differences])

    for more in (120, 240, 480):
        assert (means("moons", 60) > means("moons", more)).all()
        assert (means("cancer", 60) < means("cancer", more)).all()
    assert (means("cancer", 60) < 0).all()
    for rows in (60, 120):
        assert (means("digits", rows) < 0).sum() >= 3


def test_luck_is_counted_as_in_the_answers():
    """Five equal strengths win on two of ten seeds each; one in five quadruples has an alarm."""
    rng = np.random.default_rng(0)
    winners = rng.random((ROWS, 11, 5)).argmax(axis=2)
    again = (winners[:, 1:] == winners[:, :1]).sum(axis=1).mean()
    assert again == pytest.approx(answer("tuning-lots"), abs=0.02)
    alarms = (rng.random((ROWS, 4)) < 0.05).any(axis=1).mean()
    assert alarms == pytest.approx(answer("tuning-false-alarms"), abs=0.006)


def test_sharpening_and_folding_are_those_of_the_library():
    """`sharpen`, and a mix whose first parent keeps the larger share, give MixMatch's answers."""
    sharp = networks.sharpen([[0.6, 0.4]], temperature=0.5)
    assert sharp[0, 0] == pytest.approx(answer("mixmatch-sharpened"))
    Y = labels.blend(np.array([[1.0, 0.0], [0.2, 0.8]]), [0], [1], [max(0.3, 1 - 0.3)])
    assert Y[0] == pytest.approx(answer("mixmatch-folded"))


def test_shares_of_steps_are_counted():
    """The slice 10:25 of 50 steps leaves the first series the share that the question asks for."""
    assert cuts.shares([[10, 25]], 50)[0] == pytest.approx(answer("sequence-share"))


def test_padded_words_are_counted():
    """Summed over the positions, a sentence of ones has its share of the words in the blend."""
    for lengths, lam, share in (((2, 6), 0.5, 0.25), ((3, 9), 0.75, answer("sequence-word-share"))):
        X, _ = ragged.pad([np.ones(length) for length in lengths])
        of_first, of_second = lam * X[0].sum(), (1 - lam) * X[1].sum()
        assert of_first / (of_first + of_second) == pytest.approx(share)
