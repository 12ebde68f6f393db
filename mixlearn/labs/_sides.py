"""What is seen of a trained network: the plane as it predicts it, and how often it is right."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from mixlearn import boundary, labels
from mixlearn.labs._task import Task

__all__ = ["Side"]

Array = npt.NDArray[Any]


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
        """Look at a model that was trained on a task; `more` is what a kind of side adds."""
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
    def loss(self) -> float:
        """Mean cross-entropy on the new points, in nats."""
        truth, _ = labels.one_hot(self.task.y_new, classes=range(self.predicted.shape[1]))
        return labels.cross_entropy(truth, self.predicted)

    @cached_property
    def length(self) -> float:
        """How long the boundary is."""
        return boundary.contour_length(self.field)
