"""The server extension: what goes to disk can be seen without a kernel, and is else untouched."""

import copy
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import ipywidgets
import pytest
from IPython.core.formatters import DisplayFormatter
from jupyter_server.extension.config import ExtensionConfigManager
from jupyter_server.extension.manager import ExtensionPackage
from jupyter_server.services.contents.largefilemanager import LargeFileManager

from mixlearn import _server, quiz
from mixlearn.labs import RatioLab

ROOT = Path(__file__).parent.parent
VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"


def shown(thing):
    """The output of a cell whose last line is a thing."""
    data, metadata = DisplayFormatter().format(thing)
    return {
        "output_type": "execute_result",
        "execution_count": 1,
        "data": data,
        "metadata": metadata,
    }


def notebook(*outputs, **metadata):
    """A notebook of one cell with these outputs."""
    cell = {
        "cell_type": "code",
        "id": "one",
        "source": "",
        "metadata": {},
        "execution_count": 1,
        "outputs": list(outputs),
    }
    return {"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def ours(**data):
    """An output that is marked as ours."""
    return {"output_type": "display_data", "data": data, "metadata": {"mixlearn": {}}}


@pytest.fixture
def manager(tmp_path):
    """Jupyter Server's own writer of files, with the extension switched on."""
    manager = LargeFileManager(root_dir=str(tmp_path))
    _server._load_jupyter_server_extension(SimpleNamespace(contents_manager=manager))
    return manager


def written(manager, content, kind="notebook", **others):
    """What stands on disk once it is saved."""
    model = {"type": kind, "content": copy.deepcopy(content), **others}
    manager.save(model, "page.ipynb")
    return json.loads((Path(manager.root_dir) / "page.ipynb").read_text(encoding="utf-8"))


def test_a_saved_lab_or_question_has_no_widget(manager):
    """What was displayed stays on disk as picture and text, and nothing that needs the kernel."""
    things = RatioLab(), quiz.ask("blend-nearer-parent"), quiz.predict("blend-label")
    outputs = [shown(thing) for thing in (*things, quiz.reveal("blend-label"))]
    assert all(VIEW in output["data"] for output in outputs)
    saved = written(manager, notebook(*outputs))["cells"][0]["outputs"]
    lab, *questions = (set(output["data"]) for output in saved)
    assert lab == {"image/png", "text/plain"}
    assert questions == [{"text/plain"}] * 3


def test_all_else_is_written_as_it_is(manager):
    """Widgets of others, a widget alone and one whose state is saved reach the disk unchanged."""
    view = {"model_id": "known", "version_major": 2, "version_minor": 0}
    foreign = ours(**{VIEW: view, "text/plain": "IntSlider()"}) | {"metadata": {"other": {}}}
    lost = {**view, "model_id": "lost"}
    books = [
        notebook(shown(ipywidgets.IntSlider()), foreign),
        notebook(ours(**{VIEW: lost}), ours(**{VIEW: lost, "application/json": {}})),
        notebook(
            ours(**{VIEW: view, "text/plain": "A sentence."}),
            widgets={STATE: {"state": {"known": {}}, "version_major": 2, "version_minor": 0}},
        ),
    ]
    plain = LargeFileManager(root_dir=manager.root_dir)
    for book in books:
        assert written(manager, book) == written(plain, book)
        assert VIEW in json.dumps(written(manager, book))


def test_a_widget_is_lost_where_another_s_state_is_saved(manager):
    """Saved state of other widgets, or state that is no state, keeps none of ours."""
    output = ours(**{VIEW: {"model_id": "lost"}, "text/plain": "A sentence."})
    for state in ({"other": {}}, {}, ["other"], None, "lost", 3):
        model = {"type": "notebook", "content": notebook(output, widgets={STATE: {"state": state}})}
        model = copy.deepcopy(model)
        _server.drop_views(model)
        (left,) = model["content"]["cells"][0]["outputs"]
        assert left["data"] == {"text/plain": "A sentence."}, state


def test_nothing_malformed_stops_a_save():
    """Whatever a client sends, nothing is raised, and what is no output of ours stays the same."""
    view = {"model_id": ["no", "name"]}
    odd = [None, 3, "text", [], {}, [None, 3, "text", []]]
    outputs = [
        *odd,
        *({"metadata": thing, "data": {VIEW: view, "text/plain": ""}} for thing in odd),
        *({"metadata": {"mixlearn": {}}, "data": thing} for thing in odd),
        {"metadata": {"mixlearn": None}, "data": {VIEW: view, "text/plain": ""}},
        {"metadata": {"mixlearn": {}}, "data": {VIEW: None, "text/plain": ""}},
    ]
    cells = [*odd, *({"outputs": thing} for thing in odd), {"outputs": outputs}]
    contents = [*odd, *({"cells": thing} for thing in odd), {"cells": cells}]
    models = [*odd, *({"type": "notebook", "content": content} for content in contents)]
    for model in models:
        before = copy.deepcopy(model)
        _server.drop_views(model=model, path="page.ipynb", contents_manager=None)
        assert model == before


def test_files_of_other_kinds_are_left_alone(manager):
    """The same text, saved by a text editor, is written letter by letter."""
    text = json.dumps(notebook(ours(**{VIEW: {}, "text/plain": "A sentence."})))
    manager.save({"type": "file", "format": "text", "content": text}, "page.ipynb")
    assert (Path(manager.root_dir) / "page.ipynb").read_text(encoding="utf-8") == text
    model = {"type": "file", "content": json.loads(text)}
    _server.drop_views(model)
    assert model["content"] == json.loads(text)


@pytest.mark.parametrize(("value", "kept"), [("1", True), ("0", False), ("", False)])
def test_an_environment_variable_switches_it_off(tmp_path, monkeypatch, value, kept):
    """With MIXLEARN_KEEP_WIDGETS=1 a notebook is saved with its widgets."""
    monkeypatch.setenv("MIXLEARN_KEEP_WIDGETS", value)
    manager = LargeFileManager(root_dir=str(tmp_path))
    _server._load_jupyter_server_extension(SimpleNamespace(contents_manager=manager))
    output = ours(**{VIEW: {}, "text/plain": "A sentence."})
    (saved,) = written(manager, notebook(output))["cells"][0]["outputs"]
    assert (VIEW in saved["data"]) == kept


def test_the_shipped_settings_switch_on_what_the_package_brings(tmp_path):
    """Jupyter Server reads the file that is installed, and finds the extension that it names."""
    folder = tmp_path / "jupyter_server_config.d"
    folder.mkdir()
    shutil.copy(ROOT / "mixlearn" / "_server.json", folder / "mixlearn.json")
    settings = ExtensionConfigManager(read_config_path=[str(tmp_path)])
    assert settings.get_jpserver_extensions() == {"mixlearn": True}
    package = ExtensionPackage(name="mixlearn", enabled=True)
    assert package.validate()
    (point,) = package.extension_points.values()
    assert point.module is _server


def test_the_server_loads_nothing_that_only_a_kernel_needs():
    """A fresh interpreter has the extension without NumPy, widgets or anything of the library."""
    code = (
        "import mixlearn, sys; (point,) = mixlearn._jupyter_server_extension_points(); "
        "__import__(point['module']); print(*sys.modules)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert {name for name in loaded if name.startswith("mixlearn")} == {
        "mixlearn",
        "mixlearn._server",
    }
    assert loaded & {"numpy", "scipy", "ipywidgets", "IPython", "jupyter_server"} == set()
