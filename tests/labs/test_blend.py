"""BlendLab: two samples, a ratio, and the blend with its label."""

import numpy as np
import pytest

from mixlearn import datasets
from mixlearn.labs import BlendLab, blend


@pytest.fixture(scope="module")
def shared():
    """One lab that the tests of many places move about."""
    return BlendLab()


@pytest.mark.parametrize("data", ["digits", "moons"])
@pytest.mark.parametrize("lam", [0.0, 0.05, 0.5, 0.7, 1.0])
def test_the_blend_is_the_formula(shared, data, lam):
    """Features and label are both λ times the first plus (1 - λ) times the second parent."""
    shared.set(data=data, lam=lam, first=12, second=9)
    source, mixed = shared.result.source, shared.result.mixed
    Y = np.eye(len(source.classes))[source.y]
    np.testing.assert_allclose(mixed.X[0], lam * source.X[12] + (1 - lam) * source.X[9])
    np.testing.assert_allclose(mixed.Y[0], lam * Y[12] + (1 - lam) * Y[9])


def test_the_samples_are_those_the_code_names(shared):
    """The lab blends images of scikit-learn's digits and points of the moons, nothing else."""
    shared.set(data="digits")
    np.testing.assert_array_equal(shared.result.source.X, datasets.digits(n_samples=100, rng=0).X)
    shared.set(data="moons")
    np.testing.assert_array_equal(shared.result.source.X, datasets.moons(100, noise=0.15, rng=0).X)


@pytest.mark.parametrize("data", ["digits", "moons"])
def test_presets_do_what_their_names_claim(data):
    """Every preset holds its promise, whichever samples the lab started with."""
    lab = BlendLab(data=data, lam=0.3)
    for name, share in (("70-30", 0.7), ("50-50", 0.5), ("95-5", 0.95)):
        lab.preset(name)
        assert lab.result.mixed.lam[0] == share
        assert lab.result.mixed.Y.max() == pytest.approx(share), "parents of one class"

    lab.preset("same class")
    assert lab.settings.first != lab.settings.second
    assert lab.result.mixed.Y.max() == 1
    assert not np.array_equal(lab.result.mixed.X[0], lab.result.source.X[lab.settings.first])

    lab.preset("mixed with itself")
    s = lab.settings
    assert s.first == s.second
    np.testing.assert_array_equal(lab.result.mixed.X[0], lab.result.source.X[s.first])


def test_no_preset_went_untested():
    """The test above knows every preset."""
    assert set(blend.PRESETS) == {"70-30", "50-50", "95-5", "same class", "mixed with itself"}


PLACES = [
    {},
    {"data": "moons", "lam": 0.25},
    {"data": "moons", "lam": 0.0, "first": 99, "second": 0},
    {"lam": 1.0, "first": 0, "second": 99},
    *blend.PRESETS.values(),
]


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_the_code_gives_the_numbers_of_the_lab(shared, place, capsys):
    """The code of a place, run on its own, computes the same blend and prints the same label."""
    shared.reset()
    shared.set(**place)
    names = {}
    exec(shared.code(), names)  # noqa: S102 - this is what the test is about
    np.testing.assert_allclose(names["x"], shared.result.mixed.X[0], rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(names["label"], shared.result.mixed.Y[0], rtol=1e-12)
    source = shared.result.source
    shares = shared.result.mixed.Y[0].round(2).tolist()
    assert capsys.readouterr().out.strip() == str(dict(zip(source.classes, shares, strict=True)))


def test_moving_the_ratio_moves_nothing_else(shared):
    """Along λ the parents stay: the blend moves on a straight line between them."""
    shared.set(data="digits", first=12, second=9)
    blends = []
    for lam in (0.0, 0.25, 0.5, 0.75, 1.0):
        shared.set(lam=lam)
        mixed = shared.result.mixed
        assert (mixed.first.tolist(), mixed.second.tolist()) == ([12], [9])
        blends.append(mixed.X[0])
    steps = np.diff(blends, axis=0)
    np.testing.assert_allclose(steps, np.broadcast_to(steps[0], steps.shape), atol=1e-12)


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (
            {},
            (
                "Blend = 0.70 × sample 12 (a 3) + 0.30 × sample 9 (a 7). "
                "Its label: 0.70 for 3 and 0.30 for 7."
            ),
        ),
        (
            {"lam": 0.0},
            "Blend = 0.00 × sample 12 (a 3) + 1.00 × sample 9 (a 7). Its label: 1.00 for 7.",
        ),
        (
            {"first": 4, "second": 7},
            (
                "Blend = 0.70 × sample 4 (a 7) + 0.30 × sample 7 (a 7). "
                "Both are of the same class, so the label stays 7: 1.00."
            ),
        ),
        (
            {"first": 0, "second": 0},
            (
                "Blend = 0.70 × sample 0 (an 8) + 0.30 × sample 0 (an 8). "
                "A sample mixed with itself is that sample, whatever the ratio."
            ),
        ),
        (
            {"data": "moons"},
            (
                "Blend = 0.70 × sample 12 (upper) + 0.30 × sample 9 (lower). "
                "Its label: 0.70 for upper and 0.30 for lower."
            ),
        ),
    ],
    ids=str,
)
def test_the_sentence_says_what_was_blended(shared, place, sentence):
    """The sentence names shares, samples and label, in grammatical English."""
    shared.reset()
    shared.set(**place)
    assert shared.sentence == sentence


def test_the_picture_shows_each_parent_with_its_share(shared, read):
    """The first parent is left, with λ, the second right, with the rest; bars are the label."""
    for lam in (0.7, 0.2):
        shared.set(data="digits", lam=lam, first=12, second=9)
        source, mixed = shared.result.source, shared.result.mixed
        samples, label = (panel.artists for panel in shared._picture.panels.values())
        for artist, image in zip(
            samples["images"], (source.X[12], mixed.X[0], source.X[9]), strict=True
        ):
            np.testing.assert_array_equal(artist.get_array(), image)
        assert read(samples["notes"]) == [f"λ = {lam:.2f}", "", f"1 − λ = {1 - lam:.2f}"]
        assert read(label["names"]) == [*source.classes]
        heights = [bar.get_height() for bar in label["bars"]]
        np.testing.assert_array_equal(heights, mixed.Y[0])
    shared.set(data="moons")
    source, mixed = shared.result.source, shared.result.mixed
    samples, label = (panel.artists for panel in shared._picture.panels.values())
    np.testing.assert_array_equal(samples["parents"].get_xydata(), source.X[[12, 9]])
    np.testing.assert_array_equal(samples["blend"].get_xydata(), mixed.X)
    assert read(samples["notes"]) == ["λ = 0.20", "1 − λ = 0.80"]
    assert read(label["names"]) == [*source.classes]
    np.testing.assert_array_equal([bar.get_height() for bar in label["bars"]], mixed.Y[0])
