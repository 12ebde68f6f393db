"""How tests look at a panel: at its artists, and at its whole picture beside a golden one.

    pytest tests/plots --golden

draws the golden pictures anew, for a change of looks that is meant.
"""

import io
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
import PIL.Image
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.offsetbox import DrawingArea
from matplotlib.testing.compare import compare_images
from packaging.requirements import Requirement

from mixlearn import boundary
from mixlearn.plots import _style

GOLDEN = Path(__file__).parent / "golden"
# Root mean square of what pixels differ by, of 255: less than the smallest mark of any panel
# makes, more than another build of FreeType does.
TOLERANCE = 0.25


def pytest_addoption(parser):
    parser.addoption("--golden", action="store_true", help="draw the golden pictures anew")


def pinned():
    """Return the version of matplotlib that drew the golden pictures."""
    project = tomllib.loads((GOLDEN.parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    needed = map(Requirement, project["project"]["optional-dependencies"]["test"])
    (specifier,) = next(each for each in needed if each.name == "matplotlib").specifier
    return specifier.version


@pytest.fixture
def golden(request, tmp_path):
    """Compare a panel's picture with that kept, and its artists' names with its docstring."""

    def check(panel):
        documented = "".join(kind.__doc__ or "" for kind in type(panel).__mro__)
        for artist in panel.artists:
            assert f'``"{artist}"``' in documented, artist
        name = f"{type(panel).__name__}.png"
        if request.config.getoption("--golden", default=False):
            image = PIL.Image.open(io.BytesIO(panel.png()))
            image.save(GOLDEN / name, optimize=True)
        if mpl.__version__ != pinned():
            pytest.skip(f"golden pictures are those of matplotlib {pinned()}")
        (tmp_path / name).write_bytes(panel.png())
        difference = compare_images(GOLDEN / name, tmp_path / name, TOLERANCE)
        assert difference is None, difference

    return check


class Look(NamedTuple):
    """A mark's shape, fill and edge, and the colour of the line that joins marks."""

    marker: str | None = None
    fill: str | None = None
    edge: str | None = None
    line: str | None = None


def color_name(color):
    return "none" if to_rgba(color)[3] == 0 else to_hex(color)


def look(artist):
    """Return the look of a line's or a scatter's marks, these of one fill."""
    if isinstance(artist, PathCollection):
        fills = {color_name(color) for color in artist.get_facecolor()}
        (edge,) = {color_name(color) for color in artist.get_edgecolor()}
        return Look(shape(artist), fills.pop() if len(fills) == 1 else None, edge)
    line = color_name(artist.get_color()) if artist.get_linestyle() != "None" else None
    if artist.get_marker() in ("None", "", None):
        return Look(line=line)
    fill, edge = artist.get_markerfacecolor(), artist.get_markeredgecolor()
    return Look(artist.get_marker(), color_name(fill), color_name(edge), line)


def shape(scatter):
    """Return the letter of a scatter's marker."""
    drawn = scatter.get_paths()[0].vertices
    for letter in _style.MARKERS:
        style = MarkerStyle(letter)
        known = style.get_path().transformed(style.get_transform()).vertices
        if known.shape == drawn.shape and np.allclose(known, drawn):
            return letter
    return None


def legend(panel):
    """Return the looks of the marks beside each word of a panel's legend."""
    shown = panel.artists["legend"]
    (same,) = panel.figure.legends
    assert same is shown
    areas = shown.findobj(DrawingArea)
    return {
        text.get_text(): [look(line) for line in area.findobj(Line2D)]
        for text, area in zip(shown.get_texts(), areas, strict=True)
    }


def words(artists):
    """Return the texts of artists, or of lists of them."""
    if isinstance(artists, (list, tuple)):
        return [words(part) for part in artists]
    return artists.get_text()


def pixels(panel):
    """Return a panel's picture (rows, columns, 3), the uppermost row first."""
    return np.asarray(PIL.Image.open(io.BytesIO(panel.png()))).astype(int)


def box(panel, artist):
    """Return the box around an artist in pixels from the lower left."""
    panel.png()
    return artist.get_window_extent(panel.figure.canvas.get_renderer())


def inside(panel, artist, slack=0.5):
    """Tell whether all of an artist lies within the picture."""
    found, (width, height) = box(panel, artist), panel.size
    low, high = -slack, slack
    return min(found.x0, found.y0) >= low and found.x1 <= width + high and found.y1 <= height + high


def field(extent):
    """Return a field over a frame, whose two classes meet a little right of its middle."""
    x, y = np.linspace(*extent[:2], 50), np.linspace(*extent[2:], 50)
    second = 1 / (1 + np.exp(-28 * (np.tile(np.linspace(0, 1, 50), (50, 1)) - 0.53)))
    return boundary.Field(x, y, np.stack([1 - second, second], axis=2), np.arange(2))


@pytest.fixture
def see():
    """Return the tools with which all tests look at panels."""
    return SimpleNamespace(
        Look=Look,
        box=box,
        field=field,
        inside=inside,
        legend=legend,
        look=look,
        pixels=pixels,
        words=words,
        blue="#2f6fbf",
        orange="#e8832a",
        green="#2f9e77",
        violet="#8757b0",
        red="#c4436b",
        ink="#1b1f24",
        grey="#6a737d",
        white="#ffffff",
    )
