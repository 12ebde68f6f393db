"""A verdict in words."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mixlearn.sweeps._verdict import Difference, Verdict

__all__ = ["told"]


def told(verdict: "Verdict") -> str:
    """Say what is known about mixing and repetition, and what was not tried."""
    words = _Words(verdict)
    parts = [words.effect(), words.repetition()]
    if not verdict.has_placebo:
        parts.append(
            "No placebo is known for this estimator: whatever else mixing does there, such as "
            "repeating rows, counts as its effect."
        )
    if verdict.not_tried:
        parts.append(f"Controls not tried: {', '.join(verdict.not_tried)}.")
    text = " ".join(filter(None, parts))
    return "\n".join([text, *words.table()])


class _Words:
    """The sentences of one verdict."""

    def __init__(self, verdict: "Verdict") -> None:
        self.verdict = verdict
        against = verdict.differences[0].against
        self.rival = "its placebo" if against == "placebo" else against

    def effect(self) -> str:
        """Say how mixing compares with its placebo, or with no mixing, and with the controls."""
        v = self.verdict
        parts = []
        if v.better:
            # One that beats the controls as well says more than a larger gain that does not.
            best = max(v.beats_all or v.better, key=lambda found: found.mean)
            parts.append(
                f"{self._where(best)} is better than {self.rival} by {self._size(best)}"
                f"{self._controls(best)}"
            )
        if v.worse:
            worst = min(v.worse, key=lambda found: found.mean)
            parts.append(f"{self._where(worst)} is worse than {self.rival} by {self._size(worst)}")
        if not parts:
            parts.append(f"No detectable effect of mixing on {v.metric}")
        text = f"{'; '.join(parts)}, over {self._runs()}."
        text = text[0].upper() + text[1:]
        return f"{text} {self._counts() if v.better or v.worse else self._excluded()}"

    def _runs(self) -> str:
        v = self.verdict
        return f"{v.runs} paired runs{' (folds; all seeds share them)' if v.same_splits else ''}"

    def _controls(self, found: "Difference") -> str:
        v = self.verdict
        beside = v.beside(found)
        if not beside:
            return ""
        if found in v.beats_all:
            least = min(beside, key=lambda each: each.mean)
            return f", and than every control, by {self._points(least.mean)} or more on average"
        names = [each.against for each in beside if each.low <= 0]
        return f", but not detectably than {_listed(names)}"

    def _counts(self) -> str:
        v = self.verdict
        told = len(v.better) + len(v.worse)
        counts = [
            (len(v.better), "better"),
            (len(v.worse), "worse"),
            (len(v.differences) - told, "undecided"),
        ]
        text = ", ".join(
            f"{count} of {len(v.differences)} comparisons {word}" for count, word in counts if count
        )
        if v.controls:
            text += f"; {len(v.beats_all)} better than every control"
        return f"In all: {text} ({v.level:.0%} jointly)."

    def _excluded(self) -> str:
        v = self.verdict
        if all(found.low == found.high == 0 for found in v.differences):
            return f"Every run scored the same with mixing and with {self.rival}."
        known = [found for found in v.differences if math.isfinite(found.low)]
        text = []
        if known:
            high, low = max(d.high for d in known), min(d.low for d in known)
            text.append(
                f"Excluded{f', against {self.rival}' if self.rival != 'no mixing' else ''}, at "
                f"{v.level:.0%} jointly for {_count(len(v.differences) + len(v.controls))}: more "
                f"than {self._points(max(high, 0.0))} better, and more than "
                f"{self._points(max(-low, 0.0))} worse."
            )
        fixed = [found for found in v.differences if not math.isfinite(found.low)]
        if fixed:
            names = [f"{self._where(each)} ({self._signed(each.mean)})" for each in fixed]
            text.append(
                f"The same difference in every run, which says nothing about others: "
                f"{_listed(names)}."
            )
        return " ".join(text)

    def repetition(self) -> str:
        """Say what repeating rows does by itself, where that is known."""
        v = self.verdict
        if not v.repetition:
            return ""
        clear = [found for found in v.repetition if found.low > 0 or found.high < 0]
        if not clear:
            return "Repeating rows alone, the placebo against no mixing: no detectable effect."
        most = max(clear, key=lambda found: abs(found.mean))
        return (
            "Repeating rows alone, the placebo against no mixing: "
            f"{self._signed(most.mean)} at {self._where(most)} (between {self._signed(most.low)} "
            f"and {self._signed(most.high)}), detectable at {len(clear)} of {len(v.repetition)}."
        )

    def table(self) -> list[str]:
        """Write all intervals, strengths by rivals, where there are controls."""
        v = self.verdict
        if not v.controls:
            return []
        columns = [(found, *v.beside(found)) for found in v.differences]
        cells = [[self._interval(found) for found in column] for column in columns]
        heads = [self._where(found) for found in v.differences]
        names = [found.against for found in columns[0]]
        if len(heads) <= len(names):  # otherwise lines get too long
            cells = [list(row) for row in zip(*cells, strict=True)]
            heads, names = names, heads
        unit = " in points" if self._in_points() else ""
        return [
            f"Mixing minus each{unit}, mean [interval]; * beyond chance:",
            *_aligned([["", *names], *([h, *row] for h, row in zip(heads, cells, strict=True))]),
        ]

    def _interval(self, found: "Difference") -> str:
        star = "*" if found.low > 0 or found.high < 0 else " "
        if not math.isfinite(found.low):
            return f"{self._number(found.mean)} [unknown]{star}"
        return (
            f"{self._number(found.mean)} [{self._number(found.low)}, "
            f"{self._number(found.high)}]{star}"
        )

    def _where(self, found: "Difference") -> str:
        at = "" if found.budget is None else f" at {self.verdict.budget_param}={found.budget}"
        return f"alpha={found.alpha:g}{at}"

    def _size(self, found: "Difference") -> str:
        low, high = sorted((abs(found.low), abs(found.high)))
        return (
            f"{self._points(abs(found.mean))} of {self.verdict.metric} "
            f"(between {self._points(low)} and {self._points(high)})"
        )

    def _in_points(self) -> bool:
        return "accuracy" in self.verdict.metric

    def _number(self, value: float) -> str:
        text = f"{100 * value:+.1f}" if self._in_points() else f"{value:+.3g}"
        return text.replace("-0.0", "+0.0") if not float(text) else text

    def _signed(self, value: float) -> str:
        return f"{self._number(value)}{' points' if self._in_points() else ''}"

    def _points(self, value: float) -> str:
        return f"{100 * value:.1f} points" if self._in_points() else f"{value:.3g}"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(f"{text:>{width}}" for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _count(comparisons: int) -> str:
    return "one comparison" if comparisons == 1 else f"{comparisons} comparisons"
