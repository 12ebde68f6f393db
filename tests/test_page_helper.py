"""The helper of a page: what it is told by labs and questions, before any browser comes in."""

from mixlearn import quiz
from mixlearn._page import PageHelper
from mixlearn.labs import BlendLab


def helpers(widget):
    """Return all helpers in a widget, each with the box it lies in."""
    found = [
        (one, widget) for one in getattr(widget, "children", ()) if isinstance(one, PageHelper)
    ]
    for child in getattr(widget, "children", ()):
        found += helpers(child)
    return found
    return found


def test_a_lab_tells_its_sentence():
    """One helper a lab, in a box of no size, told the sentence at the start and at every move."""
    lab = BlendLab()
    ((helper, box),) = helpers(lab)
    assert helper.said == lab.sentence
    lab.set(lam=0.2)
    assert helper.said == lab.sentence
    assert (box.layout.width, box.layout.height, box.layout.overflow) == ("1px", "1px", "hidden")
    assert helper.fresh


def test_a_question_names_its_choices_and_tells_its_verdict():
    """Groups of choices are named by the question, in one line; what is answered is said."""
    card = quiz.ask("start-alpha-zero")
    ((helper, _),) = helpers(card)
    assert helper.question == " ".join(card.question.text.split())
    assert helper.said == ""
    verdict = card.check(card.question.choices[0].key)
    assert helper.said == str(verdict)
    words = card.hint()
    assert helper.said == str(words)


def test_the_script_is_shipped_and_small():
    """It comes with the Python, and every lab and question sends it anew."""
    assert "export default" in str(PageHelper._esm)
    assert len(str(PageHelper._esm).encode()) < 10_000
