"""A guess before the picture, and what became of it."""

import ipywidgets

from mixlearn._errors import LearnerError
from mixlearn.quiz._card import ROW, Card, Radio, button, note
from mixlearn.quiz._kinds import Choice, Prediction
from mixlearn.quiz._session import session
from mixlearn.quiz._text import choices_in_words, rich, styled, wrap

__all__ = ["Predict", "QuizError", "Reveal"]


class QuizError(LearnerError):
    """There is no such question, or no such choice; the message lists those that exist."""


class Predict(Card):
    """A question whose answer is recorded, and is neither right nor wrong yet.

    Attributes
    ----------
    guess : str or None
        The key of the choice recorded in this session.
    """

    def __init__(self, question: Prediction) -> None:
        self.question = question
        self._choices = Radio(question.choices)
        self._choices.value = self.guess
        self._record = button(
            "Record my guess", "Keep the guess, to be compared with what happens", self._press
        )
        self._status = ipywidgets.HTML()
        super().__init__(
            [
                ipywidgets.HTML(styled(rich(question.text))),
                self._choices,
                ipywidgets.Box([self._record], layout=ROW),
                self._status,
            ],
            asks=question.text,
        )
        session.watch(self)

    @property
    def guess(self) -> str | None:
        """The key of the choice recorded in this session."""
        return session.guesses.get(self.question.id)

    def record(self, key: str) -> None:
        """Record a guess, as the button does.

        Raises
        ------
        QuizError
            If there is no such choice, or the answer has been shown already.
        """
        if key not in {choice.key for choice in self.question.choices}:
            known = ", ".join(repr(choice.key) for choice in self.question.choices)
            raise QuizError(f"The choices are {known}. Got {key!r} instead.")
        if self._locked:
            raise QuizError(
                "The answer has been shown, so the guess stays what it was. "
                f"Start over with quiz.forget({self.question.id!r})."
            )
        session.guess(self.question.id, key)

    def refresh(self) -> None:
        """Show what the session knows now."""
        if self.guess is not None:
            self._choices.value = self.guess
        self._choices.disabled = self._record.disabled = self._locked
        self._say(self._said())

    def __repr__(self) -> str:
        end = (
            'Run this cell, choose, and press "Record my guess".'
            if self.guess is None
            else self._said()
        )
        parts = (
            wrap(self.question.text),
            choices_in_words(self.question.choices),
            wrap(end),
        )
        return "\n\n".join(parts)

    @property
    def _locked(self) -> bool:
        return self.question.id in session.seen

    def _press(self) -> None:
        if self._choices.value is None:
            self._say("○ Nothing is chosen yet. Any guess will do.")
        else:
            self.record(self._choices.value)

    def _say(self, words: str) -> None:
        self._status.value = note(words)
        self._helper.said = words

    def _said(self) -> str:
        if self.guess is not None:
            end = (
                "What became of it stands below."
                if self._locked
                else "What becomes of it, you will see."
            )
            return f"○ Recorded: “{_chosen(self.question, self.guess).text}”. {end}"
        if self._locked:
            return "○ The answer has been shown, and no guess was recorded before."
        return ""


class Reveal(Card):
    """The learner's own guess, beside what happened and why.

    It waits for the guess, so that running the whole page gives nothing away; a button lets
    readers skip the guess.
    """

    def __init__(self, question: Prediction) -> None:
        self.question = question
        self._text = ipywidgets.HTML()
        self._show = button("Show it without a guess", "What happens, and why", self._press)
        super().__init__([self._text, ipywidgets.Box([self._show], layout=ROW)])
        session.watch(self)

    def refresh(self) -> None:
        """Show what the session knows now."""
        known = self.question.id in session.guesses or self.question.id in session.seen
        self._text.value = styled(note(self._guessed()))
        self._helper.said = self._guessed()
        if known:
            self._text.value += rich(self.question.outcome)
        self._show.layout.display = "none" if known else ""
        if self.question.id in session.guesses:
            session.see(self.question.id)

    def _saved_text(self) -> str:
        """Return a text without the answer: it would stand below the question, guess or not."""
        return wrap(
            "○ What happens waits for your guess. Run the cell "
            f'`quiz.predict("{self.question.id}")`, choose, and press “Record my guess”; then run '
            "this one."
        )

    def __repr__(self) -> str:
        return f"{wrap(self._guessed())}\n\n{wrap(self.question.outcome)}"

    def _press(self) -> None:
        session.see(self.question.id)

    def _guessed(self) -> str:
        key = session.guesses.get(self.question.id)
        if key is None:
            return (
                "○ No guess was recorded, which is no harm. To have one compared, run the cell "
                f'`quiz.predict("{self.question.id}")`, choose, and press “Record my guess”.'
            )
        choice = _chosen(self.question, key)
        start = "✓ As you guessed" if choice.right else "✗ Other than you guessed"
        return f"{start}: “{choice.text}”. {choice.why}".rstrip()


def _chosen(question: Prediction, key: str) -> Choice:
    return next(choice for choice in question.choices if choice.key == key)
