"""Every question of the course keeps what the quiz promises."""

import dataclasses
import re
from collections import Counter

import numpy as np
import pytest

from mixlearn import quiz
from mixlearn.quiz._asking import Ask
from mixlearn.quiz._kinds import Array, Number, Pick, PickAll, Prediction, Question, read_number
from mixlearn.quiz._predictions import Predict, Reveal
from mixlearn.quiz._registry import MODULES

ALL = [question for module in MODULES for question in module.QUESTIONS]
QUESTIONS = [question for question in ALL if isinstance(question, Question)]
PREDICTIONS = [question for question in ALL if isinstance(question, Prediction)]
WITH_CHOICES = [question for question in ALL if hasattr(question, "choices")]


def each(questions):
    return pytest.mark.parametrize("question", questions, ids=lambda question: question.id)


def texts(value):
    """Every text of a question, however deep."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)


def test_ids_are_unique():
    """No two questions of the course share a name."""
    assert [name for name, count in Counter(q.id for q in ALL).items() if count > 1] == []
    assert quiz.ids() == [question.id for question in ALL]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_ids_begin_with_the_topic_of_their_notebook(module):
    """Names are words, never numbers, and one notebook has one topic word and enough questions."""
    assert len({question.id.partition("-")[0] for question in module.QUESTIONS}) == 1
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+", question.id) for question in module.QUESTIONS)
    kinds = Counter(isinstance(question, Prediction) for question in module.QUESTIONS)
    assert kinds[True] >= 2
    assert kinds[False] >= 3


@each(QUESTIONS)
def test_the_answer_passes_its_own_check(question):
    """The answer that a question gives as right is right, in code."""
    assert question.judge(question.answer).status == "right"


@each([question for question in QUESTIONS if isinstance(question, Pick)])
def test_one_choice_is_right_and_every_other_fails_with_a_reason(question):
    """A wrong choice is wrong, and says what is behind it."""
    assert sum(choice.right for choice in question.choices) == 1
    assert len(question.choices) >= 3
    for choice in question.choices:
        verdict = question.judge(choice.key)
        assert verdict.status == ("right" if choice.right else "wrong")
        assert verdict.message == choice.why != ""


@each([question for question in QUESTIONS if isinstance(question, PickAll)])
def test_only_all_the_right_choices_together_pass(question):
    """Of all sets of choices exactly one is right; the empty one is not attempted."""
    keys = [choice.key for choice in question.choices]
    for chosen in range(2 ** len(keys)):
        answer = [key for place, key in enumerate(keys) if chosen >> place & 1]
        right = set(answer) == set(question.answer)
        expected = "right" if right else "wrong" if answer else "not attempted"
        assert question.judge(answer).status == expected, answer
    assert 0 < len(question.answer) < len(keys)
    assert all(choice.why for choice in question.choices)


@each([question for question in QUESTIONS if isinstance(question, Number | Array)])
def test_every_known_slip_fails_with_its_own_reason(question):
    """A number that a misconception leads to is wrong, and the misconception is named."""
    assert question.slips
    for slip in question.slips:
        verdict = question.judge(slip.value)
        assert (verdict.status, verdict.message) == ("wrong", slip.why)


@each([question for question in QUESTIONS if isinstance(question, Number)])
def test_a_number_may_be_rounded_to_two_decimals(question):
    """Who types the answer with two decimals is right, and 0.02 beside it is wrong."""
    assert question.judge(read_number(f"{question.value:.2f}")).status == "right"
    assert question.judge(question.value - 0.02).status == "wrong"


@each(PREDICTIONS)
def test_a_prediction_has_one_choice_that_comes_true(question):
    """Each other choice says what is behind it, so that a wrong guess teaches something."""
    assert sum(choice.right for choice in question.choices) == 1
    assert all(choice.why for choice in question.choices if not choice.right)
    assert question.outcome


@each(WITH_CHOICES)
def test_choices_have_names_and_texts_of_their_own(question):
    """Within a question no key and no text occurs twice, and keys are words."""
    for words in ({c.key for c in question.choices}, {c.text for c in question.choices}):
        assert len(words) == len(question.choices)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", choice.key) for choice in question.choices)


@each(QUESTIONS)
def test_hints_and_solution_say_something(question):
    """A question has two or three hints, none empty or repeated, and a longer solution."""
    assert 2 <= len(set(question.hints)) == len(question.hints) <= 3
    assert min(len(hint) for hint in question.hints) > 20
    assert len(question.solution) > 60


@each(ALL)
def test_texts_are_clean(question):
    """No text has lost a blank where it was broken, or has one too many."""
    for text in texts(question):
        assert text == text.strip()
        assert "  " not in text
        assert re.search(r"[a-z][.,;:?][A-Za-z]", re.sub("`.*?`", "", text)) is None
        assert text.count("`") % 2 == 0


def test_the_right_choice_has_no_favourite_place():
    """Always taking the same place, first to third or last, fails more often than it succeeds."""
    single = [q for q in WITH_CHOICES if not isinstance(q, PickAll)]
    places = [[choice.right for choice in question.choices] for question in single]
    for place in (0, 1, 2, -1):
        assert sum(right[place] for right in places) <= len(places) / 2


def test_the_right_choice_is_not_always_the_longest():
    """Taking the longest text fails more often than it succeeds."""
    single = [q for q in WITH_CHOICES if not isinstance(q, PickAll)]
    hits = sum(max(q.choices, key=lambda choice: len(choice.text)).right for q in single)
    assert hits <= len(single) / 2


@each(QUESTIONS)
def test_the_saved_page_shows_the_question_and_not_the_answer(question):
    """Plain text holds the question and all choices, and neither hint, reason nor solution."""
    plain = Ask(question)._repr_mimebundle_()["text/plain"]
    flat = " ".join(plain.split())
    assert flat.startswith(question.text)
    for choice in getattr(question, "choices", ()):
        assert f"[{choice.key}] {choice.text}" in flat
        assert choice.why not in flat
    assert question.solution not in flat
    assert not any(hint in flat for hint in question.hints)
    assert max(map(len, plain.splitlines())) <= 88


@each(PREDICTIONS)
def test_a_saved_prediction_shows_the_question_and_not_the_outcome(question):
    """Plain text of a prediction holds the choices; what happens stands in the reveal."""
    flat = " ".join(Predict(question)._repr_mimebundle_()["text/plain"].split())
    assert flat.startswith(question.text)
    assert question.outcome not in flat
    assert question.outcome in " ".join(repr(Reveal(question)).split())


@each(ALL)
def test_the_page_is_the_same_in_every_run(question):
    """Two widgets of a question have the same plain text: no address, no counter."""
    kind = Predict if isinstance(question, Prediction) else Ask
    assert repr(kind(question)) == repr(kind(question))
    assert not re.search(r"0x[0-9a-f]{4}", repr(kind(question)))


def test_array_answers_are_probabilities():
    """Arrays that are labels or weights of one row, all but scores, sum to one."""
    arrays = [q for q in QUESTIONS if isinstance(q, Array) and not q.id.endswith("-scores")]
    assert arrays
    for question in arrays:
        assert np.isclose(question.answer.sum(), 1)
