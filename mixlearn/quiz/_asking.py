"""A question on the page: answer, hints, solution, and what became of it."""

import threading
from typing import Any

import ipywidgets

from mixlearn.quiz._card import ROW, Card, Radio, button, note
from mixlearn.quiz._kinds import (
    NOT_ATTEMPTED,
    Array,
    Number,
    Pick,
    PickAll,
    Question,
    Verdict,
    read_number,
)
from mixlearn.quiz._text import Words, choices_in_words, rich, styled, wrap

__all__ = ["Ask"]


class Ask(Card):
    """A question that can be answered with the mouse, the keyboard or in code.

    Attributes
    ----------
    status : {"not attempted", "wrong", "right"}
        How the last answer that could be judged was judged.
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        self.status = NOT_ATTEMPTED
        self._lock = threading.RLock()
        self._last: Verdict | None = None
        self._hints_shown = 0
        self._insisted = False
        self._solved = False
        self._answer = _answer_widget(question)
        self._check = button("Check", "Compare the answer", self._press_check)
        self._check.layout.display = "none" if isinstance(question, Array) else ""
        self._hint = button("", "A step towards the answer", self.hint)
        self._solution = button("Solution", "The answer, and why", self.solution)
        self._said = ipywidgets.HTML()
        self._helped = ipywidgets.HTML()
        super().__init__(
            [
                ipywidgets.HTML(styled(rich(question.text))),
                self._answer,
                ipywidgets.Box([self._check, self._hint, self._solution], layout=ROW),
                self._said,
                self._helped,
            ],
            asks=question.text,
        )
        self._listen()
        self._show_help()

    def check(self, answer: Any) -> Verdict:
        """Judge an answer.

        Parameters
        ----------
        answer : object
            The name of a choice, a list of names, a number or an array, as the question needs it.

        Returns
        -------
        Verdict
            It prints as text. An answer of the wrong type or shape is not attempted, not wrong.
        """
        with self._lock:
            verdict = self.question.judge(answer)
            self._last = verdict
            if verdict.status != NOT_ATTEMPTED:
                self.status = verdict.status
            self._said.value = note(str(verdict))
            self._helper.said = str(verdict)
        return verdict

    def hint(self) -> Words:
        """Show the next hint."""
        with self._lock:
            total = len(self.question.hints)
            if self._hints_shown == total:
                return Words("There are no more hints. `solution()` gives the answer.")
            self._hints_shown += 1
            self._show_help()
            return Words(self._hint_text(self._hints_shown))

    def solution(self) -> Words:
        """Show the solution: at once after an attempt, before one only when asked twice."""
        with self._lock:
            if self.status == NOT_ATTEMPTED and not self._insisted:
                self._insisted = True
                words = "○ You have not tried it yet. Try, or ask again to see the solution."
                self._said.value = note(words)
                self._helper.said = words
                return Words(words)
            if self.status == NOT_ATTEMPTED:
                self._said.value = ""
            self._solved = True
            self._show_help()
            return Words(self._solution_text())

    def __repr__(self) -> str:
        parts = [wrap(self.question.text)]
        if isinstance(self.question, Pick | PickAll):
            parts.append(choices_in_words(self.question.choices))
        if isinstance(self.question, Array):
            parts.append(wrap(_in_code(self.question)))
        elif self._last is None:
            parts.append("Run this cell to answer it.")
        if self._last is not None:
            parts.append(repr(self._last))
        return "\n\n".join(parts)

    def _listen(self) -> None:
        if isinstance(self.question, Array):
            return
        if isinstance(self.question, Number):
            # By the Enter key, or on the way to a button. The widget's own message about Enter
            # overtakes the text that was typed before it.
            self._answer.observe(lambda _: self._press_check(), "value")
            return
        boxes = self._answer.children if isinstance(self.question, PickAll) else (self._answer,)
        for widget in boxes:
            widget.observe(self._on_change, "value")

    def _on_change(self, _change: Any) -> None:
        # A verdict beside any other answer than the one that it judged would mislead.
        self._said.value = ""

    def _press_check(self) -> None:
        self.check(_read(self.question, self._answer))

    def _show_help(self) -> None:
        total, shown = len(self.question.hints), self._hints_shown
        self._hint.disabled = shown == total
        self._hint.description = (
            "No more hints" if shown == total else f"Hint ({shown + 1} of {total})"
        )
        texts = [self._hint_text(number) for number in range(1, shown + 1)]
        if self._solved:
            texts.append(self._solution_text())
        self._solution.disabled = self._solved
        self._helped.value = "".join(map(note, texts))
        self._helper.said = texts[-1] if texts else ""

    def _hint_text(self, number: int) -> str:
        return f"Hint {number} of {len(self.question.hints)}: {self.question.hints[number - 1]}"

    def _solution_text(self) -> str:
        return f"Solution: {self.question.solution}"


def _answer_widget(question: Question) -> ipywidgets.Widget:
    if isinstance(question, Pick):
        return Radio(question.choices)
    if isinstance(question, PickAll):
        return ipywidgets.VBox(
            [
                ipywidgets.Checkbox(
                    value=False, description=choice.text, indent=False, layout={"width": "100%"}
                )
                for choice in question.choices
            ],
            layout={"width": "100%"},
        )
    if isinstance(question, Number):
        return ipywidgets.Text(
            description=question.label,
            placeholder="a number",
            continuous_update=False,
            style={"description_width": "initial"},
            layout={"width": "260px"},
        )
    return ipywidgets.HTML(rich(_in_code(question)))


def _read(question: Question, widget: Any) -> Any:
    """Return what the learner has entered, as `judge` takes it."""
    if isinstance(question, PickAll):
        pairs = zip(question.choices, widget.children, strict=True)
        return [choice.key for choice, box in pairs if box.value]
    return read_number(widget.value) if isinstance(question, Number) else widget.value


def _in_code(question: Question) -> str:
    return f'Answer in code: `quiz.check("{question.id}", your_array)`.'
