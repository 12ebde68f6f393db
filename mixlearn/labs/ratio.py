"""RatioLab: what a mixing strength really draws."""

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn import blending, datasets, ratios
from mixlearn.labs import _fields as fields
from mixlearn.labs._base import Lab
from mixlearn.labs._settings import field
from mixlearn.labs._zones import ZONES, density, grid, zones_of
from mixlearn.plots import BatchesPanel, DistributionPanel, Panel, ZonesPanel

__all__ = ["PRESETS", "Picture", "RatioLab", "Result", "Settings", "code", "describe", "run"]

Array = npt.NDArray[Any]

_SAMPLES = 100
_BLENDS, _BATCHES, _ROWS = 10, 8, 16


@dataclass(frozen=True)
class Settings:
    """What the learner may set."""

    alpha: float = fields.alpha(0.4, high=8, wide=True)
    classes: int = field(
        2,
        "Classes k",
        low=2,
        high=100,
        help="How many classes of equal size there are; partners are drawn at random.",
    )
    view: str = field(
        "distribution",
        "On the left",
        choices={
            "distribution": "the distribution, and ten blends",
            "batches": "eight batches of 16 rows",
        },
        help="The distribution of single ratios, or what becomes of them in batches.",
    )
    seed: int = fields.seed(0, help="Chooses the two digits, and draws the batches' ratios.")


@dataclass(frozen=True, eq=False)
class Batches:
    """Ratios of consecutive batches.

    Attributes
    ----------
    lam : ndarray of shape (batches, rows)
        Shares of the first parents.
    zones : ndarray of shape (batches, rows), int
        The innermost zone that each lies in, as a position in ``ZONES``.
    means : ndarray of shape (batches,)
        Mean smaller share of each batch.
    spread : float
        Standard deviation of that mean over all batches there might be, exact.
    """

    lam: Array
    zones: Array
    means: Array
    spread: float


@dataclass(frozen=True, eq=False)
class Result:
    """The distribution of the ratio, and what is drawn from it.

    Attributes
    ----------
    settings : Settings
        What was asked for.
    x, density : ndarray of shape (m,)
        Ratios from 0 to 1, and the density there: infinite at both ends if alpha is below 1. At
        alpha 0, where all draws are 1, it is infinite there and zero elsewhere.
    shares : tuple of float
        Probability of every zone in ``ZONES``, exact.
    mean : float
        Mean smaller share, exact.
    same_class, one_sided : float
        Share of rows with parents of one class, and share of rows with parents of two classes and
        a ratio of 95-5 or more one-sided. Together: labels at least 95% hard.
    lam : ndarray of shape (10,)
        Ratios of the blends: one from the middle of each tenth of the distribution.
    zones : ndarray of shape (10,), int
        The innermost zone that each lies in, as a position in ``ZONES``.
    images : ndarray of shape (12, 8, 8)
        Second parent, blends, first parent.
    per_sample, per_batch : Batches
        Batches in which every row draws a ratio, and batches that draw one for all.
    """

    settings: Settings
    x: Array
    density: Array
    shares: tuple[float, ...]
    mean: float
    same_class: float
    one_sided: float
    lam: Array
    zones: Array
    images: Array
    per_sample: Batches
    per_batch: Batches

    @property
    def hard(self) -> float:
        """Share of rows whose label is at least 95 % one class."""
        return self.same_class + self.one_sided


def run(settings: Settings) -> Result:
    """Compute the shares of the zones, and draw at uniform numbers that alpha does not touch."""
    s = settings
    extreme, _, even, half = (ratios.minor_share_between(s.alpha, *z) for z in ZONES.values())
    x = grid()
    lam = ratios.from_uniform((np.arange(_BLENDS) + 0.5) / _BLENDS, s.alpha)
    first, second = _parents(s.seed)
    source = _samples()
    ends = np.full(_BLENDS, first), np.full(_BLENDS, second)
    blends = blending.interpolate(source.X, *ends, lam)
    return Result(
        settings=s,
        x=x,
        density=density(x, s.alpha),
        shares=(extreme, max(0.0, 1 - extreme - even), even, half),
        mean=ratios.minor_share(s.alpha),
        same_class=1 / s.classes,
        one_sided=(1 - 1 / s.classes) * extreme,
        lam=lam,
        zones=zones_of(lam),
        images=np.concatenate([source.X[[second]], blends, source.X[[first]]]),
        per_sample=_batches(s, "sample"),
        per_batch=_batches(s, "batch"),
    )


def _batches(s: Settings, per: str) -> Batches:
    rng = np.random.default_rng(s.seed)
    lam = np.stack([ratios.draw(_ROWS, alpha=s.alpha, per=per, rng=rng) for _ in range(_BATCHES)])
    # With m the smaller share, lam^2 + (1 - lam)^2 = 1 - 2 m + 2 m^2; its mean is known.
    mean = ratios.minor_share(s.alpha)
    variance = (ratios.variance_factor(s.alpha) - 1) / 2 + mean - mean**2
    drawn = _ROWS if per == "sample" else 1
    return Batches(
        lam=lam,
        zones=zones_of(lam),
        means=np.minimum(lam, 1 - lam).mean(axis=1),
        spread=float(np.sqrt(max(0.0, variance) / drawn)),
    )


@functools.cache
def _samples() -> datasets.Dataset:
    return datasets.digits(n_samples=_SAMPLES, rng=0)


def _parents(seed: int) -> tuple[int, int]:
    # A stream of its own, one of many: this one begins with two digits that look different.
    rng = np.random.default_rng((seed, 6))
    y = _samples().y
    first = int(rng.integers(_SAMPLES))
    return first, int(rng.choice(np.flatnonzero(y != y[first])))


class Picture:
    """The distribution or the batches on the left, shares on the right."""

    def __init__(self) -> None:
        self._distribution = DistributionPanel(_BLENDS)
        self._batches = BatchesPanel(_BATCHES, _ROWS)
        self._shares = ZonesPanel(tuple(ZONES))
        self._view = "distribution"

    @property
    def panels(self) -> dict[str, Panel]:
        """What is shown now."""
        draws = self._distribution if self._view == "distribution" else self._batches
        return {"draws": draws, "shares": self._shares}

    def update(self, result: Result) -> None:
        """Show another distribution."""
        r, s = result, result.settings
        self._view = s.view
        if s.view == "distribution":
            self._show_distribution(r)
        else:
            sides = r.per_sample, r.per_batch
            self._batches.show(
                [side.lam for side in sides],
                [side.zones for side in sides],
                [side.means for side in sides],
                title=f"What α = {s.alpha:.2f} draws for {_BATCHES} batches of {_ROWS} rows",
            )
        self._shares.show(
            r.shares,
            (r.same_class, r.one_sided),
            classes=s.classes,
        )

    def _show_distribution(self, r: Result) -> None:
        alpha = r.settings.alpha
        note = ""
        if alpha == 0:
            note = "all draws are λ = 1: nothing is mixed  ▲"
        elif alpha < 1:
            note = "▲  the curve climbs without end at both edges  ▲"
        self._distribution.distribution(
            r.x, r.density, title=f"What α = {alpha:.2f} draws", note=note
        )
        self._distribution.blends(tuple(r.images), r.lam, r.zones)


def describe(result: Result) -> str:
    """Say what is drawn, and what becomes of the labels."""
    r, s = result, result.settings
    extreme, _, even, half = r.shares
    if s.alpha == 0:
        return "At α = 0.00 every ratio is 1: nothing is mixed, and every label stays hard."
    drawn = (
        f"At α = {s.alpha:.2f}, {extreme:.1%} of the draws are 95-5 or more one-sided, and "
        f"{even:.1%} are 70-30 or more even ({half:.1%} between 45-55 and 55-45). "
        f"The smaller share is {r.mean:.2f} on average"
    )
    if s.view == "batches":
        return (
            f"{drawn}. The mean of a batch of {_ROWS} scatters around that by "
            f"±{r.per_sample.spread:.2f} if every row draws a ratio, and by "
            f"±{r.per_batch.spread:.2f} if the batch draws one."
        )
    return (
        f"{drawn}. With {s.classes} classes of equal size {r.hard:.1%} of the rows keep a label "
        f"that is at least 95% hard: {r.same_class:.1%} have two parents of one class, "
        f"{r.one_sided:.1%} have parents of two and a ratio of 95-5 or more one-sided."
    )


def code(settings: Settings) -> str:
    """Write the lines that compute these numbers and draw these ratios."""
    s = settings
    if s.view == "batches":
        return _HEAD_CODE.format(s=s, modules="ratios") + _BATCH_CODE.format(
            s=s, rows=_ROWS, batches=_BATCHES
        )
    first, second = _parents(s.seed)
    tail = _BLEND_CODE.format(first=first, second=second, n=_BLENDS, samples=_SAMPLES)
    return _HEAD_CODE.format(s=s, modules="datasets, ratios") + tail


_HEAD_CODE = """\
import numpy as np
from mixlearn import {modules}

alpha, k = {s.alpha}, {s.classes}
extreme = ratios.minor_share_between(alpha, 0, 0.05)
even = ratios.minor_share_between(alpha, 0.3, 0.5)
half = ratios.minor_share_between(alpha, 0.45, 0.5)
hard = 1 / k + (1 - 1 / k) * extreme  # parents of one class, or of two but hardly mixed

print(f"95-5 or more one-sided: {{extreme:.1%}}")
print(f"70-30 or more even:     {{even:.1%}}, of these 50-50: {{half:.1%}}")
print(f"smaller share, mean:    {{ratios.minor_share(alpha):.2f}}")
print(f"labels at least 95% hard: {{hard:.1%}}")
"""

_BLEND_CODE = """
# One ratio from the middle of each tenth of the distribution.
lam = ratios.from_uniform((np.arange({n}) + 0.5) / {n}, alpha)
digits = datasets.digits(n_samples={samples}, rng=0)
share = lam[:, np.newaxis, np.newaxis]
blends = share * digits.X[{first}] + (1 - share) * digits.X[{second}]
print("ratios", lam.round(2))
"""

_BATCH_CODE = """
for per in ("sample", "batch"):
    rng = np.random.default_rng({s.seed})
    lam = np.stack([ratios.draw({rows}, alpha=alpha, per=per, rng=rng) for _ in range({batches})])
    print("per", per, np.minimum(lam, 1 - lam).mean(axis=1).round(2))
"""

PRESETS: dict[str, dict[str, Any]] = {
    "no mixing": {"alpha": 0.0},
    "mostly unmixed": {"alpha": 0.1},
    "called gentle": {"alpha": 0.4},
    "all ratios alike": {"alpha": 1.0},
    "mostly even": {"alpha": 8.0},
    "ten classes": {"classes": 10},
    "batches": {"view": "batches"},
    "batches, mostly even": {"view": "batches", "alpha": 8.0},
}


class RatioLab(Lab, parts=__name__):
    """See what a mixing strength draws: how often hardly a mix, how often half and half.

    Parameters
    ----------
    show : sequence of str, optional
        Names of the settings that get a control; all by default.
    **settings
        Values to start with, by the names in ``Settings``.

    Examples
    --------
    >>> from mixlearn.labs import RatioLab
    >>> lab = RatioLab(classes=2)
    >>> lab.set(alpha=0.4)
    >>> round(lab.result.hard, 2)
    0.68
    """
