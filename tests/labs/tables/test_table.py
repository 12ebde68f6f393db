"""One table for all numbers over seeds, and how its functions are found."""

import subprocess
import sys

import numpy as np
import pytest

from mixlearn.labs import tables
from mixlearn.labs._settings import LabError
from mixlearn.labs.tables import Column, Table

RIGHT = Column("right", [[0.50, 0.60, 0.70], [0.52, 0.61, 0.75], [0.49, 0.62, 0.70]])
LOSS = Column("loss on new rows", [[1.0, 2.0, 3.0], [2.0, 3.0, 4.0], [1.0, 2.0, 3.0]], ".2f")


@pytest.fixture
def table():
    columns = [
        RIGHT,
        RIGHT.difference("no mixing"),
        RIGHT.more("seeds with more"),
        RIGHT.fewer("with fewer"),
        RIGHT.lowest("lowest"),
        LOSS,
    ]
    rows = [("no mixing",), ("plain mixup",), ("balanced pairs",)]
    return Table("Means:", ("method",), rows, columns)


def test_numbers_are_addressed_by_name(table):
    """A mean, a difference, a count and a lowest value, each by the names of row and column."""
    assert table["plain mixup", "right"] == pytest.approx((0.52 + 0.61 + 0.75) / 3)
    assert table["plain mixup", "difference"] == pytest.approx((0.02 + 0.01 + 0.05) / 3)
    assert table["balanced pairs", "seeds with more"] == 1
    assert table["balanced pairs", "with fewer"] == 1
    assert table["balanced pairs", "lowest"] == 0.49
    np.testing.assert_array_equal(table.values("plain mixup", "right"), [0.52, 0.61, 0.75])
    assert table.seeds == 3
    assert table.heads[0] == "right"


def test_a_standard_error_is_that_of_paired_differences(table):
    """It is the standard deviation of the differences on the same seeds, over the root of three."""
    expected = np.std([0.02, 0.01, 0.05], ddof=1) / 3**0.5
    assert table.error("plain mixup", "difference") == pytest.approx(expected)
    # A difference that is the same on every seed has none, however far the seeds scatter.
    assert LOSS.difference("none").error(1) == 0


def test_a_difference_is_clear_beyond_two_standard_errors():
    """A mean of 2.1 errors is clear, in either direction; one of 1.9 is not, nor is one seed."""
    spread = np.array([-1.0, 0.0, 1.0])
    error = spread.std(ddof=1) / 3**0.5
    for far, clear in ((2.1, True), (-2.1, True), (1.9, False), (-1.9, False)):
        values = [np.zeros(3), spread + far * error]
        column = Column("x", values, ".1f").difference("none")
        assert column.clear(1) is clear
        assert column.cell(1).startswith("~ ") is not clear
    single = Column("right", [[0.5], [0.6]]).difference("none")
    assert single.cell(1) == "~ +10.0 ± ?"


def test_it_prints_as_aligned_text(table):
    """Heads break in two, names stand left, numbers right, and a line below explains the signs."""
    assert repr(table).splitlines() == [
        "Means:",
        "                                         seeds    with           loss on",
        "method          right    difference  with more   fewer  lowest  new rows",
        "no mixing         60%             -          -       -     50%      2.00",
        "plain mixup       63%    +2.7 ± 1.2     3 of 3  0 of 3     52%      3.00",
        "balanced pairs    60%  ~ +0.3 ± 0.9     1 of 3  1 of 3     49%      2.00",
        (
            "difference: to no mixing, in points, ± standard error over paired seeds; "
            "~ no clear difference"
        ),
    ]


def test_differences_of_what_is_no_percentage_have_its_unit_and_form():
    """Two decimals stay two, and nothing is said of points; without differences nothing is said."""
    table = Table("Means:", ("",), [("none",), ("some",), ("more",)], [LOSS.difference("none")])
    assert "+1.00 ± 0.00" in repr(table)
    assert "points" not in repr(table)
    assert "±" not in repr(Table("Means:", ("",), table.rows, [LOSS]))


def test_rows_may_have_names_of_parts_and_be_compared_within_a_group():
    """Each group has a row of its own that the others are compared with; numbers name rows too."""
    right = Column("right", [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6], [0.6, 0.7]])
    rows = [(size, kind) for size in (20, 80.5) for kind in ("none", "some")]
    columns = [right, right.difference("none", row=[0, 0, 2, 2])]
    table = Table("Means:", ("size", "mixing"), rows, columns)
    assert table[20, "some", "difference"] == pytest.approx(0.2)
    assert table[80.5, "some", "difference"] == pytest.approx(0.1)
    assert table["80.5", "some", "difference"] == table[80.5, "some", "difference"]
    assert [line[:4] for line in repr(table).splitlines()[1:5]] == ["size", "  20", "  20", "80.5"]


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        (("balanced pair", "right"), "no row 'balanced pair'; the nearest is 'balanced pairs'"),
        (("no mixing", "rihgt"), "no column 'rihgt'; the nearest is 'right'"),
        (("xyz", "right"), "its rows are 'no mixing', 'plain mixup', 'balanced pairs'"),
        (("no mixing", 3), "no column '3'; its columns are 'right', "),
        ("right", r"a row and a column, as \['balanced pairs', 'right'\]. Got 'right'"),
        (("no", "mixing", "right"), "a row and a column"),
    ],
)
def test_an_unknown_name_is_refused_in_one_sentence(table, at, sentence):
    """It names the nearest row or column, or all of them where none is near."""
    with pytest.raises(LabError, match=sentence):
        _ = table[at]


def test_what_each_seed_gave_cannot_be_changed(table):
    """The values are the table's own."""
    with pytest.raises(ValueError, match="read-only"):
        table.values("no mixing", "right")[0] = 1


def fresh(code):
    """Run code in a Python that has imported nothing yet."""
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)


def test_importing_the_package_imports_no_table():
    """A table is imported when its function is asked for, and then it alone."""
    fresh(
        "import sys; from mixlearn.labs import tables; dir(tables)\n"
        "names = {n: f'{tables.__name__}.{n}' for n in tables._FUNCTIONS}\n"
        "assert not [n for n in names if names[n] in sys.modules]\n"
        "tables.over_training\n"
        "assert [n for n in names if names[n] in sys.modules] == ['over_training']"
    )


def test_every_file_is_a_table_and_its_name_is_the_function_however_it_was_imported():
    """Python puts an imported submodule into its package; here the function stays in its place."""
    assert len(tables._FUNCTIONS) >= 11
    for name in tables._FUNCTIONS:
        assert name in dir(tables)
        assert getattr(tables, name).__module__ == f"mixlearn.labs.tables.{name}"
    fresh(
        "import mixlearn.labs.tables.over_training\n"
        "from mixlearn.labs.tables import over_training\n"
        "assert callable(over_training)"
    )
    with pytest.raises(AttributeError, match="over_weeds"):
        _ = tables.over_weeds
