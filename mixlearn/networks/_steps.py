"""What a network learns from, step by step: rows in an order of their own, mixed afresh."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from mixlearn._arrays import Rows
from mixlearn.methods import Method, find
from mixlearn.mixing import Mixing, Plan, Streams
from mixlearn.networks._engine import Array, Blend

__all__ = ["Data", "Step", "check_layers"]

# Mixes are blended for as many epochs ahead as fit in this many numbers, to spare Python the trips.
_AHEAD = 2**17


class Step(NamedTuple):
    """What one step learns from. Where a hidden layer blends, inputs are of both parents."""

    inputs: Array
    targets: Array
    blend: Blend | None


@dataclass(frozen=True)
class Data:
    """Rows to learn from, kept features by rows."""

    inputs: Array  # (features + 1, n), the last row is ones
    targets: Array  # (classes, n), shares of the classes, also times a weight a row
    codes: Rows | None  # (n,), class numbers; None if labels are soft
    shape: tuple[int, ...]  # of one row, for methods that cut
    size: int  # rows in a step

    def epochs(
        self,
        count: int,
        mixing: Mixing,
        layers: Sequence[int],
        streams: Streams,
        for_layers: np.random.Generator,
    ) -> Iterator[Iterator[Step]]:
        """Yield the steps of each epoch, each mixed at one of the layers, 0 being the input."""
        n = self.targets.shape[1]
        plans = mixing.plans(
            n,
            streams=streams,
            epochs=count,
            ahead=max(1, _AHEAD // (n * (len(self.inputs) + len(self.targets)))),
            batch=self.size,
            X=self.inputs[:-1].T,
            codes=self.codes,
            shape=self.shape,
            dtype=self.inputs.dtype,
        )
        return self._epochs(plans, np.array(layers), for_layers)

    def _epochs(
        self, plans: Iterator[Plan], layers: Array, rng: np.random.Generator
    ) -> Iterator[Iterator[Step]]:
        n = self.targets.shape[1]
        steps = -(-n // self.size)
        for plan in plans:
            at = np.zeros(len(plan) // n * steps, int)
            if plan.mixes and layers.any():
                at = layers[rng.integers(len(layers), size=len(at))]
            inputs = None if at.all() else plan.columns(self.inputs)
            targets = plan.label_columns(self.targets)
            for start, chosen in zip(
                range(0, len(plan), n), at.reshape(-1, steps).tolist(), strict=True
            ):
                yield self._steps(plan, start, chosen, inputs, targets)

    def _steps(
        self, plan: Plan, epoch: int, layers: Sequence[int], inputs: Array | None, targets: Array
    ) -> Iterator[Step]:
        n = self.targets.shape[1]
        # Where nothing is blended and rows come as they are, one epoch stands for all.
        place = epoch % targets.shape[1]
        for start, layer in zip(range(0, n, self.size), layers, strict=True):
            stop = min(start + self.size, n)
            T = targets[:, place + start : place + stop]
            if layer == 0 and inputs is not None:
                yield Step(inputs[:, place + start : place + stop], T, None)
            else:
                rows = slice(epoch + start, epoch + stop)
                parents = np.concatenate([plan.first[rows], plan.second[rows]])
                both = self.inputs.take(parents, axis=1)
                yield Step(both, T, Blend(layer, plan.lam[rows]))


def check_layers(layers: Any, hidden: int, method: str | Method) -> None:
    """Refuse layers that there are not, and a method that cannot mix at them."""
    chosen = list(layers) if np.iterable(layers) else []
    if not chosen or not all(_is_int(layer) and 0 <= layer <= hidden for layer in chosen):
        raise ValueError(
            f"The 'mix_layers' parameter must hold ints in [0, {hidden}]: 0 for the input, k for "
            f"the outputs of hidden layer k. Got {layers!r} instead."
        )
    if any(chosen) and find(method).axes:
        raise ValueError(
            "Hidden layers have no pixels or steps to cut: 'mix_layers' above 0 need a method that "
            f"blends by shares, such as 'mixup'. Got method={find(method).name!r}."
        )


def _is_int(value: object) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)
