"""A sweep as a text table."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from mixlearn.sweeps._result import Sweep

__all__ = ["missing", "table"]

Array = npt.NDArray[Any]


def table(sweep: "Sweep") -> str:
    """Write the means of the first metric: a column per arm, or with budgets a table per arm."""
    runs = f"{sweep.seeds} seed{'s' * (sweep.seeds > 1)}"
    if sweep.folds > 1:
        runs += f" x {sweep.folds} folds"
    title = (
        f"Sweep: {sweep.metrics[0]} on {sweep.n_test} rows held out, trained on {sweep.n_train}, "
        f"mean ± standard deviation over {runs}"
    )
    lines = [title]
    means, spreads = (np.array([of(arm=a) for a in sweep.arms]) for of in (sweep.mean, sweep.std))
    if sweep.budgets == (None,):
        heads = sweep.arms if len(sweep.arms) > 1 else (f"held-out {sweep.metrics[0]}",)
        lines += _columns(sweep.alphas, heads, means[:, 0], spreads[:, 0])
    else:
        heads = tuple(f"{sweep.budget_param}={budget}" for budget in sweep.budgets)
        for arm, mean, spread in zip(sweep.arms, means, spreads, strict=True):
            lines += [f"{arm}:"] * (len(sweep.arms) > 1)
            lines += _columns(sweep.alphas, heads, mean, spread)
    why = missing(sweep, 0, range(len(sweep.budgets)))
    return "\n".join([*lines, why] if why else lines)


def missing(sweep: "Sweep", metric: int, budgets: Sequence[int]) -> str:
    """Say why scores are missing, by positions of metric and budgets; nothing if none are."""
    unfinished = [cell for cell in sweep.unfinished if cell[2] in budgets]
    if unfinished:
        return f"{len(unfinished)} of {sweep.cells} cells were not finished: run the sweep again."
    scores = sweep.scores[metric]
    bad = sweep.finished & ~np.isfinite(scores)
    bad[:, :, [i for i in range(len(sweep.budgets)) if i not in budgets]] = False
    if not bad.any():
        return ""
    at = seed, fold, *_, alpha = np.argwhere(bad)[0].tolist()
    return (
        f"{sweep.metrics[metric]} is {scores[*at]} in {int(bad.sum())} of {sweep.cells} cells, "
        f"first at seed {seed}, fold {fold}, alpha={sweep.alphas[alpha]:g}: the metric has no "
        "value there, as roc_auc has none where the rows held out are all of one class. Hold out "
        "more rows, split them by class, or choose another metric."
    )


def _columns(
    alphas: Sequence[float], heads: Sequence[str], means: Array, spreads: Array
) -> list[str]:
    width = max(16, *map(len, heads))
    lines = [f"{'alpha':>6}" + "".join(f"  {head:>{width}}" for head in heads)]
    for alpha, mean, spread in zip(alphas, means.T, spreads.T, strict=True):
        cells = [
            # Without mixing there is nothing to compare with.
            "" if not alpha and np.isnan(m) else f"{m:.3f} ± {s:.3f}"
            for m, s in zip(mean, spread, strict=True)
        ]
        lines.append((f"{alpha:6g}" + "".join(f"  {cell:>{width}}" for cell in cells)).rstrip())
    return lines
