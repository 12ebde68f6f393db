"""The sliders of the course, one lab a file."""

from mixlearn.labs._vectors import WordVectors, word_vectors
from mixlearn.labs.blend import BlendLab
from mixlearn.labs.boundary import BoundaryLab
from mixlearn.labs.failure import FailureLab
from mixlearn.labs.image import ImageLab
from mixlearn.labs.imbalance import ImbalanceLab
from mixlearn.labs.label import LabelLab
from mixlearn.labs.mixmatch import MixMatchLab
from mixlearn.labs.pairing import PairingLab
from mixlearn.labs.playground import PlaygroundLab
from mixlearn.labs.ratio import RatioLab
from mixlearn.labs.sequence import SequenceLab
from mixlearn.labs.text import TextLab
from mixlearn.labs.tuning import TuningLab

__all__ = [
    "BlendLab",
    "BoundaryLab",
    "FailureLab",
    "ImageLab",
    "ImbalanceLab",
    "LabelLab",
    "MixMatchLab",
    "PairingLab",
    "PlaygroundLab",
    "RatioLab",
    "SequenceLab",
    "TextLab",
    "TuningLab",
    "WordVectors",
    "word_vectors",
]
