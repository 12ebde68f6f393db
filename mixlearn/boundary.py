"""The probability field of a classifier over the plane, and the shape of its boundary."""

from dataclasses import dataclass
from typing import Any, Protocol

import contourpy
import numpy as np
import numpy.typing as npt
from scipy.ndimage import map_coordinates

from mixlearn._arrays import as_rows, to_numpy
from mixlearn._checks import check_count, check_number

__all__ = ["Field", "contour_length", "extent_of", "field", "mean_confidence", "sharpness"]

Array = npt.NDArray[Any]
Extent = tuple[float, float, float, float]


class _Classifier(Protocol):
    classes_: Array

    def predict_proba(self, X: Array) -> Array: ...


@dataclass(frozen=True, eq=False)
class Field:
    """Predicted class shares over a regular grid.

    Attributes
    ----------
    x, y : ndarray of shape (resolution,)
        Grid lines, in the units of the features, ascending.
    shares : ndarray of shape (resolution, resolution, k)
        Predicted share of each class at ``(y[row], x[column])``.
    classes : ndarray of shape (k,)
        Class labels, in the order of the last axis.
    """

    x: Array
    y: Array
    shares: Array
    classes: Array

    @property
    def extent(self) -> Extent:
        """Left, right, bottom and top of the grid, in the units of the features."""
        return float(self.x[0]), float(self.x[-1]), float(self.y[0]), float(self.y[-1])

    def lead(self, column: int) -> Array:
        """Return by how much a class leads the best of the others.

        With two classes it is twice the distance of the class's share from one half. The class's
        boundary is where its lead is zero.

        Parameters
        ----------
        column : int
            Which class, as a position in `classes`.

        Returns
        -------
        ndarray of shape (resolution, resolution)
            Share of the class minus the largest other share, in [-1, 1].
        """
        others = np.delete(self.shares, column, axis=2)
        lead: Array = self.shares[..., column] - others.max(axis=2, initial=0.0)
        return lead

    def boundary(self, column: int) -> list[Array]:
        """Trace where a class ties with the best of the others.

        Parameters
        ----------
        column : int
            Which class, as a position in `classes`.

        Returns
        -------
        list of ndarray of shape (m, 2)
            Polylines of (x, y) points; empty where the class leads everywhere or nowhere.
        """
        return self._zeros(self.lead(column))

    def boundaries(self) -> list[Array]:
        """Trace the boundaries of all classes, each line between two classes once.

        Returns
        -------
        list of ndarray of shape (m, 2)
            Polylines of (x, y) points. With two classes this is the 0.5 contour.
        """
        found = []
        for column in range(len(self.classes) - 1):
            share = self.shares[..., column]
            # Against the classes to come; where an earlier one leads both, there is no boundary.
            for line in self._zeros(share - self.shares[..., column + 1 :].max(axis=2)):
                if column == 0:
                    found.append(line)
                else:
                    before = self.shares[..., :column].max(axis=2)
                    found.extend(_stretches(line, self._at(line, share - before)))
        return found

    def _zeros(self, values: Array) -> list[Array]:
        """Trace where values on the grid are zero."""
        lines: Any = contourpy.contour_generator(self.x, self.y, values).lines(0.0)
        return list(lines)

    def _at(self, points: Array, values: Array) -> Array:
        """Interpolate values on the grid at points (m, 2)."""
        rows, columns = (
            (points[:, axis] - grid[0]) / (grid[-1] - grid[0]) * (len(grid) - 1)
            for axis, grid in ((1, self.y), (0, self.x))
        )
        found: Array = map_coordinates(values, [rows, columns], order=1, mode="nearest")
        return found


def extent_of(X: npt.ArrayLike, *, margin: float = 0.1) -> Extent:
    """Frame points in the plane.

    Parameters
    ----------
    X : array-like of shape (n, 2)
        Points.
    margin : float, default=0.1
        Room on every side, as a share in [0, inf) of the points' range.

    Returns
    -------
    tuple of float
        Left, right, bottom and top.

    Examples
    --------
    >>> extent_of([[0.0, 0.0], [1.0, 2.0]], margin=0.5)
    (-0.5, 1.5, -1.0, 3.0)
    """
    X = _check_plane(X)
    margin = check_number("margin", margin)
    low, high = X.min(axis=0), X.max(axis=0)
    # Points on a line, or a single point, still need a frame of some area.
    room = margin * np.where(high > low, high - low, 1.0)
    room = np.where(high - low + 2 * room > 0, room, 0.5)
    (left, bottom), (right, top) = (low - room).tolist(), (high + room).tolist()
    return left, right, bottom, top


def field(model: _Classifier, extent: Extent, *, resolution: int = 100) -> Field:
    """Predict the class shares over a grid.

    Parameters
    ----------
    model : classifier
        Fitted on two features, with ``predict_proba`` and ``classes_``.
    extent : tuple of float
        Left, right, bottom and top of the grid; see :func:`extent_of`.
    resolution : int, default=100
        Grid lines along each axis, at least 2.

    Returns
    -------
    Field
        The grid and the shares.

    Raises
    ------
    ValueError
        If the model has no ``predict_proba``, takes more or fewer than two features, or predicts
        probabilities that are not finite; if `extent` is empty, or `resolution` is too low.

    Examples
    --------
    >>> from sklearn.linear_model import LogisticRegression
    >>> model = LogisticRegression().fit([[-1, 0], [1, 0]], ["left", "right"])
    >>> field(model, (-2, 2, -2, 2), resolution=5).shares[0, :, 1].round(2)
    array([0.21, 0.34, 0.5 , 0.66, 0.79])
    """
    if isinstance(model, type):
        raise ValueError(  # noqa: TRY004 - as all else that is refused here
            f"'model' must be a fitted classifier. Got the class {model.__name__}: write "
            f"{model.__name__}(...).fit(X, y)."
        )
    if not hasattr(model, "predict_proba"):
        raise ValueError(
            f"A boundary is drawn from class probabilities, and {type(model).__name__} has no "
            "'predict_proba'. Wrap it in sklearn.calibration.CalibratedClassifierCV, or choose "
            "another classifier."
        )
    if getattr(model, "n_features_in_", 2) != 2:
        raise ValueError(
            f"A boundary is drawn in a plane, and the model takes {model.n_features_in_} "  # type: ignore[attr-defined]
            "features. Fit it on two, for example after sklearn.decomposition.PCA(2)."
        )
    left, right, bottom, top = _check_extent(extent)
    count = check_count("resolution", resolution, least=2)
    x, y = np.linspace(left, right, count), np.linspace(bottom, top, count)
    grid = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    # float32 is as much as a picture can show, and a network that takes it is twice as fast; but
    # far from the origin it is too coarse.
    step = min(right - left, top - bottom) / count
    if np.abs(grid[[0, -1]]).max() * np.finfo(np.float32).eps < 1e-3 * step:
        grid = grid.astype(np.float32)
    found = model.predict_proba(grid)
    if isinstance(found, list):
        raise ValueError(  # noqa: TRY004 - the model is at fault, not a type
            f"A boundary is drawn for one target, and {type(model).__name__} predicts "
            f"{len(found)}. Fit it on one column of y."
        )
    shares = np.asarray(found)
    if not np.isfinite(shares).all():
        raise ValueError(
            f"{type(model).__name__} predicts probabilities that are not finite in the 'extent' "
            f"{extent}. Choose a smaller one, or train with scaled features."
        )
    return Field(x, y, shares.reshape(count, count, -1), np.asarray(model.classes_))


def sharpness(found: Field) -> float:
    """Return the mean gradient of the probability along the boundary.

    How fast, on average, the leading class's share changes per unit of distance as one walks
    straight across the boundary: large for an abrupt edge, small for a gradual one.

    Parameters
    ----------
    found : Field
        From :func:`field`.

    Returns
    -------
    float
        Probability per unit of the features, in [0, inf); 0 if no boundary crosses the grid.

    Notes
    -----
    The gradient is that of half a class's :meth:`Field.lead`, which with two classes is the
    gradient of its probability. It is taken by central differences and averaged over the grid
    cells that the boundary crosses, so a grid cannot show more than about half a probability per
    grid step.

    Examples
    --------
    >>> from sklearn.linear_model import LogisticRegression
    >>> model = LogisticRegression().fit([[-1, 0], [1, 0]], [0, 1])
    >>> slope = model.coef_[0, 0]  # a logistic curve is a quarter of that steep at its middle
    >>> bool(abs(sharpness(field(model, (-2, 2, -2, 2))) - slope / 4) < 0.001)
    True
    """
    total, count = 0.0, 0
    for column in range(len(found.classes)):
        lead = found.lead(column) / 2
        along_y, along_x = np.gradient(lead, found.y, found.x)
        slope = np.hypot(along_x, along_y)
        on_boundary = _crossed(lead > 0)
        corners = (slope[:-1, :-1] + slope[1:, :-1] + slope[:-1, 1:] + slope[1:, 1:]) / 4
        total += float(corners[on_boundary].sum())
        count += int(on_boundary.sum())
    return total / count if count else 0.0


def contour_length(found: Field) -> float:
    """Return the length of the boundary, where the two top classes tie (0.5 with two classes).

    Parameters
    ----------
    found : Field
        From :func:`field`.

    Returns
    -------
    float
        Length in the units of the features, in [0, inf).

    Examples
    --------
    >>> from sklearn.linear_model import LogisticRegression
    >>> model = LogisticRegression().fit([[-1, 0], [1, 0]], [0, 1])
    >>> round(contour_length(field(model, (-2, 2, -3, 3))), 6)
    6.0
    """
    return sum(float(np.hypot(*np.diff(line, axis=0).T).sum()) for line in found.boundaries())


def mean_confidence(found: Field) -> float:
    """Return the mean share of the most likely class over the grid.

    Parameters
    ----------
    found : Field
        From :func:`field`.

    Returns
    -------
    float
        In [1/k, 1]: 1 where the model is certain everywhere.

    Examples
    --------
    >>> from sklearn.dummy import DummyClassifier
    >>> model = DummyClassifier(strategy="prior").fit([[0, 0]] * 4, [0, 0, 0, 1])
    >>> mean_confidence(field(model, (0, 1, 0, 1)))
    0.75
    """
    return float(found.shares.max(axis=2).mean(dtype=np.float64))


def _stretches(line: Array, room: Array) -> list[Array]:
    """Cut from a line (m, 2) the stretches on which `room` (m,), linear in between, is above 0."""
    inside = room > 0
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    part = (room[edges] / (room[edges] - room[edges + 1]))[:, None]
    cuts = line[edges] + part * (line[edges + 1] - line[edges])
    pieces = np.split(line, edges + 1)
    for number, cut in enumerate(cuts):
        pieces[number] = np.vstack([pieces[number], cut])
        pieces[number + 1] = np.vstack([cut, pieces[number + 1]])
    return pieces[0 if inside[0] else 1 :: 2]


def _crossed(inside: Array) -> Array:
    """Mark the cells of a grid whose corners are not all on the same side."""
    corners = [inside[:-1, :-1], inside[1:, :-1], inside[:-1, 1:], inside[1:, 1:]]
    crossed: Array = np.logical_or.reduce(corners) & ~np.logical_and.reduce(corners)
    return crossed


def _check_extent(extent: Extent) -> Extent:
    try:
        found = np.asarray(extent, dtype=np.float64)
    except (TypeError, ValueError):
        found = np.empty(0)
    if found.shape == (4,) and np.isfinite(found).all():
        left, right, bottom, top = found.tolist()
        if left < right and bottom < top:
            return left, right, bottom, top
    raise ValueError(
        f"The 'extent' must be (left, right, bottom, top), finite, with left < right and "
        f"bottom < top. Got {extent} instead."
    )


def _check_plane(X: npt.ArrayLike) -> Array:
    X = to_numpy(as_rows(X)).astype(np.float64, copy=False)
    if X.ndim != 2 or X.shape[1] != 2 or len(X) == 0:
        raise ValueError(f"Points of the plane have shape (n, 2). Got {X.shape} instead.")
    if not np.isfinite(X).all():
        raise ValueError("Points must be finite. Got NaN or infinity: remove or impute those rows.")
    return X
