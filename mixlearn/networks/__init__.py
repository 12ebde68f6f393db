"""Small neural networks in NumPy that learn soft labels, and mix afresh at every step.

`SoftLabelMLP` learns from labelled rows, `MixMatchClassifier` from unlabelled ones as well. The
network that both train is in ``_engine.py``: forward, backward and Adam, to be read in one sitting.
"""

from mixlearn.networks._guesses import brier, sharpen
from mixlearn.networks._mixmatch import UNLABELLED, MixMatchClassifier
from mixlearn.networks._soft_label import SoftLabelMLP

__all__ = ["UNLABELLED", "MixMatchClassifier", "SoftLabelMLP", "brier", "sharpen"]
