"""The frameworks of notebook 12, where they are installed; without them every test is skipped."""

import json
import os
import re
from pathlib import Path

import pytest

# Keras reads it when it is imported; PyTorch is here anyway, TensorFlow would be one more giant.
os.environ.setdefault("KERAS_BACKEND", "torch")

PAGE = Path(__file__).parents[2] / "notebooks" / "12_in_practice.ipynb"
MISSING = '{} is not installed: pip install -e ".[frameworks]"'


@pytest.fixture(scope="session")
def torch():
    """PyTorch, on one thread: several only wait for each other on arrays as small as these."""
    torch = pytest.importorskip("torch", reason=MISSING.format("PyTorch"))
    torch.set_num_threads(1)
    return torch


@pytest.fixture(scope="session")
def keras(torch):
    """Keras on PyTorch."""
    keras = pytest.importorskip("keras", reason=MISSING.format("Keras"))
    if keras.backend.backend() != "torch":
        pytest.skip("These tests run Keras on PyTorch: set KERAS_BACKEND=torch")
    return keras


@pytest.fixture(scope="session")
def notebook():
    """The cells of notebook 12 by their ids."""
    return {cell["id"]: cell for cell in json.loads(PAGE.read_text(encoding="utf-8"))["cells"]}


@pytest.fixture(scope="session")
def program(notebook):
    """Cut a program out of a Markdown cell."""

    def cut(cell):
        text = "".join(notebook[cell]["source"])
        (found,) = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
        return compile(found, cell, "exec")

    return cut
