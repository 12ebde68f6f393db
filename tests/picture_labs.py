"""Write a small picture of every lab of the course, for the teachers' page.

    python tests/picture_labs.py

Each comes from a notebook's committed output, `Lab().picture` as it was when the notebook was
executed, and goes to notebooks/images with as few colours as it needs.
"""

import base64
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import PIL.Image

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
IMAGES = NOTEBOOKS / "images"

# Enough for the shades between two classes, and few enough for a page of many pictures.
COLOURS = 64


def main() -> int:
    """Write all pictures, and say how large they are."""
    for notebook in sorted(NOTEBOOKS.glob("*.ipynb")):
        for name, picture in pictures(notebook):
            content = small(picture)
            (IMAGES / name).write_bytes(content)
            print(f"{len(content) / 1000:5.1f} kB  {name}")
    return 0


def pictures(notebook: Path) -> Iterator[tuple[str, PIL.Image.Image]]:
    """Yield the picture of each lab of a notebook as it first appears there, after its file name.

    The name begins as the notebook's does: 08-text-lab.png is the TextLab of lesson 08.
    """
    seen = set()
    for cell in nbformat.read(notebook, as_version=4).cells:
        lab = re.search(r"(?m)^([A-Z]\w+)Lab\(", cell.source)
        if cell.cell_type != "code" or lab is None or lab[1] in seen:
            continue
        seen.add(lab[1])
        (output,) = (o for o in cell.outputs if "image/png" in o.get("data", ()))
        name = f"{notebook.stem.partition('_')[0]}-{lab[1].lower()}-lab.png"
        file = io.BytesIO(base64.b64decode(output.data["image/png"]))
        picture = PIL.Image.open(file).convert("RGB")
        # The strip says how to wake a lab, which here there is not.
        above = picture.height - output.metadata["mixlearn"]["strip"]
        yield name, picture.crop((0, 0, picture.width, above))


def small(picture: PIL.Image.Image) -> bytes:
    """Return the picture as PNG with a palette."""
    file = io.BytesIO()
    flat = picture.quantize(COLOURS, dither=PIL.Image.Dither.NONE)
    flat.save(file, "png", optimize=True)
    return file.getvalue()


if __name__ == "__main__":
    sys.exit(main())
