"""What a learner sees who saved a page, ended the kernel, and opens the page again."""

import json
from contextlib import closing

import pytest

VIEW = "application/vnd.jupyter.widget-view+json"
CELLS = [
    "from mixlearn import quiz\nfrom mixlearn.labs import BlendLab",
    'quiz.predict("blend-label")',
    "BlendLab()",
    'quiz.reveal("blend-label")',
    'quiz.ask("blend-nearer-parent")',
    "import ipywidgets\n\nipywidgets.IntSlider(3)",
]
LAB, REVEAL, ASKED, FOREIGN = 2, 3, 4, 5
# The bytes of a cell's saved picture, read off the page.
PICTURE = "(image) => image.decode().then(() => image.src.split(',')[1])"


@pytest.fixture
def page(jupyter, browser):
    """JupyterLab in a fresh browser, with a notebook of a lab and questions in its folder."""
    jupyter.write("next_day.ipynb", CELLS)
    with jupyter.page(browser) as page:
        yield page


def saved(jupyter):
    """Every output on disk, by the number of its cell."""
    cells = json.loads((jupyter.root / "next_day.ipynb").read_text(encoding="utf-8"))["cells"]
    return {at: cell["outputs"][0] for at, cell in enumerate(cells) if cell["outputs"]}


def test_a_saved_page_is_whole_without_its_kernel_and_lives_again_with_one(jupyter, page):
    """Saved, it stays alive; reopened, it shows pictures and texts; run again, its slider moves."""
    with closing(jupyter.open(page, "next_day.ipynb")) as notebook:
        notebook.run_all()
        (lab,) = notebook.labs
        moved = lab.shown()
        notebook.do("async () => jupyterapp.commands.execute('docmanager:save')")
        lab.step(lab.sliders()[0])
        moved = lab.changed(moved, by="a slider of a page that was saved")
        assert notebook.faults() == []

    outputs = saved(jupyter)
    assert [at for at, output in outputs.items() if VIEW in output["data"]] == [FOREIGN]
    jupyter.shut_down_kernels()

    with closing(jupyter.open(page, "next_day.ipynb", kernel=False)) as notebook:
        picture = notebook.cell(LAB).locator(".jp-OutputArea img").evaluate(PICTURE)
        assert picture == "".join(outputs[LAB]["data"]["image/png"]).replace("\n", "")
        for at in (1, REVEAL, ASKED):
            text = notebook.cell(at).locator(".jp-OutputArea-output").inner_text()
            assert text == "".join(outputs[at]["data"]["text/plain"])
        assert "waits for your guess" in notebook.cell(REVEAL).inner_text()
        # A widget that is not ours shows what ours would.
        page.get_by_text("Loading widget...").wait_for()
        assert notebook.faults() == []
        assert jupyter.kernels() == []

    with closing(jupyter.open(page, "next_day.ipynb")) as notebook:
        assert notebook.cell(LAB).get_by_role("slider").count() == 0
        # The same with a kernel that knows nothing of it.
        notebook.cell(FOREIGN).get_by_text("Error displaying widget").wait_for()
        assert len(notebook.faults()) == 1
        notebook.run_all()
        (lab,) = notebook.labs
        start = lab.shown()
        lab.step(lab.sliders()[0])
        assert lab.changed(start, by="a slider of a page run again").pixels == moved.pixels
        assert notebook.cell(ASKED).get_by_role("button", name="Check").is_visible()
        assert notebook.faults() == []
