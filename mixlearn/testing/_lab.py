"""The contract of a lab, as checks that anybody's lab can be put through."""

from collections.abc import Callable
from typing import Any

from mixlearn.testing import _moved, _shown
from mixlearn.testing._places import remembering

__all__ = ["check_lab"]


def check_lab(Lab: Any) -> None:
    """Check that a lab does what every lab must do.

    It tries corners, presets, bad settings, `state`, `reset` and `code`, computes the same place
    twice, and looks at the page: every control, every panel, every text. This takes a few seconds.

    Parameters
    ----------
    Lab : type
        A subclass of :class:`mixlearn.labs.Lab` that starts without arguments.

    Raises
    ------
    AssertionError
        If something is not as it must be; one sentence says what.

    Examples
    --------
    >>> from mixlearn.labs import BlendLab
    >>> from mixlearn.testing import check_lab
    >>> check_lab(BlendLab)
    """
    once = remembering(Lab)
    for check in _CHECKS:
        try:
            check(Lab if check in _COMPUTE else once)
        except Exception as error:  # whatever a lab may raise where it must not
            if isinstance(error, AssertionError):
                raise
            words = " ".join(f"{type(error).__name__}: {error}".split())
            raise AssertionError(f"{Lab.__name__}: {check.__doc__} It raises {words}") from error


# These are about what is computed; for the others, a place that was seen before will do.
_COMPUTE = (_moved.check_repeats, _moved.check_threads)
# In this order: later checks rely on `reset`, so it comes early.
_CHECKS: tuple[Callable[[Any], None], ...] = (
    _shown.check_settings,
    _shown.check_controls,
    _moved.check_reset,
    _moved.check_repeats,
    _shown.check_corners,
    _shown.check_moves,
    _moved.check_presets,
    _moved.check_refusals,
    _moved.check_state,
    _shown.check_choices,
    _moved.check_memory,
    _moved.check_lock,
    _moved.check_threads,
    _shown.check_escaping,
)
