"""What readers do to a lab beyond moving one slider at a time."""

import re
from contextlib import ExitStack
from importlib.metadata import version

import pytest

ALPHA = "Mixing strength α"


@pytest.fixture
def scratch(jupyter, browser, request):
    """Return a function that writes a notebook, opens it and runs it."""
    name = re.sub(r"\W+", "_", request.node.name) + ".ipynb"
    with ExitStack() as stack:

        def run(*cells):
            jupyter.write(name, cells)
            notebook = stack.enter_context(jupyter.opened(browser, name))
            notebook.run_all()
            return notebook

        yield run


def test_forty_quick_moves_end_at_the_last_value(scratch):
    """After forty key presses in a row the picture is, to the pixel, that of a lab made there."""
    notebook = scratch(
        "from mixlearn.labs import BoundaryLab\n\nBoundaryLab()", "BoundaryLab(alpha=2.4)"
    )
    moved, made = notebook.labs
    there = made.shown()
    moved.shown()
    moved.press(ALPHA, "ArrowRight", times=40)
    moved.back(there, by="the last of forty moves")
    assert moved.value(ALPHA) == made.value(ALPHA)


def test_a_move_beside_a_running_cell_damages_neither(scratch):
    """A cell draws 25 pictures while a slider moves: every one comes out right, the lab too."""
    notebook = scratch(
        "from mixlearn.labs import BoundaryLab\n\nlab = BoundaryLab()\nlab",
        """\
import numpy as np
from mixlearn.plots import SegmentPanel

X = np.random.default_rng(0).normal(size=(300, 2))
for _ in range(25):
    panel = SegmentPanel(X, np.arange(300) % 2, ("upper", "lower"))
    panel.show(X[:3], ("λ = 0.50", "", "1 − λ = 0.50"))
    display(panel)
""",
        "BoundaryLab(alpha=lab.settings.alpha)",
    )
    lab, fresh = notebook.labs
    start = lab.shown()
    # A page's very first move may still go to the thread that runs cells.
    lab.press(ALPHA, "ArrowRight")
    lab.changed(start, by="a first move")
    (calm,) = set(notebook.pictures(1, count=25))

    seen = set()
    notebook.start_cell(1)
    while notebook.running(1):
        lab.press(ALPHA, "ArrowRight")
        seen.update(lab.look().sentences)
    # Since version 7, callbacks have a thread of their own; before, they wait for the cell.
    assert len(seen) > 2 or version("ipykernel").startswith("6.")

    assert set(notebook.pictures(1, count=25)) == {calm}
    last = f"α = {lab.value(ALPHA)} "
    lab.until("the last value", lambda look: look.sound and last in look.sentences[0])
    notebook.start_cell(2)
    fresh.until("a lab made there", lambda look: look.sound and look == lab.look())
    assert notebook.faults() == []


def test_a_class_called_script_is_only_text(scratch):
    """A class name that is HTML stands as it is in sentence, name and error, and runs nothing."""
    script, image = "<script>hit=1</script>", "<img onerror=hit=1 src>"
    notebook = scratch(
        f"""\
import numpy as np
from mixlearn.labs import BoundaryLab


class NamingLab(BoundaryLab):
    @staticmethod
    def run(settings, task):
        if settings.alpha > 0.4:
            raise ValueError(f"Too much for {{' and '.join(task.names)}}.")
        return BoundaryLab.run(settings, task)

    @staticmethod
    def describe(result):
        return f"Classes: {{' and '.join(result.task.names)}}."


X = np.random.default_rng(0).normal(size=(40, 2))

NamingLab(X=X, y=[{script!r}, {image!r}] * 20)"""
    )
    (lab,) = notebook.labs
    start = lab.shown()
    assert start.sentences == [f"Classes: {image} and {script}."]
    lab.step(ALPHA)
    look = lab.until("an error", lambda look: look.alerts)
    assert f"Too much for {image} and {script}." in look.alerts[0]
    assert look.pixels == start.pixels
    assert lab.root.locator("script, img[onerror]").count() == 0
    assert not notebook.do("async () => 'hit' in window")


def test_an_error_is_told_while_the_last_picture_stays(scratch):
    """A training that diverges is told in the status line; the next move that works clears it."""
    notebook = scratch(
        """\
from mixlearn.labs import BoundaryLab
from mixlearn.networks import SoftLabelMLP


class DivergingLab(BoundaryLab):
    @staticmethod
    def run(settings, task=None):
        result = BoundaryLab.run(settings, task)
        if settings.alpha > 0.4:
            SoftLabelMLP(learning_rate_init=1e38).fit(result.task.X, result.task.y)
        return result


DivergingLab()"""
    )
    (lab,) = notebook.labs
    start = lab.shown()
    lab.press(ALPHA, "ArrowRight")
    look = lab.until("an error", lambda look: look.alerts)
    assert "The loss or its slope stopped being finite" in look.alerts[0]
    assert "Traceback" not in look.alerts[0]
    assert (look.pixels, look.sentences, look.names) == (
        start.pixels,
        start.sentences,
        start.names,
    )
    lab.press(ALPHA, "ArrowLeft")
    lab.back(start, by="a move back")
    assert notebook.faults() == []
