"""Compute the tables that the lessons call, and write them into tables.jsonl.

``python data/make_tables.py`` runs the cells of the notebooks that call a table over seeds, and
computes whatever the file does not hold; ``--all`` computes everything anew, in about 20 minutes.
What no lesson calls any more leaves the file. Any one number comes again from the table's own
function with fewer seeds: ``over_seeds.__wrapped__([0.4], seeds=1)``.
"""

import ast
import contextlib
import hashlib
import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from mixlearn.labs import tables
from mixlearn.labs.tables import _kept

FOLDER = Path(__file__).parent
NOTEBOOKS = FOLDER.parent / "notebooks"


def cells() -> Iterator[tuple[str, str]]:
    """Yield the notebook and the source of every code cell that calls a table."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code" and _names(source) & {*tables.__all__}:
                yield path.name, source


def _names(source: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def calls(answer: Callable[..., Any]) -> None:
    """Run those cells, with `answer(function, *args, **kwargs)` in place of each kept table."""
    spaces: dict[str, dict[str, Any]] = {}
    with contextlib.ExitStack() as stack:
        for name in tables.__all__:
            function = getattr(tables, name)
            if hasattr(function, "__wrapped__"):
                stack.enter_context(patch.object(tables, name, _bound(answer, function)))
        stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        for notebook, source in cells():
            exec(source, spaces.setdefault(notebook, {}))  # noqa: S102 - the course's own cells


def _bound(answer: Callable[..., Any], function: Any) -> Callable[..., Any]:
    return lambda *args, **kwargs: answer(function.__wrapped__, *args, **kwargs)


def main() -> None:
    """Write the file, and print what its README and `mixlearn.datasets` must say."""
    path = FOLDER / _kept.FILE
    before = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    known = {} if "--all" in sys.argv else {json.loads(line)[0]: line for line in before}
    lines: dict[str, str] = {}

    def answer(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        name = _kept.name_of(function, *args, **kwargs)
        lines[name] = known.get(name) or _kept.write(name, function(*args, **kwargs))
        return _kept.read(lines[name])

    calls(answer)
    content = "".join(f"{lines[name]}\n" for name in sorted(lines)).encode()
    path.write_bytes(content)
    print(hashlib.sha256(content).hexdigest(), _kept.FILE, len(content), "bytes")  # noqa: T201


if __name__ == "__main__":
    main()
