"""`mix` against the one-line NumPy expression, and its cost by the number of rows.

Run it from the repository with ``python -m tests.benchmarks.bench_mix``. The two are timed in
turns, in one process, on the same data, pairs and ratios; memory is measured in runs of its own.
"""

import gc
import time
import tracemalloc
from collections.abc import Callable

import numpy as np

from mixlearn import mix

ROUNDS = 15
SHAPE = (256, 3, 224, 224)


def one_line(X, y, rng):
    """Mix as people do it today; NaN goes through unseen."""
    lam = rng.beta(0.4, 0.4, len(X)).astype(X.dtype)
    perm = rng.permutation(len(X))
    Y = np.eye(y.max() + 1, dtype=X.dtype)[y]
    wide = lam.reshape(-1, *[1] * (X.ndim - 1))
    return wide * X + (1 - wide) * X[perm], lam[:, None] * Y + (1 - lam[:, None]) * Y[perm]


def seconds(work: Callable[[], object]) -> float:
    """Time one call; its result is thrown away outside the measured time."""
    start = time.perf_counter()
    result = work()
    taken = time.perf_counter() - start
    del result
    return taken


def peak_bytes(work: Callable[[], object]) -> int:
    """Measure what one call adds to memory at its highest, its result included."""
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    result = work()
    peak = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    del result
    return peak


def compare() -> None:
    """Print the table of `mix` against the one-line expression on a batch of images."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal(SHAPE, dtype=np.float32)
    y = rng.integers(10, size=len(X))
    before = X.copy()
    ways = {
        "one line of NumPy": lambda: one_line(X, y, np.random.default_rng(0)),
        "mixlearn.mix": lambda: mix(X, y, rng=0),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(ROUNDS + 1):
        for name, work in ways.items():
            taken = seconds(work)
            if turn:  # the first turn warms up
                times[name].append(taken)
    peaks = {name: peak_bytes(work) / X.nbytes for name, work in ways.items()}
    if not np.array_equal(X, before):
        raise AssertionError("The input was changed.")

    print(f"{'x'.join(map(str, SHAPE))} float32, {X.nbytes / 2**20:.0f} MiB, {ROUNDS} rounds")
    print(f"{'':20}{'median ms':>10}{'p95 ms':>10}{'peak / output':>15}")
    for name in ways:
        median, p95 = np.percentile(times[name], [50, 95]) * 1e3
        print(f"{name:20}{median:10.1f}{p95:10.1f}{peaks[name]:15.3f}")
    old, new = (np.array(times[name]) for name in ways)
    print(
        f"mix is {np.median(old) / np.median(new):.2f} times as fast by medians, "
        f"{old.min() / new.min():.2f} by the fastest rounds; target 2.\n"
    )


def scale() -> None:
    """Print the cost of a row at growing numbers of rows."""
    rng = np.random.default_rng(0)
    print(f"{'rows x 2':>10}{'mix ms':>10}{'ns a row':>10}{'one line ns a row':>20}")
    for rows in (10**4, 10**5, 10**6, 10**7):
        X = rng.standard_normal((rows, 2))
        y = rng.integers(2, size=rows)
        repeats = 3 if rows < 10**7 else 1
        new, old = [], []
        for _ in range(repeats):
            new.append(seconds(lambda X=X, y=y: mix(X, y, rng=0)))
            old.append(seconds(lambda X=X, y=y: one_line(X, y, np.random.default_rng(0))))
        ours, theirs = np.median(new), np.median(old)
        print(f"{rows:10}{ours * 1e3:10.1f}{ours / rows * 1e9:10.0f}{theirs / rows * 1e9:20.0f}")


if __name__ == "__main__":
    compare()
    scale()
