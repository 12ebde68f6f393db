"""Error of networks that were trained for long on few digits, with mixing and without."""

from mixlearn.labs.tables._table import Table
from mixlearn.labs.tables._trained import budgets

__all__ = ["over_training"]

# What data/make_failures.py trained: the axes of its array.
ALPHAS = (0.0, 0.2, 1.0)
EPOCHS = (25, 50, 100, 200, 400, 800, 1600)


def over_training() -> Table:
    """Load the errors of networks that were trained on a hundred digits for up to 1600 epochs.

    Two layers of 128 units, Adam at 0.001, batches of 32; after Liu et al. (ICLR 2023).

    Returns
    -------
    Table
        A row for each alpha and a column for each number of epochs: the share of new digits that
        are wrong; then the difference at the end, and the mean of each run's lowest error.

    Examples
    --------
    >>> table = over_training()
    >>> bool((table.values(1, 1600) > table.values(0, 1600)).all())  # on every seed
    True
    """
    return budgets("over_training", ALPHAS, EPOCHS)
