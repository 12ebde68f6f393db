"""LabelLab: four kinds of labels for the same blends."""

import dataclasses

import numpy as np
import pytest

from mixlearn.labs import LabelLab, label
from mixlearn.networks import _soft_label


@pytest.fixture(scope="module")
def shared():
    """One lab that the tests of many places move about."""
    return LabelLab()


def go(lab, **settings):
    """Go to a place given in full: settings not named get their defaults."""
    lab.set(**dataclasses.asdict(label.Settings(**settings)))


def assert_right(lab):
    """The lab shows no error, finite numbers, labels that are labels."""
    assert lab.error is None, lab.error
    for side in (lab.result.left, lab.result.right):
        assert (side.Y >= 0).all()
        np.testing.assert_allclose(side.Y.sum(axis=1), 1, atol=1e-6)
        assert np.isfinite(side.field.shares).all()
        for name in ("on_first", "on_larger", "by_share", "train_accuracy", "new_accuracy"):
            assert 0 <= getattr(side, name) <= 1
        assert 0.5 - 1e-6 <= side.confidence <= 1
        assert np.isfinite([side.loss, side.sharpness]).all()


# What is taught


def labelled(how, alpha=1.0):
    """Return the mix, the labels and the classes of both parents, one-hot."""
    result = label.run(label.Settings(labelling=how, alpha=alpha))
    first, second = np.eye(2)[result.mixed.parent_classes.T]
    return result, result.right.Y, first, second


def test_labels_by_share_are_those_of_the_mix():
    """The left side, and the right one if asked, carry the labels that the mix made."""
    result, Y, first, second = labelled("share")
    lam = result.mixed.lam[:, None]
    np.testing.assert_allclose(Y, lam * first + (1 - lam) * second, atol=1e-6)
    np.testing.assert_array_equal(result.left.Y, Y)


def test_the_first_parents_label_ignores_the_ratio():
    """It is the first parent's class, also where the second has the larger share."""
    _, Y, first, _ = labelled("first")
    np.testing.assert_array_equal(Y, first)


def test_the_larger_share_decides_hard_labels():
    """It is the class of the parent with the larger share, as one whole."""
    _, Y, _, _ = labelled("larger")
    _, by_share, _, _ = labelled("share")
    np.testing.assert_array_equal(Y, np.eye(2)[by_share.argmax(axis=1)])


def test_swapped_shares_give_each_parent_the_others_share():
    """A blend of 0.7 and 0.3 is labelled 0.3 and 0.7."""
    result, Y, first, second = labelled("swapped")
    lam = result.mixed.lam[:, None]
    np.testing.assert_allclose(Y, (1 - lam) * first + lam * second, atol=1e-6)


def test_both_sides_learn_from_the_same_blends():
    """The kind of label changes no feature, no ratio and no pair."""
    results = [label.run(label.Settings(labelling=how)) for how in label.LABELLINGS]
    for result in results[1:]:
        np.testing.assert_array_equal(result.mixed.X, results[0].mixed.X)
        np.testing.assert_array_equal(result.mixed.lam, results[0].mixed.lam)
        np.testing.assert_array_equal(result.left.field.shares, results[0].left.field.shares)


def test_labels_alone_are_what_networks_differ_in(monkeypatch):
    """At every step each network sees the same rows of blends, and its own kind of label."""
    seen = {}
    task = label.toy("moons", 40, noise=0.4, seed=0)
    original = _soft_label.cross_entropy
    for how in label.LABELLINGS:
        steps = seen.setdefault(how, [])

        def record(done, targets, weights=None, steps=steps):
            steps.append((done.inputs.copy(), targets.copy()))
            return original(done, targets, weights)

        monkeypatch.setattr(_soft_label, "cross_entropy", record)
        label.trained(task, 1.0, 0, how)
    by_share = seen.pop("share")
    assert not np.array_equal(by_share[0][0], by_share[1][0])  # drawn afresh
    for steps in seen.values():
        for (X, Y), (X_share, Y_share) in zip(steps, by_share, strict=True):
            np.testing.assert_array_equal(X, X_share)
            assert not np.array_equal(Y, Y_share)
    for (_, first), (_, larger), (_, swapped), (_, share) in zip(
        *seen.values(), by_share, strict=True
    ):
        assert set(first.ravel()) == {0.0, 1.0}
        clear = share.max(axis=0) > 0.51
        np.testing.assert_array_equal(larger.argmax(axis=0)[clear], share.argmax(axis=0)[clear])
        # Both parents are of one class, or the shares add up to one the other way round.
        mixed = share.max(axis=0) < 1
        np.testing.assert_allclose(swapped[:, mixed], 1 - share[:, mixed], atol=1e-6)


# Presets


@pytest.fixture(scope="module")
def at():
    """Return the result of a preset."""
    lab = LabelLab()

    def result(preset):
        lab.preset(preset)
        assert_right(lab)
        return lab.result

    return result


def test_preset_first_parent(at):
    """The network is far less sure than with labels by share, and less sure than right."""
    result = at("first parent")
    assert result.right.confidence < result.left.confidence - 0.05
    assert result.right.confidence < result.right.new_accuracy - 0.05


def test_preset_first_parent_hardly_mixed(at):
    """With the least mixing a quarter of the labels is wrong at once."""
    result = at("first parent, hardly mixed")
    wrong = (result.right.Y.argmax(axis=1) != result.left.Y.argmax(axis=1)).mean()
    assert wrong == pytest.approx(0.25, abs=0.02)
    assert result.right.confidence < 0.75


def test_preset_larger_share(at):
    """Called certain, blends teach a sharper boundary."""
    result = at("larger share")
    assert result.right.sharpness > 1.2 * result.left.sharpness
    assert result.right.confidence > result.left.confidence


def test_preset_wrong_shares(at):
    """A network taught shares the wrong way round is hardly sure of anything."""
    result = at("wrong shares")
    assert result.right.confidence < 0.6
    assert result.right.new_accuracy < result.left.new_accuracy


def test_preset_wrong_shares_nearly_half_and_half(at):
    """Near half and half, swapping does much less."""
    half, wrong = at("wrong shares, nearly half and half"), at("wrong shares")
    assert half.right.confidence > wrong.right.confidence + 0.1


def test_preset_no_mixing(at):
    """Where nothing is mixed, the first parent is all there is."""
    result = at("no mixing")
    np.testing.assert_array_equal(result.left.Y, result.right.Y)
    np.testing.assert_array_equal(result.left.field.shares, result.right.field.shares)


def test_every_preset_has_a_test():
    """A preset whose promise nobody checks is missed."""
    tested = {
        name.removeprefix("test_preset_") for name in globals() if name.startswith("test_preset_")
    }
    assert {name.replace(",", "").replace(" ", "_") for name in label.PRESETS} == tested


# Words


@pytest.mark.parametrize("how", label.LABELLINGS)
def test_the_code_gives_the_numbers_of_the_right_side(capsys, shared, how):
    """Run as it stands, the code prints what the sentence says."""
    go(shared, labelling=how, alpha=0.6, seed=3, shape="circles")
    exec(shared.code(), {})  # noqa: S102 - what learners will do with it
    right = shared.result.right
    found = [line.split()[-1] for line in capsys.readouterr().out.splitlines()]
    expected = (right.new_accuracy, right.confidence, right.on_first, right.on_larger)
    assert found == [f"{number:.0%}" for number in expected]


@pytest.mark.parametrize("how", label.LABELLINGS)
def test_the_sentence_tells_both_sides(shared, how):
    """Accuracy and confidence of both networks stand in the sentence."""
    go(shared, labelling=how, alpha=0.4)
    for side in {"share": ("left",)}.get(how, ("left", "right")):
        found = getattr(shared.result, side)
        assert f"{found.new_accuracy:.0%}" in shared.sentence
        assert f"{found.confidence:.0%} sure" in shared.sentence


def test_each_plane_shows_its_own_labels(shared, assert_plane):
    """The same blends on both: left marked by share, right as the chosen labels would have it."""
    for how, title in (("swapped", "wrong shares, 1 − λ for λ"), ("share", "by share")):
        go(shared, labelling=how, alpha=1.0)
        result, panels = shared.result, shared._picture.panels
        for name, side, words in (
            ("labels by share", result.left, "Labels by share"),
            ("chosen labels", result.right, f"Labels: {title}"),
        ):
            note = (
                f"new points: {side.new_accuracy:.0%} right, {side.confidence:.0%} sure on average"
            )
            assert_plane(panels[name], side, title=words, note=note)
            leading = side.Y[:200].argmax(axis=1)
            for number, artist in enumerate(panels[name].artists["blends"]):
                there = result.mixed.X[:200][leading == number]
                np.testing.assert_allclose(artist.get_offsets(), there)
