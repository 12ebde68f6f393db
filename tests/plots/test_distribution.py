"""How a mixing strength distributes the ratio."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.colors import to_hex

from mixlearn import plots

RATIO = np.linspace(0, 1, 41)
DENSITY = 0.4 + 6 * (RATIO - 0.4) ** 2
IMAGES = [np.full((8, 8), k / 4) * np.eye(8)[::-1] for k in range(5)]
LAM, ZONES = np.array([0.02, 0.5, 0.8]), np.array([0, 3, 1])


@pytest.fixture
def panel():
    panel = plots.DistributionPanel(3)
    panel.distribution(RATIO, DENSITY, title="What α = 0.40 draws", note="a note")
    panel.blends(IMAGES, LAM, ZONES)
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_the_curve_is_the_density(panel, see):
    """A black line through its values, and white above it."""
    curve, above = panel.artists["density"], panel.artists["above"]
    np.testing.assert_allclose(curve.get_xydata(), np.column_stack([RATIO, DENSITY]))
    assert see.look(curve) == see.Look(line=see.ink)
    corners = above.get_xy()
    np.testing.assert_allclose(corners[: len(RATIO)], curve.get_xydata())
    top = panel.figure.axes[0].get_ylim()[1]
    np.testing.assert_array_equal(corners[len(RATIO) : len(RATIO) + 2, 0], [1, 0])
    assert (corners[len(RATIO) : len(RATIO) + 2, 1] >= top).all()
    assert to_hex(above.get_facecolor()) == see.white


def test_what_has_no_end_is_marked_at_the_top(panel, see):
    """An arrow up stands where the density is infinite, once, and nowhere else."""
    endless = panel.artists["endless"]
    assert endless.get_xydata().size == 0
    density = DENSITY.copy()
    density[[0, -1]] = np.inf
    panel.distribution(RATIO, density, title="", note="")
    np.testing.assert_array_equal(endless.get_xdata(), [0, 1])
    low, high = panel.figure.axes[0].get_ylim()
    assert all(low + 0.9 * (high - low) < y <= high for y in endless.get_ydata())
    assert see.look(endless).marker == "^"
    assert np.isfinite(panel.artists["density"].get_ydata()).all()


def test_zones_are_shaded_by_how_even_the_ratio_is(panel, see):
    """Blue at the ends, orange in the middle, each with its pattern, symmetric."""
    zones = panel.artists["zones"]
    ends = [(zone.get_x(), zone.get_x() + zone.get_width()) for zone in zones]
    bounds = [0, 0.05, 0.3, 0.45, 0.55, 0.7, 0.95, 1]
    np.testing.assert_allclose(ends, [*pairwise(bounds)])
    looks = [(to_hex(zone.get_facecolor()), zone.get_hatch()) for zone in zones]
    assert looks == looks[::-1]
    assert looks[:4] == [
        ("#dbe7f6", "///"),
        ("#ffffff", ""),
        ("#fce6d2", "\\\\\\"),
        ("#f5b983", "xxx"),
    ]
    places = [line.get_xdata()[0] for line in panel.artists["bounds"]]
    np.testing.assert_allclose(places, bounds[1:-1])


def test_brackets_name_the_zones(panel, see):
    """Each reaches over what its words say."""
    said = {
        (line.get_xdata()[0], line.get_xdata()[-1]): text.get_text()
        for line, text in panel.artists["brackets"]
    }
    assert said == {
        (0, 0.05): "95-5",
        (0.45, 0.55): "50-50",
        (0.95, 1): "95-5",
        (0.3, 0.7): "70-30 or more even",
    }
    for line, text in panel.artists["brackets"]:
        assert see.inside(panel, text)
        assert 0 < see.box(panel, text).y0 - see.box(panel, line).y1 < 10


def test_words_and_numbers_of_the_axes(panel, see):
    """Title, note and what both axes measure; the ratio is marked where zones end."""
    get, axes = panel.artists, panel.figure.axes[0]
    assert see.words([get["title"], get["note"]]) == ["What α = 0.40 draws", "a note"]
    assert see.words([axes.xaxis.label, axes.yaxis.label]) == [
        "share of the first parent, λ",
        "density",
    ]
    assert see.words(axes.get_xticklabels()) == [
        "0",
        "0.05",
        "0.3",
        "0.45",
        "0.55",
        "0.7",
        "0.95",
        "1",
    ]
    note, plane = see.box(panel, get["note"]), see.box(panel, axes.patch)
    assert plane.y0 < note.y0 < note.y1 < plane.y1
    assert see.box(panel, get["title"]).y0 > plane.y1
    assert get["head"].get_text().startswith("Ten blends of two digits")


def test_the_strip_holds_the_images_from_the_second_parent_to_the_first(panel, see):
    """Tiles of 8 pixels in their order, with nothing between them."""
    strip = panel.artists["strip"].get_array()
    for start, image in zip((0, 10, 19, 28, 38), IMAGES, strict=True):
        np.testing.assert_array_equal(strip[:, start : start + 8], image)
    assert np.ma.masked_invalid(strip)[:, [8, 9, 18, 27, 36, 37]].mask.all()
    second, first = panel.artists["ends"]
    assert see.words([second, first]) == ["second\nparent", "first\nparent"]
    assert (second.get_position()[0], first.get_position()[0]) == (4, 42)


def test_below_each_blend_are_its_share_and_the_mark_of_its_zone(panel, see):
    """Shares are in figures; marks have the zone's colour and shape."""
    assert see.words(panel.artists["shares"]) == ["0.02", "0.50", "0.80"]
    middles = {0: [14], 3: [23], 1: [32], 2: []}
    for zone, marks in enumerate(panel.artists["marks"]):
        assert list(marks.get_xdata()) == middles[zone]
    looks = [see.look(marks) for marks in panel.artists["marks"]]
    assert [(look.marker, look.fill) for look in looks] == [
        ("s", see.blue),
        ("o", see.grey),
        ("^", see.orange),
        ("D", "#9a4b0b"),
    ]
    axes = panel.figure.axes[1]
    for words, middle in zip(panel.artists["shares"], (14, 23, 32), strict=True):
        place = axes.transData.transform((middle, 0))[0]
        box = see.box(panel, words)
        assert (box.x0 + box.x1) / 2 == pytest.approx(place, abs=2)


def test_white_lies_under_the_curve_and_over_the_zones(panel):
    """Zones stay and so are below all that moves; curve and words are above the white."""
    order = [*panel.artists]
    moving = ["above", "bounds", "density", "endless", "title", "note"]
    assert [name for name in order if name in moving] == moving
    assert not any(zone.get_animated() for zone in panel.artists["zones"])


def test_the_area_under_the_curve_is_what_is_shaded(panel, see):
    """With all ratios alike the shaded part ends at density 1, and all above is white."""
    panel.distribution(RATIO, np.ones(41), title="", note="")
    plane = see.box(panel, panel.figure.axes[0].patch)
    column = int(plane.x0 + 0.6 * plane.width)  # where the pattern is orange
    shown = see.pixels(panel)[:, column]
    shaded = np.flatnonzero(shown[:, 0] - shown[:, 2] > 15)
    assert shaded.max() == pytest.approx(440 - plane.y0, abs=2)
    assert shaded.min() == pytest.approx(440 - plane.y0 - plane.height / 3.6, abs=3)
