"""How a class looks."""

import numpy as np
import pytest
from matplotlib import colors

from mixlearn import plots
from mixlearn.plots import _style


def test_the_first_class_is_a_blue_circle_and_the_second_an_orange_triangle():
    """All pictures and all prose count on these two."""
    assert _style.COLORS[:2] == ("#2f6fbf", "#e8832a")
    assert _style.MARKERS[:2] == ("o", "^")


def test_ten_classes_have_ten_colours_and_ten_markers():
    """No two classes share either."""
    assert len(set(_style.COLORS)) == len(set(_style.MARKERS)) == plots.MAX_CLASSES == 10


def test_two_classes_meet_in_grey():
    """Half of each of the first two classes is a grey: red, green and blue almost alike."""
    blue, grey, orange = _style.pale(np.array([[1, 0], [0.5, 0.5], [0, 1]])).astype(int)
    assert np.ptp(grey) < 20
    assert np.ptp(blue) > 60
    assert np.ptp(orange) > 60
    assert blue[2] == blue.max()
    assert orange[0] == orange.max()


def test_pale_colours_blend_linearly():
    """The colour of a share is the blend of the classes' colours, as bytes, halfway to white."""
    assert np.array_equal(
        _style.pale(np.eye(10)),
        (255 * (1 + np.array([colors.to_rgb(c) for c in _style.COLORS])) / 2).round(),
    )
    shares = np.random.default_rng(0).dirichlet(np.ones(4), (5, 6))
    blended = _style.pale(shares)
    assert blended.shape == (5, 6, 3)
    assert blended.dtype == np.uint8
    np.testing.assert_allclose(blended, shares @ _style.pale(np.eye(4)).astype(float), atol=1)
    assert np.array_equal(_style.pale(shares.astype(np.float32)), blended)


@pytest.mark.parametrize(
    "make",
    [
        lambda names: plots.BoundaryPanel(names, (0, 1, 0, 1)),
        lambda names: plots.SegmentPanel(np.zeros((11, 2)), np.arange(11), names),
        plots.SharesPanel,
        lambda names: _style.pale(np.eye(len(names))),
    ],
)
def test_more_classes_than_colours(make):
    """More than ten classes are refused in one sentence."""
    with pytest.raises(ValueError, match=r"at most 10 classes apart\. Got 11: join"):
        make([str(number) for number in range(11)])
