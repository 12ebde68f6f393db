"""Error of networks that learned from digits of which half had a wrong label."""

from mixlearn.labs.tables._table import Table
from mixlearn.labs.tables._trained import budgets

__all__ = ["wrong_labels"]

# What data/make_failures.py trained: the axes of its array.
ALPHAS = (0.0, 1.0, 8.0)
EPOCHS = (2, 5, 10, 20, 50, 150)


def wrong_labels() -> Table:
    """Load the errors of networks that learned a thousand digits, half of them labelled wrong.

    Two layers of 256 units, Adam at 0.001, batches of 64; after Zhang et al. (ICLR 2018).

    Returns
    -------
    Table
        A row for each alpha and a column for each number of epochs: the share of new digits that
        are wrong; then the difference at the end, and the mean of each run's lowest error.

    Examples
    --------
    >>> table = wrong_labels()
    >>> bool((table.values(8, 150) < table.values(0, 150)).all())  # on every seed
    True
    """
    return budgets("wrong_labels", ALPHAS, EPOCHS)
