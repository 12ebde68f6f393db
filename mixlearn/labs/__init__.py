"""The sliders of the course, one lab a file."""

from mixlearn.labs.blend import BlendLab
from mixlearn.labs.boundary import BoundaryLab
from mixlearn.labs.over_seeds import SeedTable, over_seeds

__all__ = ["BlendLab", "BoundaryLab", "SeedTable", "over_seeds"]
