"""ImbalanceLab: a rare class, and what each way of mixing does for it."""

import dataclasses
import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn import boundary, datasets, mixing
from mixlearn.labs import _fields as fields
from mixlearn.labs import _sides as sides
from mixlearn.labs._base import Lab
from mixlearn.labs._pictures import SideBySide
from mixlearn.labs._settings import field
from mixlearn.labs._task import Task
from mixlearn.networks import SoftLabelMLP
from mixlearn.plots import OutcomePanel

__all__ = [
    "METHODS",
    "PRESETS",
    "ImbalanceLab",
    "Picture",
    "Result",
    "Settings",
    "Side",
    "code",
    "describe",
    "run",
]

Array = npt.NDArray[Any]

METHODS = {
    "none": "no mixing",
    "mixup": "plain mixup",
    "remix": "Remix",
    "balanced": "balanced pairs",
    "within": "same-class pairs, balanced",
}
# How the network is asked for each of them.
_MIXES: dict[str, dict[str, str]] = {
    "none": {"method": "mixup", "pairing": "any"},
    "mixup": {"method": "mixup", "pairing": "any"},
    "remix": {"method": "remix", "pairing": "any"},
    "balanced": {"method": "mixup", "pairing": "balanced"},
    "within": {"method": "mixup", "pairing": "balanced_same"},
}
_COUNTED = 10  # mixes of every point, to count what labels were taught
# Enough for 200 rare points where the rare class is rarest.
_NEW_POINTS = 10_000
_SHOWN = 300
# With the plane's ratio of width to height in pixels.
_FRAME = (-3.4, 3.4, -2.4, 2.4)


@dataclass(frozen=True)
class Settings:
    """What the learner may set."""

    method: str = field(
        "mixup", "Method, right", choices=METHODS, help="What the right-hand network learns from."
    )
    share: float = field(
        0.05,
        "Share of rare",
        low=0.02,
        high=0.5,
        step=0.01,
        help="How many of all points are of the rare class, in training and afterwards.",
    )
    alpha: float = fields.alpha(
        0.4,
        matters=lambda s: s.method != "none",
        help="Beta(α, α) draws the ratio of every mix; 0 blends nothing.",
    )
    threshold: float = field(
        0.5,
        "Threshold, right",
        low=0.01,
        high=0.9,
        step=0.01,
        help="The right-hand network calls a point rare from this probability on.",
    )
    points: int = fields.points(400, low=50, high=1000, step=50)
    spread: float = field(
        0.8,
        "Spread",
        low=0.2,
        high=1.2,
        step=0.05,
        help="Standard deviation of either class; their centres are 1.6 apart.",
    )
    steps: int = fields.steps(
        300, low=50, step=50, help="Every step uses a mix of all training points, drawn afresh."
    )
    seed: int = fields.seed(0)


@dataclass(frozen=True, eq=False)
class Side(sides.Side):
    """One method, the network trained with it, and what it calls new points.

    Its `lines` lie where the probability of the rare class is the threshold.

    Attributes
    ----------
    mixed : Mixed
        Ten mixes of every point, such as the network learned from at its steps.
    counts : ndarray of shape (2, 2), int
        New points, one row for each true class, one column for each name they are called by.
    """

    mixed: mixing.Mixed
    counts: Array

    @property
    def shares(self) -> Array:
        """Predicted probability of the rare class for each new point, (m,)."""
        rare: Array = self.predicted[:, 1]
        return rare

    @property
    def rare_labels(self) -> float:
        """Share of the rare class in the labels that were taught."""
        return float(self.mixed.Y[:, 1].mean(dtype=np.float64))

    @property
    def recall(self) -> float:
        """Share of the rare points that were called rare."""
        return float(self.counts[1, 1] / self.counts[1].sum())

    @property
    def precision(self) -> float:
        """Share of the points called rare that are; 0 if none was called rare."""
        return float(self.counts[1, 1] / max(self.counts[:, 1].sum(), 1))

    @property
    def balanced_accuracy(self) -> float:
        """Mean of the shares of both classes that were called by their name."""
        return float((self.counts.diagonal() / self.counts.sum(axis=1)).mean())

    @property
    def accuracy(self) -> float:
        """Share of all points that were called by their name."""
        return float(self.counts.trace() / self.counts.sum())


@dataclass(frozen=True, eq=False)
class Result:
    """Two networks: same points, same first weights, same number of steps.

    Attributes
    ----------
    settings : Settings
        What was asked for.
    task : Task
        Training points and new points.
    left, right : Side
        Without mixing and with the threshold at one half, and what was chosen.
    """

    settings: Settings
    task: Task
    left: Side
    right: Side


def run(settings: Settings, task: Task | None = None) -> Result:
    """Train without mixing and by the chosen method, and count what new points are called."""
    s = settings
    if task is None:
        task = draw(s.points, s.share, s.spread, s.seed)
    left = _side(task, "none", 0.0, steps=s.steps, seed=s.seed, threshold=0.5)
    # Without mixing the strength changes nothing; under a single key, it is trained once.
    alpha = 0.0 if s.method == "none" else s.alpha
    right = _side(task, s.method, alpha, steps=s.steps, seed=s.seed, threshold=s.threshold)
    return Result(s, task, left, right)


@functools.lru_cache(maxsize=32)
def draw(points: int, share: float, spread: float, seed: int) -> Task:
    """Draw points to train on, and new points of the same two clouds, with the same share."""
    train = datasets.imbalanced(points, share=share, spread=spread, rng=seed)
    new = datasets.imbalanced(_NEW_POINTS, share=share, spread=spread, rng=seed + 1000)
    return Task(
        X=train.X.astype(np.float32),
        y=train.y,
        flipped=train.flipped,
        outliers=train.outliers,
        X_new=new.X.astype(np.float32),
        y_new=new.y,
        names=train.classes,
        axis_names=("feature 1", "feature 2"),
        extent=_FRAME,
    )


@functools.lru_cache(maxsize=64)
def _mixed(task: Task, method: str, alpha: float, seed: int) -> mixing.Mixed:
    how: dict[str, Any] = _MIXES[method]
    return mixing.mix(task.X, task.y, alpha=alpha, n_mixes=_COUNTED, fold=True, rng=seed, **how)


@functools.lru_cache(maxsize=64)
def _trained(task: Task, method: str, alpha: float, steps: int, seed: int) -> sides.Side:
    how: dict[str, Any] = _MIXES[method]
    model = SoftLabelMLP(**how, alpha=alpha, max_iter=steps, random_state=seed)
    return sides.Side.of(model.fit(task.X, task.y), task)


@functools.lru_cache(maxsize=64)
def _side(
    task: Task, method: str, alpha: float, *, steps: int, seed: int, threshold: float
) -> Side:
    seen = _trained(task, method, alpha, steps, seed)
    called = seen.predicted[:, 1] >= threshold
    counts = np.bincount(2 * task.y_new + called, minlength=4).reshape(2, 2)
    lines = _lines(seen.field, threshold)
    more = {"lines": lines, "mixed": _mixed(task, method, alpha, seed), "counts": counts}
    return Side(**{part.name: getattr(seen, part.name) for part in dataclasses.fields(seen)} | more)


def _lines(found: boundary.Field, threshold: float) -> list[Array]:
    """Trace where the probability of the second class is the threshold."""
    # Odds divided by those of the threshold are even where the probability is the threshold.
    weights = np.array([threshold, 1 - threshold])
    weighed = found.shares * weights
    even = weighed / weighed.sum(axis=2, keepdims=True)
    return boundary.Field(found.x, found.y, even, found.classes).boundaries()


class Picture(SideBySide):
    """Plane and confusion matrix twice: no mixing on the left, the chosen method on the right."""

    names = ("no mixing", "chosen method")

    def make(self, names: Any, extent: Any) -> OutcomePanel:
        """Make a plane with a matrix."""
        return OutcomePanel(names, extent)

    def update(self, result: Result) -> None:
        """Move what differs from the result shown before."""
        s = result.settings
        self.stand(result.task.names, result.task.extent)
        title = METHODS[s.method].capitalize()
        if s.threshold != 0.5:
            title += f", rare from p = {s.threshold:.2f}"
        shown = (result.left, "No mixing"), (result.right, title)
        for name, (side, words) in zip(self.names, shown, strict=True):
            note = f"rare: {side.rare_labels:.0%} of the labels that it learned from"
            if self.plane(name, side, words, note):
                self.panels[name].blends(side.mixed.X[:_SHOWN], side.mixed.Y[:_SHOWN])
                self.panels[name].outcome(side.counts, score=_score(side))


def _score(side: Side) -> str:
    return (
        f"recall {side.recall:.0%} · precision {side.precision:.0%} · "
        f"balanced {side.balanced_accuracy:.0%} · accuracy {side.accuracy:.0%}"
    )


def describe(result: Result) -> str:
    """Say how many rare points are caught on either side, and at what price."""
    s, left, right = result.settings, result.left, result.right
    rare = int(left.counts[1].sum())
    first = (
        f"Of {_NEW_POINTS} new points, {rare} are rare. Without mixing, the network {_finds(left)}"
    )
    taught = f"The rare class has {right.rare_labels:.1%} of the labels that it learned from."
    if right is left:
        return f"{first}. The right side is the same. {taught}"
    name = f"With {METHODS[s.method]}"
    name += "" if s.method == "none" else f" (α = {s.alpha:.2f})"
    name += "" if s.threshold == 0.5 else f" and a threshold of {s.threshold:.2f}"
    return (
        f"{first}. {name}, it {_finds(right)}; balanced accuracy goes from "
        f"{left.balanced_accuracy:.0%} to {right.balanced_accuracy:.0%}, accuracy from "
        f"{left.accuracy:.0%} to {right.accuracy:.0%}. {taught}"
    )


def _finds(side: Side) -> str:
    return f"finds {side.recall:.0%} of them, with {side.counts[0, 1]} false alarms"


def code(settings: Settings) -> str:
    """Write the lines that mix, train the right-hand network and count what it calls new points."""
    s = settings
    alpha = 0.0 if s.method == "none" else s.alpha
    return _CODE.format(
        s=s,
        alpha=alpha,
        how=_MIXES[s.method],
        counted=_COUNTED,
        new=_NEW_POINTS,
        new_seed=s.seed + 1000,
    )


_CODE = """\
from mixlearn import SoftLabelMLP, datasets, mix
from sklearn.metrics import confusion_matrix

train = datasets.imbalanced({s.points}, share={s.share}, spread={s.spread}, rng={s.seed})
new = datasets.imbalanced({new}, share={s.share}, spread={s.spread}, rng={new_seed})
X, X_new = train.X.astype("float32"), new.X.astype("float32")

how = {{"method": "{how[method]}", "pairing": "{how[pairing]}", "alpha": {alpha}}}
model = SoftLabelMLP(**how, max_iter={s.steps}, random_state={s.seed})
model.fit(X, train.y)

called = model.predict_proba(X_new)[:, 1].astype("float64") >= {s.threshold}
(alone, alarms), (missed, found) = confusion_matrix(new.y, called)
mixed = mix(X, train.y, **how, n_mixes={counted}, fold=True, rng={s.seed})
taught = mixed.Y[:, 1].mean(dtype="float64")
recall, specificity = found / (found + missed), alone / (alone + alarms)
print(f"rare, of the labels: {{taught:.1%}}")
print(f"recall:              {{recall:.0%}}")
print(f"precision:           {{found / max(found + alarms, 1):.0%}}")
print(f"balanced accuracy:   {{(recall + specificity) / 2:.0%}}")
print(f"accuracy:            {{(alone + found) / len(called):.0%}}")
"""

PRESETS: dict[str, dict[str, Any]] = {
    "plain mixup": {"method": "mixup"},
    "Remix": {"method": "remix"},
    "balanced pairs": {"method": "balanced"},
    "same-class pairs, balanced": {"method": "within"},
    "no mixing, lower threshold": {"method": "none", "threshold": 0.05},
    "balanced, nothing blended": {"method": "balanced", "alpha": 0.0},
    "nothing blended, long training": {"method": "balanced", "alpha": 0.0, "steps": 1000},
    "blended, long training": {"method": "within", "alpha": 1.0, "steps": 1000},
    "rarest, few points": {"method": "within", "share": 0.02, "points": 100},
    "no rare class": {"method": "balanced", "share": 0.5},
}


class ImbalanceLab(Lab, parts=__name__):
    """See what each way of mixing does for a rare class, and at what price.

    Parameters
    ----------
    show : sequence of str, optional
        Names of the settings that get a control; all by default.
    **settings
        Values to start with, by the names in ``Settings``.

    Examples
    --------
    >>> from mixlearn.labs import ImbalanceLab
    >>> lab = ImbalanceLab(method="balanced")
    >>> lab.result.right.recall > lab.result.left.recall
    True
    """
