"""What all panels do: draw once what stays, name their artists, and find room for a legend."""

import io
import threading

import numpy as np
import PIL.Image
import pytest
from matplotlib.lines import Line2D

from mixlearn import plots

FRAME = (-3.5, 3.5, -3.5, 3.5)
LONG = "a class whose name is far too long for any legend, number"
X = np.random.default_rng(0).uniform(-2.5, 2.5, (40, 2))


def boundary_panel(names):
    panel = plots.BoundaryPanel(names, FRAME)
    mark = np.arange(40) < 3
    panel.points(X, np.arange(40) % len(names), mark, mark)
    return panel


def segment_panel(names):
    panel = plots.SegmentPanel(X, np.arange(40) % len(names), names)
    panel.show(X[:3] / 2, ("0.3", "", "0.7"))
    return panel


def simple_panel():
    panel = plots.Panel(120, 80)
    axes = panel.add_axes(0, 0, 1, 1)
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.set_axis_off()
    panel.stays(line=axes.plot([0, 1], [0.9, 0.9], color="black", linewidth=5)[0])
    dot = axes.plot([0.2], [0.5], "o", color="red", markersize=12)[0]
    panel.moves(dot=dot)
    return panel, dot


def count_draws(monkeypatch, panel):
    """Count how often a panel draws what stays and what moves."""
    draws = {"still": 0, "moving": 0}
    draw, draw_artist = panel.figure.canvas.draw, panel.figure.draw_artist

    def still():
        draws["still"] += 1
        draw()

    def moving(artist):
        draws["moving"] += 1
        draw_artist(artist)

    monkeypatch.setattr(panel.figure.canvas, "draw", still)
    monkeypatch.setattr(panel.figure, "draw_artist", moving)
    return draws


def test_a_picture_has_the_size_of_the_panel():
    """A picture is a PNG of exactly the panel's size in pixels."""
    for panel in (simple_panel()[0], boundary_panel(["a", "b"]), segment_panel(["a", "b"])):
        image = PIL.Image.open(io.BytesIO(panel.png()))
        assert image.format == "PNG"
        assert image.size == panel.size
        assert panel._repr_png_() == panel.png()


def test_artists_have_names():
    """One artist or nested lists of them stand under a name, and move if they are to move."""
    panel = plots.Panel(100, 100)
    axes = panel.add_axes(0, 0, 1, 1)
    lines = [axes.plot([0, 1], [k, k])[0] for k in range(4)]
    panel.stays(still=lines[0])
    panel.moves(one=lines[1], many=[[lines[2]], [lines[3]]])
    assert panel.artists == {"still": lines[0], "one": lines[1], "many": [[lines[2]], [lines[3]]]}
    assert [line.get_animated() for line in lines] == [False, True, True, True]


def test_artists_are_drawn_in_the_order_of_their_names(see):
    """What is named later covers what is named before, whatever was made first."""
    panel = plots.Panel(100, 100)
    axes = panel.add_axes(0, 0, 1, 1)
    red = axes.axvspan(0, 1, color="red")
    blue = axes.axvspan(0, 1, color="blue", zorder=-5)
    panel.moves(red=red, blue=blue)
    np.testing.assert_array_equal(see.pixels(panel)[50, 50], (0, 0, 255))


def test_nothing_is_drawn_twice(monkeypatch):
    """A picture asked for again is not drawn again; what moved is drawn over what stays."""
    panel, dot = simple_panel()
    draws = count_draws(monkeypatch, panel)
    first = panel.png()
    assert draws == {"still": 1, "moving": 1}
    assert panel.png() is first
    assert draws == {"still": 1, "moving": 1}
    dot.set_data([0.8], [0.5])
    panel.moved()
    assert panel.png() != first
    assert draws == {"still": 1, "moving": 2}
    panel.changed()
    panel.png()
    assert draws == {"still": 2, "moving": 3}


def test_what_stays_is_left_intact(see):
    """A moving artist leaves no trace where it was, and returning it returns the same picture."""
    panel, dot = simple_panel()
    start = panel.png()
    dot.set_visible(False)
    panel.moved()
    empty = see.pixels(panel)
    assert not np.any((empty[..., 0] > 200) & (empty[..., 1] < 50))
    assert np.any(empty.sum(axis=2) < 50)  # the line is still there
    dot.set_visible(True)
    for x in (0.8, 0.6, 0.2):
        dot.set_data([x], [0.5])
        panel.moved()
        shown = see.pixels(panel)
        red = np.argwhere((shown[..., 0] > 200) & (shown[..., 1] < 50))
        assert red[:, 1].mean() == pytest.approx(120 * x, abs=1)
    assert panel.png() == start


def test_panels_in_two_threads():
    """Panels drawn in several threads at once are those drawn alone: no state is shared."""
    alone = boundary_panel(["a", "b", "c"]).png()
    drawn = []

    def work():
        drawn.extend(boundary_panel(["a", "b", "c"]).png() for _ in range(2))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert drawn == [alone] * 4


@pytest.mark.parametrize("name", ["{}", LONG + " {}", "W" * 40 + "{}", "a b\nc {}"])
@pytest.mark.parametrize("make", [boundary_panel, segment_panel])
def test_a_legend_has_room(make, name, see):
    """Whatever classes are called, it is whole, and clear of axes and labels."""
    for classes in (2, 3, 6, 10):
        panel = make([name.format(number) for number in range(classes)])
        legend, (axes,) = panel.artists["legend"], panel.figure.axes
        assert see.inside(panel, legend)
        texts = legend.get_texts()
        for text in texts:
            assert see.inside(panel, text)
            assert see.box(panel, text).width > 1
        assert see.box(panel, legend).y1 <= axes.get_tightbbox().y0 + 0.5
        assert axes.bbox.height > panel.size[1] / 2
        # Names that differ in their ends are still told apart.
        assert len({text.get_text() for text in texts}) == len(texts)


def test_several_marks_may_share_a_name(see):
    """A tuple of marks stands beside the name of its first, all of them drawn."""
    panel = plots.Panel(300, 100)
    marks = [Line2D([], [], ls="", marker=m, color="red", label=m) for m in "os^"]
    panel.legend([marks[0], (marks[1], marks[2])])
    red = see.Look("s", "#ff0000", "#ff0000")
    assert see.legend(panel) == {
        "o": [red._replace(marker="o")],
        "s": [red, red._replace(marker="^")],
    }


def test_the_same_legend_is_not_drawn_again(monkeypatch):
    """New points of the same classes leave what stays as it is; another legend does not."""
    panel = boundary_panel(["a", "b"])
    panel.png()
    draws = count_draws(monkeypatch, panel)
    marked, none = np.arange(40) < 3, np.zeros(40, bool)
    panel.points(X[::-1], np.arange(40) % 2, marked, marked)
    panel.png()
    assert draws["still"] == 0
    assert draws["moving"] > 0
    panel.points(X, np.arange(40) % 2, none, marked)
    panel.png()
    assert draws["still"] == 1
    assert len(panel.figure.legends) == 1


@pytest.mark.parametrize(
    "name", ["$5", "$x^2$", "<script>alert(1)</script>", r"\frac{1}", "_x", "$"]
)
def test_names_are_literal(name):
    """A name is shown letter by letter, whatever it would mean to a typesetter or a browser."""
    panel = plots.BoundaryPanel([name, "b"], FRAME, axis_names=(name, name))
    mark = np.arange(40) < 3
    panel.points(X, np.arange(40) % 2, mark, mark)
    segment = segment_panel([name, "b"])
    (axes,) = panel.figure.axes
    labels = [
        panel.artists["legend"].get_texts()[0],
        segment.artists["legend"].get_texts()[0],
        axes.xaxis.label,
        axes.yaxis.label,
    ]
    assert panel.png()
    assert segment.png()
    for label in labels:
        assert label.get_text() == name if len(name) < 9 else "<scri" in label.get_text()
        assert not label.get_parse_math()


def test_shorten():
    """A text that is too wide loses its middle, and never more than it must."""
    panel = plots.Panel(100, 100)
    text = "abcdefghijklmnopqrstuvwxyz"
    assert panel.shorten(text, 1000, 10) == text
    assert panel.shorten("  two\n words ", 1000, 10) == "two words"
    cut = panel.shorten(text, 100, 10)
    assert cut[:4] == "abcd"
    assert cut[-4:] == "wxyz"
    assert panel.width_of(cut, 10) <= 100 < panel.width_of(cut.replace("…", "…m"), 10)
    assert panel.shorten(text, 0, 10) == "a…"
