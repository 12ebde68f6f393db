"""FailureLab: a gallery of tasks on which mixing fails, or changes nothing."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from mixlearn.labs import _failures
from mixlearn.labs import _fields as fields
from mixlearn.labs._base import Lab
from mixlearn.labs._failure_code import code
from mixlearn.labs._failures import FRAME, NEAR, NEW_POINTS, Problem, Side
from mixlearn.labs._pictures import SideBySide
from mixlearn.labs._settings import field
from mixlearn.plots import BoundaryPanel, CurvePanel

__all__ = [
    "CASES",
    "PRESETS",
    "FailureLab",
    "Picture",
    "Result",
    "Settings",
    "code",
    "describe",
    "run",
]

CASES = {
    "line": "a class between two others",
    "stripes": "stripes",
    "wrong": "moons, every fifth label wrong",
    "sine": "regression on a sine",
    "linear": "a linear model, classes overlap",
    "features": "a linear model, two features",
}
RATIOS = {"beta": "drawn: Beta(α, α)", "half": "always 50-50", "hardly": "always 95-5"}


@dataclass(frozen=True)
class Settings:
    """What the learner may set."""

    alpha: float = fields.alpha(
        32.0,
        high=32,
        step=0.1,
        wide=True,
        help="Beta(α, α) draws the ratio of every mix; 0 is no mixing, whatever the ratio.",
    )
    case: str = field("line", "Case", choices=CASES, help="What is learned, and by what model.")
    ratio: str = field(
        "beta",
        "Ratio",
        choices=RATIOS,
        matters=lambda s: s.alpha > 0,
        help="Where the ratio of every blend comes from.",
    )
    partners: str = field(
        "any",
        "Partners",
        choices={"any": "any two points", "near": "near neighbours"},
        matters=lambda s: s.alpha > 0,
        help="Who is blended with whom.",
    )
    steps: int = fields.steps(
        300,
        matters=lambda s: s.case != "sine",
        help="Of a network or a linear model; the curve of the regression is fitted at once.",
    )
    seed: int = fields.seed(0)


@dataclass(frozen=True, eq=False)
class Result:
    """Two models that differ in mixing alone."""

    settings: Settings
    task: Problem
    left: Side
    right: Side

    @property
    def turn(self) -> float:
        """By how many degrees, in [0, 180], mixing turned a linear model."""
        turned = self.right.numbers["angle"] - self.left.numbers["angle"]
        return abs((turned + 180) % 360 - 180)


def run(settings: Settings) -> Result:
    """Train without and with mixing."""
    s = settings
    left, right = (
        _failures.side(
            s.case, alpha=alpha, ratio=s.ratio, partners=s.partners, steps=s.steps, seed=s.seed
        )
        for alpha in (0.0, s.alpha)
    )
    return Result(s, _failures.problem(s.case, s.seed), left, right)


_Panel = BoundaryPanel | CurvePanel


class Picture(SideBySide):
    """The model twice, without mixing on the left and with mixing on the right."""

    def __init__(self) -> None:
        super().__init__("line")

    def make(self, case: Any) -> _Panel:
        """Make the panel that shows a case."""
        return _panel(case)

    def update(self, result: Result) -> None:
        """Move what differs from the result shown before."""
        case, task = result.settings.case, result.task
        self.stand(case)
        shown = (result.left, "Without mixing"), (result.right, _title(result.settings))
        for (name, panel), (side, title) in zip(self.panels.items(), shown, strict=True):
            if self.is_new(name, "points", task):
                _put_points(panel, task)
            if self.is_new(name, "model", task, side, title):
                _put_model(panel, task, side, title, _NOTES[case].format(**side.numbers))


def _panel(case: str) -> _Panel:
    if case == "line":
        names, axes = ("class A", "class B"), ("feature", "probability of class B")
        return CurvePanel(names, (-1.3, 1.3, -0.06, 1.06), axis_names=axes, half=True)
    if case == "sine":
        grid = np.linspace(-2, 2, 401)
        return CurvePanel(
            ("training points",),
            (-2.1, 2.1, -1.35, 1.35),
            axis_names=("feature x", "target y"),
            truth=np.column_stack([grid, np.sin(3 * grid)]),
        )
    axes = ("narrow feature", "wide feature") if case == "features" else ("feature 1", "feature 2")
    return BoundaryPanel(("class A", "class B"), FRAME, axis_names=axes)


def _put_points(panel: _Panel, task: Problem) -> None:
    if isinstance(panel, BoundaryPanel):
        none = np.zeros(len(task.X), dtype=bool)
        panel.points(task.X, task.y, none if task.flipped is None else task.flipped, none)
    else:
        kinds = task.y if task.y.dtype.kind == "i" else np.zeros(len(task.y), dtype=int)
        panel.points(np.column_stack([task.X, task.y]), kinds)


def _put_model(panel: _Panel, task: Problem, side: Side, title: str, note: str) -> None:
    if isinstance(panel, BoundaryPanel):
        assert side.field is not None  # noqa: S101 - planes have fields
        panel.field(side.field, side.lines, title=title, note=note)
    else:
        curve = np.column_stack([np.asarray(task.grid), np.asarray(side.curve)])
        panel.show(curve, side.blends, title=title, note=note)


_NOTES = {
    "line": "middle point: {middle:.2f} for its own class",
    "stripes": "new points: {right:.0%} right, {sure:.0%} sure on average",
    "wrong": "new points: {right:.0%} right, {sure:.0%} sure on average",
    "sine": "mean squared error on new points: {error:.3f}",
    "linear": "new points: {right:.0%} right, {sure:.0%} sure on average",
    "features": "new points: {right:.0%} right; narrow feature broken: {broken:.0%}",
}


def _title(s: Settings) -> str:
    if s.alpha == 0:
        return "With mixing, α = 0: none"
    return f"With mixing, {_how(s)}".replace("every blend", "all")  # a panel is narrow


def _how(s: Settings) -> str:
    ratio = f"α = {s.alpha:.1f}" if s.ratio == "beta" else _FIXED[s.ratio]
    return ratio if s.partners == "any" else f"{ratio}, near partners"


_FIXED = {"half": "every blend 50-50", "hardly": "every blend 95-5"}


def describe(result: Result) -> str:
    """Say what the picture shows."""
    s = result.settings
    words = _DESCRIBE[s.case](result, result.left.numbers, result.right.numbers)
    return f"{words} α = 0 is no mixing, so both sides are the same." if s.alpha == 0 else words


def _line(result: Result, left: Any, right: Any) -> str:
    first = (
        f"Without mixing the network gives the middle point {left['middle']:.2f} for its own "
        f"class; with {_how(result.settings)} it gives {right['middle']:.2f}, and gets "
        f"{right['wrong']:.0f} of the 3 points wrong."
    )
    if "blends" not in right:
        return f"{first} No blend lands within {NEAR} of the middle point."
    return (
        f"{first} Blends that land within {NEAR} of the middle point carry {right['blends']:.2f} "
        "of its class on average."
    )


def _network(result: Result, left: Any, right: Any) -> str:
    return (
        f"Of {NEW_POINTS} new points {left['right']:.0%} are right without mixing and "
        f"{right['right']:.0%} with {_how(result.settings)}; the networks are {left['sure']:.0%} "
        f"and {right['sure']:.0%} sure on average. Straight across the boundary the probability "
        f"climbs by {left['sharpness']:.1f} and {right['sharpness']:.1f} per unit."
    )


def _sine(result: Result, left: Any, right: Any) -> str:
    return (
        f"On new points the mean squared error is {left['error']:.3f} without mixing and "
        f"{right['error']:.3f} with {_how(result.settings)}. The targets of the blends miss the "
        f"true curve by {left['blends']:.3f} and {right['blends']:.3f} (mean square)."
    )


def _linear(result: Result, left: Any, right: Any) -> str:
    return (
        f"With {_how(result.settings)} the boundary is turned by {result.turn:.1f}° against the "
        f"one without mixing. Of {NEW_POINTS} new points {left['right']:.1%} and "
        f"{right['right']:.1%} are right; the models are {left['sure']:.0%} and "
        f"{right['sure']:.0%} sure on average."
    )


def _features(result: Result, left: Any, right: Any) -> str:
    return (
        f"The weight of the wide feature is {left['other']:.2f} times that of the narrow one "
        f"without mixing, and {right['other']:.2f} times with {_how(result.settings)}. Of "
        f"{NEW_POINTS} new points {left['right']:.0%} and {right['right']:.0%} are right; where "
        f"the narrow feature breaks, {left['broken']:.0%} and {right['broken']:.0%}."
    )


_DESCRIBE = {
    "line": _line,
    "stripes": _network,
    "wrong": _network,
    "sine": _sine,
    "linear": _linear,
    "features": _features,
}

PRESETS: dict[str, dict[str, Any]] = {
    "the middle class lost": {"case": "line", "alpha": 32.0},
    "the middle class kept": {"case": "line", "alpha": 1.0},
    "the middle class, near partners": {"case": "line", "partners": "near"},
    "stripes, always 50-50": {"case": "stripes", "ratio": "half"},
    "stripes, always 95-5": {"case": "stripes", "ratio": "hardly"},
    "stripes, 50-50 with neighbours": {"case": "stripes", "ratio": "half", "partners": "near"},
    "sine, any partners": {"case": "sine", "alpha": 1.0},
    "sine, near partners": {"case": "sine", "alpha": 1.0, "partners": "near"},
    # Islands around wrong labels take longer to grow.
    "wrong labels, where mixing shines": {"case": "wrong", "alpha": 1.0, "steps": 500},
    "wrong labels, always 95-5": {"case": "wrong", "ratio": "hardly", "steps": 500},
    "a line that stays": {"case": "linear", "alpha": 1.0},
    "the wide feature forgotten": {"case": "features", "alpha": 1.0},
    "the wide feature kept: no mixing": {"case": "features", "alpha": 0.0},
}


class FailureLab(Lab, parts=__name__):
    """Meet tasks on which mixing fails or changes nothing, each with its reason in sight.

    Each task has a model and a budget of its own, which bring the failure out, and learns from
    blends that stay the same: they are drawn as they are learned from.

    Parameters
    ----------
    show : sequence of str, optional
        Names of the settings that get a control; all by default.
    **settings
        Values to start with, by the names in ``Settings``.

    Examples
    --------
    >>> from mixlearn.labs import FailureLab
    >>> lab = FailureLab(case="line", alpha=32)
    >>> lab.result.left.numbers["wrong"], lab.result.right.numbers["wrong"]
    (0.0, 1.0)
    """
