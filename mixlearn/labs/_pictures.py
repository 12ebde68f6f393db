"""The picture that six labs have: two planes side by side."""

from typing import Any, ClassVar

from mixlearn.labs._sides import Side
from mixlearn.labs._task import Task
from mixlearn.plots import Panel

__all__ = ["SideBySide"]


class SideBySide:
    """Two panels of one kind; what a panel shows already is not drawn again.

    A subclass says what a panel is (`make`), and in `update` where the panels `stand` and what is
    on them.

    Attributes
    ----------
    panels : dict of str to Panel
        What is shown now, from left to right.
    """

    names: ClassVar[tuple[str, ...]] = ("without mixing", "with mixing")

    def __init__(self, *place: Any) -> None:
        self._made: dict[tuple[Any, ...], dict[str, Any]] = {}
        self._panels: dict[str, Any] = {}
        self._start = place or ((), (0, 1, 0, 1))

    @property
    def panels(self) -> dict[str, Any]:
        """What is shown now; before the first `update`, panels of the same sizes."""
        if not self._panels:
            self.stand(*self._start)
        return self._panels

    def make(self, *place: Any) -> Panel:
        """Make a panel for class names, a frame or whatever else `stand` is given."""
        raise NotImplementedError

    def stand(self, *place: Any) -> None:
        """Bring out the panels of a place; they are made once, as a figure takes its time."""
        if place not in self._made:
            self._made[place] = {name: self.make(*place) for name in self.names}
        if self._panels is not self._made[place]:
            self._panels = self._made[place]
            self._shown: dict[tuple[str, str], Any] = {}

    def is_new(self, name: str, what: str, *is_now: Any) -> bool:
        """Note what a panel shows from now on, and say whether it showed something else."""
        if self._shown.get((name, what)) == is_now:
            return False
        self._shown[name, what] = is_now
        return True

    def points(self, task: Task) -> None:
        """Put the training points on both panels."""
        for name in self.names:
            if self.is_new(name, "points", task):
                self.panels[name].points(task.X, task.y, task.flipped, task.outliers)

    def plane(self, name: str, side: Side, title: str, note: str) -> bool:
        """Put what a network predicts on a panel, and say whether it was not there before."""
        new = self.is_new(name, "plane", side, title, note)
        if new:
            self.panels[name].field(side.field, side.lines, title=title, note=note)
        return new
