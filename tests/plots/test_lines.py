"""A line for each run, over what there is to choose from."""

import numpy as np
import pytest

from mixlearn import plots

CHOICES = ("none", "0.2", "1")
RUNS = np.array([[0.80, 0.86, 0.83], [0.78, 0.81, 0.82], [0.82, 0.84, 0.88]])
WORDS = {"heads": ("80%", "84%", "84%"), "title": "Three seeds", "note": "best: 0.2"}


@pytest.fixture
def panel():
    panel = plots.LinesPanel(CHOICES, runs=4)
    panel.limits(0.75, 0.9)
    panel.show(RUNS, winner=1, chosen=2, **WORDS)
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_each_line_is_a_run(panel, see):
    """The first run is one's own in blue, the others are thin and grey, the mean is black."""
    get, at = panel.artists, [0, 1, 2]
    np.testing.assert_array_equal(get["own"].get_xydata(), np.column_stack([at, RUNS[0]]))
    for line, run in zip(get["others"], RUNS[1:], strict=False):
        np.testing.assert_array_equal(line.get_xydata(), np.column_stack([at, run]))
    assert get["others"][2].get_xydata().size == 0
    np.testing.assert_allclose(get["mean"].get_xydata(), np.column_stack([at, RUNS.mean(axis=0)]))
    assert see.look(get["own"]) == see.Look("o", see.blue, see.white, see.blue)
    assert see.look(get["mean"]) == see.Look("D", see.ink, see.white, see.ink)
    assert see.look(get["others"][0]).line not in (see.blue, see.ink)
    assert get["others"][0].get_linewidth() < get["own"].get_linewidth()


def test_the_ring_is_around_the_best_of_one_s_own(panel, see):
    """A hollow blue ring on the first run's winner."""
    winner = panel.artists["winner"]
    np.testing.assert_array_equal(winner.get_xydata(), [[1, 0.86]])
    assert see.look(winner) == see.Look("o", "none", see.blue)
    assert winner.get_markersize() > panel.artists["own"].get_markersize()


def test_a_single_run_has_no_mean(panel):
    """With one run there are neither others nor a mean, and lines of before are gone."""
    panel.show(RUNS[:1], winner=1, chosen=None, **WORDS)
    assert panel.artists["mean"].get_xydata().size == 0
    assert all(line.get_xydata().size == 0 for line in panel.artists["others"])


def test_the_band_marks_the_choice(panel):
    """It lies around the chosen column, and nowhere while nothing is chosen."""
    band = panel.artists["band"]
    assert band.get_visible()
    assert (band.get_x(), band.get_width()) == pytest.approx((1.55, 0.9))
    panel.show(RUNS, winner=0, chosen=0, **WORDS)
    assert band.get_visible()
    assert band.get_x() == pytest.approx(-0.45)
    panel.show(RUNS, winner=0, chosen=None, **WORDS)
    assert not band.get_visible()


def test_words_stand_above_their_columns(panel, see):
    """Title, note, and a head over the middle of each column."""
    get, (axes,) = panel.artists, panel.figure.axes
    assert see.words([get["title"], get["note"]]) == ["Three seeds", "best: 0.2"]
    assert see.words(get["heads"]) == ["80%", "84%", "84%"]
    top = see.box(panel, axes.patch).y1
    for column, head in enumerate(get["heads"]):
        box = see.box(panel, head)
        middle = axes.transData.transform((column, 0))[0]
        assert (box.x0 + box.x1) / 2 == pytest.approx(middle, abs=2)
        assert box.y0 > top
    heads = see.box(panel, get["heads"][0]).y1
    assert see.box(panel, get["title"]).y0 > see.box(panel, get["note"]).y1
    assert see.box(panel, get["note"]).y0 > heads


def test_axes_hold_all_and_say_what_they_are(panel, see):
    """Choices are named in their order, scores are per cent, and the limits are as set."""
    (axes,) = panel.figure.axes
    assert axes.get_ylim() == (0.75, 0.9)
    assert axes.get_xlim() == (-0.5, 2.5)
    panel.png()
    assert see.words(axes.get_xticklabels()) == [*CHOICES]
    assert axes.get_xticks().tolist() == [0, 1, 2]
    assert axes.yaxis.get_major_formatter()(0.85, 0) == "85%"
    assert see.words([axes.xaxis.label, axes.yaxis.label]) == [
        "mixing strength α",
        "held-out rows right",
    ]


def test_other_limits_are_drawn(panel, see):
    """A change of scale shows in the numbers beside the axis."""
    before = see.pixels(panel)
    panel.limits(0.5, 1.0)
    assert panel.figure.axes[0].get_ylim() == (0.5, 1.0)
    assert (see.pixels(panel)[:, :60] != before[:, :60]).any()


def test_the_legend_shows_the_marks_of_the_picture(panel, see):
    """Each name stands beside the very mark that is drawn."""
    get = panel.artists
    assert see.legend(panel) == {
        "your seed": [see.look(get["own"])],
        "best on your seed": [see.look(get["winner"])],
        "other seeds": [see.look(get["others"][0])],
        "mean": [see.look(get["mean"])],
    }


def test_one_s_own_and_the_mean_are_drawn_over_the_others(panel):
    """Band, others, own, mean, ring, words: what is later covers what is before."""
    order = [name for name in panel.artists if name != "legend"]
    assert order == ["band", "others", "own", "mean", "winner", "title", "note", "heads"]
