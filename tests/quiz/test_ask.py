"""A question on the page, worked as a learner works it."""

import ipywidgets
import pytest

from mixlearn import quiz
from mixlearn.quiz._asking import Ask
from mixlearn.quiz._card import Radio
from mixlearn.quiz._kinds import Choice, Pick, PickAll

NASTY = "<script>alert(1)</script> & `<b>`"
MARKUP = Pick(
    id="nasty-text",
    text=NASTY,
    choices=(Choice("a", NASTY, NASTY), Choice("b", "no", NASTY, right=True)),
    hints=(NASTY,),
    solution=NASTY,
)


def test_nothing_is_attempted_before_an_answer(press, shown):
    """Check without a choice is not attempted, and not wrong."""
    q = quiz.ask("start-accuracy-fell")
    assert q.status == "not attempted"
    press(q, "Check")
    assert q.status == "not attempted"
    assert "○ Not attempted." in shown(q)


def test_a_choice_is_checked_when_the_button_is_pressed(inside, press, shown):
    """First a wrong one, then the right one; between them the old verdict goes."""
    q = quiz.ask("start-accuracy-fell")
    (radio,) = inside(q, Radio)
    boxes = inside(radio, ipywidgets.RadioButtons)
    boxes[1].index = 0
    assert q.status == "not attempted"
    press(q, "Check")
    assert q.status == "wrong"
    assert "✗ Not yet." in shown(q)
    boxes[2].index = 0
    assert "✗" not in shown(q)
    assert [box.index for box in boxes] == [None, None, 0, None]
    press(q, "Check")
    assert q.status == "right"
    assert "✓ Right." in shown(q)
    assert repr(q).endswith("decide.")


def test_several_choices_are_ticked(inside, press):
    """All of the right ones, and no other."""
    q = quiz.ask("start-what-is-random")
    boxes = inside(q, ipywidgets.Checkbox)
    boxes[0].value = True
    press(q, "Check")
    assert q.status == "wrong"
    boxes[2].value = True
    press(q, "Check")
    assert q.status == "right"


def test_a_typed_number_is_checked(inside, press, shown):
    """It is checked as it is entered; what is not a number keeps the last status."""
    q = quiz.ask("blend-lam-from-label")
    (box,) = inside(q, ipywidgets.Text)
    box.value = "3/4"
    assert q.status == "wrong"
    box.value = "a quarter"
    assert q.status == "wrong"
    assert "Got &#x27;a quarter&#x27; instead." in shown(q)
    box.value = "25 %"
    press(q, "Check")
    assert q.status == "right"


def test_code_answers_the_question_on_the_page(shown):
    """`quiz.check` finds the widget that was shown last, and needs none."""
    q = quiz.ask("blend-swapped-parents")
    assert quiz.check("blend-swapped-parents", [0.25, 0.75]).status == "wrong"
    assert q.status == "wrong"
    assert "✗ Not yet." in shown(q)
    assert quiz.check("label-smoothed", ...).status == "not attempted"


def test_asking_again_starts_afresh():
    """Running the cell again is how to start over."""
    quiz.ask("blend-swapped-parents").check([0.75, 0.25])
    q = quiz.ask("blend-swapped-parents")
    assert q.status == "not attempted"
    assert "Right" not in repr(q)


def test_hints_come_one_by_one(inside, press, shown):
    """Numbered, by button and in code alike, until there are no more."""
    q = quiz.ask("ratio-hard-labels")
    press(q, "Hint (1 of 3)")
    assert "Hint 1 of 3: What is the label" in shown(q)
    assert "Hint 2 of 3" not in shown(q)
    assert repr(q.hint()).startswith("Hint 2 of 3: ")
    press(q, "Hint (3 of 3)")
    assert q.hint().startswith("There are no more hints.")
    (button,) = [b for b in inside(q, ipywidgets.Button) if "hints" in b.description]
    assert button.disabled
    assert q.status == "not attempted"


def test_the_solution_waits_for_an_attempt_or_for_insistence(press, shown):
    """The first press before any attempt asks to try; the second gives it."""
    q = quiz.ask("blend-nearer-parent")
    press(q, "Solution")
    assert q.question.solution not in shown(q)
    assert "You have not tried it yet." in shown(q)
    press(q, "Solution")
    assert q.question.solution in shown(q)
    assert "You have not tried it yet." not in shown(q)
    assert q.status == "not attempted"


def test_the_solution_comes_at_once_after_an_attempt():
    """A wrong answer is an attempt; text in place of a number is not."""
    q = quiz.ask("ratio-uniform")
    q.check("0.4")
    assert q.solution().startswith("○ You have not tried it yet.")
    q = quiz.ask("ratio-uniform")
    q.check(0.7)
    assert repr(q.solution()).startswith("Solution: 0.4.")


@pytest.mark.parametrize("kind", [Pick, PickAll])
def test_texts_are_escaped(kind, inside, shown):
    """Nothing that a question says becomes markup, except code between backticks."""
    q = Ask(kind(**{name: getattr(MARKUP, name) for name in MARKUP.__dataclass_fields__}))
    q.check("a" if kind is Pick else ["a"])
    q.hint()
    q.solution()
    assert "<script" not in shown(q)
    assert "<b>" not in shown(q)
    assert "<code>&lt;b&gt;</code>" in shown(q)
    assert shown(q).count("&lt;script&gt;") >= 4
    for box in inside(q, ipywidgets.Checkbox):
        assert not box.description_allow_html


def test_the_page_does_not_hold_the_answer(inside):
    """What is sent to the browser holds neither keys nor reasons before they are asked for."""
    q = quiz.ask("start-accuracy-fell")
    state = repr([widget.get_state() for widget in inside(q, ipywidgets.Widget)])
    assert "held-out" not in state
    assert q.question.solution not in state
    assert not any(choice.why in state for choice in q.question.choices)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: quiz.ask("start-acuracy-fell"), "The nearest are 'start-accuracy-fell'"),
        (lambda: quiz.ask("start-boundary-shape"), r"quiz.predict\(\"start-boundary-shape\"\)"),
        (lambda: quiz.predict("start-accuracy-fell"), r"quiz.ask\(\"start-accuracy-fell\"\)"),
        (lambda: quiz.reveal("xyzzy"), r"quiz.ids\(\) names all"),
        (lambda: quiz.ask(1), r"There is no question 1\."),
        (lambda: quiz.check([], 1), r"There is no question \[\]\."),
    ],
)
def test_a_wrong_id_is_one_sentence_that_helps(call, words):
    """It names the nearest ids, or the function that was meant, and Jupyter shows no trace."""
    with pytest.raises(quiz.QuizError, match=words) as caught:
        call()
    assert caught.value._render_traceback_() == [f"QuizError: {caught.value}"]
