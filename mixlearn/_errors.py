"""Errors that a learner reads."""

__all__: list[str] = []


class LearnerError(ValueError):
    """What a learner asked for cannot be done; the message says what can be.

    Jupyter shows its sentence alone, without the stack trace.
    """

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]
