"""What the page does for the hand: names, keys, a voice, and a lab that stays in view."""

import re
from contextlib import ExitStack

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe

from .pages import LabOnPage

LAB = "from mixlearn.labs import BoundaryLab\n\nBoundaryLab(points=40, steps=20)"
PREDICT = 'from mixlearn import quiz\n\nquiz.predict("start-boundary-shape")'
ALPHA = "Mixing strength α"
ACTIVE = "jupyterapp.shell.currentWidget.content.activeCellIndex"


@pytest.fixture
def opened(jupyter, browser, request):
    """Return a function that writes a notebook and opens it on a screen of 1280 x 720."""
    name = re.sub(r"\W+", "_", request.node.name) + ".ipynb"
    with ExitStack() as stack:

        def run(*cells, run_all=True, without=None):
            jupyter.write(name, cells)
            notebook = stack.enter_context(jupyter.opened(browser, name, without=without))
            notebook.page.set_viewport_size({"width": 1280, "height": 720})
            if run_all:
                notebook.run_all()
            return notebook

        yield run


def cells(notebook):
    """How many cells there are."""
    return notebook.do("async () => jupyterapp.shell.currentWidget.content.widgets.length")


def test_every_control_has_a_name(opened):
    """Handles and read-outs of sliders are named by their labels, choices by their question."""
    notebook = opened(LAB, PREDICT)
    (lab,) = notebook.labs
    lab.shown()
    handles = lab.root.get_by_role("slider")
    assert handles.count() == len(lab.sliders())
    for name in lab.sliders():
        handle = lab.root.get_by_role("slider", name=name, exact=True)
        assert handle.count() == 1
        assert handle.get_attribute("aria-valuetext") == lab.value(name)
        assert lab.root.get_by_role("textbox", name=f"{name}, value").count() == 1
    question = notebook.cell(1).locator(".mixlearn-quiz p").first.text_content()
    groups = notebook.cell(1).get_by_role("radiogroup", name=question.strip())
    assert groups.count() > 1


def test_keys_typed_on_a_control_stay_with_it(opened):
    """Letters that delete or insert cells do nothing; keys for the front end get there."""
    notebook = opened(LAB, "1 + 1")
    (lab,) = notebook.labs
    start = lab.shown()
    keyboard = notebook.page.keyboard
    for control in (
        lab.root.get_by_role("button", name="Reset"),
        lab.root.locator("select").first,
        lab.root.get_by_role("slider").first,
    ):
        control.focus()
        for key in ("d", "d", "a", "b", "x", "0", "0"):
            keyboard.press(key)
    assert cells(notebook) == 2
    assert lab.look() == start
    lab.root.get_by_role("slider").first.focus()
    keyboard.press("Control+s")
    notebook.do("""async () => {
        while (jupyterapp.shell.currentWidget.context.model.dirty)
            await new Promise((go) => setTimeout(go, 50));
    }""")
    keyboard.press("Shift+Enter")
    notebook.page.wait_for_function(f"() => {ACTIVE} === 1")


def test_arrows_move_a_slider_in_notebook_7(jupyter, browser):
    """There the front end takes arrow keys before a slider sees them; the helper keeps them."""
    jupyter.write("seven.ipynb", [LAB])
    with jupyter.page(browser) as page:
        page.goto(f"{jupyter.url}/notebooks/seven.ipynb")
        page.locator(".jp-Cell .cm-content").first.click()
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
        page.keyboard.press("Control+Enter")
        lab = LabOnPage(page.locator(".jp-OutputArea-output > .widget-vbox"), "BoundaryLab()")
        lab.root.wait_for()
        start = lab.shown()
        lab.step(ALPHA)
        lab.changed(start, by="an arrow key")


def test_tab_leaves_a_lab(opened):
    """The Tab key goes through all controls of a lab and out of it."""
    notebook = opened(LAB)
    (lab,) = notebook.labs
    lab.shown()
    lab.root.get_by_role("slider").first.focus()
    for _ in range(60):
        notebook.page.keyboard.press("Tab")
        if not lab.root.evaluate("(lab) => lab.contains(document.activeElement)"):
            return
    pytest.fail("60 times Tab did not lead out of the lab")


def test_the_sentence_is_said_when_the_hand_rests(opened):
    """One live region, always the same node, says the last of several sentences."""
    notebook = opened(LAB)
    (lab,) = notebook.labs
    start = lab.shown()
    voice = lab.root.locator("[role=status]")
    assert voice.count() == 1
    node = voice.element_handle()
    lab.press(ALPHA, "ArrowRight", times=5)
    lab.changed(start, by="five moves")
    last = f"α = {lab.value(ALPHA)} "
    (sentence,) = lab.until("the last move", lambda look: last in look.sentences[0]).sentences
    notebook.page.wait_for_function(
        "([node, text]) => node.isConnected && node.textContent === text", arg=[node, sentence]
    )
    assert [sentence] != start.sentences


def press_shift_enter(notebook, number):
    """Run the cell of a lab as a reader does, and wait for the lab."""
    notebook.do("""async () => {
        const session = jupyterapp.shell.currentWidget.context.sessionContext;
        await session.ready;
        await session.session.kernel.info;
    }""")
    notebook.cell(number).locator(".jp-InputPrompt").first.click()
    notebook.page.keyboard.press("Shift+Enter")
    notebook.cell(number).locator(".mixlearn").wait_for()


LONG = "\n".join(f"number = {n}" for n in range(60))
VIEW = "document.querySelector('.jp-WindowedPanel-outer')"


def top_of(cell):
    """How far below the upper edge of the notebook the lab of a cell begins, in pixels."""
    return cell.locator(".mixlearn").evaluate(f"""(lab) => lab.getBoundingClientRect().top
        - {VIEW}.getBoundingClientRect().top""")


def test_a_lab_that_was_run_comes_back_into_view(opened):
    """After Shift+Enter it is in sight, the next cell is active, and later scrolling is free."""
    notebook = opened(LONG, LAB, LONG, run_all=False)
    press_shift_enter(notebook, 1)
    notebook.page.wait_for_timeout(1000)
    assert notebook.do(f"async () => {ACTIVE}") == 2
    assert 0 <= top_of(notebook.cell(1)) <= 200
    notebook.page.mouse.move(800, 400)
    notebook.page.mouse.wheel(0, 400)
    notebook.page.wait_for_timeout(1000)
    assert top_of(notebook.cell(1)) < 0


def test_whoever_scrolls_meanwhile_or_runs_all_is_left_in_peace(opened):
    """A hand on the wheel while the lab comes up is stronger; Run All ends at the last cell."""
    notebook = opened(LONG, LAB, LONG, run_all=False)
    press_shift_enter(notebook, 1)
    notebook.page.mouse.move(800, 400)
    notebook.page.mouse.wheel(0, 3000)
    notebook.page.wait_for_timeout(1000)
    assert top_of(notebook.cell(1)) < -100
    notebook.run_all()
    notebook.page.wait_for_timeout(1000)
    assert notebook.do(f"async () => {VIEW}.scrollTop") > 500


def test_a_lab_moves_without_its_helper(opened):
    """Where the script cannot be loaded the slider moves the picture, and no error is seen."""
    notebook = opened(LAB, PREDICT, without="**/extensions/anywidget/**")
    (lab,) = notebook.labs
    start = lab.shown()
    assert lab.root.locator("[role=status]").count() == 0  # it is not there, indeed
    lab.step(ALPHA)
    lab.changed(start, by="a move")
    notebook.cell(1).get_by_role("radio").first.wait_for()
    wrong = notebook.page.locator(".jupyter-widgets-error-widget")
    assert wrong.count() == 2
    # Their boxes have no size to be seen in.
    boxes = wrong.evaluate_all("""(all) => all.map((element) => {
        const {width, height} = element.closest('.widget-box').getBoundingClientRect();
        return [width, height];
    })""")
    assert np.max(boxes) <= 1


def test_axe_finds_nothing_of_ours(opened):
    """Neither on a lab nor on a question: a barrier that a program can see would be ours."""
    notebook = opened(LAB, PREDICT)
    (lab,) = notebook.labs
    lab.shown()
    notebook.page.wait_for_timeout(500)
    found = Axe().run(notebook.page, context=".mixlearn").response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
