"""Small data sets to learn on, seeded: toys, digits, drawn images, series and sentences.

Every toy is a clean shape about four units wide, centred on the origin. Three things can be done
to it, each with random numbers of its own, so that with the same integer `rng` changing one of them
leaves everything else where it was: Gaussian jitter (`noise`), wrong labels (`label_noise`), and
points moved far away (`outliers`). The classes of toys are balanced; those of `imbalanced` are not.
"""

# `import x as x`: each line makes a name public, for type checkers too.
from mixlearn.datasets._dataset import Dataset as Dataset
from mixlearn.datasets._images import digits as digits
from mixlearn.datasets._images import pets as pets
from mixlearn.datasets._images import tissue as tissue
from mixlearn.datasets._imbalanced import imbalanced as imbalanced
from mixlearn.datasets._sentences import sentences as sentences
from mixlearn.datasets._series import series as series
from mixlearn.datasets._toys import TOYS as TOYS
from mixlearn.datasets._toys import blobs as blobs
from mixlearn.datasets._toys import circles as circles
from mixlearn.datasets._toys import make as make
from mixlearn.datasets._toys import moons as moons
from mixlearn.datasets._toys import spirals as spirals
from mixlearn.datasets._toys import stripes as stripes
from mixlearn.datasets._toys import xor as xor
