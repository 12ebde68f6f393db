"""How often a classifier is right, against how sure it is."""

import numpy as np
import pytest

from mixlearn import plots

BINS = [
    (np.array([0.6, 0.9]), np.array([0.5, 1.0]), np.array([10, 30])),
    (np.array([0.7]), np.array([0.8]), np.array([40])),
]


@pytest.fixture
def panel():
    panel = plots.ReliabilityPanel(["plain", "mixed"], lowest=0.5)
    panel.show(BINS, title="Two classifiers")
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_points_stand_at_confidence_and_accuracy(panel, see):
    """Each classifier has a line through its bins, with a colour and a marker of its own."""
    first, second = panel.artists["lines"]
    np.testing.assert_allclose(first.get_xydata(), [[0.6, 0.5], [0.9, 1.0]])
    np.testing.assert_allclose(second.get_xydata(), [[0.7, 0.8]])
    assert see.look(first) == see.Look("o", see.blue, see.white, see.blue)
    assert see.look(second) == see.Look("^", see.orange, see.white, see.orange)


def test_bars_are_as_high_as_bins_have_rows(panel, see):
    """They stand below their bins, beside one another, and the highest is told in rows."""
    first, second = panel.artists["counts"]
    bottom, top = first.get_xydata()[::3], first.get_xydata()[1::3]
    np.testing.assert_allclose(bottom, [[0.594, 0], [0.894, 0]])
    np.testing.assert_allclose(top, [[0.594, 0.25], [0.894, 0.75]])
    np.testing.assert_allclose(second.get_xydata()[:2], [[0.706, 0], [0.706, 1]])
    assert np.isnan(first.get_ydata()[2::3]).all()
    assert (see.look(first).line, see.look(second).line) == (see.blue, see.orange)
    assert panel.artists["most"].get_text() == "highest: 40 rows"


def test_the_highest_bar_of_all_classifiers_is_full(panel):
    """One scale holds for every classifier, however many rows each has altogether."""
    sure = np.array([0.6, 0.9])
    panel.show([(sure, sure, np.array([20, 30])), (sure, sure, np.array([50, 80]))])
    heights = [artist.get_ydata()[1::3] for artist in panel.artists["counts"]]
    np.testing.assert_allclose(heights, [[0.25, 0.375], [0.625, 1.0]])
    assert panel.artists["most"].get_text() == "highest: 80 rows"


def test_the_diagonal_is_where_a_classifier_is_right_as_often_as_it_says(panel, see):
    """It goes from the lowest confidence to full confidence, dashed."""
    diagonal = panel.artists["diagonal"]
    np.testing.assert_array_equal(diagonal.get_xydata(), [[0.5, 0.5], [1, 1]])
    assert see.look(diagonal) == see.Look(line=see.grey)
    assert diagonal.is_dashed()


def test_the_legend_shows_the_marks_of_the_picture(panel, see):
    """Each name beside its line's mark; a single classifier has no legend."""
    first, second = panel.artists["lines"]
    assert see.legend(panel) == {"plain": [see.look(first)], "mixed": [see.look(second)]}
    assert "legend" not in plots.ReliabilityPanel().artists


def test_axes_hold_all_and_say_what_they_are(panel, see):
    """Both parts have one scale of confidence; shares go from 0 to 1, in per cent."""
    upper, lower = panel.figure.axes
    assert upper.get_xlim() == lower.get_xlim() == pytest.approx((0.485, 1.015))
    assert upper.get_ylim() == (-0.03, 1.03)
    assert lower.get_ylim()[0] == 0
    assert lower.get_ylim()[1] > 1
    assert upper.bbox.y0 > lower.bbox.y1
    assert see.words([upper.yaxis.label, lower.xaxis.label, lower.yaxis.label]) == [
        "share that is right",
        "how sure it is",
        "rows",
    ]
    for axis in (upper.yaxis, lower.xaxis):
        assert axis.get_major_formatter()(0.25, 0) == "25%"
    assert panel.artists["title"].get_text() == "Two classifiers"
    assert see.inside(panel, panel.artists["title"])


def test_other_bins_replace_the_first(panel):
    """Lines, bars and words follow."""
    panel.show(BINS[::-1])
    np.testing.assert_allclose(panel.artists["lines"][0].get_xydata(), [[0.7, 0.8]])
    assert panel.artists["title"].get_text() == ""
    panel.show([(np.array([]), np.array([]), np.array([], int))] * 2)
    assert panel.artists["most"].get_text() == "highest: 0 rows"
