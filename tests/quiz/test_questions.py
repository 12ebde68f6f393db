"""Every question of the course keeps what the quiz promises; one that does not is named."""

import dataclasses
import re
from collections import Counter
from itertools import groupby

import numpy as np

from mixlearn import quiz
from mixlearn.quiz._asking import Ask
from mixlearn.quiz._kinds import Array, Number, Pick, PickAll, Prediction, Question, read_number
from mixlearn.quiz._predictions import Predict, Reveal
from mixlearn.quiz._registry import _COURSE

ALL = [_COURSE.find(name) for name in quiz.ids()]
QUESTIONS = [question for question in ALL if isinstance(question, Question)]
PREDICTIONS = [question for question in ALL if isinstance(question, Prediction)]
WITH_CHOICES = [question for question in ALL if hasattr(question, "choices")]
SINGLE = [question for question in WITH_CHOICES if not isinstance(question, PickAll)]


def of(*kinds):
    """All questions of these kinds, of which there are some."""
    picked = [question for question in ALL if isinstance(question, kinds)]
    assert picked
    return picked


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


def test_ids_are_words_and_unique():
    """No two questions of the course share a name, and no name is a number."""
    assert [name for name, count in Counter(quiz.ids()).items() if count > 1] == []
    assert quiz.ids() == [question.id for question in ALL]
    assert [name for name in quiz.ids() if not re.fullmatch(r"[a-z]+(-[a-z]+)+", name)] == []


def test_every_notebook_has_a_topic_and_enough_questions():
    """Ids of a topic stand together; each topic has two predictions and three questions or more."""
    topics = [topic for topic, _ in groupby(quiz.ids(), lambda name: name.partition("-")[0])]
    assert topics == list(_COURSE.topics)
    assert len(topics) == 13
    for topic in topics:
        kinds = Counter(type(q) is Prediction for q in _COURSE.questions(topic).values())
        assert kinds[True] >= 2, topic
        assert kinds[False] >= 3, topic


def test_the_answer_passes_its_own_check():
    """The answer that a question gives as right is right, in code."""
    for question in QUESTIONS:
        assert question.judge(question.answer).status == "right", question.id


def test_one_choice_is_right_and_every_other_fails_with_a_reason():
    """A wrong choice is wrong, and says what is behind it."""
    for question in of(Pick):
        assert sum(choice.right for choice in question.choices) == 1, question.id
        assert len(question.choices) >= 3, question.id
        for choice in question.choices:
            verdict = question.judge(choice.key)
            assert verdict.status == ("right" if choice.right else "wrong"), question.id
            assert verdict.message == choice.why != "", question.id


def test_only_all_the_right_choices_together_pass():
    """Of all sets of choices exactly one is right; the empty one is not attempted."""
    for question in of(PickAll):
        keys = [choice.key for choice in question.choices]
        for chosen in range(2 ** len(keys)):
            answer = [key for place, key in enumerate(keys) if chosen >> place & 1]
            right = set(answer) == set(question.answer)
            expected = "right" if right else "wrong" if answer else "not attempted"
            assert question.judge(answer).status == expected, (question.id, answer)
        assert 0 < len(question.answer) < len(keys), question.id
        assert all(choice.why for choice in question.choices), question.id


def test_every_known_slip_fails_with_its_own_reason():
    """A number that a misconception leads to is wrong, and the misconception is named."""
    for question in of(Number, Array):
        assert question.slips, question.id
        for slip in question.slips:
            verdict = question.judge(slip.value)
            assert (verdict.status, verdict.message) == ("wrong", slip.why), question.id


def test_a_number_may_be_rounded_to_two_decimals():
    """Who types the answer with two decimals is right, and 0.02 beside it is wrong."""
    for question in of(Number):
        rounded = read_number(f"{question.value:.2f}")
        assert question.judge(rounded).status == "right", question.id
        assert question.judge(question.value - 0.02).status == "wrong", question.id


def test_a_prediction_has_one_choice_that_comes_true():
    """Each other choice says what is behind it, so that a wrong guess teaches something."""
    for question in PREDICTIONS:
        assert sum(choice.right for choice in question.choices) == 1, question.id
        assert all(choice.why for choice in question.choices if not choice.right), question.id
        assert question.outcome, question.id


def test_choices_have_names_and_texts_of_their_own():
    """Within a question no key and no text occurs twice, and keys are words."""
    for question in WITH_CHOICES:
        for words in ({c.key for c in question.choices}, {c.text for c in question.choices}):
            assert len(words) == len(question.choices), question.id
        keys = [choice.key for choice in question.choices]
        assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", key) for key in keys), question.id


def test_hints_and_solution_say_something():
    """A question has two or three hints, none empty or repeated, and a longer solution."""
    for question in QUESTIONS:
        assert 2 <= len(set(question.hints)) == len(question.hints) <= 3, question.id
        assert min(len(hint) for hint in question.hints) > 20, question.id
        assert len(question.solution) > 60, question.id


def test_texts_are_clean():
    """No text has lost a blank where it was broken, has one too many, or markup that none reads."""
    for question in ALL:
        for text in texts(question):
            assert text == text.strip(), question.id
            assert "  " not in text, question.id
            prose = re.sub("`.*?`", "", text)
            assert re.search(r"[a-z][.,;:?][A-Za-z]|\*", prose) is None, question.id
            assert text.count("`") % 2 == 0, question.id


def test_the_right_choice_has_no_favourite_place():
    """Always taking the same place, first to third or last, fails more often than it succeeds."""
    places = [[choice.right for choice in question.choices] for question in SINGLE]
    for place in (0, 1, 2, -1):
        assert sum(right[place] for right in places) <= len(places) / 2


def test_the_right_choice_is_not_always_the_longest():
    """Taking the longest text fails more often than it succeeds."""
    hits = sum(max(q.choices, key=lambda choice: len(choice.text)).right for q in SINGLE)
    assert hits <= len(SINGLE) / 2


def saved(card):
    """The text that a page without a kernel shows."""
    bundle, _metadata = card._repr_mimebundle_()
    return bundle["text/plain"]


def test_the_saved_page_shows_the_question_and_not_the_answer():
    """Plain text holds the question and all choices, and neither hint, reason nor solution."""
    for question in QUESTIONS:
        plain = saved(Ask(question))
        flat = " ".join(plain.split())
        assert flat.startswith(question.text), question.id
        for choice in getattr(question, "choices", ()):
            assert f"[{choice.key}] {choice.text}" in flat, question.id
            assert choice.why not in flat, question.id
        assert question.solution not in flat, question.id
        assert not any(hint in flat for hint in question.hints), question.id
        assert max(map(len, plain.splitlines())) <= 88, question.id


def test_a_saved_prediction_shows_the_question_and_not_the_outcome():
    """Plain text of a prediction holds the choices; `print` of the reveal says what happens."""
    for question in PREDICTIONS:
        flat = " ".join(saved(Predict(question)).split())
        assert flat.startswith(question.text), question.id
        for choice in question.choices:
            assert f"[{choice.key}] {choice.text}" in flat, question.id
        assert question.outcome not in flat, question.id
        assert question.outcome in " ".join(repr(Reveal(question)).split()), question.id


def test_the_page_is_the_same_in_every_run():
    """Two widgets of a question have the same plain text: no address, no counter."""
    for question in ALL:
        kind = Predict if isinstance(question, Prediction) else Ask
        page = repr(kind(question))
        assert page == repr(kind(question)), question.id
        assert not re.search(r"0x[0-9a-f]{4}", page), question.id


def test_array_answers_are_probabilities():
    """Arrays that are labels or weights of one row, all but scores, sum to one."""
    for question in of(Array):
        if not question.id.endswith("-scores"):
            assert np.isclose(question.answer.sum(), 1), question.id
