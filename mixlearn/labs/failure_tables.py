"""The failures in numbers over many seeds, some of them from trainings of minutes."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn.datasets._files import load
from mixlearn.labs._settings import LabError, changed
from mixlearn.labs.failure import RATIOS, Result, Settings, run

__all__ = [
    "BudgetTable",
    "FailureTable",
    "LineTable",
    "alternating_line",
    "over_failures",
    "over_training",
    "wrong_labels",
]

Array = npt.NDArray[Any]

FILE = "failures.npz"
# What data/make_failures.py trained: the axes of the arrays in its file.
SEEDS = 10
LINE_ALPHAS = (0.0, 1.0, 32.0, 128.0)
LINE_STARTS = ("zero biases", "zero biases, 4 x steps", "drawn biases")
# Table 1 of Chidambaram et al. (2022) and the text on it: own class of the middle point, and error.
AUTHORS = ((None, 0.845, 0.397, 0.350), (0.0, 0.0, 0.333, 0.333))
OVER_ALPHAS = (0.0, 0.2, 1.0)
OVER_EPOCHS = (25, 50, 100, 200, 400, 800, 1600)
WRONG_ALPHAS = (0.0, 1.0, 8.0)
WRONG_EPOCHS = (2, 5, 10, 20, 50, 150)


@dataclass(frozen=True)
class _Column:
    head: str
    number: Callable[[Result], float]  # of the side on the right
    form: str


def _of(name: str, head: str, form: str) -> _Column:
    return _Column(head, lambda result: result.right.numbers[name], form)


_SURE = (_of("right", "new points right", ".1%"), _of("sure", "sure on average", ".0%"))
_COLUMNS: dict[str, tuple[_Column, ...]] = {
    "line": (_of("middle", "own class, middle point", ".2f"), _of("wrong", "points wrong", ".1f")),
    "stripes": (*_SURE, _of("sharpness", "sharpness", ".1f")),
    "wrong": (*_SURE, _of("sharpness", "sharpness", ".1f")),
    "sine": (_of("error", "error on new points", ".3f"), _of("blends", "error of blends", ".3f")),
    "linear": (*_SURE, _Column("turned by, degrees", lambda result: result.turn, ".0f")),
    "features": (
        _of("right", "new points right", ".0%"),
        _of("broken", "narrow feature broken", ".0%"),
        _of("other", "wide weight / narrow", ".1f"),
    ),
}


@dataclass(frozen=True)
class FailureTable:
    """A case of FailureLab without mixing, and with each kind of it.

    Attributes
    ----------
    heads : tuple of str
        What is measured.
    names : tuple of str
        How the rows were mixed; the first is no mixing.
    runs : ndarray of shape (rows, seeds, columns)
        What each seed gave.
    """

    case: str
    heads: tuple[str, ...]
    names: tuple[str, ...]
    runs: Array

    def __repr__(self) -> str:
        """Return the table."""
        width = max(map(len, self.names))
        lines = [f"Means over {self.runs.shape[1]} seeds:", "  ".join([" " * width, *self.heads])]
        for name, means in zip(self.names, self.runs.mean(axis=1).tolist(), strict=True):
            cells = [
                f"{mean:>{len(column.head)}{column.form}}"
                for mean, column in zip(means, _COLUMNS[self.case], strict=True)
            ]
            lines.append("  ".join([f"{name:<{width}}", *cells]))
        return "\n".join(lines)


def over_failures(
    case: str, mixes: Sequence[float | str], *, seeds: int = 10, **settings: Any
) -> FailureTable:
    """Run a case of FailureLab on many seeds.

    Parameters
    ----------
    case : str
        One of the cases of FailureLab.
    mixes : sequence of float or str
        What to compare with no mixing: strengths in [0, 32], or "half" or "hardly" for ratios that
        are all 50-50 or all 95-5.
    seeds : int, default=10
        How many seeds, counted from 0.
    **settings
        `partners` and `steps`, as in FailureLab.

    Returns
    -------
    FailureTable
        What each seed gave; it prints as a table of means.

    Raises
    ------
    LabError
        If there is nothing to compare, or a setting is unknown or out of bounds.

    Examples
    --------
    >>> table = over_failures("sine", [1.0], seeds=3)
    >>> bool(table.runs[1, :, 0].min() > 10 * table.runs[0, :, 0].max())
    True
    """
    if not len(mixes) or seeds < 1:
        raise LabError("A table takes at least one way of mixing and one seed.")
    start = changed(Settings(), {"case": case, "alpha": 1.0, **settings})
    places = [replace(start, alpha=0.0)]
    places += [
        changed(start, {"ratio": mix} if isinstance(mix, str) else {"alpha": mix}) for mix in mixes
    ]
    runs = [
        [
            [column.number(run(replace(place, seed=seed))) for column in _COLUMNS[case]]
            for seed in range(seeds)
        ]
        for place in places
    ]
    heads = tuple(column.head for column in _COLUMNS[case])
    return FailureTable(case, heads, tuple(map(_name, places)), np.array(runs, dtype=float))


def _name(place: Settings) -> str:
    if place.alpha == 0:
        return "no mixing"
    name = f"alpha = {place.alpha:g}" if place.ratio == "beta" else RATIOS[place.ratio]
    return f"{name}, near" if place.partners == "near" else name


@dataclass(frozen=True)
class LineTable:
    """The alternating line, as its authors report it and as it came out here.

    Attributes
    ----------
    alphas : tuple of float
        Mixing strengths.
    starts : tuple of str
        How the weights of our networks start, and for how long they train.
    middle : ndarray of shape (starts, alphas, seeds)
        Probability that the middle point gets for its own class.
    errors : ndarray of shape (starts, alphas, seeds)
        Share of the three points that are wrong.
    """

    alphas: tuple[float, ...]
    starts: tuple[str, ...]
    middle: Array
    errors: Array

    def __repr__(self) -> str:
        """Return the table."""
        heads = ("the authors", *self.starts)
        return "\n".join(
            [
                f"Middle point, probability of its own class, means over {SEEDS} runs:",
                "  ".join(["alpha", *heads]),
                *self._rows(heads, AUTHORS[0], self.middle, ".3f"),
                "Points wrong:",
                *self._rows(heads, AUTHORS[1], self.errors, ".1%"),
            ]
        )

    def _rows(
        self, heads: Sequence[str], theirs: Sequence[float | None], ours: Array, form: str
    ) -> list[str]:
        means = ours.mean(axis=2).T.tolist()
        return [
            "  ".join(
                [f"{alpha:5g}"]
                + [
                    f"{'-' if number is None else format(number, form):>{len(head)}}"
                    for head, number in zip(heads, [known, *row], strict=True)
                ]
            )
            for alpha, known, row in zip(self.alphas, theirs, means, strict=True)
        ]


def alternating_line() -> LineTable:
    """Load the alternating line of Chidambaram et al. (ICLR 2022), trained as they did it.

    Three points 0, 1, 2 with labels 0, 1, 0; 512 ReLU units, Adam at 0.001, all three points in a
    step, one ratio a step, 5000 steps, ten runs.

    Returns
    -------
    LineTable
        Theirs and ours; it prints as a table.

    Examples
    --------
    >>> alternating_line().errors[:, 2:].mean().round(3)
    np.float64(0.333)
    """
    (shares,) = _load(line=(len(LINE_STARTS), len(LINE_ALPHAS), SEEDS, 3))
    return LineTable(LINE_ALPHAS, LINE_STARTS, shares[..., 1], (shares < 0.5).mean(axis=-1))


@dataclass(frozen=True)
class BudgetTable:
    """Error on new rows, for mixing strengths and lengths of training.

    Attributes
    ----------
    alphas : tuple of float
        Mixing strengths.
    epochs : tuple of int
        Lengths of training.
    errors : ndarray of shape (alphas, epochs, seeds)
        Share of new rows that are wrong.
    """

    alphas: tuple[float, ...]
    epochs: tuple[int, ...]
    errors: Array

    @property
    def best(self) -> Array:
        """The lowest error of each run, of shape (alphas, seeds)."""
        lowest: Array = self.errors.min(axis=1)
        return lowest

    @property
    def last(self) -> Array:
        """The error of each run at its end, of shape (alphas, seeds)."""
        return self.errors[:, -1]

    def __repr__(self) -> str:
        """Return the table."""
        heads = [f"{epochs:>6}" for epochs in self.epochs]
        lines = [
            f"Error on new images after so many epochs, means over {self.errors.shape[2]} seeds:",
            "  ".join(["alpha", *heads, "| lowest"]),
        ]
        for alpha, row, best in zip(self.alphas, self.errors, self.best, strict=True):
            cells = [f"{mean:6.1%}" for mean in row.mean(axis=1)]
            lines.append("  ".join([f"{alpha:5g}", *cells, f"| {best.mean():6.1%}"]))
        return "\n".join(lines)


def over_training() -> BudgetTable:
    """Load the errors of networks that were trained on a hundred digits for up to 1600 epochs.

    Two layers of 128 units, Adam at 0.001, batches of 32; after Liu et al. (ICLR 2023).

    Examples
    --------
    >>> table = over_training()
    >>> bool((table.last[2] > table.last[0]).all())  # alpha = 1 against none, on every seed
    True
    """
    (errors,) = _load(over_training=(len(OVER_ALPHAS), len(OVER_EPOCHS), SEEDS))
    return BudgetTable(OVER_ALPHAS, OVER_EPOCHS, errors)


def wrong_labels() -> BudgetTable:
    """Load the errors of networks that learned a thousand digits, half of them labelled wrong.

    Two layers of 256 units, Adam at 0.001, batches of 64; after Zhang et al. (ICLR 2018).

    Examples
    --------
    >>> table = wrong_labels()
    >>> bool((table.last[2] < table.last[0]).all())  # alpha = 8 against none, on every seed
    True
    """
    (errors,) = _load(wrong_labels=(len(WRONG_ALPHAS), len(WRONG_EPOCHS), SEEDS))
    return BudgetTable(WRONG_ALPHAS, WRONG_EPOCHS, errors)


@functools.cache
def _loaded(name: str, shape: tuple[int, ...]) -> Array:
    (array,) = load(FILE, **{name: ("float64", shape)})
    array.flags.writeable = False
    return array


def _load(**shapes: tuple[int, ...]) -> list[Array]:
    return [_loaded(name, shape) for name, shape in shapes.items()]
