"""PlaygroundLab: every choice of the course on one page."""

import functools
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn.labs import _fields as fields
from mixlearn.labs import _sides as sides
from mixlearn.labs._beside import LabBeside
from mixlearn.labs._pictures import SideBySide
from mixlearn.labs._recipe import INPUTS, Recipe, toy_program
from mixlearn.labs._settings import field
from mixlearn.labs._task import Task, toy
from mixlearn.plots import LossesPanel, NarrowBoundaryPanel

__all__ = [
    "METHODS",
    "PAIRINGS",
    "PRESETS",
    "Picture",
    "PlaygroundLab",
    "Result",
    "Settings",
    "Side",
    "code",
    "describe",
    "run",
]

Array = npt.NDArray[Any]

METHODS = {"none": "no mixing", "mixup": "mixup", "remix": "Remix"}
PAIRINGS = {
    "any": "any two points",
    "same": "the same class",
    "other": "other classes",
    "near": "near neighbours",
    "balanced": "classes evenly",
    "balanced_same": "same class, evenly",
}


@dataclass(frozen=True)
class Settings:
    """What the learner may set."""

    shape: str = fields.shape("moons")
    method: str = field(
        "mixup", "Method", choices=METHODS, help="How the right-hand network's points are blended."
    )
    pairing: str = field(
        "any",
        "Partners",
        choices=PAIRINGS,
        matters=lambda s: s.method != "none",
        help="From where a point's partner is drawn.",
    )
    alpha: float = fields.alpha(
        0.4,
        matters=lambda s: s.method != "none",
        help="Beta(α, α) draws the ratio of every mix; 0 blends nothing.",
    )
    where: str = fields.where(
        INPUTS, matters=lambda s: s.method != "none" and s.alpha > 0 and s.hidden > 0
    )
    points: int = fields.points(200, low=40, high=400)
    kept: float = field(
        1.0,
        "2nd class kept",
        low=0.1,
        high=1,
        step=0.05,
        help="The share of the second class (triangles) that stays for training; new points have "
        "both classes equally often.",
    )
    noise: float = fields.noise(0.4)
    label_noise: float = fields.label_noise(0.0)
    hidden: int = fields.hidden(32)
    steps: int = fields.steps(300, help="Every step uses all training points, mixed.")
    seed: int = fields.seed(0)


@dataclass(frozen=True, eq=False)
class Side(sides.Side):
    """One trained network, and how its loss went down.

    Attributes
    ----------
    losses : ndarray of shape (steps, 2)
        Step and mean cross-entropy, in nats, on the rows that it was trained on.
    clean_losses : ndarray of shape (m, 2)
        The same on the training points themselves, unmixed, now and then and after the last step.
    """

    losses: Array
    clean_losses: Array


@dataclass(frozen=True, eq=False)
class Result:
    """Two networks that differ in mixing alone: same points, first weights and steps."""

    settings: Settings
    task: Task
    plain: Side
    mixed: Side


def run(settings: Settings, task: Task | None = None) -> Result:
    """Train without mixing and by the chosen method, and measure both."""
    s = settings
    if task is None:
        task = draw(s.shape, s.points, s.kept, s.noise, s.label_noise, s.seed)
    recipe = _recipe(s)
    return Result(s, task, _side(task, recipe.plain), _side(task, recipe.in_effect))


def _recipe(s: Settings) -> Recipe:
    recipe = Recipe(s.hidden, s.steps, s.seed, s.alpha, s.method, s.pairing, s.where)
    return recipe.plain if s.method == "none" else recipe


@functools.lru_cache(maxsize=32)
def draw(  # noqa: PLR0917 - what makes the task, in the order of the settings
    shape: str, points: int, kept: float, noise: float, label_noise: float, seed: int
) -> Task:
    """Draw a toy, and remove some of the points labelled as the second class."""
    task = toy(shape, points, noise=noise, label_noise=label_noise, outliers=0.0, seed=seed)
    second = np.flatnonzero(task.y == 1)
    gone = second[round(kept * len(second)) :]
    rows = {name: np.delete(getattr(task, name), gone, axis=0) for name in _ROWS}
    return replace(task, **rows)


_ROWS = ("X", "y", "flipped", "outliers")


@functools.lru_cache(maxsize=64)
def _side(task: Task, recipe: Recipe) -> Side:
    model = recipe.network().fit(task.X, task.y, watch=(task.X, task.y))
    return Side.of(
        model,
        task,
        losses=np.column_stack([np.arange(recipe.steps), model.loss_curve_]),
        clean_losses=model.watched_loss_,
    )


class Picture(SideBySide):
    """The plane without mixing, the plane with it, and the losses of both."""

    def __init__(self) -> None:
        self._losses = LossesPanel()
        super().__init__()

    def make(self, names: Any, extent: Any) -> NarrowBoundaryPanel:
        """Make a plane."""
        return NarrowBoundaryPanel(names, extent)

    def stand(self, *place: Any) -> None:
        """Bring out the planes of a place; the losses stay."""
        super().stand(*place)
        self.panels["losses"] = self._losses

    def update(self, result: Result) -> None:
        """Move what differs from the result shown before."""
        task, plain, mixed = result.task, result.plain, result.mixed
        self.stand(task.names, task.extent)
        self.points(task)
        shown = (plain, "Without mixing"), (mixed, _title(result.settings))
        for name, (side, title) in zip(self.names, shown, strict=True):
            self.plane(name, side, title, _note(side))
        if self.is_new("losses", "lines", plain, mixed):
            self._losses.show(
                plain.losses,
                mixed.losses,
                mixed.clean_losses,
                steps=result.settings.steps,
                note=f"clean points, at the end:\n{_ends(plain)} without, {_ends(mixed)} with",
            )


def _title(s: Settings) -> str:
    if s.method == "none":
        return "With no mixing"
    recipe = _recipe(s)
    if recipe.deep:  # a narrow panel has no room for more
        return f"Manifold {METHODS[s.method]}, α = {s.alpha:.2f}"
    return f"With {METHODS[s.method]}, α = {s.alpha:.2f}{recipe.title}"


def _note(side: Side) -> str:
    return (
        f"right: {side.train_accuracy:.0%} of training, {side.new_accuracy:.1%} of new\n"
        f"calibration error {side.calibration_error:.3f}, sharpness {side.sharpness:.2f}"
    )


def _ends(side: Side) -> str:
    return f"{side.clean_losses[-1, 1]:.2f}"


def describe(result: Result) -> str:
    """Say what the picture shows."""
    plain, mixed, s = result.plain, result.mixed, result.settings
    first = (
        f"Without mixing, the {'network' if s.hidden else 'linear model'} gets "
        f"{plain.train_accuracy:.0%} of its {len(result.task.y)} training points and "
        f"{plain.new_accuracy:.1%} of {len(result.task.y_new)} new points right; its probabilities "
        f"are off by {plain.calibration_error:.3f} on average"
    )
    if s.method == "none":
        return f"{first}. No mixing is chosen, so both sides are the same."
    if plain is mixed:
        return f"{first}. α = 0 blends nothing, so both sides are the same."
    recipe = _recipe(s)
    return (
        f"{first}. With {METHODS[s.method]} (α = {s.alpha:.2f}, partners: {PAIRINGS[s.pairing]})"
        f"{recipe.place or ','} it gets {mixed.train_accuracy:.0%} and {mixed.new_accuracy:.1%}, "
        f"and is off by "
        f"{mixed.calibration_error:.3f}. Across the boundary the probability climbs by "
        f"{mixed.sharpness:.2f} per unit instead of {plain.sharpness:.2f}; the loss on the clean "
        f"training points ends at {_ends(mixed)} instead of {_ends(plain)}.{recipe.remark}"
    )


def code(settings: Settings) -> str:
    """Write the lines that train the right-hand network and measure it."""
    s = settings
    thinned = "" if s.kept == 1 else _THINNED.format(s=s)
    return toy_program(s, _recipe(s).in_effect, head=_HEAD, middle=thinned, tail=_TAIL)


_THINNED = """\
second = np.flatnonzero(y == 1)
gone = second[round({s.kept} * len(second)):]
X, y = np.delete(X, gone, axis=0), np.delete(y, gone)
"""

_HEAD = """\
import numpy as np
from mixlearn import SoftLabelMLP, boundary, datasets, metrics
from sklearn.metrics import log_loss
"""

_TAIL = """\
shares = model.predict_proba(X_new).astype("float64")
shares /= shares.sum(axis=1, keepdims=True)
print(f"training points:   {model.score(X, y):.0%}")
print(f"new points:        {model.score(X_new, new.y):.1%}")
print(f"calibration error: {metrics.expected_calibration_error(new.y, shares):.3f}")
print(f"sharpness:         {boundary.sharpness(field):.2f}")
print(f"clean loss:        {log_loss(y, model.predict_proba(X)):.2f}")
"""

PRESETS: dict[str, dict[str, Any]] = {
    "wrong labels": {"label_noise": 0.2, "noise": 0.3, "steps": 500},
    "trained too long": {"steps": 1000},
    "overconfident": {"points": 100, "noise": 0.5, "steps": 500},
    "a rare class": {"shape": "blobs", "noise": 0.3, "kept": 0.1},
    "a rare class, Remix": {"shape": "blobs", "noise": 0.3, "kept": 0.1, "method": "remix"},
    "stripes": {"shape": "stripes", "noise": 0.2, "alpha": 4.0},
    "stripes, near": {"shape": "stripes", "noise": 0.2, "alpha": 4.0, "pairing": "near"},
    "too strong": {"noise": 0.3, "alpha": 4.0},
    "trained too short": {"noise": 0.3, "alpha": 1.0, "steps": 40},
    "linear model": {"hidden": 0, "alpha": 1.0},
}


class PlaygroundLab(LabBeside, parts=__name__):
    """All choices of the course on one page, with a text that brings others to the same place.

    Parameters
    ----------
    show : sequence of str, optional
        Names of the settings that get a control; all by default.
    **settings
        Values to start with, by the names in ``Settings``.

    Examples
    --------
    >>> from mixlearn.labs import PlaygroundLab
    >>> lab = PlaygroundLab(points=40, steps=20, hidden=4)
    >>> text = lab.state
    >>> lab.set(alpha=0.0)
    >>> lab.restore(text)
    >>> lab.settings.alpha
    0.4
    """
