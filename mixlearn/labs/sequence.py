"""SequenceLab: two series interpolated or spliced, and a count of the steps."""

import functools
from dataclasses import dataclass

import numpy as np

from mixlearn import blending, cuts, datasets
from mixlearn.labs import _fields as fields
from mixlearn.labs._base import Lab
from mixlearn.labs._parents import MIXUP, class_of, label_of, program, receipt
from mixlearn.labs._settings import field
from mixlearn.mixing import Mixed
from mixlearn.plots import BarsPanel, SeriesPanel

__all__ = ["PRESETS", "Picture", "Result", "SequenceLab", "Settings", "code", "describe", "run"]

_SAMPLES = 60
_LENGTH = 96


@dataclass(frozen=True)
class Settings:
    """What the learner may set."""

    lam: float = fields.lam(0.6)
    method: str = field(
        "splice",
        "Method",
        choices={"mixup": "interpolate every step", "splice": "splice a segment in"},
        help="How two series become one.",
    )
    at: float = field(
        0.2,
        "Segment at",
        low=0,
        high=1,
        step=0.01,
        matters=lambda s: s.method != "mixup",
        help="Splice: where the segment lies, from the beginning (0) to the end (1).",
    )
    first: int = fields.parent(17, "First", "series", _SAMPLES)
    second: int = fields.parent(19, "Second", "series", _SAMPLES)
    noise: float = fields.noise(0.2, help="How far each step is off its wave.")


@dataclass(frozen=True, eq=False)
class Result:
    """A mix of two series, and the count of its steps.

    Attributes
    ----------
    settings : Settings
        What was asked for.
    source : Dataset
        The series to choose from.
    mixed : Mixed
        The receipt of the one mix; its `lam` is the share by the steps.
    segment : (int, int), or None
        Start and stop of the segment that was spliced in; None if every step was interpolated.
    """

    settings: Settings
    source: datasets.Dataset
    mixed: Mixed
    segment: tuple[int, int] | None


def run(settings: Settings) -> Result:
    """Mix two series, and label the mix by what is in it."""
    s, source = settings, _samples(settings.noise)
    first, second, lam = np.array([s.first]), np.array([s.second]), np.array([s.lam])
    pieces, segment = None, None
    if s.method == "splice":
        pieces = cuts.boxes(lam, _LENGTH, at=s.at)
        lam = cuts.shares(pieces, _LENGTH)
        X = cuts.paste(source.X, first, second, pieces)
        start, stop = pieces[0].tolist()
        segment = (start, stop)
    else:
        X = blending.interpolate(source.X, first, second, lam)
    mixed = receipt(source, s, X, lam, method=s.method, cut=pieces)
    return Result(s, source, mixed, segment)


@functools.lru_cache(maxsize=32)
def _samples(noise: float) -> datasets.Dataset:
    return datasets.series(_SAMPLES, length=_LENGTH, noise=noise, rng=0)


class Picture:
    """Parents and mix on the left, the shares on the right."""

    def __init__(self) -> None:
        self._series, self._bars = SeriesPanel(_LENGTH), BarsPanel("steps")
        self.panels = {"series": self._series, "shares": self._bars}

    def update(self, result: Result) -> None:
        """Show another mix."""
        s, source, mixed = result.settings, result.source, result.mixed
        names = [class_of(result, row) for row in (s.first, s.second)]
        how = "every step interpolated"
        if result.segment is not None:
            start, stop = result.segment
            how = f"{stop - start} of {_LENGTH} steps from the second"
        self._series.show(
            (source.X[s.first], mixed.X[0], source.X[s.second]),
            (f"first parent: {names[0]}", f"mix: {how}", f"second parent: {names[1]}"),
            result.segment,
        )
        self._bars.show(
            (f"first parent: {names[0]}", f"second parent: {names[1]}"),
            (s.lam, float(mixed.lam[0])),
            label_of(result),
        )


def describe(result: Result) -> str:
    """Say what was mixed, and account for its steps."""
    s, lam = result.settings, float(result.mixed.lam[0])
    label = "Label: " + ", ".join(label_of(result)) + "."
    first, second = (f"series {row} ({class_of(result, row)})" for row in (s.first, s.second))
    if result.segment is None:
        return (
            f"Interpolated: every step is {s.lam:.2f} × {first} + {1 - s.lam:.2f} × {second}. "
            f"{label}"
        )
    start, stop = result.segment
    if start == stop:
        parts = f"Spliced: no step comes from {second}, all {_LENGTH} from {first}."
    else:
        count = stop - start
        where = f"steps {start} to {stop - 1}" if count > 1 else f"step {start}"
        are = f"{count} of {_LENGTH} steps come" if count > 1 else f"1 of {_LENGTH} steps comes"
        parts = f"Spliced: {are} from {second}, {where}, and {_LENGTH - count} from {first}."
    counted = f"Share of the first: meant {s.lam:.2f}, counted {lam:.2f}"
    why = ", because steps are whole" if f"{s.lam:.2f}" != f"{lam:.2f}" else ""
    return f"{parts} {counted}{why}. {label}"


def code(settings: Settings) -> str:
    """Write the lines that make this mix and its label."""
    s = settings
    make = f"datasets.series({_SAMPLES}, length={_LENGTH}, noise={s.noise}, rng=0)"
    if s.method == "mixup":
        return program(s, make, MIXUP)
    middle = _SPLICE.format(s=s, length=_LENGTH)
    return program(s, make, middle, modules="cuts, datasets")


_SPLICE = """\
segment = cuts.boxes([lam], {length}, at={s.at})
start, stop = segment[0]
x = data.X[first].copy()
x[start:stop] = data.X[second][start:stop]
lam = cuts.shares(segment, {length})[0]  # counted, not meant
"""

PRESETS = {
    "beats at the beginning": {"method": "splice", "lam": 0.6, "at": 0.2},
    "interpolated, half and half": {"method": "mixup", "lam": 0.5},
    "a segment of rest": {"method": "splice", "lam": 0.85, "at": 0.63, "noise": 0.0},
    "shares that do not come out even": {"method": "splice", "lam": 0.63},
    "all in noise": {"method": "splice", "lam": 0.5, "noise": 1.0},
}


class SequenceLab(Lab, parts=__name__):
    """Interpolate two series or splice a segment of one into the other, and count the steps.

    Parameters
    ----------
    show : sequence of str, optional
        Names of the settings that get a control; all by default.
    **settings
        Values to start with, by the names in ``Settings``.

    Examples
    --------
    >>> from mixlearn.labs import SequenceLab
    >>> lab = SequenceLab(lam=0.75, at=0)
    >>> lab.result.segment, lab.result.mixed.lam.tolist()
    ((0, 24), [0.75])
    """
