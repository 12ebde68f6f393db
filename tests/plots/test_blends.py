"""Blends in the colour of their labels."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from mixlearn import plots

FRAME = (-3.0, 4.0, -2.0, 3.0)
X = np.array([[-2.0, 1.0], [2.0, 2.5], [3.0, 0.0], [-1.0, -1.5]])
Y = np.array([[1.0, 0.0], [0.25, 0.75], [0.0, 1.0], [0.6, 0.4]])


@pytest.fixture
def panel(see):
    panel = plots.BlendsPanel(("cat", "dog"), FRAME)
    panel.blends(X, Y)
    found = see.field(FRAME)
    panel.field(found, found.boundaries(), title="Labels by share", note="new points: 90% right")
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_a_blend_has_the_marker_of_its_largest_share(panel, see):
    """Blends stand at their places, each with the marker of the class it has most of."""
    first, second = panel.artists["blends"]
    np.testing.assert_array_equal(first.get_offsets(), X[[0, 3]])
    np.testing.assert_array_equal(second.get_offsets(), X[[1, 2]])
    assert (see.look(first).marker, see.look(second).marker) == ("o", "^")
    assert see.look(first).edge == see.look(second).edge == see.ink


def test_a_blend_has_the_colour_of_its_label(panel, see):
    """The fill is the mean of the classes' colours, weighted as the label is."""
    blue, orange = np.array(to_rgb(see.blue)), np.array(to_rgb(see.orange))
    first, second = panel.artists["blends"]
    expected = [share * blue + (1 - share) * orange for share in Y[:, 0]]
    np.testing.assert_allclose(first.get_facecolor()[:, :3], [expected[0], expected[3]])
    np.testing.assert_allclose(second.get_facecolor()[:, :3], [expected[1], expected[2]])


def test_the_legend_shows_blends_of_one_class(panel, see):
    """Each class is named beside the mark of a blend that is all of it."""
    assert see.legend(panel) == {
        "cat": [see.Look("o", see.blue, see.ink)],
        "dog": [see.Look("^", see.orange, see.ink)],
        "boundary": [see.Look(line=see.ink)],
    }


def test_blends_are_drawn_over_field_and_boundary(panel):
    """Nothing of the plane covers a blend."""
    order = [*panel.artists]
    assert order.index("field") < order.index("boundary") < order.index("blends")


def test_of_three_classes_the_largest_share_need_not_be_half():
    """Where no class has half of a label, the marker is still that of the largest share."""
    panel = plots.BlendsPanel(("cat", "dog", "fox"), FRAME)
    panel.blends(X[:3], np.array([[0.3, 0.25, 0.45], [0.3, 0.4, 0.3], [0.4, 0.3, 0.3]]))
    for artist, point in zip(panel.artists["blends"], X[[2, 1, 0]], strict=True):
        np.testing.assert_array_equal(artist.get_offsets(), [point])
