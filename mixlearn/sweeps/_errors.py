"""What stops a sweep, with what was done by then."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mixlearn.sweeps._result import Sweep

__all__ = ["SweepError"]


class SweepError(RuntimeError):
    """A sweep could not be finished.

    Attributes
    ----------
    partial : Sweep or None
        What was finished; the scores of all other cells are NaN. None if nothing was.
    """

    def __init__(self, message: str, partial: "Sweep | None" = None) -> None:
        super().__init__(message)
        self.partial = partial
