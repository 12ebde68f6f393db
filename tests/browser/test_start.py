"""What a learner without a clone does: install the wheel, type `mixlearn start`."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .pages import LONG_PATIENCE, NOTEBOOKS
from .servers import Jupyter, alone, free_port, running

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = "Scripts" if os.name == "nt" else "bin"


@pytest.fixture(scope="module")
def programs(tmp_path_factory):
    """Where a fresh environment keeps its programs, with nothing but the wheel and its [lab]."""
    home = tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*build, "--directory", str(home)], cwd=ROOT, check=True)
    (wheel,) = home.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", str(home / "venv")], check=True)
    programs = home / "venv" / PROGRAMS
    install = [programs / "python", "-m", "pip", "install", "--quiet", "--no-compile"]
    subprocess.run([*install, f"{wheel}[lab]"], cwd=home, check=True, env=without_clone(os.environ))
    return programs


@pytest.fixture
def started(programs, tmp_path):
    """Type `mixlearn start --no-browser --port N` in an empty folder; learn the address it says."""
    port, log = free_port(), tmp_path / "log"
    environment = without_clone(alone(tmp_path / "home"))
    environment.pop("JUPYTER_TOKEN", None)
    # The page's own objects, by which the tests drive it; a learner needs none of it.
    config = tmp_path / "home" / "config" / "jupyter_lab_config.json"
    config.parent.mkdir()
    config.write_text(
        json.dumps(
            {
                "LabApp": {"expose_app_in_browser": True},
                # Should pytest be killed, the server ends by itself.
                "ServerApp": {"shutdown_no_activity_timeout": 600},
                "MappingKernelManager": {"cull_idle_timeout": 600},
            }
        ),
        encoding="utf-8",
    )
    folder = tmp_path / "empty"
    folder.mkdir()
    command = [programs / "mixlearn", "start", "--no-browser", "--port", str(port)]
    with running(command, log, env=environment, cwd=folder) as process:
        end = time.monotonic() + LONG_PATIENCE
        address = None
        while address is None:
            if time.monotonic() > end or process.poll() is not None:
                pytest.fail(f"No address was printed:\n{log.read_text(errors='replace')}")
            time.sleep(0.1)
            said = log.read_text(errors="replace")
            address = re.search(r"http://127\.0\.0\.1:\d+(/\S*)\?token=(\w{32,})\s", said)
        server = Jupyter(f"http://127.0.0.1:{port}", address[2], folder / "mixlearn-course")
        yield server, address[0].strip()


def without_clone(environment):
    """Return an environment in which Python does not find this clone."""
    hidden = ("PYTHONPATH", "VIRTUAL_ENV")
    return {name: value for name, value in environment.items() if name not in hidden}


def test_start_serves_the_course_to_whoever_has_the_token(started, page, browser):
    """The address that is printed opens 00, a stranger gets nothing, and its lab moves."""
    server, address = started
    assert sorted(path.name for path in server.root.glob("*.ipynb")) == NOTEBOOKS
    assert page.request.get(f"{server.url}/api").status == 200
    assert page.request.get(f"{server.url}/api/contents").status == 403
    answer = page.goto(address)
    assert answer.status == 200
    assert page.url.partition("?")[0] == f"{server.url}/lab/tree/00_start_here.ipynb"
    with server.opened(browser, "00_start_here.ipynb") as notebook:
        notebook.run_all()
        assert notebook.faults() == []
        lab = notebook.labs[0]
        before = lab.shown()
        lab.step(lab.sliders()[0])
        lab.changed(before, by="a slider")
