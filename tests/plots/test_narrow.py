"""The plane on a narrow panel."""

import numpy as np
import pytest

from mixlearn import plots

FRAME = (-3.0, 4.0, -2.0, 3.0)
X = np.array([[-2.0, 1.0], [2.0, 2.5], [3.0, 0.0]])
Y = np.array([0, 1, 1])
LONGEST = "right: 100% of training, 100.0% of new\ncalibration error 0.888, sharpness 88.88"


@pytest.fixture
def panel(see):
    panel = plots.NarrowBoundaryPanel(("outer", "inner"), FRAME)
    panel.points(X, Y, X[:, 0] == 2, X[:, 0] == 3)
    found = see.field(FRAME)
    panel.field(found, found.boundaries(), title="With mixup, α = 4.00", note=LONGEST)
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_it_shows_what_a_wide_one_shows(panel, see):
    """Points, marks, boundary and words are those of a `BoundaryPanel`."""
    first, second = panel.artists["points"]
    np.testing.assert_array_equal(first.get_xydata(), X[:1])
    np.testing.assert_array_equal(second.get_xydata(), X[1:])
    np.testing.assert_array_equal(panel.artists["wrong_labels"].get_xydata(), X[1:2])
    np.testing.assert_array_equal(panel.artists["outliers"].get_xydata(), X[2:])
    assert len(panel.artists["boundary"].get_segments()) == 1
    assert panel.artists["title"].get_text() == "With mixup, α = 4.00"
    assert panel.artists["note"].get_text() == LONGEST
    assert panel.size == (340, 392)


def test_nothing_is_cut_or_covered(panel, see):
    """Title, two lines of numbers, plane and legend follow one another inside the picture."""
    title, note, legend = (panel.artists[name] for name in ("title", "note", "legend"))
    (axes,) = panel.figure.axes
    plane = see.box(panel, axes.patch)
    assert all(see.inside(panel, artist) for artist in (title, note, legend))
    assert see.box(panel, title).y0 > see.box(panel, note).y1
    assert see.box(panel, note).y0 >= plane.y1
    assert axes.get_tightbbox().y0 >= see.box(panel, legend).y1 - 1
    assert see.box(panel, title).x0 == pytest.approx(plane.x0, abs=2)
