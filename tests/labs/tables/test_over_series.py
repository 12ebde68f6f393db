"""Gains of mixing on series, over seeds."""

import pytest

from mixlearn.labs.tables import over_series

SEEDS = 30


def test_what_helps_series_depends_on_the_reader():
    """Splicing helps who reads the spectrum; who reads the steps loses by all mixing."""
    table = over_series(alpha=1, seeds=SEEDS)
    assert table["the spectrum", "spliced", "seeds with more"] == SEEDS
    assert table["the spectrum", "spliced", "with fewer"] == 0
    assert table["the spectrum", "spliced", "difference"] > 0.06
    assert abs(table["the spectrum", "interpolated", "difference"]) < 0.04
    for kind in ("interpolated", "spliced"):
        assert table["the steps", kind, "difference"] < 0


@pytest.mark.parametrize(("options", "name"), [({"alpha": 0}, "alpha"), ({"seeds": 0}, "seeds")])
def test_what_is_out_of_range_is_refused(options, name):
    """One sentence names the parameter and its range."""
    with pytest.raises(ValueError, match=f"The '{name}' parameter must be"):
        over_series(**options)
