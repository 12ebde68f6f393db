"""Methods: the contract that all keep, and what is special to each."""
# ruff: noqa: D101, D102, ARG002 - the broken methods say by their names how

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mixlearn import cuts, methods, mix
from mixlearn.methods import METHODS, find
from mixlearn.methods.cutmix import CutMix
from mixlearn.methods.fmix import FMix
from mixlearn.methods.mixup import Mixup
from mixlearn.methods.remix import Remix
from mixlearn.testing import check_method

fast = settings(deadline=None, derandomize=True, max_examples=60)
unit = st.floats(0, 1)
counts = st.integers(1, 1000)


@pytest.mark.parametrize(
    "method", [*METHODS, Remix(kappa=2, tau=0.3), FMix(decay_power=1)], ids=str
)
def test_every_method_keeps_the_contract(method):
    """Labels by what is there, inputs unchanged, all frameworks, bad data refused, and the rest."""
    check_method(method)


def test_a_method_is_one_file(tmp_path, monkeypatch):
    """A file in the package is all that a new method needs; an underscore hides it."""
    (tmp_path / "halves.py").write_text(
        "from mixlearn.methods import Method\n"
        "__all__ = ['Halves']\n"
        "class Halves(Method):\n"
        "    name = 'halves'\n"
        "    summary = 'takes as much as mixup does'\n"
    )
    (tmp_path / "_helper.py").write_text("raise ImportError('not a method')\n")
    monkeypatch.setattr(methods, "__path__", [*methods.__path__, str(tmp_path)])
    found = methods._found()
    assert found.keys() - METHODS.keys() == {"halves"}
    monkeypatch.setitem(METHODS, "halves", found["halves"])
    check_method("halves")
    assert str(mix([[0.0]], ["cat"], method="halves")).startswith("Mixed: 1 row by halves")


def test_a_method_is_found_by_name_or_is_one_itself():
    """Names are looked up, methods come back, and the error lists all that there are."""
    assert find("mixup") == Mixup()
    ours = Remix(kappa=5)
    assert find(ours) is ours
    with pytest.raises(ValueError, match=r"must be one of 'cutmix', 'fmix', 'mixup', .* Got 'cut'"):
        find("cut")


# Methods that break the contract, each in one way.


class Dummy(CutMix):
    name = "dummy"


class LabelsByPlan(Dummy):
    def share(self, lam, cut, size):
        return lam


class Unlike(Dummy):
    def keep(self, lam, cut, size):
        return cuts.mask(cut, size)


class Restless(Dummy):
    def plan(self, lam, size, rng):
        return super().plan(lam, size, np.random.default_rng())


class Greedy(Dummy):
    def plan(self, lam, size, rng):
        rng.random(int((lam < 0.5).sum()))
        return super().plan(lam, size, rng)


class AlwaysCutting(Dummy):
    def plan(self, lam, size, rng):
        return super().plan(np.minimum(lam, 0.9), size, rng)


class Writing(Mixup):
    name = "dummy"

    def blend(self, X, first, second, lam, cut, *, check_finite=False):
        blend = super().blend(X, first, second, lam, cut, check_finite=check_finite)
        if isinstance(X, np.ndarray) and X.flags.writeable:
            X[0] = 0
        return blend


class Sharing(Mixup):
    name = "dummy"

    def blend(self, X, first, second, lam, cut, *, check_finite=False):
        blend = super().blend(X, first, second, lam, cut, check_finite=check_finite)
        return X if isinstance(X, np.ndarray) and X.dtype == "f8" and (lam == 1).all() else blend


class Careless(Mixup):
    name = "dummy"

    def blend(self, X, first, second, lam, cut, *, check_finite=False):
        return super().blend(X, first, second, lam, cut)


class NumPyOnly(Mixup):
    name = "dummy"

    def blend(self, X, first, second, lam, cut, *, check_finite=False):
        return super().blend(np.asarray(X), first, second, lam, cut, check_finite=check_finite)


class Widening(Mixup):
    name = "dummy"

    def blend(self, X, first, second, lam, cut, *, check_finite=False):
        blend = super().blend(X, first, second, lam, cut, check_finite=check_finite)
        return blend.astype("float64") if isinstance(blend, np.ndarray) else blend


class Smoothing(Mixup):
    name = "dummy"

    def label_share(self, lam, first_count, second_count):
        return 0.9 * lam


class Overshooting(Mixup):
    name = "dummy"

    def label_share(self, lam, first_count, second_count):
        return lam + (lam < 1) * 0.5


class AnyShape(Dummy):
    def size(self, shape):
        return None


class Silent(Dummy):
    summary = "Ends with a full stop."


class Capital(Dummy):
    name = "Dummy"


@dataclass(frozen=True)
class Needy(Mixup):
    name = "dummy"
    much: float

    def __init__(self, much):
        object.__setattr__(self, "much", much)


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (LabelsByPlan(), "'lam' must be what is in the blend"),
        (Unlike(), "must be what 'blend' gives"),
        (Restless(), "the shares of others moved a cut"),
        (Greedy(), "must draw as many random numbers whatever 'lam' is"),
        (AlwaysCutting(), "At alpha 0 the data must come back"),
        (Writing(), "inputs must stay as they are"),
        (Sharing(), "share no memory with the result"),
        (Careless(), "infinity must be refused by a ValueError"),
        (NumPyOnly(), "X of array_api_strict must be an array of its own"),
        (Widening(), "Of float32 data, X, Y and lam must be float32"),
        (Smoothing(), "At alpha 0 the data must come back"),
        (Overshooting(), "label shares left"),
        (AnyShape(), "single numbers must be refused by a ValueError"),
        (Silent(), "without a full stop"),
        (Capital(), "one lower-case word"),
    ],
    ids=lambda value: None if isinstance(value, str) else type(value).__name__,
)
def test_a_method_that_breaks_the_contract_is_caught(broken, sentence):
    """Each break is met by the sentence that says what must hold."""
    with pytest.raises(AssertionError, match=sentence):
        check_method(broken)


def test_parameters_must_have_defaults():
    """A method that cannot be made without arguments would not be found by its file."""
    with pytest.raises(TypeError, match="much"):
        check_method(Needy(1.0))


# CutMix and splicing.


def data(*shape, n=60):
    return np.random.default_rng(0).random((n, *shape)), np.arange(n) % 3


@pytest.mark.parametrize(
    ("method", "shape", "moved", "off"),
    [("cutmix", (40, 40), 1, 0.03), ("splice", (200,), 2, 0.5 / 200 + 1e-12)],
)
def test_moving_alpha_moves_no_place(method, shape, moved, off):
    """Cuts grow where they are, and their shares are mixup's, but for whole pixels or steps."""
    X, y = data(*shape)
    plain = mix(X, y, alpha=1.0, rng=5)
    one, other = (mix(X, y, method=method, alpha=alpha, rng=5) for alpha in (1.0, 1.02))
    np.testing.assert_array_equal(one.second, plain.second)
    assert 0 < np.abs(one.cut - other.cut).max() <= moved
    assert np.abs(one.lam - plain.lam).max() <= off


@pytest.mark.parametrize(
    ("method", "shape"), [("cutmix", (8, 5, 3)), ("splice", (9, 3)), ("fmix", (8, 5, 3))]
)
def test_a_mix_says_what_it_cut(method, shape):
    """The cut of a mix gives its samples and shares back; methods that do not cut have none."""
    X, y = data(*shape, n=6)
    mixed = mix(X, y, method=method, alpha=1, n_mixes=2, fold=True, rng=3)
    np.testing.assert_array_equal(cuts.paste(X, mixed.first, mixed.second, mixed.cut), mixed.X)
    np.testing.assert_array_equal(cuts.shares(mixed.cut, shape[:-1]), mixed.lam)
    assert mixed.method == method
    assert mix(X, y, rng=3).cut is None


def test_patches_lie_anywhere_in_the_image():
    """In mixes of many images, patches of a quarter are as often at one place as at another."""
    cut = CutMix().plan(np.full(60_000, 0.75), (8, 8), np.random.default_rng(0))
    for edge in (0, 2):
        np.testing.assert_allclose(np.bincount(cut[:, edge]) / 60_000, np.full(5, 0.2), atol=0.01)


# FMix.


@fast
@given(
    st.lists(unit, min_size=1, max_size=5), st.integers(1, 9), st.integers(1, 9), st.integers(0, 9)
)
def test_the_area_of_a_mask_is_the_share_to_the_pixel(lam, height, width, seed):
    """As many pixels are taken as make 1 - lam of the image, rounded to whole ones."""
    mask = FMix().plan(np.array(lam), (height, width), np.random.default_rng(seed))
    assert mask.shape == (len(lam), height, width)
    taken = mask.sum(axis=(1, 2))
    np.testing.assert_array_equal(taken, np.rint((1 - np.array(lam)) * height * width))


def test_masks_grow_with_the_share_and_are_drawn_anew_for_every_image():
    """With one seed a smaller share takes the same pixels and more; images differ."""
    one, other = (
        FMix().plan(np.full(4, s), (16, 12), np.random.default_rng(0)) for s in (0.7, 0.4)
    )
    assert (other >= one).all()
    assert len({piece.tobytes() for piece in one}) == 4


def edges(decay_power):
    """Count the neighbours of different parents in masks of one half."""
    mask = FMix(decay_power).plan(np.full(200, 0.5), (16, 16), np.random.default_rng(0))
    return (mask[:, 1:] != mask[:, :-1]).mean()


def test_masks_are_in_pieces_by_the_power_of_decay():
    """White noise cuts at every other pixel, and a higher power of decay at fewer and fewer."""
    scattered, some, few = edges(0), edges(1), edges(3)
    assert scattered == pytest.approx(0.5, abs=0.02)
    assert few < 0.6 * some < 0.4 * scattered


def test_a_mask_takes_no_place_more_often_than_another():
    """Over many masks every pixel is taken as often as the share says, in rows as in columns."""
    mask = FMix().plan(np.full(20_000, 0.7), (6, 5), np.random.default_rng(0))
    np.testing.assert_allclose(mask.mean(axis=0), 0.3, atol=0.02)
    tall = (mask[:, 1:] != mask[:, :-1]).mean()
    wide = (mask[:, :, 1:] != mask[:, :, :-1]).mean()
    assert tall == pytest.approx(wide, rel=0.3)


def test_the_power_of_decay_must_not_be_negative():
    """The parameter is named, and what came."""
    with pytest.raises(ValueError, match=r"'decay_power' parameter must be a float in \[0, inf\)"):
        FMix(decay_power=-1)


# Remix.


@pytest.mark.parametrize(
    ("lam", "first", "second", "share"),
    [
        (0.4, 90, 10, 0.0),  # common first, below its limit: all to the rare second
        (0.5, 90, 10, 0.5),  # at the limit nothing is moved
        (0.7, 90, 10, 0.7),
        (0.6, 10, 90, 1.0),  # the same from the other side
        (0.5, 10, 90, 0.5),
        (0.3, 10, 90, 0.3),
        (0.4, 30, 10, 0.0),  # three times as large is enough
        (0.4, 29, 10, 0.4),
        (0.1, 10, 10, 0.1),
    ],
)
def test_the_label_goes_to_the_rare_class_where_the_common_one_is_below_its_limit(
    lam, first, second, share
):
    """At kappa 3 and tau 0.5, the cases of the definition, from both sides."""
    assert Remix().label_share([lam], [first], [second]).tolist() == [share]


@fast
@given(unit, counts, counts, st.floats(1.01, 100), unit)
def test_exchanging_the_parents_exchanges_their_shares(lam, first, second, kappa, tau):
    """No parent is favoured for being named first."""
    remix = Remix(kappa=kappa, tau=tau)
    one = remix.label_share([lam], [first], [second])
    other = remix.label_share([1 - lam], [second], [first])
    np.testing.assert_allclose(one, 1 - other, atol=1e-15)


@fast
@given(unit, counts, counts)
def test_a_limit_of_zero_is_mixup(lam, first, second):
    """With tau = 0 the label keeps the share of the features."""
    assert Remix(tau=0).label_share([lam], [first], [second]).tolist() == [lam]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kappa": 1}, r"'kappa' parameter must be a float in \(1, inf\)\. Got 1"),
        ({"tau": 2}, r"'tau' parameter must be a float in \[0, 1\]\. Got 2"),
        ({"lam": [1.5]}, "'lam' must be a one-dimensional array of shares"),
        ({"first_count": [0]}, "sizes of classes above 0"),
        ({"second_count": [1, 2]}, "same length"),
    ],
)
def test_what_remix_cannot_use_is_refused(change, message):
    """A parameter out of its range is named."""
    given = {"lam": [0.5], "first_count": [3], "second_count": [1], **change}
    parameters = {name: given.pop(name) for name in ("kappa", "tau") if name in given}
    with pytest.raises(ValueError, match=message):
        Remix(**parameters).label_share(**given)


def test_remix_moves_the_label_and_nothing_else():
    """Remix blends the features as mixup does, and gives the rare class more of the labels."""
    X = np.random.default_rng(0).normal(size=(200, 2))
    y = np.repeat(["common", "rare"], [180, 20])
    mixup, remix = (mix(X, y, method=m, alpha=1.0, rng=0) for m in ("mixup", "remix"))
    np.testing.assert_array_equal(mixup.X, remix.X)
    np.testing.assert_array_equal(mixup.lam, remix.lam)
    moved = mixup.Y[:, 1] != remix.Y[:, 1]
    mean = mixup.Y[:, 1].mean()
    assert 0 < moved.sum() < 0.2 * len(moved)
    assert (remix.Y[moved] == [0, 1]).all()
    assert (mixup.Y[moved, 1] > 0.5).all()
    assert remix.Y[:, 1].mean() > mean == pytest.approx(0.1, abs=0.05)


def test_classes_of_nearly_one_size_are_left_to_mixup():
    """Where no class has three times the rows of another, Remix is mixup to the bit."""
    X, y = np.arange(40.0)[:, None], np.repeat(["a", "b"], [25, 15])
    mixup, remix = (mix(X, y, method=m, alpha=1.0, rng=0) for m in ("mixup", "remix"))
    np.testing.assert_array_equal(mixup.Y, remix.Y)
    other = mix(X, y, method=Remix(kappa=1.5), alpha=1.0, rng=0)
    assert not np.array_equal(mixup.Y, other.Y)


def test_soft_labels_have_no_rare_class():
    """Remix counts rows per class, so soft labels are refused with a way out."""
    with pytest.raises(ValueError, match=r"method='remix' needs class labels.*method='mixup'"):
        mix([[0.0], [1.0]], [[1.0, 0.0], [0.5, 0.5]], method="remix")
