"""Questions from Markdown: a strict reader that names the file and line of a mistake."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from mixlearn.quiz._arithmetic import work_out
from mixlearn.quiz._blocks import RIGHT, TEXT, WRONG, Block, Mistake, Part, blocks
from mixlearn.quiz._kinds import Array, Choice, Number, Pick, PickAll, Prediction, Question, Slip

__all__ = ["QuestionError", "Topic", "read_questions", "read_topic"]

_TITLE = re.compile(r"# (?P<name>[a-z]+): \S.* \(notebook (?P<notebook>\d+)\)")
_CHOICE = re.compile(r"(?P<key>[a-z]+(-[a-z]+)*): (?P<text>\S.*)")
_OTHERWISE = "anything else"


class QuestionError(ValueError):
    """A file of questions cannot be read; the message names the file, the line and the mistake."""

    def __init__(self, file: str, line: int, words: str) -> None:
        super().__init__(f"questions/{file}, line {line}: {words}")


class Topic(NamedTuple):
    """What the first line of a file says; topics sort in the order of the course."""

    notebook: int
    name: str


def read_topic(file: str, title: str) -> Topic:
    """Read the first line of a file.

    Parameters
    ----------
    file : str
        Name of the file, for the message.
    title : str
        The line.

    Returns
    -------
    Topic
        Number of the notebook, and the word with which the ids in the file begin.

    Raises
    ------
    QuestionError
        If the line is not a title.

    Examples
    --------
    >>> read_topic("start_here.md", "# start: what mixing is (notebook 00)")
    Topic(notebook=0, name='start')
    """
    match = _TITLE.fullmatch(title.rstrip())
    if match is None:
        words = "the title must read like `# start: what mixing is (notebook 00)`"
        raise QuestionError(file, 1, f"{words}: {title.rstrip()!r}.")
    return Topic(int(match["notebook"]), match["name"])


def read_questions(file: str, source: str) -> dict[str, Prediction | Question]:
    """Read all questions of a file.

    Parameters
    ----------
    file : str
        Name of the file, for the messages.
    source : str
        Its text; CONTRIBUTING.md shows the form.

    Returns
    -------
    dict of str to Prediction or Question
        The questions by their ids, in the order of the file.

    Raises
    ------
    QuestionError
        At the first mistake.
    """
    lines = source.splitlines() or [""]
    topic = read_topic(file, lines[0])
    made: dict[str, Prediction | Question] = {}
    try:
        for block in blocks(lines):
            _check_id(block, topic, made)
            made[block.id] = _question(block)
    except Mistake as mistake:
        raise QuestionError(file, mistake.line, mistake.words) from None
    if not made:
        raise QuestionError(file, 1, "below the title there must be at least one question.")
    return made


def _check_id(block: Block, topic: Topic, made: dict[str, Prediction | Question]) -> None:
    if block.id in made:
        raise Mistake(block.line, f"there is a question {block.id!r} already.")
    if not block.id.startswith(f"{topic.name}-"):
        words = f"ids in this file must begin with '{topic.name}-'"
        raise Mistake(block.line, f"{words}. Got {block.id!r} instead.")


def _question(block: Block) -> Prediction | Question:
    if block.kind not in _KINDS:
        kinds = ", ".join(_KINDS)
        raise Mistake(block.line, f"the kind must be one of {kinds}. Got {block.kind!r} instead.")
    make, fields = _KINDS[block.kind]
    for part in block.parts:
        if part.name not in {TEXT, RIGHT, WRONG, *fields}:
            raise Mistake(part.line, f"a question of kind {block.kind} takes no {part.name}.")
    right = block.all(RIGHT)
    if not right:
        raise Mistake(block.line, f"{block.id!r} needs a right answer, `- [x] `.")
    if len(right) > 1 and block.kind != "PickAll":
        raise Mistake(right[1].line, f"{block.id!r} has a second right answer; only one can be.")
    return make(block)


def _prediction(block: Block) -> Prediction:
    outcome = block.one("Outcome").text()
    return Prediction(**_asked(block), choices=_choices(block), outcome=outcome)


def _pick(block: Block) -> Pick:
    return Pick(**_asked_and_helped(block), choices=_choices(block))


def _pick_all(block: Block) -> PickAll:
    return PickAll(**_asked_and_helped(block), choices=_choices(block))


def _number(block: Block) -> Number:
    parts = _valued(block)
    line = block.one(RIGHT).line
    if isinstance(parts["value"], tuple):
        raise Mistake(line, "several numbers are an Array, not a Number.")
    if "tolerance" not in parts:
        raise Mistake(line, "a Number needs a tolerance, as in `0.25 ± 0.01`.")
    if label := block.at_most_one("Label"):
        parts["label"] = label.text()
    if span := block.at_most_one("Range"):
        low, _, high = span.text().partition(" to ")
        parts |= {"low": _single(span, low), "high": _single(span, high)}
    others = [part for part in block.all(WRONG) if _is_otherwise(part)]
    if len(others) > 1:
        raise Mistake(others[1].line, f"{block.id!r} has a second {_OTHERWISE!r}.")
    if others:
        parts["otherwise"] = _reasoned(others[0])[1]
    made = Number(**_asked_and_helped(block), **parts)
    if not made.low <= made.value <= made.high:
        words = f"the answer must lie in its Range, {made.low:g} to {made.high:g}"
        raise Mistake(line, f"{words}. Got {made.value:g} instead.")
    return made


def _array(block: Block) -> Array:
    parts = _valued(block)
    if not isinstance(parts["value"], tuple):
        raise Mistake(block.one(RIGHT).line, "a single number is a Number, not an Array.")
    return Array(**_asked_and_helped(block), **parts)


def _asked(block: Block) -> dict[str, Any]:
    return {"id": block.id, "text": block.one(TEXT).text()}


def _asked_and_helped(block: Block) -> dict[str, Any]:
    hints = tuple(part.text() for part in block.all("Hint"))
    if not hints:
        raise Mistake(block.line, f"{block.id!r} has no Hint.")
    return {**_asked(block), "hints": hints, "solution": block.one("Solution").text()}


def _choices(block: Block) -> tuple[Choice, ...]:
    choices: list[Choice] = []
    for part in block.all(RIGHT, WRONG):
        # What a prediction says to a right guess is its outcome.
        may_be_bare = part.name == RIGHT and block.kind == "Prediction"
        said, why = part.answer_and_why() if may_be_bare else _reasoned(part)
        match = _CHOICE.fullmatch(said)
        if match is None:
            raise Mistake(part.line, f"a choice must read like `key: text`. Got {said!r} instead.")
        if any(match["key"] == other.key or match["text"] == other.text for other in choices):
            raise Mistake(part.line, f"{block.id!r} has a choice {said!r} already.")
        choices.append(Choice(match["key"], match["text"], why, right=part.name == RIGHT))
    if not block.all(WRONG):
        raise Mistake(block.line, f"{block.id!r} needs a wrong answer, `- [ ] `.")
    return tuple(choices)


def _valued(block: Block) -> dict[str, Any]:
    """Return value, tolerance, reason and slips, as the kinds with numbers take them."""
    right = block.one(RIGHT)
    said, why = _reasoned(right)
    words, sign, within = said.partition(" ± ")
    parts = {"value": _worked_out(right, words), "why": why}
    shape = _shape(right, parts["value"])
    if sign:
        parts["tolerance"] = _single(right, within)
    slips = []
    for part in block.all(WRONG):
        if block.kind == "Number" and _is_otherwise(part):
            continue
        said, why = _reasoned(part)
        slip = Slip(_worked_out(part, said), why)
        if _shape(part, slip.value) != shape:
            raise Mistake(part.line, "a wrong answer must have the shape of the right one.")
        slips.append(slip)
    return {**parts, "slips": tuple(slips)}


def _is_otherwise(part: Part) -> bool:
    return part.answer_and_why()[0] == _OTHERWISE


def _reasoned(part: Part) -> tuple[str, str]:
    said, why = part.answer_and_why()
    if not why:
        raise Mistake(part.line, f"the answer {said!r} needs a reason, on lines that begin `  > `.")
    return said, why


def _worked_out(part: Part, words: str) -> Any:
    try:
        return work_out(words)
    except ValueError as error:
        raise Mistake(part.line, str(error)) from None


def _single(part: Part, words: str) -> float:
    value = _worked_out(part, words)
    if isinstance(value, float):
        return value
    raise Mistake(part.line, f"here stands a single number. Got {words!r} instead.")


def _shape(part: Part, value: Any) -> tuple[int, ...]:
    try:
        return np.shape(value)
    except ValueError:
        raise Mistake(part.line, "all rows of an Array must be equally long.") from None


_HELP = {"Hint", "Solution"}
# How each kind is made, and the fields that it may have.
_KINDS: dict[str, tuple[Callable[[Block], Prediction | Question], set[str]]] = {
    "Prediction": (_prediction, {"Outcome"}),
    "Pick": (_pick, _HELP),
    "PickAll": (_pick_all, _HELP),
    "Number": (_number, _HELP | {"Label", "Range"}),
    "Array": (_array, _HELP),
}
