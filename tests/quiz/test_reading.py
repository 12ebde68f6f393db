"""Questions are text in files: what a file says is what is asked, and a mistake is named."""

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import ipywidgets
import pytest

from mixlearn import quiz
from mixlearn.quiz._arithmetic import work_out
from mixlearn.quiz._asking import Ask
from mixlearn.quiz._kinds import Array, Choice, Number, Pick, PickAll, Prediction, Slip
from mixlearn.quiz._predictions import Predict, Reveal
from mixlearn.quiz._reading import QuestionError, read_questions
from mixlearn.quiz._registry import Library
from mixlearn.quiz._session import session

# One question of every kind, with everything that it may have.
SOURCE = """\
# demo: everything once (notebook 42)

## demo-guess (Prediction)

What will
happen?

- [ ] up: it rises: always
  > It does
  > not.
- [x] down: it
  falls

Outcome: It falls.

  It really does.

## demo-pick (Pick)

Which?

- [x] this: this one
  > Yes.
- [ ] other: the other
  > No.

Hint: Look.
Hint: Look again,
  and again.

Solution: This one.

## demo-all (PickAll)

Which ones?

- [x] one: one
  > Yes,
- [x] two: two
  > and yes.
- [ ] no: three
  > No.

Hint: Two.
Solution: One and two.

## demo-number (Number)

How much?

- [x] 3/4 ± 0.01
  > Yes.
- [ ] 1 - 0.5**2 + 1
  > Too much.
- [ ] anything else
  > Too odd.

Label: x =
Range: -1 to inf

Hint: Count.
Solution: 0.75.

## demo-array (Array)

What?

- [x] (0, 1), (0.5, 0.5) ± 0.1
  > Yes.
- [ ] (1, 0), (0.5, 0.5)
  > Swapped.

Hint: Count.
Solution: So.
"""


def test_every_kind_is_read():
    """Lines join, an empty line parts paragraphs, and numbers are worked out."""
    read = read_questions("demo.md", SOURCE)
    helped = {"hints": ("Count.",)}
    choices = (
        Choice("up", "it rises: always", "It does not."),
        Choice("down", "it falls", "", True),
    )
    assert list(read.values()) == [
        Prediction(
            id="demo-guess",
            text="What will happen?",
            choices=choices,
            outcome="It falls.\n\nIt really does.",
        ),
        Pick(
            id="demo-pick",
            text="Which?",
            choices=(Choice("this", "this one", "Yes.", True), Choice("other", "the other", "No.")),
            hints=("Look.", "Look again, and again."),
            solution="This one.",
        ),
        PickAll(
            id="demo-all",
            text="Which ones?",
            choices=(
                Choice("one", "one", "Yes,", True),
                Choice("two", "two", "and yes.", True),
                Choice("no", "three", "No."),
            ),
            hints=("Two.",),
            solution="One and two.",
        ),
        Number(
            id="demo-number",
            text="How much?",
            value=0.75,
            tolerance=0.01,
            why="Yes.",
            label="x =",
            low=-1,
            high=float("inf"),
            slips=(Slip(1.75, "Too much."),),
            otherwise="Too odd.",
            solution="0.75.",
            **helped,
        ),
        Array(
            id="demo-array",
            text="What?",
            value=((0, 1), (0.5, 0.5)),
            tolerance=0.1,
            why="Yes.",
            slips=(Slip(((1, 0), (0.5, 0.5)), "Swapped."),),
            solution="So.",
            **helped,
        ),
    ]
    assert list(read) == [question.id for question in read.values()]


# What is replaced in the source, by what, the line of the mistake, and words of the message.
MISTAKES = [
    ("# demo: everything", "demo: everything", 1, "the title must read like `# start: what"),
    (SOURCE.partition("\n")[2], "", 1, "at least one question"),
    (
        "\n\n## demo-guess",
        "\nHello.\n## demo-guess",
        2,
        "below the heading of a question: 'Hello.'",
    ),
    ("## demo-guess (Pre", "## guess (Pre", 3, "a heading must read like"),
    ("## demo-guess (Pre", "### demo-guess (Pre", 3, "a heading must read like"),
    ("## demo-guess (Prediction)", "## demo-guess", 3, "a heading must read like"),
    ("## demo-guess", "## other-guess", 3, "must begin with 'demo-'. Got 'other-guess' instead"),
    ("## demo-pick", "## demo-guess", 18, "there is a question 'demo-guess' already"),
    (
        "(PickAll)",
        "(Picks)",
        33,
        "must be one of Prediction, Pick, PickAll, Number, Array. Got 'Picks'",
    ),
    ("Which ones?\n", "", 36, "the text of 'demo-all' must stand before this line"),
    ("- [ ] up:", "- up:", 8, "an answer must begin with `- [ ] ` or `- [x] `: '- up: it"),
    ("- [ ] up:", "-[ ] up:", 8, "an answer must begin with"),
    ("happen?\n", "happen?\n  > No.\n", 7, "an answer must begin with"),
    ("- [x] down:", "- [X] down:", 11, "a line must begin an answer"),
    ("  falls", "falls", 12, "or continue one after two blanks: 'falls'"),
    ("Outcome: It falls.", "Result: It falls.", 14, "or a field (`Hint: `)"),
    ("Outcome: It falls.\n\n  It", "Outcome: It falls.\n\nIt", 16, "'It really does.'"),
    ("  > not.", "  not.", 8, "every line of a reason must begin with `  > `"),
    ("Outcome: It falls.\n\n  It really does.\n", "", 3, "'demo-guess' has no Outcome"),
    ("Outcome: It falls.", "Outcome: It falls.\nOutcome: No.", 15, "has a second Outcome"),
    (
        "Outcome: It falls.",
        "Outcome: It falls.\nHint: No.",
        15,
        "a question of kind Prediction takes no Hint",
    ),
    ("- [x] down", "- [ ] down", 3, "'demo-guess' needs a right answer"),
    ("- [ ] up", "- [x] up", 11, "'demo-guess' has a second right answer"),
    ("- [ ] other", "- [x] other", 24, "'demo-pick' has a second right answer"),
    ("- [ ] no:", "- [x] no:", 33, "'demo-all' needs a wrong answer"),
    ("- [x] down:", "- [x] up:", 11, "'demo-guess' has a choice 'up: it falls' already"),
    ("other: the other", "other: this one", 24, "has a choice 'other: this one' already"),
    ("this: this one", "this one", 22, "a choice must read like `key: text`. Got 'this one'"),
    ("this: this one", "This: this one", 22, "a choice must read like `key: text`"),
    ("  > It does\n  > not.\n", "", 8, "'up: it rises: always' needs a reason"),
    ("this one\n  > Yes.\n", "this one\n", 22, "'this: this one' needs a reason"),
    ("Hint: Look.\nHint: Look again,\n  and again.\n", "", 18, "'demo-pick' has no Hint"),
    ("Solution: This one.\n", "", 18, "'demo-pick' has no Solution"),
    ("Solution: This one.", "Solution:", 31, "a line must begin an answer"),
    ("Hint: Look.", "Hint: Look.\nRange: 0 to 1", 28, "a question of kind Pick takes no Range"),
    ("3/4 ± 0.01", "three ± 0.01", 51, "must read like 0.25, 1/4 or 1 - 0.95**4. Got 'three'"),
    ("3/4 ± 0.01", "3/0 ± 0.01", 51, "must read like 0.25"),
    ("3/4 ± 0.01", "3/4", 51, "a Number needs a tolerance"),
    ("3/4 ± 0.01", "3/4 ± 0, 1", 51, "here stands a single number. Got '0, 1'"),
    ("3/4 ± 0.01", "3/4, 1/4 ± 0.01", 53, "must have the shape of the right one"),
    ("3/4 ± 0.01", "-2 ± 0.01", 51, "must lie in its Range, -1 to inf. Got -2 instead"),
    ("Range: -1 to inf", "Range: -1", 59, "must read like 0.25, 1/4 or 1 - 0.95**4. Got ''"),
    ("1 - 0.5**2 + 1", "anything else", 55, "has a second 'anything else'"),
    ("± 0.01\n  > Yes.\n", "± 0.01\n", 51, "the answer '3/4 ± 0.01' needs a reason"),
    ("  > Too odd.\n", "", 55, "the answer 'anything else' needs a reason"),
    ("(1, 0), (0.5, 0.5)", "1, 0", 70, "must have the shape of the right one"),
    ("(0, 1), (0.5, 0.5)", "(0, 1), 0.5", 68, "all rows of an Array must be equally long"),
    ("- [ ] (1, 0), (0.5, 0.5)", "- [ ] anything else", 70, "must read like 0.25"),
    (
        "(0, 1), (0.5, 0.5) ± 0.1\n  > Yes.\n- [ ] (1, 0), (0.5, 0.5)",
        "0.5 ± 0.1\n  > Yes.\n- [ ] 0.6",
        68,
        "a single number is a Number, not an Array",
    ),
    ("(Array)", "(Number)", 68, "several numbers are an Array, not a Number"),
    ("(Number)", "(Array)", 58, "a question of kind Array takes no Label"),
]


def test_a_mistake_is_named_with_file_and_line():
    """Whatever is missing, twice, unknown or out of place is one sentence that says where it is."""
    for old, new, line, words in MISTAKES:
        assert SOURCE.count(old) >= 1, old
        with pytest.raises(QuestionError) as caught:
            read_questions("demo.md", SOURCE.replace(old, new, 1))
        message = str(caught.value)
        assert message.startswith(f"questions/demo.md, line {line}: "), (old, new, message)
        assert words in message, (old, new, message)
        assert "\n" not in message


def test_only_arithmetic_is_worked_out():
    """No name, call, attribute or text in an answer is run."""
    assert work_out("-(0.5 * log(1) + log2(2)**2)") == -1
    for words in (
        "__import__('os')",
        "log.real",
        "log(1, 2)",
        "'a'",
        "True",
        "1j",
        "x",
        "[1]",
        "1; 2",
    ):
        with pytest.raises(ValueError, match="a number must read like"):
            work_out(words)


def test_a_topic_is_added_by_its_file_alone(tmp_path):
    """Topics stand in the order of the notebooks, whatever their files are called."""
    (tmp_path / "zebra.md").write_text(SOURCE.replace("demo", "early").replace("42", "3"))
    (tmp_path / "apple.md").write_text(SOURCE)
    (tmp_path / "notes.txt").write_text("no questions")
    library = Library(tmp_path)
    assert library.topics == {"early": "zebra.md", "demo": "apple.md"}
    assert library.ids()[::5] == ["early-guess", "demo-guess"]
    assert library.find("demo-pick").solution == "This one."
    with pytest.raises(quiz.QuizError, match="The nearest are 'demo-pick'"):
        library.find("demo-pik")


def test_two_files_cannot_share_a_topic(tmp_path):
    """The second is named, and the first."""
    for name in ("one.md", "two.md"):
        (tmp_path / name).write_text(SOURCE)
    words = r"questions/two.md, line 1: the topic 'demo' is that of questions/one.md\."
    with pytest.raises(QuestionError, match=words):
        Library(tmp_path).ids()


def test_only_the_file_of_the_topic_is_read(tmp_path):
    """A mistake in another file is met when that file is asked for, and none is read twice."""
    (tmp_path / "good.md").write_text(SOURCE)
    (tmp_path / "bad.md").write_text(SOURCE.replace("demo", "bad").replace("(Pick)", "(Pic)"))
    library = Library(tmp_path)
    question = library.find("demo-pick")
    (tmp_path / "good.md").unlink()
    assert library.find("demo-pick") is question
    with pytest.raises(QuestionError, match=r"questions/bad.md, line 18"):
        library.find("bad-pick")


def test_importing_the_quiz_reads_no_question():
    """Nor does it load a module for each topic; asking reads one file."""
    code = (
        "import sys; from mixlearn import quiz; from mixlearn.quiz._registry import _COURSE; "
        "print(len(_COURSE._read)); quiz.ask('blend-lam-from-label'); print(*_COURSE._read); "
        "print([name for name in sys.modules if name.startswith('mixlearn.quiz.questions')])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines() == ["0", "blend", "[]"]


# Lines that hold no text but names and numbers.
FIXED = ("#", "Range", "- [x] 3/4", "- [ ] 1 -", "- [ ] anything", "- [x] (", "- [ ] (")
NASTY = "<img src=x onerror=alert(1)> & <b>"


class Page(HTMLParser):
    """Tags and text of what a page takes as HTML."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.shown = set(), ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):  # noqa: ARG002 - called like this
        """Note a tag."""
        self.tags.add(tag)

    def handle_data(self, data):
        """Note what is shown."""
        self.shown += data


def test_markup_in_a_file_is_shown_as_letters(inside, shown, monkeypatch):
    """In a question, choice, reason, hint, solution, outcome and label alike, and in an answer."""
    monkeypatch.setattr(session, "guesses", {})
    monkeypatch.setattr(session, "seen", set())
    # Behind every text of the source stands the markup, and the place that it stands in.
    lines = [
        line if not line or line.startswith(FIXED) else f"{line} {NASTY}{number}"
        for number, line in enumerate(SOURCE.splitlines())
    ]
    read = read_questions("demo.md", "\n".join(lines))
    odd = type(NASTY, (), {})()
    cards = []
    for question in read.values():
        if isinstance(question, Prediction):
            cards += [Predict(question), Reveal(question)]
            cards[0].record("up")
            continue
        wrong = {Pick: ["other"], PickAll: [["no"]]}.get(type(question))
        for answer in (odd, NASTY, question.answer, *(wrong or [s.value for s in question.slips])):
            cards.append(Ask(question))
            cards[-1].check(answer)
        if isinstance(question, Number):
            cards.append(Ask(question))
            cards[-1].check(0.1)
        while not cards[-1].hint().startswith("There are no more"):
            pass
        cards[-1].solution()
    pages = [Page(shown(card)) for card in cards]
    assert set().union(*(page.tags for page in pages)) == {"style", "p", "div", "code"}
    labels = [
        w.description
        for card in cards
        for w in inside(card, ipywidgets.DOMWidget)
        if hasattr(w, "description")
    ]
    options = [w.options[0][0] for card in cards for w in inside(card, ipywidgets.RadioButtons)]
    said = " ".join([*(page.shown for page in pages), *labels, *options])
    places = [number for number, line in enumerate(lines) if line.endswith(f"{NASTY}{number}")]
    assert len(places) > 35
    assert [lines[place] for place in places if f"{NASTY}{place}" not in said] == []
    # The name of the class of an answer, and the answer itself.
    assert f"Got a {NASTY} instead." in said
    assert f"Got {NASTY!r} instead." in said
    for card in cards:
        for widget in inside(card, ipywidgets.DOMWidget):
            assert not getattr(widget, "description_allow_html", False)


def test_the_example_for_contributors_is_read():
    """What CONTRIBUTING.md shows is a file that could be added."""
    text = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    example = text.partition("```markdown\n")[2].partition("```")[0]
    assert len(read_questions("CONTRIBUTING.md", example)) == 2


def test_questions_are_text_alone():
    """The folder holds Markdown and nothing else."""
    folder = Path(quiz.__file__).parent / "questions"
    assert {path.suffix for path in folder.iterdir() if path.is_file()} == {".md"}
