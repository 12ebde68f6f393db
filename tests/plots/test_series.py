"""Two parent series and their mix."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from mixlearn import plots

STEPS = np.arange(40)
FIRST, SECOND = np.sin(STEPS / 4), np.sign(np.cos(STEPS / 3)) + 0.5
SEGMENT = (8, 20)
INSIDE = (STEPS >= 8) & (STEPS < 20)
CUT = np.where(INSIDE, SECOND, FIRST)
BLEND = 0.6 * FIRST + 0.4 * SECOND
HEADS = ("first: sine", "mix", "second: square")


@pytest.fixture
def panel():
    panel = plots.SeriesPanel(40)
    panel.show((FIRST, CUT, SECOND), HEADS, SEGMENT)
    return panel


def shown(curve):
    y = curve.get_ydata()
    return np.flatnonzero(np.isfinite(y)), y[np.isfinite(y)]


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_each_parent_has_its_curve_and_the_mix_its_parts(panel):
    """The first's part of the mix is its own outside the segment, the second's inside it."""
    expected = (
        (FIRST, (True, False, False)),
        (CUT, (~INSIDE, INSIDE, False)),
        (SECOND, (False, True, False)),
    )
    for curves, (series, parts) in zip(panel.artists["curves"], expected, strict=True):
        for curve, part in zip(curves, parts, strict=True):
            where, y = shown(curve)
            here = np.broadcast_to(part, 40)
            np.testing.assert_array_equal(where, STEPS[here])
            np.testing.assert_array_equal(y, series[here])
            np.testing.assert_array_equal(curve.get_xdata(), STEPS)


def test_the_first_is_blue_the_second_orange_and_both_are_black(panel, see):
    """Markers tell the parents apart without their colours."""
    for curves in panel.artists["curves"]:
        looks = [see.look(curve) for curve in curves]
        assert looks == [
            see.Look("o", see.blue, see.blue, see.blue),
            see.Look("^", see.orange, see.orange, see.orange),
            see.Look(line=see.ink),
        ]


def test_a_blend_is_of_both_all_along(panel):
    """Without a segment the mix is one black curve, and no segment is marked."""
    panel.show((FIRST, BLEND, SECOND), HEADS, None)
    first, second, both = panel.artists["curves"][1]
    assert shown(first)[0].size == shown(second)[0].size == 0
    np.testing.assert_array_equal(both.get_ydata(), BLEND)
    assert not any(span.get_visible() for span in panel.artists["segments"])


def test_the_segment_is_shaded_in_mix_and_second_parent(panel, see):
    """From half a step before its first to half a step after its last, over the whole height."""
    spans = panel.artists["segments"]
    assert [span.axes for span in spans] == panel.figure.axes[1:]
    for span in spans:
        assert span.get_visible()
        assert (span.get_x(), span.get_x() + span.get_width()) == (7.5, 19.5)
        assert (span.get_y(), span.get_y() + span.get_height()) == pytest.approx(
            span.axes.get_ylim()
        )
        assert to_hex(span.get_facecolor()) == see.orange
        assert span.get_facecolor()[3] < 0.3
        assert span.get_hatch() == "/"
    panel.show((FIRST, FIRST, SECOND), HEADS, (8, 8))
    assert not any(span.get_visible() for span in spans)
    np.testing.assert_array_equal(shown(panel.artists["curves"][1][0])[1], FIRST)


def test_heads_stand_above_their_curves(panel, see):
    """First parent, mix, second parent, from the top."""
    assert see.words(panel.artists["heads"]) == [*HEADS]
    for head, axes in zip(panel.artists["heads"], panel.figure.axes, strict=True):
        assert 0 < see.box(panel, head).y0 - axes.bbox.y1 < 15
        assert see.inside(panel, head)
    bottoms = [axes.bbox.y0 for axes in panel.figure.axes]
    assert bottoms == sorted(bottoms, reverse=True)
    for axes, curves in zip(panel.figure.axes, panel.artists["curves"], strict=True):
        assert {curve.axes for curve in curves} == {axes}
        left, right = axes.get_xlim()
        assert left < STEPS[0] < STEPS[-1] < right


def test_curves_are_drawn_over_the_shade(panel):
    """What is drawn later covers what was drawn before."""
    assert [*panel.artists] == ["segments", "curves", "heads"]
