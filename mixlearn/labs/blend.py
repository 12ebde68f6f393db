"""BlendLab: two samples, a ratio, and the blend with its label."""

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np

from mixlearn import blending, datasets
from mixlearn.labs import _fields as fields
from mixlearn.labs._base import Lab
from mixlearn.labs._parents import MIXUP, class_of, program, receipt
from mixlearn.labs._settings import field
from mixlearn.mixing import Mixed
from mixlearn.plots import ImagesPanel, Panel, SegmentPanel, SharesPanel

__all__ = ["PRESETS", "BlendLab", "Picture", "Result", "Settings", "code", "describe", "run"]

_SAMPLES = 100


@dataclass(frozen=True)
class Settings:
    """What the learner may set."""

    lam: float = fields.lam(
        0.7, help="How much of the first parent the blend holds; the rest is the second's."
    )
    data: str = field(
        "digits",
        "Samples",
        choices={"digits": "handwritten digits", "moons": "points on the plane"},
        help="What is blended: pictures or points. To the arithmetic it is the same.",
    )
    first: int = fields.parent(12, "First", "samples", _SAMPLES)
    second: int = fields.parent(9, "Second", "samples", _SAMPLES)


@dataclass(frozen=True, eq=False)
class Result:
    """A blend and where it comes from.

    Attributes
    ----------
    settings : Settings
        What was asked for.
    source : Dataset
        The samples to choose from.
    mixed : Mixed
        The receipt of the one blend.
    """

    settings: Settings
    source: datasets.Dataset
    mixed: Mixed


def run(settings: Settings) -> Result:
    """Blend two samples and their labels by the same ratio."""
    source = _samples(settings.data)
    first, second = np.array([settings.first]), np.array([settings.second])
    lam = np.array([settings.lam])
    X = blending.interpolate(source.X, first, second, lam)
    return Result(settings, source, receipt(source, settings, X, lam))


@functools.cache
def _samples(data: str) -> datasets.Dataset:
    if data == "digits":
        return datasets.digits(n_samples=_SAMPLES, rng=0)
    return datasets.moons(_SAMPLES, noise=0.15, rng=0)


class Picture:
    """The parents and their blend on the left, its label on the right."""

    def __init__(self) -> None:
        self._source: datasets.Dataset | None = None
        self._samples: ImagesPanel | SegmentPanel = ImagesPanel()
        self._shares = SharesPanel(())

    @property
    def panels(self) -> dict[str, Panel]:
        """What is shown now."""
        return {"samples": self._samples, "label": self._shares}

    def update(self, result: Result) -> None:
        """Show another blend."""
        source, mixed, lam = result.source, result.mixed, result.settings.lam
        if source is not self._source:
            images = source.X.ndim > 2
            self._samples = (
                ImagesPanel() if images else SegmentPanel(source.X, source.y, source.classes)
            )
            self._shares = SharesPanel(source.classes)
            self._source = source
        first, second = source.X[mixed.first[0]], source.X[mixed.second[0]]
        notes = (f"λ = {lam:.2f}", "", f"1 − λ = {1 - lam:.2f}")
        self._samples.show((first, mixed.X[0], second), notes)
        self._shares.show(mixed.Y[0])


def describe(result: Result) -> str:
    """Say what was blended, and the label it got."""
    s, source, Y = result.settings, result.source, result.mixed.Y[0]
    names = [class_of(result, row) for row in (s.first, s.second)]
    first, second = (_one(name) if s.data == "digits" else name for name in names)
    parts = (
        f"Blend = {s.lam:.2f} × sample {s.first} ({first}) + "
        f"{1 - s.lam:.2f} × sample {s.second} ({second})."
    )
    if s.first == s.second:
        return f"{parts} A sample mixed with itself is that sample, whatever the ratio."
    if first == second:
        return f"{parts} Both are of the same class, so the label stays {names[0]}: 1.00."
    shares = " and ".join(
        f"{share:.2f} for {name}" for name, share in zip(source.classes, Y, strict=True) if share
    )
    return f"{parts} Its label: {shares}."


def _one(digit: str) -> str:
    return f"an {digit}" if digit == "8" else f"a {digit}"


def code(settings: Settings) -> str:
    """Write the lines that make this blend and its label."""
    make = f"datasets.digits(n_samples={_SAMPLES}, rng=0)"
    if settings.data == "moons":
        make = f"datasets.moons({_SAMPLES}, noise=0.15, rng=0)"
    return program(settings, make, MIXUP)


PRESETS: dict[str, dict[str, Any]] = {
    "70-30": {"lam": 0.7},
    "50-50": {"lam": 0.5},
    "95-5": {"lam": 0.95},
    "same class": {"first": 4, "second": 7, "lam": 0.5},
    "mixed with itself": {"first": 4, "second": 4},
}


class BlendLab(Lab, parts=__name__):
    """Blend two samples by hand, and see the label follow.

    Parameters
    ----------
    show : sequence of str, optional
        Names of the settings that get a control; all by default.
    **settings
        Values to start with, by the names in ``Settings``.

    Examples
    --------
    >>> from mixlearn.labs import BlendLab
    >>> lab = BlendLab(data="moons", first=0, second=2)
    >>> lab.set(lam=0.5)
    >>> lab.result.mixed.Y.tolist()
    [[0.5, 0.5]]
    """
