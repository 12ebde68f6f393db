"""Arrays of any framework: to NumPy and back, and the checks that all modules share."""

from datetime import date, timedelta
from typing import Any

import numpy as np
from array_api_compat import array_namespace, device, is_array_api_obj, is_numpy_namespace
from numpy.typing import ArrayLike, NDArray

__all__: list[str] = []

Rows = NDArray[np.intp]


NOT_FINITE = (
    "X must hold finite numbers. Got NaN or infinity{where}: drop such rows or fill them in first, "
    "for example with sklearn.impute.SimpleImputer."
)
# The first sentence is scikit-learn's, whose tests of estimators ask for it.
_COMPLEX = (
    "Complex data not supported. X must hold real numbers. Got complex ones instead: pass their "
    "real and imaginary parts as separate features."
)


def to_numpy(a: Any) -> NDArray[Any]:
    """Copy an array of any framework to NumPy, without importing the framework."""
    if isinstance(a, np.ndarray):
        return np.asarray(unmasked(a))
    check_collected(a)
    if hasattr(a, "detach"):  # PyTorch: leave the graph and the graphics card
        _check_dense(a)
        a = a.detach().cpu()
        if str(a.dtype) == "torch.bfloat16":  # NumPy has no such type, and float32 holds it
            a = a.float()
    elif hasattr(a, "get") and hasattr(a, "__cuda_array_interface__"):  # CuPy
        a = a.get()
    elif hasattr(a, "__array_namespace__") and not hasattr(a, "__array__"):
        return np.from_dlpack(a)
    found = np.asarray(a)
    return found.astype(np.float32) if found.dtype.name == "bfloat16" else found


def unmasked(a: Any) -> Any:
    """Return `a` unless it is a NumPy array with masked entries, whose mask would get lost."""
    if not isinstance(a, np.ma.MaskedArray):
        return a
    masked = np.argwhere(np.ma.getmaskarray(a))
    if len(masked):
        raise ValueError(
            "Arrays must have no masked entries, since these are missing values. Got "
            f"{len(masked)}, the first in row {masked[0, 0] if masked.size else 0}: drop such "
            "rows, or fill them in with the array's method 'filled'."
        )
    return a.data


def check_collected(a: Any) -> None:
    """Refuse a LazyFrame, which NumPy takes for a single value."""
    if hasattr(a, "collect") and hasattr(a, "explain"):
        raise ValueError("X and y must hold data. Got a LazyFrame instead: call its 'collect'.")


def _check_dense(X: Any) -> None:
    if hasattr(X, "toarray") or getattr(X, "is_sparse", False):
        raise ValueError(
            "X must be a dense array. Got a sparse one instead: convert it with X.toarray() "
            "(or X.to_dense()) if it fits into memory."
        )


def as_validated(X: Any) -> Any:
    """Return what scikit-learn's own checks take, having refused what they would misread.

    They lose a mask, know no tensors, and read dates and whole categories as numbers. Frames stay
    frames, for the names of their columns.
    """
    if hasattr(X, "toarray"):  # theirs is the error that their tests ask for
        return X
    check_collected(X)
    if is_frame(X):
        check_frame(X)
        return X
    X = _as_array(X) if isinstance(X, list | tuple) else to_numpy(X)
    check_objects(X)
    if X.dtype.kind == "c":
        raise ValueError(_COMPLEX)
    return X


def as_rows(X: Any) -> Any:
    """Turn X into an array of real numbers with at least one axis, in its own framework."""
    _check_dense(X)
    check_collected(X)
    X = unmasked(X)
    if is_frame(X):
        X = from_frame(X)
    elif not is_array_api_obj(X):
        X = _as_array(X)
    if X.ndim == 0:
        raise ValueError(f"X must hold one entry a row. Got the single value {X} instead.")
    xp = array_namespace(X)
    if is_numpy_namespace(xp):
        X = as_numbers(np.asarray(X))
        is_complex = X.dtype.kind == "c"
    else:
        is_complex = xp.isdtype(X.dtype, "complex floating")
    if is_complex:
        raise ValueError(_COMPLEX)
    return X


def _as_array(X: Any) -> NDArray[Any]:
    try:
        return np.asarray(X)
    except ValueError:
        raise ValueError(
            "X must have rows of one shape. Got rows of different lengths: pad or cut them "
            "with mixlearn.ragged.pad."
        ) from None


def as_numbers(X: NDArray[Any]) -> NDArray[Any]:
    """Refuse a NumPy array of anything but numbers; one of objects may hold numbers."""
    if X.dtype.kind in "iufbc":
        return X
    check_objects(X)
    try:
        return X.astype(np.float64)
    except (TypeError, ValueError):
        raise ValueError(
            f"X must hold numbers. Got an array of dtype {X.dtype} with other things instead."
        ) from None


def check_objects(X: NDArray[Any]) -> None:
    """Refuse strings, dates and None, which NumPy would turn into numbers or call by other names.

    Whatever else an array of objects may hold, converting it fails, or is right.
    """
    dtype: Any = X.dtype
    if X.dtype.kind == "O":
        strange = _strange(X)
        if not strange:
            return
        dtype = f"object with {strange[0]!r} in it"
    elif X.dtype.kind in "iufbc":
        return
    raise ValueError(
        f"X must hold numbers. Got an array of dtype {dtype} instead: {_encode(str(dtype))}."
    )


def _strange(X: NDArray[Any]) -> list[Any]:
    """List the first of the objects, if any, that would be misread."""
    kinds = (str, bytes, np.datetime64, np.timedelta64, date, timedelta, type(None))
    return [value for value in X.flat if isinstance(value, kinds)][:1]


def _encode(dtype: str) -> str:
    dtype = dtype.lower()
    if any(word in dtype for word in ("date", "time", "duration", "period")):
        return "turn dates into numbers first, such as days since the first of them"
    if any(word in dtype for word in ("none", "<na>", "null")):
        return "fill in missing values first, for example with sklearn.impute.SimpleImputer"
    if "complex" in dtype:
        return "pass their real and imaginary parts as separate columns"
    if any(word in dtype for word in ("list", "array(", "struct", "[(")):
        return "write each number into a column of its own"
    return (
        "encode strings and categories first, for example with sklearn.preprocessing.OneHotEncoder"
    )


def is_frame(X: Any) -> bool:
    """Tell whether X is a DataFrame or Series of pandas, of its like, or of polars."""
    of_polars = hasattr(X, "to_numpy") and (hasattr(X, "schema") or hasattr(X, "to_physical"))
    return of_polars or hasattr(X, "iloc")


def _columns(X: Any) -> list[tuple[Any, Any]]:
    """List the names and types of the columns of a frame."""
    if len(X.shape) == 1:
        return [(X.name, X.dtype)]
    return list((X.dtypes if hasattr(X, "iloc") else X.schema).items())


def check_frame(X: Any) -> None:
    """Refuse a DataFrame or Series of anything but numbers, or with a name twice."""
    columns = _columns(X)
    for at, (column, dtype) in enumerate(columns):
        if hasattr(dtype, "is_numeric"):
            numbers = dtype.is_numeric() or str(dtype) == "Boolean"
        else:
            numbers = getattr(dtype, "kind", "O") in "iufb"
        if numbers:
            continue
        kind = str(dtype)
        if kind == "object":  # which may hold numbers, and says nothing of what else it holds
            values = (X if len(X.shape) == 1 else X.iloc[:, at]).to_numpy()
            strange = _strange(values)
            if not strange:
                continue
            kind = f"object with {strange[0]!r} in it"
        raise ValueError(
            f"X must hold numbers. Got column {column!r} of dtype {kind} instead: {_encode(kind)}."
        )
    names = [column for column, _ in columns]
    twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
    if twice is not None:
        raise ValueError(f"Columns must have different names. Got {twice!r} twice: rename one.")


def from_frame(X: Any) -> NDArray[Any]:
    """Extract the numbers from a DataFrame or Series, in a type that holds them all."""
    check_frame(X)
    if not hasattr(X, "iloc"):
        return as_numbers(X.to_numpy())
    values: NDArray[Any] = X.to_numpy(dtype=frame_type(X), na_value=np.nan)
    return values


def frame_type(X: Any) -> np.dtype[Any]:
    """Return the floating-point type in which the numbers of a frame are read."""
    kinds = {str(dtype).lower() for _, dtype in _columns(X)}
    return np.dtype(np.float32 if kinds == {"float32"} else np.float64)


def like_frame(values: NDArray[Any], X: Any) -> Any:
    """Write rows as a frame with the columns of X, if that is one."""
    if not is_frame(X) or len(X.shape) != 2:
        return values
    if hasattr(X, "iloc"):
        return type(X)(values, columns=X.columns)
    return type(X)(values, schema=X.columns, orient="row")


def take_rows(X: Any, rows: Rows) -> Any:
    """Take rows of a frame, numbered anew, or of an array of any framework, as NumPy's."""
    check_collected(X)
    if hasattr(X, "iloc"):
        return X.iloc[rows].reset_index(drop=True)
    return X[rows] if is_frame(X) else to_numpy(X)[rows]


def as_floats(X: Any) -> Any:
    """Convert X to floating point; NumPy's integers stay, to be converted block by block."""
    xp = array_namespace(X)
    if is_numpy_namespace(xp) or xp.isdtype(X.dtype, "real floating"):
        return X
    return xp.astype(X, xp.float64)


def to_floats(X: Any) -> Any:
    """Convert X to floating point, NumPy's integers too."""
    if isinstance(X, np.ndarray):
        return X.astype(float_type(X.dtype), copy=False)
    return as_floats(X)


def float_type(dtype: np.dtype[Any]) -> np.dtype[Any]:
    return dtype.newbyteorder("=") if dtype.kind == "f" else np.dtype(np.float64)


def first_to_last(X: Any) -> Any:
    """Move the first axis after the rows to the end, without a copy where that can be."""
    xp = array_namespace(X)
    return xp.permute_dims(X, (0, *range(2, X.ndim), 1))


def last_to_first(X: Any) -> Any:
    """Move the last axis to where it follows the rows; NumPy's result is contiguous."""
    xp = array_namespace(X)
    moved = xp.permute_dims(X, (0, X.ndim - 1, *range(1, X.ndim - 1)))
    return np.ascontiguousarray(moved) if is_numpy_namespace(xp) else moved


def like(values: Any, X: Any) -> Any:
    """Move numbers to the framework and device of X, and shares to its floating-point type too."""
    xp = array_namespace(X)
    if not isinstance(values, np.ndarray):
        if is_array_api_obj(values) and array_namespace(values) is xp:
            return xp.astype(values, X.dtype)
        values = to_numpy(values)
    shares = values.dtype.kind == "f"
    if is_numpy_namespace(xp):
        return share_type(values, X) if shares else values
    if not shares:
        return xp.asarray(values, device=device(X))
    return xp.astype(xp.asarray(share_type(values, X), device=device(X)), X.dtype)


def share_type(values: NDArray[Any], X: Any) -> NDArray[Any]:
    """Round NumPy shares to the floating-point type of X, or the nearest one that NumPy has."""
    xp = array_namespace(X)
    if is_numpy_namespace(xp):
        return values.astype(float_type(X.dtype), copy=False)
    # Not every device supports float64, so the numbers are rounded before they are sent.
    return values.astype(np.float64 if X.dtype == xp.float64 else np.float32, copy=False)


def count_rows(X: Any, y: Any) -> int:
    """Count the rows of X and y, which must agree if both are given."""
    counts = [_length(a) for a in (X, y) if a is not None]
    if not counts:
        raise ValueError("Pairing needs X or y to count the rows. Got None for both.")
    if len(set(counts)) > 1:
        raise ValueError(
            f"X and y must have the same number of rows. Got {counts[0]} rows in X and "
            f"{counts[1]} in y."
        )
    if counts[0] == 0:
        raise ValueError("Found 0 rows in X while a minimum of 1 is required.")
    return counts[0]


def _length(a: Any) -> int:
    check_collected(a)
    shape = getattr(a, "shape", None)
    if shape is None:
        shape = np.shape(a) if not hasattr(a, "__len__") else (len(a),)
    if len(shape) == 0:
        raise ValueError(f"X and y must hold one entry a row. Got the single value {a!r} instead.")
    return int(shape[0])


def check_rows(name: str, values: ArrayLike, n: int) -> Rows:
    rows = to_numpy(values)
    if rows.ndim != 1 or (rows.size and rows.dtype.kind not in "iu"):
        raise ValueError(
            f"{name!r} must be a one-dimensional array of row numbers. Got an array of shape "
            f"{rows.shape} and dtype {rows.dtype} instead."
        )
    if rows.size and not (rows.min() >= 0 and rows.max() < n):
        raise ValueError(
            f"The row numbers in {name!r} must be in [0, {n}). Got {rows.min()} to {rows.max()}."
        )
    return rows.astype(np.intp, copy=False)


def check_shares(values: ArrayLike) -> NDArray[Any]:
    lam = to_numpy(values)
    if lam.ndim != 1 or lam.dtype.kind not in "iuf" or not np.all((lam >= 0) & (lam <= 1)):
        raise ValueError(
            "'lam' must be a one-dimensional array of shares in [0, 1]. Got something else instead."
        )
    return lam.astype(np.float64, copy=False) if lam.dtype.kind != "f" else lam
