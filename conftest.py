"""What holds for all tests: whatever they start runs without a network."""

import os
from pathlib import Path

OFFLINE = Path(__file__).parent / "tests" / "offline"

# It is for the processes that tests start. Collected as a test, it would be imported here.
collect_ignore = ["tests/offline"]

# Kernels take over the environment of the process that starts them, nbval's among them.
os.environ["PYTHONPATH"] = os.pathsep.join(
    filter(None, [str(OFFLINE), os.environ.get("PYTHONPATH")])
)
