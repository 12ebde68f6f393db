"""Ctrl-C in training: what was learned is kept, and the interrupt goes on."""

import _thread
import threading

import numpy as np
import pytest
from sklearn.base import clone

from mixlearn import MixMatchClassifier, SoftLabelMLP, datasets
from mixlearn.networks._classifier import NetworkClassifier
from mixlearn.networks._engine import Adam, Network

# MixMatch is also trained on rows that all have a label, to be interrupted.
pytestmark = pytest.mark.filterwarnings("ignore:y marks no row as unlabelled")

MOONS = datasets.moons(60, noise=0.2, rng=0)
FEW = np.where(np.arange(60) < 20, MOONS.y, -1)


def small(**parameters):
    return SoftLabelMLP(**{"hidden_layer_sizes": (6, 5), "random_state": 0} | parameters)


def bits(model):
    return b"".join(a.tobytes() for a in (*model.coefs_, *model.intercepts_))


def interrupt(monkeypatch, owner, name, *, call=7, after=False):
    """Raise KeyboardInterrupt in the seventh call of a method, before or after its work."""
    original, calls = getattr(owner, name), []

    def interrupted(*arguments, **more):
        calls.append(name)
        if len(calls) == call and not after:
            raise KeyboardInterrupt
        result = original(*arguments, **more)
        if len(calls) == call:
            raise KeyboardInterrupt
        return result

    monkeypatch.setattr(owner, name, interrupted)


@pytest.mark.parametrize(
    ("owner", "name", "after", "steps"),
    [
        (Adam, "step", False, 6),
        (Adam, "step", True, 7),
        (Network, "forward", False, 6),
        (Network, "backward", True, 6),
        (Network, "decay", True, 6),
        (NetworkClassifier, "_check_finite", True, 6),
    ],
)
def test_interrupted_training_is_kept_and_the_interrupt_goes_on(
    monkeypatch, owner, name, after, steps
):
    """The network is exactly that of the last whole step, wherever in a step the interrupt came."""
    for kind, y in ((SoftLabelMLP, MOONS.y), (MixMatchClassifier, MOONS.y)):
        model = kind((6, 5), max_iter=20, alpha=0.4, weight_decay=0.01, random_state=0)
        with monkeypatch.context() as patch:
            interrupt(patch, owner, name, after=after)
            with pytest.raises(KeyboardInterrupt):
                model.fit(MOONS.X, y)
        assert model.n_iter_ == len(model.loss_curve_) == 6
        whole = clone(model).set_params(max_iter=steps)
        if kind is SoftLabelMLP:
            assert bits(model) == bits(whole.fit(MOONS.X, y))
        assert np.isfinite(model.predict_proba(MOONS.X)).all()


def test_interrupted_mixmatch_holds_the_average_of_its_steps(monkeypatch):
    """With unlabelled rows, and with an average of the weights, which is of the steps so far."""
    for decay in (0.0, 0.9):
        model = MixMatchClassifier((6, 5), ramp_up=0, ema_decay=decay, max_iter=20, random_state=0)
        with monkeypatch.context() as patch:
            interrupt(patch, Adam, "step")
            with pytest.raises(KeyboardInterrupt):
                model.fit(MOONS.X, FEW)
        assert model.n_iter_ == len(model.unlabelled_loss_curve_) == 6
        assert bits(model) == bits(clone(model).set_params(max_iter=6).fit(MOONS.X, FEW))


def test_interrupt_before_the_first_step_and_amid_an_epoch(monkeypatch):
    """No epoch is counted that was not finished; its steps are in the weights all the same."""
    model = small()
    with monkeypatch.context() as patch:
        interrupt(patch, Network, "backward", call=1)
        with pytest.raises(KeyboardInterrupt):
            model.fit(MOONS.X, MOONS.y)
    assert (model.n_iter_, model.loss_curve_) == (0, [])
    start = small(learning_rate_init=5e-324, max_iter=1).fit(MOONS.X, MOONS.y)
    assert bits(model) == bits(start)

    model = small(batch_size=16, max_iter=20)  # 4 steps an epoch
    with monkeypatch.context() as patch:
        interrupt(patch, Adam, "step")
        with pytest.raises(KeyboardInterrupt):
            model.fit(MOONS.X, MOONS.y, watch=(MOONS.X, MOONS.y))
    assert model.n_iter_ == len(model.loss_curve_) == 1
    assert model.watched_loss_[:, 0].tolist() == [0, 1, 1]
    assert bits(model) != bits(small(batch_size=16, max_iter=1).fit(MOONS.X, MOONS.y))


def test_interrupted_refit_leaves_nothing_of_the_old(monkeypatch):
    """A refit on other data that is interrupted leaves the new network, in all its parts."""
    model = small(max_iter=20).fit(MOONS.X, MOONS.y)
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(30, 3)), np.array(["a", "b", "c"] * 10)
    interrupt(monkeypatch, Adam, "step")
    with pytest.raises(KeyboardInterrupt):
        model.set_params(activation="relu").fit(X, y)
    assert model.classes_.tolist() == ["a", "b", "c"]
    assert (model.n_features_in_, model.hidden_activation_) == (3, "relu")
    assert model.predict_proba(X).shape == (30, 3)
    assert len(model.loss_curve_) == 6


@pytest.mark.parametrize("name", ["_table", "_generators", "_check_learned", "_keep"])
def test_interrupt_outside_of_training_leaves_the_earlier_model_whole(monkeypatch, name):
    """Before the first step, and again while what was learned is put away: all or nothing."""
    X, y = np.random.default_rng(0).normal(size=(30, 3)), np.arange(30) % 3
    for kind in (SoftLabelMLP, MixMatchClassifier):
        model = kind((6, 5), max_iter=5, random_state=0).fit(MOONS.X, MOONS.y)
        before, shares = vars(model).copy(), model.predict_proba(MOONS.X)
        model.set_params(activation="relu")
        with monkeypatch.context() as patch:
            interrupt(patch, NetworkClassifier, name, call=1, after=True)
            with pytest.raises(KeyboardInterrupt):
                model.fit(X, y)
        assert vars(model) == before | {"activation": "relu"}
        assert np.array_equal(model.predict_proba(MOONS.X), shares)


def test_interrupted_and_diverged(monkeypatch):
    """What is cut short with shares that are not finite is no model; the interrupt goes on."""
    model = small(max_iter=5).fit(MOONS.X, MOONS.y)
    before = bits(model)
    large = np.random.default_rng(0).normal(0, 1e18, (10, 2)).astype(np.float32)
    model.set_params(activation="relu", learning_rate_init=1e30)
    interrupt(monkeypatch, Adam, "step", call=1, after=True)
    with pytest.raises(KeyboardInterrupt):
        model.fit(large, [0, 1] * 5)
    assert bits(model) == before


def test_a_real_interrupt(monkeypatch):
    """A real Ctrl-C in the middle of training ends it, with a network that can be used."""
    step, timers = Adam.step, []

    def stepping(*arguments):
        if not timers:  # the interrupt must not come before training has begun
            timers.append(threading.Timer(0.05, _thread.interrupt_main))
            timers[0].start()
        step(*arguments)

    monkeypatch.setattr(Adam, "step", stepping)
    model = small(max_iter=10**6, alpha=0.4, batch_size=16, mix_layers=(0, 1, 2))
    with pytest.raises(KeyboardInterrupt):
        model.fit(MOONS.X, MOONS.y)
    assert 0 < model.n_iter_ == len(model.loss_curve_) < 10**6
    assert np.isfinite(model.predict_proba(MOONS.X)).all()
