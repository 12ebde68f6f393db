"""Small data sets to learn on, seeded: toys, digits, drawn images, series and sentences.

Every toy is a clean shape about four units wide, centred on the origin. Three things can be done
to it, each with random numbers of its own, so that with the same integer `rng` changing one of them
leaves everything else where it was: Gaussian jitter (`noise`), wrong labels (`label_noise`), and
points moved far away (`outliers`). The classes of toys are balanced; those of `imbalanced` are not.
"""

from mixlearn.datasets._dataset import Dataset
from mixlearn.datasets._images import digits, pets, tissue
from mixlearn.datasets._imbalanced import imbalanced
from mixlearn.datasets._sentences import sentences
from mixlearn.datasets._series import series
from mixlearn.datasets._toys import TOYS, blobs, circles, make, moons, spirals, stripes, xor

__all__ = [
    "TOYS",
    "Dataset",
    "blobs",
    "circles",
    "digits",
    "imbalanced",
    "make",
    "moons",
    "pets",
    "sentences",
    "series",
    "spirals",
    "stripes",
    "tissue",
    "xor",
]
