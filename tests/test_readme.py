"""The README: two lines that do everything themselves, and an example that runs."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
RUN = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
STEPS = ["lint", "types", "tests", "frameworks", "browser"]


def all_marked(name):
    """The lines of each code block between markers of `name`."""
    return re.findall(
        rf"^<!-- {name} -->\n```(?:bash|python)\n(.*?)\n```\n<!-- /{name} -->$",
        README,
        flags=re.MULTILINE | re.DOTALL,
    )


def marked(name):
    """The lines of the one code block between the markers of `name`."""
    blocks = all_marked(name)
    assert len(blocks) == 1, f"{len(blocks)} blocks are marked {name!r}"
    return blocks[0]


@pytest.mark.parametrize("name", ["course-line", "test-line"])
def test_a_line_is_one_command_that_sets_itself_up(name):
    """Each line is a single line that makes .venv and uses nothing but that and python3."""
    line = marked(name)
    assert "\n" not in line
    steps = line.split(" && ")
    assert steps[0] == "python3 -m venv .venv"
    assert all(step.startswith(".venv/bin/") for step in steps[1:])
    assert not re.search(r"(^|\s)/|~|https?:", line), "no path or address of one machine"


def test_the_course_line_opens_the_first_notebook():
    """It installs what the labs need and opens 00 in JupyterLab."""
    install, opening = marked("course-line").split(" && ")[1:]
    assert install.endswith('pip install -e ".[lab]"')
    assert opening == ".venv/bin/mixlearn start"  # which opens 00, or prints its address


def test_the_test_line_runs_everything():
    """It installs what the tests need and runs pytest without a choice of tests, on all cores."""
    install, tests = marked("test-line").split(" && ")[1:]
    # Compiling all of what is installed takes longer than compiling what is imported.
    assert install.endswith('pip install --no-compile -e ".[test]"')
    # A notebook's cells share a kernel, so a file stays with one worker.
    assert tests == ".venv/bin/python -m pytest -n auto --dist loadfile"


def test_ci_runs_the_readme_s_own_line(tmp_path):
    """.ci/test-line executes exactly the line that stands in the README."""
    (tmp_path / ".ci").mkdir()
    script = tmp_path / ".ci" / "test-line"
    script.write_bytes((ROOT / ".ci" / "test-line").read_bytes())
    text = README.replace(marked("test-line"), 'echo "ran $PWD"')
    (tmp_path / "README.md").write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["bash", str(script)], cwd="/", check=True, capture_output=True, text=True
    )
    assert done.stdout.splitlines() == ['$ echo "ran $PWD"', f"ran {tmp_path}"]


@pytest.mark.parametrize("name", ["run", "test-line", "binder"])
def test_ci_scripts_are_executable_bash(name):
    """Each script of .ci is executable, stops at the first error, and parses."""
    path = ROOT / ".ci" / name
    text = path.read_text(encoding="utf-8")
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "\nset -euo pipefail\n" in text
    assert os.access(path, os.X_OK)
    subprocess.run(["bash", "-n", str(path)], check=True)


def test_ci_has_five_steps_that_can_be_called_alone():
    """.ci/run does its steps in one order, the quick ones first, and knows no other name."""
    (steps,) = re.findall(r'^readonly ALL="(.*)"$', RUN, flags=re.MULTILINE)
    assert steps.split() == STEPS
    assert all(f"\n{step}() {{\n" in RUN for step in STEPS)
    done = subprocess.run(
        [ROOT / ".ci" / "run", "lint", "test"], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f".ci/run knows the steps {steps}. Got test instead.\n"


def test_the_workflow_names_the_steps_of_ci():
    """On the server each step of .ci/run is a step of its own, of the same name."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    steps = [step for step in workflow["jobs"]["everything"]["steps"] if "run" in step]
    assert [(step["name"], step["run"]) for step in steps] == [(s, f".ci/run {s}") for s in STEPS]


def test_ci_ends_with_pytest():
    """The last command of the last step is pytest, so that its closing line is the verdict."""
    (browser,) = re.findall(r"^browser\(\) \{\n(.*?)\n\}$", RUN, flags=re.MULTILINE | re.DOTALL)
    last = browser.splitlines()[-1].strip()
    assert last == ".venv/bin/python -m pytest -n 2 --dist loadgroup tests/browser"


def test_the_examples_run(capsys):
    """The library examples work as they stand: a model that has learned something, a verdict."""
    mixing, sweeping = all_marked("example")
    exec(compile(mixing, "README.md", "exec"), {})  # noqa: S102 - our own text
    score = float(capsys.readouterr().out.splitlines()[-1])
    assert score > 0.9
    exec(compile(sweeping, "README.md", "exec"), {})  # noqa: S102 - our own text
    assert ", over 10 paired runs." in capsys.readouterr().out


def test_the_table_lists_every_notebook():
    """The course's table has each notebook once, in order, and no other."""
    listed = re.findall(r"^\| \[.*?\]\(notebooks/(.*?)\) \|", README, flags=re.MULTILINE)
    assert listed == sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


def test_ci_installs_frameworks_that_the_extra_allows():
    """The exact versions in .ci/run lie within the bounds that users get, all of them."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bounds = map(Requirement, extras["optional-dependencies"]["frameworks"])
    (line,) = re.findall(r"pip install .*==.*", RUN)
    pins = dict(re.findall(r"(\S+)==(\S+)", line))
    allowed = {bound.name: bound.specifier.contains(pins[bound.name]) for bound in bounds}
    assert allowed == dict.fromkeys(pins, True)
