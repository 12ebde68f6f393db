"""A guess is recorded before the answer is seen, and compared after."""

import threading

import ipywidgets
import pytest

from mixlearn import quiz
from mixlearn.quiz._card import Radio
from mixlearn.quiz._session import session

ID = "start-boundary-shape"


@pytest.fixture(autouse=True)
def no_guesses():
    """A session without guesses, before and after."""
    # An answer that another test has put on the page may still be alive, and would count as shown.
    session._views.clear()
    quiz.forget()
    yield
    quiz.forget()


def test_a_guess_is_recorded_by_the_button_only(inside, press, shown):
    """Choosing alone records nothing, so that trying the keys gives nothing away."""
    card = quiz.predict(ID)
    inside(card, Radio)[0].value = "more"
    assert quiz.guesses() == {}
    press(card, "Record")
    assert quiz.guesses() == {ID: "more"}
    assert "Recorded: “more wiggly" in shown(card)


@pytest.mark.parametrize("key", ["more", "less"])
def test_a_recorded_guess_is_neither_right_nor_wrong(key, shown):
    """Right and wrong guesses get the same words."""
    card = quiz.predict(ID)
    card.record(key)
    said = shown(card) + repr(card)
    assert not any(word in said for word in ("✓", "✗", "right.", "wrong"))
    assert " ".join(repr(card).split()).endswith("What becomes of it, you will see.")


def test_nothing_chosen_is_said_kindly(press, shown):
    """The button without a choice records nothing."""
    card = quiz.predict(ID)
    press(card, "Record")
    assert quiz.guesses() == {}
    assert "Nothing is chosen yet." in shown(card)


def test_a_guess_may_be_changed_until_the_answer_is_shown(inside):
    """After that it stays what it was."""
    card = quiz.predict(ID)
    card.record("more")
    card.record("less")
    quiz.reveal(ID)
    with pytest.raises(quiz.QuizError, match="The answer has been shown"):
        card.record("more")
    assert quiz.guesses() == {ID: "less"}
    assert inside(card, ipywidgets.Button)[0].disabled


def test_running_the_cell_again_keeps_the_guess(inside):
    """A second widget shows what was recorded."""
    quiz.predict(ID).record("same")
    again = quiz.predict(ID)
    assert again.guess == "same"
    assert inside(again, Radio)[0].value == "same"


@pytest.mark.parametrize(
    ("key", "start"), [("less", "✓ As you guessed"), ("more", "✗ Other than you guessed")]
)
def test_the_reveal_compares_the_guess_with_what_happened(key, start, shown):
    """In symbol and words, with the outcome."""
    quiz.predict(ID).record(key)
    card = quiz.reveal(ID)
    assert f"{start}: “" in shown(card)
    assert card.question.outcome in shown(card)
    assert repr(card).startswith(start)


def test_the_reveal_waits_for_the_guess(inside, shown):
    """Running the whole page gives nothing away, and the guess then opens it."""
    guess, card = quiz.predict(ID), quiz.reveal(ID)
    assert "No guess was recorded" in shown(card)
    assert f"quiz.predict(&quot;{ID}&quot;)" in shown(card)
    assert card.question.outcome not in shown(card)
    guess.record("less")
    assert card.question.outcome in shown(card)
    assert inside(card, ipywidgets.Button)[0].layout.display == "none"


def test_the_reveal_opens_without_a_guess_when_asked(press, shown):
    """Then no guess can be recorded as if it had been made before."""
    guess, card = quiz.predict(ID), quiz.reveal(ID)
    press(card, "Show it without a guess")
    assert card.question.outcome in shown(card)
    assert "no guess was recorded before" in shown(guess)
    with pytest.raises(quiz.QuizError, match=r"Start over with quiz\.forget"):
        guess.record("less")
    quiz.forget(ID)
    guess.record("less")
    assert quiz.guesses() == {ID: "less"}


@pytest.mark.parametrize("guess", [None, "less", "more"])
def test_a_saved_reveal_waits_for_the_guess(guess):
    """Whether there was a guess or not, what is saved tells neither the answer nor the guess."""
    if guess:
        quiz.predict(ID).record(guess)
    card = quiz.reveal(ID)
    saved = card._repr_mimebundle_()[0]["text/plain"]
    assert " ".join(saved.split()) == (
        f'○ What happens waits for your guess. Run the cell `quiz.predict("{ID}")`, choose, and '
        "press “Record my guess”; then run this one."
    )
    assert max(map(len, saved.splitlines())) <= 88
    assert card.question.outcome in " ".join(repr(card).split())


def test_an_unknown_choice_is_refused():
    """The known ones are named, and nothing is recorded."""
    with pytest.raises(
        quiz.QuizError, match=r"The choices are 'more', 'same', 'less'. Got 'up' instead\."
    ):
        quiz.predict(ID).record("up")
    assert quiz.guesses() == {}


def test_guesses_are_a_copy():
    """Who changes what `guesses` gives changes no guess."""
    quiz.predict(ID).record("less")
    quiz.guesses().clear()
    assert quiz.guesses() == {ID: "less"}


def test_guesses_from_several_threads_are_all_recorded():
    """Callbacks run beside a running cell."""
    cards = {name: quiz.predict(name) for name in (ID, "blend-label", "boundary-linear")}
    keys = {name: card.question.choices[0].key for name, card in cards.items()}
    threads = [
        threading.Thread(target=card.record, args=(keys[name],)) for name, card in cards.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert quiz.guesses() == keys
