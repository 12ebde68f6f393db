"""RatioLab: what a mixing strength really draws."""

import re
from itertools import product

import numpy as np
import pytest
from scipy import stats
from scipy.integrate import quad

from mixlearn import datasets, mix, ratios
from mixlearn.labs import RatioLab, ratio
from mixlearn.labs._zones import ZONES, density, grid, zones_of

ALPHAS = [0.05, 0.1, 0.2, 0.4, 0.95, 1.0, 1.5, 2.0, 8.0]


@pytest.fixture(scope="module")
def shared():
    """One lab that the tests of many places move about."""
    return RatioLab()


def test_all_shares_are_shares():
    """With the tiniest and the largest strength, they lie in [0, 1] and add up to one."""
    alphas, counts, seeds = (0.0, 1e-300, 1e-3, 0.05, 1.0, 8.0), (2, 100), (0, 30)
    for alpha, classes, seed in product(alphas, counts, seeds):
        result = ratio.run(ratio.Settings(alpha=alpha, classes=classes, seed=seed))
        extreme, between, even, half = result.shares
        assert extreme + between + even == pytest.approx(1)
        assert 0 <= half <= even
        assert min(result.shares) >= 0
        assert 1 / classes <= result.hard <= 1 + 1e-12
        for lam in (result.lam, result.per_sample.lam, result.per_batch.lam):
            assert ((lam >= 0) & (lam <= 1)).all()
        assert not np.isnan(result.density).any()


@pytest.mark.parametrize("alpha", ALPHAS)
def test_the_shares_are_those_of_the_law(shared, alpha):
    """The zones' shares agree with SciPy's Beta distribution, an independent road to them."""
    shared.set(alpha=alpha)
    law = stats.beta(alpha, alpha)
    expected = (
        law.cdf(0.05) + law.sf(0.95),
        law.cdf(0.3) - law.cdf(0.05) + law.cdf(0.95) - law.cdf(0.7),
        law.cdf(0.7) - law.cdf(0.3),
        law.cdf(0.55) - law.cdf(0.45),
    )
    np.testing.assert_allclose(shared.result.shares, expected, rtol=1e-6, atol=1e-12)


@pytest.mark.parametrize("alpha", ALPHAS)
def test_the_curve_is_the_density(alpha):
    """The curve is SciPy's density; at the edges it is infinite just when alpha is below 1."""
    x = grid()
    inside = (x > 1e-9) & (x < 1 - 1e-9)
    found = density(x, alpha)
    np.testing.assert_allclose(found[inside], stats.beta.pdf(x[inside], alpha, alpha), rtol=1e-6)
    assert np.isinf(found[[0, -1]]).all() == (alpha < 1)
    np.testing.assert_array_equal(found, found[::-1])


def test_all_mass_at_one_is_drawn_there():
    """At alpha 0 the curve is zero but for the very last place, λ = 1."""
    found = density(grid(), 0.0)
    assert np.isinf(found).nonzero()[0].tolist() == [len(found) - 1]
    assert not found[:-1].any()


@pytest.mark.parametrize("bound", [0.05, 0.3, 0.45, 0.55, 0.7, 0.95])
def test_the_curve_has_a_point_at_every_bound(bound):
    """No zone is cut askew: the grid holds every bound, and runs from 0 to 1."""
    x = grid()
    assert np.abs(x - bound).min() < 1e-12
    assert (x[0], x[-1]) == (0, 1)
    assert (np.diff(x) >= 0).all()


def test_zones_are_symmetric():
    """A ratio and its mirror image lie in the same zone, bounds included."""
    lam = np.array([0, 0.05, 0.051, 0.29, 0.3, 0.44, 0.45, 0.5])
    expected = [0, 0, 1, 1, 2, 2, 3, 3]
    assert zones_of(lam).tolist() == expected
    assert zones_of(1 - lam).tolist() == expected
    assert len(ZONES) == max(expected) + 1


@pytest.mark.parametrize("classes", [2, 3, 10])
@pytest.mark.parametrize("alpha", [0.0, 0.4, 1.0])
def test_hard_labels_are_counted_right(shared, classes, alpha):
    """Mixing 60 000 balanced rows leaves the share of hard labels that the formula gives."""
    shared.set(alpha=alpha, classes=classes)
    y = np.arange(60_000) % classes
    Y = mix(np.zeros((len(y), 1)), y, alpha=alpha, rng=0).Y
    assert (Y.max(axis=1) >= 0.95).mean() == pytest.approx(shared.result.hard, abs=0.006)


@pytest.mark.parametrize("alpha", ALPHAS)
def test_the_scatter_of_batches_is_exact(shared, alpha):
    """The spread of a batch's mean is the standard deviation of the smaller share, over √rows."""
    shared.set(alpha=alpha)
    law = stats.beta(alpha, alpha)
    # Twice the lower half: the smaller share is λ there.
    squares = 2 * quad(lambda lam: lam**2 * law.pdf(lam), 0, 0.5)[0]
    deviation = np.sqrt(squares - ratios.minor_share(alpha) ** 2)
    assert shared.result.per_batch.spread == pytest.approx(deviation, rel=1e-4)
    assert shared.result.per_sample.spread == pytest.approx(deviation / 4, rel=1e-4)


def test_batches_are_drawn_as_they_say(shared):
    """Per sample the ratios of a batch differ, per batch they are one; both as `ratios.draw`."""
    shared.set(alpha=0.4, seed=3)
    sample, batch = shared.result.per_sample, shared.result.per_batch
    assert all(len(set(row)) == 16 for row in sample.lam.tolist())
    assert all(len(set(row)) == 1 for row in batch.lam.tolist())
    assert len(set(batch.lam[:, 0].tolist())) == 8
    rng = np.random.default_rng(3)
    np.testing.assert_array_equal(sample.lam[0], ratios.draw(16, alpha=0.4, rng=rng))
    np.testing.assert_allclose(sample.means, np.minimum(sample.lam, 1 - sample.lam).mean(axis=1))


def test_moving_alpha_deforms_and_never_jumps(shared):
    """As alpha grows every ratio moves to the middle in small steps, and the parents stay."""
    shared.reset()
    places = []
    for alpha in np.arange(0.1, 8.01, 0.05).round(2).tolist():
        shared.set(alpha=alpha)
        r = shared.result
        places.append(
            np.concatenate([r.lam, r.per_sample.lam.ravel(), r.per_batch.lam[:, 0], r.images[0, 0]])
        )
    ratios_drawn = np.array(places)[:, :-8]
    assert np.abs(np.diff(places, axis=0)).max() < 0.1
    assert (np.diff(np.abs(ratios_drawn - 0.5), axis=0) < 1e-12).all()
    assert not np.ptp(np.array(places)[:, -8:], axis=0).any()


def test_every_seed_blends_two_digits_of_two_classes(shared):
    """The parents are two of the digits the code names, and the blends lie between them."""
    digits = datasets.digits(n_samples=100, rng=0)
    for seed in range(31):
        shared.set(seed=seed, alpha=1.0)
        images = shared.result.images
        names = [
            digits.y[np.argmin(np.abs(digits.X - parent).sum(axis=(1, 2)))]
            for parent in (images[0], images[-1])
        ]
        assert names[0] != names[1]
        lam = shared.result.lam[:, None, None]
        np.testing.assert_allclose(
            images[1:-1], lam * images[-1] + (1 - lam) * images[0], atol=1e-12
        )


def test_presets_do_what_their_names_claim():
    """Every preset holds its promise."""
    lab = RatioLab(alpha=2.0)

    lab.preset("no mixing")
    assert lab.result.shares == (1, 0, 0, 0)
    assert lab.result.hard == 1

    lab.preset("mostly unmixed")
    assert lab.result.shares[0] > 0.75

    lab.preset("called gentle")
    assert lab.settings.alpha == 0.4
    assert lab.result.shares[0] > 0.33
    assert lab.result.shares[2] > 0.2

    lab.preset("all ratios alike")
    np.testing.assert_allclose(lab.result.density, 1)

    lab.preset("mostly even")
    assert lab.result.shares[2] == pytest.approx(0.9, abs=1e-3)

    lab.preset("ten classes")
    assert lab.settings.classes == 10

    for name in ("batches", "batches, mostly even"):
        lab.preset(name)
        assert lab.settings.view == "batches"
    assert lab.result.shares[2] > 0.5


def test_no_preset_went_untested():
    """The test above knows every preset."""
    assert set(ratio.PRESETS) == {
        "no mixing",
        "mostly unmixed",
        "called gentle",
        "all ratios alike",
        "mostly even",
        "ten classes",
        "batches",
        "batches, mostly even",
    }


PLACES = [
    {},
    {"alpha": 1.3, "classes": 7, "seed": 5},
    {"view": "batches", "alpha": 0.15, "seed": 2},
    *ratio.PRESETS.values(),
]


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_the_code_gives_the_numbers_of_the_lab(shared, place, capsys):
    """The code of a place, run on its own, gives the same shares, ratios and blends."""
    shared.reset()
    shared.set(**place)
    names = {}
    exec(shared.code(), names)  # noqa: S102 - this is what the test is about
    r = shared.result
    assert (names["extreme"], names["even"], names["half"]) == (r.shares[0], *r.shares[2:])
    assert names["hard"] == pytest.approx(r.hard)
    printed = capsys.readouterr().out
    assert f"{r.hard:.1%}" in printed
    if shared.settings.view == "distribution":
        np.testing.assert_array_equal(names["lam"], r.lam)
        np.testing.assert_allclose(names["blends"], r.images[1:-1], atol=1e-12)
    else:
        np.testing.assert_array_equal(names["lam"], r.per_batch.lam)
        for side in (r.per_sample, r.per_batch):
            assert str(side.means.round(2)) in printed


@pytest.mark.parametrize(
    ("place", "pattern"),
    [
        ({}, "At α = 0.40, 36.0% .* 95-5 or more one-sided, and 22.5% are 70-30 or more even"),
        ({}, "With 2 classes .* 68.0% .* 50.0% have two parents of one class, 18.0% "),
        ({"classes": 10}, "With 10 classes .* 42.4% "),
        ({"view": "batches"}, "0.16 on average. .* ±0.04 if every row .* ±0.15 if the batch"),
        ({"alpha": 0.0}, "every ratio is 1: nothing is mixed, and every label stays hard"),
        ({"alpha": 0.0, "view": "batches"}, "nothing is mixed"),
    ],
    ids=str,
)
def test_the_sentence_has_the_numbers(shared, place, pattern):
    """The sentence gives the shares of the zones, and of hard labels or the scatter of batches."""
    shared.reset()
    shared.set(**place)
    assert re.search(pattern, shared.sentence)


def test_the_picture_shows_ratios_zones_and_means(shared, read):
    """Blends stand from the second parent to the first; in batches, one ratio per row is above."""
    shared.set(alpha=0.4, classes=10, view="distribution", seed=3)
    result, panels = shared.result, shared._picture.panels
    tiles = np.nan_to_num(panels["draws"].artists["strip"].get_array().filled(np.nan))
    np.testing.assert_array_equal(tiles[:, :8], result.images[0])
    np.testing.assert_array_equal(tiles[:, -8:], result.images[-1])
    assert read(panels["draws"].artists["shares"]) == [f"{lam:.2f}" for lam in result.lam]
    np.testing.assert_array_equal(panels["draws"].artists["density"].get_xdata(), result.x)
    shares = panels["shares"].artists
    assert read(shares["values"]) == [f"{share:.1%}" for share in (*result.shares, result.hard)]
    assert read(shares["parts"]) == [f"{result.same_class:.1%}", f"{result.one_sided:.1%}"]
    assert read(shares["classes"]) == "of 10 classes of equal size"
    shared.set(view="batches")
    result, shown = shared.result, shared._picture.panels["draws"].artists
    sides = (result.per_sample, result.per_batch)
    assert read(shown["means"]) == [[f"{mean:.2f}" for mean in side.means] for side in sides]
    for artists, side in zip(shown["ratios"], sides, strict=True):
        for zone, artist in enumerate(artists):
            np.testing.assert_array_equal(artist.get_ydata(), side.lam[side.zones == zone])
