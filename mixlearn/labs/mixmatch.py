"""MixMatchLab: few labelled points, many unlabelled ones, and what MixMatch makes of both."""

import functools
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn import boundary
from mixlearn.labs._base import Lab
from mixlearn.labs._settings import field
from mixlearn.labs._task import NEW_POINTS, SHAPES, Task, toy
from mixlearn.networks import UNLABELLED, MixMatchClassifier, SoftLabelMLP, sharpen
from mixlearn.plots import UnlabelledPanel

__all__ = [
    "LEFT",
    "MARKS",
    "PRESETS",
    "MixMatchLab",
    "Picture",
    "Result",
    "Settings",
    "Side",
    "code",
    "describe",
    "run",
]

Array = npt.NDArray[Any]

LEFT = {
    "plain": "labelled points alone",
    "mixed": "labelled points, mixed",
}
MARKS = {
    "grey": "grey",
    "guess": "guessed labels",
    "sharp": "guesses, sharpened",
}
_POINTS = 200
_HIDDEN = (16, 16)


@dataclass(frozen=True)
class Settings:
    """What the learner may set."""

    labelled: int = field(
        4, "Labels per class", low=1, high=20, help="Points of each class whose label is known."
    )
    unlabelled_weight: float = field(
        10.0,
        "Weight w",
        low=0,
        high=100,
        step=5,
        help="How much the unlabelled points count in the loss of MixMatch.",
    )
    ramp_up: float = field(
        0.25,
        "Ramp-up",
        low=0,
        high=1,
        step=0.05,
        help="The part of training during which the weight climbs from 0 to w.",
    )
    alpha: float = field(
        0.75,
        "Mixing strength α",
        low=0,
        high=4,
        step=0.05,
        help="Beta(α, α) draws the ratio of every mix; 0 is no mixing.",
    )
    temperature: float = field(
        0.5,
        "Temperature T",
        low=0.1,
        high=1,
        step=0.05,
        help="Guesses are raised to the power 1/T; 1 leaves them as they are.",
    )
    n_augmentations: int = field(
        2, "Copies K", low=1, high=4, help="Copies of an unlabelled point that are looked at."
    )
    augment: float = field(
        0.1, "Noise of copies", low=0, high=0.5, step=0.05, help="How far copies are moved."
    )
    left: str = field("plain", "Left picture", choices=LEFT, help="What MixMatch is compared with.")
    marks: str = field(
        "grey", "Unlabelled, right", choices=MARKS, help="How unlabelled points are shown."
    )
    shape: str = field("moons", "Data", choices=SHAPES, help="The shape of the classes.")
    noise: float = field(
        0.1, "Noise", low=0, high=1, step=0.05, help="How far points scatter around the shape."
    )
    steps: int = field(
        200,
        "Training steps",
        low=20,
        high=400,
        step=20,
        help="Every step uses all points.",
    )
    seed: int = field(
        0, "Seed", low=0, high=30, help="Draws the points, the labelled ones among them, the rest."
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
    new_accuracy : float
        Share in [0, 1] of new points that it gets right.
    """

    field: boundary.Field
    lines: list[Array]
    new_accuracy: float


@dataclass(frozen=True, eq=False)
class MixMatchSide(Side):
    """A network that guesses.

    Attributes
    ----------
    guesses, sharpened : ndarray of shape (m, 2)
        The soft labels that it guesses for the unlabelled points, before and after sharpening.
    guess_accuracy : float
        Share in [0, 1] of unlabelled points whose guess leans to their true class.
    """

    guesses: Array
    sharpened: Array
    guess_accuracy: float


@dataclass(frozen=True, eq=False)
class Result:
    """Two networks with the same first weights and the same labels.

    Attributes
    ----------
    settings : Settings
        What was asked for.
    task : Task
        All points and their true labels, and new points.
    known : ndarray of shape (n,), bool
        The points whose label the networks are told.
    left : Side
        The network that sees the labelled points alone.
    right : MixMatchSide
        The one that sees all points.
    """

    settings: Settings
    task: Task
    known: Array
    left: Side
    right: MixMatchSide


def run(settings: Settings, task: Task | None = None) -> Result:
    """Train on the labelled points alone, and with MixMatch on all."""
    s = settings
    if task is None:
        task = toy(s.shape, _POINTS, noise=s.noise, label_noise=0.0, outliers=0.0, seed=s.seed)
    known = pick(task.y, s.labelled, s.seed)
    alpha = s.alpha if s.left == "mixed" else 0.0
    left = _left(task, labelled=s.labelled, alpha=alpha, steps=s.steps, seed=s.seed)
    return Result(s, task, known, left, _right(task, replace(s, left="plain", marks="grey")))


def pick(y: Array, labelled: int, seed: int) -> Array:
    """Choose so many rows of each class, as a mask; more of them hold the fewer."""
    order = np.random.default_rng(seed).permutation(len(y))
    known = np.zeros(len(y), dtype=bool)
    for name in np.unique(y):
        known[order[y[order] == name][:labelled]] = True
    return known


@functools.lru_cache(maxsize=64)
def _left(task: Task, *, labelled: int, alpha: float, steps: int, seed: int) -> Side:
    known = pick(task.y, labelled, seed)
    model = SoftLabelMLP(_HIDDEN, alpha=alpha, max_iter=steps, random_state=seed)
    return Side(*_measured(model.fit(task.X[known], task.y[known]), task))


@functools.lru_cache(maxsize=64)
def _right(task: Task, s: Settings) -> MixMatchSide:
    known = pick(task.y, s.labelled, s.seed)
    model = MixMatchClassifier(
        _HIDDEN,
        alpha=s.alpha,
        n_augmentations=s.n_augmentations,
        temperature=s.temperature,
        unlabelled_weight=s.unlabelled_weight,
        ramp_up=s.ramp_up,
        augment=s.augment,
        max_iter=s.steps,
        random_state=s.seed,
    )
    model.fit(task.X, np.where(known, task.y, UNLABELLED))
    found = _measured(model, task)
    X, y = task.X[~known], task.y[~known]
    noise = np.random.default_rng(s.seed).standard_normal((s.n_augmentations, *X.shape))
    copies = X + s.augment * noise.astype(X.dtype)
    guesses = np.stack([model.predict_proba(copy) for copy in copies]).mean(axis=0, dtype=float)
    right = float((guesses.argmax(axis=1) == y).mean())
    return MixMatchSide(*found, guesses, sharpen(guesses, temperature=s.temperature), right)


def _measured(model: Any, task: Task) -> tuple[boundary.Field, list[Array], float]:
    found = boundary.field(model, task.extent)
    return found, found.boundaries(), model.score(task.X_new, task.y_new)


class Picture:
    """The plane twice: the labelled points alone on the left, MixMatch on the right."""

    def __init__(self) -> None:
        self._shown: tuple[Any, ...] = ()
        self._sides: list[Any] = [None, None]
        self._place: Any = None
        self.panels = [UnlabelledPanel((), (0, 1, 0, 1)) for _ in range(2)]

    def update(self, result: Result) -> None:
        """Move what differs from the result shown before."""
        s, task, known = result.settings, result.task, result.known
        if (task.names, task.extent) != self._place:
            self._place, self._shown = (task.names, task.extent), ()
            self.panels = [UnlabelledPanel(*self._place) for _ in range(2)]
            self._sides = [None, None]
        if (task, s.labelled) != self._shown:
            for panel in self.panels:
                panel.labelled(task.X[known], task.y[known])
            self.panels[0].unlabelled(task.X[~known], None)
            self._shown, self._sides = (task, s.labelled), [None, None]
        titles = (f"{LEFT[s.left][0].upper()}{LEFT[s.left][1:]}", "MixMatch")
        places = ((result.left, s.left), (result.right, s.marks))
        for number, place in enumerate(places):
            if place != self._sides[number]:
                self._side(number, result, titles[number])
                self._sides[number] = place

    def _side(self, number: int, result: Result, title: str) -> None:
        panel, side = self.panels[number], (result.left, result.right)[number]
        note = f"new points: {side.new_accuracy:.0%} right"
        if isinstance(side, MixMatchSide):
            note += f"; guesses: {side.guess_accuracy:.0%} right"
            shown = {"grey": None, "guess": side.guesses, "sharp": side.sharpened}
            panel.unlabelled(result.task.X[~result.known], shown[result.settings.marks])
        panel.field(side.field, side.lines, title=title, note=note)


def describe(result: Result) -> str:
    """Say what either network gets right, and what the guesses are worth."""
    s, left, right = result.settings, result.left, result.right
    known, unlabelled = result.known.sum(), (~result.known).sum()
    alone = "alone" if s.left == "plain" else "alone, mixed with one another,"
    before, after = (shares.max(axis=1).mean() for shares in (right.guesses, right.sharpened))
    return (
        f"From {known} labelled points {alone} the network gets {left.new_accuracy:.0%} of "
        f"{NEW_POINTS} new points right; MixMatch, which sees {unlabelled} unlabelled points "
        f"besides, gets {right.new_accuracy:.0%}. It guesses {right.guess_accuracy:.0%} of their "
        f"labels right, and is {before:.0%} sure of them on average, {after:.0%} after sharpening."
    )


def code(settings: Settings) -> str:
    """Give the lines that choose the labelled points and train both networks."""
    s = settings
    return _CODE.format(
        s=s,
        points=_POINTS,
        hidden=_HIDDEN,
        new=NEW_POINTS,
        new_seed=s.seed + 1000,
        left_alpha=s.alpha if s.left == "mixed" else 0.0,
    )


_CODE = """\
import numpy as np
from mixlearn import MixMatchClassifier, SoftLabelMLP, datasets
from mixlearn.networks import sharpen

train = datasets.make("{s.shape}", {points}, noise={s.noise}, rng={s.seed})
new = datasets.make("{s.shape}", {new}, noise={s.noise}, rng={new_seed})
X, y, X_new = train.X.astype("float32"), train.y, new.X.astype("float32")

order = np.random.default_rng({s.seed}).permutation({points})
known = np.zeros({points}, dtype=bool)
for name in (0, 1):
    known[order[y[order] == name][:{s.labelled}]] = True

alone = SoftLabelMLP({hidden}, alpha={left_alpha}, max_iter={s.steps}, random_state={s.seed})
alone.fit(X[known], y[known])

model = MixMatchClassifier(
    {hidden},
    alpha={s.alpha},
    n_augmentations={s.n_augmentations},
    temperature={s.temperature},
    unlabelled_weight={s.unlabelled_weight},
    ramp_up={s.ramp_up},
    augment={s.augment},
    max_iter={s.steps},
    random_state={s.seed},
)
model.fit(X, np.where(known, y, -1))  # -1 marks a row without a label

# Guesses as in a step of training: the mean over copies, then sharpened.
noise = np.random.default_rng({s.seed}).standard_normal(({s.n_augmentations}, *X[~known].shape))
copies = X[~known] + {s.augment} * noise.astype("float32")
guesses = np.stack([model.predict_proba(copy) for copy in copies]).mean(axis=0, dtype=float)
sharpened = sharpen(guesses, temperature={s.temperature})

print(f"alone:             {{alone.score(X_new, new.y):.0%}}")
print(f"MixMatch:          {{model.score(X_new, new.y):.0%}}")
print(f"guesses right:     {{(guesses.argmax(axis=1) == y[~known]).mean():.0%}}")
print(f"sure:              {{guesses.max(axis=1).mean():.0%}}")
print(f"sure, sharpened:   {{sharpened.max(axis=1).mean():.0%}}")
"""

PRESETS: dict[str, dict[str, Any]] = {
    "against mixing alone": {"left": "mixed"},
    "no mixing": {"alpha": 0.0},
    "great weight at once": {"unlabelled_weight": 75.0, "ramp_up": 0.0, "seed": 5},
    "great weight, ramped up": {"unlabelled_weight": 75.0, "ramp_up": 0.25, "seed": 5},
    "two circles": {"shape": "circles"},
    "two blobs": {"shape": "blobs", "noise": 0.3},
}


class MixMatchLab(Lab):
    """Watch MixMatch learn from a few labelled points and many unlabelled ones.

    Parameters
    ----------
    show : sequence of str, optional
        Names of the settings that get a control; all by default.
    **settings
        Values to start with, by the names in ``Settings``.

    Examples
    --------
    >>> from mixlearn.labs import MixMatchLab
    >>> lab = MixMatchLab(labelled=4)
    >>> int(lab.result.known.sum())
    8
    """

    Settings = Settings
    Picture = Picture
    PRESETS = PRESETS
    run = staticmethod(run)
    describe = staticmethod(describe)
    code_for = staticmethod(code)
