"""The alternating line, as its authors report it and as it came out here."""

import numpy as np

from mixlearn.labs.tables._table import Column, Table
from mixlearn.labs.tables._trained import SEEDS, stored

__all__ = ["alternating_line"]

# What data/make_failures.py trained: the axes of its array.
ALPHAS = (0.0, 1.0, 32.0, 128.0)
STEPS = (5000, 20000)
# Table 1 of Chidambaram et al. (2022) and the text on it: own class of the middle point, and error.
_AUTHORS = ((np.nan, 0.845, 0.397, 0.350), (0.0, 0.0, 0.333, 0.333))


def alternating_line() -> Table:
    """Load the alternating line of Chidambaram et al. (ICLR 2022), trained as they did it.

    Three points 0, 1, 2 with labels 0, 1, 0; 512 ReLU units, Adam at 0.001, all three points in a
    step, one ratio a step, 5000 steps, ten runs; and four times as many steps.

    Returns
    -------
    Table
        For each alpha, a row for their networks, of which only means are known (they stand for
        every seed), and for ours, by the number of steps.

    Examples
    --------
    >>> alternating_line()[32, "5000 steps", "points wrong"]
    0.333...
    """
    shares = stored("line", (len(STEPS), len(ALPHAS), SEEDS, 3))
    ours = (shares[..., 1], (shares < 0.5).mean(axis=-1))
    # Of shape (alphas, networks, seeds), the authors' network first.
    middle, wrong = (
        np.stack([np.outer(known, np.ones(SEEDS)), *found], axis=1)
        for known, found in zip(_AUTHORS, ours, strict=True)
    )
    columns = (
        Column("own class, middle point", middle.reshape(-1, SEEDS), ".3f"),
        Column("points wrong", wrong.reshape(-1, SEEDS), ".1%"),
    )
    networks = ("the authors", *(f"{steps} steps" for steps in STEPS))
    rows = [(alpha, network) for alpha in ALPHAS for network in networks]
    return Table(f"Means over {SEEDS} runs:", ("alpha", "network"), rows, columns)
