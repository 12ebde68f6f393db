"""What holds for all tests: what they start runs without a network; notebooks come first."""

import os
from pathlib import Path

import pytest

OFFLINE = Path(__file__).parent / "tests" / "offline"

# It is for the processes that tests start. Collected as a test, it would be imported here.
collect_ignore = ["tests/offline"]

# Kernels take over the environment of the process that starts them, nbval's among them.
os.environ["PYTHONPATH"] = os.pathsep.join(
    filter(None, [str(OFFLINE), os.environ.get("PYTHONPATH")])
)


def pytest_configure(config: pytest.Config) -> None:
    """Let pytest-xdist, where it is used, hand out files in the order of pyproject.toml.

    There the notebooks, which take longest, come first. By itself it would begin with the files of
    most tests, and one worker would end with a long notebook while the others are done.
    """
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False
