"""Every question of the course by its name; a topic is registered by its file being there."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from mixlearn.quiz._kinds import Prediction, Question
from mixlearn.quiz._predictions import QuizError
from mixlearn.quiz._reading import QuestionError, Topic, read_questions, read_topic

__all__ = ["Library", "find_prediction", "find_question", "ids"]


class Library:
    """The questions in the Markdown files of a folder, one file a topic.

    To learn which file holds which topic, only titles are read. A file is read in full when one
    of its questions is first asked for.

    Parameters
    ----------
    folder : path-like
        Where the files are.
    """

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder
        self._read: dict[str, dict[str, Prediction | Question]] = {}

    @cached_property
    def topics(self) -> Mapping[str, str]:
        """Map the words with which ids begin to the names of files, in the order of the course."""
        known: dict[str, tuple[Topic, str]] = {}
        for path in sorted(self._folder.iterdir(), key=lambda path: path.name):
            if not path.name.endswith(".md"):
                continue
            with path.open(encoding="utf-8") as file:
                topic = read_topic(path.name, file.readline())
            if topic.name in known:
                words = f"the topic {topic.name!r} is that of questions/{known[topic.name][1]}."
                raise QuestionError(path.name, 1, words)
            known[topic.name] = topic, path.name
        return {topic.name: name for topic, name in sorted(known.values())}

    def questions(self, topic: str) -> Mapping[str, Prediction | Question]:
        """Return the questions of a topic by their ids, read once; empty for an unknown topic."""
        file = self.topics.get(topic)
        if file is None:
            return {}
        if topic not in self._read:
            source = (self._folder / file).read_text(encoding="utf-8")
            self._read[topic] = read_questions(file, source)
        return self._read[topic]

    def ids(self) -> list[str]:
        """List the ids of all questions, which reads all files."""
        return [name for topic in self.topics for name in self.questions(topic)]

    def find(self, name: Any) -> Prediction | Question:
        """Return the question of that name.

        Raises
        ------
        QuizError
            If there is no such question; the message names the nearest.
        """
        made = self.questions(str(name).partition("-")[0]).get(str(name))
        if made is not None and isinstance(name, str):
            return made
        near = get_close_matches(str(name), self.ids(), n=3, cutoff=0.5)
        if near:
            raise QuizError(
                f"There is no question {name!r}. The nearest are {', '.join(map(repr, near))}."
            )
        raise QuizError(f"There is no question {name!r}. quiz.ids() names all of them.")


_COURSE = Library(files("mixlearn.quiz") / "questions")


def ids() -> list[str]:
    """List the ids of all predictions and questions, in the order of the course."""
    return _COURSE.ids()


def find_prediction(name: Any) -> Prediction:
    """Return the prediction of that name."""
    made = _COURSE.find(name)
    if isinstance(made, Prediction):
        return made
    raise QuizError(f'"{name}" is a question, not a prediction: show it by quiz.ask("{name}").')


def find_question(name: Any) -> Question:
    """Return the question of that name."""
    made = _COURSE.find(name)
    if isinstance(made, Question):
        return made
    raise QuizError(
        f'"{name}" is a prediction: show it by quiz.predict("{name}"), and what became of it by '
        f'quiz.reveal("{name}").'
    )
