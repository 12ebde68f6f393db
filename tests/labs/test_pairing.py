"""PairingLab: who is mixed with whom, and where the blends fall."""

import contextlib
import io
from itertools import product

import numpy as np
import pytest
from scipy.spatial import KDTree

from mixlearn.labs import PairingLab, pairing


@pytest.fixture(scope="module")
def shared():
    """One lab that the tests of many places move about."""
    return PairingLab()


RULES = ("any", "same", "other", "near", "balanced")


def test_a_blend_lies_between_its_own_parents(shared):
    """At every corner labels sum to one, and the rare class is as rare as it is set."""
    for rule, alpha, rare, seed in product(RULES, (0.0, 4.0), (0.05, 0.5), (0, 30)):
        shared.set(pairing=rule, alpha=alpha, rare=rare, seed=seed)
        result = shared.result
        mixed, X = result.mixed, result.X
        np.testing.assert_allclose(mixed.Y.sum(axis=1), 1)
        low = np.minimum(X[mixed.first], X[mixed.second])
        high = np.maximum(X[mixed.first], X[mixed.second])
        assert (low - 1e-9 <= mixed.X).all()
        assert (high + 1e-9 >= mixed.X).all()
        assert (result.y == 1).sum() == round(rare * len(X))


def test_without_mixing_every_blend_lies_on_a_point(shared):
    """At alpha 0 nothing falls into empty space, whoever the partners are."""
    shared.set(pairing="other", alpha=0.0, rare=0.5, seed=0)
    assert not shared.result.far.any()


def test_presets_do_what_their_names_claim():
    """Each preset shows the rule and the effect that it is named for."""
    lab = PairingLab()
    kept, share = {}, {}
    for name in lab.PRESETS:
        lab.preset(name)
        kept[name] = lab.result.kept
        share[name] = lab.result.mixed.Y[:, 1].mean()
    assert kept["same class"] == 1
    assert kept["another class"] == 0
    assert 0.35 < kept["any two rows"] < 0.65
    assert kept["near neighbours"] > 0.9
    assert share["rare class, any two rows"] == pytest.approx(0.1, abs=0.03)
    assert share["rare class, another class"] > 0.4
    assert share["rare class, balanced"] > 0.35


def test_plain_pairing_keeps_the_share_of_a_rare_class_and_others_raise_it():
    """Over many seeds, labels of any two rows hold as much of the rare class as the data do."""
    shares = {
        rule: np.mean(
            [
                pairing.run(pairing.Settings(pairing=rule, rare=0.1, seed=seed)).mixed.Y[:, 1]
                for seed in range(30)
            ]
        )
        for rule in ("any", "same", "other", "balanced")
    }
    assert shares["any"] == pytest.approx(0.1, abs=0.01)
    assert shares["same"] == pytest.approx(0.1, abs=0.001)
    assert shares["other"] == pytest.approx(0.5, abs=0.03)
    assert shares["balanced"] == pytest.approx(0.5, abs=0.03)


def test_hardly_a_point_lies_in_the_empty_itself():
    """The distance that counts as empty is one that nearly no point keeps from all others."""
    distances = [
        KDTree(X).query(X, k=2)[0][:, 1]
        for X in (pairing.run(pairing.Settings(seed=seed)).X for seed in range(10))
    ]
    assert np.mean(np.concatenate(distances) > 0.3) < 0.03


def test_moving_alpha_moves_no_pair(shared):
    """Pairs depend on the seed, and not on alpha."""
    shared.set(pairing="any", rare=0.5, seed=3, alpha=0.2)
    before = shared.result.mixed.second
    shared.set(alpha=2.0)
    np.testing.assert_array_equal(shared.result.mixed.second, before)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("rare", [0.1, 0.5])
def test_the_code_gives_the_numbers_of_the_lab(shared, rule, rare):
    """The code that is shown counts what the lab counts."""
    shared.set(pairing=rule, rare=rare, alpha=1.0, seed=2)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(shared.code(), {})  # noqa: S102 - our own code
    result = shared.result
    numbers = [line.split()[-1] for line in printed.getvalue().splitlines()]
    assert numbers == [
        f"{result.kept:.0%}",
        f"{result.far.mean():.0%}",
        f"{result.mixed.Y[:, 1].mean():.0%}",
        str(result.selves.sum()),
    ]


def test_the_sentence_counts_rows_that_met_themselves(shared):
    """No row, one row and several rows are each said in words that fit."""
    said = set()
    for seed in range(31):
        shared.set(pairing="any", rare=0.5, alpha=1.0, seed=seed)
        count = int(shared.result.selves.sum())
        words = {0: "no row meets itself", 1: "1 row meets itself"}.get(
            count, f"{count} rows meet themselves"
        )
        assert words in shared.sentence
        said.add(min(count, 2))
    assert said == {0, 1, 2}


def test_the_picture_marks_far_blends_and_selves(shared, read, assert_points):
    """Crosses lie on blends in empty space, rings on rows that met themselves; bars count them."""
    shared.set(pairing="any", alpha=4.0, rare=0.3, seed=0)
    result = shared.result
    pairs, counts = (panel.artists for panel in shared._picture.panels.values())
    blends = result.mixed.X
    assert 0 < result.selves.sum() != result.far.sum() > 0
    assert_points(pairs["points"], result.X, result.y)
    np.testing.assert_allclose(pairs["blends"].get_offsets(), blends)
    np.testing.assert_array_equal(pairs["far"].get_xydata(), blends[result.far])
    np.testing.assert_array_equal(pairs["selves"].get_xydata(), blends[result.selves])
    rows = result.mixed.first.tolist()
    for line in pairs["pairs"].get_segments():
        ends = [result.X[each] for each in (result.mixed.first, result.mixed.second)]
        assert any(np.array_equal(line, [ends[0][row], ends[1][row]]) for row in range(len(rows)))
    triangles = result.mixed.Y[:, 1].mean()
    expected = (result.kept, result.far.mean(), triangles)
    assert read(counts["values"]) == [f"{share:.0%}" for share in expected]
