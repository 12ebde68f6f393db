"""PlaygroundLab: every choice of the course on one page."""

import functools
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import ipywidgets
import numpy as np
import numpy.typing as npt

from mixlearn import metrics, mixing
from mixlearn.labs import _fields as fields
from mixlearn.labs import _sides as sides
from mixlearn.labs._base import Lab
from mixlearn.labs._pictures import SideBySide
from mixlearn.labs._settings import LabError, field
from mixlearn.labs._task import NEW_POINTS, Task, toy
from mixlearn.networks import SoftLabelMLP
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
# Mixes of every point where the network cannot mix by itself. A step uses them all: batches of some
# would be resampling, a regulariser of its own.
_COPIES = 4
_NOTHING = ("mixup", "any", 0.0)


@dataclass(frozen=True)
class Settings:
    """What the learner may set."""

    shape: str = fields.shape("moons")
    method: str = field(
        "mixup", "Method", choices=METHODS, help="How the right-hand network's points are blended."
    )
    pairing: str = field(
        "any", "Partners", choices=PAIRINGS, help="From where a point's partner is drawn."
    )
    alpha: float = fields.alpha(
        0.4, help="Beta(α, α) draws the ratio of every mix; 0 blends nothing."
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

    @cached_property
    def calibration_error(self) -> float:
        """How far its probabilities lie from its accuracy on new points, on average, in [0, 1].

        See :func:`mixlearn.metrics.expected_calibration_error`.
        """
        shares = self.predicted / self.predicted.sum(axis=1, keepdims=True)
        return metrics.expected_calibration_error(self.task.y_new, shares)


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
    common = {"hidden": s.hidden, "steps": s.steps, "seed": s.seed}
    plain = _side(task, *_NOTHING, **common)
    return Result(s, task, plain, _side(task, *_mixing(s), **common))


def _mixing(s: Settings) -> tuple[str, str, float]:
    """Return method, pairing and strength; what blends nothing is one and the same."""
    as_it_is = s.alpha == 0 and not s.pairing.startswith("balanced")
    return _NOTHING if s.method == "none" or as_it_is else (s.method, s.pairing, s.alpha)


@functools.lru_cache(maxsize=32)
def draw(  # noqa: PLR0917 - what makes the task, in the order of the settings
    shape: str, points: int, kept: float, noise: float, label_noise: float, seed: int
) -> Task:
    """Draw a toy, and take away points that are labelled as the second class."""
    task = toy(shape, points, noise=noise, label_noise=label_noise, outliers=0.0, seed=seed)
    second = np.flatnonzero(task.y == 1)
    gone = second[round(kept * len(second)) :]
    rows = {name: np.delete(getattr(task, name), gone, axis=0) for name in _ROWS}
    return replace(task, **rows)


_ROWS = ("X", "y", "flipped", "outliers")


@functools.lru_cache(maxsize=64)
def _side(
    task: Task, method: str, pairing: str, alpha: float, *, hidden: int, steps: int, seed: int
) -> Side:
    how: dict[str, Any] = {"max_iter": steps, "random_state": seed}
    rows = task.X, task.y
    if _afresh(method, pairing):
        how["alpha"] = alpha
    else:
        ways: dict[str, Any] = {"method": method, "pairing": pairing, "alpha": alpha}
        mixed = mixing.mix(*rows, **ways, n_mixes=_COPIES, fold=True, rng=seed)
        rows = mixed.X, mixed.Y
    model = SoftLabelMLP((hidden, hidden) if hidden else (), **how)
    model.fit(*rows, watch=(task.X, task.y))
    return Side.of(
        model,
        task,
        losses=np.column_stack([np.arange(steps), model.loss_curve_]),
        clean_losses=model.watched_loss_,
    )


def _afresh(method: str, pairing: str) -> bool:
    """Whether the network itself can mix so, afresh in every step."""
    return (method, pairing) == ("mixup", "any")


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
    return (
        "With no mixing" if s.method == "none" else f"With {METHODS[s.method]}, α = {s.alpha:.2f}"
    )


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
    fixed = "" if _afresh(s.method, s.pairing) else f"; {_COPIES} fixed mixes of every point"
    return (
        f"{first}. With {METHODS[s.method]} (α = {s.alpha:.2f}, partners: {PAIRINGS[s.pairing]}"
        f"{fixed}), it gets {mixed.train_accuracy:.0%} and {mixed.new_accuracy:.1%}, and is off by "
        f"{mixed.calibration_error:.3f}. Across the boundary the probability climbs by "
        f"{mixed.sharpness:.2f} per unit instead of {plain.sharpness:.2f}; the loss on the clean "
        f"training points ends at {_ends(mixed)} instead of {_ends(plain)}."
    )


def code(settings: Settings) -> str:
    """Write the lines that train the right-hand network and measure it."""
    s = settings
    method, pairing, alpha = _mixing(s)
    afresh = _afresh(method, pairing)
    ways = {"method": method, "pairing": pairing, "alpha": alpha, "copies": _COPIES, "s": s}
    layers = f"({s.hidden}, {s.hidden})" if s.hidden else "()"
    strength = f"alpha={alpha}, " if afresh else ""
    return _CODE.format(
        s=s,
        thinned="" if s.kept == 1 else _THINNED.format(s=s),
        model=f"SoftLabelMLP({layers}, {strength}max_iter={s.steps}, random_state={s.seed})",
        fit=_FIT_AFRESH if afresh else _FIT_MIXED.format(**ways),
        mix="" if afresh else ", mix",
        new=NEW_POINTS,
        new_seed=s.seed + 1000,
    )


_THINNED = """\
second = np.flatnonzero(y == 1)
gone = second[round({s.kept} * len(second)):]
X, y = np.delete(X, gone, axis=0), np.delete(y, gone)
"""

_FIT_AFRESH = """\
model.fit(X, y)  # mixes afresh in every step; alpha=0.0 trains the left-hand one
"""

_FIT_MIXED = """\
mixed = mix(X, y, method="{method}", pairing="{pairing}", alpha={alpha},
            n_mixes={copies}, fold=True, rng={s.seed})
model.fit(mixed.X, mixed.Y)  # model.fit(X, y) trains the left-hand one
"""

_CODE = """\
import numpy as np
from mixlearn import SoftLabelMLP, boundary, datasets, metrics{mix}
from sklearn.metrics import log_loss

train = datasets.make("{s.shape}", {s.points}, noise={s.noise}, label_noise={s.label_noise},
                      rng={s.seed})
new = datasets.make("{s.shape}", {new}, noise={s.noise}, rng={new_seed})
X, y, X_new = train.X.astype("float32"), train.y, new.X.astype("float32")
{thinned}
model = {model}
{fit}
shares = model.predict_proba(X_new).astype("float64")
shares /= shares.sum(axis=1, keepdims=True)
field = boundary.field(model, (-3.5, 3.5, -3.5, 3.5))
print(f"training points:   {{model.score(X, y):.0%}}")
print(f"new points:        {{model.score(X_new, new.y):.1%}}")
print(f"calibration error: {{metrics.expected_calibration_error(new.y, shares):.3f}}")
print(f"sharpness:         {{boundary.sharpness(field):.2f}}")
print(f"clean loss:        {{log_loss(y, model.predict_proba(X)):.2f}}")
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

# Controls stand to the left of the picture where both have room, else above it, in columns.
_ROW = {
    "flex_flow": "row wrap",
    "align_items": "flex-start",
    "overflow": "visible",
    "min_width": "0",
    "max_width": "100%",
}
_LEFT = _ROW | {"flex": "1 1 290px"}
_RIGHT = _ROW | {"flex_flow": "column", "align_items": "stretch", "flex": "1000 1 620px"}


class PlaygroundLab(Lab, parts=__name__):
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

    def _arranged(
        self, controls: list[ipywidgets.DOMWidget], others: list[ipywidgets.DOMWidget]
    ) -> list[ipywidgets.DOMWidget]:
        """Put the controls to the left of the picture where there is room, else above it."""
        self._text = ipywidgets.Text(
            description="State",
            continuous_update=False,  # a text is read when it is whole
            tooltip="Copy it to share what you see; paste another and press Enter to go there",
        )
        self._text.observe(self._on_text, "value")
        for widget in [*controls, self._presets, self._text]:
            widget.layout.width = None
            widget.layout.min_width = "0"
            widget.layout.max_width = "calc(100% - 4px)"  # less its margins
            widget.layout.flex = "1 1 280px"
            widget.style.description_width = "122px"
        for button in others:
            if button is not self._presets:
                button.layout.flex = "1 1 100px"
        self._sentence.layout.max_width = "100%"
        pictures = ipywidgets.Box([*self._images.values()], layout=_ROW)
        return [
            ipywidgets.Box(
                [
                    ipywidgets.Box([*others, *controls, self._text], layout=_LEFT),
                    ipywidgets.Box([pictures, self._sentence, self._status], layout=_RIGHT),
                ],
                layout=_ROW,
            ),
            self._code,
        ]

    def _show(self, *place: Any, **preset: Any) -> None:
        with self._update_lock:
            super()._show(*place, **preset)
            with self._silence():
                self._text.value = self.state

    def _on_text(self, change: Any) -> None:
        with self._update_lock:
            if self._quiet:
                return
            before = self._presets.value
            try:
                self.restore(change["new"])
            except LabError as error:
                self._say_error(error)
                self._choose(before)
