"""A soft label as bars."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.colors import to_hex

from mixlearn import plots


@pytest.fixture
def panel():
    panel = plots.SharesPanel(["cat", "dog", "emu"])
    panel.show(np.array([0.25, 0.75, 0.0]))
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_a_bar_is_as_high_as_its_share(panel, see):
    """Bars stand in the order of the classes, in their colours, over their names."""
    bars = panel.artists["bars"]
    assert [bar.get_height() for bar in bars] == [0.25, 0.75, 0]
    assert [bar.get_y() for bar in bars] == [0, 0, 0]
    assert [to_hex(bar.get_facecolor()) for bar in bars] == [see.blue, see.orange, see.green]
    assert [bar.get_x() + bar.get_width() / 2 for bar in bars] == pytest.approx([0, 1, 2])
    assert see.words(panel.artists["names"]) == ["cat", "dog", "emu"]
    assert [name.get_position()[0] for name in panel.artists["names"]] == [0, 1, 2]


def test_a_share_stands_on_its_bar_in_figures(panel, see):
    """A share of 0 has no figure, and that of 1 is still inside the picture."""
    values = panel.artists["values"]
    assert see.words(values) == ["0.25", "0.75", ""]
    assert [value.get_position() for value in values] == [(0, 0.27), (1, 0.77), (2, 0.02)]
    panel.show(np.array([0.0, 0.0, 1.0]))
    assert see.words(values) == ["", "", "1.00"]
    assert see.inside(panel, values[2])
    assert [bar.get_height() for bar in panel.artists["bars"]] == [0, 0, 1]


def test_the_axis_goes_from_nothing_to_all(panel, see):
    """Shares are read from 0 to 1, and the picture says what it is."""
    (axes,) = panel.figure.axes
    low, high = axes.get_ylim()
    assert low == 0
    assert 1 < high < 1.2
    assert see.words(axes.get_yticklabels()) == ["0", "0.5", "1"]
    assert axes.get_yticks().tolist() == [0, 0.5, 1]
    assert axes.yaxis.label.get_text() == "share"
    assert panel.artists["title"].get_text() == "label of the blend"


@pytest.mark.parametrize("classes", [1, 2, 5, 6, 10])
def test_names_under_bars_do_not_touch(classes, see):
    """Names under the bars stay apart, and inside the picture."""
    panel = plots.SharesPanel([f"class number {number}" for number in range(classes)])
    panel.show(np.full(classes, 1 / classes))
    names = panel.artists["names"]
    assert all(see.inside(panel, name) for name in names)
    for left, right in pairwise(see.box(panel, name) for name in names):
        assert left.x1 < right.x0


def test_names_are_literal():
    """Whatever a class is called, its name is shown literally."""
    panel = plots.SharesPanel(["$5", "$x^2$"])
    panel.show(np.array([0.3, 0.7]))
    panel.png()
    assert [name.get_text() for name in panel.artists["names"]] == ["$5", "$x^2$"]
    assert not any(name.get_parse_math() for name in panel.artists["names"])


def test_no_classes_yet(see):
    """A panel made before its classes are known is drawn without a fault."""
    assert see.pixels(plots.SharesPanel(())).shape == (300, 330, 3)
