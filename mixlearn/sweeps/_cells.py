"""One cell of a sweep: one split, one mixing strength, one budget, trained and scored."""

import copy
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.base import clone
from sklearn.utils import _safe_indexing

from mixlearn._threads import one_blas_thread
from mixlearn.sweeps._arms import Arm

__all__ = ["Cell", "Plan", "Scored", "is_seed"]

Array = npt.NDArray[Any]


class Cell(NamedTuple):
    """Where a cell stands in the sweep: positions, counted from 0."""

    seed: int
    fold: int
    budget: int
    arm: int
    alpha: int


class Scored(NamedTuple):
    """What a cell measured: scores by the names of the metrics."""

    cell: Cell
    held_out: dict[str, float]
    train: dict[str, float]


@dataclass(frozen=True, eq=False)
class Plan:
    """What all cells of a sweep share; every cell is computed from it and its place alone.

    Random numbers are derived from the place, not drawn one after the other. Which worker runs a
    cell, and when, therefore changes no bit.
    """

    estimator: Any
    X: Any
    y: Array
    groups: Any
    splitter: Any
    folds: int
    scorer: Any
    name: str
    param: str
    alphas: tuple[float, ...]
    budget_param: str | None
    budgets: tuple[Any, ...]
    arms: tuple[Arm, ...]
    placebo_param: str | None
    placebo_is_plain: bool
    entropy: int

    def split(self, cell: Cell) -> tuple[Array, Array]:
        """Return the numbers of training rows and held-out rows, for this seed and fold."""
        return next(islice(self._splits(cell.seed), cell.fold, None))

    def _splits(self, seed: int) -> Iterator[tuple[Array, Array]]:
        splitter = copy.copy(self.splitter)
        if hasattr(splitter, "random_state"):
            splitter.random_state = self._seeds(seed, 0)[0]
        yield from splitter.split(self.X, self.y, self.groups)

    def sizes(self) -> tuple[int, int]:
        """Count training rows and held-out rows, on average over the first seed's folds."""
        counts = [[len(part) for part in parts] for parts in self._splits(0)]
        train, held_out = np.mean(counts, axis=0)
        return round(train), round(held_out)

    def same_splits(self, seeds: int) -> bool:
        """Tell whether all seeds have the same splits, because the splitter draws nothing."""
        # With few rows, two of several draws may agree by chance.
        first, *others = (
            [held_out for _, held_out in self._splits(seed)] for seed in range(min(seeds, 4))
        )
        return bool(others) and all(all(map(np.array_equal, first, each)) for each in others)

    def cells(self, seeds: int) -> dict[Cell, list[Cell]]:
        """List what must be trained; each cell stands for all others with the same settings."""
        found: dict[Any, list[Cell]] = {}
        shape = seeds, self.folds, len(self.budgets), len(self.arms), len(self.alphas)
        for at in np.ndindex(*shape):
            cell = Cell(*at)
            if cell.arm and not self.alphas[cell.alpha]:
                continue  # without mixing there is nothing to compare with
            key = cell.seed, cell.fold, self._budget(cell), frozenset(self._changes(cell).items())
            found.setdefault(key, []).append(cell)
        return {cells[0]: cells for cells in found.values()}

    def name_of(self, cell: Cell) -> str:
        """Name a cell in words."""
        budget = self.budgets[cell.budget]
        at = "" if budget is None else f", {self.budget_param}={budget!r}"
        fold = f", fold {cell.fold}" if self.folds > 1 else ""
        arm = f", {self.arms[cell.arm].name}" if cell.arm else ""
        strength = f"{self.param}={self.alphas[cell.alpha]:g}"
        return f"seed {cell.seed}{fold}{at}, {strength}{arm}"

    def run(self, cell: Cell) -> Scored:
        """Split, then clone and train, then score."""
        train, held_out = self.split(cell)
        with one_blas_thread(), _stopped_by_interrupt():
            model = self._model(cell).fit(_safe_indexing(self.X, train), self.y[train])
            return Scored(cell, self._score(model, held_out), self._score(model, train))

    def _model(self, cell: Cell) -> Any:
        """Clone the estimator with the cell's mixing strength, budget and random states."""
        model = clone(self.estimator)
        chosen = self._changes(cell)
        budget = self._budget(cell)
        value = budget if self.arms[cell.arm].share else self.budgets[cell.budget]
        if self.budget_param is not None and value is not None:
            # A budget may be an estimator: a step of its own for every cell, to train and to seed.
            model.set_params(**{self.budget_param: clone(value, safe=False)})
        model.set_params(**chosen)
        random = sorted(name for name in model.get_params(deep=True) if is_seed(name))
        seeds = self._seeds(cell.seed, 1 + cell.fold, len(random))
        return model.set_params(**dict(zip(random, seeds, strict=True)))

    def _changes(self, cell: Cell) -> dict[str, Any]:
        """Return the parameters that the cell sets, without its budget."""
        arm, alpha = self.arms[cell.arm], self.alphas[cell.alpha]
        if arm.instead is None or arm.instead is False:
            return {self.param: alpha if arm.instead is None else 0.0, **arm.changes}
        assert self.placebo_param is not None  # noqa: S101 - else there is no such arm
        return {self.param: alpha, self.placebo_param: arm.instead, **arm.changes}

    def _budget(self, cell: Cell) -> Any:
        """Return the place of the cell's budget, or the part of it that the arm gets."""
        share = self.arms[cell.arm].share
        if share is None:
            return ("whole", cell.budget)
        whole = self.budgets[cell.budget]
        if whole is None:
            whole = self.estimator.get_params(deep=True)[self.budget_param]
        return max(1, round(share * whole))

    def _seeds(self, seed: int, stream: int, count: int = 1) -> list[int]:
        # The place is the key, so that more seeds only add to those that were there before.
        sequence = np.random.SeedSequence(self.entropy, spawn_key=(seed, stream))
        # scikit-learn takes seeds below 2**32; a signed one suits every library.
        return [int(word) >> 1 for word in sequence.generate_state(count)]

    def _score(self, model: Any, rows: Array) -> dict[str, float]:
        found = self.scorer(model, _safe_indexing(self.X, rows), self.y[rows])
        scores = found if isinstance(found, dict) else {self.name: found}
        return {name: float(score) for name, score in scores.items()}


def is_seed(name: str) -> bool:
    """Tell whether a parameter is a random state of the estimator or of a part of it."""
    return name.rpartition("__")[2] == "random_state"


@contextmanager
def _stopped_by_interrupt() -> Iterator[None]:
    """Let an interrupt stop a cell, even if the model in it takes the interrupt for itself.

    scikit-learn's MLPClassifier does: it warns, and returns with what it has learned so far. As a
    cell of a sweep that would be a number like any other, and wrong.
    """
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield  # no interrupt arrives here
        return
    interrupts = []

    def note(number: int, frame: Any) -> None:
        interrupts.append(number)
        before(number, frame)

    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if interrupts:
        raise KeyboardInterrupt
