"""What each choice gains over the first."""

import numpy as np
import pytest

from mixlearn import plots

CHOICES = ("none", "0.2", "1", "4")
GAINS = np.array([[2.0, -1.0, 0.5], [3.0, -2.0, -1.0], [1.0, -3.0, 2.0]])
INTERVALS = ((1.0, 3.0), (-3.5, -0.5), (-1.5, 2.5))


@pytest.fixture
def panel():
    panel = plots.GainsPanel(CHOICES, runs=4)
    panel.limits(-5, 5)
    panel.show(GAINS, intervals=INTERVALS, chosen=1, title="Gains", note="three seeds")
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_each_dot_is_a_run_in_its_column(panel, see):
    """The first run is blue, others are grey, and every run keeps its place in all columns."""
    get = panel.artists
    own, others = get["own"].get_xydata(), get["others"].get_xydata()
    np.testing.assert_array_equal(own[:, 1], GAINS[0])
    np.testing.assert_array_equal(others[:, 1], GAINS[1:].ravel())
    np.testing.assert_allclose(own[:, 0], np.array([1, 2, 3]) - 0.3)
    np.testing.assert_allclose(others[:3, 0], np.array([1, 2, 3]) - 0.1)
    np.testing.assert_allclose(others[3:, 0], np.array([1, 2, 3]) + 0.1)
    assert see.look(get["own"]) == see.Look("o", see.blue, see.white)
    assert see.look(get["others"]).fill not in (see.blue, see.ink)


def test_better_worse_and_undecided_look_and_are_called_so(panel, see):
    """An interval above zero is better, one below worse, one over zero undecided."""
    get = panel.artists
    looks = [see.look(mark) for mark in get["means"]]
    assert [(look.marker, look.fill) for look in looks] == [
        ("^", see.green),
        ("v", see.red),
        ("s", see.grey),
    ]
    assert [see.look(bar).line for bar in get["intervals"]] == [look.fill for look in looks]
    assert see.words(get["heads"]) == ["", "better", "worse", "undecided"]
    panel.show(GAINS, intervals=INTERVALS[::-1], chosen=1, title="", note="")
    assert see.words(get["heads"]) == ["", "undecided", "worse", "better"]


def test_an_interval_that_touches_zero_is_undecided(panel, see):
    """Zero itself is no gain and no loss."""
    touching = ((0.0, 2.0), (-2.0, 0.0), (0.0, 0.0))
    panel.show(GAINS, intervals=touching, chosen=None, title="", note="")
    assert see.words(panel.artists["heads"]) == ["", *["undecided"] * 3]


def test_bars_are_intervals_and_marks_are_means(panel):
    """They stand upright in their columns, from end to end, with the mean on them."""
    get = panel.artists
    for column, (bar, mark, interval) in enumerate(
        zip(get["intervals"], get["means"], INTERVALS, strict=True), start=1
    ):
        np.testing.assert_array_equal(bar.get_xydata(), [[column, end] for end in interval])
        np.testing.assert_allclose(mark.get_xydata(), [[column, GAINS[:, column - 1].mean()]])


def test_without_intervals_there_are_dots_alone(panel, see):
    """Neither bars nor means nor words of before are left."""
    panel.show(GAINS[:1], intervals=None, chosen=1, title="", note="")
    get = panel.artists
    assert all(line.get_xydata().size == 0 for line in (*get["intervals"], *get["means"]))
    assert get["others"].get_xydata().size == 0
    assert see.words(get["heads"]) == [""] * 4


def test_the_legend_shows_the_marks_of_the_picture(panel, see):
    """Runs, and each verdict with the mark on its bar."""
    get = panel.artists
    verdicts = [
        see.look(mark)._replace(line=see.look(bar).line)
        for mark, bar in zip(get["means"], get["intervals"], strict=True)
    ]
    assert see.legend(panel) == {
        "yours": [see.look(get["own"])],
        "a seed": [see.look(get["others"])],
        **{
            word: [look]
            for word, look in zip(("better", "worse", "undecided"), verdicts, strict=True)
        },
    }


def test_what_is_compared_with_is_the_line_at_zero(panel, see):
    """The first choice is the black line; the band, the words and the axes are in their places."""
    none = panel.artists["none"]
    assert list(none.get_ydata()) == [0, 0]
    assert see.look(none) == see.Look(line=see.ink)
    assert panel.artists["band"].get_x() == pytest.approx(0.55)
    assert see.words([panel.artists[name] for name in ("title", "note")]) == [
        "Gains",
        "three seeds",
    ]
    (axes,) = panel.figure.axes
    assert axes.get_ylim() == (-5, 5)
    assert see.words(axes.get_xticklabels()) == [*CHOICES]
    assert see.words([axes.xaxis.label, axes.yaxis.label]) == [
        "mixing strength α",
        "difference to no mixing, in points",
    ]


def test_means_are_drawn_over_their_bars_and_these_over_dots(panel):
    """What is later covers what is before."""
    order = [name for name in panel.artists if name not in ("legend", "none")]
    assert order == ["band", "others", "own", "intervals", "means", "title", "note", "heads"]
