"""Mixing strengths compared fairly: every seed, split and strength, through joblib."""

from mixlearn.sweeps._errors import SweepError
from mixlearn.sweeps._result import Best, Sweep
from mixlearn.sweeps._run import sweep_alpha
from mixlearn.sweeps._verdict import Difference, Verdict

__all__ = ["Best", "Difference", "Sweep", "SweepError", "Verdict", "sweep_alpha"]
