"""`import mixlearn` is cheap, and every public name is there when it is asked for."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import mixlearn

ROOT = Path(__file__).parent.parent
# Seconds of import, or an optional dependency: none of them before it is needed.
HEAVY = {
    "IPython",
    "contourpy",
    "array_api_compat",
    "anywidget",
    "ipywidgets",
    "joblib",
    "matplotlib",
    "pandas",
    "scipy",
    "sklearn",
    "torch",
}


def modules_after(code: str) -> set[str]:
    """Top-level modules that a fresh interpreter has loaded after `code`."""
    report = "import json, sys; print(json.dumps(sorted({n.split('.')[0] for n in sys.modules})))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_importing_the_package_loads_nothing_heavy():
    """`import mixlearn` loads neither SciPy nor scikit-learn, matplotlib or ipywidgets."""
    loaded = modules_after("import mixlearn")
    assert "mixlearn" in loaded
    assert loaded & HEAVY == set()


def test_mixing_arrays_needs_no_plotting():
    """`mix` loads neither matplotlib nor ipywidgets nor a framework."""
    loaded = modules_after("from mixlearn import mix; mix([[0.0], [1.0]], ['cat', 'dog'], rng=0)")
    assert loaded & {"matplotlib", "ipywidgets", "IPython", "torch"} == set()


def test_the_quiz_needs_no_plotting():
    """Questions load the widgets, and neither matplotlib nor SciPy nor the labs."""
    loaded = modules_after("from mixlearn import quiz; quiz.ask('blend-nearer-parent')")
    assert "ipywidgets" in loaded
    assert loaded & {"matplotlib", "scipy", "sklearn"} == set()


@pytest.mark.parametrize("name", mixlearn.__all__)
def test_every_public_name_resolves(name):
    """Every name that the stub promises exists, and dir() lists it."""
    assert getattr(mixlearn, name) is not None
    assert name in dir(mixlearn)


def test_an_unknown_name_is_an_attribute_error():
    """A misspelt name is refused with that name in the message."""
    with pytest.raises(AttributeError, match="mixx"):
        _ = mixlearn.mixx


def test_the_version_is_that_of_the_project():
    """`__version__` and pyproject.toml agree."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert mixlearn.__version__ == project["version"]
