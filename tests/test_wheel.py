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
# The course, for `mixlearn start`.
COURSE = {
    f"mixlearn/_course/{path.relative_to(ROOT / 'notebooks').as_posix()}": path
    for pattern in ("README.md", "*.ipynb", "images/*")
    for path in (ROOT / "notebooks").glob(pattern)
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel built from the working tree, without network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*command, "--directory", str(folder)], cwd=ROOT, check=True)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_the_package_and_nothing_else(wheel):
    """Every module, stub, py.typed, data file and lesson is in the wheel; tests are not."""
    names = zipfile.ZipFile(wheel).namelist()
    packed = {name for name in names if ".dist-info/" not in name}
    source = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "mixlearn").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == source | DATA.keys() | COURSE.keys()
    assert {"mixlearn/py.typed", "mixlearn/__init__.pyi"} <= packed
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_wheel_holds_the_data_and_the_course(wheel):
    """Images, sentences and lessons are in the wheel as they are in the clone, byte for byte."""
    archive = zipfile.ZipFile(wheel)
    for packed, source in {**DATA, **COURSE}.items():
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


def test_the_wheel_alone_brings_the_course(wheel, tmp_path):
    """Unpacked far from any clone, `mixlearn start` copies the whole course and opens it."""
    packed, folder = tmp_path / "packed", tmp_path / "course"
    zipfile.ZipFile(wheel).extractall(packed)
    code = (
        "import runpy, sys; from mixlearn import cli; "
        "runpy.run_module = lambda name, **_: print(name); "
        f"sys.exit(cli.main(['start', {str(folder)!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(packed)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines()[-1] == "jupyterlab"
    for name, source in COURSE.items():
        lesson = Path(name).relative_to("mixlearn/_course")
        assert (folder / lesson).read_bytes() == source.read_bytes()


def test_the_wheel_is_pure(wheel):
    """One wheel serves every system, JupyterLite among them."""
    assert wheel.name.endswith("-py3-none-any.whl")
