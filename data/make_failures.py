"""Train the networks behind failures.npz, which take too long for a slider.

Run it as `python data/make_failures.py`; it takes about ten minutes. Every number in the file comes
from one training run that can be repeated alone: see `line`, `over_training` and `wrong_labels`.
"""

import hashlib
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from make_images import pack
from numpy.typing import NDArray

from mixlearn import SoftLabelMLP, datasets

FOLDER = Path(__file__).parent
SEEDS = 10
LINE_ALPHAS = (0.0, 1.0, 32.0, 128.0)
LINE_STEPS = (5000, 20000)
OVER_ALPHAS = (0.0, 0.2, 1.0)
OVER_EPOCHS = (25, 50, 100, 200, 400, 800, 1600)
WRONG_ALPHAS = (0.0, 1.0, 8.0)
WRONG_EPOCHS = (2, 5, 10, 20, 50, 150)

Array = NDArray[np.float64]


def line(steps: int, alpha: float, seed: int) -> Array:
    """Learn 0, 1, 2 with labels 0, 1, 0; return each point's probability of its own class."""
    X, y = np.array([[0.0], [1.0], [2.0]]), np.array([0, 1, 0])
    model = SoftLabelMLP(
        (512,),
        activation="relu",
        alpha=alpha,
        per="batch",
        learning_rate_init=1e-3,
        max_iter=steps,
        random_state=seed,
    )
    shares: Array = model.fit(X, y).predict_proba(X)[np.arange(3), y]
    return shares


def over_training(alpha: float, epochs: int, seed: int) -> float:
    """Learn a hundred digits; return the error on the other 1697."""
    data = datasets.digits(rng=seed)
    X, y = data.X.reshape(-1, 64), data.y
    model = SoftLabelMLP(
        (128, 128),
        alpha=alpha,
        batch_size=32,
        learning_rate_init=1e-3,
        max_iter=epochs,
        random_state=seed,
    )
    return float(1 - model.fit(X[:100], y[:100]).score(X[100:], y[100:]))


def wrong_labels(alpha: float, epochs: int, seed: int) -> float:
    """Learn a thousand digits, half of them with a wrong label; return the error on the rest."""
    data, wrong = datasets.digits(rng=seed), datasets.digits(label_noise=0.5, rng=seed)
    X, y = data.X.reshape(-1, 64), data.y
    model = SoftLabelMLP(
        (256, 256),
        alpha=alpha,
        batch_size=64,
        learning_rate_init=1e-3,
        max_iter=epochs,
        random_state=seed,
    )
    return float(1 - model.fit(X[:1000], wrong.y[:1000]).score(X[1000:], y[1000:]))


def table(train: Callable[..., Any], *axes: tuple[Any, ...]) -> Array:
    """Train at every place of a grid; the last axis is the seed."""
    lengths = [len(axis) for axis in axes]
    cells = np.array([train(*place) for place in product(*axes)])
    return cells.reshape(*lengths, *cells.shape[1:])


def main() -> None:
    """Write the file, and print what its README and `mixlearn.datasets` must say."""
    seeds = tuple(range(SEEDS))
    content = pack(
        {
            "line": table(line, LINE_STEPS, LINE_ALPHAS, seeds),
            "over_training": table(over_training, OVER_ALPHAS, OVER_EPOCHS, seeds),
            "wrong_labels": table(wrong_labels, WRONG_ALPHAS, WRONG_EPOCHS, seeds),
        }
    )
    (FOLDER / "failures.npz").write_bytes(content)
    print(hashlib.sha256(content).hexdigest(), "failures.npz", len(content), "bytes")  # noqa: T201


if __name__ == "__main__":
    main()
