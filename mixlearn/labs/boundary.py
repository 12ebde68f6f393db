"""BoundaryLab: the decision boundary of a network, without and with mixing."""

import functools
import math
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from mixlearn import boundary
from mixlearn.labs._base import Lab
from mixlearn.labs._settings import field
from mixlearn.labs._task import NEW_POINTS, SHAPES, Task, adopt, toy
from mixlearn.networks import SoftLabelMLP
from mixlearn.plots import BoundaryPanel

__all__ = ["PRESETS", "BoundaryLab", "Picture", "Result", "Settings", "Side", "describe", "run"]

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Settings:
    """What the learner may set."""

    alpha: float = field(
        0.4,
        "Mixing strength α",
        low=0,
        high=4,
        step=0.05,
        wide=True,
        help="Beta(α, α) draws the ratio of every mix; 0 is no mixing.",
    )
    shape: str = field("moons", "Data", choices=SHAPES, help="The shape of the classes.")
    points: int = field(200, "Training points", low=20, high=400, step=10)
    noise: float = field(
        0.4, "Noise", low=0, high=1, step=0.05, help="How far points scatter around the shape."
    )
    label_noise: float = field(
        0.0,
        "Wrong labels",
        low=0,
        high=0.4,
        step=0.02,
        help="The share of training points that carry another class's label.",
    )
    outliers: float = field(
        0.0,
        "Outliers",
        low=0,
        high=0.2,
        step=0.01,
        help="The share of training points that lie far off.",
    )
    hidden: int = field(
        32,
        "Hidden units",
        low=0,
        high=64,
        step=4,
        help="Units in each of two hidden layers; 0 makes the model linear.",
    )
    steps: int = field(
        300,
        "Training steps",
        low=20,
        high=1000,
        step=20,
        help="Every step uses all training points.",
    )
    seed: int = field(
        0, "Seed", low=0, high=30, help="Draws the points, the first weights and the mixes."
    )


@dataclass(frozen=True, eq=False)
class Side:
    """One trained network.

    Attributes
    ----------
    field : Field
        What it predicts over the plane.
    lines : list of ndarray of shape (m, 2)
        Its decision boundary.
    train_accuracy, new_accuracy : float
        Shares in [0, 1] of training points and of new points that it gets right.
    sharpness, length, confidence : float
        See :mod:`mixlearn.boundary`.
    """

    field: boundary.Field
    lines: list[Array]
    train_accuracy: float
    new_accuracy: float
    sharpness: float
    length: float
    confidence: float


@dataclass(frozen=True, eq=False)
class Result:
    """Two networks that differ in mixing alone: same data, same first weights, same pairs."""

    settings: Settings
    task: Task
    plain: Side
    mixed: Side


def run(settings: Settings, task: Task | None = None) -> Result:
    """Train without and with mixing."""
    s = settings
    task = toy_task(s) if task is None else task
    plain, mixed = (
        _side(task, alpha=alpha, hidden=s.hidden, steps=s.steps, seed=s.seed)
        for alpha in (0.0, s.alpha)
    )
    return Result(s, task, plain, mixed)


def toy_task(settings: Settings) -> Task:
    """Draw the toy that is set."""
    s = settings
    return toy(
        s.shape,
        s.points,
        noise=s.noise,
        label_noise=s.label_noise,
        outliers=s.outliers,
        seed=s.seed,
    )


@functools.lru_cache(maxsize=64)
def _side(task: Task, *, alpha: float, hidden: int, steps: int, seed: int) -> Side:
    model: Any = SoftLabelMLP(
        (hidden, hidden) if hidden else (), alpha=alpha, max_iter=steps, random_state=seed
    )
    if task.own:  # in whatever units the learner measures
        model = make_pipeline(StandardScaler(), model)
    model.fit(task.X, task.y)
    found = boundary.field(model, task.extent)
    return Side(
        field=found,
        lines=found.boundaries(),
        train_accuracy=model.score(task.X, task.y),
        new_accuracy=model.score(task.X_new, task.y_new),
        sharpness=boundary.sharpness(found),
        length=boundary.contour_length(found),
        confidence=boundary.mean_confidence(found),
    )


class Picture:
    """The plane twice: without mixing on the left, with mixing on the right."""

    def __init__(self) -> None:
        self._task: Task | None = None
        self._sides: list[Side | None] = [None, None]
        self.panels: list[BoundaryPanel] = [BoundaryPanel((), (0, 1, 0, 1)) for _ in range(2)]

    def update(self, result: Result) -> None:
        """Move what differs from the result shown before."""
        task = result.task
        if task is not self._task:
            self._place(task)
        titles = ("Without mixing", f"With mixing, α = {result.settings.alpha:.2f}")
        for number, side in enumerate((result.plain, result.mixed)):
            if side is not self._sides[number]:
                self.panels[number].field(
                    side.field, side.lines, title=titles[number], note=_score(side)
                )
                self._sides[number] = side

    def _place(self, task: Task) -> None:
        old = self._task
        if old is None or (old.names, old.extent) != (task.names, task.extent):
            self.panels = [
                BoundaryPanel(task.names, task.extent, axis_names=task.axis_names) for _ in range(2)
            ]
        for panel in self.panels:
            panel.points(task.X, task.y, task.flipped, task.outliers)
        self._task, self._sides = task, [None, None]


def describe(result: Result) -> str:
    """Say what the picture shows."""
    plain, mixed, s = result.plain, result.mixed, result.settings
    many = f"{len(result.task.y_new)} new points"
    first = (
        f"Without mixing the {'network' if s.hidden else 'linear model'} gets "
        f"{plain.train_accuracy:.0%} of its training points and {plain.new_accuracy:.0%} of "
        f"{many} right"
    )
    if s.alpha == 0:
        return f"{first}. α = 0 is no mixing, so both sides are the same."
    return (
        f"{first}; with α = {s.alpha:.2f} it gets {mixed.train_accuracy:.0%} and "
        f"{mixed.new_accuracy:.0%}. {_compare(plain, mixed)}"
    )


def _score(side: Side) -> str:
    return f"right: {side.train_accuracy:.0%} of training points, {side.new_accuracy:.0%} of new"


def _compare(plain: Side, mixed: Side) -> str:
    if not (plain.length and mixed.length):
        one = "without mixing" if mixed.length else "with mixing"
        where = one if plain.length or mixed.length else "on either side"
        return f"No boundary crosses the picture {where}: one class leads everywhere."
    larger = max(plain.sharpness, mixed.sharpness)
    decimals = max(1, -math.floor(math.log10(larger)))  # a learner's own units can be any
    before, after = (f"{side.sharpness:.{decimals}f}" for side in (plain, mixed))
    climbs = f"now climbs by {after} per unit instead of {before}"
    if before == after:
        climbs = f"still climbs by {after} per unit"
    change = mixed.length / plain.length - 1
    length = f"{abs(change):.0%} {'longer' if change > 0 else 'shorter'}"
    if abs(change) < 0.02:
        length = "as long as before"
    elif change > 2:
        length = f"{change + 1:.0f} times as long"
    return f"Straight across the boundary the probability {climbs}, and the boundary is {length}."


def code(settings: Settings, task: Task | None = None) -> str:
    """Give the lines that train and measure the right-hand network."""
    s = settings
    layers = f"({s.hidden}, {s.hidden})" if s.hidden else "()"
    network = f"SoftLabelMLP({layers}, alpha={s.alpha}, max_iter={s.steps}, random_state={s.seed})"
    if task is not None:
        return _OWN_CODE.format(network=network)
    return _TOY_CODE.format(network=network, new=NEW_POINTS, new_seed=s.seed + 1000, s=s)


_TOY_CODE = """\
from mixlearn import SoftLabelMLP, boundary, datasets

train = datasets.make("{s.shape}", {s.points}, noise={s.noise}, label_noise={s.label_noise},
                      outliers={s.outliers}, rng={s.seed})
new = datasets.make("{s.shape}", {new}, noise={s.noise}, rng={new_seed})

model = {network}
model.fit(train.X.astype("float32"), train.y)  # alpha=0 trains the left-hand one

field = boundary.field(model, (-3.5, 3.5, -3.5, 3.5))
print(f"training points: {{model.score(train.X.astype('float32'), train.y):.0%}}")
print(f"new points:      {{model.score(new.X.astype('float32'), new.y):.0%}}")
print(f"sharpness:       {{boundary.sharpness(field):.2f}}")
print(f"length:          {{boundary.contour_length(field):.2f}}")
"""

# X and y are the learner's own names for the data.
_OWN_CODE = """\
import numpy as np
from mixlearn import SoftLabelMLP, boundary
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

rows, labels = np.asarray(X, dtype="float32"), np.asarray(y)
if len(rows) > 1000:  # a lab has to answer at once
    keep = np.random.default_rng(0).permutation(len(rows))[:1000]
    rows, labels = rows[keep], labels[keep]
train, new, y_train, y_new = train_test_split(
    rows, labels, test_size=0.3, stratify=labels, random_state=0)

model = make_pipeline(
    StandardScaler(),
    {network},
)
model.fit(train, y_train)  # alpha=0 trains the left-hand one

field = boundary.field(model, boundary.extent_of(np.concatenate([train, new])))
print(f"training points: {{model.score(train, y_train):.0%}}")
print(f"new points:      {{model.score(new, y_new):.0%}}")
print(f"sharpness:       {{boundary.sharpness(field):.2f}}")
print(f"length:          {{boundary.contour_length(field):.2f}}")
"""

PRESETS: dict[str, dict[str, Any]] = {
    "a little": {"alpha": 0.2},
    "no mixing": {"alpha": 0.0},
    "too strong": {"alpha": 4.0},
    "wrong labels": {"label_noise": 0.2, "noise": 0.3, "steps": 500},
    "outliers": {"outliers": 0.1, "noise": 0.3, "steps": 500, "alpha": 0.2},
    "too strong for stripes": {"shape": "stripes", "noise": 0.3, "alpha": 4.0},
    "linear model": {"hidden": 0, "alpha": 1.0},
    "few points": {"points": 30, "noise": 0.3, "steps": 500},
}


class BoundaryLab(Lab):
    """Watch mixing smooth the decision boundary of a network that is trained as you move.

    Parameters
    ----------
    X : array-like of shape (n, 2), optional
        Features of your own; more than 1000 rows are thinned to a random 1000, and three tenths
        of the rows are kept as new points.
    y : array-like of shape (n,), optional
        Their class labels, of any type.
    show : sequence of str, optional
        Names of the settings that get a control; all by default.
    **settings
        Values to start with, by the names in ``Settings``.

    Examples
    --------
    >>> from mixlearn.labs import BoundaryLab
    >>> lab = BoundaryLab(points=100, steps=100)
    >>> lab.set(alpha=0.0)
    >>> print(lab.sentence[-47:])
    α = 0 is no mixing, so both sides are the same.
    """

    Settings = Settings
    Picture = Picture
    PRESETS = PRESETS
    run = staticmethod(run)
    describe = staticmethod(describe)
    code_for = staticmethod(code)
    adopt = staticmethod(adopt)
    not_with_own_data = ("shape", "points", "noise", "label_noise", "outliers")
