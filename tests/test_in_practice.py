"""Notebook 12: its tables name only cells and tests that exist, and its programs are Python."""

import ast
import functools
import json
import re
from pathlib import Path

import numpy as np
import pytest

from mixlearn import quiz
from mixlearn.quiz._registry import find_prediction

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "notebooks" / "12_in_practice.ipynb"
VERDICTS = ("Right", "Half right", "Depends", "Not shown", "Wrong", "Misleading")


@functools.cache
def cells(path):
    """The cells of a notebook by their ids."""
    return {cell["id"]: cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]}


def source(cell):
    return "".join(cells(PAGE)[cell]["source"])


def table(cell):
    """The rows of the table in a Markdown cell, by their number."""
    lines = re.findall(r"^\| (\d+) \| (.*) \|$", source(cell), flags=re.MULTILINE)
    return {int(number): row.split(" | ") for number, row in lines}


CLAIMS = table("claims")
HELD = {number: re.findall(r"`([^`]+)`", row) for number, (row,) in table("held").items()}


def test_every_claim_has_a_verdict_and_a_holder():
    """Claims are numbered without a gap, and each is judged and held by a test."""
    assert list(CLAIMS) == list(HELD) == list(range(1, len(CLAIMS) + 1))
    assert all(HELD.values())
    for claim, verdict, _ in CLAIMS.values():
        assert claim.endswith(".")
        assert re.match(r"\*\*([\w ]+?)[.,*]", verdict)[1] in VERDICTS


@pytest.mark.parametrize("number", CLAIMS)
def test_a_claim_leads_to_a_cell(number):
    """What shows a verdict is a cell that was run, or a program or a table of this page."""
    links = re.findall(r"\[(\d\d)\]\((\S+?)#cell-id=(\S+?)\)", CLAIMS[number][-1])
    assert links
    for short, name, cell in links:
        assert name.startswith(short)
        shown = cells(PAGE.parent / name)[cell]
        assert shown.get("outputs") or name == PAGE.name


@pytest.mark.parametrize("name", [name for names in HELD.values() for name in names])
def test_the_holder_of_a_verdict_exists(name):
    """It is a test by that name, or a cell whose output nbval compares."""
    file, _, held = name.partition("::")
    path = ROOT / file
    if path.suffix == ".ipynb":
        assert cells(path)[held]["outputs"]
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert held.startswith("test_")
    assert held in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_verdicts_are_counted_right():
    """Page and question say how many claims there are, and how many of them are right."""
    right = sum(verdict.startswith("**Right") for _, verdict, _ in CLAIMS.values())
    assert (len(CLAIMS), right) == (19, 9)
    assert f"{len(CLAIMS)} claims" in source("title")
    assert f"Of {len(CLAIMS)} claims nine are right as they stand" in source("recap")
    question = find_prediction("practice-claims")
    assert f"{len(CLAIMS)} claims" in question.text
    assert next(choice.text for choice in question.choices if choice.right) == f"about {right}"


def test_no_sentence_of_the_table_is_a_program_s_guess():
    """Every percentage in a verdict stands in an output of a cell that it links, or rounds one.

    Words such as "six points" are not looked at.
    """
    for _, verdict, links in CLAIMS.values():
        linked = re.findall(r"\((\S+?)#cell-id=(\S+?)\)", links)
        shown = " ".join(json.dumps(cells(PAGE.parent / name)[cell]) for name, cell in linked)
        printed = re.findall(r"(\d+(?:\.\d)?)%", shown)
        for number in re.findall(r"(\d+(?:\.\d)?) %", verdict):
            whole = "." not in number  # 92.7 % is 93 % in a sentence
            assert any(
                number == one or (whole and abs(float(number) - float(one)) <= 0.5)
                for one in printed
            ), number


@pytest.mark.parametrize("cell", ["torch-loader", "keras-dataset"])
def test_a_program_on_the_page_is_python(cell):
    """There is one program in the cell; it compiles and imports all that it uses."""
    (program,) = re.findall(r"```python\n(.*?)```", source(cell), flags=re.DOTALL)
    names = {
        alias.asname or alias.name.partition(".")[0]
        for node in ast.walk(ast.parse(program))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert {"datasets", "mix"} <= names
    assert max(map(len, program.splitlines())) <= 100


def test_every_question_of_the_page_is_asked_on_it():
    """No question of this topic is left over, and none is asked twice."""
    text = "\n".join(map(source, cells(PAGE)))
    used = re.findall(r'quiz\.(?:predict|ask)\("([\w-]+)"\)', text)
    assert sorted(used) == sorted(name for name in quiz.ids() if name.startswith("practice-"))


def test_numpy_2_lacks_what_imgaug_asks_for():
    """`np.sctypes`, which imgaug 0.4.0 reads when it is imported, is gone."""
    assert not hasattr(np, "sctypes")
