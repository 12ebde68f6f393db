"""Data is never run as a program, and nobody opens Jupyter to strangers."""

import ast
import json
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent

# Data and programs: what turns one into the other.
RUNS_DATA = {"eval", "exec", "__import__"}
MODULES = {"pickle", "cPickle", "cloudpickle", "dill", "shelve", "marshal", "jsonpickle"}
ATTRIBUTE_CALLS = {
    *("joblib.load", "joblib.dump", "torch.load", "yaml.load", "yaml.unsafe_load"),
    *("pd.read_pickle", "pandas.read_pickle", "os.system", "os.popen"),
}


def dangers(tree):
    """Every call or import in a module that could make data run."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.partition(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom):
            yield from [node.module] * (str(node.module).partition(".")[0] in MODULES)
            full = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name for name in full if name in ATTRIBUTE_CALLS)
        elif isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name.removeprefix("builtins.") in RUNS_DATA or name in ATTRIBUTE_CALLS:
                yield name
            given = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
            if given.get("allow_pickle", "False") != "False" or given.get("shell") == "True":
                yield f"{name}(...)"


def programs():
    """All Python outside the tests: modules, the programs of data/, the cells of notebooks."""
    for folder in ("mixlearn", "data"):
        yield from (
            (path, ast.parse(path.read_text(encoding="utf-8")))
            for path in (ROOT / folder).rglob("*.py")
        )
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
        yield path, ast.parse(code)


def test_no_program_runs_data():
    """Nothing outside the tests unpickles, evaluates or executes, or hands text to a shell.

    But for an error's class, the contracts (they pickle a method, and run the code of a lab), and
    the program that makes tables, which runs the cells of the lessons.
    """
    known = {
        "_method.py": ["pickle"],
        "make_tables.py": ["exec"],
        "_places.py": ["exec"],
        "_workers.py": ["pickle"],
    }
    found = {path.name: ways for path, tree in programs() if (ways := list(dangers(tree)))}
    assert found == known


@pytest.mark.parametrize(
    "code",
    [
        "eval(text)",
        "builtins.exec(text)",
        "import pickle",
        "from pickle import loads",
        "from joblib import load",
        "joblib.load(file)",
        "np.load(file, allow_pickle=True)",
        "np.load(file, allow_pickle=trusted)",
        "subprocess.run(text, shell=True)",
    ],
)
def test_a_program_that_runs_data_is_noticed(code):
    """The check above sees each way."""
    assert len(list(dangers(ast.parse(code)))) == 1


# An empty token or password, with or without `--`, of any class that has had one; and its friends.
OPEN_DOOR = re.compile(
    r"""(?:token|password)\s*=\s*(?:(["'])\1(?!\1)|$|(?=\s)(?!\s*[\w"'(\[{]))"""
    r"""|allow_unauthenticated_access\s*=\s*True|disable_check_xsrf\s*=\s*True"""
    r"""|allow_origin\s*=\s*["']?\*|(?:--ip|\.ip)\s*=\s*["']?(?:0\.0\.0\.0|\*)"""
    r"""|JUPYTER_TOKEN["']?\s*[:=]\s*["']{2}""",
    re.MULTILINE | re.IGNORECASE,
)
SUFFIXES = {".py", ".pyi", ".toml", ".cfg", ".yml", ".md", ".ipynb", ".txt", ""}


def files(folder):
    """All texts below a folder, without looking into environments and caches."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name not in {".venv", ".git"} and "cache" not in path.name:
                yield from files(path)
        elif path.suffix in SUFFIXES and path.name != ".git" and path != Path(__file__):
            yield path


def test_no_file_opens_jupyter():
    """No file starts a Jupyter without token or password, or lets other computers in.

    That holds for the browser tests as well: their server has a token of its own for each run.
    """
    texts = {path: path.read_text(encoding="utf-8") for path in files(ROOT)}
    assert len(texts) > 150
    assert {p.name: m[0] for p, text in texts.items() if (m := OPEN_DOOR.search(text))} == {}


@pytest.mark.parametrize(
    "line",
    [
        "jupyter lab --IdentityProvider.token=",
        "jupyter lab --IdentityProvider.token='' --no-browser",
        "jupyter lab --NotebookApp.token=  --no-browser",
        'c.ServerApp.password = ""',
        "c.ServerApp.disable_check_xsrf = True",
        "jupyter lab --ip=0.0.0.0",
        'environment = {"JUPYTER_TOKEN": ""}',
    ],
)
def test_an_open_jupyter_is_noticed(line):
    """The check above sees each way."""
    assert OPEN_DOOR.search(line)


def test_the_workflow_audits_what_is_installed():
    """CI compares Binder's pins and the project's dependencies with the known vulnerabilities."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    steps = [step.get("run", "") for step in workflow["jobs"]["audit"]["steps"]]
    assert any(re.search(r"pip-audit .*--requirement binder/requirements.txt", s) for s in steps)
    assert any(re.search(r"pip-audit( --\S+)* \.$", s) for s in steps)
