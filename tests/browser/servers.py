"""A JupyterLab that runs, and how the browser tests ask it for things."""

import json
import os
import socket
import subprocess
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import psutil
from playwright.sync_api import Browser, Page

from .pages import FOLDER, PATIENCE, VIEWPORT, NotebookOnPage


class Jupyter:
    """A running JupyterLab.

    Attributes
    ----------
    url : str
        Where it is.
    root : Path
        The folder that it serves.
    process : psutil.Process or None
        The server, once it is started; kernels are its children.
    """

    def __init__(self, url: str, token: str, root: Path) -> None:
        self.url = url
        self.root = root
        self.process: psutil.Process | None = None
        self._token = token

    def write(self, name: str, cells: Sequence[str]) -> None:
        """Write a notebook of code cells."""
        code = [nbformat.v4.new_code_cell(source) for source in cells]
        kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
        notebook = nbformat.v4.new_notebook(cells=code, metadata={"kernelspec": kernel})
        nbformat.write(notebook, self.root / name)

    @contextmanager
    def opened(
        self, browser: Browser, name: str, *, without: str | None = None
    ) -> Iterator[NotebookOnPage]:
        """Open a notebook in a fresh browser, with a kernel of its own."""
        with self.page(browser, without=without) as page:
            yield self.open(page, name)

    @contextmanager
    def page(self, browser: Browser, *, without: str | None = None) -> Iterator[Page]:
        """Open JupyterLab in a fresh browser; all kernels end with it.

        Addresses like `without`, a pattern, lead nowhere.
        """
        context = browser.new_context(viewport=VIEWPORT)
        if without:
            context.route(without, lambda route: route.abort())
        context.set_default_timeout(1000 * PATIENCE)
        page = context.new_page()
        try:
            page.goto(f"{self.url}/lab?reset&token={self._token}")
            page.wait_for_function("() => window.jupyterapp")
            yield page
        finally:
            context.close()
            self.shut_down_kernels()

    @staticmethod
    def open(page: Page, name: str, *, kernel: bool = True) -> NotebookOnPage:
        """Open a notebook in JupyterLab; without a kernel it can only be read."""
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
        return notebook

    def kernels(self) -> list[dict[str, Any]]:
        """Return what the server says of its kernels."""
        return json.loads(self._ask("GET", "/api/kernels"))

    def memory(self) -> dict[str, float]:
        """Return the megabytes that the one running kernel and the server hold."""
        assert self.process is not None
        kernels = [
            child
            for child in self.process.children(recursive=True)
            if any("ipykernel" in word for word in child.cmdline())
        ]
        (kernel,) = kernels
        held = {"kernel": kernel, "server": self.process}
        return {name: process.memory_info().rss / 1e6 for name, process in held.items()}

    def shut_down_kernels(self) -> None:
        """End all kernels."""
        for kernel in self.kernels():
            self._ask("DELETE", f"/api/kernels/{kernel['id']}")

    def _ask(self, method: str, path: str) -> bytes:
        token = {"Authorization": f"token {self._token}"}
        request = urllib.request.Request(self.url + path, method=method, headers=token)  # noqa: S310 - ours
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - the same
            return answer.read()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def alone(home: Path) -> dict[str, str]:
    """Return an environment in which Jupyter knows nothing of the user's settings and kernels."""
    # Without it, JupyterLab asks whether it may fetch news.
    quiet = home / "settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    quiet.parent.mkdir(parents=True)
    quiet.write_text('{"fetchNews": "false", "checkForUpdates": false}', encoding="utf-8")
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
def running(
    command: Sequence[str | Path], log: Path, **options: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server whose output goes to a file, and end it."""
    with log.open("wb") as file:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,  # Ctrl+C is for pytest, which then ends the server
            **options,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
