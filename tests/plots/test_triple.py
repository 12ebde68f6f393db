"""Two parent images, their mix, and what was pasted."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from mixlearn import plots

FIRST = np.zeros((8, 10))
FIRST[1:3] = 1
SECOND = np.stack([np.linspace(0, 1, 80).reshape(8, 10), np.zeros((8, 10)), np.ones((8, 10))], 2)
MIX = SECOND[::-1]
NOTES = ("a 3", "40% of the pixels", "a cat")


@pytest.fixture
def panel():
    panel = plots.TriplePanel((8, 10))
    panel.show((FIRST, MIX, SECOND), NOTES, pasted=(2, 6, 4, 10), meant=(1, 7, 4, 12))
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_images_stand_in_their_order_below_their_heads(panel, see):
    """First parent, mix, second parent from left to right, each between its head and its note."""
    get = panel.artists
    grey = np.repeat(1 - FIRST[..., None], 3, axis=2)
    for artist, image in zip(get["images"], (grey, MIX, SECOND), strict=True):
        np.testing.assert_array_equal(artist.get_array(), np.rint(255 * image))
    assert see.words(get["heads"]) == ["first parent", "mix", "second parent"]
    assert see.words(get["notes"]) == [*NOTES]
    boxes = [
        [see.box(panel, get[name][k]) for name in ("heads", "images", "notes")] for k in range(3)
    ]
    for head, image, note in boxes:
        assert note.y1 < image.y0 < image.y1 < head.y0
        assert np.ptp([(box.x0 + box.x1) / 2 for box in (head, image, note)]) < 3
    assert boxes[0][1].x1 < boxes[1][1].x0 < boxes[1][1].x1 < boxes[2][1].x0


def test_pixels_are_shown_where_they_are(panel, see):
    """The picture has the image's colours, row 0 on top and column 0 on the left."""
    shown = see.pixels(panel)
    for artist in panel.artists["images"]:
        place, image = see.box(panel, artist), artist.get_array()
        for row, column in ((0, 0), (0, 9), (7, 0), (4, 2)):
            x = int(place.x0 + (column + 0.4) / 10 * place.width)
            y = int(panel.size[1] - place.y1 + (row + 0.4) / 8 * place.height)
            np.testing.assert_array_equal(shown[y, x], image[row, column])


def test_outlines_lie_around_the_patch(panel, see):
    """The thick line in orange is what was pasted, the black dashed one what was meant."""
    for patch in panel.artists["pasted"]:
        assert patch.get_bbox().bounds == (4, 2, 6, 4)
        assert to_hex(patch.get_edgecolor()) == see.orange
        assert patch.get_linestyle() == "solid"
        assert not patch.get_fill()
    for patch in panel.artists["meant"]:
        assert patch.get_bbox().bounds == (4, 1, 8, 6)
        assert to_hex(patch.get_edgecolor()) == see.ink
        assert patch.get_linestyle() != "solid"
        assert not patch.get_fill()
    for name in ("pasted", "meant"):
        axes = [patch.axes for patch in panel.artists[name]]
        assert axes == panel.figure.axes[1:]


def test_keys_explain_the_outlines(panel, see):
    """Each word stands beside a line in the look of its outline."""
    get = panel.artists
    assert see.words(get["key_words"]) == ["patch as pasted", "patch as meant"]
    for key, words, name in zip(get["keys"], get["key_words"], ("pasted", "meant"), strict=True):
        patch = get[name][0]
        assert see.look(key).line == to_hex(patch.get_edgecolor())
        assert key.get_linewidth() == patch.get_linewidth()
        assert key.is_dashed() == (patch.get_linestyle() != "solid")
        assert 0 < see.box(panel, words).x0 - see.box(panel, key).x1 < 15
        assert see.inside(panel, words)


@pytest.mark.parametrize("empty", [None, (3, 3, 2, 5), (2, 5, 4, 4)])
def test_what_is_not_there_is_not_shown(panel, see, empty):
    """No patch, or one without area, has neither outline nor key."""
    get = panel.artists
    panel.show((FIRST, MIX, SECOND), NOTES, pasted=empty, meant=(1, 7, 4, 12))
    assert not any(artist.get_visible() for artist in (*get["pasted"], get["keys"][0]))
    assert all(artist.get_visible() for artist in (*get["meant"], get["keys"][1]))
    assert see.words(get["key_words"]) == ["", "patch as meant"]
    panel.show((FIRST, MIX, SECOND), NOTES, pasted=(2, 6, 4, 10), meant=empty)
    assert all(artist.get_visible() for artist in (*get["pasted"], get["keys"][0]))
    assert not any(artist.get_visible() for artist in (*get["meant"], get["keys"][1]))
    assert see.words(get["key_words"]) == ["patch as pasted", ""]


def test_pieces_are_outlined_pixel_by_pixel(panel, see):
    """A mask is outlined by the sides where it ends, each once, in orange; no patch is shown."""
    mask = np.zeros((8, 10), dtype=bool)
    mask[0, 0] = mask[3, 4:6] = True
    panel.show((FIRST, MIX, SECOND), NOTES, pasted=mask)
    get = panel.artists
    sides = {((4, 3), (4, 4)), ((6, 3), (6, 4))}  # left and right of the two, then above and below
    sides |= {((x, y), (x + 1, y)) for x in (4, 5) for y in (3, 4)}
    sides |= {((0, 0), (0, 1)), ((1, 0), (1, 1)), ((0, 0), (1, 0)), ((0, 1), (1, 1))}
    for pieces, axes in zip(get["pieces"], panel.figure.axes[1:], strict=True):
        drawn = [tuple(map(tuple, side)) for side in np.array(pieces.get_segments()).tolist()]
        assert set(drawn) == {tuple(tuple(map(float, end)) for end in side) for side in sides}
        assert len(drawn) == len(sides)
        assert [to_hex(color) for color in pieces.get_color()] == [see.orange]
        assert pieces.axes is axes
    assert not any(patch.get_visible() for patch in (*get["pasted"], *get["meant"]))
    assert see.words(get["key_words"]) == ["pieces as pasted", ""]
    assert see.look(get["keys"][0]).line == see.orange
    panel.show((FIRST, MIX, SECOND), NOTES, pasted=np.zeros((8, 10), dtype=bool))
    assert see.words(get["key_words"]) == ["", ""]
    panel.show((FIRST, MIX, SECOND), NOTES, pasted=(2, 6, 4, 10))
    assert not any(pieces.get_segments() for pieces in get["pieces"])
    assert see.words(get["key_words"]) == ["patch as pasted", ""]


def test_outlines_are_drawn_over_images(panel):
    """What is later covers what is before, and what was meant is seen on what was pasted."""
    order = [name for name in panel.artists if name not in ("heads", "keys", "key_words", "notes")]
    assert order == ["images", "frames", "pasted", "pieces", "meant"]
