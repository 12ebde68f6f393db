"""PlaygroundLab: every choice of the course on one page."""

import contextlib
import dataclasses
import io
import json

import ipywidgets
import numpy as np
import pytest

from mixlearn import SoftLabelMLP
from mixlearn.labs import LabError, PlaygroundLab, boundary, playground

QUICK = {"points": 60, "steps": 20, "hidden": 8}
SEEDS = range(3)


@pytest.fixture(scope="module")
def shared():
    """One lab that the tests of many places move about."""
    return PlaygroundLab(**QUICK)


def go(lab, **settings):
    """Go to a place given in full: settings not named get their defaults."""
    lab.set(**dataclasses.asdict(playground.Settings(**settings)))


def assert_right(lab):
    """The lab shows no error, and finite numbers."""
    assert lab.error is None, lab.error
    assert lab._status.value == ""
    for side in (lab.result.plain, lab.result.mixed):
        np.testing.assert_allclose(side.field.shares.sum(axis=2), 1, atol=1e-5)
        for share in (side.train_accuracy, side.new_accuracy, side.calibration_error):
            assert 0 <= share <= 1
        assert np.isfinite(side.sharpness)
        assert np.isfinite(side.losses).all()
        assert np.isfinite(side.clean_losses).all()
        assert side.clean_losses[-1, 0] == lab.settings.steps


# What a control does


def test_the_fewest_points_keep_both_classes():
    """However few of the second class and however many wrong labels: both classes are there."""
    for seed in range(31):
        task = playground.draw("moons", 40, 0.1, 0.4, 0.4, seed)
        assert np.bincount(task.y, minlength=2).min() >= 1


def test_what_blends_nothing_is_the_left_side(shared):
    """No mixing, and a strength of 0 without resampling, show one network twice, to the bit."""
    go(shared, **QUICK, method="none", pairing="near", alpha=2.0)
    assert shared.result.mixed is shared.result.plain
    assert "both sides are the same" in shared.sentence
    for pairing in ("any", "same", "other", "near"):
        go(shared, **QUICK, pairing=pairing, alpha=0.0, where="hidden layers")
        assert shared.result.mixed is shared.result.plain
    go(shared, **QUICK, pairing="balanced", alpha=0.0)
    assert shared.result.mixed is not shared.result.plain


def test_keeping_less_of_a_class_takes_nothing_else_away(shared):
    """The kept points of the second class are the first of them; the first class stays whole."""
    go(shared, **QUICK)
    whole = shared.result.task
    go(shared, **(QUICK | {"kept": 0.4}))
    few = shared.result.task
    assert np.bincount(few.y).tolist() == [30, 12]
    np.testing.assert_array_equal(few.X[few.y == 0], whole.X[whole.y == 0])
    np.testing.assert_array_equal(few.X[few.y == 1], whole.X[whole.y == 1][:12])
    np.testing.assert_array_equal(few.X_new, whole.X_new)


def test_a_place_gives_the_same_bits_again(shared):
    """Going away and coming back to a place brings the same pictures, trained anew."""
    for pairing in ("any", "near"):
        go(shared, **QUICK, pairing=pairing)
        before = shared.panels
        go(shared, **QUICK, pairing=pairing, alpha=1.0)
        left, right, _ = before
        assert shared.panels[left] == before[left]  # it has no strength
        assert shared.panels[right] != before[right]
        assert PlaygroundLab(**QUICK, pairing=pairing).panels == before


MIXINGS = [
    {"alpha": 1.0},
    {"method": "remix", "pairing": "balanced", "alpha": 0.7, "kept": 0.2},
    {"pairing": "near", "alpha": 0.7, "where": "hidden layers"},
    {"pairing": "balanced_same", "alpha": 0.0},
]


@pytest.mark.parametrize("mixing", MIXINGS, ids=str)
def test_every_method_mixes_afresh_at_every_step(shared, mixing):
    """The right-hand network is one that mixes so by itself, and looking on changes no bit."""
    go(shared, **QUICK, **mixing)
    task, side, s = shared.result.task, shared.result.mixed, shared.settings
    layers = (0, 1, 2) if s.where == "hidden layers" else (0,)
    how = {"method": s.method, "pairing": s.pairing, "alpha": s.alpha, "mix_layers": layers}
    model = SoftLabelMLP((8, 8), max_iter=20, random_state=0, **how).fit(task.X, task.y)
    assert side.losses[:, 1].tolist() == model.loss_curve_
    shares = model.predict_proba(task.X)[np.arange(len(task.y)), task.y]
    assert side.clean_losses[-1, 1] == pytest.approx(-np.log(shares).mean(), rel=1e-4)


def test_the_left_network_is_that_of_boundarylab(shared):
    """Same points, network and budget: what the page without mixing shows, BoundaryLab shows."""
    go(shared, **QUICK, method="remix")
    alone = boundary.run(boundary.Settings(**QUICK))
    np.testing.assert_array_equal(shared.result.plain.field.shares, alone.plain.field.shares)
    go(shared, **QUICK, where="hidden layers")
    alone = boundary.run(boundary.Settings(**QUICK, where="hidden layers"))
    np.testing.assert_array_equal(shared.result.mixed.field.shares, alone.mixed.field.shares)


def test_without_mixing_points_are_what_is_trained_on(shared):
    """Before a step, the loss on clean points is the loss of training."""
    go(shared, **QUICK)
    plain = shared.result.plain
    np.testing.assert_allclose(plain.clean_losses[:-1], plain.losses, rtol=1e-4)


def test_where_to_mix_is_said_and_titled(shared):
    """Title and sentence say that hidden layers are mixed, in full, or that there are none."""
    for place, title, words in (
        ({}, "With mixup, α = 0.40", "(α = 0.40, partners: any two points), it gets"),
        ({"where": "hidden layers"}, "Manifold mixup, α = 0.40", "now at a hidden layer, it gets"),
        (
            {"where": "hidden layers", "method": "remix", "alpha": 4.0},
            "Manifold Remix, α = 4.00",
            "now at the inputs and now at a hidden layer, it gets",
        ),
        (
            {"where": "hidden layers", "hidden": 0, "alpha": 4.0},
            "With mixup, α = 4.00 (inputs)",
            "A linear model has no hidden layers, so its inputs are mixed.",
        ),
        (
            {"where": "hidden layers", "pairing": "balanced", "alpha": 0.0},
            "With mixup, α = 0.00",
            "",
        ),
    ):
        go(shared, **(QUICK | place))
        assert words in shared.sentence
        panel = shared._picture.panels["with mixing"]
        shown = panel.artists["title"]
        assert shown.get_text() == title
        assert shown.get_window_extent().x1 <= panel.size[0]
        assert ("hidden" in shared.sentence) == ("hidden" in words)


# Presets


@pytest.fixture(scope="module")
def at():
    """Return the sides of a preset, over three seeds: rows are seeds, columns plain and mixed."""
    lab = PlaygroundLab()

    def numbers(preset, *names):
        results = []
        for seed in SEEDS:
            lab.set(**dataclasses.asdict(lab._start) | playground.PRESETS[preset] | {"seed": seed})
            assert_right(lab)
            results.append(lab.result)
        return [
            np.array([[getattr(r.plain, n), getattr(r.mixed, n)] for r in results]) for n in names
        ]

    return numbers


def gains(table):
    """Mixed minus plain, a seed each."""
    return table[:, 1] - table[:, 0]


def test_preset_wrong_labels(at):
    """Wrong labels are learned by heart without mixing; with it, new points gain."""
    train, new = at("wrong labels", "train_accuracy", "new_accuracy")
    assert (train[:, 0] > 0.9).all()
    assert (train[:, 1] < 0.85).all()
    assert (gains(new) > 0.05).all()


def test_preset_trained_too_long(at):
    """After long training, mixing leaves new points better and probabilities more honest."""
    new, off, sharp = at("trained too long", "new_accuracy", "calibration_error", "sharpness")
    assert (gains(new) > 0.01).all()
    assert (gains(off) < -0.03).all()
    assert (sharp[:, 1] < sharp[:, 0] / 2).all()


def test_preset_overconfident(at):
    """On few, noisy points the probabilities are far too sure; mixing mends most of it."""
    new, off = at("overconfident", "new_accuracy", "calibration_error")
    assert (off[:, 1] < off[:, 0] / 2).all()
    assert (gains(new) > 0).all()


def test_preset_a_rare_class(at):
    """With a tenth of one class left, mixing helps new points on average."""
    (new,) = at("a rare class", "new_accuracy")
    assert gains(new).mean() > 0.005


def test_preset_a_rare_class_remix(at):
    """Remix gives blends to the rare class, and helps new points more, whatever the seed."""
    (new,) = at("a rare class, Remix", "new_accuracy")
    assert (gains(new) > 0.01).all()
    (mixup,) = at("a rare class", "new_accuracy")
    assert new[:, 1].mean() > mixup[:, 1].mean()


def test_preset_stripes(at):
    """Blends of two stripes fall on the stripe between: mixing spoils what was learned."""
    train, new = at("stripes", "train_accuracy", "new_accuracy")
    assert (gains(new) < -0.05).all()
    assert (gains(train) < -0.05).all()


def test_preset_stripes_near(at):
    """Partners that are near lie on the same stripe, or next to its edge: nothing is spoilt."""
    (new,) = at("stripes, near", "new_accuracy")
    assert (np.abs(gains(new)) < 0.03).all()


def test_preset_too_strong(at):
    """Too much mixing costs accuracy and calibration."""
    new, off = at("too strong", "new_accuracy", "calibration_error")
    assert (gains(new) < -0.02).all()
    assert (gains(off) > 0.01).all()


def test_preset_trained_too_short(at):
    """After few steps nothing is overfitted, and mixing only holds back."""
    new, off = at("trained too short", "new_accuracy", "calibration_error")
    assert gains(new).mean() < -0.005
    assert (gains(off) > 0).all()


def test_preset_linear_model(at):
    """A line stays about where it was."""
    (new,) = at("linear model", "new_accuracy")
    assert (np.abs(gains(new)) < 0.01).all()


def test_no_preset_went_untested():
    """There is a test for every preset."""
    tested = {name.removeprefix("test_preset_") for name in globals() if "test_preset_" in name}
    names = {name.replace(",", "").replace(" ", "_").lower() for name in playground.PRESETS}
    assert names == tested


# Code


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"method": "none", "pairing": "same"},
        {"alpha": 1.0, "label_noise": 0.2, "kept": 0.35},
        {"method": "remix", "kept": 0.1, "shape": "blobs"},
        {"pairing": "balanced", "alpha": 0.0, "kept": 0.2, "hidden": 0},
        {"pairing": "near", "shape": "spirals", "seed": 7, "where": "hidden layers"},
    ],
)
def test_code_gives_the_same_numbers(shared, settings):
    """Executed on its own, the code prints the numbers of the right-hand side."""
    go(shared, **(QUICK | settings))
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(shared.code(), {})  # noqa: S102 - this is what the test is about
    found = dict(line.split(":") for line in printed.getvalue().splitlines())
    side = shared.result.mixed
    assert {name: text.strip() for name, text in found.items()} == {
        "training points": f"{side.train_accuracy:.0%}",
        "new points": f"{side.new_accuracy:.1%}",
        "calibration error": f"{side.calibration_error:.3f}",
        "sharpness": f"{side.sharpness:.2f}",
        "clean loss": f"{side.clean_losses[-1, 1]:.2f}",
    }


# The text


def box(lab):
    """Find the text field on the page."""
    found, todo = [], [lab]
    while todo:
        widget = todo.pop()
        found += [widget] if type(widget) is ipywidgets.Text else []
        todo += getattr(widget, "children", ())
    (text,) = found
    return text


def test_the_box_shows_the_state_and_takes_another(shared):
    """The text field follows every move; a text put into it moves the lab and is kept in full."""
    go(shared, **QUICK)
    text = box(shared)
    start = shared.state
    assert text.value == start
    shared.controls["alpha"].value = 1.5
    assert json.loads(text.value.partition(" ")[2])["alpha"] == 1.5
    text.value = start
    assert shared.state == start
    text.value = 'mixlearn-playground/1 {"points":60,"steps":20,"hidden":8,"seed":2}'
    assert shared.settings == playground.Settings(**QUICK, seed=2)
    assert text.value == shared.state


def test_a_bad_text_in_the_box_changes_nothing(shared):
    """A text that is none is refused on the page, its letters escaped; all else stays as it is."""
    go(shared, **QUICK)
    shared.preset("linear model")
    before = (shared.settings, shared.panels, shared.sentence, shared._presets.value)
    box(shared).value = "<img src=x onerror=alert(1)>"
    assert isinstance(shared.error, LabError)
    assert "must begin with" in shared._status.value
    assert "<img" not in shared._status.value
    assert (shared.settings, shared.panels, shared.sentence, shared._presets.value) == before
    shared.controls["alpha"].value = 0.6  # the next move takes the complaint away
    assert_right(shared)
    assert box(shared).value == shared.state


def test_every_panel_shows_its_own_side(shared, assert_plane):
    """Without mixing, with it, and the losses of both, also if only the right side has moved."""
    for alpha, steps in ((0.4, 20), (2.0, 20), (2.0, 30)):
        go(shared, **QUICK | {"steps": steps}, alpha=alpha)
        plain, mixed, panels = shared.result.plain, shared.result.mixed, shared._picture.panels
        for name, side, title in (
            ("without mixing", plain, "Without mixing"),
            ("with mixing", mixed, f"With mixup, α = {alpha:.2f}"),
        ):
            note = (
                f"right: {side.train_accuracy:.0%} of training, {side.new_accuracy:.1%} of new\n"
                f"calibration error {side.calibration_error:.3f}, sharpness {side.sharpness:.2f}"
            )
            assert_plane(panels[name], side, title=title, note=note)
        shown = panels["losses"].artists
        curves = (plain.losses, mixed.losses, mixed.clean_losses)
        for line, curve in zip(shown["losses"], curves, strict=True):
            np.testing.assert_array_equal(line.get_xydata(), curve)
        ends = [side.clean_losses[-1, 1] for side in (plain, mixed)]
        assert shown["note"].get_text() == (
            f"clean points, at the end:\n{ends[0]:.2f} without, {ends[1]:.2f} with"
        )
