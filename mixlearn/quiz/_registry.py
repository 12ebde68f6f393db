"""Every question of the course by its name."""

from difflib import get_close_matches
from typing import Any

from mixlearn.quiz._kinds import Prediction, Question
from mixlearn.quiz._predictions import QuizError
from mixlearn.quiz.questions import (
    blending,
    choosing_alpha,
    choosing_pairs,
    decision_boundaries,
    failures,
    images,
    imbalance,
    in_practice,
    label_weighting,
    mixing_ratio,
    mixmatch,
    sequences_and_text,
    start_here,
)

__all__ = ["MODULES", "find_prediction", "find_question", "ids"]

MODULES = (
    start_here,
    blending,
    mixing_ratio,
    choosing_pairs,
    label_weighting,
    decision_boundaries,
    images,
    imbalance,
    sequences_and_text,
    choosing_alpha,
    failures,
    mixmatch,
    in_practice,
)
_ALL: dict[str, Prediction | Question] = {
    question.id: question for module in MODULES for question in module.QUESTIONS
}


def ids() -> list[str]:
    """Name every prediction and question, in the order of the course."""
    return list(_ALL)


def find_prediction(name: Any) -> Prediction:
    """Return the prediction of that name."""
    found = _find(name)
    if isinstance(found, Prediction):
        return found
    raise QuizError(f'"{name}" is a question, not a prediction: show it by quiz.ask("{name}").')


def find_question(name: Any) -> Question:
    """Return the question of that name."""
    found = _find(name)
    if isinstance(found, Question):
        return found
    raise QuizError(
        f'"{name}" is a prediction: show it by quiz.predict("{name}"), and what became of it by '
        f'quiz.reveal("{name}").'
    )


def _find(name: Any) -> Prediction | Question:
    if isinstance(name, str) and name in _ALL:
        return _ALL[name]
    near = get_close_matches(str(name), _ALL, n=3, cutoff=0.5)
    if near:
        raise QuizError(
            f"There is no question {name!r}. The nearest are {', '.join(map(repr, near))}."
        )
    raise QuizError(f"There is no question {name!r}. quiz.ids() names all of them.")
