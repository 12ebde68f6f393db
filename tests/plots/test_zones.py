"""Shares of draws by zone."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from mixlearn import plots

NAMES = ("hardly mixed", "in between", "strongly mixed", "half and half")
SHARES, PARTS = (0.5, 0.25, 0.2, 0.05), (0.1, 0.3)


@pytest.fixture
def panel():
    panel = plots.ZonesPanel(NAMES)
    panel.show(SHARES, PARTS, classes=10)
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_white_leaves_of_each_bar_its_share(panel):
    """The pattern begins at the left and is as long as the share; white covers the rest."""
    for whole, rest, share in zip(
        panel.artists["wholes"], panel.artists["rests"], (*SHARES, sum(PARTS)), strict=True
    ):
        assert whole.get_x() == 0
        assert rest.get_x() == pytest.approx(share * whole.get_width())
        assert rest.get_x() + rest.get_width() == pytest.approx(whole.get_width())
        assert (rest.get_y(), rest.get_height()) == (whole.get_y(), whole.get_height())
        assert to_hex(rest.get_facecolor()) == "#ffffff"


def test_each_zone_has_name_mark_pattern_and_number(panel, see):
    """From hardly mixed to half and half, from the top, as in the other pictures of zones."""
    get = panel.artists
    assert see.words(get["names"]) == [*NAMES]
    assert see.words(get["values"]) == ["50.0%", "25.0%", "20.0%", "5.0%", "40.0%"]
    looks = [
        (
            see.look(mark).marker,
            see.look(mark).fill,
            to_hex(whole.get_facecolor()),
            whole.get_hatch(),
        )
        for mark, whole in zip(get["marks"], get["wholes"], strict=False)
    ]
    assert looks == [
        ("s", see.blue, "#dbe7f6", "///"),
        ("o", see.grey, "#ffffff", ""),
        ("^", see.orange, "#fce6d2", "\\\\\\"),
        ("D", "#9a4b0b", "#f5b983", "xxx"),
    ]
    for number in range(4):
        name, bar, value, mark = (
            see.box(panel, get[key][number]) for key in ("names", "wholes", "values", "marks")
        )
        assert mark.x1 < name.x0
        assert mark.y0 < (name.y0 + name.y1) / 2 < mark.y1
        assert 0 < name.y0 - bar.y1 < 15
        assert bar.x1 < value.x0
        assert bar.y0 <= value.y0 < value.y1 <= bar.y1 + 1
        assert value.x1 <= panel.size[0]
    tops = [see.box(panel, whole).y1 for whole in get["wholes"]]
    assert tops == sorted(tops, reverse=True)


def test_hard_labels_have_two_parts(panel, see):
    """Rows of one class come first, drawn over the bar; both parts are named and in per cent."""
    get = panel.artists
    part, whole = get["same_class"], get["wholes"][4]
    assert (part.get_x(), part.get_y()) == (whole.get_x(), whole.get_y())
    assert part.get_width() == pytest.approx(0.1 * whole.get_width())
    assert see.words(get["key_words"]) == [
        "both parents of one class",
        "two classes, but 95-5 or beyond",
    ]
    assert see.words(get["parts"]) == ["10.0%", "30.0%"]
    keys = [(to_hex(key.get_facecolor()), key.get_hatch()) for key in get["keys"]]
    assert keys == [
        (to_hex(part.get_facecolor()), part.get_hatch()),
        (to_hex(whole.get_facecolor()), whole.get_hatch()),
    ]
    assert keys[0] == ("#e3e6ea", "...")
    assert get["classes"].get_text() == "of 10 classes of equal size"
    for key, value, words in zip(get["keys"], get["parts"], get["key_words"], strict=True):
        boxes = [see.box(panel, artist) for artist in (key, value, words)]
        assert boxes[0].x1 < boxes[1].x0 < boxes[1].x1 < boxes[2].x0 < boxes[2].x1 < panel.size[0]
        assert all(box.y0 < (boxes[0].y0 + boxes[0].y1) / 2 < box.y1 for box in boxes)


def test_headings_say_of_what_the_shares_are(panel, see):
    """Draws above, labels below."""
    said = [text.get_text() for text in panel.figure.axes[0].texts]
    assert said[0] == "Share of draws"
    assert "Labels at least 95% hard" in said


def test_bars_are_seen_as_long_as_their_shares(panel, see):
    """The pattern in the picture reaches as far as the share says."""
    place = see.box(panel, panel.artists["wholes"][0])
    rows = slice(int(440 - place.y1) + 2, int(440 - place.y0) - 2)
    reach = []
    for share in (0.0, 0.25, 0.5, 1.0):
        panel.show((share, 0, 0, 0), (0.5, 0), classes=2)
        shown = see.pixels(panel)[rows, : int(place.x1)]
        blue = (shown[..., 2] - shown[..., 0] > 20).any(axis=0)
        reach.append(np.flatnonzero(blue).max(initial=0))
    assert reach[0] == 0
    np.testing.assert_allclose(np.diff(reach[1:]), np.array([0.25, 0.5]) * place.width, atol=2)
