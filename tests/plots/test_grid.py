"""Images in rows and columns."""

import numpy as np
import pytest

from mixlearn import plots

DARK, LIGHT = np.eye(4), np.zeros((4, 4, 3))
LIGHT[:2, :, 0] = 1
IMAGES = [[DARK, LIGHT], [LIGHT[::-1], DARK[::-1]]]
NOTES = [["a", "b $5"], ["c", "d"]]


@pytest.fixture
def panel():
    return plots.GridPanel(IMAGES, NOTES, heads=["upper", "lower"])


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_images_stand_in_rows_and_columns(panel, see):
    """The order is that of reading; each has its note below, each row its head on the left."""
    get = panel.artists
    assert see.words(get["notes"]) == NOTES
    assert see.words(get["heads"]) == ["upper", "lower"]
    places = [[see.box(panel, image) for image in row] for row in get["images"]]
    for row in range(2):
        head = see.box(panel, get["heads"][row])
        for column in range(2):
            place, note = places[row][column], see.box(panel, get["notes"][row][column])
            assert (note.x0 + note.x1) / 2 == pytest.approx((place.x0 + place.x1) / 2, abs=2)
            assert 0 < place.y0 - note.y1 < 20
            assert head.x1 < place.x0
            assert place.y0 < (head.y0 + head.y1) / 2 < place.y1
            assert not get["notes"][row][column].get_parse_math()
        assert places[row][0].x1 < places[row][1].x0
    assert places[0][0].y0 > places[1][0].y1


def test_grey_is_darkness_and_colour_is_colour(panel):
    """1 is black in a grey image, and a colour image is shown as it is."""
    for row, images in zip(panel.artists["images"], IMAGES, strict=True):
        for artist, image in zip(row, images, strict=True):
            expected = image if image.ndim == 3 else np.repeat(1 - image[..., None], 3, axis=2)
            np.testing.assert_array_equal(artist.get_array(), expected)


def test_without_heads_there_is_no_margin(panel, see):
    """Heads are optional, and the picture is as wide as it must be."""
    other = plots.GridPanel(IMAGES, NOTES)
    assert other.artists["heads"] == []
    assert other.size[0] == panel.size[0] - 80
    assert see.pixels(other).shape == (*other.size[::-1], 3)


def test_a_grid_says_what_it_shows(panel):
    """It has words for those who cannot see it."""
    assert repr(panel) == "Images. upper: a | b $5; lower: c | d"
    assert repr(plots.GridPanel(IMAGES, NOTES)) == "Images. a | b $5; c | d"
