"""MixMatchLab: few labelled points, many unlabelled ones."""

import dataclasses
import re
from itertools import pairwise

import numpy as np
import pytest

from mixlearn.labs import MixMatchLab, mixmatch
from mixlearn.networks._engine import Adam
from mixlearn.plots._style import RGB

# A quick place, from which corners are reached.
QUICK = {"steps": 40}


@pytest.fixture(scope="module")
def shared():
    """One lab that the tests of many places move about."""
    return MixMatchLab(**QUICK)


def go(lab, **settings):
    """Go to a place given in full: settings not named get their defaults."""
    lab.set(**dataclasses.asdict(mixmatch.Settings(**QUICK | settings)))


def assert_right(lab):
    """The lab shows no error, and shares that are shares."""
    assert lab.error is None, lab.error
    result = lab.result
    for shares in (
        *(side.field.shares for side in (result.left, result.right)),
        result.right.guesses,
        result.right.sharpened,
    ):
        assert np.isfinite(shares).all()
        np.testing.assert_allclose(shares.sum(axis=-1), 1, atol=1e-5)
    for score in (
        result.left.new_accuracy,
        result.right.new_accuracy,
        result.right.guess_accuracy,
    ):
        assert 0 <= score <= 1


# One slider moves one thing


def test_more_labels_hold_the_fewer():
    """Raising the number of labels adds some, of either class alike, and takes none away."""
    y = np.arange(200) % 2
    masks = [mixmatch.pick(y, labelled, 3) for labelled in range(1, 21)]
    for labelled, mask in enumerate(masks, 1):
        assert (mask.sum(), y[mask].sum()) == (2 * labelled, labelled)
    assert all((more | fewer == more).all() for fewer, more in pairwise(masks))


def test_what_concerns_mixmatch_leaves_the_left_side_alone():
    """Weight, temperature, copies, noise of copies, ramp-up and marks move the right side only."""
    start = mixmatch.run(mixmatch.Settings(**QUICK))
    for change in (
        {"unlabelled_weight": 3.0},
        {"temperature": 0.2},
        {"n_augmentations": 4},
        {"augment": 0.3},
        {"ramp_up": 0.5},
    ):
        found = mixmatch.run(mixmatch.Settings(**QUICK | change))
        assert found.left is start.left
        assert not np.array_equal(found.right.field.shares, start.right.field.shares)
    assert mixmatch.run(mixmatch.Settings(**QUICK, marks="sharp")).right is start.right
    assert mixmatch.run(mixmatch.Settings(**QUICK, left="mixed")).right is start.right


def test_half_a_training_is_not_shown(monkeypatch):
    """An interrupt of the training goes on to the caller."""
    original, calls = Adam.step, []

    def step(self, parameters, gradient):
        calls.append(1)
        if len(calls) == 5:
            raise KeyboardInterrupt
        original(self, parameters, gradient)

    monkeypatch.setattr(Adam, "step", step)
    with pytest.raises(KeyboardInterrupt):
        mixmatch.run(mixmatch.Settings(**QUICK, seed=17))


# Presets


@pytest.fixture(scope="module")
def at():
    """Return the result of a preset."""
    lab = MixMatchLab()

    def result(preset):
        lab.preset(preset)
        assert_right(lab)
        return lab.result

    return result


def gain(result):
    return result.right.new_accuracy - result.left.new_accuracy


def test_preset_against_mixing_alone(at):
    """Nearly all that MixMatch gains on the moons, mixing the labelled points gains alone."""
    assert gain(mixmatch.run(mixmatch.Settings())) > 0.08
    assert abs(gain(at("against mixing alone"))) < 0.03


def test_preset_no_mixing(at):
    """Guessing and sharpening alone bring next to nothing."""
    assert abs(gain(at("no mixing"))) < 0.04


def test_preset_great_weight_at_once(at):
    """The classes are exchanged."""
    result = at("great weight at once")
    assert result.right.new_accuracy < 0.3
    assert result.right.guess_accuracy < 0.3


def test_preset_great_weight_ramped_up(at):
    """On the same seed, the ramp-up saves it."""
    assert at("great weight, ramped up").right.new_accuracy > 0.85


def test_preset_two_circles(at):
    """No better than a coin, and far below the labelled points alone."""
    result = at("two circles")
    assert result.right.new_accuracy < 0.6
    assert gain(result) < -0.1


def test_preset_two_blobs(at):
    """Where it helps."""
    assert gain(at("two blobs")) > 0.02


def test_every_preset_has_a_test():
    """A preset whose promise nobody checks is missed."""
    tested = {
        name.removeprefix("test_preset_") for name in globals() if name.startswith("test_preset_")
    }
    assert {name.replace(",", "").replace(" ", "_") for name in mixmatch.PRESETS} == tested


# Words


@pytest.mark.parametrize("left", mixmatch.LEFT)
def test_the_code_gives_the_numbers_of_both_sides(capsys, shared, left):
    """Run as it stands, the code prints what the sentence says."""
    go(shared, left=left, seed=3, shape="blobs", noise=0.4, n_augmentations=3, temperature=0.7)
    exec(shared.code(), {})  # noqa: S102 - what learners will do with it
    found = [line.split()[-1] for line in capsys.readouterr().out.splitlines()]
    told = re.findall(r"\d+%", shared.sentence)
    assert len(found) == 5
    assert found == told


def test_the_sentence_counts_the_points(shared):
    """How many points are labelled and how many are not stands in it."""
    go(shared, labelled=7)
    assert "From 14 labelled points" in shared.sentence
    assert "186 unlabelled points" in shared.sentence


def test_each_plane_shows_its_own_network_and_points(shared, assert_plane):
    """Large marks for what is labelled, small ones for the rest: grey, or as it was guessed."""
    for labelled, marks in ((4, "grey"), (6, "grey"), (6, "guess"), (6, "sharp")):
        go(shared, labelled=labelled, marks=marks)
        result, panels = shared.result, shared._picture.panels
        task, known, right = result.task, result.known, result.right
        note = f"new points: {result.left.new_accuracy:.0%} right"
        alone, mixmatched = panels["labelled points"], panels["MixMatch"]
        assert_plane(alone, result.left, title="Labelled points alone", note=note)
        note = (
            f"new points: {right.new_accuracy:.0%} right; guesses: {right.guess_accuracy:.0%} right"
        )
        assert_plane(mixmatched, right, title="MixMatch", note=note)
        for panel in panels.values():
            for number, artist in enumerate(panel.artists["labelled"]):
                there = task.X[known & (task.y == number)]
                np.testing.assert_allclose(artist.get_offsets(), there)
        grey = [panel.artists["unlabelled"].get_xydata() for panel in panels.values()]
        np.testing.assert_array_equal(grey[0], task.X[~known])
        assert len(grey[1]) == (len(task.X[~known]) if marks == "grey" else 0)
        guesses = {"guess": right.guesses, "sharp": right.sharpened}.get(marks)
        for number, artist in enumerate(mixmatched.artists["guesses"]):
            if guesses is None:
                assert len(artist.get_offsets()) == 0
                continue
            here = guesses.argmax(axis=1) == number
            np.testing.assert_allclose(artist.get_offsets(), task.X[~known][here])
            np.testing.assert_allclose(artist.get_facecolor()[:, :3], guesses[here] @ RGB[:2])
