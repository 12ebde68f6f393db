"""SequenceLab: two series, interpolated or spliced, and a count of the steps."""

import ast
import contextlib
import io

import numpy as np
import pytest

from mixlearn.labs import SequenceLab, sequence


@pytest.fixture(scope="module")
def shared():
    """One lab that the tests of many places move about."""
    return SequenceLab()


@pytest.fixture(autouse=True)
def from_the_start(shared):
    """Every test finds the lab as it begins."""
    shared.reset()


@pytest.mark.parametrize("lam", [0.0, 0.1, 0.43, 0.8, 1.0])
@pytest.mark.parametrize("at", [0.0, 0.37, 1.0])
def test_the_label_is_the_count_of_steps(shared, lam, at):
    """In a splice the first parent's share is that of its steps, wherever the segment is."""
    shared.set(method="splice", lam=lam, at=at)
    result = shared.result
    first, second = (result.source.X[row] for row in (17, 19))
    start, stop = result.segment
    taken = np.zeros(96, dtype=bool)
    taken[start:stop] = True
    np.testing.assert_array_equal(result.mixed.X[0], np.where(taken, second, first))
    assert result.mixed.lam[0] == pytest.approx(1 - taken.mean())
    assert result.mixed.Y[0, 0] == pytest.approx(1 - taken.mean())  # the first is a swing


def test_interpolated_steps_hold_both_parents(shared):
    """Every step is the weighted mean of both, and no segment is marked."""
    shared.set(method="mixup", lam=0.3)
    result = shared.result
    blend = 0.3 * result.source.X[17] + 0.7 * result.source.X[19]
    np.testing.assert_allclose(result.mixed.X[0], blend, atol=1e-12)
    assert result.segment is None
    np.testing.assert_allclose(result.mixed.Y, [[0.3, 0.7, 0]])


def test_moving_the_segment_or_the_noise_moves_nothing_else(shared):
    """The place changes neither length nor label; noise changes no wave, no parent, no segment."""
    before = shared.result
    shared.set(at=0.9)
    start, stop = shared.result.segment
    assert stop - start == before.segment[1] - before.segment[0]
    np.testing.assert_array_equal(shared.result.mixed.Y, before.mixed.Y)
    shared.reset()
    shared.set(noise=0.4)
    assert shared.result.segment == before.segment
    shared.set(noise=0.0)
    clean = shared.result.mixed.X
    shared.set(noise=0.4)
    np.testing.assert_allclose(
        shared.result.mixed.X - clean, 2 * (before.mixed.X - clean), atol=1e-12
    )


@pytest.mark.parametrize("method", ["mixup", "splice"])
@pytest.mark.parametrize("noise", [0.0, 0.35])
def test_the_code_gives_the_label_of_the_picture(shared, method, noise):
    """Running what "Show the code" shows gives the same series and the same label."""
    shared.set(method=method, noise=noise, lam=0.43, at=0.8)
    names: dict = {}
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(shared.code(), names)  # noqa: S102 - the lab's own code
    mixed = shared.result.mixed
    np.testing.assert_allclose(names["x"], mixed.X[0], atol=1e-12)
    np.testing.assert_allclose(names["label"], mixed.Y[0], atol=1e-12)
    assert list(ast.literal_eval(out.getvalue()).values()) == mixed.Y[0].round(2).tolist()


# Presets


def test_preset_beats_at_the_beginning(shared):
    """The segment holds beats of the second parent: it goes up high, and the first does not."""
    shared.preset("beats at the beginning")
    start, stop = shared.result.segment
    assert stop < 50  # the second rests from here on
    assert shared.result.mixed.X[0, start:stop].max() > 1.5
    assert "beat: 0.40" in shared.sentence


def test_preset_interpolated_half_and_half(shared):
    """Both waves are there at half their height."""
    shared.preset("interpolated, half and half")
    np.testing.assert_allclose(shared.result.mixed.Y, [[0.5, 0.5, 0]])
    source, mix = shared.result.source, shared.result.mixed.X[0]
    assert np.ptp(mix) < max(np.ptp(source.X[17]), np.ptp(source.X[19]))


def test_preset_a_segment_of_rest(shared):
    """The segment is flat, and yet gives the label a share of the second class."""
    shared.preset("a segment of rest")
    start, stop = shared.result.segment
    assert stop - start == 14
    assert not shared.result.mixed.X[0, start:stop].any()
    assert shared.result.mixed.Y[0, 1] == pytest.approx(14 / 96)


def test_preset_shares_that_do_not_come_out_even(shared):
    """The share counted is not the share meant, and the sentence says why."""
    shared.preset("shares that do not come out even")
    assert "meant 0.63, counted 0.62, because steps are whole" in shared.sentence


def test_preset_all_in_noise(shared):
    """The noise is as large as the waves; the label stays what was counted."""
    shared.preset("all in noise")
    assert shared.settings.noise == 1
    assert shared.result.mixed.lam[0] == 0.5


def test_every_preset_has_a_test():
    """A preset whose promise nobody checks is missed."""
    tested = {
        name.removeprefix("test_preset_") for name in globals() if name.startswith("test_preset_")
    }
    assert {name.replace(",", "").replace(" ", "_") for name in sequence.PRESETS} == tested


def test_the_sentence_counts_like_people(shared):
    """One step is one step, none is none, and equal classes are told once."""
    shared.set(lam=0.99, at=0.5)
    assert "1 of 96 steps comes from series 19 (beat), step 48, and 95 from" in shared.sentence
    shared.set(lam=1.0)
    assert "no step comes from series 19 (beat), all 96 from series 17 (swing)" in shared.sentence
    shared.set(lam=0.5, first=19, second=19)
    assert shared.sentence.endswith("Label: beat: 1.00.")


def test_the_picture_shows_both_parents_and_what_was_counted(shared, read):
    """The first parent on top, the second below, and the share meant above the share counted."""
    shared.set(method="splice", lam=0.37, first=17, second=40)
    result, (series, bars) = shared.result, shared._picture.panels.values()
    source, mixed = result.source, result.mixed
    names = [source.classes[source.y[row]] for row in (17, 40)]
    start, stop = result.segment
    assert read(series.artists["heads"]) == [
        f"first parent: {names[0]}",
        f"mix: {stop - start} of 96 steps from the second",
        f"second parent: {names[1]}",
    ]
    first, second = series.artists["curves"][0][0], series.artists["curves"][2][1]
    np.testing.assert_array_equal(first.get_ydata(), source.X[17])
    np.testing.assert_array_equal(second.get_ydata(), source.X[40])
    assert names[0] != names[1]
    assert read(bars.artists["names"]) == [
        f"first parent: {names[0]}",
        f"second parent: {names[1]}",
    ]
    counted = float(mixed.lam[0])
    assert f"{counted:.2f}" != "0.37"
    assert read(bars.artists["shares"]) == [
        ["first 0.37", "second 0.63"],
        [f"first {counted:.2f}", f"second {1 - counted:.2f}"],
    ]
    shares = dict(zip(source.classes, mixed.Y[0].tolist(), strict=True))
    assert read(bars.artists["label"])[0] in {f"{name}: {shares[name]:.2f}" for name in names}
