"""What a session remembers: guesses, which answers have been seen, and who shows them."""

import threading
import weakref
from typing import Protocol

__all__ = ["Session", "session"]


class View(Protocol):
    """Something on the page that shows a guess or an answer."""

    def refresh(self) -> None:
        """Show what the session knows now."""


class Session:
    """The guesses of one kernel. They are gone when it stops, and never leave it.

    Attributes
    ----------
    guesses : dict of str to str
        The key of the choice, by the id of its question.
    seen : set of str
        Ids of predictions whose answer has been shown.
    """

    def __init__(self) -> None:
        self.guesses: dict[str, str] = {}
        self.seen: set[str] = set()
        # Callbacks of widgets run beside a running cell.
        self.lock = threading.RLock()
        self._views: weakref.WeakSet[View] = weakref.WeakSet()

    def watch(self, view: View) -> None:
        """Refresh `view` now, and whenever something changes."""
        with self.lock:
            self._views.add(view)
            view.refresh()

    def guess(self, question: str, key: str) -> None:
        """Record a guess."""
        with self.lock:
            self.guesses[question] = key
            self._refresh()

    def see(self, question: str) -> None:
        """Record that the answer has been shown."""
        with self.lock:
            if question not in self.seen:
                self.seen.add(question)
                self._refresh()

    def forget(self, question: str | None = None) -> None:
        """Forget one guess, or all."""
        with self.lock:
            for name in [question] if question else [*self.guesses, *self.seen]:
                self.guesses.pop(name, None)
                self.seen.discard(name)
            self._refresh()

    def _refresh(self) -> None:
        for view in list(self._views):
            view.refresh()


session = Session()
