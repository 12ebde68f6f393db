"""How losses fall."""

import numpy as np
import pytest

from mixlearn import plots

STEPS = np.linspace(0, 200, 41)
PLAIN = np.column_stack([STEPS, 0.6 * np.exp(-STEPS / 40)])
MIXES = np.column_stack([STEPS, 0.65 - STEPS / 1000])
CLEAN = np.column_stack([STEPS, 0.6 * np.exp(-STEPS / 80)])
NOTE = "clean points, at the end:\n0.88 without, 0.88 with"


@pytest.fixture
def panel():
    panel = plots.LossesPanel()
    panel.show(PLAIN, MIXES, CLEAN, steps=200, note=NOTE)
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_each_line_is_the_curve_of_its_name(panel, see):
    """Without mixing, on mixes, on clean points: in this order, and each named as it looks."""
    lines = panel.artists["losses"]
    for line, curve in zip(lines, (PLAIN, MIXES, CLEAN), strict=True):
        np.testing.assert_array_equal(line.get_xydata(), curve)
    shown = see.legend(panel)
    assert shown == {
        "without mixing": [see.Look(line=see.ink)],
        "with, on its mixes": [see.Look(line=see.violet)],
        "with, on clean points": [see.Look(line=see.violet)],
    }
    assert [see.look(line) for line in lines] == [marks[0] for marks in shown.values()]
    assert [line.get_label() for line in lines] == [*shown]


def test_the_two_lines_of_one_colour_differ_in_their_dashes(panel):
    """Dots are the mixes, dashes the clean points, in the picture as in the legend."""
    dashes = [line._dash_pattern for line in panel.artists["losses"]]
    assert dashes[0] == (0, None)
    assert dashes[1][1][0] < dashes[2][1][0]
    shown = panel.artists["legend"].legend_handles
    assert [handle._dash_pattern for handle in shown] == dashes


def test_the_axis_ends_with_training(panel, see):
    """Steps go to the last, losses from 0 to 1, and the axes say what they are."""
    (axes,) = panel.figure.axes
    assert axes.get_xlim() == (0, 200)
    assert axes.get_ylim() == (0, 1)
    assert axes.xaxis.label.get_text() == "training steps"
    panel.show(PLAIN, MIXES, CLEAN, steps=500, note=NOTE)
    assert axes.get_xlim() == (0, 500)
    assert see.words(panel.artists["title"]) == "Training loss"
    assert see.words(panel.artists["note"]) == NOTE


def test_nothing_is_cut_or_covered(panel, see):
    """Title, note, axes and legend follow one another inside the picture."""
    title, note, legend = (panel.artists[name] for name in ("title", "note", "legend"))
    (axes,) = panel.figure.axes
    assert all(see.inside(panel, artist) for artist in (title, note, legend))
    assert see.box(panel, title).y0 > see.box(panel, note).y1
    assert see.box(panel, note).y0 >= see.box(panel, axes.patch).y1
    assert axes.get_tightbbox().y0 >= see.box(panel, legend).y1 - 1


def test_the_axis_is_drawn_again_only_if_it_changes(panel, see):
    """Another number of steps changes the numbers below the axis; the same number does not."""
    before = see.pixels(panel)
    panel.show(PLAIN, MIXES, CLEAN, steps=400, note=NOTE)
    other = see.pixels(panel)
    assert (before[300:330] != other[300:330]).any()
    panel.show(PLAIN, MIXES, CLEAN, steps=200, note=NOTE)
    np.testing.assert_array_equal(see.pixels(panel), before)
