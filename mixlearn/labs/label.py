"""LabelLab: the same blends under four kinds of labels, and what each teaches a network."""

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn import metrics, mixing
from mixlearn.labs import _fields as fields
from mixlearn.labs import _sides as sides
from mixlearn.labs._base import Lab
from mixlearn.labs._pictures import SideBySide
from mixlearn.labs._settings import field
from mixlearn.labs._task import NEW_POINTS, Task, toy
from mixlearn.networks import SoftLabelMLP
from mixlearn.plots import BlendsPanel

__all__ = [
    "LABELLINGS",
    "PRESETS",
    "LabelLab",
    "Picture",
    "Result",
    "Settings",
    "Side",
    "code",
    "describe",
    "run",
]

Array = npt.NDArray[Any]

LABELLINGS = {
    "share": "by share",
    "first": "the first parent's label",
    "larger": "the larger share's label",
    "swapped": "wrong shares, 1 − λ for λ",
}
_POINTS = 200
# Every point is the first parent of so many blends. With fewer, a network that sees them again and
# again would learn by heart which parent came first.
_COPIES = 20
_EPOCHS = 10  # of 4000 blends, 200 in a step: 200 steps
# So many blends are drawn: each point is the first parent of one.
_SHOWN = _POINTS


@dataclass(frozen=True)
class Settings:
    """What the learner may set."""

    labelling: str = field(
        "first", "Labels, right", choices=LABELLINGS, help="Which label each blend is taught with."
    )
    alpha: float = fields.alpha(0.4)
    shape: str = fields.shape("moons")
    noise: float = fields.noise(0.4)
    seed: int = fields.seed(0)


@dataclass(frozen=True, eq=False)
class Side(sides.Side):
    """One labelling, and the network trained with it.

    Attributes
    ----------
    Y : ndarray of shape (m, k)
        The labels given to the blends.
    on_first, on_larger, by_share : float
        Its accuracy in [0, 1] on the blends, counted against the first parent's label, against
        the class with the larger share, and against both parents weighted by their shares.
    """

    Y: Array
    on_first: float
    on_larger: float
    by_share: float


@dataclass(frozen=True, eq=False)
class Result:
    """Two networks that differ in the labels of the blends alone.

    Attributes
    ----------
    settings : Settings
        What was asked for.
    task : Task
        Training points and new points.
    mixed : Mixed
        The blends that both networks learn from.
    left, right : Side
        With labels by share, and with those that were chosen.
    """

    settings: Settings
    task: Task
    mixed: mixing.Mixed
    left: Side
    right: Side


def run(settings: Settings, task: Task | None = None) -> Result:
    """Blend once, label twice, train on either."""
    s = settings
    if task is None:
        task = toy(s.shape, _POINTS, noise=s.noise, seed=s.seed)
    left, right = (_side(task, s.alpha, s.seed, how) for how in ("share", s.labelling))
    return Result(s, task, _blends(task, s.alpha, s.seed), left, right)


@functools.lru_cache(maxsize=8)
def _blends(task: Task, alpha: float, seed: int) -> mixing.Mixed:
    X, y = np.tile(task.X, (_COPIES, 1)), np.tile(task.y, _COPIES)
    return mixing.mix(X, y, alpha=alpha, rng=seed)


def _label(mixed: mixing.Mixed, how: str) -> Array:
    """Label blends in one of the ways of ``LABELLINGS``."""
    parents: Array = np.eye(len(mixed.classes), dtype=mixed.Y.dtype)[_parents(mixed)]
    first, second = parents
    lam = mixed.lam[:, None]
    Y: Array = {
        "share": mixed.Y,
        "first": first,
        "larger": np.where(lam >= 0.5, first, second),
        "swapped": (1 - lam) * first + lam * second,
    }[how]
    return Y


def _parents(mixed: mixing.Mixed) -> Array:
    """Class numbers of first and second parents, of shape (2, m)."""
    parents = mixed.parent_classes
    assert parents is not None  # noqa: S101 - a toy's labels are hard
    return parents.T


@functools.lru_cache(maxsize=64)
def _trained(task: Task, alpha: float, seed: int, how: str) -> SoftLabelMLP:
    mixed = _blends(task, alpha, seed)
    model = SoftLabelMLP((16, 16), batch_size=_POINTS, max_iter=_EPOCHS, random_state=seed)
    return model.fit(mixed.X, _label(mixed, how))


@functools.lru_cache(maxsize=64)
def _side(task: Task, alpha: float, seed: int, how: str) -> Side:
    mixed, model = _blends(task, alpha, seed), _trained(task, alpha, seed, how)
    counted = metrics.on_mixes(model.predict(mixed.X), mixed)
    return Side.of(
        model,
        task,
        Y=_label(mixed, how),
        on_first=counted.first,
        on_larger=counted.larger,
        by_share=counted.share,
    )


class Picture(SideBySide):
    """The plane twice: labels by share on the left, the chosen ones on the right."""

    names = ("labels by share", "chosen labels")

    def make(self, names: Any, extent: Any) -> BlendsPanel:
        """Make a plane."""
        return BlendsPanel(names, extent)

    def update(self, result: Result) -> None:
        """Move what differs from the result shown before."""
        self.stand(result.task.names, result.task.extent)
        titles = ("Labels by share", f"Labels: {LABELLINGS[result.settings.labelling]}")
        shown = zip(self.names, (result.left, result.right), titles, strict=True)
        for name, side, title in shown:
            if self.plane(name, side, title, _score(side)):
                self.panels[name].blends(result.mixed.X[:_SHOWN], side.Y[:_SHOWN])


def _score(side: Side) -> str:
    return f"new points: {side.new_accuracy:.0%} right, {side.confidence:.0%} sure on average"


def describe(result: Result) -> str:
    """Say what the labels taught, and how accuracy on the blends depends on the counting."""
    s, left, right = result.settings, result.left, result.right
    first = (
        f"With labels by share the network gets {left.new_accuracy:.0%} of {NEW_POINTS} new "
        f"points right and is {left.confidence:.0%} sure on average"
    )
    if s.labelling == "share":
        second = "The right side has the same labels"
    else:
        second = (
            f"With {_WORDS[s.labelling]} it gets {right.new_accuracy:.0%} right and is "
            f"{right.confidence:.0%} sure"
        )
    return (
        f"{first}. {second}. On the blends, the right-hand network agrees with the first parent "
        f"in {right.on_first:.0%} and with the larger share in {right.on_larger:.0%}."
    )


_WORDS = {
    "first": "the first parent's label",
    "larger": "the larger share's label",
    "swapped": "the shares swapped",
}


def code(settings: Settings) -> str:
    """Write the lines that label the blends and train the right-hand network."""
    return _CODE.format(
        s=settings,
        points=_POINTS,
        copies=_COPIES,
        epochs=_EPOCHS,
        new=NEW_POINTS,
        new_seed=settings.seed + 1000,
        label=_LINES[settings.labelling],
    )


_LINES = {
    "share": "mixed.Y",
    "first": "first",
    "larger": "np.where(lam >= 0.5, first, second)",
    "swapped": "(1 - lam) * first + lam * second",
}

_CODE = """\
import numpy as np
from mixlearn import SoftLabelMLP, datasets, mix

train = datasets.make("{s.shape}", {points}, noise={s.noise}, rng={s.seed})
new = datasets.make("{s.shape}", {new}, noise={s.noise}, rng={new_seed})
X, X_new = train.X.astype("float32"), new.X.astype("float32")

# Every point is the first parent of {copies} blends.
mixed = mix(np.tile(X, ({copies}, 1)), np.tile(train.y, {copies}), alpha={s.alpha}, rng={s.seed})
lam = mixed.lam[:, None]
first, second = np.eye(len(mixed.classes), dtype="float32")[mixed.parent_classes.T]
Y = {label}

model = SoftLabelMLP((16, 16), batch_size={points}, max_iter={epochs}, random_state={s.seed})
model.fit(mixed.X, Y)

shares = model.predict_proba(X_new).astype("float64")
on_first, on_second = model.predict(mixed.X) == mixed.parent_classes.T
on_larger = np.where(mixed.lam >= 0.5, on_first, on_second)
print(f"new points right:             {{(shares.argmax(axis=1) == new.y).mean():.0%}}")
print(f"sure on average:              {{shares.max(axis=1).mean():.0%}}")
print(f"agrees with the first parent: {{on_first.mean():.0%}}")
print(f"agrees with the larger share: {{on_larger.mean():.0%}}")
"""

PRESETS: dict[str, dict[str, Any]] = {
    "first parent": {"labelling": "first"},
    "first parent, hardly mixed": {"labelling": "first", "alpha": 0.05},
    "larger share": {"labelling": "larger"},
    "wrong shares": {"labelling": "swapped", "alpha": 0.2},
    "wrong shares, nearly half and half": {"labelling": "swapped", "alpha": 4.0},
    "no mixing": {"labelling": "first", "alpha": 0.0},
}


class LabelLab(Lab, parts=__name__):
    """Label the same blends in four ways, and see what each way teaches a network.

    Parameters
    ----------
    show : sequence of str, optional
        Names of the settings that get a control; all by default.
    **settings
        Values to start with, by the names in ``Settings``.

    Examples
    --------
    >>> from mixlearn.labs import LabelLab
    >>> lab = LabelLab(labelling="first")
    >>> lab.result.right.confidence < lab.result.left.confidence
    True
    """
