"""The sliders of the course, one lab a file."""

from mixlearn.labs._vectors import WordVectors, word_vectors
from mixlearn.labs.blend import BlendLab
from mixlearn.labs.boundary import BoundaryLab
from mixlearn.labs.failure import FailureLab
from mixlearn.labs.failure_tables import (
    BudgetTable,
    FailureTable,
    LineTable,
    alternating_line,
    over_failures,
    over_training,
    wrong_labels,
)
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
from mixlearn.labs.playground import PlaygroundLab
from mixlearn.labs.ratio import RatioLab
from mixlearn.labs.sequence import SequenceLab
from mixlearn.labs.sequence_tables import GainTable, over_sentences, over_series
from mixlearn.labs.text import TextLab
from mixlearn.labs.tuning import TuningLab

__all__ = [
    "AccuracyTable",
    "BlendLab",
    "BoundaryLab",
    "BudgetTable",
    "FailureLab",
    "FailureTable",
    "GainTable",
    "ImageLab",
    "ImbalanceLab",
    "LabelLab",
    "LabelTable",
    "LearnerTable",
    "LineTable",
    "MethodTable",
    "MixMatchLab",
    "PairingLab",
    "PlaygroundLab",
    "RatioLab",
    "SeedTable",
    "SequenceLab",
    "TextLab",
    "TuningLab",
    "WordVectors",
    "alternating_line",
    "count_accuracies",
    "over_failures",
    "over_labels",
    "over_learners",
    "over_methods",
    "over_seeds",
    "over_sentences",
    "over_series",
    "over_training",
    "word_vectors",
    "wrong_labels",
]
