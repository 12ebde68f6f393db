"""What a committed notebook holds of its labs, for readers without a kernel.

GitHub and JupyterLab show of each output the richest form they can, a picture rather than text: so
the picture has to hold the sentence, and nothing may stand there that is richer and needs a kernel.
"""

import base64
import io
import json
import re
from pathlib import Path

import PIL.Image
import pytest

from mixlearn import labs

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


def shown_labs(path):
    """The class and the outputs of every cell that shows a lab."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        made = re.search(r"(?m)^(\w+Lab)\(", "".join(cell["source"]))
        if cell["cell_type"] == "code" and made:
            yield made[1], cell["outputs"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_lab_has_left_a_picture_and_a_sentence(path):
    """A lab's one output is a PNG and one paragraph of text, and nothing that needs a kernel."""
    for _, (output,) in shown_labs(path):
        assert output["data"].keys() == {"image/png", "text/plain"}
        sentence = "".join(output["data"]["text/plain"])
        assert sentence.endswith(".")
        assert "\n" not in sentence
        picture = base64.b64decode("".join(output["data"]["image/png"]))
        with PIL.Image.open(io.BytesIO(picture)) as image:
            assert image.format == "PNG"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_saved_picture_holds_the_sentence(path):
    """Below a lab's panels the saved picture has lines of text."""
    for name, (output,) in shown_labs(path):
        sizes = [panel.size for panel in getattr(labs, name).Picture().panels.values()]
        panels = max(height for _, height in sizes)
        picture = base64.b64decode("".join(output["data"]["image/png"]))
        with PIL.Image.open(io.BytesIO(picture)) as image:
            assert image.width == sum(width for width, _ in sizes)
            assert image.height > panels, (
                f"{name} was saved without its sentence. Execute it again: "
                f"python tests/execute_notebooks.py {path.stem}"
            )
            below = image.convert("L").crop((0, panels, image.width, image.height))
        darkest, lightest = below.getextrema()
        assert darkest < 128 < lightest
