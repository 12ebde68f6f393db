"""What people install: the package whole, with its types, and nothing else."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Kept in a folder of their own, shipped inside the package.
FILES = ("failures.npz", "pets.npz", "sentences.tsv", "sweeps.npz", "tissue.npz")
DATA = {f"mixlearn/_data/{name}": ROOT / "data" / name for name in FILES}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel built from the working tree, without network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*command, "--directory", str(folder)], cwd=ROOT, check=True)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_the_package_and_nothing_else(wheel):
    """Every module, stub, py.typed and data file is in the wheel; tests and notebooks are not."""
    names = zipfile.ZipFile(wheel).namelist()
    packed = {name for name in names if ".dist-info/" not in name}
    source = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "mixlearn").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == source | DATA.keys()
    assert {"mixlearn/py.typed", "mixlearn/__init__.pyi"} <= packed
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_wheel_holds_the_data(wheel):
    """Images and sentences are in the wheel as they are in the folder data, byte for byte."""
    archive = zipfile.ZipFile(wheel)
    for packed, source in DATA.items():
        assert archive.read(packed) == source.read_bytes()


def test_the_wheel_alone_loads_its_data(wheel, tmp_path):
    """Unpacked far from any clone, the package finds its images and sentences."""
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = (
        "from mixlearn import datasets; "
        "made = datasets.pets, datasets.tissue, datasets.sentences; "
        "print(datasets.__file__, *(len(make(rng=0).X) for make in made))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    )
    file, *sizes = done.stdout.split()
    assert Path(file).is_relative_to(tmp_path)
    assert sizes == ["600", "600", "300"]


def test_the_wheel_is_pure(wheel):
    """One wheel serves every system, JupyterLite among them."""
    assert wheel.name.endswith("-py3-none-any.whl")
