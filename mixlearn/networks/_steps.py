"""What a network learns from, step by step: rows in a fresh order, mixed afresh."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from mixlearn.networks._engine import Array, Blend

__all__ = ["Mixes", "Plan", "Rows", "Step", "blend"]

# Mixes are drawn for as many epochs ahead as fit in this many numbers, to spare Python the trips.
_AHEAD = 2**17


class Plan(NamedTuple):
    """Who is mixed with whom, and how, for some epochs."""

    first: Array  # (epochs, n), int
    second: Array  # (epochs, n), int
    keep: Array  # (epochs, n) or (features, epochs, n): what is left of the first in the features
    share: Array  # (epochs, n): the share of the first parent in the label


class Step(NamedTuple):
    """What one step learns from. Where a hidden layer blends, inputs are both parents."""

    inputs: Array
    targets: Array
    blend: Blend | None


@dataclass(frozen=True)
class Mixes:
    """How rows are mixed: the plan of some epochs for rows in an order, and where they are mixed.

    `layer` draws so many layers, one for every step.
    """

    plan: Callable[[Array], Plan]
    layers: Callable[[int], Array]
    at_input: bool


@dataclass(frozen=True)
class Rows:
    """Rows to learn from, kept features by rows."""

    inputs: Array  # (features + 1, n), the last row is ones
    targets: Array  # (classes, n)
    size: int  # rows in a step

    @property
    def count(self) -> int:
        """How many there are."""
        return self.inputs.shape[1]

    def epochs(
        self, count: int, rng: np.random.Generator, mixes: Mixes | None
    ) -> Iterator[Iterator[Step]]:
        """Yield each epoch's steps: rows put in order by `rng`, then mixed afresh."""
        numbers = self.count * (len(self.inputs) + len(self.targets))
        ahead = max(1, _AHEAD // numbers)
        for done in range(0, count, ahead):
            epochs = min(ahead, count - done)
            order = np.tile(np.arange(self.count), (epochs, 1))
            if self.size < self.count:
                order = rng.permuted(order, axis=1)
            if mixes is None:
                yield from self._plain(order)
            else:
                yield from self._mixed(order, mixes)

    def _batches(self) -> list[slice]:
        return [slice(start, start + self.size) for start in range(0, self.count, self.size)]

    def _plain(self, order: Array) -> Iterator[Iterator[Step]]:
        whole = self.size == self.count
        for rows in order:
            inputs = self.inputs if whole else self.inputs.take(rows, axis=1)
            targets = self.targets if whole else self.targets.take(rows, axis=1)
            yield (Step(inputs[:, b], targets[:, b], None) for b in self._batches())

    def _mixed(self, order: Array, mixes: Mixes) -> Iterator[Iterator[Step]]:
        plan = mixes.plan(order)
        batches = self._batches()
        layers = mixes.layers(len(order) * len(batches)).reshape(len(order), -1)
        targets = _blend_pairs(self.targets, plan.first, plan.second, plan.share)
        inputs = None
        if mixes.at_input:
            inputs = _blend_pairs(self.inputs, plan.first, plan.second, plan.keep)
        for epoch, at in enumerate(layers.tolist()):
            yield self._steps(epoch, zip(batches, at, strict=True), plan, inputs, targets)

    def _steps(
        self,
        epoch: int,
        batches: Iterator[tuple[slice, int]],
        plan: Plan,
        inputs: Array | None,
        targets: Array,
    ) -> Iterator[Step]:
        for batch, layer in batches:
            T = targets[:, epoch, batch]
            if layer == 0 and inputs is not None:
                yield Step(inputs[:, epoch, batch], T, None)
                continue
            parents = np.concatenate([plan.first[epoch, batch], plan.second[epoch, batch]])
            both = self.inputs.take(parents, axis=1)
            yield Step(both, T, Blend(layer, plan.keep[epoch, batch]))


def _blend_pairs(values: Array, first: Array, second: Array, keep: Array) -> Array:
    return blend(values.take(first, axis=1), values.take(second, axis=1), keep)


def blend(first: Array, second: Array, keep: Array) -> Array:
    """Blend ``keep * first + (1 - keep) * second``; a row of ones stays one, to the bit."""
    out = first - second
    out *= keep
    out += second
    return out
