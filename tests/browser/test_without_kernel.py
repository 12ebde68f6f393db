"""A notebook as it is committed, before its reader has run anything."""

import shutil

import pytest

from .pages import FOLDER, NOTEBOOKS, makes_lab


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_lab_has_left_its_picture_and_sentence(name, jupyter, browser):
    """Opened fresh, untrusted and without a kernel, a page shows each lab's picture, no error.

    The sentence is saved beside the picture, for front ends that show text.
    """
    shutil.copytree(FOLDER, jupyter.root / "committed", dirs_exist_ok=True)
    with jupyter.opened(browser, f"committed/{name}", kernel=False) as notebook:
        labs = [(at, cell) for at, cell in enumerate(notebook.cells()) if makes_lab(cell)]
        assert labs
        for at, cell in labs:
            picture = notebook.cell(at).locator(".jp-OutputArea img")
            picture.scroll_into_view_if_needed()
            assert picture.evaluate("async (it) => (await it.decode(), it.naturalWidth)") > 300
            (output,) = cell["outputs"]
            assert "".join(output["data"]["text/plain"]).endswith(".")
        assert notebook.faults() == []
        assert jupyter.kernels() == []
