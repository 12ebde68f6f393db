"""TuningLab: an alpha picked on one seed's held-out rows, and what ten more seeds say about it."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn.labs._base import Lab
from mixlearn.labs._holdout import ALPHAS, BUDGETS, DATA, ROWS, SEEDS, shipped
from mixlearn.labs._settings import field
from mixlearn.plots import GainsPanel, LinesPanel, Panel
from mixlearn.sweeps import Difference, Sweep, Verdict

__all__ = ["PRESETS", "Picture", "Result", "Settings", "TuningLab", "code", "describe", "run"]

Array = npt.NDArray[Any]

_NAMES = {alpha: f"{alpha:g}" for alpha in ALPHAS}
# With fewer, a sweep gives no verdict: the spread itself is hardly known.
_FEWEST = 5


@dataclass(frozen=True)
class Settings:
    """What the learner may set."""

    seeds: int = field(
        1,
        "Seeds",
        low=1,
        high=SEEDS,
        wide=True,
        help="How often the rows are split anew, and the networks trained anew.",
    )
    first: int = field(
        0,
        "Your seed",
        low=0,
        high=SEEDS - 1,
        help="The seed on which you choose; others follow it.",
    )
    picked: float = field(
        0.2, "Your choice of α", choices=_NAMES, help="What you would take, having seen one seed."
    )
    budget: int = field(
        100, "Training steps", choices=BUDGETS, help="Every step uses all training rows."
    )
    rows: int = field(
        240, "Labelled rows", choices=ROWS, help="All you have; a third of them is held out."
    )
    data: str = field("cancer", "Data", choices=DATA, help="Where the rows come from.")


@dataclass(frozen=True, eq=False)
class Result:
    """What the held-out rows say of five mixing strengths, on your seed and on others.

    Attributes
    ----------
    settings : Settings
        What was asked for.
    whole : Sweep
        All seeds and budgets, for these data and as many rows.
    sweep : Sweep
        Those of them that are looked at; your seed comes first.
    winners : ndarray of shape (seeds,), int
        Position in ``sweep.alphas`` of the best one on each seed; of a tie, the weakest mixing.
    verdict : Verdict or None
        Mixing against none over these seeds; None if they are too few.
    """

    settings: Settings
    whole: Sweep
    sweep: Sweep
    winners: Array
    verdict: Verdict | None

    @property
    def runs(self) -> Array:
        """Share of the held-out rows predicted right, of shape (seeds, alphas)."""
        runs: Array = self.sweep.runs()[:, 0]
        return runs

    @property
    def found(self) -> Difference | None:
        """The picked alpha against none; None if none was picked, or the seeds are too few."""
        if self.verdict is None:
            return None
        all_of_them = self.verdict.differences
        return next((d for d in all_of_them if d.alpha == self.settings.picked), None)


def run(settings: Settings) -> Result:
    """Look up what was trained beforehand, and judge it."""
    s = settings
    whole = shipped(s.data, s.rows)
    seeds, at = _order(s), [BUDGETS.index(s.budget)]
    sweep = replace(
        whole,
        scores=whole.scores[:, seeds][:, :, :, at],
        train_scores=whole.train_scores[:, seeds][:, :, :, at],
        seeds=len(seeds),
        budgets=(s.budget,),
    )
    verdict = sweep.verdict() if s.seeds >= _FEWEST else None
    return Result(s, whole, sweep, sweep.runs()[:, 0].argmax(axis=1), verdict)


def _order(s: Settings) -> list[int]:
    """List the seeds: yours, and those that follow; after the last comes 0."""
    return [(s.first + more) % SEEDS for more in range(s.seeds)]


class Picture:
    """Held-out accuracy for each alpha on the left, differences to no mixing on the right."""

    def __init__(self) -> None:
        names = list(_NAMES.values())
        self._lines, self._gains = LinesPanel(names, runs=SEEDS), GainsPanel(names, runs=SEEDS)
        self.panels: dict[str, Panel] = {"accuracies": self._lines, "differences": self._gains}

    def update(self, result: Result) -> None:
        """Move lines, dots and intervals."""
        s, runs, verdict = result.settings, result.runs, result.verdict
        # One scale fits all budgets and seeds, so that moving these moves no axis.
        everything = result.whole.runs()
        self._lines.limits(*_with_room(everything))
        self._gains.limits(*_with_room(100 * _gains(everything)))
        chosen = ALPHAS.index(s.picked)
        wins = np.bincount(result.winners, minlength=len(ALPHAS)).tolist()
        sweep = result.sweep
        self._lines.show(
            runs,
            winner=int(result.winners[0]),
            chosen=chosen,
            heads=[f"best on {count}" if count else "" for count in wins],
            title=f"{sweep.n_test} rows held out, {_count(s.seeds)}",
            note=f"trained on {sweep.n_train} rows, {s.budget} steps",
        )
        intervals = [(100 * d.low, 100 * d.high) for d in verdict.differences] if verdict else None
        self._gains.show(
            100 * _gains(runs),
            intervals=intervals,
            chosen=chosen or None,
            title="Difference to no mixing",
            note="bars: intervals, 95% for all four together"
            if verdict
            else f"no intervals with fewer than {_FEWEST} seeds",
        )


def _gains(runs: Array) -> Array:
    """Subtract no mixing, the first of the alphas."""
    gains: Array = runs[..., 1:] - runs[..., :1]
    return gains


def _with_room(values: Array) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    room = 0.05 * (high - low)
    return low - room, high + room


def _count(seeds: int) -> str:
    return "1 seed" if seeds == 1 else f"{seeds} seeds"


def describe(result: Result) -> str:
    """Say who wins on one seed, how often that stays so, and what can be said at all."""
    s, runs, winner = result.settings, result.runs, int(result.winners[0])
    sentence = (
        f"On seed {s.first}, {_named(ALPHAS[winner])} gets most of the {result.sweep.n_test} "
        f"held-out rows right: {runs[0, winner]:.0%}"
    )
    if winner:
        sentence += f", and no mixing {runs[0, 0]:.0%}"
    if s.picked not in (0, ALPHAS[winner]):
        sentence += f"; your choice, α = {s.picked:g}, {runs[0, ALPHAS.index(s.picked)]:.0%}"
    if s.seeds == 1:
        return f"{sentence}. One seed cannot tell an effect from luck."
    others = result.winners[1:]
    same = int((others == winner).sum())
    sentence += f". Other seeds on which {_named(ALPHAS[winner])} wins: {same} of {len(others)}."
    return f"{sentence} {_judged(result)}"


def _judged(result: Result) -> str:
    s, found = result.settings, result.found
    mean = 100 * float((result.runs[:, ALPHAS.index(s.picked)] - result.runs[:, 0]).mean())
    if not s.picked:
        if result.verdict is None:
            return f"With fewer than {_FEWEST} seeds there is no interval."
        better, worse = len(result.verdict.better), len(result.verdict.worse)
        return (
            f"Of the {len(ALPHAS) - 1} strengths, {better} are detectably better than no mixing "
            f"and {worse} worse."
        )
    start = f"Your α = {s.picked:g} minus no mixing: {_points(mean)} points on average"
    if found is None:
        return f"{start}; with fewer than {_FEWEST} seeds there is no interval."
    low, high = 100 * found.low, 100 * found.high
    what = (
        "detectably better"
        if found.low > 0
        else "detectably worse"
        if found.high < 0
        else "no detectable effect"
    )
    return f"{start}, interval {_points(low)} to {_points(high)}: {what}."


def _points(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")


def _named(alpha: float) -> str:
    return f"α = {alpha:g}" if alpha else "no mixing"


def code(settings: Settings) -> str:
    """Write the lines that train and judge the same networks anew."""
    s = settings
    lines = ["from dataclasses import replace\n\n"] if s.first else []
    lines.append(_DATA[s.data].format(rows=s.rows))
    seeds = s.seeds if s.first == 0 else SEEDS
    lines.append(
        _SWEEP.format(
            alphas=ALPHAS,
            budget=s.budget,
            model=_MODELS.get(s.data, "SoftLabelMLP()"),
            seeds=seeds,
            share="1 / 3",
        )
    )
    if s.first:
        lines.append(_CHOSEN.format(seeds=_order(s)))
    lines.append(_WINNER)
    if s.picked:
        lines.append(_GAIN.format(picked=s.picked, column=ALPHAS.index(s.picked)))
    if s.seeds >= _FEWEST:
        lines.append("print(sweep.verdict())\n")
    return "".join(lines)


_DIGITS = """\
from mixlearn import SoftLabelMLP, datasets
from mixlearn.sweeps import sweep_alpha

digits = datasets.digits(n_samples={rows}, label_noise=%s, rng=0)
X, y = digits.X.reshape({rows}, -1), digits.y
"""
_DATA = {
    "digits": _DIGITS % "0.0",
    "wrong": _DIGITS % "0.3",
    "cancer": """\
import numpy as np
from mixlearn import SoftLabelMLP
from mixlearn.sweeps import sweep_alpha
from sklearn.datasets import load_breast_cancer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

X, y = load_breast_cancer(return_X_y=True)
rows = np.random.default_rng(0).permutation(len(y))[:{rows}]
X, y = X[rows], y[rows]
""",
    "moons": """\
from mixlearn import SoftLabelMLP, datasets
from mixlearn.sweeps import sweep_alpha

moons = datasets.moons({rows}, noise=0.4, rng=0)
X, y = moons.X, moons.y
""",
}
_MODELS = {"cancer": "make_pipeline(StandardScaler(), SoftLabelMLP())"}
_SWEEP = """
# The lab looks this up in a table; here it is trained.
model = {model}
sweep = sweep_alpha(
    model, X, y, alphas={alphas}, budgets=({budget},),
    seeds={seeds}, test_size={share}, random_state=0, progress=False)
"""
_CHOSEN = """
# Your seed, and those that follow it.
order = {seeds}
sweep = replace(sweep, scores=sweep.scores[:, order], train_scores=sweep.train_scores[:, order],
                seeds=len(order))
"""
_WINNER = """
runs = sweep.runs()[:, 0]  # one row a seed, one column an alpha
best = runs[0].argmax()
print(f"best on your seed: alpha = {sweep.alphas[best]:g}, {runs[0, best]:.0%}")
"""
_GAIN = """\
gain = 100 * (runs[:, {column}] - runs[:, 0]).mean()
print(f"alpha = {picked:g} minus none: {{gain:+.1f}} points")
"""

PRESETS: dict[str, dict[str, Any]] = {
    "a winner on one seed": {},
    "another seed, another winner": {"first": 9, "picked": 4.0},
    "the winner on eleven seeds": {"seeds": 11},
    "digits, trained briefly": {
        "data": "digits",
        "seeds": 11,
        "picked": 1.0,
        "budget": 100,
    },
    "breast cancer, trained for long": {
        "data": "cancer",
        "rows": 480,
        "seeds": 11,
        "picked": 4.0,
        "budget": 1600,
    },
    "wrong labels": {"data": "wrong", "rows": 480, "seeds": 11, "picked": 4.0},
    "few rows": {"data": "digits", "rows": 60, "seeds": 11, "picked": 1.0},
}


class TuningLab(Lab, parts=__name__):
    """Pick an alpha on one seed, look at ten more, and see what the training budget does to it.

    The networks were trained beforehand: up to 55 of them stand behind one picture. The code that
    the lab shows trains them anew. They are the course's, trained for as long as the budget says.

    Parameters
    ----------
    show : sequence of str, optional
        Names of the settings that get a control; all by default.
    **settings
        Values to start with, by the names in ``Settings``.

    Examples
    --------
    >>> from mixlearn.labs import TuningLab
    >>> lab = TuningLab(data="cancer", rows=480, seeds=11, budget=1600, picked=4.0)
    >>> lab.result.found.high < 0  # worse than no mixing
    True
    """
