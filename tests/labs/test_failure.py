"""FailureLab: every case at every corner, and presets that tell the story they promise."""

import dataclasses
import re

import numpy as np
import pytest

from mixlearn.labs import FailureLab, _failures, failure


@pytest.fixture(scope="module")
def shared():
    """One lab that the tests of many places move about."""
    return FailureLab(steps=40)


def go(lab, **settings):
    """Go to a place given in full: settings not named get their defaults, steps a few."""
    lab.set(**dataclasses.asdict(failure.Settings(**{"steps": 40, **settings})))


def assert_right(lab):
    """The lab shows no error, and finite numbers."""
    assert lab.error is None, lab.error
    for side in (lab.result.left, lab.result.right):
        assert np.isfinite(list(side.numbers.values())).all()
        shown = side.curve if side.field is None else side.field.shares
        assert np.isfinite(shown).all()
    assert "nan" not in lab.sentence


# What is compared


def test_no_mixing_is_no_mixing_whatever_else_is_chosen(shared):
    """At alpha 0 both sides are one model, and the sentence says so."""
    for case in failure.CASES:
        go(shared, case=case, alpha=0.0, ratio="half", partners="near")
        assert shared.result.left is shared.result.right
        assert shared.sentence.endswith("so both sides are the same.")


def test_artists_are_made_once_a_case(shared):
    """A case that was shown before is drawn on the panels it had."""
    go(shared, case="stripes")
    panels = list(shared._picture.panels.values())
    go(shared, case="line")
    go(shared, case="stripes", seed=3)
    again = shared._picture.panels.values()
    assert all(a is b for a, b in zip(panels, again, strict=True))


def test_moving_alpha_moves_the_ratios_alone():
    """Parents stay, and every ratio moves a little, in one direction."""
    first, second, uniform = _failures._pairs("stripes", "any", 0)
    again = _failures._pairs("stripes", "any", 0)
    for a, b in zip((first, second, uniform), again, strict=True):
        np.testing.assert_array_equal(a, b)
    near = _failures._blends("stripes", 1.0, "beta", "any", 0)
    moved = _failures._blends("stripes", 1.1, "beta", "any", 0)
    assert 0 < np.abs(near.X - moved.X).max() < 0.2


def test_half_trained_models_are_not_shown(monkeypatch):
    """An interrupt in training ends the move, and nothing of it is remembered."""
    fit = _failures.SoftLabelMLP.fit

    def interrupted(model, *data):
        fit(model, *data)
        raise KeyboardInterrupt

    monkeypatch.setattr(_failures.SoftLabelMLP, "fit", interrupted)
    with pytest.raises(KeyboardInterrupt):
        failure.run(failure.Settings(case="linear", steps=60, seed=29))


# Presets


@pytest.fixture(scope="module")
def at():
    """Return the numbers of both sides of a preset."""
    lab = FailureLab()

    def numbers(preset):
        lab.preset(preset)
        assert_right(lab)
        return lab.result.left.numbers, lab.result.right.numbers

    return numbers


def test_preset_the_middle_class_lost(at):
    """The middle point has less than one half, as have the blends that land on it."""
    left, right = at("the middle class lost")
    assert left["wrong"] == 0
    assert right["wrong"] == 1
    assert right["middle"] < 0.45
    assert right["blends"] < 0.5


def test_preset_the_middle_class_kept(at):
    """At alpha 1 the middle point keeps its class."""
    _, right = at("the middle class kept")
    assert right["wrong"] == 0
    assert right["middle"] > 0.7


def test_preset_the_middle_class_near_partners(at):
    """The outer points are never blended with each other, and nothing is lost."""
    _, right = at("the middle class, near partners")
    assert right["wrong"] == 0
    assert "blends" not in right


def test_preset_stripes_always_50_50(at):
    """Half and half costs more than a tenth of the new points."""
    left, right = at("stripes, always 50-50")
    assert right["right"] < left["right"] - 0.1


def test_preset_stripes_always_95_5(at):
    """Hardly mixed, the network is about as right, and less sure."""
    left, right = at("stripes, always 95-5")
    assert abs(right["right"] - left["right"]) < 0.05
    assert right["sure"] < left["sure"]


def test_preset_stripes_50_50_with_neighbours(at):
    """Halves of neighbours cost nothing."""
    left, right = at("stripes, 50-50 with neighbours")
    assert right["right"] > left["right"] - 0.02


def test_preset_wrong_labels_where_mixing_shines(at):
    """With every fifth label wrong, mixing gets more new points right."""
    left, right = at("wrong labels, where mixing shines")
    assert right["right"] > left["right"] + 0.04


def test_preset_wrong_labels_always_95_5(at):
    """Hardly mixed, most of the islands stay."""
    left, right = at("wrong labels, always 95-5")
    assert abs(right["right"] - left["right"]) < 0.05


def test_preset_sine_any_partners(at):
    """The error grows a hundredfold, and the blends themselves are off."""
    left, right = at("sine, any partners")
    assert right["error"] > 100 * left["error"]
    assert right["blends"] > 0.3


def test_preset_sine_near_partners(at):
    """Neighbours lie on a nearly straight piece, and their blends too."""
    _, right = at("sine, near partners")
    assert right["error"] < 0.005
    assert right["blends"] < 0.01


def test_preset_a_line_that_stays(at):
    """The boundary turns by less than five degrees."""
    left, right = at("a line that stays")
    assert abs(left["angle"] - right["angle"]) < 5
    assert abs(left["right"] - right["right"]) < 0.01


def test_preset_the_wide_feature_forgotten(at):
    """The wide feature loses its weight: nothing is left when the narrow one breaks."""
    left, right = at("the wide feature forgotten")
    assert left["right"] == right["right"] == 1
    assert left["other"] > 0.4
    assert right["other"] < 0.1
    assert right["broken"] < 0.55


def test_preset_the_wide_feature_kept_no_mixing(at):
    """Without mixing most points are right though the narrow feature is broken."""
    _, right = at("the wide feature kept: no mixing")
    assert right["broken"] > 0.8


def test_every_preset_has_a_test():
    """A preset whose promise nobody checks is missed."""
    tested = {name.removeprefix("test_preset_") for name in globals() if "test_preset_" in name}
    names = {re.sub(r"[^a-z0-9]+", "_", name) for name in failure.PRESETS}
    assert names == tested


# Words


EXPECTED = {
    "line": ["{middle:.2f}", "{wrong:.0f}"],
    "stripes": ["{right:.1%}", "{sure:.0%}"],
    "wrong": ["{right:.1%}", "{sure:.0%}"],
    "sine": ["{error:.3f}"],
    "linear": ["{right:.1%}", "{sure:.0%}", "{angle:.1f}"],
    "features": ["{other:.2f}", "{right:.0%}", "{broken:.0%}"],
}


@pytest.mark.parametrize("case", failure.CASES)
@pytest.mark.parametrize(("alpha", "ratio"), [(2.0, "beta"), (2.0, "hardly"), (0.0, "half")])
def test_the_code_gives_the_numbers_of_the_right_side(capsys, shared, case, alpha, ratio):
    """Run as it stands, the code prints what the right-hand side shows."""
    go(shared, case=case, alpha=alpha, ratio=ratio, partners="near", seed=3)
    exec(shared.code(), {})  # noqa: S102 - what learners will do with it
    lines = capsys.readouterr().out.splitlines()
    found = [line.partition(":")[2].split()[0] for line in lines]
    assert found == [form.format(**shared.result.right.numbers) for form in EXPECTED[case]]


def test_the_sentence_names_ratio_and_partners(shared):
    """Where the ratio is fixed, the sentence says so and does not name alpha."""
    go(shared, case="stripes", ratio="half", partners="near")
    assert "every blend 50-50, near partners" in shared.sentence
    assert "α" not in shared.sentence


def test_the_longest_title_fits(shared):
    """Fixed ratio and near partners together still fit into the width of a panel."""
    for case in failure.CASES:
        go(shared, case=case, ratio="hardly", partners="near")
        panel = shared._picture.panels["with mixing"]
        title = panel.figure.texts[0]
        assert title.get_text() == "With mixing, all 95-5, near partners"
        assert title.get_window_extent(panel._canvas.get_renderer()).x1 <= panel.size[0]


def test_each_panel_shows_its_own_model_over_the_points(shared, assert_plane, assert_points):
    """In every case: curve or field, the points, wrong labels where there are any, the truth."""
    for case in failure.CASES:
        go(shared, case=case, alpha=8.0, seed=1)
        result = shared.result
        task = result.task
        panels = shared._picture.panels.values()
        for panel, side in zip(panels, (result.left, result.right), strict=True):
            shown = panel.artists
            if side.field is not None:
                title, note = shown["title"].get_text(), shown["note"].get_text()
                assert_plane(panel, side, title=title, note=note)
                assert_points(shown["points"], task.X, task.y)
                wrong = [] if task.flipped is None else task.X[task.flipped]
                np.testing.assert_array_equal(
                    shown["wrong_labels"].get_xydata(), np.reshape(wrong, (-1, 2))
                )
                continue
            x, y = shown["curve"].get_data()
            np.testing.assert_array_equal(x, task.grid[:, 0])
            np.testing.assert_array_equal(y, side.curve)
            np.testing.assert_array_equal(shown["blends"].get_xydata(), side.blends)
            points = np.concatenate([artist.get_xydata() for artist in shown["points"]])
            assert sorted(points.tolist()) == sorted(np.column_stack([task.X, task.y]).tolist())
            if "truth" in shown:
                x, y = shown["truth"].get_data()
                np.testing.assert_allclose(np.interp(task.X_new[:, 0], x, y), task.y_new, atol=1e-3)
        titles = [panel.artists["title"].get_text() for panel in panels]
        assert titles == ["Without mixing", "With mixing, α = 8.0"]
