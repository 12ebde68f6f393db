"""What is shown of a trained network: its predictions over the plane, and how often it is right."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from mixlearn import boundary, labels, metrics
from mixlearn.labs._task import Task

__all__ = ["SURE", "Side"]

Array = npt.NDArray[Any]

# The share of one class from which on a network counts as sure.
SURE = 0.9


@dataclass(frozen=True, eq=False)
class Side:
    """One trained network: half of a picture.

    Attributes
    ----------
    task : Task
        What it was trained on, and the new points.
    field : Field
        What it predicts over the plane.
    lines : list of ndarray of shape (m, 2)
        Its decision boundary.
    predicted : ndarray of shape (n, k), float64
        The share of every class that it predicts for the new points.
    train_accuracy : float
        Share in [0, 1] of the training points that it gets right.
    """

    task: Task
    field: boundary.Field
    lines: list[Array]
    predicted: Array
    train_accuracy: float

    @classmethod
    def of(cls, model: Any, task: Task, **more: Any) -> Self:
        """Look at a model trained on a task; `more` is what a subclass adds."""
        found = boundary.field(model, task.extent)
        return cls(
            task=task,
            field=found,
            lines=found.boundaries(),
            predicted=model.predict_proba(task.X_new).astype(np.float64),
            train_accuracy=model.score(task.X, task.y),
            **more,
        )

    @cached_property
    def new_accuracy(self) -> float:
        """Share in [0, 1] of the new points that it gets right."""
        return float((self.predicted.argmax(axis=1) == self.task.y_new).mean())

    @cached_property
    def sharpness(self) -> float:
        """How fast the probability climbs across the boundary."""
        return boundary.sharpness(self.field)

    @cached_property
    def confidence(self) -> float:
        """Mean share of the most likely class over the new points."""
        return float(self.predicted.max(axis=1).mean())

    @cached_property
    def sure(self) -> float:
        """Share in [0, 1] of the plane where the most likely class has at least 0.9."""
        return float((self.field.shares.max(axis=2) >= SURE).mean())

    @cached_property
    def calibration_error(self) -> float:
        """How far its probabilities lie from its accuracy on new points, on average, in [0, 1].

        See :func:`mixlearn.metrics.expected_calibration_error`.
        """
        shares = self.predicted / self.predicted.sum(axis=1, keepdims=True)
        return metrics.expected_calibration_error(self.task.y_new, shares)

    @cached_property
    def loss(self) -> float:
        """Mean cross-entropy on the new points, in nats."""
        truth, _ = labels.one_hot(self.task.y_new, classes=range(self.predicted.shape[1]))
        return labels.cross_entropy(truth, self.predicted)

    @cached_property
    def length(self) -> float:
        """How long the boundary is."""
        return boundary.contour_length(self.field)
