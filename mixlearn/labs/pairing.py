"""PairingLab: who is mixed with whom, and where the blends fall."""

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.spatial import KDTree

from mixlearn import datasets, mixing
from mixlearn.labs import _fields as fields
from mixlearn.labs._base import Lab
from mixlearn.labs._settings import field
from mixlearn.plots import CountsPanel, PairsPanel, Panel

__all__ = [
    "PRESETS",
    "PairingLab",
    "Picture",
    "Result",
    "Settings",
    "code",
    "describe",
    "run",
]

Array = npt.NDArray[Any]

_POINTS = 120
# This many pairs get a line: more would be a carpet, in which no pair can be made out.
_LINES = 30
# A blend this far from every point is in empty space: hardly any point is as far from all others.
_EMPTY = 0.3
_RULES = {
    "any": "any two rows",
    "same": "the same class",
    "other": "another class",
    "near": "one of the 5 nearest",
    "balanced": "classes equally often",
}


@dataclass(frozen=True)
class Settings:
    """What the learner may set."""

    pairing: str = field(
        "any", "Partners from", choices=_RULES, help="The rule by which the partner is drawn."
    )
    alpha: float = fields.alpha(1.0)
    rare: float = field(
        0.5,
        "Share of triangles",
        low=0.05,
        high=0.5,
        step=0.05,
        help="How many of the points belong to the second class.",
    )
    seed: int = fields.seed(0, help="Draws the points, the pairs and the ratios.")


@dataclass(frozen=True, eq=False)
class Result:
    """A mixed data set on the plane.

    Attributes
    ----------
    settings : Settings
        What was asked for.
    X, y : ndarray of shape (n, 2) and (n,), int
        Points and their classes, 0 or 1.
    names : tuple of str
        Class names.
    mixed : Mixed
        The receipt.
    far : ndarray of shape (n,), bool
        Blends in empty space: more than 0.3 away from every point.
    kept : float
        Share of blends in [0, 1] whose label stays that of one class.
    """

    settings: Settings
    X: Array
    y: Array
    names: tuple[str, ...]
    mixed: mixing.Mixed
    far: Array
    kept: float

    @property
    def selves(self) -> Array:
        """Which blends have the same row as both parents, (n,) bool."""
        found: Array = self.mixed.first == self.mixed.second
        return found


def run(settings: Settings) -> Result:
    """Mix a data set, and look where the blends fall."""
    s = settings
    X, y, names = _points(s.rare, s.seed)
    mixed = mixing.mix(X, y, pairing=s.pairing, alpha=s.alpha, rng=s.seed)
    distance, _ = KDTree(X).query(mixed.X)
    return Result(
        settings=s,
        X=X,
        y=y,
        names=names,
        mixed=mixed,
        far=distance > _EMPTY,
        kept=float((y[mixed.first] == y[mixed.second]).mean()),
    )


@functools.lru_cache(maxsize=32)
def _points(rare: float, seed: int) -> tuple[Array, Array, tuple[str, ...]]:
    """Draw two moons, and thin the second."""
    moons = datasets.moons(2 * _POINTS, noise=0.15, rng=seed)  # as many of each class
    wanted = round(rare * _POINTS)
    rows = np.concatenate(
        [
            _thin(np.flatnonzero(moons.y == label), count)
            for label, count in ((0, _POINTS - wanted), (1, wanted))
        ]
    )
    X, y = moons.X[rows], moons.y[rows]
    return X, y, moons.classes


def _thin(rows: Array, count: int) -> Array:
    # Points follow one another along their moon: evenly spaced ones still cover all of it.
    found: Array = rows[np.linspace(0, len(rows) - 1, count).astype(int)]
    return found


class Picture:
    """Pairs and blends on the plane on the left, what came of them as bars on the right."""

    def __init__(self) -> None:
        self._names: tuple[str, ...] = ()
        self._pairs = PairsPanel(())
        self._counts = CountsPanel(_COUNTS)

    @property
    def panels(self) -> dict[str, Panel]:
        """What is shown now."""
        return {"pairs": self._pairs, "counts": self._counts}

    def update(self, result: Result) -> None:
        """Show another mix."""
        mixed, X = result.mixed, result.X
        if result.names != self._names:
            self._pairs, self._names = PairsPanel(result.names), result.names
        shown = np.linspace(0, len(X) - 1, _LINES).astype(int)
        lines = np.stack([X[mixed.first[shown]], X[mixed.second[shown]]], axis=1)
        self._pairs.show(
            X,
            result.y,
            lines=lines,
            blends=mixed.X,
            shares=mixed.Y,
            far=result.far,
            selves=result.selves,
        )
        self._counts.show((result.kept, float(result.far.mean()), float(mixed.Y[:, 1].mean())))


_COUNTS = (
    "blends that keep\nthe label of one class",
    "blends that fall\ninto empty space",
    "triangles' share\nof all labels",
)


def describe(result: Result) -> str:
    """Say who met whom, and what came of it."""
    s, mixed = result.settings, result.mixed
    selves = int(result.selves.sum())
    met = {0: "no row meets itself", 1: "1 row meets itself"}.get(
        selves, f"{selves} rows meet themselves"
    )
    return (
        f"Partners: {_RULES[s.pairing]}. {result.kept:.0%} of the blends keep the label of one "
        f"class, {result.far.mean():.0%} fall into empty space, and {met}. Triangles are "
        f"{(result.y == 1).mean():.0%} of the points and get {mixed.Y[:, 1].mean():.0%} of the "
        "labels."
    )


def code(settings: Settings) -> str:
    """Write the lines that make these pairs and count what came of them."""
    return _CODE.format(s=settings, wanted=round(settings.rare * _POINTS), points=_POINTS)


_CODE = """\
import numpy as np
from mixlearn import datasets, mix
from scipy.spatial import KDTree

moons = datasets.moons(2 * {points}, noise=0.15, rng={s.seed})
rows = np.concatenate([
    np.flatnonzero(moons.y == label)[np.linspace(0, {points} - 1, count).astype(int)]
    for label, count in ((0, {points} - {wanted}), (1, {wanted}))
])
X, y = moons.X[rows], moons.y[rows]

mixed = mix(X, y, pairing="{s.pairing}", alpha={s.alpha}, rng={s.seed})

distance, _ = KDTree(X).query(mixed.X)

print(f"keep the label of one class: {{np.mean(y[mixed.first] == y[mixed.second]):.0%}}")
print(f"fall into empty space:       {{np.mean(distance > 0.3):.0%}}")
print(f"triangles, share of labels:  {{mixed.Y[:, 1].mean():.0%}}")
print(f"rows that meet themselves:   {{np.sum(mixed.first == mixed.second)}}")
"""

PRESETS: dict[str, dict[str, Any]] = {
    "any two rows": {"pairing": "any"},
    "same class": {"pairing": "same"},
    "another class": {"pairing": "other"},
    "near neighbours": {"pairing": "near"},
    "rare class, any two rows": {"rare": 0.1, "pairing": "any"},
    "rare class, another class": {"rare": 0.1, "pairing": "other"},
    "rare class, balanced": {"rare": 0.1, "pairing": "balanced"},
}


class PairingLab(Lab, parts=__name__):
    """See who is mixed with whom, where the blends fall, and which labels they get.

    Parameters
    ----------
    show : sequence of str, optional
        Names of the settings that get a control; all by default.
    **settings
        Values to start with, by the names in ``Settings``.

    Examples
    --------
    >>> from mixlearn.labs import PairingLab
    >>> lab = PairingLab(pairing="same")
    >>> lab.result.kept
    1.0
    """
