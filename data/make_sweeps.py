"""Train what sweeps.npz holds, and write it into the folder of this script.

``python data/make_sweeps.py`` trains 5280 small networks with the code of TuningLab, in a few
minutes. Each has seeds of its own, so any of them can be trained alone.
"""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from make_images import pack
from numpy.typing import NDArray

from mixlearn.labs._holdout import DATA, FILE, ROWS, trained

FOLDER = Path(__file__).parent


def counts(data: str, rows: int, **changes: Any) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """Train one sweep, and count right answers on held-out rows and on training rows.

    Both are of shape (seeds, budgets, alphas).
    """
    sweep = trained(data, rows, **changes)
    held_out = (sweep.runs() * sweep.n_test).round().astype(np.uint16)
    train = (sweep.runs(train=True) * sweep.n_train).round().astype(np.uint16)
    return held_out, train


def main() -> None:
    """Write the file, and print what its README and `mixlearn.datasets` must say."""
    found = [[counts(data, rows) for rows in ROWS] for data in DATA]
    right, train_right = np.moveaxis(np.array(found), 2, 0)
    content = pack({"right": right, "train_right": train_right})
    (FOLDER / FILE).write_bytes(content)
    print(hashlib.sha256(content).hexdigest(), FILE, len(content), "bytes")  # noqa: T201


if __name__ == "__main__":
    main()
