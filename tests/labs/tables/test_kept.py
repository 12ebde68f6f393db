"""Tables that come with the course are those that its lessons call, and would come out again."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from mixlearn.datasets._files import read_lines
from mixlearn.labs import tables
from mixlearn.labs._settings import LabError
from mixlearn.labs.tables import Column, Table, _kept, over_seeds

DATA = Path(__file__).parents[3] / "data"
LINES = read_lines(_kept.FILE)


@pytest.fixture
def program(monkeypatch):
    """data/make_tables.py, imported as Python runs it: with its folder first on the path."""
    monkeypatch.syspath_prepend(str(DATA))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    import make_tables

    yield make_tables
    sys.modules.pop("make_tables", None)


def never(*_, **__):
    """Stand in for a training that must not happen."""
    raise AssertionError


def whole(value):
    """Return whole numbers as such: in the name of a call they are written as 30.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def test_a_table_is_written_and_read():
    """Names, forms and values come back, nan among them."""
    right = Column("right", [[0.8, 0.9, np.nan], [0.82, 0.94, 1 / 3]], ".1%")
    table = Table("Means:", ("alpha",), [(0,), (0.4,)], [right, right.difference("alpha 0")])
    again = _kept.read(_kept.write("any name", table))
    assert repr(again) == repr(table)
    for a, b in zip(again.columns, table.columns, strict=True):
        np.testing.assert_allclose(a.values, b.values, rtol=1e-5)


def test_a_call_of_a_lesson_trains_nothing(monkeypatch):
    """However its arguments are written, it is the same call; any other one is trained."""
    monkeypatch.setattr("mixlearn.labs.tables.over_seeds.toy_task", never, raising=False)
    monkeypatch.setitem(over_seeds.__wrapped__.__globals__, "toy_task", never)
    table = over_seeds([0.4, 4], seeds=30)
    assert table.seeds == 30
    assert repr(over_seeds((np.float64(0.4), 4.0), seeds=np.int64(30))) == repr(table)
    with pytest.raises(AssertionError):
        over_seeds([0.4, 4], seeds=29)


def test_a_call_that_cannot_be_named_reaches_the_function():
    """Arguments that make no sense are refused in the function's own words."""
    with pytest.raises(LabError, match="at least one alpha"):
        over_seeds([], seeds=2)
    with pytest.raises(LabError, match="noise"):
        over_seeds([1.0], seeds=1, noise=object())
    with pytest.raises(TypeError, match="unexpected"):
        tables.over_labels(alphas=1)


def test_the_tables_of_the_lessons_are_kept_and_no_others(program):
    """Nobody waits for a table that a lesson calls; what no lesson calls is not shipped."""
    kept = {json.loads(line)[0]: line for line in LINES}
    called = set()

    def answer(function, *args, **kwargs):
        name = _kept.name_of(function, *args, **kwargs)
        assert name in kept, f"run python data/make_tables.py for {name}"
        called.add(name)
        return _kept.read(kept[name])

    program.calls(answer)
    assert called == {*kept}


def test_the_first_seed_of_a_kept_table_comes_out_again():
    """Trained again, one seed gives the numbers that are kept: for one table of each function."""
    chosen = {json.loads(line)[0].partition(",")[0]: line for line in LINES}
    assert len(chosen) == sum(hasattr(getattr(tables, n), "__wrapped__") for n in tables.__all__)
    for line in chosen.values():
        function, arguments = json.loads(json.loads(line)[0])
        arguments |= arguments.pop("settings", {}) | {"seeds": 1}
        arguments = {name: whole(value) for name, value in arguments.items()}
        again = getattr(tables, function).__wrapped__(**arguments)
        for kept, column in zip(_kept.read(line).columns, again.columns, strict=True):
            np.testing.assert_allclose(
                column.values[:, 0], kept.values[:, 0], rtol=1e-3, atol=2e-3, err_msg=line[:200]
            )
