"""The experiments of FailureLab: what is learned, from which blends, and what comes out."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import Ridge
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import SplineTransformer

from mixlearn import blending, boundary, datasets, labels, pairing, ratios
from mixlearn.networks import SoftLabelMLP

__all__ = ["FRAME", "NEW_POINTS", "PLANS", "Plan", "Problem", "Side", "problem", "side"]

Array = npt.NDArray[Any]

NEW_POINTS = 2000
# One frame for all planes.
FRAME = (-3.5, 3.5, -3.5, 3.5)
# The smaller share of every blend, where it is not drawn.
FIXED = {"half": 0.5, "hardly": 0.05}
# How far from the middle of the line a blend may lie to speak of it.
NEAR = 0.1
# This many blends are kept to be shown.
_SHOWN = 150


@dataclass(frozen=True)
class Plan:
    """How a case is learned.

    Attributes
    ----------
    hidden : tuple of int
        Units of the hidden layers; none for a linear model.
    rate : float
        Adam's learning rate.
    copies : int
        How many blends each training point is the first parent of.
    batch : int or None
        Blends in a step; None takes them all.
    neighbors : int
        Among how many nearest points a near partner is drawn.
    """

    hidden: tuple[int, ...]
    rate: float
    copies: int
    batch: int | None
    neighbors: int


# Networks of the plane see every blend in every step: batches drawn from them would be a
# regulariser of their own, on the side without mixing too.
PLANS = {
    "line": Plan((64,), 0.01, 200, 30, 1),
    "stripes": Plan((32, 32), 0.01, 3, None, 5),
    "wrong": Plan((32, 32), 0.01, 3, None, 5),
    "sine": Plan((), 0.0, 20, None, 5),
    "linear": Plan((), 0.05, 20, None, 5),
    "features": Plan((), 0.05, 5, None, 5),
}


@dataclass(frozen=True, eq=False)
class Problem:
    """What is to be learned; hashed by identity.

    Attributes
    ----------
    X, y : ndarray of shape (n, d) and (n,)
        Training points, and their classes, counted from 0, or their numeric targets.
    X_new, y_new : ndarray of shape (m, d) and (m,)
        New points from the same source, targets without noise.
    flipped : ndarray of shape (n,), bool, or None
        Training points with a wrong label.
    X_broken : ndarray of shape (m, d) or None
        The new points with a first feature that has lost its meaning.
    grid : ndarray of shape (g, 1) or None
        Where a curve is drawn; None for a plane.
    """

    X: Array
    y: Array
    X_new: Array
    y_new: Array
    flipped: Array | None = None
    X_broken: Array | None = None
    grid: Array | None = None


class Blends(NamedTuple):
    """Blends, and their targets: soft labels (m, k) or numbers (m,)."""

    X: Array
    Y: Array


@dataclass(frozen=True, eq=False)
class Side:
    """One trained model.

    Attributes
    ----------
    curve : ndarray of shape (g,) or None
        Its share of the second class, or its target, on the grid of the problem.
    field : Field or None
        What it predicts over the plane.
    lines : list of ndarray of shape (m, 2)
        Its decision boundary in the plane.
    blends : ndarray of shape (m, 2)
        Some of the blends it learned from: place and share of the second class, or target.
    numbers : mapping of str to float
        What is measured, by name; which names depends on the case.
    """

    curve: Array | None
    field: boundary.Field | None
    lines: list[Array]
    blends: Array
    numbers: Mapping[str, float]


@functools.lru_cache(maxsize=64)
def problem(case: str, seed: int) -> Problem:
    """Draw training points and new points."""
    return _PROBLEMS[case](seed)


def _line(_: int) -> Problem:
    X, y = np.array([[-1.0], [0.0], [1.0]]), np.array([0, 1, 0])
    return Problem(X, y, X, y, grid=np.linspace(-1.3, 1.3, 131)[:, None])


def _sine(seed: int) -> Problem:
    x, new = np.linspace(-2, 2, 60), np.linspace(-2, 2, 401)
    y = np.sin(3 * x) + 0.05 * np.random.default_rng(seed).normal(size=60)
    return Problem(x[:, None], y, new[:, None], np.sin(3 * new), grid=new[:, None])


def _toy(name: str, noise: float, label_noise: float, seed: int) -> Problem:
    train = datasets.make(name, 200, noise=noise, label_noise=label_noise, rng=seed)
    new = datasets.make(name, NEW_POINTS, noise=noise, rng=seed + 1000)
    return Problem(train.X, train.y, new.X, new.y, train.flipped)


def _features(seed: int) -> Problem:
    X, y = _two_features(200, seed)
    X_new, y_new = _two_features(NEW_POINTS, seed + 1000)
    broken = X_new.copy()
    broken[:, 0] = np.random.default_rng(seed).permutation(broken[:, 0])
    return Problem(X, y, X_new, y_new, X_broken=broken)


def _two_features(n: int, seed: int) -> tuple[Array, Array]:
    """Draw two features that both tell the class without fail, one narrow and one wide."""
    rng = np.random.default_rng(seed)
    y = np.arange(n) % 2
    sign = 2 * y - 1
    narrow, wide = 0.5 + 0.03 * rng.normal(size=n), rng.uniform(0.5, 3, n)
    return np.column_stack([sign * narrow, sign * wide]), y


_PROBLEMS: dict[str, Callable[[int], Problem]] = {
    "line": _line,
    "stripes": functools.partial(_toy, "stripes", 0.3, 0.0),
    "wrong": functools.partial(_toy, "moons", 0.3, 0.2),
    "sine": _sine,
    "linear": functools.partial(_toy, "blobs", 0.7, 0.0),
    "features": _features,
}


def side(case: str, *, alpha: float, ratio: str, partners: str, steps: int, seed: int) -> Side:
    """Train on blends and measure.

    Parameters
    ----------
    case : str
        One of ``PLANS``.
    alpha : float
        Mixing strength; 0 is no mixing, whatever `ratio` says.
    ratio : {"beta", "half", "hardly"}
        Ratios from Beta(alpha, alpha), or all of them 50-50, or all 95-5.
    partners : {"any", "near"}
        Who is blended with whom.
    steps : int
        Training steps; a curve of splines is fitted in one.
    seed : int
        Draws the points, the first weights and the mixes.
    """
    if alpha == 0:
        ratio, partners = "beta", "any"
    strength = alpha if ratio == "beta" else 1.0  # one training, wherever the slider is
    return _side(case, strength, ratio, partners, steps=steps, seed=seed)


@functools.lru_cache(maxsize=128)
def _side(case: str, alpha: float, ratio: str, partners: str, *, steps: int, seed: int) -> Side:
    task = problem(case, seed)
    blends = _blends(case, alpha, ratio, partners, seed)
    if case == "sine":
        return _curve_of_splines(task, blends)
    model = _network(PLANS[case], blends, steps, seed)
    return _classified_line(task, blends, model) if case == "line" else _plane(task, model)


@functools.lru_cache(maxsize=64)
def _pairs(case: str, partners: str, seed: int) -> tuple[Array, Array, Array]:
    """Draw the parents and a uniform number of every blend, whatever its ratio will be."""
    plan, task = PLANS[case], problem(case, seed)
    rng, for_ratios = np.random.default_rng(seed).spawn(2)
    first, second = pairing.pair(
        task.X,
        None,
        method=partners,
        n_neighbors=plan.neighbors,
        n_draws=plan.copies,
        rng=rng,
    )
    return first, second, for_ratios.random(len(first))


def _blends(case: str, alpha: float, ratio: str, partners: str, seed: int) -> Blends:
    task = problem(case, seed)
    first, second, uniform = _pairs(case, partners, seed)
    if ratio in FIXED:
        lam = np.full(len(first), 1 - FIXED[ratio])
    else:
        lam = ratios.from_uniform(uniform, alpha)
        # The point itself keeps the larger share, so that a little mixing is nearly none.
        lam = np.maximum(lam, 1 - lam)
    Y = task.y[:, None] if case == "sine" else labels.one_hot(task.y)[0]
    return Blends(
        blending.interpolate(task.X, first, second, lam),
        blending.interpolate(Y, first, second, lam),
    )


def _network(plan: Plan, blends: Blends, steps: int, seed: int) -> SoftLabelMLP:
    steps_an_epoch = 1 if plan.batch is None else len(blends.X) // plan.batch
    network = SoftLabelMLP(
        plan.hidden,
        activation="relu" if len(plan.hidden) == 1 else "tanh",
        batch_size=plan.batch,
        learning_rate_init=plan.rate,
        max_iter=steps // steps_an_epoch,
        random_state=seed,
    )
    return network.fit(blends.X, blends.Y)


def splines() -> Pipeline:
    """Make the curve that is fitted to the sine: cubic pieces between twelve knots."""
    knots = np.linspace(-2, 2, 12)[:, None]
    return make_pipeline(SplineTransformer(knots=knots), Ridge(1e-3))


def _curve_of_splines(task: Problem, blends: Blends) -> Side:
    curve = splines().fit(blends.X, blends.Y[:, 0])
    missed = blends.Y[:, 0] - np.sin(3 * blends.X[:, 0])
    return Side(
        curve=curve.predict(task.grid),
        field=None,
        lines=[],
        blends=np.column_stack([blends.X[:_SHOWN], blends.Y[:_SHOWN]]),
        numbers={
            "error": float(((curve.predict(task.X_new) - task.y_new) ** 2).mean()),
            "blends": float((missed**2).mean()),
        },
    )


def _classified_line(task: Problem, blends: Blends, model: SoftLabelMLP) -> Side:
    shares = model.predict_proba(task.X)
    near = np.abs(blends.X[:, 0]) < NEAR
    numbers = {
        "middle": float(shares[1, 1]),
        "wrong": float((shares.argmax(axis=1) != task.y).sum()),
    }
    if near.any():
        numbers["blends"] = float(blends.Y[near, 1].mean())
    return Side(
        curve=model.predict_proba(np.asarray(task.grid))[:, 1],
        field=None,
        lines=[],
        blends=np.column_stack([blends.X, blends.Y[:, 1]])[:_SHOWN],
        numbers=numbers,
    )


def _plane(task: Problem, model: SoftLabelMLP) -> Side:
    found = boundary.field(model, FRAME)
    shares = model.predict_proba(task.X_new)
    numbers = {
        "right": float((shares.argmax(axis=1) == task.y_new).mean()),
        "sure": float(shares.max(axis=1).mean()),
        "sharpness": boundary.sharpness(found),
    }
    if not model.hidden_layer_sizes:
        across, up = (model.coefs_[0][:, 1] - model.coefs_[0][:, 0]).tolist()
        numbers |= {"angle": float(np.degrees(np.arctan2(up, across))), "other": abs(up / across)}
    if task.X_broken is not None:
        numbers["broken"] = model.score(task.X_broken, task.y_new)
    return Side(
        curve=None,
        field=found,
        lines=found.boundaries(),
        blends=np.zeros((0, 2)),
        numbers=numbers,
    )
