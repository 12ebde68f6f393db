"""Pairs of points, and the blends they make."""

import numpy as np
import pytest

from mixlearn import plots
from mixlearn.plots import _style

X = np.array([[-2.0, 1.0], [2.0, 0.5], [-1.0, -1.0], [2.5, -1.0]])
Y = np.array([0, 1, 0, 1])
LINES = np.array([[X[0], X[1]], [X[2], X[3]]])
BLENDS = np.array([[0.0, 0.75], [-1.0, -1.0], [1.0, -1.0], [2.2, 0.0]])
SHARES = np.array([[0.5, 0.5], [1.0, 0.0], [0.4, 0.6], [0.0, 1.0]])
FAR, SELVES = np.array([1, 0, 1, 0], bool), np.array([0, 1, 0, 0], bool)


@pytest.fixture
def panel():
    panel = plots.PairsPanel(("cat", "dog"))
    panel.show(X, Y, lines=LINES, blends=BLENDS, shares=SHARES, far=FAR, selves=SELVES)
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


def test_lines_join_the_parents(panel):
    """Each pair has its line."""
    np.testing.assert_array_equal(panel.artists["pairs"].get_segments(), LINES)


def test_a_blend_is_a_diamond_in_the_colour_of_its_label(panel, see):
    """Blends stand at their places, filled as the field is where it says the same."""
    blends = panel.artists["blends"]
    np.testing.assert_array_equal(blends.get_offsets(), BLENDS)
    np.testing.assert_allclose(blends.get_facecolor()[:, :3], _style.pale(SHARES) / 255)
    assert (see.look(blends).marker, see.look(blends).edge) == ("D", see.ink)


def test_crosses_are_far_and_rings_met_themselves(panel, see):
    """Either mark stands on the right blends."""
    far, selves = panel.artists["far"], panel.artists["selves"]
    np.testing.assert_array_equal(far.get_xydata(), BLENDS[FAR])
    np.testing.assert_array_equal(selves.get_xydata(), BLENDS[SELVES])
    assert see.look(far).marker == "x"
    assert see.look(far).edge == see.ink
    assert see.look(selves) == see.Look("o", "none", see.ink)


def test_the_legend_shows_the_marks_of_the_picture(panel, see):
    """Each name beside the mark that is drawn; a blend's fill is that of one half and half."""
    get = panel.artists
    even = see.look(get["blends"])._replace(
        fill="#{:02x}{:02x}{:02x}".format(*_style.pale(np.array([0.5, 0.5])))
    )
    assert see.legend(panel) == {
        "cat": [see.look(get["points"][0])],
        "dog": [see.look(get["points"][1])],
        "pair": [see.Look(line=see.grey)],
        "blend": [even],
        "in empty space": [see.look(get["far"])],
        "met itself": [see.look(get["selves"])],
    }
    assert [line.get_alpha() for line in get["legend"].legend_handles[:3]] == [
        get["points"][0].get_alpha(),
        get["points"][1].get_alpha(),
        get["pairs"].get_alpha(),
    ]


def test_marks_lie_over_blends_over_points_over_lines(panel):
    """What is drawn later covers what was drawn before."""
    order = [name for name in panel.artists if name != "legend"]
    assert order == ["pairs", "points", "blends", "far", "selves"]


def test_all_lies_within_the_axes(panel):
    """A distance looks the same in every direction."""
    (axes,) = panel.figure.axes
    assert (*axes.get_xlim(), *axes.get_ylim()) == (-3, 3, -1.87, 1.87)
    box = axes.bbox
    assert box.width / 6 == pytest.approx(box.height / 3.74, rel=0.01)
