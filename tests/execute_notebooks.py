"""Execute the course's notebooks in place, so that a second run changes not one byte.

    python tests/execute_notebooks.py                # all of them
    python tests/execute_notebooks.py 01_blending    # those named
    python tests/execute_notebooks.py --check        # write nothing, name what would change

What is kept: sources, outputs, execution counts 1 to n. What is not: widget state (a lab's outputs
carry its picture and its sentence), times, the version of Python, and what an editor leaves behind.
"""

import argparse
import hashlib
import itertools
import sys
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"

# All that a reader's front end needs; a version here would change with every machine.
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
    },
}
# Cell metadata that authors set on purpose; editors add the rest (collapsed, trusted, ...).
KEPT_CELL_METADATA = ("tags", "jupyter", "slideshow")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 1 if --check found a notebook that would change."""
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").partition("\n")[0],
        epilog="Without names, every notebook of the folder is executed.",
    )
    parser.add_argument("names", nargs="*", help="notebooks, by file name or path")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if a file would change"
    )
    parser.add_argument(
        "--timeout", type=int, default=60, help="seconds that one cell may take (default: 60)"
    )
    options = parser.parse_args(arguments)
    changed = 0
    for path in find(options.names):
        old = path.read_text(encoding="utf-8")
        new = execute(old, folder=path.parent, timeout=options.timeout)
        if new == old:
            print(f"unchanged  {path.name}")
            continue
        changed += 1
        if options.check:
            print(f"would change  {path.name}: {first_difference(old, new)}")
        else:
            path.write_text(new, encoding="utf-8", newline="\n")
            print(f"executed  {path.name}")
    return int(options.check and changed > 0)


def find(names: Sequence[str], folder: Path = NOTEBOOKS) -> list[Path]:
    """Return the paths of the notebooks named, or of all in `folder`."""
    if not names:
        return sorted(folder.glob("*.ipynb"))
    paths = []
    for name in names:
        given = Path(name)
        places = (given, folder / given.name, folder / f"{given.name}.ipynb")
        found = next((place for place in places if place.is_file()), None)
        if found is None:
            raise SystemExit(f"No notebook {name!r}, neither here nor in {folder}.")
        paths.append(found.resolve())
    return paths


def execute(text: str, *, folder: Path, timeout: int = 60) -> str:
    """Return the notebook `text` with fresh outputs, in its one canonical form.

    Raises nbclient's CellExecutionError, with the traceback, where a cell fails.
    """
    # v4.reads, because nbformat.reads gives an older notebook's cells random ids.
    notebook = tidy(nbformat.v4.reads(text))
    NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},  # relative paths work as they do in Lab
        record_timing=False,
        store_widget_state=False,
    ).execute()
    return canonical(notebook)


def tidy(notebook: NotebookNode) -> NotebookNode:
    """Drop outputs, old and foreign metadata, and give every cell a stable id."""
    for cell in notebook.cells:
        for key in set(cell.metadata) - set(KEPT_CELL_METADATA):
            del cell.metadata[key]
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    notebook.nbformat_minor = 5  # the first format with cell ids
    taken: set[str] = set()
    for cell in notebook.cells:
        cell.id = _stable_id(cell, taken)
        taken.add(cell.id)
    return notebook


def canonical(notebook: NotebookNode) -> str:
    """Return the executed notebook as the text that is committed."""
    notebook.metadata = nbformat.from_dict(METADATA)
    count = 0
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if cell.source.strip():
            count += 1
            cell.execution_count = count
        cell.outputs = [_plain(output, cell.execution_count) for output in _joined(cell.outputs)]
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook)).rstrip("\n") + "\n"


def first_difference(old: str, new: str) -> str:
    """Return the first line of `new` that is not in `old` at the same place."""
    before, after = old.splitlines(), new.splitlines()
    for number, line in enumerate(after):
        if number >= len(before) or before[number] != line:
            return f"line {number + 1} becomes {line.strip()[:100]!r}"
    return "its end"


def _stable_id(cell: NotebookNode, taken: set[str]) -> str:
    # An id that is there stays. A new one is drawn from the text, so that it is the same wherever
    # it is drawn; copies of one text are told apart by a number.
    own = str(cell.get("id", ""))
    if own and own not in taken:
        return own
    digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:8]
    number, name = 1, digest
    while name in taken:
        number += 1
        name = f"{digest}-{number}"
    return name


def _joined(outputs: Sequence[NotebookNode]) -> list[NotebookNode]:
    # How many pieces a kernel sends a stream in, and which of two streams comes first, depends on
    # the machine's load: between two other outputs there is one stdout, then one stderr.
    joined: list[NotebookNode] = []
    for is_stream, group in itertools.groupby(outputs, lambda out: out.output_type == "stream"):
        if not is_stream:
            joined += group
            continue
        texts: dict[str, str] = {}
        for output in group:
            texts[output.name] = texts.get(output.name, "") + output.text
        joined += [
            nbformat.v4.new_output("stream", name=name, text=texts[name])
            for name in sorted(texts, reverse=True)
        ]
    return joined


def _plain(output: NotebookNode, count: int | None) -> NotebookNode:
    if "execution_count" in output:
        output.execution_count = count
    data = output.get("data", {})
    # Its model is gone with the kernel: front ends would say "model not found" instead of showing
    # the picture and the sentence that stand beside it.
    data.pop("application/vnd.jupyter.widget-view+json", None)
    return output


if __name__ == "__main__":
    sys.exit(main())
