"""ImageLab: mixup, CutMix and FMix on two images, and a count of the pixels."""

import functools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from mixlearn import blending, cuts, datasets
from mixlearn.labs import _fields as fields
from mixlearn.labs._base import Lab
from mixlearn.labs._parents import MIXUP, class_of, label_of, program, receipt
from mixlearn.labs._settings import field
from mixlearn.methods import find
from mixlearn.mixing import Mixed
from mixlearn.plots import BarsPanel, TriplePanel

__all__ = ["PRESETS", "ImageLab", "Picture", "Result", "Settings", "code", "describe", "run"]

_SAMPLES = 100
# Methods that take pixels whole, as the sentence calls them.
_NAMES = {"cutmix": "CutMix", "fmix": "FMix"}


@dataclass(frozen=True)
class Settings:
    """What the learner may set."""

    lam: float = fields.lam(0.6)
    method: str = field(
        "cutmix",
        "Method",
        choices={
            "mixup": "mixup: blend every pixel",
            "cutmix": "CutMix: paste a patch",
            "fmix": "FMix: pieces of any form",
        },
        help="How two images become one.",
    )
    edge: str = field(
        "inside",
        "Patch at the edge",
        choices={"inside": "moved inside", "clipped": "cut off"},
        matters=lambda s: s.method == "cutmix",
        help="CutMix: what becomes of a patch near the edge of the image.",
    )
    across: float = field(
        0.5,
        "Patch across",
        low=0,
        high=1,
        step=0.01,
        matters=lambda s: s.method == "cutmix",
        help="CutMix: where the patch lies, from the left (0) to the right (1).",
    )
    down: float = field(
        0.5,
        "Patch down",
        low=0,
        high=1,
        step=0.01,
        matters=lambda s: s.method == "cutmix",
        help="CutMix: where the patch lies, from the top (0) to the bottom (1).",
    )
    form: int = field(
        0,
        "Form of the pieces",
        low=0,
        high=30,
        matters=lambda s: s.method == "fmix",
        help="FMix: draws where pieces are cut out.",
    )
    first: int = fields.parent(0, "First", "images", _SAMPLES)
    second: int = fields.parent(5, "Second", "images", _SAMPLES)
    data: str = field(
        "pets",
        "Images",
        choices={"pets": "drawn pets", "digits": "handwritten digits", "tissue": "drawn tissue"},
        help="Pets and tissue are drawn by a program.",
    )


@dataclass(frozen=True, eq=False)
class Result:
    """A mix of two images, and the count of its pixels.

    Attributes
    ----------
    settings : Settings
        What was asked for.
    source : Dataset
        The images to choose from.
    mixed : Mixed
        The receipt of the one mix; its `lam` is the share by the pixels.
    meant : tuple of float, or None
        ``top, bottom, left, right`` of the patch before it was cut off and rounded.
    pasted : int
        Pixels that come from the second parent, where pixels are taken whole.
    pixels : int
        Pixels of the image.
    """

    settings: Settings
    source: datasets.Dataset
    mixed: Mixed
    meant: tuple[float, float, float, float] | None
    pasted: int
    pixels: int


def run(settings: Settings) -> Result:
    """Mix two images, and label the mix by what is in it."""
    s, source = settings, _samples(settings.data)
    first, second, lam = np.array([s.first]), np.array([s.second]), np.array([s.lam])
    size = source.X.shape[1:3]
    cut, pasted = _cut(s, size), 0
    if cut is None:
        X = blending.interpolate(source.X, first, second, lam)
    else:
        lam = cuts.shares(cut, size)
        pasted = int(cuts.mask(cut, size).sum())
        X = cuts.paste(source.X, first, second, cut)
    mixed = receipt(source, s, X, lam, method=s.method, cut=cut)
    meant = _meant(s, size) if s.method == "cutmix" and s.edge == "clipped" else None
    return Result(s, source, mixed, meant, pasted, math.prod(size))


def _cut(s: Settings, size: tuple[int, int]) -> Any:
    """Plan what is taken whole from the second parent: a patch, pieces, or nothing."""
    if s.method == "cutmix":
        return cuts.boxes([s.lam], size, at=(s.down, s.across), clipped=s.edge == "clipped")
    return find(s.method).plan(np.array([s.lam]), size, np.random.default_rng(s.form))


@functools.cache
def _samples(data: str) -> datasets.Dataset:
    if data == "digits":
        return datasets.digits(n_samples=_SAMPLES, rng=0)
    make = {"pets": datasets.pets, "tissue": datasets.tissue}[data]
    return make(_SAMPLES, rng=0)


def _meant(s: Settings, size: tuple[int, int]) -> tuple[float, float, float, float]:
    """Compute the patch that was meant: of the full area, around the pixel where it is put."""
    edges: list[float] = []
    for pixels, place in zip(size, (s.down, s.across), strict=True):
        half = pixels * math.sqrt(1 - s.lam) / 2
        middle = min(int(pixels * place), pixels - 1)
        edges += [middle - half, middle + half]
    return edges[0], edges[1], edges[2], edges[3]


class Picture:
    """Parents and mix on the left, the shares on the right."""

    def __init__(self) -> None:
        self._images: dict[tuple[int, ...], TriplePanel] = {}
        self._shape: tuple[int, ...] = (32, 32)
        self._bars = BarsPanel()

    @property
    def panels(self) -> dict[str, Any]:
        """What is shown now."""
        height, width = self._shape
        if self._shape not in self._images:
            self._images[self._shape] = TriplePanel((height, width))
        return {"images": self._images[self._shape], "shares": self._bars}

    def update(self, result: Result) -> None:
        """Show another mix."""
        s, source, mixed = result.settings, result.source, result.mixed
        self._shape = source.X.shape[1:3]
        images, bars = self.panels.values()
        notes = [_caption(result, s.first), "", _caption(result, s.second)]
        notes[1] = "all pixels blended"
        pasted = None
        if mixed.cut is not None:
            notes[1] = f"{result.pasted} of {result.pixels} pixels pasted"
            pasted = mixed.cut[0]
        images.show(
            (source.X[s.first], mixed.X[0], source.X[s.second]),
            notes,
            pasted=pasted,
            meant=result.meant,
        )
        names = (
            f"first parent: {class_of(result, s.first)}",
            f"second parent: {class_of(result, s.second)}",
        )
        bars.show(names, (s.lam, float(mixed.lam[0])), label_of(result))


def _caption(result: Result, row: int) -> str:
    severity = result.source.severity
    name = class_of(result, row)
    return name if severity is None else f"severity {severity[row]:.2f}"


def describe(result: Result) -> str:
    """Say what was mixed, and account for its pixels."""
    s, lam = result.settings, float(result.mixed.lam[0])
    label = "Label: " + ", ".join(label_of(result)) + "."
    if s.method == "mixup":
        parts = (
            f"Mixup: every pixel is {s.lam:.2f} × image {s.first} ({class_of(result, s.first)}) + "
            f"{1 - s.lam:.2f} × image {s.second} ({class_of(result, s.second)})."
        )
        return f"{parts} {label}"
    left = result.pixels - result.pasted
    parts = (
        f"{_NAMES[s.method]}: {result.pasted} of {result.pixels} pixels come from image "
        f"{s.second} ({class_of(result, s.second)}){_where(result)}, {left} from image {s.first} "
        f"({class_of(result, s.first)}). "
        f"Share of the first: meant {s.lam:.2f}, counted {lam:.2f}"
    )
    if abs(lam - s.lam) < 0.005:
        return f"{parts}. {label}"
    return f"{parts}, because {_why(result)}. {label}"


def _why(result: Result) -> str:
    """Say why another share is counted than was meant."""
    if result.settings.method == "fmix":
        return "pixels are taken whole"
    hangs = result.meant is not None and _overhangs(result, result.meant)
    return "what hung over the edge was cut off" if hangs else "the sides are whole pixels"


def _where(result: Result) -> str:
    if result.settings.method != "cutmix" or not result.pasted:
        return ""
    assert result.mixed.cut is not None  # noqa: S101
    top, bottom, left, right = result.mixed.cut[0].tolist()
    return f", rows {top} to {bottom - 1} and columns {left} to {right - 1}"


def _overhangs(result: Result, meant: tuple[float, float, float, float]) -> bool:
    top, bottom, left, right = meant
    height, width = result.source.X.shape[1:3]
    return min(top, left) < -0.5 or bottom > height + 0.5 or right > width + 0.5


def code(settings: Settings) -> str:
    """Write the lines that make this mix and its label."""
    s = settings
    make = f"datasets.{s.data}(n_samples={_SAMPLES}, rng=0)"
    if s.method == "mixup":
        return program(s, make, MIXUP)
    if s.method == "fmix":
        return program(s, make, _FMIX.format(s=s), modules="cuts, datasets, methods")
    clipped = ", clipped=True" if s.edge == "clipped" else ""
    return program(s, make, _CUTMIX.format(s=s, clipped=clipped), modules="cuts, datasets")


_CUTMIX = """\
size = data.X.shape[1:3]
box = cuts.boxes([lam], size, at=({s.down}, {s.across}){clipped})
top, bottom, left, right = box[0]
x = data.X[first].copy()
x[top:bottom, left:right] = data.X[second][top:bottom, left:right]
lam = cuts.shares(box, size)[0]  # counted, not meant
"""

_FMIX = """\
size = data.X.shape[1:3]
rng = np.random.default_rng({s.form})
mask = methods.find("fmix").plan(np.array([lam]), size, rng)
x = data.X[first].copy()
x[mask[0]] = data.X[second][mask[0]]
lam = cuts.shares(mask, size)[0]  # counted, not meant
"""

PRESETS = {
    "the other's face": {"method": "cutmix", "lam": 0.7, "across": 0.5, "down": 0.4},
    "mixup, half and half": {"method": "mixup", "lam": 0.5},
    "a corner, cut off": {
        "method": "cutmix",
        "edge": "clipped",
        "data": "digits",
        "lam": 0.43,
        "across": 0.0,
        "down": 0.0,
        "first": 12,
        "second": 9,
    },
    "patch of background": {"method": "cutmix", "lam": 0.9, "across": 0.0, "down": 0.0},
    "pieces of any form": {"method": "fmix", "lam": 0.6, "form": 7},
    "tissue, half and half": {
        "data": "tissue",
        "method": "mixup",
        "lam": 0.5,
        "first": 46,
        "second": 85,
    },
}


class ImageLab(Lab, parts=__name__):
    """Mix two images by mixup, CutMix or FMix, and count whose pixels they are.

    Parameters
    ----------
    show : sequence of str, optional
        Names of the settings that get a control; all by default.
    **settings
        Values to start with, by the names in ``Settings``.

    Examples
    --------
    >>> from mixlearn.labs import ImageLab
    >>> lab = ImageLab(lam=0.75, across=0, down=0)
    >>> lab.result.pasted, lab.result.mixed.lam.tolist()
    (256, [0.75])
    """
