"""What an answer is met with: right, wrong, or not an answer at all."""

import math

import numpy as np
import pytest

from mixlearn.quiz._kinds import Array, Choice, Number, Pick, PickAll, Slip, Verdict, read_number

HELP = {"hints": ("Look.",), "solution": "So."}
CHOICES = (Choice("no", "not this", "No."), Choice("yes", "this", "Yes.", right=True))
PICK = Pick(id="a-pick", text="Which?", choices=CHOICES, **HELP)
ALL = PickAll(
    id="a-set",
    text="Which?",
    choices=(*CHOICES, Choice("too", "this too", "Yes too.", right=True)),
    **HELP,
)
NUMBER = Number(
    id="a-number",
    text="How much?",
    value=0.25,
    tolerance=0.01,
    why="Yes.",
    slips=(Slip(0.75, "The other one."),),
    **HELP,
)
ARRAY = Array(
    id="an-array",
    text="What?",
    value=((0.0, 1.0), (0.25, 0.75)),
    why="Yes.",
    slips=(Slip(((1.0, 0.0), (0.75, 0.25)), "Swapped."),),
    **HELP,
)


class Weird:
    """Refuses to become an array."""

    def __array__(self, dtype=None, copy=None):
        """Fail in a way that nobody foresees."""
        raise RuntimeError("no")


@pytest.mark.parametrize("question", [PICK, ALL, NUMBER, ARRAY])
@pytest.mark.parametrize("answer", [None, ..., object(), Weird(), b"x", {"a": 1}, 1j, math.nan])
def test_what_is_no_answer_is_not_attempted(question, answer):
    """Wrong types are never wrong answers, and end in one sentence without an address."""
    verdict = question.judge(answer)
    assert verdict.status == "not attempted"
    assert "0x" not in str(verdict)
    assert str(verdict).startswith("○ Not attempted. ")
    assert "\n" not in str(verdict)


@pytest.mark.parametrize("answer", ["0.25", True, math.inf, -0.1, 25, [0.25], np.array([0.25])])
def test_a_number_must_be_one_in_bounds(answer):
    """Text, truth values, infinities, numbers out of bounds and lists are not attempted."""
    verdict = NUMBER.judge(answer)
    assert verdict.status == "not attempted"
    assert verdict.message.startswith("The answer is a number from 0 to 1. Got ")


@pytest.mark.parametrize("answer", [0.25, np.float32(0.25), np.array(0.25), 0.2599, 0.2401])
def test_numbers_of_any_make_within_the_tolerance_are_right(answer):
    """NumPy's scalars and arrays without axes count as numbers."""
    assert NUMBER.judge(answer).status == "right"


def test_a_number_beyond_the_tolerance_is_wrong():
    """Whole numbers and others just outside are wrong; a known slip is named."""
    assert [NUMBER.judge(answer).status for answer in (0, 1, 0.262, 0.238)] == ["wrong"] * 4
    assert NUMBER.judge(0.755).message == "The other one."


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ([0, 1], r"shape \(2, 2\). Got \(2,\) instead"),
        ([[0, 1], [0.25]], "Got a list instead"),
        ([["0", "1"], ["0.25", "0.75"]], "Got a list instead"),
        ("no", "Got 'no' instead"),
        ([[0, 1], [0.25, math.nan]], "Got NaN or infinity in it"),
        ([[0j, 1], [0.25, 0.75]], "Got a list instead"),
        (0.5, r"Got \(\) instead"),
    ],
)
def test_an_array_must_have_the_shape_and_hold_numbers(answer, words):
    """Another shape, text, NaN and complex numbers are not attempted."""
    verdict = ARRAY.judge(answer)
    assert verdict.status == "not attempted"
    with pytest.raises(AssertionError, match=words):
        raise AssertionError(verdict.message)


def test_arrays_of_any_make_are_judged():
    """Lists, integers and other float types count; a slip is named, and parts are counted."""
    assert ARRAY.judge([[0, 1], [0.25, 0.75]]).status == "right"
    assert ARRAY.judge(np.array(ARRAY.value, np.float32)).status == "right"
    assert ARRAY.judge([[1, 0], [0.75, 0.25]]).message == "Swapped."
    partly = ARRAY.judge([[0, 1], [0.5, 0.5]])
    assert (partly.status, "2 of the 4" in partly.message) == ("wrong", True)


def test_a_choice_that_there_is_not_is_not_attempted():
    """The known ones are named."""
    assert PICK.judge("maybe").message == "The answer is one of 'no', 'yes'. Got 'maybe' instead."
    assert ALL.judge("yes").status == "not attempted"
    assert ALL.judge(["yes", "maybe"]).status == "not attempted"


def test_several_choices_say_what_is_amiss():
    """A wrong choice is named with its reason; a missing one is only counted."""
    assert ALL.judge(["yes", "no"]).message == "You chose “not this”. No."
    assert ALL.judge(["yes"]).message == "All that you chose holds, but 1 more would."
    assert ALL.judge({"too", "yes"}).message == "Yes. Yes too."


@pytest.mark.parametrize(
    ("status", "start"),
    [("right", "✓ Right."), ("wrong", "✗ Not yet."), ("not attempted", "○ Not attempted.")],
)
def test_a_verdict_says_its_status_in_symbol_and_words(status, start):
    """So nobody needs to see a colour."""
    assert str(Verdict(status, "Because.")) == f"{start} Because."


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0.25", 0.25), (" .25 ", 0.25), ("1/4", 0.25), ("25 %", 0.25), ("25%", 0.25), ("1e-2", 0.01)],
)
def test_numbers_are_read_as_people_write_them(typed, number):
    """Decimals, fractions and per cent."""
    assert read_number(typed) == pytest.approx(number)


@pytest.mark.parametrize("typed", ["a quarter", "1/0", "1/2/3", "0,25", "%", "1 2", "--"])
def test_what_is_no_number_comes_back_as_text(typed):
    """And is then not attempted."""
    assert read_number(typed) == typed
    assert NUMBER.judge(read_number(typed)).status == "not attempted"


@pytest.mark.parametrize("typed", ["nan", "inf", "-inf"])
def test_numbers_that_are_none_are_not_attempted(typed):
    """Python reads them as numbers; the quiz does not."""
    assert NUMBER.judge(read_number(typed)).status == "not attempted"


def test_blank_is_no_answer():
    """Neither text nor number."""
    assert read_number("  ") is None
