import dataclasses
import io
import threading
from itertools import pairwise

import numpy as np
import PIL.Image
import pytest
from matplotlib import colors
from matplotlib.lines import Line2D

from mixlearn import boundary, plots
from mixlearn.plots import _plane, _style
from mixlearn.plots._panel import _wrapped
from mixlearn.sweeps import Sweep

FRAME = (-3.5, 3.5, -3.5, 3.5)
LONG = "a class whose name is far too long for any legend, number"


def pixels(picture):
    return np.asarray(PIL.Image.open(io.BytesIO(picture)))


def known_field(classes=2, extent=FRAME):
    """Give classes that lead each in a sector around the middle of the frame."""
    x, y = np.linspace(*extent[:2], 50), np.linspace(*extent[2:], 50)
    across, up = np.meshgrid(np.linspace(-1, 1, 50), np.linspace(-1, 1, 50))
    angles = 2 * np.pi * np.arange(classes) / classes
    logits = 4 * (across[..., None] * np.cos(angles) + up[..., None] * np.sin(angles))
    shares = np.exp(logits) / np.exp(logits).sum(axis=2, keepdims=True)
    return boundary.Field(x, y, shares, np.arange(classes))


def points(classes, rows=40, extent=FRAME):
    low, high = np.array(extent).reshape(2, 2).T
    X = low + (high - low) * np.random.default_rng(0).uniform(0.1, 0.9, (rows, 2))
    return X, np.arange(rows) % classes


def boundary_panel(names, *, marks=(True, True), extent=FRAME, **options):
    panel = plots.BoundaryPanel(names, extent, **options)
    X, y = points(len(names), extent=extent)
    panel.points(X, y, *((np.arange(len(X)) < 3) & mark for mark in marks))
    found = known_field(len(names), extent)
    panel.field(found, found.boundaries(), title="With mixing", note="right: 100%")
    return panel


def segment_panel(names):
    X, y = points(len(names))
    panel = plots.SegmentPanel(X, y, names)
    panel.show(X[:3] / 2, ("0.3", "", "0.7"))
    return panel


def count_draws(monkeypatch, panel):
    """Count how often a panel draws what stays and what moves."""
    draws = {"still": 0, "moving": 0}
    draw, draw_artist = panel._canvas.draw, panel.figure.draw_artist

    def still():
        draws["still"] += 1
        draw()

    def moving(artist):
        draws["moving"] += 1
        draw_artist(artist)

    monkeypatch.setattr(panel._canvas, "draw", still)
    monkeypatch.setattr(panel.figure, "draw_artist", moving)
    return draws


def extents(panel, artists):
    renderer = panel._canvas.get_renderer()
    return [artist.get_window_extent(renderer) for artist in artists]


def inside(panel, box, *, slack=0.5):
    width, height = panel.size
    return (
        box.x0 >= -slack
        and box.y0 >= -slack
        and box.x1 <= width + slack
        and box.y1 <= height + slack
    )


# Panels.


def simple_panel():
    panel = plots.Panel(120, 80)
    axes = panel.add_axes(0, 0, 1, 1)
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.set_axis_off()
    axes.plot([0, 1], [0.9, 0.9], color="black", linewidth=5)
    dot = axes.plot([0.2], [0.5], "o", color="red", markersize=12)[0]
    panel.moves(dot)
    return panel, dot


def test_picture_has_the_size_of_the_panel():
    """A picture is a PNG of exactly the panel's size in pixels."""
    for panel in (simple_panel()[0], boundary_panel(["a", "b"]), segment_panel(["a", "b"])):
        image = PIL.Image.open(io.BytesIO(panel.png()))
        assert image.format == "PNG"
        assert image.size == panel.size
        assert panel._repr_png_() == panel.png()


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


def test_what_stays_is_left_intact():
    """A moving artist leaves no trace where it was, and returning it returns the same picture."""
    panel, dot = simple_panel()
    start = panel.png()
    dot.set_visible(False)
    panel.moved()
    empty = pixels(panel.png())
    assert not np.any((empty[..., 0] > 200) & (empty[..., 1] < 50))
    assert np.any(empty.sum(axis=2) < 50)  # the line is still there
    dot.set_visible(True)
    for x in (0.8, 0.6, 0.2):
        dot.set_data([x], [0.5])
        panel.moved()
        red = np.argwhere((pixels(panel.png())[..., 0] > 200) & (pixels(panel.png())[..., 1] < 50))
        assert red[:, 1].mean() == pytest.approx(120 * x, abs=1)
    assert panel.png() == start


def test_panels_in_two_threads():
    """Panels drawn in several threads at once are those drawn alone: no state is shared."""
    alone = boundary_panel(["a", "b", "c"]).png()
    found = []

    def work():
        found.extend(boundary_panel(["a", "b", "c"]).png() for _ in range(2))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert found == [alone] * 4


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


# Captions.


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
    lines = _wrapped(text, 10, len)
    assert lines == ["One two", "three", "x" * 10, "x" * 10, "xxxxx", "four."]


def test_the_same_caption_is_the_same_file(blue):
    """A caption written again gives the same bytes, as a notebook executed twice needs it."""
    assert plots.captioned(blue, "α = 0.4, −1") == plots.captioned(blue, "α = 0.4, −1")


# Names.


@pytest.mark.parametrize("name", ["{}", LONG + " {}", "W" * 40 + "{}", "a b\nc {}"])
@pytest.mark.parametrize("classes", range(2, 11))
@pytest.mark.parametrize("make", [boundary_panel, segment_panel])
def test_legend_has_room(make, classes, name):
    """Whatever the classes are called, the legend is whole, and keeps clear of axes and labels."""
    panel = make([name.format(number) for number in range(classes)])
    panel.png()
    (legend,) = panel.figure.legends
    (box,) = extents(panel, [legend])
    assert inside(panel, box)
    texts = legend.get_texts()
    for text in extents(panel, texts):
        assert inside(panel, text)
        assert text.width > 1
    (axes,) = panel.figure.axes
    assert box.y1 <= axes.get_tightbbox().y0 + 0.5
    assert axes.bbox.height > panel.size[1] / 2
    # Names that differ in their ends are still told apart.
    assert len({text.get_text() for text in texts}) == len(texts)


def test_short_names_are_shown_in_full_in_one_row():
    """A few short names stand side by side, and the axes keep their usual place."""
    panel = boundary_panel(["cat", "dog"], marks=(False, False))
    texts = panel.figure.legends[0].get_texts()
    assert [text.get_text() for text in texts] == ["cat", "dog", "boundary"]
    assert len({box.y0 for box in extents(panel, texts)}) <= 2  # letters with and without tails
    assert panel._axes.get_position().bounds == pytest.approx((0.1, 0.17, 0.87, 0.7))


def test_legend_names_the_marks_that_are_there():
    """The marks for wrong labels and outliers are explained only while there are some."""
    panel = boundary_panel(["a", "b"], marks=(True, False))
    X, y = points(2)
    none = np.zeros(len(X), bool)

    def shown():
        return [text.get_text() for text in panel.figure.legends[0].get_texts()]

    assert shown() == ["a", "b", "boundary", "label is wrong"]
    panel.points(X, y, none, ~none)
    assert shown() == ["a", "b", "boundary", "outlier"]
    panel.points(X, y, none, none)
    assert shown() == ["a", "b", "boundary"]
    assert len(panel.figure.legends) == 1


def test_same_legend_is_not_drawn_again(monkeypatch):
    """New points of the same classes leave what stays as it is."""
    panel = boundary_panel(["a", "b"], marks=(False, False))
    panel.png()
    draws = count_draws(monkeypatch, panel)
    X, y = points(2)
    none = np.zeros(len(X), bool)
    panel.points(X[::-1], y, none, none)
    panel.png()
    assert draws["still"] == 0
    assert draws["moving"] > 0


@pytest.mark.parametrize(
    "name", ["$5", "$x^2$", "<script>alert(1)</script>", r"\frac{1}", "_x", "$"]
)
def test_names_are_literal(name):
    """A name is shown letter by letter, whatever it would mean to a typesetter or a browser."""
    panel = boundary_panel([name, "b"], axis_names=(name, name))
    segment, shares = segment_panel([name, "b"]), plots.SharesPanel([name, "b"])
    shares.show(np.array([0.3, 0.7]))
    labels = [
        panel.figure.legends[0].get_texts()[0],
        segment.figure.legends[0].get_texts()[0],
        panel._axes.xaxis.label,
        panel._axes.yaxis.label,
        shares.figure.axes[0].get_xticklabels()[0],
    ]
    for picture in (panel, segment, shares):
        picture.png()
    for label in labels:
        assert label.get_text() == name if len(name) < 9 else "<scri" in label.get_text()
        assert not label.get_parse_math()


def test_notes_are_literal():
    """What stands under the parents is shown letter by letter too."""
    images, segment = plots.ImagesPanel(), segment_panel(["a", "b"])
    images.show([np.zeros((8, 8))] * 3, ("$5", "$", "$x$"))
    segment.show(np.zeros((3, 2)), ("$5", "", "$x$"))
    for panel in (images, segment):
        panel.png()
        assert not any(note.get_parse_math() for note in panel._notes)


@pytest.mark.parametrize(
    "extent",
    [
        FRAME,
        (0.0, 1e5, 1e5, 9e6),
        (0.0, 1e-3, -1e-5, 1e-5),
        (-1e30, 1e30, 1e6, 1e6 + 1),
        (1999.5, 2024.5, -0.03, 0.04),
    ],
)
def test_axes_have_room_for_their_numbers(extent):
    """Whatever the units of the features are, numbers and names of the axes are whole."""
    names = ("a feature with quite a long name " * 4, "another one, not shorter at all " * 4)
    panel = boundary_panel(["a", "b"], extent=extent, axis_names=names)
    panel.png()
    axes = panel._axes
    assert inside(panel, axes.get_tightbbox(), slack=1)
    (note,) = extents(panel, [panel._note])
    assert axes.get_tightbbox().y1 <= note.y0 + 1
    assert axes.xaxis.get_offset_text().get_text() == ""
    assert axes.yaxis.get_offset_text().get_text() == ""
    ticks = [label.get_text() for label in axes.get_yticklabels()]
    assert len(set(ticks)) == len(ticks) > 2
    assert axes.bbox.width > panel.size[0] / 2


@pytest.mark.parametrize("classes", [1, 2, 5, 6, 10])
def test_names_under_bars_do_not_touch(classes):
    """Names under the bars of a soft label stay apart, and inside the picture."""
    panel = plots.SharesPanel([f"class number {number}" for number in range(classes)])
    panel.show(np.full(classes, 1 / classes))
    panel.png()
    boxes = extents(panel, panel.figure.axes[0].get_xticklabels())
    assert all(inside(panel, box) for box in boxes)
    for left, right in pairwise(boxes):
        assert left.x1 < right.x0


# Colours.


def test_two_classes_meet_in_grey():
    """Half of each of the first two classes is a grey: red, green and blue almost alike."""
    blue, grey, orange = _style.pale(np.array([[1, 0], [0.5, 0.5], [0, 1]])).astype(int)
    assert np.ptp(grey) < 20
    assert np.ptp(blue) > 60
    assert np.ptp(orange) > 60
    assert blue[2] == blue.max()
    assert orange[0] == orange.max()


def test_pale_colours_blend_linearly():
    """The colour of a share is the blend of the classes' colours, as bytes, halfway to white."""
    assert np.array_equal(
        _style.pale(np.eye(10)),
        (255 * (1 + np.array([colors.to_rgb(c) for c in _style.COLORS])) / 2).round(),
    )
    shares = np.random.default_rng(0).dirichlet(np.ones(4), (5, 6))
    found = _style.pale(shares)
    assert found.shape == (5, 6, 3)
    assert found.dtype == np.uint8
    np.testing.assert_allclose(found, shares @ _style.pale(np.eye(4)).astype(float), atol=1)
    assert np.array_equal(_style.pale(shares.astype(np.float32)), found)


def test_classes_differ_in_colour_and_marker():
    """No two classes share a colour, and none a marker: colour is never alone."""
    assert len(set(_style.COLORS)) == len(set(_style.MARKERS)) == plots.MAX_CLASSES == 10
    panel = boundary_panel([str(number) for number in range(10)])
    assert len({artist.get_marker() for artist in panel._points}) == 10
    assert len({artist.get_color() for artist in panel._points}) == 10


@pytest.mark.parametrize(
    "make",
    [
        lambda names: plots.BoundaryPanel(names, FRAME),
        lambda names: plots.SegmentPanel(*points(11), names),
        plots.SharesPanel,
        lambda names: _style.pale(np.eye(len(names))),
    ],
)
def test_more_classes_than_colours(make):
    """More than ten classes are refused in one sentence."""
    with pytest.raises(ValueError, match=r"at most 10 classes apart\. Got 11: join"):
        make([str(number) for number in range(11)])


# What the pictures show.


def test_field_is_where_its_numbers_are():
    """The colour at a point of the plane is that of the share there, with y upwards."""
    panel = plots.BoundaryPanel(["a", "b"], FRAME)
    x = np.linspace(-3.5, 3.5, 50)
    second = ((x[None, :] > 1) & (x[:, None] > 2)) * 1.0  # in the upper right corner
    found = boundary.Field(x, x, np.stack([1 - second, second], axis=2), np.arange(2))
    panel.field(found, [], title="", note="")
    shown = pixels(panel.png()).astype(int)
    (box,) = extents(panel, [panel._axes.patch])
    first, other = _style.pale(np.eye(2))
    for point, color in [
        ((2.0, 3.0), other),
        ((1.2, 2.2), other),
        ((0.8, 3.0), first),
        ((2.0, 1.8), first),
        ((-3.0, -3.0), first),
    ]:
        share = (np.array(point) + 3.5) / 7
        column, row = box.x0 + share[0] * box.width, panel.size[1] - box.y0 - share[1] * box.height
        assert np.abs(shown[int(row), int(column)] - color).max() <= 8


def test_boundary_lies_between_the_colours():
    """The black line runs where the colours change, to a pixel, at the frame's sides too."""
    panel = plots.BoundaryPanel(["a", "b"], FRAME)
    x = np.linspace(-3.5, 3.5, 50)
    for place in (-3.2, 0.1, 3.2):
        second = np.tile(np.clip(0.5 + 5 * (x - place), 0, 1), (50, 1))
        found = boundary.Field(x, x, np.stack([1 - second, second], axis=2), np.arange(2))
        panel.field(found, [], title="", note="")
        row = pixels(panel.png())[200].astype(int)
        (box,) = extents(panel, [panel._axes.patch])
        within = row[int(box.x0) + 2 : int(box.x1) - 2]
        orange = _style.pale(np.eye(2))[1]
        change = np.argmax(np.abs(within - orange).max(axis=1) < 60) + int(box.x0) + 2
        (line,) = found.boundaries()
        where = box.x0 + (line[:, 0].mean() + 3.5) / 7 * box.width
        assert change == pytest.approx(where, abs=3)


def test_points_are_where_they_belong():
    """Every class's points stand at their places, with its marker; the marked ones are ringed."""
    panel = boundary_panel(["a", "b", "c"])
    X, y = points(3)
    for number, artist in enumerate(panel._points):
        np.testing.assert_array_equal(artist.get_xydata(), X[y == number])
    np.testing.assert_array_equal(panel._flipped.get_xydata(), X[:3])
    np.testing.assert_array_equal(panel._outliers.get_xydata(), X[:3])


def test_segment_shows_parents_and_blend():
    """The line joins the parents, the star is the blend."""
    panel = segment_panel(["a", "b"])
    before = panel.png()
    first, blend, second = np.array([[0.0, 0.0], [0.3, 0.6], [1.0, 2.0]])
    panel.show((first, blend, second), ("0.7", "", "0.3"))
    np.testing.assert_array_equal(panel._line.get_xydata(), [first, second])
    np.testing.assert_array_equal(panel._blend.get_xydata(), [blend])
    assert [note.get_text() for note in panel._notes] == ["0.7", "0.3"]
    assert panel.png() != before


def test_images_show_ink_as_dark():
    """Images are shown with 0 as white and 1 as black, in the order given."""
    panel = plots.ImagesPanel()
    panel.show([np.zeros((8, 8)), np.full((8, 8), 0.5), np.ones((8, 8))], ("a", "b", "c"))
    shown = pixels(panel.png())
    levels = [
        shown[int(300 - (box.y0 + box.y1) / 2), int((box.x0 + box.x1) / 2), 0]
        for box in extents(panel, [axes.patch for axes in panel.figure.axes])
    ]
    assert levels[0] == 255
    assert 100 < levels[1] < 155
    assert levels[2] == 0


def test_bars_are_the_shares():
    """A bar is as high as its share, which stands on it in figures; a share of 0 has none."""
    panel = plots.SharesPanel(["a", "b", "c"])
    panel.show(np.array([0.25, 0.75, 0.0]))
    assert [bar.get_height() for bar in panel._bars] == [0.25, 0.75, 0]
    assert [text.get_text() for text in panel._values] == ["0.25", "0.75", ""]
    panel.show(np.array([0.0, 0.0, 1.0]))
    panel.png()
    assert [text.get_text() for text in panel._values] == ["", "", "1.00"]
    assert inside(panel, extents(panel, [panel._values[2]])[0])


def test_no_classes_yet():
    """A panel made before its classes are known is drawn without a fault."""
    for panel in (plots.BoundaryPanel((), (0, 1, 0, 1)), plots.SharesPanel(())):
        assert pixels(panel.png()).shape == (*panel.size[::-1], 3)


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


def test_markers_are_lines_with_names():
    """The artists of the classes carry their names, for the legend."""
    axes = plots.Panel(100, 100).add_axes(0, 0, 1, 1)
    found = _plane.class_markers(axes, ["cat", "dog"])
    assert all(isinstance(artist, Line2D) for artist in found)
    assert [artist.get_label() for artist in found] == ["cat", "dog"]


# Sweeps and reliability


def sweep_panel(lines=2, **options):
    panel = plots.SweepPanel((0, 0.4, 1), [f"budget {k}" for k in range(lines)], **options)
    means = 0.8 + 0.01 * np.arange(3 * lines).reshape(lines, 3)
    return panel, means


@pytest.mark.parametrize("lines", [1, 2, 10])
def test_a_sweep_is_drawn_with_a_marker_and_a_colour_a_budget(lines):
    """Every budget has its own marker, means and spread; a legend stands below several."""
    panel, means = sweep_panel(lines)
    panel.show(means, means - 0.05, means + 0.05, runs=means[None], title="Title")
    looks = {(line.get_color(), line.get_marker()) for line in panel._means}
    assert len(looks) == lines
    assert len(panel.figure.legends) == (lines > 1)
    for line, expected in zip(panel._means, means, strict=True):
        np.testing.assert_allclose(line.get_ydata(), expected)
    low, high = panel._axes.get_ylim()
    assert low < means.min() - 0.05 < means.max() + 0.05 < high
    assert pixels(panel.png()).shape == (400, 440, 3)


def test_a_sweep_moves_and_comes_back():
    """Other numbers give another picture of the same artists, the first ones the first again."""
    panel, means = sweep_panel()
    pictures = []
    for shift in (0.0, 0.01, 0.0):
        panel.show(means + shift, means - 0.1, means + 0.1)
        artists = list(panel._moving)
        pictures.append(panel.png())
    assert panel._moving == artists
    assert pictures[0] != pictures[1]
    assert pictures[0] == pictures[2]


def test_a_sweep_leaves_gaps_where_cells_are_missing():
    """NaN is no point, and the frame fits the rest."""
    panel, means = sweep_panel()
    means[0, 1] = np.nan
    panel.show(means, means - 0.05, means + 0.05)
    assert np.isfinite(panel._axes.get_ylim()).all()
    panel.show(means * np.nan, means * np.nan, means * np.nan)
    assert panel.png()


def test_gains_stand_over_a_line_at_zero():
    """Differences from no mixing have signs, and zero has none."""
    panel, means = sweep_panel(1, baseline=True, ylabel="points")
    panel.show(means - 0.8, means - 0.85, means - 0.75)
    form = panel._axes.yaxis.get_major_formatter()
    assert [form(value, 0) for value in (0.025, 0.0, -0.1)] == ["+2.5", "0", "-10"]


def swept(budgets):
    scores = 0.8 + 0.01 * np.arange(3 * budgets * 2, dtype=float).reshape(1, 3, 1, budgets, 1, 2)
    names = {"alphas": (0.0, 0.4), "metrics": ("accuracy",), "param": "alpha"}
    numbers = {"seeds": 3, "folds": 1, "n_train": 90, "n_test": 30, "random_state": 0}
    return Sweep(
        scores=scores,
        train_scores=scores,
        budgets=tuple(range(1, budgets + 1)) if budgets > 1 else (None,),
        budget_param="mlp__max_iter" if budgets > 1 else None,
        **names,
        **numbers,
    )


def test_a_sweep_s_own_picture_shows_its_means_spread_and_runs():
    """`from_sweep` draws what the sweep says, a line a budget, and prints its means."""
    sweep = swept(2)
    panel = plots.SweepPanel.from_sweep(sweep)
    for line, mean in zip(panel._means, sweep.mean(), strict=True):
        np.testing.assert_allclose(line.get_ydata(), mean)
    low = panel._bars[0].get_ydata()[::3]
    np.testing.assert_allclose(low, (sweep.mean() - sweep.std())[0])
    assert len(panel._runs[0].get_ydata()) == 3 * 2
    assert repr(panel).splitlines() == [
        "held-out accuracy:",
        "max_iter = 1: 0.840 at α = 0, 0.850 at α = 0.4",
        "max_iter = 2: 0.860 at α = 0, 0.870 at α = 0.4",
    ]
    assert pixels(panel.png()).shape == (400, 440, 3)


def test_a_sweep_s_gains_are_paired_differences():
    """With gains the picture shows each run minus the same run without mixing."""
    panel = plots.SweepPanel.from_sweep(swept(1), gains=True)
    np.testing.assert_allclose(panel._means[0].get_ydata(), [0, 0.01])
    np.testing.assert_allclose(panel._bars[0].get_ydata()[::3], [0, 0.01], atol=1e-12)
    assert (
        repr(panel) == "held-out accuracy, difference from none: 0.000 at α = 0, 0.010 at α = 0.4"
    )
    other = dataclasses.replace(swept(1), alphas=(0.2, 0.4))
    with pytest.raises(ValueError, match=r"must hold alpha = 0\. Got \[0.2, 0.4\]"):
        plots.SweepPanel.from_sweep(other, gains=True)


def test_reliability_shows_bins_and_their_rows():
    """Points stand at confidence and accuracy, bars are as high as bins have rows."""
    panel = plots.ReliabilityPanel(["plain", "mixed"], lowest=0.5)
    bins = [
        (np.array([0.6, 0.9]), np.array([0.5, 1.0]), np.array([10, 30])),
        (np.array([0.7]), np.array([0.8]), np.array([40])),
    ]
    panel.show(bins, title="Title")
    np.testing.assert_allclose(panel._lines[0].get_xydata(), [[0.6, 0.5], [0.9, 1.0]])
    np.testing.assert_allclose(panel._stems[0].get_ydata()[1::3], [0.25, 0.75])
    assert panel._most.get_text() == "highest: 40 rows"
    first = panel.png()
    panel.show(bins[::-1])
    assert panel.png() != first
    assert pixels(first).shape == (400, 440, 3)


# Curves


def test_a_curve_moves_without_a_new_picture(monkeypatch):
    """Another curve, other blends and other points are drawn over what was drawn once."""
    x = np.linspace(-1, 1, 50)
    panel = plots.CurvePanel(
        ("class A", "class B"), (-1.1, 1.1, -0.1, 1.1), axis_names=("x", "y"), half=True
    )
    draws = count_draws(monkeypatch, panel)
    shown = []
    for height in (0.2, 0.8):
        panel.points(np.array([[-1, 0], [0, height]]), np.array([0, 1]))
        curve = np.column_stack([x, np.full(50, height)])
        panel.show(curve, curve[::7], title="With mixing", note="middle point: 0.40")
        shown.append(pixels(panel.png()))
    assert draws["still"] == 1
    assert (shown[0] != shown[1]).any()


def test_names_and_axes_of_a_curve_lie_inside_the_picture():
    """Nothing is cut off: axis names, legend, title and note, with the truth as a fifth entry."""
    line = np.column_stack([np.linspace(-2, 2, 9), np.zeros(9)])
    panel = plots.CurvePanel(
        ("training points",), (-2, 2, -1.35, 1.35), axis_names=("feature x", "y"), truth=line
    )
    panel.points(line, np.zeros(9, dtype=int))
    note = "mean squared error on new points: 0.178"
    panel.show(line, line, title="With mixing, all 50-50, near partners", note=note)
    panel.png()
    axes = panel.figure.axes[0]
    texts = [axes.xaxis.label, axes.yaxis.label, *panel.figure.texts]
    for box in extents(panel, [*texts, *panel.figure.legends]):
        assert inside(panel, box)
