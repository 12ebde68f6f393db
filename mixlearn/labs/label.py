"""LabelLab: the same blends under four kinds of labels, and what each teaches a network."""

import functools
from collections.abc import Callable
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
from mixlearn.methods import Method
from mixlearn.networks import SoftLabelMLP
from mixlearn.plots import BlendsPanel

__all__ = [
    "LABELLINGS",
    "POINTS",
    "PRESETS",
    "LabelLab",
    "Picture",
    "Result",
    "Settings",
    "Side",
    "blends",
    "code",
    "describe",
    "run",
    "trained",
]

Array = npt.NDArray[Any]

LABELLINGS = {
    "share": "by share",
    "first": "the first parent's label",
    "larger": "the larger share's label",
    "swapped": "wrong shares, 1 − λ for λ",
}
POINTS = 200
_STEPS = 300
# Accuracy on blends is counted on this many of every point. The first of each are drawn.
_COUNTED = 10


# The first parent's share of the label, where it is not its share of the blend.
_SHARES: dict[str, Callable[[Array], Array]] = {
    "first": np.ones_like,
    "larger": lambda lam: (lam >= 0.5).astype(lam.dtype),
    "swapped": lambda lam: 1 - lam,
}


@dataclass(frozen=True)
class _Labelled(Method):
    """mixup that labels in one of the ways of `LABELLINGS`."""

    how: str = "first"

    name = "labelled"
    summary = "takes the weighted mean of two rows, and labels it by a rule of its own"

    def label_share(self, lam: Array, first_count: Any, second_count: Any) -> Array:
        """Choose the first parent's share of the label; see :meth:`Method.label_share`."""
        del first_count, second_count  # which class is rare plays no part
        return _SHARES[self.how](lam)


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

    At every step both see the same pairs, blended by the same ratios.

    Attributes
    ----------
    settings : Settings
        What was asked for.
    task : Task
        Training points and new points.
    mixed : Mixed
        Blends such as both networks learn from, labelled by share: 200 are drawn, and all are
        counted.
    left, right : Side
        With labels by share, and with those that were chosen.
    """

    settings: Settings
    task: Task
    mixed: mixing.Mixed
    left: Side
    right: Side


def run(settings: Settings, task: Task | None = None) -> Result:
    """Train twice, on the same pairs and ratios, labelled by share and as chosen."""
    s = settings
    if task is None:
        task = toy(s.shape, POINTS, noise=s.noise, seed=s.seed)
    left, right = (_side(task, s.alpha, s.seed, how) for how in ("share", s.labelling))
    return Result(s, task, blends(task, s.alpha, s.seed), left, right)


@functools.lru_cache(maxsize=64)
def blends(task: Task, alpha: float, seed: int) -> mixing.Mixed:
    """Blend every point several times, and label the blends by share."""
    return mixing.mix(task.X, task.y, alpha=alpha, n_mixes=_COUNTED, rng=seed)


def _labels(mixed: mixing.Mixed, how: str) -> Array:
    """Label blends in one of the ways of `LABELLINGS`; where none is blended, by share."""
    if how == "share" or (mixed.lam == 1).all():
        by_share: Array = mixed.Y
        return by_share
    assert mixed.parent_classes is not None  # noqa: S101 - a toy's labels are hard
    first, second = np.eye(len(mixed.classes), dtype=mixed.Y.dtype)[mixed.parent_classes.T]
    share = _SHARES[how](mixed.lam)[:, None]
    Y: Array = share * first + (1 - share) * second
    return Y


def _method(how: str, alpha: float) -> str | Method:
    """Return how to label; where nothing is blended, every row keeps its own label."""
    return _Labelled(how) if alpha and how != "share" else "mixup"


@functools.lru_cache(maxsize=64)
def trained(task: Task, alpha: float, seed: int, how: str = "share") -> SoftLabelMLP:
    """Train a network on blends labelled this way, afresh at every step.

    A blend's first parent has any share of it: if it kept the larger one, its label would be the
    larger share's.
    """
    model = SoftLabelMLP(
        method=_method(how, alpha), alpha=alpha, fold=False, max_iter=_STEPS, random_state=seed
    )
    return model.fit(task.X, task.y)


@functools.lru_cache(maxsize=64)
def _side(task: Task, alpha: float, seed: int, how: str) -> Side:
    mixed, model = blends(task, alpha, seed), trained(task, alpha, seed, how)
    counted = metrics.on_mixes(model.predict(mixed.X), mixed)
    return Side.of(
        model,
        task,
        Y=_labels(mixed, how),
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
                self.panels[name].blends(result.mixed.X[:POINTS], side.Y[:POINTS])


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
    s = settings
    labelled = s.alpha and s.labelling != "share"
    return _CODE.format(
        s=s,
        points=POINTS,
        counted=_COUNTED,
        steps=_STEPS,
        new=NEW_POINTS,
        new_seed=s.seed + 1000,
        method="Labels()" if labelled else '"mixup"',
        imports="\nfrom mixlearn.methods import Method" if labelled else "",
        labels=_LABELS.format(share=_LINES[s.labelling]) if labelled else "",
    )


_LINES = {
    "first": "1 + 0 * lam",
    "larger": "1.0 * (lam >= 0.5)",
    "swapped": "1 - lam",
}

_LABELS = """\

class Labels(Method):
    name, summary = "labels", "chooses the first parent's share of the label"

    def label_share(self, lam, first_count, second_count):
        return {share}

"""

_CODE = """\
from mixlearn import SoftLabelMLP, datasets, metrics, mix{imports}
{labels}
train = datasets.make("{s.shape}", {points}, noise={s.noise}, rng={s.seed})
new = datasets.make("{s.shape}", {new}, noise={s.noise}, rng={new_seed})
X, X_new = train.X.astype("float32"), new.X.astype("float32")

how = {{"method": {method}, "alpha": {s.alpha}, "fold": False}}
model = SoftLabelMLP(**how, max_iter={steps}, random_state={s.seed})
model.fit(X, train.y)

shares = model.predict_proba(X_new).astype("float64")
mixed = mix(X, train.y, **how, n_mixes={counted}, rng={s.seed})
counted = metrics.on_mixes(model.predict(mixed.X), mixed)
print(f"new points right:             {{(shares.argmax(axis=1) == new.y).mean():.0%}}")
print(f"sure on average:              {{shares.max(axis=1).mean():.0%}}")
print(f"agrees with the first parent: {{counted.first:.0%}}")
print(f"agrees with the larger share: {{counted.larger:.0%}}")
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
