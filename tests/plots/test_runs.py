"""What single runs measured, and their means."""

import numpy as np
import pytest

from mixlearn import plots

RUNS = np.array([[[0.1, 0.2], [0.3, 0.5]], [[0.4, 0.35], [0.05, 0.15]], [[0.2, 0.2], [0.6, 0.7]]])
NAMES = {"groups": ["short", "middle", "long"], "kinds": ["plain", "mixed"], "ylabel": "wrong"}


@pytest.fixture
def panel():
    return plots.RunsPanel(RUNS, **NAMES)


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_every_run_has_its_mark(panel, see):
    """Kinds stand beside one another in each group, in colours and markers of their own."""
    for kind, (marks, side) in enumerate(zip(panel.artists["runs"], (-1, 1), strict=True)):
        np.testing.assert_array_equal(marks.get_ydata(), RUNS[:, kind].ravel())
        places = marks.get_xdata().reshape(3, 2) - np.arange(3)[:, None]
        np.testing.assert_allclose(places, np.tile(0.2 * side + np.array([-0.1, 0.1]), (3, 1)))
    first, second = map(see.look, panel.artists["runs"])
    assert first == see.Look("o", see.blue, see.white)
    assert second == see.Look("^", see.orange, see.white)


def test_a_bar_lies_at_each_mean(panel):
    """Level, in black, in the middle of its marks."""
    for kind, bars in enumerate(panel.artists["means"]):
        ends = np.array(bars.get_segments())
        np.testing.assert_allclose(ends[:, :, 1], RUNS[:, kind].mean(axis=1)[:, None].repeat(2, 1))
        middles = np.arange(3) + (-0.2 if kind == 0 else 0.2)
        np.testing.assert_allclose(ends[:, :, 0].mean(axis=1), middles)
        np.testing.assert_allclose(np.ptp(ends[:, :, 0], axis=1), 0.3)


def test_the_legend_shows_the_marks_of_the_picture(panel, see):
    """Each kind beside its mark, and the mean beside a black line."""
    first, second = map(see.look, panel.artists["runs"])
    assert see.legend(panel) == {
        "plain": [first],
        "mixed": [second],
        "mean": [see.Look(line=see.ink)],
    }


def test_axes_begin_at_zero_and_are_named(panel, see):
    """Groups are named in their order, and numbers are per cent if they are shares."""
    (axes,) = panel.figure.axes
    low, high = axes.get_ylim()
    assert low == 0
    assert high > RUNS.max()
    assert axes.get_xlim() == (-0.5, 2.5)
    assert see.words(axes.get_xticklabels()) == NAMES["groups"]
    assert axes.yaxis.label.get_text() == "wrong"
    assert axes.yaxis.get_major_formatter()(0.25, 0) == "25%"
    plain = plots.RunsPanel(RUNS, **NAMES, percent=False)
    assert "%" not in plain.figure.axes[0].yaxis.get_major_formatter()(0.25, 0)


def test_runs_are_told_in_words(panel):
    """Means and the spread, group by group and kind by kind."""
    lines = repr(panel).splitlines()
    assert lines[0] == "short, plain: 15% on average, in single runs 10% to 20%"
    assert lines[1] == "short, mixed: 40% on average, in single runs 30% to 50%"
    assert lines[3] == "middle, mixed: 10% on average, in single runs 5% to 15%"
    assert len(lines) == 6
    plain = plots.RunsPanel(10 * RUNS, **NAMES, percent=False)
    assert repr(plain).startswith("short, plain: 1.5 on average, in single runs 1.0 to 2.0")


def test_a_single_run_stands_in_the_middle():
    """With one run a kind, its mark lies on the bar."""
    panel = plots.RunsPanel(RUNS[..., :1], **NAMES)
    np.testing.assert_allclose(panel.artists["runs"][0].get_xdata(), np.arange(3) - 0.2)
