"""Pictures as PNG files: joined, and with a caption."""

import io

import numpy as np
import PIL.Image
import pytest

from mixlearn import plots
from mixlearn.plots._png import wrapped


def pixels(picture):
    return np.asarray(PIL.Image.open(io.BytesIO(picture)))


def test_side_by_side():
    """Pictures stand from left to right, unchanged, on white where one is lower."""
    small, large = plots.Panel(30, 20), plots.Panel(50, 40)
    small.figure.set_facecolor("red")
    large.figure.set_facecolor("blue")
    whole = pixels(plots.side_by_side([small.png(), large.png()]))
    assert whole.shape == (40, 80, 3)
    assert np.all(whole[:20, :30] == (255, 0, 0))
    assert np.all(whole[20:, :30] == 255)
    assert np.all(whole[:, 30:] == (0, 0, 255))


def rows_of_ink(image):
    """How many separate lines of text there are, by rows that hold something dark."""
    dark = np.any(image.min(axis=2) < 128, axis=1)
    return int(np.sum(dark[1:] & ~dark[:-1]))


@pytest.fixture
def blue():
    panel = plots.Panel(300, 40)
    panel.figure.set_facecolor("blue")
    return panel.png()


def test_a_caption_stands_below_an_unchanged_picture(blue):
    """The picture keeps every pixel; the text is below it, dark on white, inside the margins."""
    whole = pixels(plots.captioned(blue, "xxxx"))
    assert whole.shape[1] == 300
    assert np.array_equal(whole[:40], pixels(blue))
    below = whole[40:]
    assert rows_of_ink(below) == 1
    assert np.all(below[:, :10] == 255)
    assert np.all(below[:, -10:] == 255)
    assert np.all(below[[0, -1]] == 255)


@pytest.mark.parametrize("text", ["xxx " * 30, "x" * 90, "x " + "x" * 60 + " xxx" * 8])
def test_a_long_caption_is_wrapped(blue, text):
    """Long texts and long words take several lines, all of them inside, none cut."""
    below = pixels(plots.captioned(blue, text))[40:]
    assert rows_of_ink(below) >= 3
    assert np.all(below[:, :10] == 255)
    assert np.all(below[:, -10:] == 255)
    assert np.all(below[-1] == 255)


def test_wrapping_loses_no_letter():
    """Lines joined again are the text, none is too long, and words break only if they must."""
    text = "One  two\nthree " + "x" * 25 + " four. "
    lines = wrapped(text, 10, len)
    assert lines == ["One two", "three", "x" * 10, "x" * 10, "xxxxx", "four."]


def test_the_same_caption_is_the_same_file(blue):
    """A caption written again gives the same bytes, as a notebook executed twice needs it."""
    assert plots.captioned(blue, "α = 0.4, −1") == plots.captioned(blue, "α = 0.4, −1")


def test_a_strip_is_added_below_and_can_be_cut_off(blue):
    """Above it the picture is as it was; a long line becomes smaller until it fits."""
    short, long = (pixels(plots.with_strip(blue, text)) for text in ("Saved.", "Saved. " * 20))
    for whole in (short, long):
        assert whole.shape == (40 + plots.STRIP_HEIGHT, 300, 3)
        np.testing.assert_array_equal(whole[: -plots.STRIP_HEIGHT], pixels(blue))
        strip = whole[-plots.STRIP_HEIGHT :]
        assert len(np.unique(strip.reshape(-1, 3), axis=0)) > 2  # letters on a ground
        np.testing.assert_array_equal(strip[:, -8:], np.broadcast_to(strip[0, 0], (30, 8, 3)))
