"""MixupClassifier against mixing, writing weighted rows and fitting by hand.

Run it from the repository with ``python -m tests.benchmarks.bench_estimators``. Both are timed in
turns, in one process, on the same data and the same mixes.
"""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn.base import clone
from sklearn.datasets import load_breast_cancer, load_digits, make_classification
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from threadpoolctl import threadpool_limits

from mixlearn import MixupClassifier, mix

ROUNDS = 7
MIXES = 5


def timed(work: Callable[[], object]) -> float:
    """Time one call, in milliseconds."""
    start = time.perf_counter()
    work()
    return 1e3 * (time.perf_counter() - start)


def compare(name: str, estimator: Any, X: Any, y: Any) -> None:
    """Print how long the fit takes by hand, of that the training alone, and in MixupClassifier."""
    model = MixupClassifier(estimator, n_mixes=MIXES, random_state=0)

    def rows() -> Any:
        return mix(X, y, n_mixes=MIXES, fold=True, rng=0).rows()

    given = rows()

    def train(data: Any) -> None:
        features, labels, weight = data
        clone(estimator).fit(features, labels, sample_weight=weight / MIXES)

    ways: dict[str, Callable[[], object]] = {
        "training alone": lambda: train(given),
        "by hand": lambda: train(rows()),
        "MixupClassifier": lambda: model.fit(X, y),
    }
    times: dict[str, list[float]] = {way: [] for way in ways}
    for turn in range(ROUNDS + 1):
        for way, work in ways.items():
            taken = timed(work)
            if turn:  # the first one warms up
                times[way].append(taken)
    alone, by_hand, ours = (float(np.median(taken)) for taken in times.values())
    print(
        f"{name:34} {len(given[0]):>8} {alone:>10.0f} {by_hand:>10.0f} {ours:>10.0f} "
        f"{ours / by_hand - 1:>+8.1%} {ours / alone - 1:>+8.1%}"
    )


if __name__ == "__main__":
    digits = load_digits(return_X_y=True)
    wide = make_classification(4000, 30, n_informative=15, n_classes=3, random_state=0)
    table = StandardScaler().fit_transform(load_breast_cancer().data), load_breast_cancer().target
    boosting = HistGradientBoostingClassifier(early_stopping=False, max_iter=30, random_state=0)
    print(f"medians of {ROUNDS} rounds in ms; target: at most 10 % over by hand")
    heads = ("rows", "training", "by hand", "ours", "/hand", "/train")
    print("{:34} {:>8} {:>10} {:>10} {:>10} {:>8} {:>8}".format("", *heads))
    with threadpool_limits(1):  # threads that wait for each other would hide what is measured
        compare("LogisticRegression, breast cancer", LogisticRegression(max_iter=300), *table)
        compare("LogisticRegression, 4000 x 30", LogisticRegression(max_iter=300), *wide)
        compare("SVC, digits", SVC(), *digits)
        compare("RandomForest, digits", RandomForestClassifier(30, random_state=0), *digits)
        compare("HistGradientBoosting, 4000 x 30", boosting, *wide)
