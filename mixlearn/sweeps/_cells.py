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

from mixlearn._threads import one_blas_thread

__all__ = ["Cell", "Plan", "Scored"]

Array = npt.NDArray[Any]


class Cell(NamedTuple):
    """Where a cell stands in the sweep: positions, counted from 0."""

    seed: int
    fold: int
    budget: int
    alpha: int


class Scored(NamedTuple):
    """What a cell found: scores by the names of the metrics."""

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
    splitter: Any
    folds: int
    scorer: Any
    name: str
    param: str
    alphas: tuple[float, ...]
    budget_param: str | None
    budgets: tuple[Any, ...]
    entropy: int

    def split(self, cell: Cell) -> tuple[Array, Array]:
        """Give the row numbers for training and those held out, of this seed and fold."""
        splitter = copy.copy(self.splitter)
        if hasattr(splitter, "random_state"):
            splitter.random_state = self._seeds(cell.seed, 0)[0]
        splits = splitter.split(self.X, self.y)
        train, held_out = next(islice(splits, cell.fold, None))
        return train, held_out

    def name_of(self, cell: Cell) -> str:
        """Name a cell in words."""
        budget = self.budgets[cell.budget]
        at = "" if budget is None else f", {self.budget_param}={budget!r}"
        fold = f", fold {cell.fold}" if self.folds > 1 else ""
        return f"seed {cell.seed}{fold}{at}, {self.param}={self.alphas[cell.alpha]:g}"

    def run(self, cell: Cell) -> Scored:
        """Split, then clone and train, then score."""
        train, held_out = self.split(cell)
        with one_blas_thread(), _stopped_by_interrupt():
            model = self._model(cell).fit(_rows(self.X, train), self.y[train])
            return Scored(cell, self._score(model, held_out), self._score(model, train))

    def _model(self, cell: Cell) -> Any:
        """Clone the estimator with the cell's mixing strength, budget and random states."""
        model = clone(self.estimator)
        chosen: dict[str, Any] = {self.param: self.alphas[cell.alpha]}
        if self.budget_param is not None and self.budgets[cell.budget] is not None:
            chosen[self.budget_param] = self.budgets[cell.budget]
        random = sorted(
            name
            for name in model.get_params(deep=True)
            if name == "random_state" or name.endswith("__random_state")
        )
        seeds = self._seeds(cell.seed, 1 + cell.fold, len(random))
        return model.set_params(**chosen, **dict(zip(random, seeds, strict=True)))

    def _seeds(self, seed: int, stream: int, count: int = 1) -> list[int]:
        # The place is the key, so that more seeds only add to those that were there before.
        sequence = np.random.SeedSequence(self.entropy, spawn_key=(seed, stream))
        # scikit-learn takes seeds below 2**32; a signed one suits every library.
        return [int(word) >> 1 for word in sequence.generate_state(count)]

    def _score(self, model: Any, rows: Array) -> dict[str, float]:
        found = self.scorer(model, _rows(self.X, rows), self.y[rows])
        scores = found if isinstance(found, dict) else {self.name: found}
        return {name: float(score) for name, score in scores.items()}


def _rows(X: Any, rows: Array) -> Any:
    return X.iloc[rows] if hasattr(X, "iloc") else X[rows]


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
