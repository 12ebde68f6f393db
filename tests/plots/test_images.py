"""Two parents and their blend as grey images."""

import numpy as np
import pytest

from mixlearn import plots

FIRST, SECOND = np.zeros((8, 8)), np.ones((8, 8))
FIRST[1:3, 2:7] = 1
SECOND[4:, :3] = 0
IMAGES = (FIRST, 0.7 * FIRST + 0.3 * SECOND, SECOND)


@pytest.fixture
def panel():
    panel = plots.ImagesPanel()
    panel.show(IMAGES, ("a 3", "0.70 of the first", "an 8"))
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_images_stand_in_their_order_below_their_heads(panel, see):
    """First parent, blend, second parent from left to right, each between its head and its note."""
    get = panel.artists
    for artist, image in zip(get["images"], IMAGES, strict=True):
        np.testing.assert_array_equal(artist.get_array(), image)
    assert see.words(get["heads"]) == ["first parent", "blend", "second parent"]
    assert see.words(get["notes"]) == ["a 3", "0.70 of the first", "an 8"]
    columns = [[see.box(panel, get[name][k]) for name in get if name != "frames"] for k in range(3)]
    for image, note, head in columns:
        assert note.y1 < image.y0 < image.y1 < head.y0
        middles = [(box.x0 + box.x1) / 2 for box in (image, note, head)]
        assert np.ptp(middles) < 2
    assert columns[0][0].x1 < columns[1][0].x0 < columns[1][0].x1 < columns[2][0].x0


def test_ink_is_dark(see):
    """0 is white, 1 is black, and 0.5 grey."""
    panel = plots.ImagesPanel()
    panel.show([np.zeros((8, 8)), np.full((8, 8), 0.5), np.ones((8, 8))], ("a", "b", "c"))
    shown = see.pixels(panel)
    places = [see.box(panel, image) for image in panel.artists["images"]]
    levels = [
        shown[int(300 - (box.y0 + box.y1) / 2), int((box.x0 + box.x1) / 2), 0] for box in places
    ]
    assert levels[0] == 255
    assert 100 < levels[1] < 155
    assert levels[2] == 0


def test_frames_are_drawn_over_the_images(panel):
    """A white image still has its frame."""
    assert [*panel.artists][:3] == ["images", "frames", "notes"]
    assert len(panel.artists["frames"]) == 12


def test_notes_are_literal():
    """What stands under the images is shown letter by letter."""
    panel = plots.ImagesPanel()
    panel.show([np.zeros((8, 8))] * 3, ("$5", "$", "$x$"))
    panel.png()
    assert not any(note.get_parse_math() for note in panel.artists["notes"])
