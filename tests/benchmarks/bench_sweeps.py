"""A sweep on two cores against one, and what it keeps in memory as seeds are added.

Run it from the repository with ``python -m tests.benchmarks.bench_sweeps``. Both ways are timed in
turns, in one process, with workers already started; memory is measured in processes of their own.
"""

import json
import subprocess
import sys
import time

import numpy as np
from joblib import Parallel, delayed
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from mixlearn import SoftLabelMLP, datasets
from mixlearn.sweeps import sweep_alpha

ROUNDS = 5
# Digits: 1797 images of 64 pixels, and a network that trains on them for about half a second.
MODEL = make_pipeline(StandardScaler(), SoftLabelMLP((64, 64), batch_size=128, max_iter=20))
ALPHAS = (0.0, 0.4, 1.0)

_MEMORY = """
import json, resource, sys
import numpy as np
from mixlearn import SoftLabelMLP
from mixlearn.sweeps import sweep_alpha
rng = np.random.default_rng(0)
X, y = rng.standard_normal((20000, 100)), rng.integers(2, size=20000)
run = lambda seeds: sweep_alpha(
    SoftLabelMLP((4,), batch_size=4096, max_iter=1), X, y, seeds=seeds, n_jobs=2, random_state=0
)
run(2)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
run({seeds})
print(json.dumps([before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


def speed() -> None:
    """Print how much faster two workers are than one process."""
    digits = datasets.digits()
    X, y = digits.X.reshape(len(digits.X), -1), digits.y

    # What the machine gives at this moment: two halves, in two processes that share nothing.
    half = delayed(sweep_alpha)(MODEL, X, y, alphas=ALPHAS, seeds=4, random_state=0)

    def run(jobs: int, seeds: int = 8):
        start = time.perf_counter()
        sweep = sweep_alpha(MODEL, X, y, alphas=ALPHAS, seeds=seeds, n_jobs=jobs, random_state=0)
        return time.perf_counter() - start, sweep.scores

    run(2, 2)  # starts the workers
    taken, halves = {1: [], 2: []}, []
    for _ in range(ROUNDS):
        found = {}
        for jobs, times in taken.items():
            seconds, found[jobs] = run(jobs)
            times.append(seconds)
        start = time.perf_counter()
        Parallel(2)([half, half])
        halves.append(time.perf_counter() - start)
        if not np.array_equal(found[1], found[2]):
            raise AssertionError("Two workers gave other scores than one.")
    one, two = (np.array(taken[jobs]) for jobs in (1, 2))
    print(f"{8 * len(ALPHAS)} cells, digits, {ROUNDS} rounds, median seconds")
    print(f"one process {np.median(one):.2f}, two workers {np.median(two):.2f}")
    print(
        f"two workers are {np.median(one / two):.2f} times as fast by the median round, "
        f"{one.min() / two.min():.2f} by the fastest; target 1.7."
    )
    print(
        f"the machine's own limit, two halves in two processes: "
        f"{np.median(one / np.array(halves)):.2f} by the median round, "
        f"{one.min() / min(halves):.2f} by the fastest.\n"
    )


def memory() -> None:
    """Print the highest resident memory of the parent with few seeds and with many."""
    peaks = {}
    for seeds in (5, 50):
        done = subprocess.run(
            [sys.executable, "-c", _MEMORY.replace("{seeds}", str(seeds))],
            check=True,
            capture_output=True,
            text=True,
        )
        before, peaks[seeds] = json.loads(done.stdout)
        print(
            f"{seeds:3} seeds: {peaks[seeds] / 1024:.1f} MiB, {before / 1024:.1f} after two seeds"
        )
    print(f"50 seeds take {peaks[50] / peaks[5]:.3f} times the memory of 5; target 1.05.")


if __name__ == "__main__":
    speed()
    memory()
