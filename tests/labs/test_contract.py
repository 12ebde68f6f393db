"""Every lab of the package keeps the contract of a lab."""

import pytest

from mixlearn import labs
from mixlearn.testing import check_lab


@pytest.mark.parametrize("name", labs.names())
def test_a_lab_keeps_the_contract(name):
    """Corners, presets, states, bad settings, repetition, code, memory and threads are right."""
    check_lab(getattr(labs, name))
