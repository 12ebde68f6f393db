"""One policy, planned once or afresh in every epoch."""

import dataclasses
import itertools
import math

import numpy as np
import pytest

from mixlearn import labels, mix, ratios
from mixlearn.methods import METHODS
from mixlearn.methods.remix import Remix
from mixlearn.mixing import Mixing, Streams, join
from mixlearn.pairing import METHODS as PAIRINGS

N = 30
CODES = np.array([0] * 22 + [1] * 5 + [2] * 3)
# A shape that fits, for every number of axes that are cut along.
SHAPES = {0: (4,), 1: (6, 2), 2: (6, 5, 2)}


def columns(shape, dtype="float64"):
    """Draw flat samples as a network keeps them: one per column, and a last row of ones."""
    A = np.ones((math.prod(shape) + 1, N), dtype)
    A[:-1] = np.random.default_rng(0).normal(size=(len(A) - 1, N))
    return A, np.eye(3, dtype=dtype)[:, CODES]


def streams(seed=1):
    return Streams(*np.random.default_rng(seed).spawn(4))


def fresh(shape=(4,), *, epochs=5, batch=None, dtype="float64", seed=1, **policy):
    """Mix afresh, and copy each epoch."""
    data = columns(shape, dtype)
    policy = {"fold": True, "alpha": 1.0, **policy}
    run = Mixing(**policy).fresh(
        *data, streams=streams(seed), epochs=epochs, batch=batch, codes=CODES, shape=shape
    )
    return [(A.copy(), T.copy()) for A, T in run]


# The policy.


def test_a_policy_is_a_value():
    """Equal parameters make equal policies of one hash; none can be changed."""
    one, other = (
        Mixing(Remix(kappa=2), alpha=1, per="batch"),
        Mixing(Remix(kappa=2), 1.0, per="batch"),
    )
    assert one == other
    assert len({one, other, Mixing()}) == 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.alpha = 2


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"method": "cutup"}, "'method' parameter must be one of .*'cutmix'.* Got 'cutup'"),
        ({"method": None}, "'method' parameter"),
        ({"alpha": -1}, "'alpha' parameter"),
        ({"pairing": "twin"}, "'pairing' parameter must be one of"),
        ({"per": "row"}, "'per' parameter must be one of 'sample', 'batch'"),
        ({"n_mixes": 0}, "'n_mixes' parameter"),
    ],
)
def test_a_policy_checks_itself(parameters, message):
    """A wrong parameter is refused before there are any data."""
    with pytest.raises(ValueError, match=message):
        Mixing(**parameters)


@pytest.mark.parametrize("method", METHODS)
def test_mix_is_the_policy_applied(method):
    """`mix`, the policy and a plan applied by hand give the same bits."""
    X = np.random.default_rng(0).random((N, *SHAPES[METHODS[method].axes]))
    policy = {"method": method, "alpha": 0.7, "pairing": "balanced", "fold": True, "n_mixes": 2}
    mixed = mix(X, CODES, rng=3, **policy)
    again = Mixing(**policy).mix(X, CODES, rng=3)
    plan = Mixing(**policy).plan(X, CODES, rng=3)
    for other in (again.X, plan.blend(X)):
        np.testing.assert_array_equal(mixed.X, other)
    np.testing.assert_array_equal(mixed.Y, again.Y)
    np.testing.assert_allclose(mixed.Y, plan.label(labels.one_hot(CODES)[0]), atol=1e-15)
    np.testing.assert_array_equal(mixed.lam, plan.lam)
    assert len(plan) == 2 * N
    assert str(mixed) == str(again)


# Recorded from the first version that had these methods: method, pairing, second parents, shares,
# label shares of class "a", and the sum of all features times the number of their blend.
RECORDED = [
    (
        "mixup",
        "any",
        [4, 6, 1, 2, 3, 0, 5],
        [0.301649, 0.545196, 0.686848, 0.265436, 0.996456, 0.244277, 0.100697],
        [0.301649, 1.0, 1.0, 1.0, 0.003544, 1.0, 1.0],
        62.9932938689394,
    ),
    (
        "mixup",
        "balanced",
        [4, 4, 6, 4, 4, 0, 5],
        [0.301649, 0.545196, 0.686848, 0.265436, 0.996456, 0.244277, 0.100697],
        [0.0, 0.0, 1.0, 0.0, 0.996456, 1.0, 0.899303],
        58.99860904610318,
    ),
    (
        "remix",
        "any",
        [4, 6, 1, 2, 3, 0, 5],
        [0.301649, 0.545196, 0.686848, 0.265436, 0.996456, 0.244277, 0.100697],
        [0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0],
        62.9932938689394,
    ),
    (
        "remix",
        "balanced",
        [4, 4, 6, 4, 4, 0, 5],
        [0.301649, 0.545196, 0.686848, 0.265436, 0.996456, 0.244277, 0.100697],
        [0.0, 0.0, 1.0, 0.0, 0.996456, 1.0, 0.899303],
        58.99860904610318,
    ),
    (
        "cutmix",
        "any",
        [4, 6, 1, 2, 3, 0, 5],
        [0.333333, 0.6, 0.7, 0.333333, 1.0, 0.333333, 0.0],
        [0.333333, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0],
        1425.5714285714284,
    ),
    (
        "cutmix",
        "balanced",
        [4, 4, 6, 4, 4, 0, 5],
        [0.333333, 0.6, 0.7, 0.333333, 1.0, 0.333333, 0.0],
        [0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0],
        1401.2857142857142,
    ),
    (
        "splice",
        "any",
        [4, 6, 1, 2, 3, 0, 5],
        [0.333333, 0.555556, 0.666667, 0.222222, 1.0, 0.222222, 0.111111],
        [0.333333, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0],
        431.0,
    ),
    (
        "splice",
        "balanced",
        [4, 4, 6, 4, 4, 0, 5],
        [0.333333, 0.555556, 0.666667, 0.222222, 1.0, 0.222222, 0.111111],
        [0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.888889],
        416.4285714285714,
    ),
]


@pytest.mark.parametrize(("method", "pairing", "second", "lam", "of_a", "total"), RECORDED)
def test_seeds_keep_their_mixes(method, pairing, second, lam, of_a, total):  # noqa: PLR0917
    """What was published with a seed comes out again, by every method."""
    shape = {"cutmix": (6, 5, 2), "splice": (9, 2)}.get(method, (3,))
    X = (np.arange(7 * math.prod(shape)) * 5 % 17 / 7).reshape(7, *shape)
    mixed = mix(X, list("aaaabaa"), method=method, pairing=pairing, alpha=1.0, rng=11)
    assert mixed.second.tolist() == second
    np.testing.assert_allclose(mixed.lam, lam, atol=1e-6)
    np.testing.assert_allclose(mixed.Y[:, 0], of_a, atol=1e-6)
    assert (mixed.X.reshape(7, -1).T @ np.arange(7)).sum() == pytest.approx(total, rel=1e-12)


# Fresh mixes.


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("per", ["sample", "batch"])
@pytest.mark.parametrize("batch", [None, 8, 100])
@pytest.mark.parametrize("alpha", [0, 0.4, np.inf])
def test_fresh_mixes_are_those_of_the_definition(alpha, batch, per, dtype):
    """Order, partners and ratios come from three streams, and the row has the larger share."""
    X, Y = columns((4,), dtype)
    order, partners, draws, _ = streams()
    u = (np.arange(2048) + 0.5) / 2048
    table = np.maximum(ratios.from_uniform(u, alpha), 1 - ratios.from_uniform(u, alpha))
    for A, T in fresh(alpha=alpha, batch=batch, per=per, dtype=dtype):
        first = order.permutation(N) if batch == 8 else np.arange(N)
        lam, second = np.ones(N, dtype), first
        if alpha:
            second = partners.permutation(N)
            alike = 1 if per == "sample" else min(batch or N, N)
            at = draws.integers(2048, size=math.ceil(N / alike)).repeat(alike)[:N]
            lam = table[at].astype(dtype)
        for found, all_ in ((A, X), (T, Y)):
            expected = (all_[:, second] - all_[:, first]) * (1 - lam) + all_[:, first]
            np.testing.assert_array_equal(found, expected)
            assert found.dtype == dtype


def test_looking_ahead_moves_nothing(monkeypatch):
    """However many epochs are planned at a time, each is the same."""
    for method in METHODS:
        shape = SHAPES[METHODS[method].axes]
        for pairing in PAIRINGS:
            runs = []
            for ahead in (1, 2**20):
                monkeypatch.setattr("mixlearn.mixing._AHEAD", ahead)
                runs.append(fresh(shape, method=method, pairing=pairing, batch=8, epochs=4))
            for (A, T), (B, U) in zip(*runs, strict=True):
                np.testing.assert_array_equal(A, B)
                np.testing.assert_array_equal(T, U)


@pytest.mark.parametrize("batch", [None, 8])
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("pairing", PAIRINGS)
def test_every_pairing_and_method_is_mixed_afresh(pairing, method, batch):
    """In every epoch rows meet partners of their pairing, and columns are what a blend would be."""
    shape = SHAPES[METHODS[method].axes]
    A, T = columns(shape)
    X = A[:-1].T.reshape(N, *shape)
    plans = Mixing(method, alpha=1.0, pairing=pairing).plans(
        N, streams=streams(), epochs=6, ahead=2, batch=batch, X=X, codes=CODES, shape=shape
    )
    seen = set()
    for plan in plans:
        assert len(plan) == 2 * N
        first, second = plan.first.reshape(2, N), plan.second.reshape(2, N)
        if not pairing.startswith("balanced"):
            np.testing.assert_array_equal(np.sort(first), [np.arange(N)] * 2)
        if pairing == "any":
            np.testing.assert_array_equal(np.sort(second), [np.arange(N)] * 2)
        if pairing.endswith("same"):
            np.testing.assert_array_equal(CODES[first], CODES[second])
        if pairing in {"other", "near"}:
            other = CODES if pairing == "other" else np.arange(N)
            assert (other[first] != other[second]).all()
        blends = plan.columns(A)
        np.testing.assert_allclose(
            blends[:-1].T.reshape(-1, *shape), plan.blend(X), rtol=0, atol=1e-14
        )
        np.testing.assert_array_equal(blends[-1], np.ones(2 * N))
        expected = plan.label(np.ascontiguousarray(T.T)).T
        np.testing.assert_allclose(plan.label_columns(T), expected, rtol=0, atol=1e-15)
        seen |= {row.tobytes() for row in second}
    assert len(seen) == 6


def test_near_partners_stay_near_in_every_order():
    """Put in an order of its own, a row still meets one of its own neighbours."""
    X = np.arange(N, dtype=float)[:, None]
    plans = Mixing(alpha=1.0, pairing="near").plans(N, streams=streams(), epochs=20, batch=8, X=X)
    for plan in plans:
        assert np.abs(plan.first - plan.second).max() <= 5


def test_balanced_rows_are_drawn_even_where_nothing_is_mixed():
    """At alpha 0 rare classes are as often in an epoch as common ones, and rows stay whole."""
    (X, _), run = columns((4,)), fresh(pairing="balanced", alpha=0, epochs=200)
    counted = np.mean([T.sum(axis=1) for _, T in run], axis=0)
    np.testing.assert_allclose(counted, N / 3, rtol=0.06)
    whole = {column.tobytes() for column in X.T}
    assert {column.tobytes() for A, _ in run for column in A.T} <= whole


def test_a_step_shares_a_ratio_per_batch():
    """With ``per="batch"`` each step of an epoch has one ratio, the last and shorter one too."""
    plans = Mixing(alpha=1.0, per="batch").plans(N, streams=streams(), epochs=3, ahead=3, batch=8)
    for lam in next(plans).lam.reshape(3, N):
        steps = [lam[start : start + 8] for start in range(0, N, 8)]
        assert [len(set(step)) for step in steps] == [1] * 4
        assert len(set(lam)) == 4


def test_moving_alpha_moves_neither_order_nor_pairs_nor_places():
    """Every stream is drawn from to the same extent at all strengths that mix."""
    runs = []
    for alpha in (0.4, 8.0):
        source = streams()
        run = Mixing("cutmix", alpha).plans(
            N, streams=source, epochs=3, batch=8, codes=CODES, shape=(40, 40)
        )
        runs.append(([(plan.first, plan.second) for plan in run], [s.random() for s in source]))
    np.testing.assert_array_equal(runs[0][0], runs[1][0])
    assert runs[0][1] == runs[1][1]


def test_remix_labels_afresh_by_the_sizes_of_classes():
    """Labels lean towards the rare class in every epoch, and the features are mixup's."""
    plain, remix = (fresh(method=method, fold=False, epochs=40) for method in ("mixup", "remix"))
    for (A, T), (B, U) in zip(plain, remix, strict=True):
        np.testing.assert_array_equal(A, B)
        np.testing.assert_allclose(U.sum(axis=0), 1)
        assert (U[1:].sum(axis=0) >= T[1:].sum(axis=0) - 1e-12).all()
    assert any((T != U).any() for (_, T), (_, U) in zip(plain, remix, strict=True))


def test_weighted_targets_are_blended_as_they_are():
    """A column of any weight keeps the blend of its parents' weights."""
    A, T = columns((4,))
    weights = np.arange(1.0, N + 1)
    plan = next(Mixing(alpha=1.0).plans(N, streams=streams(), epochs=1))
    expected = plan.lam * weights[plan.first] + (1 - plan.lam) * weights[plan.second]
    np.testing.assert_allclose(plan.label_columns(T * weights).sum(axis=0), expected)
    np.testing.assert_array_equal(plan.columns(A)[-1], np.ones(N))


def test_a_part_of_a_plan_is_a_plan():
    """Steps of an epoch, planned one by one, are parts of the whole."""
    for method, shape in (("mixup", (4,)), ("cutmix", (4, 5)), ("fmix", (4, 5))):
        A, T = columns(shape)
        plan = next(
            Mixing(method, 1.0).plans(N, streams=streams(), epochs=1, codes=CODES, shape=shape)
        )
        for start in range(0, N, 8):
            step = slice(start, start + 8)
            part = plan.part(step)
            assert len(part) == min(8, N - start)
            np.testing.assert_array_equal(part.columns(A), plan.columns(A)[:, step])
            np.testing.assert_array_equal(part.label_columns(T), plan.label_columns(T)[:, step])


def test_what_both_parents_have_in_common_stays_to_the_bit():
    """Rows of ones stay ones at any share; what is kept whole is the first's to the bit."""
    rng = np.random.default_rng(0)
    first, second, lam = rng.random((3, 50)), rng.random((3, 50)), rng.random(50)
    first[2] = second[2] = 1
    assert (join(first, second, lam)[2] == 1).all()
    keep = rng.random((3, 50)) < 0.5
    np.testing.assert_array_equal(join(first, second, keep)[keep], first[keep])
    np.testing.assert_array_equal(join(first, second, keep)[~keep], second[~keep])


@pytest.mark.parametrize(
    ("policy", "data", "message"),
    [
        ({"pairing": "other"}, {}, "pairing='other' needs class labels"),
        ({"method": "remix"}, {}, "method='remix' needs class labels"),
        ({"method": "cutmix"}, {"shape": (20,)}, "images to cut"),
        ({"method": "splice"}, {"shape": (2, 3, 4)}, "series to cut"),
        ({"pairing": "near"}, {}, "'near' needs the features"),
        ({"pairing": "other"}, {"codes": np.zeros(N, int)}, "rows of at least 2 classes"),
    ],
)
def test_what_does_not_fit_is_refused_before_the_first_step(policy, data, message):
    """The error comes when the run is planned, not when its first epoch is asked for."""
    with pytest.raises(ValueError, match=message):
        Mixing(**policy).plans(N, streams=streams(), epochs=1, **data)


def test_epochs_are_as_many_as_asked_for():
    """The last plan of a run may be shorter than the others."""
    plans = Mixing().plans(N, streams=streams(), epochs=7, ahead=3)
    assert [len(plan) // N for plan in plans] == [3, 3, 1]
    for epochs, batch in itertools.product((1, 7), (None, 8)):
        assert len(fresh(epochs=epochs, batch=batch)) == epochs
        assert len(fresh(epochs=epochs, batch=batch, alpha=0)) == epochs
