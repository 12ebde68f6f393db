"""A real JupyterLab, and a real Voilà, served to a real Chromium."""

import os
import secrets
import shutil
import socket
import sys
import time

import psutil
import pytest

from .pages import ALL_CONTROLS, FOLDER, NOTEBOOKS, PATIENCE
from .servers import Jupyter, alone, free_port, running


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Keep the tests of a page with one worker, and begin with what takes longest.

    Those are the pages of all controls, made here; then files of one page; then the course.
    """
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_page(item)))
    items.sort(key=lambda item: (_page(item) not in ALL_CONTROLS, _page(item) in NOTEBOOKS))


def _page(item):
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    return parameters.get("notebook", item.path.name)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Let pytest-playwright start the system's Chromium, or its own where there is none."""
    program = os.environ.get("MIXLEARN_CHROMIUM") or shutil.which("chromium")
    return {**browser_type_launch_args, **({"executable_path": program} if program else {})}


@pytest.fixture(scope="session")
def jupyter(tmp_path_factory):
    """Start a JupyterLab that knows nothing of the user's own settings, kernels and profiles."""
    home = tmp_path_factory.mktemp("jupyter")
    root = home / "root"
    shutil.copytree(FOLDER, root)
    port = free_port()
    server = Jupyter(f"http://127.0.0.1:{port}", secrets.token_hex(), root)
    # On the command line everybody could read the token.
    environment = alone(home) | {"JUPYTER_TOKEN": server._token}
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *("--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"),
        *(f"--ServerApp.root_dir={root}", "--expose-app-in-browser"),
        # Should pytest be killed, the server ends by itself.
        *(
            "--ServerApp.shutdown_no_activity_timeout=600",
            "--MappingKernelManager.cull_idle_timeout=600",
        ),
    ]
    log = home / "log"
    with running(command, log, env=environment) as process:
        _wait_for(server.kernels, process, log)
        server.process = psutil.Process(process.pid)
        yield server


@pytest.fixture(scope="session")
def voila(tmp_path_factory):
    """Serve the playground with Voilà, and give its address."""
    home = tmp_path_factory.mktemp("voila")
    shutil.copy(FOLDER / "playground.ipynb", home)
    port = free_port()
    command = [
        *(sys.executable, "-m", "voila", str(home / "playground.ipynb"), "--no-browser"),
        *("--Voila.ip=127.0.0.1", f"--port={port}", "--Voila.port_retries=0"),
        # Should pytest be killed, at least its kernels end.
        "--MappingKernelManager.cull_idle_timeout=600",
    ]

    def ready():
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE):
            pass

    log = home / "log"
    with running(command, log, env=alone(home)) as process:
        _wait_for(ready, process, log)
        yield f"http://127.0.0.1:{port}/"


def _wait_for(ready, process, log):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            ready()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"The server did not start:\n{log.read_text(errors='replace')}")
