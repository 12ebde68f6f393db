"""MixMatchLab: few labelled points, many unlabelled ones; and the table over many seeds."""

import dataclasses
import io
import re
from itertools import pairwise
from statistics import fmean

import numpy as np
import PIL.Image
import pytest

from mixlearn.labs import MixMatchLab, mixmatch, mixmatch_tables, over_learners
from mixlearn.labs._settings import LabError
from mixlearn.labs._task import SHAPES
from mixlearn.networks._engine import Adam

FIELDS = {f.name: f.metadata for f in dataclasses.fields(mixmatch.Settings)}
SLIDERS = [name for name, words in FIELDS.items() if not words["choices"]]
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
    """The lab shows no error, shares that are shares, and pictures that hold something."""
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
    for panel in lab.panels:
        with PIL.Image.open(io.BytesIO(panel)) as image:
            assert (image.format, image.size) == ("PNG", (440, 480))
            assert image.entropy() > 2.5  # bits a pixel; an empty frame has less than 2


# Corners


@pytest.mark.parametrize("marks", mixmatch.MARKS)
@pytest.mark.parametrize("name", SLIDERS)
def test_every_end_of_every_slider_gives_a_right_picture(shared, name, marks):
    """Each slider at either end gives finite numbers and a picture, with all kinds of marks."""
    for which in ("low", "high"):
        go(shared, marks=marks, **{name: FIELDS[name][which]})
        assert_right(shared)


@pytest.mark.parametrize("left", mixmatch.LEFT)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_corner_gives_a_right_picture(shared, shape, left):
    """Each data set with each left picture, at both ends of the labels, the noise and w."""
    for which in ("low", "high"):
        ends = {n: FIELDS[n][which] for n in ("labelled", "noise", "unlabelled_weight", "ramp_up")}
        go(shared, shape=shape, left=left, seed=30, **ends)
        assert_right(shared)


def test_a_picture_seen_before_comes_back(shared):
    """Going elsewhere and back shows what was shown before, to the bit."""
    go(shared)
    before = shared.picture
    for elsewhere in (
        {"shape": "xor"},
        {"labelled": 9},
        {"marks": "sharp"},
        {"left": "mixed"},
        {"seed": 4},
    ):
        go(shared, **elsewhere)
        assert shared.picture != before
        go(shared)
        assert shared.picture == before


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
    """Give the result of a preset."""
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


def test_the_lab_brings_its_own_data():
    """Own data are refused in one sentence."""
    with pytest.raises(LabError, match="brings its own data"):
        MixMatchLab(X=[[0.0, 0.0]], y=[0])


# The table


@pytest.fixture(scope="module")
def table():
    return over_learners("blobs", noise=0.4, weights=[0, 10], seeds=2)


def test_the_networks_are_those_of_the_lab(table):
    """The table's networks get right what the lab's do."""
    rows = {row[0]: row[1] for row in table.rows}
    sides = {
        left: [
            mixmatch.run(mixmatch.Settings(shape="blobs", noise=0.4, left=left, seed=seed))
            for seed in range(2)
        ]
        for left in mixmatch.LEFT
    }
    expected = {
        "labelled rows alone": fmean(r.left.new_accuracy for r in sides["plain"]),
        "labelled rows, mixed": fmean(r.left.new_accuracy for r in sides["mixed"]),
        "MixMatch, w = 10": fmean(r.right.new_accuracy for r in sides["plain"]),
    }
    # The lab computes in float32.
    assert {name: rows[name] for name in expected} == pytest.approx(expected, abs=0.005)


def test_seeds_are_counted_against_both_controls(table):
    """No network is better than itself, and lowest is not above mean."""
    rows = {row[0]: row for row in table.rows}
    assert list(rows) == [
        "labelled rows alone",
        "labelled rows, mixed",
        "MixMatch, w = 0",
        "MixMatch, w = 10",
        "LabelSpreading, rbf",
        "LabelSpreading, knn",
        "SelfTrainingClassifier",
    ]
    assert rows["labelled rows alone"][3] == rows["labelled rows, mixed"][4] == 0
    assert all(lowest <= mean for _, mean, lowest, *_ in table.rows)


def test_the_table_prints_lines_of_one_width(table):
    """Printed, the numbers stand in columns under their names."""
    title, *lines = repr(table).splitlines()
    assert title == "two blobs, 4 labels per class, 2 seeds, new rows right:"
    assert {len(line) for line in lines} == {len(lines[0])}


def test_digits_are_the_same_again():
    """The images are drawn by the seed, and none is both learned from and new."""
    X, y, X_new, y_new = mixmatch_tables._digits(1)
    again = mixmatch_tables._digits(1)
    np.testing.assert_array_equal(X, again[0])
    np.testing.assert_array_equal(y_new, again[3])
    assert len(X) + len(X_new) == 1797
    assert not {row.tobytes() for row in X} & {row.tobytes() for row in X_new}
    known = mixmatch.pick(y, 4, 1)
    assert np.bincount(y[known]).tolist() == [4] * 10


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"seeds": 0}, "at least one seed"),
        ({"data": "cube"}, "'shape' must be one of"),
        ({"labelled": 0}, "'labelled' must be a whole number from 1 to 20"),
        ({"weights": [-1]}, "'unlabelled_weight' must be a number from 0 to 100"),
        ({"alpha": "much"}, "'alpha' must be a number"),
    ],
)
def test_what_cannot_be_tabled_is_refused(asked, sentence):
    """One sentence, at once."""
    with pytest.raises(LabError, match=sentence):
        over_learners(**asked)
