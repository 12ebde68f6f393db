"""Labelled and unlabelled points."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from mixlearn import plots

FRAME = (-3.0, 4.0, -2.0, 3.0)
KNOWN, CLASSES = np.array([[-2.0, 1.0], [2.0, 2.5], [3.0, 0.0]]), np.array([0, 1, 1])
REST = np.array([[-1.0, -1.5], [0.0, 2.0], [1.5, -1.0], [3.5, 2.0]])
GUESSES = np.array([[0.9, 0.1], [0.3, 0.7], [0.6, 0.4], [0.0, 1.0]])


@pytest.fixture
def panel(see):
    panel = plots.UnlabelledPanel(("cat", "dog"), FRAME)
    panel.labelled(KNOWN, CLASSES)
    panel.unlabelled(REST, GUESSES)
    found = see.field(FRAME)
    panel.field(found, found.boundaries(), title="MixMatch", note="guesses: 75% right")
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_labelled_points_are_large_marks_of_their_class(panel, see):
    """Each stands at its place, in its class's colour and marker, larger than a guess."""
    first, second = panel.artists["labelled"]
    np.testing.assert_array_equal(first.get_offsets(), KNOWN[:1])
    np.testing.assert_array_equal(second.get_offsets(), KNOWN[1:])
    assert see.look(first) == see.Look("o", see.blue, see.ink)
    assert see.look(second) == see.Look("^", see.orange, see.ink)
    assert first.get_sizes() > 2 * panel.artists["guesses"][0].get_sizes()


def test_a_guess_gives_colour_and_marker(panel, see):
    """An unlabelled point is filled as its guess is mixed, with the marker of the largest share."""
    blue, orange = np.array(to_rgb(see.blue)), np.array(to_rgb(see.orange))
    for number, (artist, marker) in enumerate(zip(panel.artists["guesses"], "o^", strict=True)):
        rows = GUESSES.argmax(axis=1) == number
        np.testing.assert_array_equal(artist.get_offsets(), REST[rows])
        share = GUESSES[rows, :1]
        expected = share * blue + (1 - share) * orange
        np.testing.assert_allclose(artist.get_facecolor()[:, :3], expected)
        assert see.look(artist).marker == marker
    assert panel.artists["unlabelled"].get_xydata().size == 0


def test_without_guesses_unlabelled_points_are_grey_dots(panel, see):
    """All of them are one neutral grey, and no guess stays behind."""
    panel.unlabelled(REST, None)
    np.testing.assert_array_equal(panel.artists["unlabelled"].get_xydata(), REST)
    look = see.look(panel.artists["unlabelled"])
    assert look.marker == "."
    assert np.ptp(to_rgb(look.fill)) == 0
    assert [len(artist.get_offsets()) for artist in panel.artists["guesses"]] == [0, 0]


def test_the_legend_shows_unlabelled_points_as_they_are_drawn(panel, see):
    """Guessed they are small marks of classes, not guessed a grey dot; the rest stays the same."""
    names = {
        "cat": [see.Look("o", see.blue, see.ink)],
        "dog": [see.Look("^", see.orange, see.ink)],
    }
    line = {"boundary": [see.Look(line=see.ink)]}
    small = [see.Look("o", see.blue, see.ink), see.Look("^", see.orange, see.ink)]
    assert see.legend(panel) == {**names, "unlabelled": small, **line}
    panel.unlabelled(REST, None)
    dot = see.look(panel.artists["unlabelled"])
    assert see.legend(panel) == {**names, "unlabelled": [dot], **line}
    assert [*see.legend(panel)] == ["cat", "dog", "unlabelled", "boundary"]


def test_labelled_points_lie_on_top(panel):
    """Neither field nor boundary nor an unlabelled point covers a labelled one."""
    order = [*panel.artists]
    places = [order.index(name) for name in ("field", "boundary", "unlabelled", "guesses")]
    assert places == sorted(places)
    assert order.index("labelled") > places[-1]
