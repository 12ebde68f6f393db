"""What a network learns from, step by step: rows in an order of their own, mixed afresh."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from mixlearn._arrays import Rows
from mixlearn._controls import noisy, smoothed
from mixlearn.methods import Method, find
from mixlearn.mixing import Mixing, Plan, Streams
from mixlearn.networks._engine import Array, Blend

__all__ = ["Data", "Instead", "Step", "check_layers"]

# Mixes are blended for as many epochs ahead as fit in this many numbers: fewer calls.
_AHEAD = 2**17


class Step(NamedTuple):
    """What one step learns from. Where a hidden layer blends, inputs hold both parents."""

    inputs: Array
    targets: Array
    blend: Blend | None


@dataclass(frozen=True)
class Data:
    """Rows to learn from, kept features by rows."""

    inputs: Array  # (features + 1, n), the last row is ones
    targets: Array  # (classes, n), shares of the classes, also times a weight per row
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
        *,
        instead: "Instead",
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
        return self._epochs(plans, np.array(layers), for_layers, instead)

    def _epochs(
        self, plans: Iterator[Plan], layers: Array, rng: np.random.Generator, instead: "Instead"
    ) -> Iterator[Iterator[Step]]:
        n = self.targets.shape[1]
        steps = -(-n // self.size)
        for mixed in plans:
            at = np.zeros(len(mixed) // n * steps, int)
            if mixed.mixes and layers.any():
                at = layers[rng.integers(len(layers), size=len(at))]
            plan, inputs, targets = instead(mixed, self, at_input=not at.all())
            for start, chosen in zip(
                range(0, len(plan), n), at.reshape(-1, steps).tolist(), strict=True
            ):
                yield self._steps(plan, start, chosen, inputs, targets)

    def _steps(
        self,
        plan: Plan,
        epoch: int,
        layers: Sequence[int],
        inputs: Array | None,
        targets: Array | None,
    ) -> Iterator[Step]:
        n = self.targets.shape[1]
        # Where nothing is blended and rows keep their order, one epoch stands for all.
        place = epoch if targets is None else epoch % targets.shape[1]
        for start, layer in zip(range(0, n, self.size), layers, strict=True):
            stop = min(start + self.size, n)
            rows = slice(epoch + start, epoch + stop)
            if targets is None:
                T = plan.part(rows).label_columns(self.targets)
            else:
                T = targets[:, place + start : place + stop]
            if inputs is not None and (layer == 0 or not plan.mixes):
                yield Step(inputs[:, place + start : place + stop], T, None)
            else:
                parents = np.concatenate([plan.first[rows], plan.second[rows]])
                both = self.inputs.take(parents, axis=1)
                yield Step(both, T, Blend(layer, plan.lam[rows]))


@dataclass(frozen=True)
class Instead:
    """What is learned in place of a plan's blends: the placebo, a control, or nothing.

    Parameters
    ----------
    kind : bool or str
        As `placebo` of :class:`mixlearn.MixupClassifier`.
    rng : Generator
        Source of the noise.
    """

    kind: bool | str
    rng: np.random.Generator

    def __call__(
        self, plan: Plan, data: Data, *, at_input: bool
    ) -> tuple[Plan, Array | None, Array | None]:
        """Return the plan, its inputs and labels.

        No inputs where only higher layers blend, and no labels where there are so many that they
        are better blended step by step.
        """
        if plan.mixes and self.kind:
            if isinstance(self.kind, str):
                return replace(plan, mixes=False), *self._control(plan, data)
            # The parents still go side by side to the layer where they would be blended, so that
            # all sums are taken in the same order.
            ones = np.ones_like(plan.lam)
            plan = replace(plan, method=find("mixup"), lam=ones, share=ones, cut=None)
        inputs = plan.columns(data.inputs) if at_input or not plan.mixes else None
        large = len(plan) * len(data.targets) > _AHEAD and not (plan.in_order and not plan.mixes)
        return plan, inputs, None if large else plan.label_columns(data.targets)

    def _control(self, plan: Plan, data: Data) -> tuple[Array, Array]:
        inputs, targets = (part.take(plan.first, axis=1) for part in (data.inputs, data.targets))
        if self.kind == "noise":  # none on the row of ones, which blending does not change
            found = noisy(inputs.T, plan.columns(data.inputs).T, self.rng)
            return np.ascontiguousarray(found.T), targets
        found = smoothed(targets.T, plan.label_columns(data.targets).T)
        return inputs, np.ascontiguousarray(found.T)


def check_layers(layers: Any, hidden: int, method: str | Method) -> None:
    """Refuse layers that do not exist, and a method that cannot mix at the others."""
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
