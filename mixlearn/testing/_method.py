"""The contract that every method of mixing keeps."""

import math
import pickle
from collections.abc import Callable, Iterator
from importlib import import_module, util
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mixlearn._arrays import to_numpy
from mixlearn.methods import Method, find
from mixlearn.mixing import Mixed, Mixing

__all__ = ["check_method"]

Array = NDArray[Any]

_ROWS = 14
_ALPHAS = (0.0, 0.4, 1.0, math.inf)
_SIDES = (6, 5, 4)
# Three classes, one of them much more common than the others.
_LABELS = np.array(["common"] * 10 + ["rare", "odd", "odd", "rare"])
_FRAMEWORKS = ("array_api_strict", "torch")


def check_method(method: str | Method) -> None:
    """Check that a method of mixing keeps the contract, in the manner of ``check_estimator``.

    On small data that fit it, of several shapes and types, and for all strengths of mixing: labels
    follow what is really in a blend; inputs stay as they are; NumPy, and array-api-strict and
    PyTorch if they are installed, give the same; no mixing changes nothing; moving alpha moves no
    pair and draws no other random numbers; networks, which mix by `keep`, mix as `blend` does;
    channels may come first or last; the same seed gives the same bits; and data that cannot be
    mixed are refused in a sentence.

    Parameters
    ----------
    method : str or Method
        A name among :data:`mixlearn.methods.METHODS`, or a method.

    Raises
    ------
    AssertionError
        If it does not; the message says what must hold.

    Examples
    --------
    >>> from mixlearn.testing import check_method
    >>> check_method("mixup")
    """
    method = find(method)
    for check in (_describes_itself, _holds_nothing, _refuses_bad_data, _plans_row_by_row):
        check(method)
    for shape in _shapes(method):
        for check_shape in _ON_DATA:
            check_shape(method, shape)


def _shapes(method: Method) -> list[tuple[int, ...]]:
    """List shapes of samples that fit the method, with and without channels."""
    if not method.axes:
        return [(3,), (2, 3), ()]
    size = (*_SIDES, *[2] * method.axes)[: method.axes]
    return [size, (*size, 3)]


def _data(shape: tuple[int, ...], dtype: str = "float64") -> Array:
    rng = np.random.default_rng(0)
    return (rng.normal(size=(_ROWS, *shape)) * 20).round(2).astype(dtype)


def _mixes(method: Method, X: Any, **changes: Any) -> Iterator[tuple[str, Mixed]]:
    """Mix at all strengths; yield each mix with its strength."""
    for alpha in _ALPHAS:
        mixing = Mixing(method=method, alpha=alpha, **changes)
        yield f"At alpha {alpha:g}", mixing.mix(X, _LABELS, rng=1)


def _require(holds: Any, method: Method, sentence: str) -> None:
    if not holds:
        raise AssertionError(f"{method.name!r}: {sentence}")


def _same(one: Any, other: Any) -> bool:
    return np.array_equal(to_numpy(one), to_numpy(other))


def _near(one: Any, other: Any, tolerance: float = 1e-9) -> bool:
    one, other = to_numpy(one), to_numpy(other)
    return one.shape == other.shape and bool(np.all(np.abs(one - other) <= tolerance))


def _describes_itself(method: Method) -> None:
    name, summary = (getattr(method, key, None) for key in ("name", "summary"))
    _require(
        isinstance(name, str) and name == name.lower() and name.isidentifier(),
        method,
        "'name' must be one lower-case word.",
    )
    _require(
        isinstance(summary, str) and summary and "\n" not in summary and summary[-1] != ".",
        method,
        "'summary' must be one line to follow the name, without a full stop.",
    )


def _holds_nothing(method: Method) -> None:
    twin = type(method)()
    _require(
        twin == type(method)() and hash(twin) == hash(type(method)()),
        method,
        "its parameters must have defaults, and two of the same parameters must be equal.",
    )
    copy = pickle.loads(pickle.dumps(method))  # noqa: S301 - our own bytes
    _require(copy == method, method, "pickled and read again, it must be equal to itself.")


def _refuses_bad_data(method: Method) -> None:
    X = _data(_shapes(method)[0])
    soft = np.full((_ROWS, 2), 0.5)
    cases: list[tuple[str, Any, Any]] = [
        ("infinity", _spoilt(X, np.inf), _LABELS),
        ("NaN", _spoilt(X, np.nan), _LABELS),
        ("fewer labels than rows", X, _LABELS[1:]),
        ("strings", X.astype(str), _LABELS),
    ]
    if method.needs_classes:
        cases.append(("soft labels", X, soft))
    else:
        Mixing(method=method).mix(X, soft, rng=0)
    if method.axes:
        cases += [
            ("single numbers", X.reshape(_ROWS, -1)[:, 0], _LABELS),
            ("two axes too many", X[..., np.newaxis, np.newaxis], _LABELS),
        ]
    if method.axes > 1:
        cases.append(("channels that may come first", np.stack([X, X, X], axis=1), _LABELS))
    for what, bad, labels in cases:
        message = _refusal(lambda: Mixing(method=method, alpha=0.0).mix(bad, labels, rng=0))  # noqa: B023
        _require(
            message is not None and " " in message and "Got " in message,
            method,
            f"{what} must be refused by a ValueError that says what must hold and what it got. "
            f"Got {message!r}.",
        )


def _spoilt(X: Array, value: float) -> Array:
    X = X.copy()
    X.flat[5] = value
    return X


def _refusal(do: Callable[[], Any]) -> str | None:
    try:
        do()
    except ValueError as error:
        return str(error)
    return None


def _plans_row_by_row(method: Method) -> None:
    """What is cut in one row must not depend on the shares of others."""
    size = method.size(_shapes(method)[0])
    lam = np.linspace(0, 1, 7)
    others = [np.where(np.arange(7) == 3, lam, value) for value in (0.0, 1.0)]
    cuts = [method.plan(shares, size, np.random.default_rng(2)) for shares in (lam, *others)]
    kept = {None if cut is None else cut[3].tobytes() for cut in cuts}
    _require(
        len(kept) == 1,
        method,
        "'plan' must draw as many random numbers whatever 'lam' is, and look at each row alone: "
        "the shares of others moved a cut.",
    )


def _label_is_what_is_there(method: Method, shape: tuple[int, ...]) -> None:
    # Every cell holds the number of its row, so that a blend shows how much it has of which parent.
    X = np.broadcast_to(
        np.arange(_ROWS, dtype=float).reshape(-1, *[1] * len(shape)), (_ROWS, *shape)
    )
    for per in ("sample", "batch"):
        for where, mixed in _mixes(method, X, per=per, fold=per == "batch", n_mixes=2):
            first, second = mixed.first, mixed.second
            there = (mixed.X.reshape(len(first), -1).mean(axis=1) - second) / np.where(
                first == second, 1, first - second
            )
            counted = np.where(first == second, mixed.lam, there)
            _require(
                _near(counted, mixed.lam), method, f"{where}, 'lam' must be what is in the blend."
            )
            _require(
                ((mixed.lam >= 0) & (mixed.lam <= 1)).all(), method, f"{where}, 'lam' left [0, 1]."
            )
            _labels_fit(method, mixed, where)


def _labels_fit(method: Method, mixed: Mixed, where: str) -> None:
    own = (_LABELS[:, None] == mixed.classes).astype(float)
    a, b = own[mixed.first], own[mixed.second]
    share = mixed.lam[:, None]
    if method.needs_classes:  # it chooses the share, but not whose label gets it
        share = np.where((a == b).all(axis=1), mixed.lam, (mixed.Y * a).sum(axis=1))[:, None]
        _require(((share >= 0) & (share <= 1)).all(), method, f"{where}, label shares left [0, 1].")
    _require(
        _near(mixed.Y, share * a + (1 - share) * b),
        method,
        f"{where}, a label must be the parents' labels by the share that is in the blend.",
    )


def _no_mixing_changes_nothing(method: Method, shape: tuple[int, ...]) -> None:
    X = _data(shape)
    mixed = Mixing(method=method, alpha=0.0).mix(X, _LABELS, rng=0)
    own = (_LABELS[:, None] == mixed.classes).astype(float)
    _require(
        _same(mixed.X, X) and _same(mixed.Y, own) and _same(mixed.lam, np.ones(_ROWS)),
        method,
        "At alpha 0 the data must come back, to the bit.",
    )
    half = Mixing(method=method, alpha=math.inf).mix(X, _LABELS, rng=0)
    _require(
        abs(half.lam.mean() - 0.5) <= 0.25,
        method,
        f"At alpha inf both parents must have about one half. The first has {half.lam.mean():.2f}.",
    )


def _inputs_stay(method: Method, shape: tuple[int, ...]) -> None:
    X, y = _data(shape), _LABELS.copy()
    before = X.copy()
    for where, mixed in _mixes(method, X):
        _require(
            _same(X, before) and _same(y, _LABELS) and not np.shares_memory(mixed.X, X),
            method,
            f"{where}, inputs must stay as they are, and share no memory with the result.",
        )
    X.flags.writeable = False
    Mixing(method=method).mix(X, y, rng=0)


def _pairs_stay(method: Method, shape: tuple[int, ...]) -> None:
    X, after, pairs = _data(shape), set(), set()
    for alpha in _ALPHAS:
        rng = np.random.default_rng(3)
        mixed = Mixing(method=method, alpha=alpha).mix(X, _LABELS, rng=rng)
        pairs.add(mixed.first.tobytes() + mixed.second.tobytes())
        after.add(rng.random())
    _require(len(pairs) == 1, method, "Moving alpha must move no pair.")
    _require(len(after) == 1, method, "It must draw as many random numbers whatever alpha is.")


def _same_bits(method: Method, shape: tuple[int, ...]) -> None:
    X = _data(shape)
    for (where, one), (_, other) in zip(_mixes(method, X), _mixes(method, X), strict=True):
        _require(
            all(_same(getattr(one, name), getattr(other, name)) for name in ("X", "Y", "lam")),
            method,
            f"{where}, the same seed must give the same bits.",
        )


def _networks_mix_alike(method: Method, shape: tuple[int, ...]) -> None:
    X = _data(shape)
    columns = np.ones((math.prod(shape) + 1, _ROWS))
    columns[:-1] = X.reshape(_ROWS, -1).T
    for alpha in _ALPHAS:
        plan = Mixing(method=method, alpha=alpha, n_mixes=2).plan(X, _LABELS, rng=4)
        expected = np.ones((len(columns), len(plan)))
        expected[:-1] = plan.blend(X).reshape(len(plan), -1).T
        _require(
            _near(plan.columns(columns), expected),
            method,
            f"At alpha {alpha:g}, second + keep * (first - second) must be what 'blend' gives.",
        )


def _channels_may_come_first(method: Method, shape: tuple[int, ...]) -> None:
    if not method.axes or len(shape) == method.axes:
        return
    X = _data(shape)
    moved = np.moveaxis(X, -1, 1)
    columns = np.ascontiguousarray(moved.reshape(_ROWS, -1).T)
    for alpha in _ALPHAS:
        last, first = (Mixing(method, alpha, channels=channels) for channels in ("last", "first"))
        expected = np.moveaxis(last.mix(X, _LABELS, rng=5).X, -1, 1)
        plan = first.plan(moved, _LABELS, rng=5)
        _require(
            _same(first.mix(moved, _LABELS, rng=5).X, expected)
            and _near(plan.columns(columns), expected.reshape(len(plan), -1).T),
            method,
            f"At alpha {alpha:g}, channels that come first must be mixed as those that come last, "
            "in networks too.",
        )


def _types_stay(method: Method, shape: tuple[int, ...]) -> None:
    for given, kept in (("float64",) * 2, ("float32",) * 2, ("int64", "float64")):
        mixed = Mixing(method=method, alpha=1.0).mix(_data(shape, given), _LABELS, rng=0)
        types = {str(getattr(mixed, name).dtype) for name in ("X", "Y", "lam")}
        _require(
            types == {kept},
            method,
            f"Of {given} data, X, Y and lam must be {kept}. They are {', '.join(sorted(types))}.",
        )


def _frameworks_agree(method: Method, shape: tuple[int, ...]) -> None:
    for name in filter(util.find_spec, _FRAMEWORKS):
        framework = import_module(name)
        for dtype, tolerance in (("float64", 1e-12), ("float32", 1e-4)):
            X = _data(shape, dtype)
            codes = np.unique(_LABELS, return_inverse=True)[1]
            ours, theirs = (
                Mixing(method=method, alpha=1.0).mix(wrap(X), wrap(codes), rng=0)
                for wrap in (np.asarray, framework.asarray)
            )
            for field in ("X", "Y", "lam", "first", "second"):
                found = getattr(theirs, field)
                _require(
                    isinstance(found, type(framework.asarray(X)))
                    and _near(found, getattr(ours, field), tolerance),
                    method,
                    f"{field} of {name} must be an array of its own, with the numbers that NumPy "
                    "gives.",
                )


_ON_DATA: tuple[Callable[[Method, tuple[int, ...]], None], ...] = (
    _inputs_stay,  # first: those below mix the same data twice
    _label_is_what_is_there,
    _no_mixing_changes_nothing,
    _pairs_stay,
    _same_bits,
    _networks_mix_alike,
    _channels_may_come_first,
    _types_stay,
    _frameworks_agree,
)
