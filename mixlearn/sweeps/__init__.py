"""Mixing strengths compared fairly, through joblib.

Every strength is held against its placebo, which differs in the blending alone, and on request
against cheaper cousins of mixing: the same splits, seeds, rows and steps for all.
"""

from mixlearn.sweeps._errors import SweepError
from mixlearn.sweeps._labelled import LabelledSplit
from mixlearn.sweeps._result import Best, Sweep
from mixlearn.sweeps._run import sweep_alpha
from mixlearn.sweeps._verdict import Difference, Verdict

__all__ = ["Best", "Difference", "LabelledSplit", "Sweep", "SweepError", "Verdict", "sweep_alpha"]
