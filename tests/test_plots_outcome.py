"""The panel of boundary and confusion matrix."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from mixlearn import boundary, plots
from mixlearn.plots import _words

FRAME = (-3.4, 3.4, -2.4, 2.4)
COUNTS = np.array([[90, 10], [3, 7]])


@pytest.fixture
def panel():
    """A panel with a field, two blends and a matrix."""
    panel = plots.OutcomePanel(("common", "rare"), FRAME)
    x, y = np.linspace(*FRAME[:2], 30), np.linspace(*FRAME[2:], 30)
    rare = 1 / (1 + np.exp(-2 * np.broadcast_to(x, (30, 30))))
    found = boundary.Field(x, y, np.stack([1 - rare, rare], axis=2), np.arange(2))
    panel.blends(np.array([[-1.0, 0.0], [1.0, 0.0]]), np.eye(2))
    panel.field(found, found.boundaries(), title="Balanced pairs", note="rare: 50% of the labels")
    panel.outcome(COUNTS, score="recall 70% · precision 41% · balanced 80% · accuracy 88%")
    return panel


def words(panel):
    """All that PIL writes on it."""
    return [a.get_text() for a in panel._moving if isinstance(a, _words.Words)]


def test_counts_and_shares_of_each_class_are_written(panel):
    """Each cell has its count, and its share of the points that are of its class."""
    written = words(panel)
    for text in ("90", "90% left alone", "10", "10% false alarm", "3", "30% missed"):
        assert text in written
    assert "7" in written
    assert "70% found" in written
    assert "100 points" in written
    assert "10 points" in written


def test_a_cell_is_coloured_the_deeper_the_more(panel):
    """Cells of a row have its class's colour, from white for none to pale for all."""
    boxes = [a for a in panel._moving if isinstance(a, Rectangle)]
    shares = (COUNTS / COUNTS.sum(axis=1, keepdims=True)).ravel()
    for row in (0, 1):
        colors = np.array([to_rgb(box.get_facecolor()) for box in boxes[2 * row : 2 * row + 2]])
        deep = plots._style.pale(np.eye(2)[row]) / 255
        expected = 1 - shares[2 * row : 2 * row + 2, None] * (1 - deep)
        np.testing.assert_allclose(colors, expected, atol=1e-6)


def test_rows_and_columns_are_named(panel):
    """Each class has a row and a column, with its marker in front of the row."""
    axes = panel.figure.axes[1]
    texts = [text.get_text() for text in axes.texts]
    assert texts == ["called common", "is common", "called rare", "is rare"]
    assert [line.get_marker() for line in axes.lines] == ["o", "^"]


def test_nothing_lies_on_anything_else(panel):
    """Plane, matrix and legend follow one another within the panel, and words keep to theirs."""
    panel.png()
    renderer = panel._canvas.get_renderer()
    plane, matrix = (axes.get_tightbbox(renderer) for axes in panel.figure.axes)
    legend = panel.figure.legends[0].get_window_extent(renderer)
    assert legend.y0 >= 0
    assert legend.y1 <= panel.figure.axes[1].bbox.y0
    assert panel.figure.axes[1].bbox.y1 <= plane.y0
    assert plane.x0 >= 0
    assert matrix.x1 <= panel.size[0] + 1e-6
    for text in words(panel):
        assert panel.width_of(text, 10) < panel.size[0] - 10


def test_a_move_redraws_only_what_moves(panel, monkeypatch):
    """Another matrix is drawn over what stays."""
    before = panel.png()
    monkeypatch.setattr(panel._canvas, "draw", lambda: pytest.fail("drew all again"))
    panel.outcome(COUNTS[::-1], score="")
    assert panel.png() != before
    panel.outcome(COUNTS, score="recall 70% · precision 41% · balanced 80% · accuracy 88%")
    assert panel.png() == before
