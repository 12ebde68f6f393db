"""What people install: the package whole, with its types, and nothing else."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Kept in folders of their own, shipped inside the package: {what: where}.
FOLDERS = {"data": "mixlearn/_data", "notebooks": "mixlearn/_course"}
SHIPPED = {
    "data": ("*.jsonl", "*.npz", "*.tsv"),
    "notebooks": ("README.md", "*.ipynb", "images/*"),
}
FILES = {
    f"{FOLDERS[folder]}/{path.relative_to(ROOT / folder).as_posix()}": path
    for folder, patterns in SHIPPED.items()
    for pattern in patterns
    for path in (ROOT / folder).glob(pattern)
    if path.is_file()
}
# Goes beside the package, to where Jupyter Server looks for its settings.
SETTINGS = "etc/jupyter/jupyter_server_config.d/mixlearn.json"
# What Jupyter, editors and learners leave behind.
JUNK = (
    "data/scratch.csv",
    "data/.ipynb_checkpoints/pets-checkpoint.npz",
    "mixlearn/__pycache__/mixing.cpython-311.pyc",
    "mixlearn/.ipynb_checkpoints/mixing-checkpoint.py",
    "notebooks/.ipynb_checkpoints/05_decision_boundaries-checkpoint.ipynb",
    "notebooks/05_decision_boundaries-Copy1.ipynb",
    "notebooks/Untitled.ipynb",
    "notebooks/Untitled1.ipynb",
    "notebooks/images/.ipynb_checkpoints/boundary-lab-checkpoint.png",
    "notebooks/images/drawing.xcf",
    "notebooks/notes.txt",
    "tests/__pycache__/test_mixing.cpython-311.pyc",
)
# What somebody adds to the course, each by being there.
ADDED = {
    "data/birds.npz": "mixlearn/_data/birds.npz",
    "data/poems.tsv": "mixlearn/_data/poems.tsv",
    "mixlearn/labs/bird.py": "mixlearn/labs/bird.py",
    "notebooks/13_birds.ipynb": "mixlearn/_course/13_birds.ipynb",
    "notebooks/glossary.ipynb": "mixlearn/_course/glossary.ipynb",
    "notebooks/images/13-bird-lab.png": "mixlearn/_course/images/13-bird-lab.png",
}


def built(target, source, folder):
    """Build a wheel or an sdist of a source tree, without network."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target]
    subprocess.run([*command, "--directory", str(folder)], cwd=source, check=True)
    (path,) = folder.glob({"wheel": "*.whl", "sdist": "*.tar.gz"}[target])
    return path


def unpacked(sdist, folder):
    """A source tree from an sdist."""
    shutil.unpack_archive(sdist, folder, filter="data")
    (tree,) = folder.iterdir()
    return tree


def held(wheel):
    """The files in a wheel."""
    return set(zipfile.ZipFile(wheel).namelist())


def below(folder):
    """The files of a source tree, without what Python and Jupyter leave behind."""
    names = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    left = {"__pycache__", ".ipynb_checkpoints"}
    return {name.as_posix() for name in names if left.isdisjoint(name.parts)}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel of the working tree."""
    return built("wheel", ROOT, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    """An sdist of the working tree."""
    return built("sdist", ROOT, tmp_path_factory.mktemp("dist"))


def test_the_wheel_holds_the_package_and_nothing_else(wheel):
    """Every module, stub, py.typed, data file and lesson is in the wheel; tests are not."""
    names = {name for name in held(wheel) if ".dist-info/" not in name}
    package = {f"mixlearn/{name}" for name in below(ROOT / "mixlearn")}
    beside = {name for name in names if name.endswith(f".data/data/{SETTINGS}")}
    assert names - beside == package | FILES.keys()
    (name,) = beside
    assert zipfile.ZipFile(wheel).read(name) == (ROOT / "mixlearn" / "_server.json").read_bytes()
    assert {"mixlearn/py.typed", "mixlearn/__init__.pyi"} <= names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in held(wheel))


def test_the_wheel_holds_the_data_and_the_course(wheel):
    """Images, sentences and lessons are in the wheel as they are in the clone, byte for byte."""
    archive = zipfile.ZipFile(wheel)
    for name, source in FILES.items():
        assert archive.read(name) == source.read_bytes()


def test_the_wheel_can_be_built_from_the_sdist(wheel, sdist, tmp_path):
    """Who builds from the sdist gets the same wheel, byte for byte."""
    again = built("wheel", unpacked(sdist, tmp_path / "tree"), tmp_path)
    assert again.read_bytes() == wheel.read_bytes()


def test_what_is_added_is_shipped_and_what_is_left_behind_is_not(wheel, sdist, tmp_path):
    """New lessons, pictures, data and modules need no list; checkpoints and scratch stay out."""
    tree = unpacked(sdist, tmp_path / "tree")
    before = below(tree)
    for name in (*JUNK, *ADDED):
        (tree / name).parent.mkdir(exist_ok=True)
        (tree / name).write_bytes(b"{}")
    assert held(built("wheel", tree, tmp_path)) == held(wheel) | set(ADDED.values())
    again = unpacked(built("sdist", tree, tmp_path), tmp_path / "again")
    everything = {path.relative_to(again).as_posix() for path in again.rglob("*") if path.is_file()}
    assert everything == before | ADDED.keys()


def test_the_wheel_alone_loads_its_data(wheel, tmp_path):
    """Unpacked far from any clone, the package finds its images and sentences."""
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = (
        "from mixlearn import datasets; "
        "made = datasets.pets, datasets.tissue, datasets.sentences; "
        "print(datasets.__file__, *(len(make(rng=0).X) for make in made))"
    )
    file, *sizes = said_by(code, tmp_path, tmp_path).split()
    assert Path(file).is_relative_to(tmp_path)
    assert sizes == ["600", "600", "300"]


def test_the_wheel_alone_brings_the_course(wheel, tmp_path):
    """Unpacked far from any clone, `mixlearn start` copies the whole course and opens it."""
    package, folder = tmp_path / "package", tmp_path / "course"
    zipfile.ZipFile(wheel).extractall(package)
    code = (
        "import runpy, sys; from mixlearn import cli; "
        "runpy.run_module = lambda name, **_: print(name); "
        f"sys.exit(cli.main(['start', {str(folder)!r}]))"
    )
    assert said_by(code, package, tmp_path).splitlines()[-1] == "jupyterlab"
    course = {
        Path(name).relative_to("mixlearn/_course"): source
        for name, source in FILES.items()
        if "_course" in name
    }
    assert course
    for lesson, source in course.items():
        assert (folder / lesson).read_bytes() == source.read_bytes()


def said_by(code, package, folder):
    """What Python prints in a folder where it finds mixlearn in another."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(package)},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def test_the_wheel_is_pure(wheel):
    """One wheel serves every system, JupyterLite among them."""
    assert wheel.name.endswith("-py3-none-any.whl")
