"""Networks and threads: BLAS is held to one, and given back."""

import threading

import numpy as np
import pytest
from sklearn.base import clone
from threadpoolctl import threadpool_info, threadpool_limits

from mixlearn import SoftLabelMLP, datasets
from mixlearn._threads import one_blas_thread
from mixlearn.networks._engine import Adam, Network

MOONS = datasets.moons(60, rng=0)
LARGE = np.random.default_rng(0).normal(0, 1e18, (60, 2)).astype(np.float32)


def small(**parameters):
    return SoftLabelMLP(**{"hidden_layer_sizes": (6, 5), "random_state": 0} | parameters)


def bits(model):
    return b"".join(a.tobytes() for a in (*model.coefs_, *model.intercepts_))


def blas_threads():
    return [lib["num_threads"] for lib in threadpool_info() if lib["user_api"] == "blas"]


def test_training_holds_blas_to_one_thread_and_gives_it_back(monkeypatch):
    """BLAS has one thread in training; after a fit, a failed one and an interrupt, as before."""
    inside, step = [], Adam.step

    def stepping(*arguments):
        inside.extend(blas_threads())
        step(*arguments)

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Adam, "step", stepping)
    with threadpool_limits(2, user_api="blas"):
        before = blas_threads()
        model = small(max_iter=2).fit(MOONS.X, MOONS.y)
        assert blas_threads() == before
        model.predict(MOONS.X)
        assert blas_threads() == before
        with pytest.raises(FloatingPointError):
            small(activation="relu", learning_rate_init=1e30).fit(LARGE, MOONS.y)
        assert blas_threads() == before
        monkeypatch.setattr(Network, "backward", stop)
        with pytest.raises(KeyboardInterrupt):
            small().fit(MOONS.X, MOONS.y)
        assert blas_threads() == before
    assert set(inside) == {1}


@pytest.mark.parametrize("leaves_first", [0, 1])
def test_overlapping_threads_give_the_limit_back(leaves_first):
    """When several threads had the limit at once, it is gone with the last of them."""
    before, inside = blas_threads(), []
    steps = [threading.Event() for _ in range(3)]  # 0 has come in, 1 has, one has left

    def work(number):
        if number == 1:
            assert steps[0].wait(10)
        with one_blas_thread():
            steps[number].set()
            assert steps[1].wait(10)
            inside.append(blas_threads())
            if number != leaves_first:
                assert steps[2].wait(10)
        steps[2].set()

    threads = [threading.Thread(target=work, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert blas_threads() == before
    assert set(inside[0]) == {1}
    with one_blas_thread(), one_blas_thread():
        assert set(blas_threads()) == {1}
    assert blas_threads() == before


def test_networks_trained_side_by_side():
    """Networks trained in several threads at once are those trained one after the other."""
    models = [small(alpha=0.4, max_iter=40, random_state=seed) for seed in range(4)]
    alone = [bits(clone(model).fit(MOONS.X, MOONS.y)) for model in models]
    threads = [threading.Thread(target=model.fit, args=(MOONS.X, MOONS.y)) for model in models]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [bits(model) for model in models] == alone
