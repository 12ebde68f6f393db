"""The sliders of the course, one lab a file."""

from mixlearn.labs.blend import BlendLab
from mixlearn.labs.boundary import BoundaryLab
from mixlearn.labs.over_seeds import SeedTable, over_seeds
from mixlearn.labs.pairing import PairingLab

__all__ = ["BlendLab", "BoundaryLab", "PairingLab", "SeedTable", "over_seeds"]
