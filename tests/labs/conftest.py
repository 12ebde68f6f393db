"""How tests look at what a lab draws: at the artists of its panels."""

import numpy as np
import pytest

from mixlearn.plots._style import pale


def texts(artists):
    """Return the texts of artists, or of lists of them."""
    if isinstance(artists, (list, tuple)):
        return [texts(part) for part in artists]
    return artists.get_text()


@pytest.fixture
def read():
    """Return the texts of artists, or of lists of them."""
    return texts


@pytest.fixture
def assert_plane():
    """Compare a plane with the network that it has to show, and with the words above it."""

    def check(panel, side, *, title, note):
        shown = panel.artists
        np.testing.assert_array_equal(shown["field"].get_array(), pale(side.field.shares))
        segments = shown["boundary"].get_segments()
        for segment, line in zip(segments, side.lines, strict=True):
            np.testing.assert_array_equal(segment, line)
        assert texts([shown["title"], shown["note"]]) == [title, note]

    return check


@pytest.fixture
def assert_points():
    """Compare the points of a panel, one artist a class, with those that it has to show."""

    def check(artists, X, y):
        for number, artist in enumerate(artists):
            np.testing.assert_array_equal(artist.get_xydata(), X[y == number])

    return check
