"""The ratios of whole batches."""

import numpy as np
import pytest

from mixlearn import plots

SAMPLE = np.array([[0.1, 0.5, 0.98], [0.4, 0.6, 0.2]])
SAMPLE_ZONES = np.array([[1, 3, 0], [2, 2, 1]])
BATCH = np.array([[0.7, 0.7, 0.7], [0.02, 0.02, 0.02]])
BATCH_ZONES = np.array([[1, 1, 1], [0, 0, 0]])
MEANS = (np.array([0.21, 0.33]), np.array([0.3, 0.02]))
PLACES = np.array([[0, 1, 2], [7, 8, 9]])


@pytest.fixture
def panel():
    panel = plots.BatchesPanel(2, 3)
    panel.show((SAMPLE, BATCH), (SAMPLE_ZONES, BATCH_ZONES), MEANS, title="Two batches")
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_every_row_has_a_mark_at_its_ratio(panel, see):
    """Batch after batch, in the colour and shape of its zone: per sample above, per batch below."""
    sides = ((SAMPLE, SAMPLE_ZONES), (BATCH, BATCH_ZONES))
    for artists, (lam, zones) in zip(panel.artists["ratios"], sides, strict=True):
        for zone, artist in enumerate(artists):
            here = zones == zone
            np.testing.assert_array_equal(artist.get_xdata(), PLACES[here])
            np.testing.assert_array_equal(artist.get_ydata(), lam[here])
        looks = [see.look(artist) for artist in artists]
        assert [(look.marker, look.fill) for look in looks] == [
            ("s", see.blue),
            ("o", see.grey),
            ("^", see.orange),
            ("D", "#9a4b0b"),
        ]
        (axes,) = {artist.axes for artist in artists}
        left, right = axes.get_xlim()
        low, high = axes.get_ylim()
        assert left < PLACES.min() < PLACES.max() < right
        assert low < 0
        assert high > 1


def test_other_ratios_take_the_places_of_the_first(panel):
    """Shown again, each row of a zone keeps its place, whatever the order of its ratios."""
    falling = np.array([[0.9, 0.8, 0.75], [0.86, 0.72, 0.71]])
    one = np.ones_like(SAMPLE_ZONES)
    panel.show((falling, BATCH), (one, BATCH_ZONES), MEANS, title="Two batches")
    for zone, artist in enumerate(panel.artists["ratios"][0]):
        shown = (
            np.column_stack([PLACES.ravel(), falling.ravel()]) if zone == 1 else np.empty((0, 2))
        )
        np.testing.assert_array_equal(artist.get_xydata(), shown)


def test_below_each_batch_stands_its_mean(panel, see):
    """Means are in figures, under the middle of their batches."""
    assert see.words(panel.artists["means"]) == [["0.21", "0.33"], ["0.30", "0.02"]]
    for axes, texts in zip(panel.figure.axes, panel.artists["means"], strict=True):
        for text, middle in zip(texts, (1, 8), strict=True):
            box = see.box(panel, text)
            place = axes.transData.transform((middle, 0))[0]
            assert (box.x0 + box.x1) / 2 == pytest.approx(place, abs=2)
            assert box.y1 < see.box(panel, axes.patch).y0


def test_both_parts_say_what_they_are(panel, see):
    """The upper one is per sample, the lower one per batch, below a title."""
    heads = panel.artists["heads"]
    assert see.words(heads) == [
        "per sample: every row draws a ratio of its own",
        "per batch: all rows share one ratio",
    ]
    upper, lower = panel.figure.axes
    assert upper.bbox.y0 > lower.bbox.y1
    assert [head.axes for head in heads] == [upper, lower]
    assert panel.artists["title"].get_text() == "Two batches"
    assert see.box(panel, panel.artists["title"]).y0 > see.box(panel, heads[0]).y1
    for axes in panel.figure.axes:
        assert axes.yaxis.label.get_text() == "ratio λ"
        assert axes.get_yticks().tolist() == [0.05, 0.3, 0.7, 0.95]
        assert [text.get_text() for text in axes.texts] == [
            "below each batch: its mean smaller share"
        ]
