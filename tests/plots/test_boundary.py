"""The plane with a field, a boundary and points."""

import numpy as np
import pytest

from mixlearn import boundary, plots
from mixlearn.plots import _style

FRAME = (-3.0, 4.0, -2.0, 3.0)
X = np.array([[-2.0, 1.0], [2.0, 2.5], [-1.0, -1.0], [3.0, 0.0], [0.0, 2.0], [1.5, -1.5]])
Y = np.array([0, 1, 0, 1, 1, 0])
WRONG = np.array([0, 0, 0, 0, 1, 0], bool)
OUT = np.array([1, 0, 0, 1, 0, 0], bool)
NONE = np.zeros(6, bool)


@pytest.fixture
def panel(see):
    panel = plots.BoundaryPanel(("cat", "dog"), FRAME, axis_names=("length", "weight"))
    panel.points(X, Y, WRONG, OUT)
    found = see.field(FRAME)
    panel.field(found, found.boundaries(), title="With mixing", note="right: 83%")
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_points_are_where_they_belong(panel, see):
    """Every class has its points, in its colour and with its marker."""
    first, second = panel.artists["points"]
    np.testing.assert_array_equal(first.get_xydata(), X[Y == 0])
    np.testing.assert_array_equal(second.get_xydata(), X[Y == 1])
    assert see.look(first) == see.Look("o", see.blue, see.white)
    assert see.look(second) == see.Look("^", see.orange, see.white)


def test_a_ring_is_a_wrong_label_and_a_square_an_outlier(panel, see):
    """Either mark stands hollow and black around the right points."""
    wrong, outliers = panel.artists["wrong_labels"], panel.artists["outliers"]
    np.testing.assert_array_equal(wrong.get_xydata(), X[WRONG])
    np.testing.assert_array_equal(outliers.get_xydata(), X[OUT])
    assert see.look(wrong) == see.Look("o", "none", see.ink)
    assert see.look(outliers) == see.Look("s", "none", see.ink)
    assert wrong.get_markersize() > panel.artists["points"][0].get_markersize() + 3
    assert outliers.get_markersize() > panel.artists["points"][0].get_markersize() + 3


def test_the_legend_shows_the_marks_of_the_picture(panel, see):
    """Each name stands beside the very mark that is drawn."""
    artists = panel.artists
    assert see.legend(panel) == {
        "cat": [see.look(artists["points"][0])],
        "dog": [see.look(artists["points"][1])],
        "boundary": [see.Look(line=see.ink)],
        "label is wrong": [see.look(artists["wrong_labels"])],
        "outlier": [see.look(artists["outliers"])],
    }


def test_the_legend_names_the_marks_that_are_there(panel, see):
    """The marks for wrong labels and outliers are explained only while there are some."""
    panel.points(X, Y, NONE, OUT)
    assert [*see.legend(panel)] == ["cat", "dog", "boundary", "outlier"]
    panel.points(X, Y, WRONG, NONE)
    assert [*see.legend(panel)] == ["cat", "dog", "boundary", "label is wrong"]
    panel.points(X, Y, NONE, NONE)
    assert [*see.legend(panel)] == ["cat", "dog", "boundary"]


def test_the_boundary_is_the_black_line_that_was_handed_over(panel, see):
    """All its pieces are drawn, in black, and the picture is black where they are."""
    pieces = [np.array([[-2.5, -1.8], [-2.5, 2.8]]), np.array([[3.5, -1.8], [3.5, 2.8]])]
    panel.field(see.field(FRAME), pieces, title="", note="")
    line = panel.artists["boundary"]
    for drawn, piece in zip(line.get_segments(), pieces, strict=True):
        np.testing.assert_array_equal(drawn, piece)
    assert line.get_linewidth() == [2]
    shown, plane = see.pixels(panel), see.box(panel, panel.figure.axes[0].patch)
    for piece in pieces:
        column = plane.x0 + (piece[0, 0] - FRAME[0]) / 7 * plane.width
        row = panel.size[1] - (plane.y0 + plane.y1) / 2
        assert shown[int(row), int(column) - 1 : int(column) + 2].max(axis=1).min() < 60


def test_points_lie_over_the_boundary_and_this_over_the_field(panel):
    """What is drawn later covers what was drawn before: field, boundary, points, marks, words."""
    names = [name for name in panel.artists if name != "legend"]
    assert names == [
        "field",
        "boundary",
        "points",
        "wrong_labels",
        "outliers",
        "title",
        "note",
    ]


def test_title_note_and_axes_have_their_words(panel, see):
    """The title stands above the note, both above the plane, whose axes are named."""
    title, note = panel.artists["title"], panel.artists["note"]
    assert see.words([title, note]) == ["With mixing", "right: 83%"]
    axes = panel.figure.axes[0]
    plane = see.box(panel, axes.patch)
    assert see.box(panel, title).y0 > see.box(panel, note).y1 > see.box(panel, note).y0 > plane.y1
    assert see.words([axes.xaxis.label, axes.yaxis.label]) == ["length", "weight"]
    assert (*axes.get_xlim(), *axes.get_ylim()) == FRAME
    default = plots.BoundaryPanel(("a", "b"), FRAME).figure.axes[0]
    assert see.words([default.xaxis.label, default.yaxis.label]) == ["feature 1", "feature 2"]


def test_the_field_is_where_its_numbers_are(see):
    """The colour at a point of the plane is that of the share there, with y upwards."""
    frame = (-3.5, 3.5, -3.5, 3.5)
    panel = plots.BoundaryPanel(["a", "b"], frame)
    x = np.linspace(-3.5, 3.5, 50)
    second = ((x[None, :] > 1) & (x[:, None] > 2)) * 1.0  # in the upper right corner
    found = boundary.Field(x, x, np.stack([1 - second, second], axis=2), np.arange(2))
    panel.field(found, [], title="", note="")
    np.testing.assert_array_equal(panel.artists["field"].get_array(), _style.pale(found.shares))
    shown, plane = see.pixels(panel), see.box(panel, panel.figure.axes[0].patch)
    first, other = _style.pale(np.eye(2)).astype(int)
    for point, color in [
        ((2.0, 3.0), other),
        ((1.2, 2.2), other),
        ((0.8, 3.0), first),
        ((2.0, 1.8), first),
        ((-3.0, -3.0), first),
    ]:
        share = (np.array(point) + 3.5) / 7
        column = plane.x0 + share[0] * plane.width
        row = panel.size[1] - plane.y0 - share[1] * plane.height
        assert np.abs(shown[int(row), int(column)] - color).max() <= 8


def test_the_boundary_lies_between_the_colours(see):
    """The black line runs where the colours change, to a pixel, at the frame's sides too."""
    panel = plots.BoundaryPanel(["a", "b"], (-3.5, 3.5, -3.5, 3.5))
    x = np.linspace(-3.5, 3.5, 50)
    for place in (-3.2, 0.1, 3.2):
        second = np.tile(np.clip(0.5 + 5 * (x - place), 0, 1), (50, 1))
        found = boundary.Field(x, x, np.stack([1 - second, second], axis=2), np.arange(2))
        panel.field(found, [], title="", note="")
        row, plane = see.pixels(panel)[200], see.box(panel, panel.figure.axes[0].patch)
        within = row[int(plane.x0) + 2 : int(plane.x1) - 2]
        orange = _style.pale(np.eye(2))[1].astype(int)
        change = np.argmax(np.abs(within - orange).max(axis=1) < 60) + int(plane.x0) + 2
        (line,) = found.boundaries()
        where = plane.x0 + (line[:, 0].mean() + 3.5) / 7 * plane.width
        assert change == pytest.approx(where, abs=3)


@pytest.mark.parametrize(
    "extent",
    [
        FRAME,
        (0.0, 1e5, 1e5, 9e6),
        (0.0, 1e-3, -1e-5, 1e-5),
        (-1e30, 1e30, 1e6, 1e6 + 1),
        (1999.5, 2024.5, -0.03, 0.04),
    ],
)
def test_axes_have_room_for_their_numbers(extent, see):
    """Whatever the units of the features are, numbers and names of the axes are whole."""
    names = ("a feature with quite a long name " * 4, "another one, not shorter at all " * 4)
    panel = plots.BoundaryPanel(["a", "b"], extent, axis_names=names)
    low, high = np.array(extent).reshape(2, 2).T
    panel.points(low + (high - low) * (X + 3) / 8, Y, WRONG, OUT)
    panel.field(see.field(extent), [], title="With mixing", note="right: 100%")
    panel.png()
    (axes,) = panel.figure.axes
    around = axes.get_tightbbox()
    assert min(around.x0, around.y0) >= -1
    assert around.x1 <= panel.size[0] + 1
    assert around.y1 <= see.box(panel, panel.artists["note"]).y0 + 1
    assert see.words([axis.get_offset_text() for axis in (axes.xaxis, axes.yaxis)]) == ["", ""]
    ticks = see.words(axes.get_yticklabels())
    assert len(set(ticks)) == len(ticks) > 2
    assert axes.bbox.width > panel.size[0] / 2
    assert see.inside(panel, panel.artists["legend"])


def test_short_names_are_shown_in_full_in_one_row(see):
    """A few short names stand side by side, and the axes keep their usual place."""
    panel = plots.BoundaryPanel(["cat", "dog"], FRAME)
    panel.points(X, Y, NONE, NONE)
    panel.png()
    texts = panel.artists["legend"].get_texts()
    assert see.words(texts) == ["cat", "dog", "boundary"]
    # Letters with and without tails.
    assert len({see.box(panel, text).y0 for text in texts}) <= 2
    (axes,) = panel.figure.axes
    assert axes.get_position().bounds == pytest.approx((0.1, 0.17, 0.87, 0.7))


def test_no_classes_yet(see):
    """A panel made before its classes are known is drawn without a fault."""
    panel = plots.BoundaryPanel((), (0, 1, 0, 1))
    assert see.pixels(panel).shape == (480, 440, 3)
    assert panel.artists["points"] == []


def test_classes_differ_in_colour_and_marker(see):
    """No two classes share a colour, and none a marker: colour is never alone."""
    panel = plots.BoundaryPanel([str(number) for number in range(10)], FRAME)
    looks = [see.look(artist) for artist in panel.artists["points"]]
    assert len({look.marker for look in looks}) == len({look.fill for look in looks}) == 10
