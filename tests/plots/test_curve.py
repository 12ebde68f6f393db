"""A curve over one feature."""

import numpy as np
import pytest

from mixlearn import plots

FRAME = (-1.3, 1.3, -0.1, 1.1)
X = np.linspace(-1, 1, 21)
TRUTH = np.column_stack([X, X**2])
CURVE = np.column_stack([X, 0.5 + 0.4 * X])
BLENDS = np.array([[-0.5, 0.9], [0.1, 0.7], [0.4, 0.05]])
POINTS, KINDS = np.array([[-1.0, 0.0], [0.2, 0.5], [0.9, 1.0]]), np.array([1, 0, 1])


def make(*, half=True, truth=TRUTH):
    panel = plots.CurvePanel(
        ("class A", "class B"), FRAME, axis_names=("feature x", "share"), truth=truth, half=half
    )
    panel.points(POINTS, KINDS)
    panel.show(CURVE, BLENDS, title="With mixing", note="middle point: 0.40")
    return panel


@pytest.fixture
def panel():
    return make()


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_points_have_the_marks_of_their_kind(panel, see):
    """Every kind has its points, in its colour and with its marker."""
    first, second = panel.artists["points"]
    np.testing.assert_array_equal(first.get_xydata(), POINTS[KINDS == 0])
    np.testing.assert_array_equal(second.get_xydata(), POINTS[KINDS == 1])
    assert see.look(first) == see.Look("o", see.blue, see.white)
    assert see.look(second) == see.Look("^", see.orange, see.white)


def test_each_line_is_its_curve(panel, see):
    """The model is black, the truth green and dashed, blends are grey dots."""
    get = panel.artists
    np.testing.assert_array_equal(get["curve"].get_xydata(), CURVE)
    np.testing.assert_array_equal(get["truth"].get_xydata(), TRUTH)
    np.testing.assert_array_equal(get["blends"].get_xydata(), BLENDS)
    assert see.look(get["curve"]) == see.Look(line=see.ink)
    assert see.look(get["truth"]) == see.Look(line=see.green)
    assert get["truth"].get_linestyle() == "--"
    assert get["curve"].get_linestyle() == "-"
    assert see.look(get["blends"]) == see.Look(".", see.grey, see.grey)


def test_half_has_a_line_of_its_own_only_if_it_decides(panel):
    """A dotted line lies at 0.5, or none."""
    half = panel.artists["half"]
    assert list(half.get_ydata()) == [0.5, 0.5]
    assert half in panel.figure.axes[0].lines
    other = make(half=False, truth=None)
    assert "half" not in other.artists
    assert "truth" not in other.artists
    sizes = [each.artists["points"][0].get_markersize() for each in (panel, other)]
    assert sizes == [9, 6.5]


def test_the_legend_shows_the_marks_of_the_picture(panel, see):
    """Each name stands beside the very mark that is drawn."""
    get = panel.artists
    assert see.legend(panel) == {
        "class A": [see.look(get["points"][0])],
        "class B": [see.look(get["points"][1])],
        "blends": [see.look(get["blends"])],
        "the model": [see.look(get["curve"])],
        "the truth": [see.look(get["truth"])],
    }
    assert "the truth" not in see.legend(make(truth=None))


def test_points_lie_over_the_curve_and_this_over_the_blends(panel):
    """What is drawn later covers what was drawn before."""
    order = [name for name in panel.artists if name not in ("half", "truth", "legend")]
    assert order == ["blends", "curve", "points", "title", "note"]


def test_words_and_axes_lie_inside_the_picture(see):
    """Nothing is cut off: axis names, legend, title and note, with the longest that there are."""
    panel = make()
    title = "With mixing, all 50-50, near partners"
    note = "mean squared error on new points: 0.178"
    panel.show(CURVE, BLENDS, title=title, note=note)
    get, (axes,) = panel.artists, panel.figure.axes
    assert see.words([get["title"], get["note"]]) == [title, note]
    assert see.words([axes.xaxis.label, axes.yaxis.label]) == ["feature x", "share"]
    for artist in (axes.xaxis.label, axes.yaxis.label, get["title"], get["note"], get["legend"]):
        assert see.inside(panel, artist)
    assert see.box(panel, get["title"]).y0 > see.box(panel, get["note"]).y1
    assert see.box(panel, get["note"]).y0 > see.box(panel, axes.patch).y1
    assert (*axes.get_xlim(), *axes.get_ylim()) == FRAME


def test_a_curve_moves_without_a_new_picture(panel, monkeypatch):
    """Another curve, other blends and other points are drawn over what was drawn once."""
    before = panel.png()
    monkeypatch.setattr(panel.figure.canvas, "draw", lambda: pytest.fail("drew all again"))
    panel.points(POINTS + 0.1, KINDS)
    assert panel.png() != before
    panel.points(POINTS, KINDS)
    panel.show(CURVE[::-1] * 0.9, BLENDS, title="", note="")
    assert panel.png() != before
    panel.show(CURVE, BLENDS, title="With mixing", note="middle point: 0.40")
    assert panel.png() == before
