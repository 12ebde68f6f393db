"""What Binder installs: exact pins that satisfy the project, and nothing twice."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
BINDER = ROOT / "binder"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# In Binder's own environment; installed again, they would swell the image and slow the launch.
IN_BASE = {"jupyterlab", "notebook", "ipywidgets", "jupyterlab-widgets", "ipython", "packaging"}


def requirement_lines():
    text = (BINDER / "requirements.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


PINS = {canonicalize_name(r.name): r for r in map(Requirement, requirement_lines())}
EXTRAS = PROJECT["optional-dependencies"]
NEEDED = [
    requirement
    for text in PROJECT["dependencies"] + EXTRAS["lab"] + EXTRAS["app"]
    if canonicalize_name((requirement := Requirement(text)).name) not in IN_BASE | {"mixlearn"}
]


@pytest.mark.parametrize("line", requirement_lines())
def test_every_line_is_one_exact_pin(line):
    """A line is name==version: no path, range, option, address or extra."""
    assert re.fullmatch(r"[a-z0-9-]+==[0-9]+(\.[0-9]+)+", line)


def test_pins_are_sorted_and_single():
    """Names are in order, each once, so that a change is easy to read."""
    names = [line.partition("==")[0] for line in requirement_lines()]
    assert names == sorted(set(names))


@pytest.mark.parametrize("needed", NEEDED, ids=str)
def test_every_dependency_is_pinned_within_its_bounds(needed):
    """Each dependency of project, labs and page has a pin that pyproject.toml allows."""
    pin = PINS[canonicalize_name(needed.name)]
    (specifier,) = pin.specifier
    assert needed.specifier.contains(specifier.version)


def test_what_binder_has_is_not_pinned():
    """JupyterLab and ipywidgets are those of Binder's image."""
    assert PINS.keys() & IN_BASE == set()


def test_the_kernel_runs_callbacks_in_its_main_thread():
    """The pin stays below ipykernel 7, so no slider damages a running cell's pyplot figure."""
    (specifier,) = PINS["ipykernel"].specifier
    assert Version(specifier.version) < Version("7")


def test_python_satisfies_the_project():
    """runtime.txt names a Python that requires-python and the classifiers allow."""
    text = (BINDER / "runtime.txt").read_text(encoding="utf-8")
    found = re.fullmatch(r"python-(3\.\d+)\n", text)
    assert found, text
    assert SpecifierSet(PROJECT["requires-python"]).contains(found[1])
    assert f"Programming Language :: Python :: {found[1]}" in PROJECT["classifiers"]


def test_post_build_stops_at_the_first_error():
    """PostBuild is executable bash that stops at an error and resolves nothing again."""
    path = BINDER / "postBuild"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["#!/bin/bash", "set -euo pipefail"]
    assert any("pip install" in line and "--no-deps" in line for line in lines)
    assert os.access(path, os.X_OK)
    subprocess.run(["bash", "-n", str(path)], check=True)


def test_binder_has_only_these_files():
    """No environment.yml or start script slips in and changes what is built."""
    assert {path.name for path in BINDER.iterdir()} == {
        "postBuild",
        "requirements.txt",
        "runtime.txt",
    }
