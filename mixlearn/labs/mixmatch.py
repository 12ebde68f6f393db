"""MixMatchLab: few labelled points, many unlabelled ones, and what MixMatch makes of both."""

import functools
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn.labs import _fields as fields
from mixlearn.labs import _sides as sides
from mixlearn.labs._base import Lab
from mixlearn.labs._pictures import SideBySide
from mixlearn.labs._settings import field
from mixlearn.labs._task import NEW_POINTS, Task, toy
from mixlearn.networks import UNLABELLED, MixMatchClassifier, SoftLabelMLP, sharpen
from mixlearn.plots import UnlabelledPanel

__all__ = [
    "HIDDEN",
    "LEFT",
    "MARKS",
    "POINTS",
    "PRESETS",
    "MixMatchLab",
    "Picture",
    "Result",
    "Settings",
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
POINTS = 200
# Half as wide as the course's network: a step of MixMatch takes each unlabelled point several
# times, and the lab still has to answer at once.
HIDDEN = (16, 16)


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
        matters=lambda s: s.unlabelled_weight > 0,
        help="The part of training during which the weight climbs from 0 to w.",
    )
    alpha: float = fields.alpha(0.75)
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
    shape: str = fields.shape("moons")
    noise: float = fields.noise(0.1)
    steps: int = fields.steps(200, high=400, help="Every step uses all points.")
    seed: int = fields.seed(0, help="Draws the points, the labelled ones among them, the rest.")


@dataclass(frozen=True, eq=False)
class MixMatchSide(sides.Side):
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
    left: sides.Side
    right: MixMatchSide


def run(settings: Settings, task: Task | None = None) -> Result:
    """Train on the labelled points alone, and with MixMatch on all."""
    s = settings
    if task is None:
        task = toy(s.shape, POINTS, noise=s.noise, seed=s.seed)
    known = pick(task.y, s.labelled, s.seed)
    alpha = s.alpha if s.left == "mixed" else 0.0
    left = _left(task, labelled=s.labelled, alpha=alpha, steps=s.steps, seed=s.seed)
    return Result(s, task, known, left, _right(task, replace(s, left="plain", marks="grey")))


def pick(y: Array, labelled: int, seed: int) -> Array:
    """Choose a number of rows of each class, as a mask; larger choices hold the smaller ones."""
    order = np.random.default_rng(seed).permutation(len(y))
    known = np.zeros(len(y), dtype=bool)
    for name in np.unique(y):
        known[order[y[order] == name][:labelled]] = True
    return known


@functools.lru_cache(maxsize=64)
def _left(task: Task, *, labelled: int, alpha: float, steps: int, seed: int) -> sides.Side:
    known = pick(task.y, labelled, seed)
    model = SoftLabelMLP(HIDDEN, alpha=alpha, max_iter=steps, random_state=seed)
    return sides.Side.of(model.fit(task.X[known], task.y[known]), task)


@functools.lru_cache(maxsize=64)
def _right(task: Task, s: Settings) -> MixMatchSide:
    known = pick(task.y, s.labelled, s.seed)
    model = MixMatchClassifier(
        HIDDEN,
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
    X, y = task.X[~known], task.y[~known]
    noise = np.random.default_rng(s.seed).standard_normal((s.n_augmentations, *X.shape))
    copies = X + s.augment * noise.astype(X.dtype)
    guesses = np.stack([model.predict_proba(copy) for copy in copies]).mean(axis=0, dtype=float)
    return MixMatchSide.of(
        model,
        task,
        guesses=guesses,
        sharpened=sharpen(guesses, temperature=s.temperature),
        guess_accuracy=float((guesses.argmax(axis=1) == y).mean()),
    )


class Picture(SideBySide):
    """The plane twice: the labelled points alone on the left, MixMatch on the right."""

    names = ("labelled points", "MixMatch")

    def make(self, names: Any, extent: Any) -> UnlabelledPanel:
        """Make a plane."""
        return UnlabelledPanel(names, extent)

    def update(self, result: Result) -> None:
        """Move what differs from the result shown before."""
        s, task, known, right = result.settings, result.task, result.known, result.right
        self.stand(task.names, task.extent)
        for name, panel in self.panels.items():
            marks = s.marks if name == "MixMatch" else "grey"
            if self.is_new(name, "labelled", task, s.labelled):
                panel.labelled(task.X[known], task.y[known])
            guessed = None if marks == "grey" else right
            if self.is_new(name, "unlabelled", task, s.labelled, marks, guessed):
                guesses = {"grey": None, "guess": right.guesses, "sharp": right.sharpened}
                panel.unlabelled(task.X[~known], guesses[marks])
        alone, mixmatch = self.names
        note = f"new points: {result.left.new_accuracy:.0%} right"
        self.plane(alone, result.left, f"{LEFT[s.left][0].upper()}{LEFT[s.left][1:]}", note)
        note = f"new points: {right.new_accuracy:.0%} right"
        self.plane(
            mixmatch, right, "MixMatch", f"{note}; guesses: {right.guess_accuracy:.0%} right"
        )


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
    """Write the lines that choose the labelled points and train both networks."""
    s = settings
    return _CODE.format(
        s=s,
        points=POINTS,
        hidden=HIDDEN,
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
    "great weight at once": {"unlabelled_weight": 75.0, "ramp_up": 0.0, "seed": 4},
    "great weight, ramped up": {"unlabelled_weight": 75.0, "ramp_up": 0.25, "seed": 4},
    "two circles": {"shape": "circles"},
    "two blobs": {"shape": "blobs", "noise": 0.3},
}


class MixMatchLab(Lab, parts=__name__):
    """Watch MixMatch learn from a few labelled points and many unlabelled ones.

    Its networks have two layers of 16 units, half as many as those of the other labs.

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
