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
from mixlearn.labs._recipe import HIDDEN_LAYERS, INPUTS, Recipe, toy_program
from mixlearn.labs._task import Task, adopt, toy
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
    where: str = fields.where(INPUTS)
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
    recipe = _recipe(s)
    plain, mixed = (_side(task, how) for how in (recipe.plain, recipe.in_effect))
    return Result(s, task, plain, mixed)


def _recipe(s: Settings) -> Recipe:
    return Recipe(s.hidden, s.steps, s.seed, alpha=s.alpha, where=s.where)


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
def _side(task: Task, recipe: Recipe) -> sides.Side:
    model: Any = recipe.network()
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
        title = f"With mixing, α = {result.settings.alpha:.2f}{_recipe(result.settings).title}"
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
    recipe = _recipe(s)
    words = (
        f"{first}; with α = {s.alpha:.2f}{recipe.place} it gets {mixed.train_accuracy:.0%} and "
        f"{mixed.new_accuracy:.0%}. {_compare(plain, mixed)}{recipe.remark}"
    )
    if not _is_confidence_the_point(s):
        return words
    return (
        f"{words} On {mixed.sure:.0%} of the picture it is at least {sides.SURE:.0%} sure, instead "
        f"of on {plain.sure:.0%}."
    )


def _is_confidence_the_point(s: Settings) -> bool:
    """Whether to say how sure the networks are: as the paper on manifold mixup does, on spirals."""
    return s.alpha > 0 and (_recipe(s).deep or s.shape == "spirals")


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
    s, recipe = settings, _recipe(settings).in_effect
    if task is not None:
        tail = _tail(s, "train, y_train", "new, y_new")
        return _OWN_CODE.format(network=recipe.written(4), tail=tail)
    tail = _tail(s, "X, y", "X_new, new.y")
    return toy_program(s, recipe, head=_HEAD, middle="", tail=tail)


def _tail(s: Settings, train: str, new: str) -> str:
    sure = _SURE.format(sure=sides.SURE) if _is_confidence_the_point(s) else ""
    return _TAIL.format(train=train, new=new) + sure


_HEAD = """\
from mixlearn import SoftLabelMLP, boundary, datasets
"""

_TAIL = """\
print(f"training points: {{model.score({train}):.0%}}")
print(f"new points:      {{model.score({new}):.0%}}")
print(f"sharpness:       {{boundary.sharpness(field):.2f}}")
print(f"length:          {{boundary.contour_length(field):.2f}}")
"""

_SURE = """\
print(f"sure:            {{(field.shares.max(axis=2) >= {sure}).mean():.0%}}")
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
{tail}"""

_SPIRALS = {"shape": "spirals", "noise": 0.1, "alpha": 2.0, "steps": 500}
PRESETS: dict[str, dict[str, Any]] = {
    "a little": {"alpha": 0.2},
    "no mixing": {"alpha": 0.0},
    "too strong": {"alpha": 4.0},
    "wrong labels": {"label_noise": 0.2, "noise": 0.3, "steps": 500},
    "outliers": {"outliers": 0.1, "noise": 0.3, "steps": 500, "alpha": 0.2},
    "too strong for stripes": {"shape": "stripes", "noise": 0.3, "alpha": 4.0},
    "linear model": {"hidden": 0, "alpha": 1.0},
    "few points": {"points": 30, "noise": 0.3, "steps": 500},
    "spirals": _SPIRALS,
    "spirals, hidden layers": _SPIRALS | {"where": HIDDEN_LAYERS},
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
