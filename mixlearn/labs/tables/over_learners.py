"""MixMatch and other ways to learn from few labels, over many seeds."""

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.semi_supervised import LabelSpreading, SelfTrainingClassifier

from mixlearn import datasets
from mixlearn.labs._settings import changed
from mixlearn.labs._task import SHAPES, precise, toy
from mixlearn.labs.mixmatch import HIDDEN, POINTS, Settings, pick
from mixlearn.labs.tables._kept import kept
from mixlearn.labs.tables._table import Column, Table, counted
from mixlearn.networks import UNLABELLED, MixMatchClassifier, SoftLabelMLP

__all__ = ["over_learners"]

Array = npt.NDArray[Any]

_ALONE, _MIXED = "labelled rows alone", "labelled rows, mixed"
_IMAGES = 300  # to learn from; the others are the new ones
# How a network is trained on toys, as in the lab, and on digits: units, rows of a kind in a step,
# epochs, and as many full-batch steps as that makes.
_TOYS = (HIDDEN, None, 200, 200)
_DIGITS = ((64,), 50, 20, 20 * _IMAGES // 50)
# scikit-learn's default width, which on 64 pixels leaves no image any neighbour, and one that fits.
_GAMMA = {"toys": 20.0, "digits": 1.0}


@kept
def over_learners(
    data: str = "moons",
    *,
    labelled: int = 4,
    noise: float = 0.1,
    weights: Sequence[float] = (10.0,),
    ramp_up: float = 0.25,
    alpha: float = 0.75,
    others: bool = True,
    seeds: int = 10,
) -> Table:
    """Compare ways to learn from few labels and many unlabelled rows, on many seeds.

    Every way gets the same labelled and unlabelled rows of each seed, and none is tuned. All
    networks have the same units and take as many steps: on toys two layers of 16 units, as in the
    lab, and 200 steps; on digits one of 64 and 120.

    Parameters
    ----------
    data : str, default="moons"
        The data of MixMatchLab, or "digits": 300 images to learn from, all others as new ones.
    labelled : int, default=4
        Labelled rows of each class, in [1, 20].
    noise : float, default=0.1
        How far points scatter around the shape, in [0, 1]; the digits are as they are.
    weights : sequence of float, default=(10.0,)
        Weights of the unlabelled rows in MixMatch, each in [0, 100], one row of the table each.
    ramp_up : float, default=0.25
        Share of training during which the weight climbs, in [0, 1].
    alpha : float, default=0.75
        Mixing strength in [0, 4], of MixMatch and of the labelled rows that are mixed.
    others : bool, default=True
        Whether scikit-learn's ways are compared, too.
    seeds : int, default=10
        How many seeds, counted from 0.

    Returns
    -------
    Table
        A row for each way to learn; differences and counts are to the network that learns from the
        labelled rows alone, and to the one that learns from mixes of them.

    Raises
    ------
    LabError
        If a value is out of bounds.

    Examples
    --------
    >>> table = over_learners("blobs", noise=0.3, seeds=2, others=False)
    >>> [name for (name,) in table.rows]
    ['labelled rows alone', 'labelled rows, mixed', 'MixMatch, w = 10']
    """
    common: dict[str, Any] = {
        "labelled": labelled,
        "noise": noise,
        "ramp_up": ramp_up,
        "alpha": alpha,
    }
    if data != "digits":
        common["shape"] = data
    places = [changed(Settings(), {**common, "unlabelled_weight": weight}) for weight in weights]
    place = changed(Settings(), common)
    scores: dict[str, list[float]] = {}
    for seed in counted(seeds):
        X, y, X_new, y_new = _digits(seed) if data == "digits" else _toy(place, seed)
        known = pick(y, labelled, seed)
        marked = np.where(known, y, UNLABELLED)
        for name, model, everything in _methods(data, place, places, others=others, seed=seed):
            seen, given = (X, marked) if everything else (X[known], y[known])
            model.fit(seen, given)
            with warnings.catch_warnings():
                # Where no chain of neighbours leads to a label, LabelSpreading divides 0 by 0, and
                # answers with the first class.
                warnings.simplefilter("ignore", RuntimeWarning)
                scores.setdefault(name, []).append(float(model.score(X_new, y_new)))
    right = Column("mean", list(scores.values()))
    controls = ((_ALONE, "alone"), (_MIXED, "mixed"))
    columns = (
        right,
        right.lowest("lowest"),
        *(
            right.difference(to, row=row, head=f"difference to {name}")
            for row, (to, name) in enumerate(controls)
        ),
        *(
            right.more(f"seeds better than {name}", row=row)
            for row, (_, name) in enumerate(controls)
        ),
    )
    title = f"{SHAPES.get(data, data)}, {labelled} labels per class, {seeds} seeds, new rows right:"
    return Table(title, ("learns from",), [(name,) for name in scores], columns)


def _methods(
    data: str, place: Settings, places: Sequence[Settings], *, others: bool, seed: int
) -> list[tuple[str, Any, bool]]:
    """Return names, fresh models, and whether each sees the unlabelled rows."""
    hidden, batch, epochs, steps = _DIGITS if data == "digits" else _TOYS
    gamma = _GAMMA["digits" if data == "digits" else "toys"]

    def network(alpha: float) -> SoftLabelMLP:
        return SoftLabelMLP(hidden, alpha=alpha, max_iter=steps, random_state=seed)

    found: list[tuple[str, Any, bool]] = [
        (_ALONE, network(0.0), False),
        (_MIXED, network(place.alpha), False),
    ]
    for s in places:
        model = MixMatchClassifier(
            hidden,
            alpha=s.alpha,
            unlabelled_weight=s.unlabelled_weight,
            ramp_up=s.ramp_up,
            batch_size=batch,
            max_iter=epochs,
            random_state=seed,
        )
        found.append((f"MixMatch, w = {s.unlabelled_weight:g}", model, True))
    if others:
        found += [
            ("LabelSpreading, rbf", LabelSpreading(gamma=gamma), True),
            ("LabelSpreading, knn", LabelSpreading(kernel="knn"), True),
            ("SelfTrainingClassifier", SelfTrainingClassifier(network(0.0)), True),
        ]
    return found


def _toy(s: Settings, seed: int) -> tuple[Array, Array, Array, Array]:
    task = precise(toy(s.shape, POINTS, noise=s.noise, seed=seed))
    return task.X, task.y, task.X_new, task.y_new


def _digits(seed: int) -> tuple[Array, Array, Array, Array]:
    images = datasets.digits(rng=0)
    order = np.random.default_rng(seed).permutation(len(images.y))
    X, y = images.X.reshape(len(images.y), -1)[order], images.y[order]
    return X[:_IMAGES], y[:_IMAGES], X[_IMAGES:], y[_IMAGES:]
