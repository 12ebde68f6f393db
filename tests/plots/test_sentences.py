"""All sentences as points, and the blend of two."""

import numpy as np
import pytest

from mixlearn import plots

POINTS = np.array([[0.0, 0.0], [1.0, 2.0], [3.0, 1.0], [4.0, 3.0], [2.0, 0.5], [1.5, 2.8]])
Y, BOTH = np.array([0, 0, 1, 1, 0, 1]), np.array([0, 0, 0, 0, 1, 1], bool)
BLEND = np.array([2.0, 1.8])


@pytest.fixture
def panel():
    panel = plots.SentencesPanel(POINTS, Y, BOTH, ("cooking", "sailing"), 2)
    panel.show((0, 3), BLEND, (1, 5))
    panel.listed(("stir the soup", "row a boat"), (0, 1), ("0.81", "0.64"))
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_sentences_on_one_topic_are_solid_and_those_on_both_hollow(panel, see):
    """Each stands at its place with the marker and the colour of its class."""
    for number, (marker, color) in enumerate((("o", see.blue), ("^", see.orange))):
        solid, hollow = panel.artists["points"][number], panel.artists["both"][number]
        np.testing.assert_array_equal(solid.get_xydata(), POINTS[(number == Y) & ~BOTH])
        np.testing.assert_array_equal(hollow.get_xydata(), POINTS[(number == Y) & BOTH])
        assert see.look(solid) == see.Look(marker, color, see.white)
        assert see.look(hollow) == see.Look(marker, see.white, color)
        assert solid.get_zorder() > hollow.get_zorder()


def test_parents_blend_and_nearest_are_marked(panel, see):
    """The line joins the parents in their rings; squares are the nearest; the star is the blend."""
    get = panel.artists
    np.testing.assert_array_equal(get["line"].get_xydata(), POINTS[[0, 3]])
    np.testing.assert_array_equal(get["parents"].get_xydata(), POINTS[[0, 3]])
    np.testing.assert_array_equal(get["near"].get_xydata(), POINTS[[1, 5]])
    np.testing.assert_array_equal(get["blend"].get_xydata(), [BLEND])
    assert see.look(get["line"]) == see.Look(line=see.ink)
    assert see.look(get["parents"]) == see.Look("o", "none", see.ink)
    assert see.look(get["near"]) == see.Look("s", "none", see.ink)
    assert see.look(get["blend"]) == see.Look("*", see.white, see.ink)
    order = [name for name in get if name in ("line", "near", "parents", "blend")]
    assert order == ["line", "near", "parents", "blend"]


def test_the_legend_shows_the_marks_of_the_picture(panel, see):
    """Each name beside the mark that is drawn; both topics beside both hollow ones."""
    get = panel.artists
    assert see.legend(panel) == {
        "cooking": [see.look(get["points"][0])],
        "sailing": [see.look(get["points"][1])],
        "both topics": [see.look(mark) for mark in get["both"]],
        "parents": [see.look(get["parents"])],
        "nearest": [see.look(get["near"])],
        "blend": [see.look(get["blend"])],
    }


def test_all_points_lie_within_the_axes(panel, see):
    """The frame has room around the outermost sentences, and a title above."""
    axes = panel.figure.axes[0]
    for side, (low, high) in enumerate((axes.get_xlim(), axes.get_ylim())):
        assert low < POINTS[:, side].min()
        assert POINTS[:, side].max() < high
    (title,) = panel.figure.texts
    assert title.get_text() == "All sentences, and the blend"
    assert see.box(panel, title).y0 > axes.bbox.y1


def test_the_list_names_the_nearest_in_their_order(panel, see):
    """Mark of the class, similarity and sentence stand in one line each, from the top."""
    get = panel.artists
    assert see.words(get["texts"]) == ["stir the soup", "row a boat"]
    assert see.words(get["notes"]) == ["0.81", "0.64"]
    for row, number in enumerate((0, 1)):
        marks = get["classes"][row]
        assert [mark.get_visible() for mark in marks] == [number == 0, number == 1]
        boxes = [
            see.box(panel, each) for each in (marks[number], get["notes"][row], get["texts"][row])
        ]
        assert boxes[0].x1 < boxes[1].x0 < boxes[1].x1 < boxes[2].x0
        middle = (boxes[0].y0 + boxes[0].y1) / 2
        assert all(box.y0 < middle < box.y1 for box in boxes)
        looks = [see.look(mark) for mark in marks]
        assert [(look.marker, look.fill) for look in looks] == [("o", see.blue), ("^", see.orange)]
    assert see.box(panel, get["texts"][0]).y0 > see.box(panel, get["texts"][1]).y1
    said = [text.get_text() for text in panel.figure.axes[1].texts]
    assert said == ["nearest real sentences, and their similarity"]


def test_long_sentences_are_cut_to_fit(panel, see):
    """What is too long loses its middle, the same each time."""
    for _ in range(2):
        panel.listed(("word " * 60, "b"), (1, 0), ("1.00", "0.00"))
        text = panel.artists["texts"][0]
        assert "…" in text.get_text()
        assert see.inside(panel, text)
