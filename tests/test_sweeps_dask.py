"""A sweep on a real Dask cluster of two processes: the same bits, also when one dies."""

import os
import signal

import joblib
import numpy as np
import pytest

from mixlearn import SoftLabelMLP, datasets
from mixlearn.sweeps import SweepError, sweep_alpha

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")

MOONS = datasets.moons(80, noise=0.3, rng=0)
SMALL = {"alphas": [0, 0.5, 2], "seeds": 3, "random_state": 0}


@pytest.fixture(scope="module")
def cluster():
    """Two workers, each a process with one thread, on the loopback interface alone."""
    # Dask tries a task whose worker died 3 times more, and each takes a process to start.
    config = {"distributed.scheduler.allowed-failures": 0}
    with (
        dask.config.set(config),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as started,
        distributed.Client(started),
    ):
        yield started


def swept(model, **more):
    return sweep_alpha(model, MOONS.X, MOONS.y, **SMALL, **more)


def killing(marker, times):
    """A network whose cell at alpha 0.5 of seed 1 kills its process a number of times."""

    class Killing(SoftLabelMLP):  # within a function: sent to workers as it is, not by its name
        __init__ = SoftLabelMLP.__init__

        def fit(self, X, y):
            seed = np.random.SeedSequence(0, spawn_key=(1, 1)).generate_state(1)[0] >> 1
            tried = len(list(marker.iterdir()))
            if (self.alpha, self.random_state) == (0.5, seed) and tried < times:
                (marker / str(tried)).touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return super().fit(X, y)

    return Killing((8,), max_iter=15)


def test_a_cluster_gives_the_same_bits(cluster, tmp_path):
    """All cells run in the workers, and the scores are those of a plain loop."""

    class Spy(SoftLabelMLP):
        __init__ = SoftLabelMLP.__init__

        def fit(self, X, y):
            (tmp_path / str(os.getpid())).touch()
            return super().fit(X, y)

    with joblib.parallel_config(backend="dask"):
        found = swept(Spy((8,), max_iter=15))
    assert str(os.getpid()) not in {path.name for path in tmp_path.iterdir()}
    expected = swept(SoftLabelMLP((8,), max_iter=15))
    np.testing.assert_array_equal(found.scores, expected.scores)
    np.testing.assert_array_equal(found.train_scores, expected.train_scores)


def test_a_worker_that_dies_costs_no_cell(cluster, tmp_path):
    """The dead worker's cells run again elsewhere, and the data with them."""
    with joblib.parallel_config(backend="dask"):
        found = swept(killing(tmp_path, 1))
    assert len(list(tmp_path.iterdir())) == 1
    np.testing.assert_array_equal(found.scores, swept(SoftLabelMLP((8,), max_iter=15)).scores)


def test_a_cell_that_always_kills_is_named_and_the_rest_is_kept(cluster, tmp_path):
    """Where joblib's own way to Dask would wait for ever, the sweep ends with what it has."""
    with (
        joblib.parallel_config(backend="dask"),
        pytest.raises(SweepError, match=r"died every time at seed 1, alpha=0\.5\.") as caught,
    ):
        swept(killing(tmp_path, 99))
    partial = caught.value.partial
    assert np.argwhere(~partial.finished).tolist() == [[1, 0, 0, 0, 1]]
    whole = swept(SoftLabelMLP((8,), max_iter=15))
    done = partial.finished
    np.testing.assert_array_equal(partial.scores[0][done], whole.scores[0][done])


def test_a_cell_that_fails_is_named(cluster):
    """An error in a worker comes back as a sentence with its place."""

    class Failing(SoftLabelMLP):
        __init__ = SoftLabelMLP.__init__

        def fit(self, X, y):
            if self.alpha == 2:
                raise FloatingPointError("too hot")
            return super().fit(X, y)

    with (
        joblib.parallel_config(backend="dask"),
        pytest.raises(SweepError, match="alpha=2: FloatingPointError: too hot"),
    ):
        swept(Failing((8,), max_iter=15))
