"""The kinds of questions: what they ask, and how they respond to an answer. No widgets here."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mixlearn.quiz._text import wrap

__all__ = [
    "NOT_ATTEMPTED",
    "RIGHT",
    "WRONG",
    "Array",
    "Choice",
    "Number",
    "Pick",
    "PickAll",
    "Prediction",
    "Question",
    "Slip",
    "Verdict",
]

NOT_ATTEMPTED, WRONG, RIGHT = "not attempted", "wrong", "right"
# Symbol and words: the colour on the page only repeats them.
_SAID = {NOT_ATTEMPTED: "○ Not attempted.", WRONG: "✗ Not yet.", RIGHT: "✓ Right."}


@dataclass(frozen=True)
class Verdict:
    """What became of an answer; it prints as text.

    Attributes
    ----------
    status : {"not attempted", "wrong", "right"}
        An answer that cannot be judged, such as text for a number, is not attempted, not wrong.
    message : str
        Why.
    """

    status: str
    message: str

    def __str__(self) -> str:
        return f"{_SAID[self.status]} {self.message}".rstrip()

    def __repr__(self) -> str:
        return wrap(str(self))


@dataclass(frozen=True)
class Choice:
    """A choice: its name in code, its text, and what is right or wrong about it."""

    key: str
    text: str
    why: str
    right: bool = False


@dataclass(frozen=True)
class Slip:
    """A wrong number, or wrong numbers, to which a known misconception leads."""

    value: Any
    why: str


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What all questions have: a name, which is never a number, and a text."""

    id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Prediction(_Asked):
    """A guess to be made before a picture is seen, and what the picture shows."""

    choices: tuple[Choice, ...]
    outcome: str


@dataclass(frozen=True, kw_only=True)
class Question(_Asked):
    """A question with hints that lead and a solution that explains."""

    hints: tuple[str, ...]
    solution: str

    @property
    def answer(self) -> Any:
        """The right answer, as `judge` takes it."""
        raise NotImplementedError

    def judge(self, answer: Any) -> Verdict:
        """Judge an answer; this never raises."""
        if answer is None or answer is Ellipsis:
            return Verdict(NOT_ATTEMPTED, "There is no answer yet.")
        return self._judge(answer)

    def _judge(self, answer: Any) -> Verdict:
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Pick(Question):
    """One choice is right."""

    choices: tuple[Choice, ...]

    @property
    def answer(self) -> str:
        """The key of the right choice."""
        return next(choice.key for choice in self.choices if choice.right)

    def _judge(self, answer: Any) -> Verdict:
        chosen = {choice.key: choice for choice in self.choices}
        if not isinstance(answer, str) or answer not in chosen:
            known = ", ".join(map(repr, chosen))
            return Verdict(
                NOT_ATTEMPTED, f"The answer is one of {known}. Got {_show(answer)} instead."
            )
        choice = chosen[answer]
        return Verdict(RIGHT if choice.right else WRONG, choice.why)


@dataclass(frozen=True, kw_only=True)
class PickAll(Question):
    """At least one choice is right, perhaps several; the answer is all of them."""

    choices: tuple[Choice, ...]

    @property
    def answer(self) -> tuple[str, ...]:
        """The keys of the right choices."""
        return tuple(choice.key for choice in self.choices if choice.right)

    def _judge(self, answer: Any) -> Verdict:
        known = tuple(choice.key for choice in self.choices)
        keys = answer if isinstance(answer, list | tuple | set | frozenset) else None
        if keys is None or not all(isinstance(key, str) and key in known for key in keys):
            names = ", ".join(map(repr, known))
            return Verdict(
                NOT_ATTEMPTED,
                f"The answer is a list of some of {names}. Got {_show(answer)} instead.",
            )
        if not keys:
            return Verdict(NOT_ATTEMPTED, "Nothing is chosen: at least one of them holds.")
        for choice in self.choices:
            if choice.key in keys and not choice.right:
                return Verdict(WRONG, f"You chose “{choice.text}”. {choice.why}")
        missing = sum(key not in keys for key in self.answer)
        if missing:
            return Verdict(WRONG, f"All that you chose holds, but {missing} more would.")
        return Verdict(RIGHT, " ".join(choice.why for choice in self.choices if choice.right))


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """A number within `tolerance` of `value` is right; one outside [low, high] is not judged."""

    value: float
    why: str
    tolerance: float
    label: str = "Your answer"
    low: float = 0.0
    high: float = 1.0
    slips: tuple[Slip, ...] = ()
    otherwise: str = "That is another number."

    @property
    def answer(self) -> float:
        """The right number."""
        return self.value

    def _judge(self, answer: Any) -> Verdict:
        number = _as_number(answer)
        if number is None or not self.low <= number <= self.high:
            bounds = f"from {self.low:g} to {self.high:g}"
            if self.high == math.inf:
                bounds = f"not below {self.low:g}"
            return Verdict(
                NOT_ATTEMPTED, f"The answer is a number {bounds}. Got {_show(answer)} instead."
            )
        if abs(number - self.value) <= self.tolerance:
            return Verdict(RIGHT, self.why)
        for slip in self.slips:
            if abs(number - slip.value) <= self.tolerance:
                return Verdict(WRONG, slip.why)
        return Verdict(WRONG, self.otherwise)


@dataclass(frozen=True, kw_only=True)
class Array(Question):
    """Numbers of one shape, each within `tolerance` of those in `value`, are right."""

    value: tuple[Any, ...]
    why: str
    tolerance: float = 0.005
    slips: tuple[Slip, ...] = ()

    @property
    def answer(self) -> NDArray[np.float64]:
        """The right numbers."""
        return np.asarray(self.value, float)

    def _judge(self, answer: Any) -> Verdict:
        numbers, right = _as_numbers(answer), self.answer
        if numbers is None:
            a = f"an array of {right.size} numbers, shape {right.shape}"
            return Verdict(NOT_ATTEMPTED, f"The answer is {a}. Got {_show(answer)} instead.")
        if numbers.shape != right.shape:
            return Verdict(
                NOT_ATTEMPTED,
                f"The answer is an array of shape {right.shape}. Got {numbers.shape} instead.",
            )
        if not np.isfinite(numbers).all():
            return Verdict(
                NOT_ATTEMPTED, "The answer is an array of numbers. Got NaN or infinity in it."
            )
        if np.allclose(numbers, right, rtol=0, atol=self.tolerance):
            return Verdict(RIGHT, self.why)
        for slip in self.slips:
            if np.allclose(numbers, slip.value, rtol=0, atol=self.tolerance):
                return Verdict(WRONG, slip.why)
        agree = int((abs(numbers - right) <= self.tolerance).sum())
        return Verdict(WRONG, f"The shape is right, and {agree} of the {right.size} numbers are.")


def read_number(text: str) -> float | str | None:
    """Read 0.25, 1/4 or 25 %; what is not a number comes back as text, and nothing as None."""
    words = text.strip()
    if not words:
        return None
    per_cent = words.endswith("%")
    top, slash, bottom = words.rstrip("% ").partition("/")
    try:
        number = float(top) / (float(bottom) if slash else 1)
    except (ValueError, ZeroDivisionError):
        return words
    return number / 100 if per_cent else number


def _as_number(answer: Any) -> float | None:
    if isinstance(answer, np.ndarray) and answer.ndim == 0:
        answer = answer.item()
    if isinstance(answer, bool | np.bool_) or not isinstance(answer, Real):
        return None
    number = float(answer)
    return number if math.isfinite(number) else None


def _as_numbers(answer: Any) -> NDArray[np.float64] | None:
    if isinstance(answer, str | bytes | dict | set):
        return None
    try:
        raw = np.asarray(answer)
    except Exception:  # noqa: BLE001 - an array-like of the learner's may raise anything
        return None
    return raw.astype(np.float64) if raw.dtype.kind in "iuf" else None


def _show(answer: Any) -> str:
    """Name a value in a few words, the same in every run (so never by its address)."""
    if isinstance(answer, str):
        return repr(answer if len(answer) <= 40 else answer[:37] + "...")
    if isinstance(answer, bool | int | float | complex | np.generic):
        return str(answer)
    if isinstance(answer, list | tuple | set | frozenset) and _few_words(answer):
        return "[" + ", ".join(map(_show, answer)) + "]"
    name = type(answer).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def _few_words(answer: Iterable[Any]) -> bool:
    items = list(answer)
    return len(items) <= 6 and all(isinstance(item, str | int | float) for item in items)
