"""Fits in several threads at once: one BLAS thread for all, and the bits of one after the other."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from sklearn.linear_model import SGDClassifier
from threadpoolctl import threadpool_info, threadpool_limits

from mixlearn import MixupClassifier, SoftLabelMLP, datasets
from mixlearn._threads import one_blas_thread


def blas_threads():
    return {lib["num_threads"] for lib in threadpool_info() if lib["user_api"] == "blas"}


@pytest.fixture
def two():
    """Let BLAS have two threads, whoever set what before, and this thread not own the number."""
    with threadpool_limits(2, user_api="blas"):
        pass
    before = blas_threads()
    yield before
    assert blas_threads() == before


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_whoever_leaves_first_the_others_keep_one_thread(two, order):
    """The limit holds until the last of three threads has left, and is gone then."""
    come, seen = [threading.Event() for _ in range(3)], []
    go, gone = ([threading.Event() for _ in range(3)] for _ in range(2))

    def work(number):
        if number:
            assert come[number - 1].wait(10)
        with one_blas_thread(), one_blas_thread():
            come[number].set()
            assert go[number].wait(10)
            seen.append(blas_threads())
        gone[number].set()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    assert come[2].wait(10)
    for number in order:
        go[number].set()
        assert gone[number].wait(10)
    for thread in threads:
        thread.join(10)
    assert seen == [{1}] * 3
    assert blas_threads() == two


def test_fits_at_once_give_the_bits_of_one_after_the_other(two):
    """Short and long fits in four threads, so that one often leaves while another computes."""
    data = datasets.moons(600, noise=0.3, rng=0)
    X = np.random.default_rng(0).standard_normal((600, 300))
    X[:, :2] = data.X

    def models():
        return [
            kind
            for seed in range(4)
            for kind in (
                SoftLabelMLP((256,), max_iter=2 + 6 * (seed % 2), alpha=0.4, random_state=seed),
                MixupClassifier(SGDClassifier(), random_state=seed),
                MixupClassifier(SoftLabelMLP((64,), max_iter=2), random_state=seed),
            )
        ]

    alone = [model.fit(X, data.y).predict(X) for model in models()]
    shares = [m.fit(X, data.y).predict_proba(X) for m in models() if hasattr(m, "predict_proba")]
    with ThreadPoolExecutor(4) as pool:
        at_once = list(pool.map(lambda model: model.fit(X, data.y), models()))
    for one, model in zip(alone, at_once, strict=True):
        np.testing.assert_array_equal(model.predict(X), one)
    again = [m.predict_proba(X) for m in at_once if hasattr(m, "predict_proba")]
    for one, other in zip(shares, again, strict=True):
        np.testing.assert_array_equal(one, other)
