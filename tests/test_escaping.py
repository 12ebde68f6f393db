"""Text from data stays text on the page: no name, sentence or error is ever taken as HTML."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import ipywidgets
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

import mixlearn
from mixlearn import quiz
from mixlearn.labs import BoundaryLab, Lab
from mixlearn.quiz._asking import Ask
from mixlearn.quiz._card import note
from mixlearn.quiz._kinds import Choice, Number, Pick, PickAll, Prediction
from mixlearn.quiz._predictions import Predict, Reveal
from mixlearn.quiz._text import rich

PACKAGE = Path(mixlearn.__file__).parent

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload='alert(1)'>",
    "' onmouseover='alert(1)",
    "</p></pre><b>bold</b>",
    "&lt;script&gt; & &amp; &#60;",
    "`</code><script>`",
    "<!-- hidden -->",
    "<style>*{display:none}</style>",
    "$\\frac{1}{$ <a href=javascript:alert(1)>",
]
# Everything that mixlearn itself writes as HTML.
TAGS = {"p", "pre", "code", "div"}
ATTRIBUTES = {"role", "style"}
# What a browser would take as HTML, had scikit-learn let it through.
BARE = ("<script>alert", "<img src=x", "<svg onload", "<b>bold", "<a href=java")
texts = st.text(st.sampled_from("ab <>&\"'`/=;#!-\n$\\") | st.characters(codec="utf-8"))


class Reader(HTMLParser):
    """What a page shows of some HTML, and the tags and attributes in it."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.text, self.other = set(), set(), "", []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Note a tag."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        """Note what is shown."""
        self.text += data

    def handle_comment(self, data):
        """Note what is neither."""
        self.other.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def checked(html):
    """The text of some HTML that has nothing in it but what mixlearn writes."""
    # The one style sheet is ours to the letter.
    html = re.sub(r"^<style>\n\.mixlearn-quiz .*?</style>", "", html, flags=re.DOTALL)
    read = Reader(html)
    assert read.tags <= TAGS
    assert read.attributes <= ATTRIBUTES
    assert read.other == []
    return read.text


def html_of(widget):
    """The values of all HTML widgets inside a widget, which are all that a page takes as HTML."""
    for child in getattr(widget, "children", ()):
        yield from html_of(child)
    if isinstance(widget, ipywidgets.HTML | ipywidgets.HTMLMath):
        yield widget.value
    # The label of any widget is text, unless one asks for HTML.
    assert not getattr(widget, "description_allow_html", False)


@given(texts)
@example("".join(HOSTILE))
def test_rich_text_is_text(text):
    """Whatever a text holds, a page shows it as it reads: only paragraphs and backticks act."""
    for html in (rich(text), note(text)):
        shown = checked(html)
        assert shown.replace("`", "") == text.replace("\n\n", "").replace("`", "")


class EchoLab(Lab):
    """A boundary lab whose sentence, code and error are what the test says."""

    Settings = BoundaryLab.Settings
    Picture = BoundaryLab.Picture
    said = ""
    wrong = None

    @staticmethod
    def run(settings):
        """Fail, if the test wants that."""
        if EchoLab.wrong is not None:
            raise EchoLab.wrong
        return BoundaryLab.run(settings)

    @staticmethod
    def describe(result):  # noqa: ARG004 - a lab is asked like this
        """Say what the test says."""
        return EchoLab.said

    @staticmethod
    def code_for(settings):  # noqa: ARG004 - the same
        """The same in code."""
        return f"# {EchoLab.said}"


@pytest.fixture(scope="module")
def echo():
    """One lab for all, with its code shown."""
    lab = EchoLab(steps=20)
    lab._code_button.value = True
    return lab


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", [ValueError, RuntimeError])
def test_sentence_code_and_error_of_a_lab_are_text(echo, text, kind, monkeypatch):
    """Text from data stays text under the picture, in the code, and in an error of any kind."""
    monkeypatch.setattr(EchoLab, "said", text)
    echo.reset()
    shown = [checked(html) for html in html_of(echo)]
    assert text in shown
    assert f"# {text}" in shown
    monkeypatch.setattr(EchoLab, "wrong", kind(text))
    echo._results.clear()
    echo._on_move(None)
    assert any(
        f"⚠ {text}" in s or f"RuntimeError: {text}" in s for s in map(checked, html_of(echo))
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_class_names_in_a_lab_are_text(text):
    """Whatever a class is called, the lab draws it, says it and writes it in code as plain text."""
    X = np.random.default_rng(0).normal(size=(20, 2))
    lab = BoundaryLab(X=X, y=[text, "other"] * 10, steps=20)
    lab._code_button.value = True
    assert all(map(checked, filter(None, html_of(lab))))
    compile(lab.code(), "code", "exec")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", [Pick, PickAll, Number])
def test_a_question_is_text(text, kind):
    """Question, choices, hints, verdict and solution stand on the page as they were written."""
    choices = (
        Choice("a", text, right=True, why=text),
        Choice("b", f"{text}?", why=text),
    )
    parts = (
        {"choices": choices}
        if kind is not Number
        else {
            "value": 0.5,
            "why": text,
            "tolerance": 0.01,
            "label": text,
            "otherwise": text,
        }
    )
    ask = Ask(kind(id="asked", text=text, hints=(text,), solution=text, **parts))
    ask.check({Pick: "b", PickAll: ["b"], Number: 0.9}[kind])
    ask.hint()
    ask.solution()
    shown = [checked(html) for html in html_of(ask)]
    plain = text.replace("`", "")
    assert sum(plain in part for part in shown) >= 2
    assert f"Hint 1 of 1: {plain}Solution: {plain}" in shown[-1]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_prediction_is_text(text):
    """A guess and what became of it, too."""
    choices = (Choice("a", text, right=True, why=text), Choice("b", "other", why=text))
    asked = Prediction(id="guessed", text=text, choices=choices, outcome=text)
    try:
        predict, reveal = Predict(asked), Reveal(asked)
        predict.record("a")
        shown = [checked(html) for card in (predict, reveal) for html in html_of(card)]
    finally:
        quiz._session.session.guesses.pop("guessed", None)
        quiz._session.session.seen.discard("guessed")
    assert sum(text.replace("`", "") in part for part in shown) == 3


@pytest.mark.parametrize("text", HOSTILE)
def test_estimators_are_text(text):
    """The diagram that scikit-learn makes of an estimator escapes what stands in its parameters."""
    models = [
        mixlearn.SoftLabelMLP(activation=text),
        mixlearn.MixupClassifier(LogisticRegression(solver=text), pairing=text),
        mixlearn.MixMatchClassifier(augment=text),
    ]
    for model in models:
        html = model._repr_html_()
        assert not any(tag in html for tag in BARE)


# Where HTML is made by hand. A new place needs its own tests above, before it is added here.
MADE_BY_HAND = {"labs/_view.py", "quiz/_card.py", "quiz/_text.py"}
# What may stand between tags: escaped, made by `rich`, or a constant of the module.
SAFE_CALLS = {"escape", "rich"}
SAFE_NAMES = {"colour", "role", "paragraph"}
TAG = re.compile(r"</?[a-z]+[ >]|style=|role=")


def docstrings(tree):
    """The nodes of all texts that stand by themselves."""
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def test_html_is_made_in_three_places():
    """Tags stand in the strings of three files, and nothing else of the package writes HTML."""
    makers = set()
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        prose = docstrings(tree)
        words = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and n not in prose)
        if any(isinstance(word, str) and re.search(r"</[a-z]+>", word) for word in words):
            makers.add(path.relative_to(PACKAGE).as_posix())
    assert makers == MADE_BY_HAND


def unescaped(tree):
    """Every value in an f-string with tags that is neither escaped nor known to be safe."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.JoinedStr):
            continue
        fixed = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
        if not TAG.search(fixed):
            continue
        for part in node.values:
            value = getattr(part, "value", None)
            if not isinstance(part, ast.FormattedValue):
                continue
            called = isinstance(value, ast.Call) and getattr(value.func, "id", "") in SAFE_CALLS
            if not called and getattr(value, "id", "") not in SAFE_NAMES:
                yield ast.unparse(value)


@pytest.mark.parametrize("file", sorted(MADE_BY_HAND))
def test_what_stands_between_tags_is_escaped(file):
    """No f-string with a tag takes in a value that has not been escaped."""
    assert list(unescaped(ast.parse((PACKAGE / file).read_text(encoding="utf-8")))) == []


def test_a_missing_escape_is_noticed():
    """The check above sees one."""
    assert list(unescaped(ast.parse('f"<p>{sentence}</p>{escape(sentence)}"'))) == ["sentence"]
