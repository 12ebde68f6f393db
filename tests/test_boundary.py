import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, softmax
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier

from mixlearn import SoftLabelMLP, boundary, datasets

SQUARE = (-2.0, 2.0, -2.0, 2.0)


class Known:
    """A classifier whose shares are a formula of x and y."""

    def __init__(self, shares, classes=2):
        self.shares = shares
        self.classes_ = np.arange(classes)
        self.asked = []

    def predict_proba(self, X):  # noqa: D102 - scikit-learn's
        self.asked.append(X)
        return self.shares(*np.asarray(X, np.float64).T)


def two(shares_of_second):
    def shares(x, y):
        second = shares_of_second(x, y)
        return np.stack([1 - second, second], axis=1)

    return Known(shares)


def rays(directions, slope=3.0):
    """Return a model whose classes each lead in the sector around a direction, from the origin."""
    angles = np.asarray(directions)

    def shares(x, y):
        return softmax(slope * (x[:, None] * np.cos(angles) + y[:, None] * np.sin(angles)), axis=1)

    return Known(shares, len(angles))


def distance(point, lines):
    """Return the distance of a point to the nearest end or corner of lines."""
    return min(np.hypot(*(line - point).T).min() for line in lines)


# The field.


def test_field_holds_the_shares_over_the_grid():
    """A field is the model's shares at (x[column], y[row]), with the grid lines and the classes."""
    model = Known(lambda x, y: np.stack([x, y, 1 - x - y], axis=1), 3)
    found = boundary.field(model, (0.0, 0.5, 0.0, 0.25), resolution=6)
    assert found.shares.shape == (6, 6, 3)
    np.testing.assert_allclose(found.x, np.linspace(0, 0.5, 6))
    np.testing.assert_allclose(found.y, np.linspace(0, 0.25, 6))
    np.testing.assert_allclose(found.shares[4, 1], [0.1, 0.2, 0.7], atol=1e-6)
    assert found.classes.tolist() == [0, 1, 2]
    assert found.extent == (0.0, 0.5, 0.0, 0.25)


def test_field_cannot_be_replaced_in_part():
    """A field is frozen."""
    found = boundary.field(two(lambda x, y: expit(x + y)), SQUARE, resolution=3)
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.x = found.y


@pytest.mark.parametrize(
    ("extent", "dtype"),
    [(SQUARE, np.float32), ((1e6, 1e6 + 1, 0, 1), np.float64), ((0, 1, -1e9, 1 - 1e9), np.float64)],
)
def test_grid_is_single_precision_only_where_that_is_fine_enough(extent, dtype):
    """The grid is float32, for speed, unless its steps would then melt into one another."""
    model = two(lambda x, y: expit(x - np.mean(extent[:2]) + 0 * y))
    found = boundary.field(model, extent, resolution=50)
    (asked,) = model.asked
    assert asked.dtype == dtype
    assert len(np.unique(asked[:, 0])) == len(np.unique(asked[:, 1])) == 50
    assert boundary.sharpness(found) == pytest.approx(0.25, rel=0.01)


def test_any_classifier():
    """Every classifier with predict_proba has a field: networks, trees, neighbours, strings."""
    moons = datasets.moons(60, rng=0)
    names = np.array(["up", "down"])[moons.y]
    for model in (
        SoftLabelMLP(max_iter=5, random_state=0),
        DecisionTreeClassifier(random_state=0),
        KNeighborsClassifier(4),
        LogisticRegression(),
    ):
        found = boundary.field(model.fit(moons.X, names), SQUARE, resolution=30)
        assert found.classes.tolist() == ["down", "up"]
        assert 2 < boundary.contour_length(found) < 100
        assert 0 < boundary.sharpness(found) < 0.5 * 29 / 4 * np.sqrt(2) + 0.1
        assert 0.5 < boundary.mean_confidence(found) <= 1


# Sharpness, length and confidence of known fields.


@settings(deadline=None, derandomize=True, max_examples=30)
@given(slope=st.floats(0.2, 8), angle=st.floats(0, 6.28))
def test_sharpness_of_a_logistic_plane(slope, angle):
    """Across the boundary of a logistic model the share climbs by a quarter of the slope."""
    model = two(lambda x, y: expit(slope * (x * np.cos(angle) + y * np.sin(angle))))
    found = boundary.field(model, SQUARE, resolution=100)
    # The cells that the line crosses lie beside it too, where the curve is a little less steep.
    assert boundary.sharpness(found) == pytest.approx(slope / 4, rel=0.02)


@settings(deadline=None, derandomize=True, max_examples=30)
@given(angle=st.floats(-0.78, 0.78))
def test_length_of_a_straight_line(angle):
    """A straight boundary through the middle of a square is as long as the square is there."""
    model = two(lambda x, y: expit(3 * (x * np.cos(angle) + y * np.sin(angle))))
    found = boundary.field(model, SQUARE, resolution=60)
    assert boundary.contour_length(found) == pytest.approx(4 / np.cos(angle), rel=1e-3)
    (line,) = found.boundaries()
    np.testing.assert_allclose(line @ [np.cos(angle), np.sin(angle)], 0, atol=1e-3)


@pytest.mark.parametrize("radius", [0.5, 1.0, 1.7])
def test_circle(radius):
    """A circle of radius r is 2 pi r long, and as steep all around as its formula says."""
    model = two(lambda x, y: expit(4 * (np.hypot(x, y) - radius)))
    found = boundary.field(model, SQUARE, resolution=100)
    assert boundary.contour_length(found) == pytest.approx(2 * np.pi * radius, rel=0.01)
    assert boundary.sharpness(found) == pytest.approx(1, rel=0.02)


def test_units_of_the_two_axes():
    """Axes with different ranges count each in its own units."""
    model = two(lambda x, y: expit(2 * y + 0 * x))
    found = boundary.field(model, (0.0, 10.0, -1.0, 1.0))
    assert boundary.contour_length(found) == pytest.approx(10)
    assert boundary.sharpness(found) == pytest.approx(0.5, rel=0.01)


def test_three_classes_of_the_same_size():
    """Three symmetric sectors meet in three rays, each counted once, equally steep."""
    angles = np.pi / 2 + np.array([0, 2, 4]) * np.pi / 3
    found = boundary.field(rays(angles), SQUARE, resolution=151)
    # One ray runs straight down to the edge; the other two leave at 30 degrees to the sides.
    assert boundary.contour_length(found) == pytest.approx(2 + 2 * 2 / np.cos(np.pi / 6), rel=0.01)
    # Between two classes the logits differ by 3 * 2 sin(60 degrees) per unit; in the lead that is
    # a half of 2 p (1 - p) times it, with p close to one half but for where three meet.
    assert boundary.sharpness(found) == pytest.approx(3 * np.sqrt(3) / 4, rel=0.05)


@pytest.mark.parametrize("classes", [3, 4, 5, 7])
def test_every_boundary_once(classes):
    """With more than two classes each line between two of them is traced once, up to the corner."""
    angles = 0.3 + np.arange(classes) * 2 * np.pi / classes
    found = boundary.field(rays(angles), SQUARE, resolution=100)
    lines = found.boundaries()
    middles = angles + np.pi / classes
    half = np.minimum(2 / np.abs(np.cos(middles)), 2 / np.abs(np.sin(middles)))
    assert boundary.contour_length(found) == pytest.approx(half.sum(), rel=0.01)
    assert distance([0, 0], lines) < 0.03
    for middle, length in zip(middles, half, strict=True):
        for share in (0.1, 0.5, 0.9):
            point = share * length * np.array([np.cos(middle), np.sin(middle)])
            near = [line for line in lines if distance(point, [line]) < 0.06]
            assert len(near) == 1
    corners = np.concatenate([(a + b) / 2 for a, b in zip(*ends(lines), strict=True)])
    assert len(np.unique(corners.round(6), axis=0)) == len(corners)


def ends(lines):
    return [line[:-1] for line in lines], [line[1:] for line in lines]


def test_boundary_of_one_class():
    """The boundary of a class is where it ties with the best other one, whichever that is."""
    found = boundary.field(rays(np.array([0, 2, 4]) * np.pi / 3), SQUARE)
    lines = found.boundary(0)
    shares = [distance(point, lines) for point in ([0.5, np.sqrt(0.75)], [0.5, -np.sqrt(0.75)])]
    assert max(shares) < 0.05
    assert distance([-1.0, 0.0], lines) > 0.9


def test_class_that_never_leads_has_no_boundary():
    """A class that is nowhere the most likely one adds no line and no length."""

    def shares(x, y):
        second = expit(3 * x + 0 * y)
        return np.stack([0.8 * (1 - second), 0.8 * second, 0 * x + 0.2], axis=1)

    with_third = boundary.field(Known(shares, 3), SQUARE)
    assert with_third.boundary(2) == []
    assert boundary.contour_length(with_third) == pytest.approx(4)


def test_lead_of_two_classes():
    """With two classes the lead is twice the share's distance from one half."""
    found = boundary.field(two(lambda x, y: expit(x + 2 * y)), SQUARE, resolution=20)
    np.testing.assert_allclose(found.lead(1), 2 * (found.shares[..., 1] - 0.5), atol=1e-12)
    np.testing.assert_allclose(found.lead(0), -found.lead(1), atol=1e-12)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 1.0])
def test_no_boundary(share):
    """Where one class leads everywhere, or none anywhere, there is no boundary to measure."""
    found = boundary.field(two(lambda x, y: share + 0 * x * y), SQUARE, resolution=10)
    assert found.boundaries() == []
    assert boundary.contour_length(found) == 0
    assert boundary.sharpness(found) == 0
    assert boundary.mean_confidence(found) == pytest.approx(max(share, 1 - share))


def test_one_class():
    """A model that knows one class only is certain everywhere and has no boundary."""
    model = DummyClassifier().fit([[0, 0]], ["only"])
    found = boundary.field(model, SQUARE, resolution=5)
    assert found.boundaries() == []
    assert np.all(found.lead(0) == 1)
    assert boundary.sharpness(found) == boundary.contour_length(found) == 0
    assert boundary.mean_confidence(found) == 1


def test_abrupt_edge_is_as_sharp_as_the_grid_shows():
    """A jump from 0 to 1 shows as about half a probability per step of the grid."""
    found = boundary.field(two(lambda x, y: (x + 0 * y > 0.01) * 1.0), SQUARE, resolution=100)
    step = 4 / 99
    assert boundary.sharpness(found) == pytest.approx(0.5 / step)
    assert boundary.contour_length(found) == pytest.approx(4)


def test_mean_confidence():
    """Confidence is the mean over the grid of the largest share."""
    model = Known(lambda x, y: np.stack([0.5 + 0 * x, y, 0.5 - y], axis=1), 3)
    assert boundary.mean_confidence(boundary.field(model, (0, 1, 0, 0.5))) == pytest.approx(0.5)
    half = two(lambda x, y: (x + 2) / 4 + 0 * y)
    assert boundary.mean_confidence(boundary.field(half, SQUARE)) == pytest.approx(0.75, abs=0.01)


def test_smallest_grid():
    """Two grid lines an axis are enough."""
    found = boundary.field(two(lambda x, y: expit(x + 0 * y)), SQUARE, resolution=2)
    assert boundary.contour_length(found) == pytest.approx(4)
    assert boundary.sharpness(found) > 0


# The frame.


def test_extent_of_points():
    """A frame leaves its margin on every side, as a share of the range."""
    assert boundary.extent_of([[0, 0], [1, 2]], margin=0) == (0, 1, 0, 2)
    assert boundary.extent_of(np.array([[0, 0], [1, 2]]), margin=0.5) == (-0.5, 1.5, -1, 3)


@pytest.mark.parametrize("margin", [0, 0.1, 2.0])
@pytest.mark.parametrize(
    "X", [[[3.0, -1.0]], [[0.0, 5.0], [1.0, 5.0]], [[5.0, 0.0], [5.0, 1.0]], [[1e-9, 0], [0, 0]]]
)
def test_extent_of_points_on_a_line(X, margin):
    """Points on a line, or a single one, still get a frame with an inside, around them."""
    extent = boundary.extent_of(X, margin=margin)
    left, right, bottom, top = extent
    assert left < right
    assert bottom < top
    assert np.all((np.array(X) >= (left, bottom)) & (np.array(X) <= (right, top)))
    boundary.field(two(lambda x, y: expit(x + y)), extent, resolution=2)


@pytest.mark.parametrize(
    ("X", "sentence"),
    [
        (np.zeros((3, 3)), r"have shape \(n, 2\). Got \(3, 3\) instead"),
        (np.zeros(2), r"Got \(2,\) instead"),
        (np.zeros((0, 2)), r"Got \(0, 2\) instead"),
        ([[0, np.nan]], "must be finite. Got NaN or infinity"),
        ([[0, np.inf]], "must be finite. Got NaN or infinity"),
        ([["a", "b"]], "must hold numbers.*OneHotEncoder"),
    ],
)
def test_points_that_have_no_frame(X, sentence):
    """What are no points of the plane is refused in one sentence."""
    with pytest.raises(ValueError, match=sentence):
        boundary.extent_of(X)


def test_negative_margin():
    """The margin is a share that is not negative."""
    with pytest.raises(ValueError, match=r"'margin' parameter must be a float .* Got -1 instead"):
        boundary.extent_of([[0, 0]], margin=-1)


# What goes wrong.


def test_model_without_probabilities():
    """A classifier without predict_proba is refused, with two ways out."""
    model = LinearSVC().fit([[0, 0], [1, 1]], [0, 1])
    with pytest.raises(ValueError, match=r"LinearSVC has no 'predict_proba'. Wrap it in sklearn"):
        boundary.field(model, SQUARE)


@pytest.mark.parametrize("features", [1, 3])
def test_model_with_other_than_two_features(features):
    """A model of more or fewer than two features is refused, with a way out."""
    model = LogisticRegression().fit(np.eye(4, features), [0, 1, 0, 1])
    with pytest.raises(ValueError, match=rf"the model takes {features} features. Fit it on two"):
        boundary.field(model, SQUARE)


@pytest.mark.parametrize(
    "extent",
    [
        (0, 0, 0, 1),
        (0, 1, 1, 0),
        (0, np.nan, 0, 1),
        (0, np.inf, 0, 1),
        (0, 1),
        (0, 1, 0, 1, 0),
        ((0, 1), (0, 1)),
        5,
    ],
)
def test_bad_extent(extent):
    """An empty extent, or what is not an extent, is refused in one sentence."""
    with pytest.raises(ValueError, match=r"'extent' must be \(left, right, bottom, top\), finite"):
        boundary.field(two(lambda x, y: expit(x + y)), extent)


@pytest.mark.parametrize("resolution", [1, 0, -3, 2.5, "a", True])
def test_bad_resolution(resolution):
    """A grid has at least two lines an axis."""
    with pytest.raises(ValueError, match=r"'resolution' parameter must be an int in \[2, inf\)"):
        boundary.field(two(lambda x, y: expit(x + y)), SQUARE, resolution=resolution)


def test_probabilities_that_are_not_finite():
    """A model that predicts NaN is an error, not a picture with holes."""
    with pytest.raises(ValueError, match="Known predicts probabilities that are not finite"):
        boundary.field(two(lambda x, y: np.where(x > 0, np.nan, 0.5 + 0 * y)), SQUARE)


def test_several_outputs():
    """A model that predicts several targets at once is refused."""
    model = DecisionTreeClassifier().fit([[0, 0], [1, 1]], [[0, 1], [1, 0]])
    with pytest.raises(ValueError, match="for one target, and DecisionTreeClassifier predicts 2"):
        boundary.field(model, SQUARE)
