"""Short texts that change with every move."""

import numpy as np
import pytest

from mixlearn import plots
from mixlearn.plots._words import Words


@pytest.fixture
def make():
    def make(side="left", **options):
        panel = plots.Panel(200, 60)
        axes = panel.add_axes(0, 0, 1, 1)
        axes.set(xlim=(0, 200), ylim=(0, 60))
        axes.set_axis_off()
        words = Words(axes, 100, 20, size=12, side=side, **options)
        panel.moves(words=words)
        return panel, words

    return make


def ink(see, panel):
    """Return the columns and rows from the lower left that hold something dark."""
    dark = (see.pixels(panel) < 128).any(axis=2)[::-1]
    return np.flatnonzero(dark.any(axis=0)), np.flatnonzero(dark.any(axis=1))


@pytest.mark.parametrize(("side", "share"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_words_stand_where_they_are_put(make, see, side, share):
    """A text begins, has its middle or ends at its place, and an empty one leaves no trace."""
    panel, words = make(side)
    assert (see.pixels(panel) == 255).all()
    words.set_text("HHHH")
    panel.moved()
    columns, rows = ink(see, panel)
    assert columns.min() == pytest.approx(100 - share * np.ptp(columns), abs=4)
    assert rows.min() == pytest.approx(20, abs=1)
    assert words.get_position() == pytest.approx((100, 20))


@pytest.mark.parametrize("side", ["left", "center", "right"])
def test_the_box_is_around_the_ink(make, see, side):
    """`get_window_extent` tells where the letters are, those below the line too."""
    panel, words = make(side)
    words.set_text("Hjgy")
    panel.moved()
    columns, rows = ink(see, panel)
    box = words.get_window_extent()
    assert (box.x0, box.x1) == pytest.approx((columns.min(), columns.max() + 1), abs=2)
    assert (box.y0, box.y1) == pytest.approx((rows.min(), rows.max() + 1), abs=2)


def test_bold_words_are_wider(make):
    """The weight is that which was asked for."""
    widths = []
    for weight in ("normal", "bold"):
        _, words = make(weight=weight)
        words.set_text("HHHH")
        widths.append(words.get_window_extent().width)
    assert widths[1] > widths[0] + 3
