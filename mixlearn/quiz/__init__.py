"""The questions of the course: guesses before the picture, and checks after it.

A notebook says ``quiz.predict("start-boundary-shape")`` before a lab, ``quiz.reveal(...)`` with the
same id after it, and ``quiz.ask("start-accuracy-fell")`` at the end of a section. Nothing is stored
outside the running kernel.
"""

from typing import Any

from mixlearn.quiz._asking import Ask
from mixlearn.quiz._kinds import Question, Verdict
from mixlearn.quiz._predictions import Predict, QuizError, Reveal
from mixlearn.quiz._registry import find_prediction, find_question, ids
from mixlearn.quiz._session import session

__all__ = ["QuizError", "ask", "check", "forget", "guesses", "ids", "predict", "reveal"]

# The question last shown under each id, so that code can answer it.
_asked: dict[str, Ask] = {}


def predict(id: str) -> Predict:  # noqa: A002 - what the course calls it
    """Show a question whose answer is recorded before the picture is seen.

    Parameters
    ----------
    id : str
        Name of the prediction.

    Returns
    -------
    Predict
        A widget; ``.record(key)`` does what its button does.

    Raises
    ------
    QuizError
        If there is no such prediction; the message names the nearest.

    Examples
    --------
    >>> from mixlearn import quiz
    >>> quiz.predict("start-boundary-shape").record("less")
    >>> quiz.guesses()
    {'start-boundary-shape': 'less'}
    >>> quiz.forget()
    """
    return Predict(find_prediction(id))


def reveal(id: str) -> Reveal:  # noqa: A002
    """Show the learner's own guess beside what happened and why.

    Parameters
    ----------
    id : str
        Name of the prediction.

    Returns
    -------
    Reveal
        A widget, which waits for the guess if none was made yet.

    Raises
    ------
    QuizError
        If there is no such prediction; the message names the nearest.
    """
    return Reveal(find_prediction(id))


def ask(id: str) -> Ask:  # noqa: A002
    """Show a question with hints and a solution; running it again starts it afresh.

    Parameters
    ----------
    id : str
        Name of the question.

    Returns
    -------
    Ask
        A widget with ``check(answer)``, ``hint()``, ``solution()`` and ``status``.

    Raises
    ------
    QuizError
        If there is no such question; the message names the nearest.

    Examples
    --------
    >>> from mixlearn import quiz
    >>> question = quiz.ask("blend-lam-from-label")
    >>> question.check(0.75)
    ✗ Not yet. That is the share of the dog, the second parent. λ is the share of the first.
    >>> question.status
    'wrong'
    """
    question: Question = find_question(id)
    _asked[question.id] = Ask(question)
    return _asked[question.id]


def check(id: str, answer: Any) -> Verdict:  # noqa: A002
    """Answer a question in code.

    Parameters
    ----------
    id : str
        Name of the question.
    answer : object
        The name of a choice, a list of names, a number or an array, as the question needs it.

    Returns
    -------
    Verdict
        It prints as text, and the question on the page shows it too.

    Raises
    ------
    QuizError
        If there is no such question; the message names the nearest.

    Examples
    --------
    >>> from mixlearn import quiz
    >>> quiz.check("blend-swapped-parents", ...)
    ○ Not attempted. There is no answer yet.
    """
    question = find_question(id)
    return (_asked.get(question.id) or ask(id)).check(answer)


def guesses() -> dict[str, str]:
    """Return the guesses of this session: the key of the choice by the name of the prediction."""
    return dict(session.guesses)


def forget(id: str | None = None) -> None:  # noqa: A002
    """Forget one guess, or all, to start over.

    Parameters
    ----------
    id : str or None, default=None
        Name of the prediction; None forgets all.
    """
    session.forget(id if id is None else find_prediction(id).id)
