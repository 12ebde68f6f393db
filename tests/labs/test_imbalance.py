"""ImbalanceLab: a rare class, and what each way of mixing does for it."""

import dataclasses

import numpy as np
import pytest
from scipy.interpolate import RegularGridInterpolator

from mixlearn.labs import ImbalanceLab, imbalance
from mixlearn.labs._task import precise


@pytest.fixture(scope="module")
def shared():
    """One lab that the tests of many places move about."""
    return ImbalanceLab()


def go(lab, **settings):
    """Go to a place given in full: settings not named get their defaults."""
    lab.set(**dataclasses.asdict(imbalance.Settings(**settings)))


def assert_right(lab):
    """The lab shows no error, finite numbers, every new point counted once."""
    assert lab.error is None, lab.error
    rare = int((lab.result.task.y_new == 1).sum())
    for side in (lab.result.left, lab.result.right):
        assert side.counts.sum(axis=1).tolist() == [10_000 - rare, rare]
        assert np.isfinite(side.field.shares).all()
        for name in ("recall", "precision", "balanced_accuracy", "accuracy", "rare_labels"):
            assert 0 <= getattr(side, name) <= 1


# What is compared


def test_the_left_side_is_untouched_by_what_is_chosen_for_the_right(shared):
    """Method, strength and threshold belong to the right side."""
    go(shared)
    left = shared.result.left
    go(shared, method="balanced", alpha=2.0, threshold=0.2)
    assert shared.result.left is left


def test_the_threshold_moves_the_line_and_not_the_probabilities(shared):
    """A lower threshold keeps the field; its line lies where the probability is the threshold."""
    go(shared, method="none", threshold=0.2)
    left, right = shared.result.left, shared.result.right
    np.testing.assert_array_equal(right.field.shares, left.field.shares)
    found = right.field
    at = RegularGridInterpolator((found.y, found.x), found.shares[:, :, 1])
    for line in right.lines:
        # Between two points of the grid a probability is no straight line.
        np.testing.assert_allclose(at(line[:, ::-1]), 0.2, atol=0.02)
    assert (right.counts[:, 1] >= left.counts[:, 1]).all()


def test_mean_labels_are_the_prior_or_one_half():
    """Plain mixup keeps the share of the rare class, Remix lifts it a little, balance to half."""
    labels = {how: [] for how in imbalance.METHODS}
    for seed in range(10):
        for how, found in labels.items():
            task = precise(imbalance.draw(400, 0.05, 0.8, seed))
            found.append(imbalance._mixed(task, how, 0.0 if how == "none" else 1.0, seed).Y[:, 1])
    means = {how: np.mean(found) for how, found in labels.items()}
    assert means["none"] == pytest.approx(0.05)
    # Every row is a parent twice in each of ten mixes: only the ratios make it vary.
    assert means["mixup"] == pytest.approx(0.05, abs=0.001)
    # Half of the blends of a rare and a common row, 2 * 0.05 * 0.95 of all, gain a quarter.
    assert means["remix"] == pytest.approx(0.05 + 0.095 / 2 * 0.25, abs=0.002)
    assert means["balanced"] == pytest.approx(0.5, abs=0.01)
    assert means["within"] == pytest.approx(0.5, abs=0.01)


def test_same_class_blends_have_hard_labels():
    """Parents of one class make blends of one class."""
    task = imbalance.draw(400, 0.05, 0.8, 0)
    Y = imbalance._mixed(task, "within", 1.0, 0).Y
    assert set(Y.ravel().tolist()) == {0.0, 1.0}


def counted(counts):
    """A side of which nothing but the counts is known."""
    return imbalance.Side(None, None, [], None, 1.0, mixed=None, counts=np.array(counts))


def test_numbers_are_those_of_the_counts():
    """Recall goes by the row of the rare class, precision by its column."""
    side = counted([[80, 20], [4, 6]])
    assert side.recall == pytest.approx(0.6)
    assert side.precision == pytest.approx(6 / 26)
    assert side.balanced_accuracy == pytest.approx(0.7)
    assert side.accuracy == pytest.approx(86 / 110)
    silent = counted([[100, 0], [10, 0]])
    assert (silent.recall, silent.precision) == (0, 0)


# Presets


@pytest.fixture(scope="module")
def at():
    """Return the result of a preset."""
    lab = ImbalanceLab()

    def result(preset):
        lab.preset(preset)
        assert_right(lab)
        return lab.result

    return result


def gain(result):
    return result.right.balanced_accuracy - result.left.balanced_accuracy


def test_preset_plain_mixup(at):
    """Hardly more of the rare are found, and the labels are as rare as the points."""
    result = at("plain mixup")
    assert abs(result.right.recall - result.left.recall) < 0.06
    assert result.right.rare_labels == pytest.approx(0.05, abs=0.005)


def test_preset_remix(at):
    """A few more are found than by plain mixup, far fewer than by balanced pairs."""
    remix, plain, balanced = at("Remix"), at("plain mixup"), at("balanced pairs")
    assert plain.right.recall < remix.right.recall < balanced.right.recall - 0.2


def test_preset_balanced_pairs(at):
    """Most of the rare are found, at the price of many more false alarms."""
    result = at("balanced pairs")
    assert gain(result) > 0.1
    assert result.right.counts[0, 1] > 5 * result.left.counts[0, 1]
    assert result.right.precision < 0.5 * result.left.precision
    assert result.right.accuracy < result.left.accuracy - 0.05


def test_preset_same_class_pairs_balanced(at):
    """As balanced pairs do, so do balanced pairs of one class."""
    assert gain(at("same-class pairs, balanced")) > 0.1


def test_preset_no_mixing_lower_threshold(at):
    """The network without mixing reaches what balanced pairs reach, with no training at all."""
    moved, balanced = at("no mixing, lower threshold"), at("balanced pairs")
    np.testing.assert_array_equal(moved.right.shares, moved.left.shares)
    assert abs(gain(moved) - gain(balanced)) < 0.03


def test_preset_balanced_nothing_blended(at):
    """Points drawn classes equally often, none blended, gain most of what balanced pairs do."""
    result = at("balanced, nothing blended")
    assert (result.right.mixed.lam == 1).all()
    assert 0.5 * gain(at("balanced pairs")) < gain(result) < gain(at("balanced pairs"))


def test_preset_nothing_blended_long_training(at):
    """Rare points that are only repeated are learned by heart: fewer new ones are found."""
    long, short = at("nothing blended, long training"), at("balanced, nothing blended")
    assert long.right.recall < short.right.recall - 0.1


def test_preset_blended_long_training(at):
    """Blended, they stay worth learning from."""
    blended, repeated = at("blended, long training"), at("nothing blended, long training")
    assert blended.right.recall > repeated.right.recall + 0.1


def test_preset_rarest_few_points(at):
    """Two rare points are all there is, and blends between them lie on one line."""
    result = at("rarest, few points")
    assert (result.task.y == 1).sum() == 2
    mixed = result.right.mixed
    rare = np.unique(mixed.X[mixed.Y[:, 1] == 1], axis=0)
    assert np.linalg.matrix_rank(rare - rare[0], tol=1e-3) == 1


def test_preset_no_rare_class(at):
    """With classes of one size, balance has nothing to do."""
    assert abs(gain(at("no rare class"))) < 0.01


def test_every_preset_has_a_test():
    """A preset whose promise nobody checks is missed."""
    tested = {
        name.removeprefix("test_preset_") for name in globals() if name.startswith("test_preset_")
    }
    names = {name.lower().translate({32: "_", 45: "_", 44: None}) for name in imbalance.PRESETS}
    assert names == tested


# Words


@pytest.mark.parametrize("how", imbalance.METHODS)
def test_the_code_gives_the_numbers_of_the_right_side(capsys, shared, how):
    """Run as it stands, the code prints what the picture says."""
    go(shared, method=how, alpha=0.6, seed=3, share=0.1, threshold=0.3, points=200, steps=100)
    exec(shared.code(), {})  # noqa: S102 - what learners will do with it
    right = shared.result.right
    found = [line.split()[-1] for line in capsys.readouterr().out.splitlines()]
    numbers = (right.recall, right.precision, right.balanced_accuracy, right.accuracy)
    assert found == [f"{right.rare_labels:.1%}", *(f"{number:.0%}" for number in numbers)]


@pytest.mark.parametrize("how", imbalance.METHODS)
def test_the_sentence_tells_both_sides(shared, how):
    """Found, false alarms and what was learned from stand in the sentence."""
    go(shared, method=how, threshold=0.4)
    left, right = shared.result.left, shared.result.right
    for side in (left, right):
        words = f"finds {side.recall:.0%} of them, with {side.counts[0, 1]} false alarms"
        assert words in shared.sentence
    assert f"{right.rare_labels:.1%} of the labels" in shared.sentence


def test_the_sentence_says_when_both_sides_are_the_same(shared):
    """Without mixing and with the usual threshold there is nothing to compare."""
    go(shared, method="none")
    assert "The right side is the same" in shared.sentence


def test_each_plane_and_matrix_shows_its_own_side(shared, assert_plane, read):
    """Left no mixing, right the chosen method: its blends, counts and scores."""
    for method, title in (("balanced", "Balanced pairs"), ("remix", "Remix")):
        go(shared, method=method, threshold=0.3, steps=50, points=100)
        result, panels = shared.result, shared._picture.panels
        for name, side, words in (
            ("no mixing", result.left, "No mixing"),
            ("chosen method", result.right, f"{title}, rare from p = 0.30"),
        ):
            note = f"rare: {side.rare_labels:.0%} of the labels that it learned from"
            assert_plane(panels[name], side, title=words, note=note)
            shown = panels[name].artists
            leading = side.mixed.Y[:300].argmax(axis=1)
            for number, artist in enumerate(shown["blends"]):
                there = side.mixed.X[:300][leading == number]
                np.testing.assert_allclose(artist.get_offsets(), there)
            assert read(shown["counts"]) == [[str(n) for n in row] for row in side.counts.tolist()]
            assert read(shown["score"]) == (
                f"recall {side.recall:.0%} · precision {side.precision:.0%} · "
                f"balanced {side.balanced_accuracy:.0%} · accuracy {side.accuracy:.0%}"
            )
