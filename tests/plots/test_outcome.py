"""A boundary, and a confusion matrix below it."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from mixlearn import plots
from mixlearn.plots import _style

FRAME = (-3.4, 3.4, -2.4, 2.4)
COUNTS = np.array([[90, 10], [3, 7]])
SCORE = "recall 70% · precision 41% · balanced 80% · accuracy 88%"


@pytest.fixture
def panel(see):
    panel = plots.OutcomePanel(("common", "rare"), FRAME)
    found = see.field(FRAME)
    panel.blends(np.array([[-1.0, 0.0], [1.0, 0.5]]), np.eye(2))
    panel.field(found, found.boundaries(), title="Balanced pairs", note="rare: 50% of the labels")
    panel.outcome(COUNTS, score=SCORE)
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_counts_and_shares_of_each_class_are_written(panel, see):
    """Each cell has its count, and its share of the points that are of its class."""
    assert see.words(panel.artists["counts"]) == [["90", "10"], ["3", "7"]]
    assert see.words(panel.artists["shares"]) == [
        ["90% left alone", "10% false alarm"],
        ["30% missed", "70% found"],
    ]
    assert see.words(panel.artists["sizes"]) == ["100 points", "10 points"]
    assert see.words(panel.artists["score"]) == SCORE


def test_a_cell_is_coloured_the_deeper_the_more(panel):
    """Cells of a row have its class's colour, from white for none to pale for all."""
    shares = COUNTS / COUNTS.sum(axis=1, keepdims=True)
    for row, cells in enumerate(panel.artists["cells"]):
        colors = np.array([to_rgb(cell.get_facecolor()) for cell in cells])
        deep = _style.pale(np.eye(2)[row]) / 255
        np.testing.assert_allclose(colors, 1 - shares[row][:, None] * (1 - deep), atol=1e-6)


def test_rows_and_columns_are_named(panel, see):
    """Each class has a row and a column, with its marker in its colour in front of the row."""
    assert see.words(panel.artists["columns"]) == ["called common", "called rare"]
    assert see.words(panel.artists["rows"]) == ["is common", "is rare"]
    looks = [see.look(mark) for mark in panel.artists["marks"]]
    assert looks == [see.Look("o", see.blue, see.blue), see.Look("^", see.orange, see.orange)]


def test_words_stand_in_their_cells(panel, see):
    """Row by row and column by column, names, marks, boxes, counts and shares line up."""
    get = panel.artists
    for row in (0, 1):
        for column in (0, 1):
            cell = see.box(panel, get["cells"][row][column])
            for name in ("counts", "shares"):
                words = see.box(panel, get[name][row][column])
                assert cell.x0 < words.x0 < words.x1 < cell.x1
                assert cell.y0 < words.y0 < words.y1 < cell.y1
            head = see.box(panel, get["columns"][column])
            assert cell.x0 < head.x0 < head.x1 < cell.x1
            for name in ("rows", "marks", "sizes"):
                words = see.box(panel, get[name][row])
                assert words.x1 < cell.x0
                assert cell.y0 < (words.y0 + words.y1) / 2 < cell.y1
    (upper, _), (lower, right) = get["cells"]
    assert see.box(panel, upper).y0 > see.box(panel, lower).y1
    assert see.box(panel, lower).x1 < see.box(panel, right).x0


def test_nothing_lies_on_anything_else(panel, see):
    """Plane, matrix and legend follow one another within the panel, and words keep to theirs."""
    panel.png()
    plane, matrix = (axes.get_tightbbox() for axes in panel.figure.axes)
    legend = see.box(panel, panel.artists["legend"])
    assert legend.y0 >= 0
    assert legend.y1 <= panel.figure.axes[1].bbox.y0
    assert panel.figure.axes[1].bbox.y1 <= plane.y0
    assert plane.x0 >= 0
    assert matrix.x1 <= panel.size[0] + 1e-6
    assert see.inside(panel, panel.artists["score"])


def test_the_plane_is_that_of_blends(panel, see):
    """Blends, boundary and words stand above the matrix as on a panel without one."""
    first, second = panel.artists["blends"]
    np.testing.assert_array_equal(first.get_offsets(), [[-1, 0]])
    np.testing.assert_array_equal(second.get_offsets(), [[1, 0.5]])
    assert [*see.legend(panel)] == ["common", "rare", "boundary"]
    assert see.words([panel.artists["title"], panel.artists["note"]]) == [
        "Balanced pairs",
        "rare: 50% of the labels",
    ]


def test_a_move_redraws_only_what_moves(panel, monkeypatch):
    """Another matrix is drawn over what stays, and the first one is the first picture again."""
    before = panel.png()
    monkeypatch.setattr(panel.figure.canvas, "draw", lambda: pytest.fail("drew all again"))
    panel.outcome(COUNTS[::-1], score="")
    assert panel.png() != before
    panel.outcome(COUNTS, score=SCORE)
    assert panel.png() == before
