"""Gains of mixing on series, over seeds."""

import pytest

from mixlearn.labs.tables import over_series

SEEDS = 30


def test_what_helps_series_depends_on_the_reader():
    """Splicing helps who reads the spectrum; who reads the steps loses by all mixing."""
    table = over_series(alpha=1, seeds=SEEDS)
    assert table["the spectrum", "spliced", "seeds with more"] == SEEDS
    assert table["the spectrum", "spliced", "with fewer"] == 0
    for reader, kind, points, error in (
        ("the spectrum", "spliced", 12.5, 0.5),
        ("the spectrum", "interpolated", 1.2, 0.7),
        ("the steps", "interpolated", -5.2, 0.4),
        ("the steps", "spliced", -1.7, 0.4),
    ):
        at = (reader, kind, "difference")
        assert 100 * table[at] == pytest.approx(points, abs=0.06)
        assert 100 * table.error(*at) == pytest.approx(error, abs=0.06)
        assert table.clear(*at) == (points != 1.2)


@pytest.mark.parametrize(("options", "name"), [({"alpha": 0}, "alpha"), ({"seeds": 0}, "seeds")])
def test_what_is_out_of_range_is_refused(options, name):
    """One sentence names the parameter and its range."""
    with pytest.raises(ValueError, match=f"The '{name}' parameter must be"):
        over_series(**options)
