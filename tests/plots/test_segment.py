"""Two points, the line between them, and the blend on it."""

import numpy as np
import pytest

from mixlearn import plots

X = np.array([[-2.0, 1.0], [2.0, 0.5], [-1.0, -1.0], [3.0, 0.0]])
Y = np.array([0, 1, 0, 1])
FIRST, BLEND, SECOND = X[0], 0.7 * X[0] + 0.3 * X[3], X[3]


@pytest.fixture
def panel():
    panel = plots.SegmentPanel(X, Y, ("cat", "dog"))
    panel.show((FIRST, BLEND, SECOND), ("λ = 0.70", "blend", "1 − λ = 0.30"))
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


def test_the_line_joins_the_parents_and_the_star_is_the_blend(panel, see):
    """Rings around both parents, a black line from one to the other, a white star on it."""
    get = panel.artists
    np.testing.assert_array_equal(get["line"].get_xydata(), [FIRST, SECOND])
    np.testing.assert_array_equal(get["parents"].get_xydata(), [FIRST, SECOND])
    np.testing.assert_array_equal(get["blend"].get_xydata(), [BLEND])
    assert see.look(get["line"]) == see.Look(line=see.ink)
    assert see.look(get["parents"]) == see.Look("o", "none", see.ink)
    assert see.look(get["blend"]) == see.Look("*", see.white, see.ink)
    assert [name for name in get if name not in ("points", "legend")] == [
        "line",
        "parents",
        "blend",
        "notes",
    ]


def test_notes_stand_above_their_parents(panel, see):
    """The first parent has the first note, the second the last; that of the blend is not drawn."""
    notes = panel.artists["notes"]
    assert see.words(notes) == ["λ = 0.70", "1 − λ = 0.30"]
    for note, point in zip(notes, (FIRST, SECOND), strict=True):
        assert note.get_position() == pytest.approx((point[0], point[1] + 0.28))
        assert note.get_ha() == "center"
        assert not note.get_parse_math()


def test_the_legend_shows_the_marks_of_the_picture(panel, see):
    """Each name stands beside the very mark that is drawn."""
    get = panel.artists
    assert see.legend(panel) == {
        "cat": [see.look(get["points"][0])],
        "dog": [see.look(get["points"][1])],
        "parents": [see.look(get["parents"])],
        "blend": [see.look(get["blend"])],
    }
