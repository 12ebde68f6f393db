"""How right a classifier is, how sure it is, and the accuracies that mixing confuses."""

from mixlearn.metrics._accuracies import Accuracies, OnMixes, accuracies, on_mixes
from mixlearn.metrics._calibration import (
    STRATEGIES,
    Reliability,
    expected_calibration_error,
    overconfidence,
    reliability,
)
from mixlearn.metrics._labelled import labelled_scorer

__all__ = [
    "STRATEGIES",
    "Accuracies",
    "OnMixes",
    "Reliability",
    "accuracies",
    "expected_calibration_error",
    "labelled_scorer",
    "on_mixes",
    "overconfidence",
    "reliability",
]
