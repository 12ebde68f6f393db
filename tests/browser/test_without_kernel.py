"""A notebook as it is committed, before its reader has run anything."""

import shutil
from contextlib import closing

import nbformat
import pytest
from nbconvert import HTMLExporter

from .pages import FOLDER, NOTEBOOKS, VIEWPORT, makes_lab

# Whether an image came out whole, and stands on the page as wide as it is or as wide as fits.
_WHOLE = """async (image) => {
    await image.decode();
    const [box, room] = [image, image.parentElement].map((e) => e.getBoundingClientRect());
    const scale = box.width / image.naturalWidth;
    return image.naturalWidth > 300
        && Math.abs(box.height - scale * image.naturalHeight) < 1
        && (scale === 1 || Math.abs(box.width - room.width) < 1)
        && box.right <= innerWidth;
}"""


EXPORTER = HTMLExporter()


@pytest.fixture(scope="module")
def reading_room(jupyter, browser):
    """One JupyterLab for all notebooks, opened one after the other: loading it takes longest."""
    shutil.copytree(FOLDER, jupyter.root / "committed")
    with jupyter.page(browser) as page:
        yield page


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_lab_has_left_its_picture_and_sentence(name, jupyter, reading_room):
    """Opened fresh, untrusted and without a kernel, a page shows each lab's picture, no error.

    The picture holds the sentence (tests/test_saved_labs.py), which is saved beside it as well, for
    front ends that show text.
    """
    with closing(jupyter.open(reading_room, f"committed/{name}", kernel=False)) as notebook:
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


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_an_exported_page_shows_every_lab(name, page, tmp_path):
    """As HTML, with neither widget state nor network, a notebook shows each lab's picture whole."""
    notebook = nbformat.read(FOLDER / name, as_version=4)
    html, _ = EXPORTER.from_notebook_node(notebook)
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    page.route("http*://**", lambda route: route.abort())  # MathJax, which no picture needs
    page.goto((tmp_path / "page.html").as_uri())
    for width in (VIEWPORT["width"], 390):
        page.set_viewport_size({**VIEWPORT, "width": width})
        for cell in filter(makes_lab, notebook.cells):
            output = page.locator(f'[id="cell-id={cell.id}"] .jp-OutputArea-output')
            assert output.locator("img").evaluate(_WHOLE)
            assert output.inner_text().strip() == "", "the sentence stands in the picture"
