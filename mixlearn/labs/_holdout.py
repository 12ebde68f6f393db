"""What TuningLab chooses from: sweeps that were trained beforehand, and how they were trained."""

import functools
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.datasets import load_breast_cancer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from mixlearn import datasets
from mixlearn.datasets._files import load
from mixlearn.networks import SoftLabelMLP
from mixlearn.sweeps import Sweep, sweep_alpha

__all__ = [
    "ALPHAS",
    "BUDGETS",
    "DATA",
    "FILE",
    "ROWS",
    "SEEDS",
    "SHARE",
    "learner",
    "rows_of",
    "shipped",
]

Array = npt.NDArray[Any]

FILE = "sweeps.npz"
DATA = {
    "digits": "handwritten digits",
    "wrong": "handwritten digits, three labels in ten wrong",
    "cancer": "breast cancer",
    "moons": "two moons",
}
ROWS = (60, 120, 240, 480)
BUDGETS = (50, 100, 200, 400, 800, 1600)
ALPHAS = (0.0, 0.2, 0.4, 1.0, 4.0)
SEEDS = 11
SHARE = 1 / 3  # of the rows is held out
_SHAPE = (len(DATA), len(ROWS), SEEDS, len(BUDGETS), len(ALPHAS))


def rows_of(data: str, rows: int) -> tuple[Array, Array]:
    """Return features (n, d) and labels (n,); of real data, larger samples hold the smaller ones.

    Breast cancer (Wolberg, Mangasarian and Street, 1995) comes with scikit-learn.
    """
    if data == "cancer":
        X, y = load_breast_cancer(return_X_y=True)
        order = np.random.default_rng(0).permutation(len(y))[:rows]
        return X[order], y[order]
    if data == "moons":
        moons = datasets.moons(rows, noise=0.4, rng=0)
        return moons.X, moons.y
    share = 0.3 if data == "wrong" else 0.0
    digits = datasets.digits(n_samples=rows, label_noise=share, rng=0)
    return digits.X.reshape(rows, -1), digits.y


def learner(data: str) -> Any:
    """Return the classifier; only breast cancer has features in units of their own."""
    model = SoftLabelMLP()
    return make_pipeline(StandardScaler(), model) if data == "cancer" else model


def trained(data: str, rows: int, **changes: Any) -> Sweep:
    """Train a sweep of the table anew: all of its budgets, strengths and seeds, or others."""
    X, y = rows_of(data, rows)
    settings: dict[str, Any] = {
        "alphas": ALPHAS,
        "budgets": BUDGETS,
        "seeds": SEEDS,
        "test_size": SHARE,
    }
    settings |= {"progress": False, "random_state": 0, **changes}
    return sweep_alpha(learner(data), X, y, **settings)


@functools.cache
def shipped(data: str, rows: int) -> Sweep:
    """Read a sweep from the table."""
    right, train_right = _table()
    at = list(DATA).index(data), ROWS.index(rows)
    n_test = round(rows * SHARE)
    n_train = rows - n_test
    # To the shape of a sweep: one metric in front, one fold behind the seeds, one arm before the
    # strengths.
    scores, train_scores = (
        counts[at][None, :, None, :, None] / total
        for counts, total in ((right, n_test), (train_right, n_train))
    )
    return Sweep(
        scores=scores,
        train_scores=train_scores,
        metrics=("accuracy",),
        seeds=SEEDS,
        folds=1,
        budgets=BUDGETS,
        alphas=ALPHAS,
        param="alpha",
        budget_param="max_iter",
        placebo_is_plain=True,
        n_train=n_train,
        n_test=n_test,
        random_state=0,
    )


@functools.cache
def _table() -> list[Array]:
    return load(FILE, right=("uint16", _SHAPE), train_right=("uint16", _SHAPE))
