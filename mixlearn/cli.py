"""The command `mixlearn`: the course on your own machine, without a clone.

`mixlearn start` copies the course into a folder and opens it in JupyterLab; `mixlearn check` says
in one line whether everything that the course needs is there.
"""

import argparse
import runpy
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from mixlearn._errors import LearnerError
from mixlearn._lessons import FIRST, deliver

__all__ = ["main"]

# What `pip install "mixlearn[lab]"` brings: a module of each package, and the package's name.
_NEEDED = {
    "jupyterlab": "jupyterlab",
    "ipywidgets": "ipywidgets",
    "matplotlib": "matplotlib",
    "PIL": "pillow",
    "anywidget": "anywidget",
}
_INSTALL = 'pip install "mixlearn[lab]"'


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str or None, default=None
        Arguments to use instead of the program's own.

    Returns
    -------
    int
        0 if all went well, 1 if not; stderr then says why, in one sentence.
    """
    options = _parser().parse_args(arguments)
    try:
        if options.command == "check":
            _check()
        else:
            _start(Path(options.folder), browser=options.browser, port=options.port)
    except LearnerError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mixlearn", description="A course of sliders on mix-match data augmentation."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    start = commands.add_parser(
        "start",
        help="copy the course into a folder and open it in JupyterLab",
        description="Copy the course into a folder and open it in JupyterLab. What you have "
        "changed there is never overwritten: a newer lesson is put beside it.",
    )
    start.add_argument(
        "folder",
        nargs="?",
        default="mixlearn-course",
        metavar="FOLDER",
        help="where the course goes, or is already (default: %(default)s)",
    )
    start.add_argument(
        "--no-browser",
        dest="browser",
        action="store_false",
        help="open no browser; JupyterLab prints the address to open",
    )
    start.add_argument(
        "--port", type=_port, metavar="N", help="where JupyterLab listens (default: its own choice)"
    )
    commands.add_parser("check", help="say whether everything is installed that the course needs")
    return parser


def _port(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"must be a whole number from 1 to 65535. Got {text!r}")


def _check() -> None:
    """Say that everything is there, or raise a sentence that says what is missing."""
    _check_packages()
    try:
        labs = import_module("mixlearn.labs")
        for name in labs.names():
            getattr(labs, name)
    except ImportError as error:  # there, but damaged or too old
        raise LearnerError(f"The labs do not load ({error}). Install: {_INSTALL}") from None
    print("Everything that the course needs is installed. Begin with: mixlearn start")


def _check_packages() -> None:
    missing = [package for module, package in _NEEDED.items() if find_spec(module) is None]
    if missing:
        raise LearnerError(f"The course needs {', '.join(missing)}, too. Install: {_INSTALL}")


def _start(folder: Path, *, browser: bool, port: int | None) -> None:
    """Copy the course, say what happened to it, and become JupyterLab."""
    _check_packages()
    folder = folder.absolute()
    delivery = deliver(folder)
    for mine, newer in delivery.beside.items():
        print(f"You have changed {mine}, so it stays; the newer version is beside it as {newer}.")
    if delivery.updated:
        print(f"Newer now: {', '.join(delivery.updated)}.")
    # Shown before JupyterLab writes anything, wherever it goes.
    print(f"The course is in {folder}. Ctrl+C here ends JupyterLab.", flush=True)
    sys.argv = [
        "jupyterlab",
        "--allow-root",  # in containers one is often root; elsewhere it does nothing
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{FIRST}",  # a file to open would not be in the address
        # No question about news laid over the first lab, and nothing asked of the network.
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        *([] if browser else ["--no-browser"]),
        *([] if port is None else [f"--port={port}"]),
    ]
    # As `python -m jupyterlab` does. There is no second process, so Ctrl+C and signals reach
    # JupyterLab alone, on every system.
    runpy.run_module("jupyterlab", run_name="__main__", alter_sys=True)
