"""Shares as bars that lie one below the other."""

import pytest

from mixlearn import plots

NAMES = ("kept", "lost in\nempty space", "all")


@pytest.fixture
def panel():
    panel = plots.CountsPanel(NAMES)
    panel.show((0.25, 0.6, 0.95))
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_a_bar_is_as_long_as_its_share(panel, see):
    """Bars begin at the left, in the order of their names from the top."""
    bars = panel.artists["bars"]
    assert [bar.get_width() for bar in bars] == [0.25, 0.6, 0.95]
    assert [bar.get_x() for bar in bars] == [0, 0, 0]
    assert see.words(panel.artists["names"]) == [*NAMES]
    heights = [see.box(panel, bar).y0 for bar in bars]
    assert heights == sorted(heights, reverse=True)
    for bar, name in zip(bars, panel.artists["names"], strict=True):
        assert 0 < see.box(panel, name).y0 - see.box(panel, bar).y1 < 20
        assert see.inside(panel, name)


def test_a_share_stands_at_the_end_of_its_bar(panel, see):
    """Beside the bar in black, or inside a long one in white."""
    values = panel.artists["values"]
    assert see.words(values) == ["25%", "60%", "95%"]
    for value, bar in zip(values[:2], panel.artists["bars"], strict=False):
        assert 0 < see.box(panel, value).x0 - see.box(panel, bar).x1 < 15
        assert value.get_color() == see.ink
    assert 0 < see.box(panel, panel.artists["bars"][2]).x1 - see.box(panel, values[2]).x1 < 15
    assert values[2].get_color() == "white"
    panel.show((0.95, 0.6, 0.1))
    assert see.words(values) == ["95%", "60%", "10%"]
    assert [value.get_color() for value in values] == ["white", see.ink, see.ink]
    assert all(see.inside(panel, value) for value in values)


def test_the_axis_goes_from_none_to_all(panel, see):
    """Its ends and its middle are marked in per cent."""
    (axes,) = panel.figure.axes
    assert axes.get_xlim() == (0, 1)
    assert axes.get_xticks().tolist() == [0, 0.5, 1]
    assert see.words(axes.get_xticklabels()) == ["0 %", "50 %", "100 %"]
