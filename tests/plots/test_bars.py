"""The shares of two parents as divided bars."""

import pytest
from matplotlib.colors import to_hex

from mixlearn import plots


@pytest.fixture
def panel():
    panel = plots.BarsPanel("steps")
    panel.show(("sine, 1", "square, 9"), (0.3, 0.45), ("sine 0.45", "square 0.55"))
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_the_first_part_of_a_bar_is_the_first_parent_s(panel, see):
    """From the left, as long as its share of the whole: as meant above, as counted below."""
    meant, counted = panel.artists["bars"]
    for bar, whole, share in zip(
        (meant, counted), panel.artists["wholes"], (0.3, 0.45), strict=True
    ):
        assert bar.get_x() == whole.get_x()
        assert bar.get_y() == whole.get_y()
        assert bar.get_width() == pytest.approx(share * whole.get_width())
        assert to_hex(bar.get_facecolor()) == see.blue
        assert to_hex(whole.get_facecolor()) == see.orange
        assert bar.get_hatch() is None
        assert whole.get_hatch() == "////"
    assert see.box(panel, meant).y0 > see.box(panel, counted).y1


def test_both_shares_are_written_at_their_ends(panel, see):
    """The first's on the left, the second's on the right, below the bar; they add up to one."""
    assert see.words(panel.artists["shares"]) == [
        ["first 0.30", "second 0.70"],
        ["first 0.45", "second 0.55"],
    ]
    for (left, right), bar in zip(panel.artists["shares"], panel.artists["wholes"], strict=True):
        whole = see.box(panel, bar)
        assert see.box(panel, left).x0 == pytest.approx(whole.x0, abs=2)
        assert see.box(panel, right).x1 == pytest.approx(whole.x1, abs=2)
        assert 0 < whole.y0 - see.box(panel, left).y1 < 15


def test_parents_are_named_beside_their_looks(panel, see):
    """The key in blue is the first's, the hatched one in orange the second's."""
    first, second = panel.artists["keys"]
    assert (to_hex(first.get_facecolor()), first.get_hatch()) == (see.blue, None)
    assert (to_hex(second.get_facecolor()), second.get_hatch()) == (see.orange, "////")
    assert see.words(panel.artists["names"]) == ["sine, 1", "square, 9"]
    for key, name in zip((first, second), panel.artists["names"], strict=True):
        place, words = see.box(panel, key), see.box(panel, name)
        assert place.x1 < words.x0 < place.x1 + 15
        assert words.y0 < (place.y0 + place.y1) / 2 < words.y1


def test_the_label_is_written_line_by_line(panel, see):
    """One or two lines; what is no longer there goes."""
    assert see.words(panel.artists["label"]) == ["sine 0.45", "square 0.55"]
    panel.show(("a", "b"), (1, 1), ("sine 1.00",))
    assert see.words(panel.artists["label"]) == ["sine 1.00", ""]
    assert see.words(panel.artists["shares"][0]) == ["first 1.00", "second 0.00"]


def test_heads_name_the_unit_and_stand_above(panel, see):
    """The share that was meant, that of the unit, and the label by the unit."""
    heads = panel.artists["heads"]
    assert see.words(heads) == ["share meant: λ", "share of the steps", "label, by the steps"]
    below = (*panel.artists["bars"], panel.artists["label"][0])
    for head, thing in zip(heads, below, strict=True):
        assert 0 < see.box(panel, head).y0 - see.box(panel, thing).y1 < 15
    assert plots.BarsPanel().artists["heads"][1].get_text() == "share of the pixels"
