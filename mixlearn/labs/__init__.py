"""The sliders of the course, one lab a file."""

from mixlearn.labs.blend import BlendLab
from mixlearn.labs.boundary import BoundaryLab
from mixlearn.labs.image import ImageLab
from mixlearn.labs.imbalance import ImbalanceLab
from mixlearn.labs.imbalance_tables import MethodTable, over_methods
from mixlearn.labs.label import LabelLab
from mixlearn.labs.label_tables import (
    AccuracyTable,
    LabelTable,
    count_accuracies,
    over_labels,
)
from mixlearn.labs.mixmatch import MixMatchLab
from mixlearn.labs.mixmatch_tables import LearnerTable, over_learners
from mixlearn.labs.over_seeds import SeedTable, over_seeds
from mixlearn.labs.pairing import PairingLab
from mixlearn.labs.ratio import RatioLab

__all__ = [
    "AccuracyTable",
    "BlendLab",
    "BoundaryLab",
    "ImageLab",
    "ImbalanceLab",
    "LabelLab",
    "LabelTable",
    "LearnerTable",
    "MethodTable",
    "MixMatchLab",
    "PairingLab",
    "RatioLab",
    "SeedTable",
    "count_accuracies",
    "over_labels",
    "over_learners",
    "over_methods",
    "over_seeds",
]
