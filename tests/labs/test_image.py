"""ImageLab: two images, mixup, CutMix or FMix, and a count of the pixels."""

import ast
import contextlib
import dataclasses
import io

import numpy as np
import pytest

from mixlearn.labs import ImageLab, image
from mixlearn.plots._pixels import as_color

FIELDS = {f.name: f.metadata for f in dataclasses.fields(image.Settings)}
DATA = list(FIELDS["data"]["choices"])


@pytest.fixture(scope="module")
def shared():
    """One lab that the tests of many places move about."""
    return ImageLab()


@pytest.fixture(autouse=True)
def from_the_start(shared):
    """Every test finds the lab as it begins."""
    shared.reset()


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("edge", ["inside", "clipped"])
@pytest.mark.parametrize("lam", [0.0, 0.1, 0.43, 0.8, 1.0])
def test_the_label_is_the_count_of_pixels(shared, data, edge, lam):
    """In CutMix the first parent's share is that of its pixels, wherever the patch is."""
    shared.set(data=data, method="cutmix", edge=edge, lam=lam, across=0.9, down=0.2)
    result = shared.result
    first, second = (result.source.X[row] for row in (0, 5))
    mix = result.mixed.X[0]
    top, bottom, left, right = result.mixed.cut[0]
    taken = np.zeros(mix.shape[:2], dtype=bool)
    taken[top:bottom, left:right] = True
    np.testing.assert_array_equal(mix[taken], second[taken])
    np.testing.assert_array_equal(mix[~taken], first[~taken])
    assert result.pasted == taken.sum()
    assert result.mixed.lam[0] == pytest.approx(1 - taken.mean())


def test_moving_the_patch_moves_nothing_else(shared):
    """Inside the image the place of the patch changes neither its size nor the label."""
    shared.set(lam=0.7)
    before = shared.result
    shared.set(across=0.0, down=1.0)
    assert shared.result.pasted == before.pasted
    np.testing.assert_array_equal(shared.result.mixed.Y, before.mixed.Y)
    assert shared.result.mixed.cut.tolist() != before.mixed.cut.tolist()


def test_the_picture_outlines_the_pieces_that_were_taken(shared):
    """The outlines part the pixels of the second parent from the first's, and nothing else."""
    for data, form in (("pets", 7), ("digits", 3), ("tissue", 0)):
        shared.set(data=data, method="fmix", form=form, lam=0.43)
        result = shared.result
        first, second = (result.source.X[row] for row in (0, 5))
        mask, mix = result.mixed.cut[0], result.mixed.X[0]
        np.testing.assert_array_equal(mix[mask], second[mask])
        np.testing.assert_array_equal(mix[~mask], first[~mask])
        assert result.pasted == mask.sum() == round(0.57 * mask.size)
        assert result.mixed.lam[0] == pytest.approx(1 - mask.mean())
        panel = shared._picture.panels["images"]
        for pieces in panel.artists["pieces"]:
            # Walking along a row, every upright side that is crossed goes in or out of a piece.
            crossed = np.zeros(mask.shape, dtype=int)
            for (x0, y0), (x1, y1) in np.array(pieces.get_segments(), dtype=int):
                if x0 == x1 and x0 < mask.shape[1]:
                    crossed[min(y0, y1), x0] += 1
            np.testing.assert_array_equal(crossed.cumsum(axis=1) % 2 == 1, mask)
        note = panel.artists["notes"][1].get_text()
        assert note == f"{mask.sum()} of {mask.size} pixels pasted"


def test_the_form_of_the_pieces_moves_nothing_but_pieces(shared):
    """Another form takes as many pixels from other places; a larger share takes more around."""
    shared.set(method="fmix", lam=0.7)
    before = shared.result
    shared.set(form=1)
    assert shared.result.pasted == before.pasted
    np.testing.assert_array_equal(shared.result.mixed.Y, before.mixed.Y)
    assert (shared.result.mixed.cut != before.mixed.cut).any()
    few = shared.result.mixed.cut
    shared.set(lam=0.4)
    assert (shared.result.mixed.cut | few == shared.result.mixed.cut).all()


@pytest.mark.parametrize("method", ["mixup", "cutmix", "fmix"])
@pytest.mark.parametrize("edge", ["inside", "clipped"])
@pytest.mark.parametrize("data", DATA)
def test_the_code_gives_the_label_of_the_picture(shared, method, edge, data):
    """Running what "Show the code" shows gives the same image and the same label."""
    shared.set(method=method, edge=edge, data=data, lam=0.43, across=0.1, down=0.95, form=3)
    names: dict = {}
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(shared.code(), names)  # noqa: S102 - the lab's own code
    mixed = shared.result.mixed
    np.testing.assert_allclose(names["x"], mixed.X[0], atol=1e-12)
    np.testing.assert_allclose(names["label"], mixed.Y[0], atol=1e-12)
    shares = ast.literal_eval(out.getvalue())
    assert list(shares.values()) == mixed.Y[0].round(2).tolist()


def test_the_presets_do_what_they_say(shared):
    """Each preset shows what its name claims."""
    shared.preset("the other's face")
    assert shared.result.mixed.lam[0] == pytest.approx(0.7, abs=0.03)
    assert "cat: 0." in shared.sentence
    assert "dog: 0." in shared.sentence
    shared.preset("mixup, half and half")
    np.testing.assert_allclose(shared.result.mixed.Y, [[0.5, 0.5]])
    shared.preset("a corner, cut off")
    assert (shared.result.pasted, shared.result.pixels) == (9, 64)
    assert "cut off" in shared.sentence
    shared.preset("pieces of any form")
    assert shared.sentence.startswith("FMix: 410 of 1024 pixels come from image 5 (dog), 614 from")
    shared.preset("tissue, half and half")
    source, s = shared.result.source, shared.settings
    assert source.severity[s.first] < 0.1
    assert source.severity[s.second] > 0.9


def test_a_patch_of_background_holds_no_dog(shared):
    """In that preset the patch is all but one colour, and yet a tenth of the label."""
    shared.preset("patch of background")
    top, bottom, left, right = shared.result.mixed.cut[0]
    patch = shared.result.mixed.X[0][top:bottom, left:right]
    near = np.abs(patch - np.median(patch, axis=(0, 1))).max(axis=-1) < 0.2
    assert near.mean() > 0.9
    assert shared.result.mixed.Y[0, 1] == pytest.approx(0.1, abs=0.01)


def test_words_account_for_the_difference(shared):
    """The sentence says why the share counted is another than the share meant."""
    shared.set(lam=0.6)
    assert "meant 0.60, counted 0.61, because the sides are whole pixels" in shared.sentence
    shared.set(edge="clipped", across=0.0)
    assert "because what hung over the edge was cut off" in shared.sentence
    shared.set(lam=1.0)
    assert "because" not in shared.sentence
    shared.set(method="fmix", data="digits", lam=0.43)
    assert "meant 0.43, counted 0.44, because pixels are taken whole" in shared.sentence
    shared.set(method="mixup", data="pets", lam=1.0, first=5)
    assert shared.sentence.endswith("Label: dog: 1.00.")


def test_the_picture_shows_each_parent_in_its_place(shared, read):
    """The first parent is left, the second right; the share meant stands above that counted."""
    shared.set(method="cutmix", edge="clipped", lam=0.43, across=0.9, down=0.2, first=3, second=5)
    result = shared.result
    source, counted = result.source, float(result.mixed.lam[0])
    triple, bars = (panel.artists for panel in shared._picture.panels.values())
    shown = [source.X[3], result.mixed.X[0], source.X[5]]
    for artist, values in zip(triple["images"], shown, strict=True):
        np.testing.assert_array_equal(artist.get_array(), np.rint(255 * as_color(values)))
    names = [source.classes[source.y[row]] for row in (3, 5)]
    assert names[0] != names[1]
    notes = read(triple["notes"])
    if source.severity is None:
        assert notes[::2] == names
    else:
        assert notes[::2] == [f"severity {source.severity[row]:.2f}" for row in (3, 5)]
    assert notes[1] == f"{result.pasted} of {result.pixels} pixels pasted"
    top, bottom, left, right = result.mixed.cut[0]
    for patch in triple["pasted"]:
        assert patch.get_bbox().bounds == (left, top, right - left, bottom - top)
    assert read(bars["names"]) == [f"first parent: {names[0]}", f"second parent: {names[1]}"]
    assert read(bars["shares"]) == [
        ["first 0.43", "second 0.57"],
        [f"first {counted:.2f}", f"second {1 - counted:.2f}"],
    ]
    assert f"{counted:.2f}" != "0.43"
