"""BoundaryLab: the decision boundary of a network, without and with mixing."""

import functools
import math
from dataclasses import dataclass
from typing import Any

from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from mixlearn.labs import _fields as fields
from mixlearn.labs import _sides as sides
from mixlearn.labs._base import Lab
from mixlearn.labs._pictures import SideBySide
from mixlearn.labs._task import NEW_POINTS, Task, adopt, toy
from mixlearn.networks import SoftLabelMLP
from mixlearn.plots import BoundaryPanel

__all__ = ["PRESETS", "BoundaryLab", "Picture", "Result", "Settings", "code", "describe", "run"]


@dataclass(frozen=True)
class Settings:
    """What the learner may set."""

    alpha: float = fields.alpha(0.4, wide=True)
    shape: str = fields.shape("moons")
    points: int = fields.points(200, low=20, high=400)
    noise: float = fields.noise(0.4)
    label_noise: float = fields.label_noise(0.0)
    outliers: float = fields.outliers(0.0)
    hidden: int = fields.hidden(32)
    steps: int = fields.steps(300)
    seed: int = fields.seed(0)


@dataclass(frozen=True, eq=False)
class Result:
    """Two networks that differ in mixing alone: same data, same first weights, same pairs."""

    settings: Settings
    task: Task
    plain: sides.Side
    mixed: sides.Side


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
def _side(task: Task, *, alpha: float, hidden: int, steps: int, seed: int) -> sides.Side:
    model: Any = SoftLabelMLP(
        (hidden, hidden) if hidden else (), alpha=alpha, max_iter=steps, random_state=seed
    )
    if task.own:  # in whatever units the learner measures
        model = make_pipeline(StandardScaler(), model)
    return sides.Side.of(model.fit(task.X, task.y), task)


class Picture(SideBySide):
    """The plane twice: without mixing on the left, with mixing on the right."""

    def make(
        self, names: Any, extent: Any, axis_names: Any = ("feature 1", "feature 2")
    ) -> BoundaryPanel:
        """Make a plane."""
        return BoundaryPanel(names, extent, axis_names=axis_names)

    def update(self, result: Result) -> None:
        """Move what differs from the result shown before."""
        task, (left, right) = result.task, self.names
        self.stand(task.names, task.extent, task.axis_names)
        self.points(task)
        self.plane(left, result.plain, "Without mixing", _score(result.plain))
        title = f"With mixing, α = {result.settings.alpha:.2f}"
        self.plane(right, result.mixed, title, _score(result.mixed))


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


def _score(side: sides.Side) -> str:
    return f"right: {side.train_accuracy:.0%} of training points, {side.new_accuracy:.0%} of new"


def _compare(plain: sides.Side, mixed: sides.Side) -> str:
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
    """Write the lines that train and measure the right-hand network."""
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


class BoundaryLab(Lab, parts=__name__):
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

    adopt = staticmethod(adopt)
    not_with_own_data = ("shape", "points", "noise", "label_noise", "outliers")
