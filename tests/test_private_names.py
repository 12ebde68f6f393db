"""What a module keeps to itself stays with it."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "mixlearn"


def is_private(name):
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


def is_file(module, name):
    """Tell whether a name that is imported from a module is a file of it."""
    place = PACKAGE.parent.joinpath(*module.split("."), name)
    return place.is_dir() or place.with_suffix(".py").exists()


def taken(source):
    """List the private names of other modules of the package that a module takes."""
    tree = ast.parse(source)
    modules, found = set(), []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "mixlearn":
            for alias in node.names:
                if is_file(node.module, alias.name):
                    modules.add(alias.asname or alias.name)
                elif is_private(alias.name):
                    found.append(f"{node.module}.{alias.name}")
    return found + [
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in modules
        and is_private(node.attr)
    ]


def test_no_module_takes_private_names_of_another():
    """A name with an underscore is used in its own file; private files of the package are fine."""
    files = sorted(PACKAGE.rglob("*.py"))
    assert len(files) > 50
    assert [
        f"{file.relative_to(PACKAGE)}: {name}"
        for file in files
        for name in taken(file.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from mixlearn.pairing import pair, _near", ["mixlearn.pairing._near"]),
        ("def f():\n    from mixlearn.labels import _surprise as s", ["mixlearn.labels._surprise"]),
        ("from mixlearn import labels\nlabels._surprise()", ["labels._surprise"]),
        ("from mixlearn import _arrays as a\na._length(1)", ["a._length"]),
        ("from mixlearn import _arrays, __version__\n_arrays.like", []),
        ("from mixlearn.plots._panel import Panel\nself._x", []),
        ("from numpy import _core", []),
    ],
)
def test_private_names_are_noticed(source, found):
    """However they are imported, and nothing else is."""
    assert taken(source) == found
