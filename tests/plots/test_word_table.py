"""The words of two sentences, and what lies between."""

import pytest
from matplotlib.colors import to_hex

from mixlearn import plots

HEADS = ("first", "between", "second")
ROWS = (("stir", "mix", "row"), ("the", "the", "a"), ("soup", "", "boat"))


@pytest.fixture
def panel():
    panel = plots.WordsPanel(("cooking", "sailing"), 5)
    panel.parents(("stir the soup", "row a boat"), (0, 1))
    panel.table(HEADS, ROWS)
    panel.labels(("by share of words", "by ratio"), (0.65, 0.3))
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_the_table_has_its_columns_and_rows_in_order(panel, see):
    """Heads above their columns, rows from the top, and empty cells where there are no words."""
    get = panel.artists
    assert see.words(get["heads"]) == [*HEADS]
    assert see.words(get["table"]) == [*map(list, ROWS), [""] * 3, [""] * 3]
    lefts = [head.get_position()[0] for head in get["heads"]]
    assert lefts == sorted(lefts)
    for row in get["table"]:
        assert [cell.get_position()[0] for cell in row] == lefts
    heights = [row[0].get_position()[1] for row in (get["heads"], *get["table"])]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 6


def test_a_shorter_table_leaves_nothing_behind(panel, see):
    """Words of before are gone."""
    panel.table(HEADS[::-1], ROWS[:1])
    assert see.words(panel.artists["heads"]) == [*HEADS[::-1]]
    assert see.words(panel.artists["table"])[1:] == [[""] * 3] * 4


def test_each_sentence_stands_by_the_mark_of_its_class(panel, see):
    """A circle in blue for the first class, a triangle in orange for the second."""
    get = panel.artists
    assert see.words(get["titles"]) == ["first parent", "second parent"]
    assert see.words(get["sentences"]) == ["stir the soup", "row a boat"]
    for classes, sentence, title, number in zip(
        get["classes"], get["sentences"], get["titles"], (0, 1), strict=True
    ):
        assert [mark.get_visible() for mark in classes] == [number == 0, number == 1]
        looks = [see.look(mark) for mark in classes]
        assert [(look.marker, look.fill) for look in looks] == [("o", see.blue), ("^", see.orange)]
        mark, words = see.box(panel, classes[number]), see.box(panel, sentence)
        assert 0 < words.x0 - mark.x1 < 15
        assert words.y0 < (mark.y0 + mark.y1) / 2 < words.y1
        assert see.box(panel, title).y0 > words.y1
    panel.parents(("a", "b"), (1, 1))
    assert [[mark.get_visible() for mark in marks] for marks in get["classes"]] == [
        [False, True]
    ] * 2


def test_a_label_is_a_bar_divided_between_the_classes(panel, see):
    """The first class's part is blue and begins at the left; both shares are written below."""
    get = panel.artists
    assert see.words(get["bar_heads"]) == ["by share of words", "by ratio"]
    assert see.words(get["shares"]) == [
        ["cooking 0.65", "sailing 0.35"],
        ["cooking 0.30", "sailing 0.70"],
    ]
    for bar, whole, head, share in zip(
        get["bars"], get["wholes"], get["bar_heads"], (0.65, 0.3), strict=True
    ):
        assert bar.get_x() == whole.get_x()
        assert bar.get_width() == pytest.approx(share * whole.get_width())
        assert to_hex(bar.get_facecolor()) == see.blue
        assert (to_hex(whole.get_facecolor()), whole.get_hatch()) == (see.orange, "////")
        assert 0 < see.box(panel, head).y0 - see.box(panel, whole).y1 < 15


def test_long_sentences_are_cut_to_fit(panel, see):
    """What is too long loses its middle."""
    panel.parents(("word " * 60, "b"), (0, 1))
    assert "…" in panel.artists["sentences"][0].get_text()
    assert see.inside(panel, panel.artists["sentences"][0])
