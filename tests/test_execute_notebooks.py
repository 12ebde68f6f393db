"""The tool that executes notebooks: the same bytes on every run, and nothing that ages."""

import importlib.util
import json
from pathlib import Path

import pytest
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).parent.parent
TOOL = ROOT / "tests" / "execute_notebooks.py"

SOURCES = [
    ("markdown", "# A title"),
    ("code", "import sys\nprint('one')\nprint('two', file=sys.stderr)\nprint('three')"),
    ("code", "import ipywidgets\nipywidgets.IntSlider(value=3)"),
    ("code", "from mixlearn import quiz\nquiz.ask('blend-nearer-parent')"),
    ("code", ""),
    ("code", "from pathlib import Path\nPath.cwd().name"),
    ("code", "1 + 1"),
    ("code", "1 + 1"),
]


def load_tool():
    spec = importlib.util.spec_from_file_location("execute_notebooks", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tool():
    return load_tool()


def fresh(sources=SOURCES):
    """A notebook as an editor of another machine may leave it: no ids, odd metadata."""
    cells = []
    for kind, source in sources:
        cell = {"cell_type": kind, "metadata": {"trusted": True, "tags": ["kept"]}}
        cell["source"] = source.splitlines(keepends=True)
        if kind == "code":
            cell |= {"outputs": [], "execution_count": 17}
        cells.append(cell)
    metadata = {
        "kernelspec": {"name": "my-env", "display_name": "mine", "language": "python"},
        "language_info": {"name": "python", "version": "3.99.0"},
        "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {}}},
    }
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4})


@pytest.fixture(scope="module")
def executed(tool, tmp_path_factory):
    """Folder with one executed notebook."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "a.ipynb").write_text(fresh(), encoding="utf-8")
    assert tool.main([str(folder / "a.ipynb")]) == 0
    return folder


@pytest.fixture(scope="module")
def notebook(executed):
    return json.loads((executed / "a.ipynb").read_text(encoding="utf-8"))


def test_a_second_run_changes_nothing(tool, executed):
    """Executing an executed notebook leaves every byte as it is, and --check agrees."""
    path = executed / "a.ipynb"
    before = path.read_bytes()
    assert tool.main(["--check", str(path)]) == 0
    assert tool.main([str(path)]) == 0
    assert path.read_bytes() == before
    assert before.endswith(b"}\n")
    assert not before.endswith(b"\n\n")


def test_cell_ids_depend_on_the_text_alone(tool):
    """Two runs from the same text without ids give the same ids, all different."""
    ids = [[cell.id for cell in tool.tidy(tool.nbformat.v4.reads(fresh())).cells] for _ in "ab"]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(SOURCES)


def test_an_existing_cell_id_stays(tool):
    """A cell that has an id keeps it, so that a change of its text is a small difference."""
    book = json.loads(fresh())
    book["cells"][0]["id"] = "my-own-id"
    book["nbformat_minor"] = 5
    assert tool.tidy(tool.nbformat.v4.reads(json.dumps(book))).cells[0].id == "my-own-id"


def test_counts_run_from_one(notebook):
    """Code cells are numbered 1 to n; an empty one has no number."""
    counts = [c["execution_count"] for c in notebook["cells"] if c["cell_type"] == "code"]
    assert counts == [1, 2, 3, None, 4, 5, 6]


def test_metadata_names_no_machine(notebook):
    """Kernel and language are the course's own, without a version; tags stay."""
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert notebook["metadata"]["kernelspec"]["display_name"] == "Python 3 (ipykernel)"
    assert "version" not in notebook["metadata"]["language_info"]
    assert all(cell["metadata"] == {"tags": ["kept"]} for cell in notebook["cells"])


def test_no_widget_model_is_kept(notebook):
    """An output refers to no widget model, which would be gone with its kernel."""
    for cell in notebook["cells"][2:4]:
        (output,) = cell["outputs"]
        assert list(output["data"]) == ["text/plain"]


def test_streams_are_whole(notebook):
    """However many pieces the kernel sends, there is one stdout, then one stderr."""
    outputs = notebook["cells"][1]["outputs"]
    assert [(out["name"], "".join(out["text"])) for out in outputs] == [
        ("stdout", "one\nthree\n"),
        ("stderr", "two\n"),
    ]


def test_cells_run_in_the_notebook_folder(notebook, executed):
    """A relative path means the same as in JupyterLab."""
    assert executed.name in "".join(notebook["cells"][5]["outputs"][0]["data"]["text/plain"])


def test_check_writes_nothing_and_says_what_would_change(tool, tmp_path, capsys):
    """--check exits with 1, names file and line, and leaves the file alone."""
    path = tmp_path / "b.ipynb"
    path.write_text(fresh([("code", "1 + 1")]), encoding="utf-8")
    before = path.read_bytes()
    assert tool.main(["--check", str(path)]) == 1
    assert path.read_bytes() == before
    assert "would change  b.ipynb: line 1" in capsys.readouterr().out


def test_an_unknown_name_is_refused(tool):
    """A misspelt notebook ends in one sentence that names it."""
    with pytest.raises(SystemExit, match="No notebook '99_nothing'"):
        tool.main(["99_nothing"])


def test_a_failing_cell_stops_the_run(tool, tmp_path):
    """A cell that raises is reported, and the file stays as it was."""
    path = tmp_path / "c.ipynb"
    path.write_text(fresh([("code", "1 / 0")]), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        tool.main([str(path)])
    assert path.read_bytes() == before


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda p: p.name)
def test_committed_notebooks_are_executed_and_canonical(tool, path):
    """Each notebook is as the tool writes it; nbval would compare nothing in a stripped one."""
    text = path.read_text(encoding="utf-8")
    assert tool.canonical(tool.nbformat.v4.reads(text)) == text
    outputs = [out for c in json.loads(text)["cells"] for out in c.get("outputs", [])]
    assert outputs
    assert "error" not in {out["output_type"] for out in outputs}
