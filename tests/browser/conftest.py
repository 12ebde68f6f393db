"""A real JupyterLab, and a real Voilà, served to a real Chromium."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Browser

from .pages import FOLDER, PATIENCE, VIEWPORT, NotebookOnPage


class Jupyter:
    """A running JupyterLab.

    Attributes
    ----------
    url : str
        Where it is.
    root : Path
        The folder that it serves.
    """

    def __init__(self, url: str, token: str, root: Path) -> None:
        self.url = url
        self.root = root
        self._token = token

    def write(self, name: str, cells: Sequence[str]) -> None:
        """Write a notebook of code cells."""
        code = [nbformat.v4.new_code_cell(source) for source in cells]
        kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
        notebook = nbformat.v4.new_notebook(cells=code, metadata={"kernelspec": kernel})
        nbformat.write(notebook, self.root / name)

    @contextmanager
    def opened(
        self, browser: Browser, name: str, *, kernel: bool = True
    ) -> Iterator[NotebookOnPage]:
        """Open a notebook in a fresh browser; without a kernel it can only be read."""
        context = browser.new_context(viewport=VIEWPORT)
        context.set_default_timeout(1000 * PATIENCE)
        page = context.new_page()
        try:
            page.goto(f"{self.url}/lab?reset&token={self._token}")
            page.wait_for_function("() => window.jupyterapp")
            notebook = NotebookOnPage(page, name)
            notebook.do(
                """async ([path, kernelPreference]) => {
                    await jupyterapp.restored;
                    const ask = {path, kernelPreference, factory: 'Notebook'};
                    const widget = await jupyterapp.commands.execute('docmanager:open', ask);
                    await widget.revealed;
                }""",
                [name, {} if kernel else {"shouldStart": False, "canStart": False}],
            )
            yield notebook
        finally:
            context.close()
            self._shut_down_kernels()

    def kernels(self) -> list[dict[str, Any]]:
        """Return what the server says of its kernels."""
        return json.loads(self._ask("GET", "/api/kernels"))

    def _shut_down_kernels(self) -> None:
        for kernel in self.kernels():
            self._ask("DELETE", f"/api/kernels/{kernel['id']}")

    def _ask(self, method: str, path: str) -> bytes:
        token = {"Authorization": f"token {self._token}"}
        request = urllib.request.Request(self.url + path, method=method, headers=token)  # noqa: S310 - ours
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - the same
            return answer.read()


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
    port = _free_port()
    server = Jupyter(f"http://127.0.0.1:{port}", secrets.token_hex(), root)
    # Without it, JupyterLab asks whether it may fetch news.
    quiet = home / "settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    quiet.parent.mkdir(parents=True)
    quiet.write_text('{"fetchNews": "false", "checkForUpdates": false}', encoding="utf-8")
    # On the command line everybody could read the token.
    environment = _environment(home) | {"JUPYTER_TOKEN": server._token}
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
    with _running(command, environment, home / "log", ready=server.kernels):
        yield server


@pytest.fixture(scope="session")
def voila(tmp_path_factory):
    """Serve the playground with Voilà, and give its address."""
    home = tmp_path_factory.mktemp("voila")
    shutil.copy(FOLDER / "playground.ipynb", home)
    port = _free_port()
    url = f"http://127.0.0.1:{port}/"
    command = [
        *(sys.executable, "-m", "voila", str(home / "playground.ipynb"), "--no-browser"),
        *("--Voila.ip=127.0.0.1", f"--port={port}", "--Voila.port_retries=0"),
        # Should pytest be killed, at least its kernels end.
        "--MappingKernelManager.cull_idle_timeout=600",
    ]

    def ready():
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE):
            pass

    with _running(command, _environment(home), home / "log", ready=ready):
        yield url


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _environment(home):
    """Keep the user's own settings, kernels and profiles out."""
    folders = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    path = filter(None, [str(FOLDER.parent), os.environ.get("PYTHONPATH")])
    return {
        **os.environ,
        **{name: str(home / folder) for name, folder in folders.items()},
        "PYTHONPATH": os.pathsep.join(path),
    }


@contextmanager
def _running(command, environment, log, *, ready):
    """Run a server from when it is ready until the end of the block."""
    with log.open("wb") as file:
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,  # Ctrl+C is for pytest, which then ends the server
        )
    try:
        _wait_for(ready, process, log)
        yield
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


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
