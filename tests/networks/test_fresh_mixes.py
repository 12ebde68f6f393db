"""What every step of SoftLabelMLP learns from: whose rows, by what shares, mixed where."""

import numpy as np
import pytest
from sklearn.base import clone

from mixlearn import SoftLabelMLP, datasets
from mixlearn.networks import _soft_label, _steps
from mixlearn.pairing import METHODS as PAIRINGS

MOONS = datasets.moons(60, rng=0)


def small(**parameters):
    return SoftLabelMLP(**{"hidden_layer_sizes": (6, 5), "random_state": 0} | parameters)


def bits(model):
    return b"".join(a.tobytes() for a in (*model.coefs_, *model.intercepts_))


def seen_steps(monkeypatch, model, X, y):
    """Fit, and return copies of the rows, the labels and the blend of every step."""
    seen, original = [], _soft_label.cross_entropy

    def recording(done, targets, weights=None):
        assert np.all(done.inputs[-1] == 1)  # the row of ones, which carries the biases
        seen.append((done.inputs[:-1].T.copy(), targets.T.copy(), done.blend))
        return original(done, targets, weights)

    with monkeypatch.context() as patch:
        patch.setattr(_soft_label, "cross_entropy", recording)
        model.fit(X, y)
    return seen


def parents(monkeypatch, n=9, **parameters):
    """Return first and second parent and the first one's share, of every row and epoch.

    Rows are unit vectors, so that a blend tells whose it is; the smaller share is the partner's.
    """
    model = small(batch_size=4, max_iter=20, **parameters)
    steps = seen_steps(monkeypatch, model, np.eye(n), np.eye(n))
    blends = np.concatenate([X for X, *_ in steps])
    first, second = np.argsort(-blends, axis=1, kind="stable")[:, :2].T
    lam = blends.max(axis=1)
    return first, np.where(lam == 1, first, second), lam


def initial(model, X, y, **parameters):
    """Return the network as it is before the first step, by steps that round to zero."""
    model = clone(model).set_params(learning_rate_init=5e-324, max_iter=1, **parameters)
    return model.fit(X, y)


# Seeds and streams


@pytest.mark.parametrize(
    "seed", [lambda: 3, lambda: np.random.RandomState(3), lambda: np.random.default_rng(3)]
)
def test_same_seed_same_bits(seed):
    """Seeds of all three kinds reproduce the weights to the bit, and another seed gives others."""
    for size in (None, 16):
        first, again, other = (
            bits(
                small(
                    alpha=0.4, max_iter=10, batch_size=size, mix_layers=(0, 1, 2), random_state=s
                ).fit(MOONS.X, MOONS.y)
            )
            for s in (seed(), seed(), 4)
        )
        assert first == again
        assert first != other


def test_int_seed_refits_the_same_and_a_generator_moves_on():
    """Fitting again repeats the bits with an int, and not with a generator; none is global."""
    before = np.random.get_state()[1].tobytes()
    model = small(alpha=0.4, max_iter=3)
    assert bits(model.fit(MOONS.X, MOONS.y)) == bits(model.fit(MOONS.X, MOONS.y))
    for seed in (np.random.RandomState(0), np.random.default_rng(0), None):
        model.set_params(random_state=seed)
        assert bits(model.fit(MOONS.X, MOONS.y)) != bits(model.fit(MOONS.X, MOONS.y))
    assert np.random.get_state()[1].tobytes() == before


def test_alpha_moves_only_the_ratios(monkeypatch):
    """Moving alpha changes neither the initial weights, nor the order, nor the partners."""
    starts = {bits(initial(small(alpha=alpha), MOONS.X, MOONS.y)) for alpha in (0, 0.4, 8)}
    assert len(starts) == 1
    order = parents(monkeypatch, alpha=0)[0]
    first, second, lam = parents(monkeypatch, alpha=1.0)
    first_too, second_too, lam_too = parents(monkeypatch, alpha=2.0)
    assert np.array_equal(first, order)
    assert np.array_equal(first, first_too)
    assert np.array_equal(second, second_too)
    mixed = first != second
    assert np.all(lam_too[mixed] < lam[mixed])  # both larger than one half, and nearer to it


def test_layers_move_neither_pairs_nor_ratios(monkeypatch):
    """Where it is mixed, the same rows meet by the same shares."""
    X, y = np.random.default_rng(0).normal(size=(10, 3)), np.arange(10) % 2
    options = {"alpha": 1.0, "batch_size": 4, "max_iter": 5}
    inputs = seen_steps(monkeypatch, small(**options), X, y)
    hidden = seen_steps(monkeypatch, small(**options, mix_layers=(1, 2)), X, y)
    for (blends, Y, nothing), (both, Y_too, blend) in zip(inputs, hidden, strict=True):
        assert nothing is None
        first, second = np.split(both, 2)
        keep = blend.keep[:, None]
        np.testing.assert_allclose(keep * first + (1 - keep) * second, blends, atol=1e-12)
        assert np.array_equal(Y, Y_too)
    assert {blend.layer for *_, blend in hidden} == {1, 2}


def test_alpha_zero_is_no_mixing(monkeypatch):
    """At alpha 0 every step sees the rows themselves, whatever else is set."""
    X, y = np.arange(6.0)[:, None], np.arange(6) % 3
    for more in ({}, {"per": "batch"}, {"pairing": "other"}, {"mix_layers": (0, 1)}):
        for A, T, blend in seen_steps(monkeypatch, small(max_iter=3, **more), X, y):
            assert np.array_equal(A, X)
            assert np.array_equal(T, np.eye(3)[y])
            assert blend is None


def test_shorter_training_is_the_beginning_of_longer_training(monkeypatch):
    """Fewer epochs give the same losses as far as they go, however far ahead mixes are drawn."""
    model = small(alpha=0.4, batch_size=16, max_iter=30, mix_layers=(0, 1), per="batch")
    long = model.fit(MOONS.X, MOONS.y).loss_curve_
    short = clone(model).set_params(max_iter=11).fit(MOONS.X, MOONS.y).loss_curve_
    assert short == long[:11]
    monkeypatch.setattr(_steps, "_AHEAD", 1)
    assert model.fit(MOONS.X, MOONS.y).loss_curve_ == long


# Batches, partners and shares


def test_every_row_once_an_epoch_and_a_smaller_last_batch(monkeypatch):
    """Mini-batches use every row once per epoch, in fresh order; the last one may be smaller."""
    X = np.arange(10.0)[:, None]
    for alpha in (0, 0.4):
        model = small(batch_size=4, max_iter=6, alpha=alpha)
        seen = seen_steps(monkeypatch, model, X, np.arange(10) % 2)
        assert [len(A) for A, *_ in seen] == [4, 4, 2] * 6
        if alpha == 0:
            epochs = np.concatenate([A for A, *_ in seen]).reshape(6, 10)
            assert np.array_equal(np.sort(epochs), np.tile(X.T, (6, 1)))
            assert len({tuple(epoch) for epoch in epochs}) == 6
        full, equal, larger = (
            bits(small(alpha=alpha, max_iter=5, batch_size=size).fit(MOONS.X, MOONS.y))
            for size in (None, 60, 61)
        )
        assert full == equal == larger


def test_partners_are_uniform_and_fresh(monkeypatch):
    """Every epoch pairs by a fresh permutation: all partners alike, a row itself included."""
    first, second, _ = parents(monkeypatch, alpha=1.0)
    rows, epochs = 9, 20
    for order in (first, second):
        epoch_by_epoch = order.reshape(epochs, rows)
        assert np.array_equal(np.sort(epoch_by_epoch), np.tile(np.arange(rows), (epochs, 1)))
        assert len({tuple(epoch) for epoch in epoch_by_epoch}) == epochs
    # One in nine meets itself: 20 of 180 expected, with a standard deviation of 4.5.
    assert 6 <= np.count_nonzero(first == second) <= 34


@pytest.mark.parametrize("pairing", PAIRINGS)
def test_partners_are_those_of_the_pairing(monkeypatch, pairing):
    """By class, by distance, or both parents drawn; and the row itself has the larger share."""
    n, y = 12, np.repeat([0, 1], [9, 3])
    model = small(alpha=1.0, pairing=pairing, batch_size=5, max_iter=200)
    steps = seen_steps(monkeypatch, model, np.eye(n), y)
    blends = np.concatenate([A for A, *_ in steps])
    labels = np.concatenate([T for _, T, _ in steps])
    first, second = np.argsort(-blends, axis=1, kind="stable")[:, :2].T
    second = np.where(blends.max(axis=1) == 1, first, second)
    np.testing.assert_allclose(labels, blends @ np.eye(2)[y], atol=1e-12)
    rare = y[first].mean()
    if pairing.startswith("balanced"):
        assert rare == pytest.approx(0.5, abs=0.05)
    else:
        assert rare == pytest.approx(3 / 12)
    within = (y[first] == y[second]).mean()
    if pairing in {"same", "balanced_same"}:
        assert within == 1
    elif pairing == "other":
        assert within == 0
    else:
        assert 0.3 < within < 0.9
    if pairing == "near":
        assert not np.any(first == second)


def test_the_row_keeps_the_larger_share_only_if_folded(monkeypatch):
    """Folded, every share of the row is a half or more; otherwise as many are below as above."""
    X = np.eye(20)
    for fold, low, high in ((True, 1.0, 1.0), (False, 0.4, 0.6)):
        model = small(alpha=1.0, fold=fold, pairing="other", max_iter=50)
        steps = seen_steps(monkeypatch, model, X, np.arange(20) % 2)
        # All rows in one step come as they are, so row i of a step is a blend of row i.
        own = np.concatenate([np.diag(blends) for blends, *_ in steps])
        assert low <= (own >= 0.5).mean() <= high
        assert own.mean() == pytest.approx(0.75 if fold else 0.5, abs=0.03)


def test_features_and_labels_are_mixed_alike(monkeypatch):
    """Features and label of a blend come from the same parents by the same shares."""
    model = small(alpha=0.4, batch_size=4, max_iter=10)
    for X, Y, _ in seen_steps(monkeypatch, model, np.eye(9), np.eye(9)):
        assert np.array_equal(X, Y)
        np.testing.assert_allclose(X.sum(axis=1), 1, rtol=1e-12)


def test_ratios_follow_the_beta_distribution(monkeypatch):
    """Shares have the mean and the variance of Beta(alpha, alpha)."""
    X = np.arange(40.0)[:, None] % 2
    for alpha in (0.2, 1.0, 8.0, np.inf):
        model = small(alpha=alpha, max_iter=300)
        blends = np.concatenate([A for A, *_ in seen_steps(monkeypatch, model, X, X[:, 0])])
        # A partner is of the other kind half of the time, and blends 0 and 1 to the ratio itself.
        lam = blends[(blends > 0) & (blends < 1)]
        assert lam.mean() == pytest.approx(0.5, abs=0.02)
        assert lam.var() == pytest.approx(0.25 / (2 * alpha + 1), abs=0.01)


def test_ratios_per_sample_and_per_batch(monkeypatch):
    """Per batch, the rows of a step share a ratio that the next step does not have."""
    X, Y = np.arange(10.0)[:, None], np.eye(10)
    for size in (None, 4):
        for per in ("sample", "batch"):
            model = small(alpha=1.0, per=per, batch_size=size, max_iter=30)
            shared = []
            for _, T, _ in seen_steps(monkeypatch, model, X, Y):
                lam = T.max(axis=1)[np.count_nonzero(T, axis=1) == 2]
                if per == "batch":
                    assert np.ptp(lam) < 1e-12 if len(lam) else True
                    shared.extend(lam[:1].round(6))
                else:
                    assert len(set(lam.round(9))) >= len(lam) - 1
            if per == "batch":
                assert len(set(shared)) > 0.9 * len(shared) > 20


# Methods


def test_cut_images_and_series_are_pieces_of_both_parents(monkeypatch):
    """Every number of a blend is one of the parents', and the label counts the pixels of each."""
    n, y = 10, np.eye(10)
    for method, shape in (
        ("cutmix", (6, 7)),
        ("cutmix", (5, 5, 3)),
        ("fmix", (5, 6)),
        ("splice", (12,)),
        ("splice", (12, 2)),
    ):
        # Each image is of one number, each channel of another sign.
        X = np.arange(1.0, n + 1).reshape(-1, *[1] * len(shape)) * np.ones(shape)
        many = len(shape) == (2 if method == "splice" else 3)
        X = X * np.linspace(1, 2, shape[-1]) if many else X
        model = small(method=method, alpha=1.0, batch_size=4, max_iter=10)
        mixed = 0
        for A, T, _ in seen_steps(monkeypatch, model, X, y):
            for row, label in zip(A, T, strict=True):
                whose = np.flatnonzero(label)
                of = [(row == X[k].ravel()).mean() for k in whose]
                np.testing.assert_allclose(of, label[whose], atol=1e-9)
                mixed += len(whose) == 2
        assert mixed > 30


def test_remix_labels_in_favour_of_the_rare(monkeypatch):
    """Features are blended as by mixup; a blend of both classes has the rare one's label."""
    X, y = np.random.default_rng(0).normal(size=(40, 2)), np.repeat([0, 1], [34, 6])
    options = {"alpha": 1.0, "max_iter": 20}
    plain = seen_steps(monkeypatch, small(**options), X, y)
    rare = seen_steps(monkeypatch, small(**options, method="remix"), X, y)
    shares = np.concatenate(
        [np.stack([T[:, 1], R[:, 1]]) for (_, T, _), (_, R, _) in zip(plain, rare, strict=True)],
        axis=1,
    )
    assert all(np.array_equal(A, B) for (A, *_), (B, *_) in zip(plain, rare, strict=True))
    before, after = shares[:, (shares[0] > 0) & (shares[0] < 1)]
    assert np.array_equal(after[before > 0.5], np.ones((before > 0.5).sum()))
    assert np.array_equal(after[before < 0.5], before[before < 0.5])


@pytest.mark.parametrize(
    ("parameters", "shape", "soft", "sentence"),
    [
        ({"method": "cutmix"}, (4,), False, "image|height"),
        ({"method": "splice"}, (4, 2, 2), False, "series|length"),
        ({"method": "remix"}, (4,), True, "method='remix' needs class labels, one per row"),
        ({"pairing": "same"}, (4,), True, "pairing='same' needs class labels, one per row"),
    ],
)
def test_a_method_that_does_not_fit_the_data_is_refused(parameters, shape, soft, sentence):
    """By the sentence that `mix` has for it."""
    X, y = np.zeros((8, *shape)), np.arange(8) % 2
    with pytest.raises(ValueError, match=sentence):
        small(alpha=1.0, **parameters).fit(X, np.eye(2)[y] if soft else y)
