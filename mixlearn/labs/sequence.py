"""SequenceLab: two series interpolated or spliced, and a count of the steps."""

import functools
from dataclasses import dataclass

import numpy as np

from mixlearn import blending, cuts, datasets, labels
from mixlearn.labs._base import Lab
from mixlearn.labs._settings import field
from mixlearn.mixing import Mixed
from mixlearn.plots import BarsPanel, SeriesPanel

__all__ = ["PRESETS", "Picture", "Result", "SequenceLab", "Settings", "code", "describe", "run"]

_SAMPLES = 60
_LENGTH = 96


@dataclass(frozen=True)
class Settings:
    """What the learner may set."""

    lam: float = field(
        0.6,
        "Share of the first λ",
        low=0,
        high=1,
        step=0.01,
        wide=True,
        help="How much of the first parent is meant to stay; the rest comes from the second.",
    )
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
        help="Splice: where the segment lies, from the beginning (0) to the end (1).",
    )
    first: int = field(
        17, "First parent", low=0, high=_SAMPLES - 1, help="Its row number among the series."
    )
    second: int = field(
        19, "Second parent", low=0, high=_SAMPLES - 1, help="Its row number among the series."
    )
    noise: float = field(
        0.2, "Noise", low=0, high=1, step=0.05, help="How far each step is off its wave."
    )


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
    Y, _ = labels.one_hot(source.y, classes=range(len(source.classes)))
    mixed = Mixed(
        X=X,
        Y=labels.blend(Y, first, second, lam),
        lam=lam,
        first=first,
        second=second,
        classes=np.array(source.classes),
        method=s.method,
        cut=pieces,
    )
    return Result(s, source, mixed, segment)


@functools.lru_cache(maxsize=32)
def _samples(noise: float) -> datasets.Dataset:
    return datasets.series(_SAMPLES, length=_LENGTH, noise=noise, rng=0)


class Picture:
    """Parents and mix on the left, the shares on the right."""

    def __init__(self) -> None:
        self.panels = (SeriesPanel(_LENGTH), BarsPanel("steps"))

    def update(self, result: Result) -> None:
        """Show another mix."""
        s, source, mixed = result.settings, result.source, result.mixed
        series, bars = self.panels
        names = [_class(result, row) for row in (s.first, s.second)]
        how = "every step interpolated"
        if result.segment is not None:
            start, stop = result.segment
            how = f"{stop - start} of {_LENGTH} steps from the second"
        series.show(
            (source.X[s.first], mixed.X[0], source.X[s.second]),
            (f"first parent: {names[0]}", f"mix: {how}", f"second parent: {names[1]}"),
            result.segment,
        )
        bars.show(
            (f"first parent: {names[0]}", f"second parent: {names[1]}"),
            (s.lam, float(mixed.lam[0])),
            _label(result),
        )


def _class(result: Result, row: int) -> str:
    name: str = result.source.classes[result.source.y[row]]
    return name


def _label(result: Result) -> list[str]:
    """Write the shares of the classes that have one."""
    classes = zip(result.source.classes, result.mixed.Y[0].tolist(), strict=True)
    return [f"{name}: {share:.2f}" for name, share in classes if share]


def describe(result: Result) -> str:
    """Say what was mixed, and account for its steps."""
    s, lam = result.settings, float(result.mixed.lam[0])
    label = "Label: " + ", ".join(_label(result)) + "."
    first, second = (f"series {row} ({_class(result, row)})" for row in (s.first, s.second))
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
    """Give the lines that make this mix and its label."""
    modules = "datasets" if settings.method == "mixup" else "cuts, datasets"
    middle = _MIXUP if settings.method == "mixup" else _SPLICE
    parts = (_HEAD, middle, _TAIL)
    return "".join(parts).format(s=settings, modules=modules, samples=_SAMPLES, length=_LENGTH)


_HEAD = """\
import numpy as np
from mixlearn import {modules}

data = datasets.series({samples}, length={length}, noise={s.noise}, rng=0)
lam, first, second = {s.lam}, {s.first}, {s.second}

"""
_MIXUP = """\
x = lam * data.X[first] + (1 - lam) * data.X[second]
"""
_SPLICE = """\
segment = cuts.boxes([lam], {length}, at={s.at})
start, stop = segment[0]
x = data.X[first].copy()
x[start:stop] = data.X[second][start:stop]
lam = cuts.shares(segment, {length})[0]  # counted, not meant
"""
_TAIL = """\
Y = np.eye(len(data.classes))[data.y]
label = lam * Y[first] + (1 - lam) * Y[second]

print(dict(zip(data.classes, label.round(2).tolist())))
"""

PRESETS = {
    "beats at the beginning": {"method": "splice", "lam": 0.6, "at": 0.2},
    "interpolated, half and half": {"method": "mixup", "lam": 0.5},
    "a segment of rest": {"method": "splice", "lam": 0.85, "at": 0.63, "noise": 0.0},
    "shares that do not come out even": {"method": "splice", "lam": 0.63},
    "all in noise": {"method": "splice", "lam": 0.5, "noise": 1.0},
}


class SequenceLab(Lab):
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

    Settings = Settings
    Picture = Picture
    PRESETS = PRESETS
    run = staticmethod(run)
    describe = staticmethod(describe)
    code_for = staticmethod(code)
