"""A slider's move against the common way, and the network against scikit-learn's.

Run it from the repository with ``python -m tests.benchmarks.bench_labs``. What is compared is timed
in turns, in one process, on the same data. A move is timed from the new value of the control to
the new PNG, training included.
"""

import dataclasses
import functools
import io
import subprocess
import sys
import time
import warnings
from collections.abc import Callable

import matplotlib as mpl
import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.inspection import DecisionBoundaryDisplay
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

from mixlearn import SoftLabelMLP, datasets, labs

mpl.use("agg")
import matplotlib.pyplot as plt  # noqa: TID251 - the common way is what is measured

MOVES = 30
STEPS = 300
# Moves of each lab from its start and from each of its presets; the first two warm up.
SHORT = 12


def scikit_learn_network(rows: int) -> MLPClassifier:
    """Return scikit-learn's network, set to take as many steps of the same size as ours."""
    return MLPClassifier(
        (32, 32),
        activation="tanh",
        alpha=0,
        batch_size=rows,
        learning_rate_init=0.01,
        max_iter=STEPS,
        tol=0,
        n_iter_no_change=10 * STEPS,
        random_state=0,
    )


def common_move(X, y, alpha: float) -> bytes:
    """Answer a slider as `interact` does: train both networks, draw a new figure, save it."""
    rng = np.random.default_rng(0)
    lam, perm = rng.beta(alpha, alpha, len(X)), rng.permutation(len(X))
    blends = lam[:, None] * X + (1 - lam[:, None]) * X[perm]
    rows = np.concatenate([blends, blends])
    labels, weights = np.concatenate([y, y[perm]]), np.concatenate([lam, 1 - lam])
    plain = scikit_learn_network(len(X)).fit(X, y)
    mixed = scikit_learn_network(len(rows)).fit(rows, labels, sample_weight=weights)
    figure, axes = plt.subplots(1, 2, figsize=(8.8, 4.8))
    for ax, model in zip(axes, (plain, mixed), strict=True):
        DecisionBoundaryDisplay.from_estimator(
            model, X, response_method="predict_proba", grid_resolution=100, ax=ax, alpha=0.5
        )
        ax.scatter(*X.T, c=y, edgecolors="w")
    file = io.BytesIO()
    figure.savefig(file, format="png")
    plt.close(figure)
    return file.getvalue()


def timed(work: Callable[[], object]) -> float:
    """Time one call, in milliseconds."""
    start = time.perf_counter()
    work()
    return 1e3 * (time.perf_counter() - start)


def report(title: str, times: dict[str, list[float]], target: str) -> None:
    """Print medians, 95th percentiles and the ratio of the first to the last."""
    print(f"\n{title}\n{'':34}{'median ms':>10}{'p95 ms':>10}")
    for name, taken in times.items():
        median, p95 = np.percentile(taken, [50, 95])
        print(f"{name:34}{median:10.1f}{p95:10.1f}")
    *others, last = times.values()
    if others:
        target = f"ratio of medians {np.median(others[0]) / np.median(last):.2f}; {target}"
    print(target)


def boundary_moves(seed: int) -> None:
    """Compare a move of alpha in BoundaryLab with the common way; a seed once met is remembered."""
    lab = labs.BoundaryLab(points=400, noise=0.3, steps=STEPS, hidden=32, seed=seed)
    slider = lab.controls["alpha"]
    X, y = lab.result.task.X, lab.result.task.y
    alphas = np.linspace(0.1, 4, MOVES + 2)
    times: dict[str, list[float]] = {"interact, MLPClassifier, pyplot": [], "BoundaryLab": []}
    for turn, alpha in enumerate(alphas.tolist()):
        common = timed(functools.partial(common_move, X, y, alpha))
        ours = timed(functools.partial(setattr, slider, "value", alpha))
        if turn >= 2:  # the first two warm up
            times["interact, MLPClassifier, pyplot"].append(common)
            times["BoundaryLab"].append(ours)
    report(f"One move of alpha, {MOVES} moves", times, "target 5; guidance 60 ms")


def networks() -> None:
    """Compare SoftLabelMLP with MLPClassifier, same network, data, batch and steps."""
    moons = datasets.moons(400, noise=0.3, rng=0)
    X, y = moons.X.astype(np.float32), moons.y
    ours = SoftLabelMLP((32, 32), max_iter=STEPS, random_state=0)
    fresh = SoftLabelMLP((32, 32), alpha=0.4, max_iter=STEPS, random_state=0)
    wide = moons.X
    ways = {
        "MLPClassifier": lambda: scikit_learn_network(len(X)).fit(X, y),
        "SoftLabelMLP, fresh mixes": lambda: fresh.fit(X, y),
        "SoftLabelMLP, float64": lambda: ours.fit(wide, y),
        "SoftLabelMLP": lambda: ours.fit(X, y),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(MOVES):
        for name, work in ways.items():
            times[name].append(timed(work))
    report(f"Training: 400 points, 32-32 units, {STEPS} full-batch steps", times, "target 2.5")


def all_moves() -> None:
    """Time the main slider of every lab, from the start and from every preset."""
    title = "One move of each lab's main slider; target 60 ms with training, 25 ms without"
    print(f"\n{title}\n{'':58}{'median ms':>10}{'p95 ms':>10}")
    for name in labs.names():
        lab = getattr(labs, name)()
        for preset in (None, *lab.PRESETS):
            if preset is not None:
                lab.preset(preset)
            slider = main_slider(lab)
            values = places(slider)
            taken = [timed(functools.partial(setattr, slider, "value", value)) for value in values]
            median, p95 = np.percentile(taken[2:], [50, 95])
            print(f"{name + ', ' + (preset or 'start'):58}{median:10.1f}{p95:10.1f}")


def main_slider(lab):
    """Choose the slider that has a row to itself, or the first."""
    fields = dataclasses.fields(lab.Settings)
    sliders = [f for f in fields if hasattr(lab.controls[f.name], "readout_format")]
    return lab.controls[max(sliders, key=lambda field: field.metadata["wide"]).name]


def places(slider) -> list[float]:
    """Spread places over a slider, none of them the one where it stands."""
    steps = round((slider.max - slider.min) / slider.step)
    wanted = {round(step) for step in np.linspace(0, steps, SHORT + 2)}
    values = [slider.min + step * slider.step for step in sorted(wanted)]
    return [value for value in values if abs(value - slider.value) > slider.step / 2]


def imports() -> None:
    """Compare `import mixlearn` with `import numpy`, each in a process of its own."""
    times: dict[str, list[float]] = {"import mixlearn": [], "import numpy": []}
    for _ in range(15):
        for name, taken in times.items():
            taken.append(
                timed(lambda name=name: subprocess.run([sys.executable, "-c", name], check=True))
            )
    report("Import, in a new process", times, "target at most 1.2")


if __name__ == "__main__":
    warnings.simplefilter("ignore", ConvergenceWarning)
    print("BLAS as it comes")
    boundary_moves(seed=0)
    networks()
    all_moves()
    imports()
    with threadpool_limits(1):
        print("\nEverything on one BLAS thread, as on a single slow core")
        boundary_moves(seed=1)
        networks()
