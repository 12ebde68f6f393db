"""BoundaryLab: the decision boundary of a network, without and with mixing."""

import dataclasses
import re
from itertools import pairwise
from types import SimpleNamespace

import ipywidgets
import numpy as np
import pytest

from mixlearn import boundary as boundary_of
from mixlearn import networks
from mixlearn.labs import BoundaryLab, LabError, boundary
from mixlearn.networks._engine import Adam
from mixlearn.plots import MAX_CLASSES, _panel

# A quick place, from which corners are reached.
QUICK = {"points": 60, "steps": 20, "hidden": 8}


@pytest.fixture(scope="module")
def shared():
    """One lab that the tests of many places move about."""
    return BoundaryLab(**QUICK)


def go(lab, **settings):
    """Go to a place given in full: settings not named get their defaults."""
    lab.set(**dataclasses.asdict(boundary.Settings(**settings)))


def numbers(side):
    return {
        name: getattr(side, name)
        for name in ("train_accuracy", "new_accuracy", "sharpness", "length", "confidence")
    }


def assert_right(lab):
    """The lab shows no error, and finite numbers."""
    assert lab.error is None, lab.error
    assert lab._status.value == ""
    for side in (lab.result.plain, lab.result.mixed):
        shares = side.field.shares
        assert np.isfinite(shares).all()
        np.testing.assert_allclose(shares.sum(axis=2), 1, atol=1e-5)
        found = numbers(side)
        assert np.isfinite(list(found.values())).all()
        assert 0 <= found["train_accuracy"] <= 1
        assert 0 <= found["new_accuracy"] <= 1
        assert 1 / len(lab.result.task.names) - 1e-6 <= found["confidence"] <= 1 + 1e-6


def own(n=60, k=2, names=None, *, seed=0):
    """Draw k clouds on a circle; names[i] is the label of cloud i."""
    rng = np.random.default_rng(seed)
    y = np.arange(n) % k
    angle = 2 * np.pi * y / k
    X = np.column_stack([np.cos(angle), np.sin(angle)]) * 2 + rng.normal(0, 0.4, (n, 2))
    return X, (y if names is None else np.array(names)[y])


def test_the_longest_training_of_the_largest_network_holds():
    """Most points, most units, most steps and least noise end in finite numbers."""
    lab = BoundaryLab(points=400, hidden=64, steps=1000, noise=0.0, alpha=0.05)
    assert_right(lab)
    assert lab.result.plain.train_accuracy == 1


# Presets


@pytest.fixture(scope="module")
def at():
    """Return the result of a preset."""
    lab = BoundaryLab()

    def result(preset):
        lab.preset(preset)
        assert_right(lab)
        return lab.result

    return result


def test_preset_a_little(at):
    """A little mixing makes the boundary gentler and costs no accuracy on new points."""
    result = at("a little")
    assert result.settings.alpha < boundary.Settings().alpha
    assert result.mixed.sharpness < 0.7 * result.plain.sharpness
    assert result.mixed.new_accuracy > result.plain.new_accuracy - 0.01


def test_preset_no_mixing(at):
    """Without mixing both sides are the same network."""
    result = at("no mixing")
    np.testing.assert_array_equal(result.plain.field.shares, result.mixed.field.shares)
    assert numbers(result.plain) == numbers(result.mixed)


def test_preset_too_strong(at):
    """Too much mixing loses training points that less mixing gets right."""
    result, little = at("too strong"), at("a little")
    assert result.mixed.train_accuracy < little.mixed.train_accuracy - 0.01
    assert result.mixed.new_accuracy < little.mixed.new_accuracy - 0.01
    assert result.mixed.confidence < little.mixed.confidence


def test_preset_wrong_labels(at):
    """A fifth of the labels is wrong; without mixing they are learned by heart, with it not."""
    result = at("wrong labels")
    assert result.task.flipped.mean() == pytest.approx(0.2)
    assert result.plain.train_accuracy > 0.9
    assert result.mixed.train_accuracy < 0.82
    assert result.mixed.new_accuracy > result.plain.new_accuracy + 0.08


def test_preset_outliers(at):
    """A tenth of the points lies far off; mixing smooths the boundary that they bend."""
    result = at("outliers")
    assert result.task.outliers.mean() == pytest.approx(0.1)
    assert result.mixed.length < 0.95 * result.plain.length
    assert result.mixed.sharpness < 0.5 * result.plain.sharpness
    assert result.mixed.new_accuracy > result.plain.new_accuracy - 0.01


def test_preset_too_strong_for_stripes(at):
    """Blends of two stripes fall on the stripe between: mixing spoils what was learned."""
    result = at("too strong for stripes")
    assert result.mixed.new_accuracy < result.plain.new_accuracy - 0.1
    assert result.mixed.train_accuracy < result.plain.train_accuracy - 0.1


def test_preset_linear_model(at):
    """A linear model's boundary stays straight and where it was."""
    result = at("linear model")
    same = result.plain.field.shares.argmax(2) == result.mixed.field.shares.argmax(2)
    assert same.mean() > 0.98
    for side in (result.plain, result.mixed):
        (line,) = side.lines
        ends = np.hypot(*(line[-1] - line[0]))
        assert side.length == pytest.approx(ends, rel=1e-3)
    assert "linear model" in boundary.describe(result)


def test_preset_few_points(at):
    """Thirty points are learned by heart without mixing, and generalise worse than with it."""
    result = at("few points")
    assert len(result.task.y) == 30
    assert result.plain.train_accuracy == 1
    assert result.mixed.new_accuracy > result.plain.new_accuracy


def test_preset_spirals(at):
    """Mixed at the inputs, arms that lie around each other cover each other with their blends."""
    result = at("spirals")
    assert result.plain.new_accuracy > 0.98
    assert result.mixed.train_accuracy < 0.95
    assert result.mixed.new_accuracy < 0.95


def test_preset_spirals_hidden_layers(at):
    """Manifold mixup is less sure over the plane than no mixing is, and keeps most of the arms."""
    inputs, result = at("spirals").mixed, at("spirals, hidden layers")
    assert result.mixed.sure < result.plain.sure - 0.1
    assert result.mixed.confidence < result.plain.confidence - 0.05
    assert result.mixed.new_accuracy > inputs.new_accuracy + 0.05
    assert result.mixed.train_accuracy > inputs.train_accuracy + 0.05
    sure = f"On {result.mixed.sure:.0%} of the picture it is at least 90% sure, instead of on "
    assert boundary.describe(result).endswith(f"{sure}{result.plain.sure:.0%}.")


def test_no_preset_went_untested():
    """There is a test for every preset."""
    tested = {name.removeprefix("test_preset_") for name in globals() if "test_preset_" in name}
    assert {name.replace(",", "").replace(" ", "_") for name in boundary.PRESETS} == tested


# Code


def executed(lab, **names):
    exec(lab.code(), names)  # noqa: S102 - this is what the tests are about
    return names


def assert_code_agrees(lab, printed, names):
    """The code found the field of the right-hand side, and printed its numbers."""
    side = lab.result.mixed
    np.testing.assert_array_equal(names["field"].shares, side.field.shares)
    lines = dict(line.split(":") for line in printed.splitlines())
    told = {"sure": f"{side.sure:.0%}"} if "90% sure" in lab.sentence else {}
    assert {key: value.strip() for key, value in lines.items()} == told | {
        "training points": f"{side.train_accuracy:.0%}",
        "new points": f"{side.new_accuracy:.0%}",
        "sharpness": f"{side.sharpness:.2f}",
        "length": f"{side.length:.2f}",
    }


PLACES = [
    {},
    {"alpha": 0.0, "hidden": 0, "steps": 100},
    {"shape": "blobs", "alpha": 1.15, "points": 50, "seed": 7, "hidden": 12, "steps": 60},
    {"alpha": 0.7, "where": "hidden layers", "hidden": 12, "steps": 60},
    {"alpha": 0.7, "where": "hidden layers", "hidden": 0, "steps": 60},
    {"shape": "xor", "label_noise": 0.14, "outliers": 0.07, "noise": 0.15, "steps": 80},
]


@pytest.mark.parametrize("place", [*PLACES, *boundary.PRESETS.values()], ids=str)
def test_the_code_gives_the_numbers_of_the_lab(shared, place, capsys):
    """The code of a place, run on its own, gives its field to the bit and prints its numbers."""
    go(shared, **place)
    names = executed(shared)
    assert_code_agrees(shared, capsys.readouterr().out, names)


@pytest.mark.parametrize(
    "data",
    [own(), own(names=["left", "right"]), own(90, 3, names=[7, 3, 5]), own(1500, 4)],
    ids=["two classes", "text", "numbers", "thinned"],
)
def test_the_code_gives_the_numbers_for_own_data(data, capsys):
    """With the learner's own X and y the code gives the lab's field and numbers as well."""
    X, y = data
    lab = BoundaryLab(X=X, y=y, alpha=0.7, hidden=8, steps=40, seed=3, where="hidden layers")
    names = executed(lab, X=X, y=y)
    assert_code_agrees(lab, capsys.readouterr().out, names)


# One slider moves one thing


def test_moving_alpha_leaves_the_left_panel_alone(monkeypatch):
    """A move of α redraws and sends the right-hand panel once, the left-hand one never."""
    lab = BoundaryLab(**QUICK)
    left, right = lab._picture.panels.values()
    drawn, sent = [], []
    encode = _panel.encode
    monkeypatch.setattr(_panel, "encode", lambda image: (drawn.append(1), encode(image))[1])
    images = [w for box in lab.children for w in getattr(box, "children", ())]
    images = [image for image in images if isinstance(image, ipywidgets.Image)]
    for number, image in enumerate(images):
        image.observe(lambda _, number=number: sent.append(number), "value")
    before = list(lab.panels.values())
    for count, alpha in enumerate((0.5, 0.0, 4.0), start=1):
        lab.set(alpha=alpha)
        assert len(drawn) == count
        assert sent == [1] * count
        now = list(lab.panels.values())
        assert now[0] == before[0]
        assert now[1] != before[1]
    assert list(lab._picture.panels.values()) == [left, right]


def test_without_mixing_both_sides_are_the_same_field(shared):
    """At α = 0 the right-hand network is the left-hand one, to the bit."""
    shared.set(alpha=0.0)
    plain, mixed = shared.result.plain, shared.result.mixed
    np.testing.assert_array_equal(plain.field.shares, mixed.field.shares)
    assert shared.sentence.endswith("α = 0 is no mixing, so both sides are the same.")


def titles(lab):
    panels = lab._picture.panels.values()
    return [panel.artists["title"].get_text() for panel in panels]


def test_where_to_mix_is_trained_said_and_titled(shared):
    """Hidden layers are mixed by manifold mixup, and sentence and title say so."""
    go(shared, **QUICK, alpha=1.0)
    inputs = shared.result
    assert "hidden" not in shared.sentence
    assert titles(shared) == ["Without mixing", "With mixing, α = 1.00"]
    shared.set(where="hidden layers")
    found = shared.result
    assert found.plain is inputs.plain
    model = networks.SoftLabelMLP((8, 8), alpha=1.0, mix_layers=(0, 1, 2), max_iter=20)
    model.set_params(random_state=0).fit(found.task.X, found.task.y)
    shares = boundary_of.field(model, found.task.extent).shares
    np.testing.assert_array_equal(found.mixed.field.shares, shares)
    assert "with α = 1.00, now at the inputs and now at a hidden layer, it gets" in shared.sentence
    assert titles(shared) == ["Without mixing", "With mixing, α = 1.00 (hidden layers)"]
    (image,) = np.unique((found.mixed.field.shares.max(axis=2) >= 0.9).mean())
    assert f"On {image:.0%} of the picture it is at least 90% sure" in shared.sentence


def test_hidden_layers_that_are_not_there_are_not_mixed(shared):
    """A linear model is the same wherever one mixes, and at α = 0 the place plays no part."""
    go(shared, **(QUICK | {"hidden": 0}))
    inputs = shared.result
    shared.set(where="hidden layers")
    assert shared.result.mixed is inputs.mixed
    assert shared.sentence.endswith("has no hidden layers, so its inputs are mixed.")
    assert titles(shared)[1] == "With mixing, α = 0.40 (inputs)"
    shared.set(alpha=0.0)
    assert shared.result.mixed is shared.result.plain
    assert shared.sentence.endswith("α = 0 is no mixing, so both sides are the same.")
    assert titles(shared)[1] == "With mixing, α = 0.00"


def test_a_lesson_need_not_show_where_to_mix():
    """A control that a page leaves out is not on it, nor a preset that moves it."""
    lab = BoundaryLab(**QUICK, show=["alpha", "seed"])
    words = [getattr(part, "description", "") for box in lab.children for part in kids(box)]
    assert "Where to mix" not in words
    assert "Mixing strength α" in words


def kids(box):
    return getattr(box, "children", ())


def test_moving_alpha_keeps_data_and_left_side():
    """Training points, new points and the left-hand network do not depend on α."""
    results = [boundary.run(boundary.Settings(alpha=alpha, **QUICK)) for alpha in (0.1, 3.0)]
    assert results[0].task is results[1].task
    assert results[0].plain is results[1].plain


def mean_change(first, second):
    return float(np.abs(first - second).mean())


@pytest.mark.parametrize(
    "place",
    [{}, {"shape": "spirals"}, {"label_noise": 0.2, "noise": 0.3, "steps": 500}],
    ids=["moons", "spirals", "wrong labels"],
)
def test_the_boundary_deforms_smoothly(place):
    """One step of α changes the field a little: on average far less than other mixes would."""

    def mixed(**changes):
        return boundary.run(boundary.Settings(**place, **changes)).mixed.field.shares

    steps = []
    for start in (0.2, 0.4, 2.0):
        fields = [mixed(alpha=round(start + 0.05 * step, 2)) for step in range(3)]
        steps += list(pairwise(fields))
    # Measured: 0.5 to 2 % on average and at most 0.15 at any point of the plane.
    assert max(mean_change(*step) for step in steps) < 0.04
    assert max(float(np.abs(a - b).max()) for a, b in steps) < 0.4

    # The same data and first weights with mixes of their own at each place, as a slider without
    # common random numbers would have them.
    task = boundary.run(boundary.Settings(**place)).task
    jumps = []
    for seed in (1, 2, 3):
        model = networks.SoftLabelMLP(
            alpha=0.4, max_iter=boundary.Settings(**place).steps, random_state=0
        )
        own = model._generators

        def streams(count, own=own, seed=seed):
            return [own(count)[0], *np.random.default_rng(seed).spawn(count - 1)]

        model._generators = streams
        model.fit(task.X, task.y)
        jumps.append(boundary_of.field(model, task.extent).shares)
    jump = np.mean([mean_change(mixed(alpha=0.4), other) for other in jumps])
    assert np.mean([mean_change(*step) for step in steps]) < 0.5 * jump


def test_moving_the_noise_moves_the_points_alone(shared):
    """Along the noise slider labels stay, and points move on straight lines."""
    go(shared, **QUICK)
    tasks = []
    for noise in (0.1, 0.2, 0.3):
        shared.set(noise=noise)
        tasks.append(shared.result.task)
    assert all((task.y == tasks[0].y).all() for task in tasks)
    np.testing.assert_allclose(tasks[2].X - tasks[1].X, tasks[1].X - tasks[0].X, atol=1e-6)


def test_an_interrupted_training_is_neither_shown_nor_remembered(monkeypatch):
    """The stop button during a move leaves the last good picture, and no half-trained network."""
    place = QUICK | {"seed": 21}  # nowhere else, or its network would be remembered
    lab = BoundaryLab(**place)
    before = lab.panels
    step = Adam.step

    def stop_at_ten(self, parameters, gradient):
        if self.steps == 10:
            raise KeyboardInterrupt
        step(self, parameters, gradient)

    monkeypatch.setattr(Adam, "step", stop_at_ten)
    with pytest.raises(KeyboardInterrupt):
        lab.set(alpha=3.0)
    monkeypatch.undo()
    assert lab.panels == before
    assert "interrupted" in lab._status.value
    lab.set(alpha=1.0)
    lab.set(alpha=3.0)
    assert lab.panels == BoundaryLab(alpha=3.0, **place).panels


# Words


def test_the_sentence_says_what_the_picture_shows(shared):
    """Accuracies, sharpness and length of both sides are in the sentence, rounded."""
    go(shared)
    plain, mixed = shared.result.plain, shared.result.mixed
    shorter = 1 - mixed.length / plain.length
    assert shared.sentence == (
        f"Without mixing the network gets {plain.train_accuracy:.0%} of its training points and "
        f"{plain.new_accuracy:.0%} of 2000 new points right; with α = 0.40 it gets "
        f"{mixed.train_accuracy:.0%} and {mixed.new_accuracy:.0%}. Straight across the boundary "
        f"the probability now climbs by {mixed.sharpness:.1f} per unit instead of "
        f"{plain.sharpness:.1f}, and the boundary is {shorter:.0%} shorter."
    )


def side(sharpness, length):
    return SimpleNamespace(sharpness=sharpness, length=length)


@pytest.mark.parametrize(
    ("plain", "mixed", "words"),
    [
        ((2.9, 10), (1.0, 8), "now climbs by 1.0 per unit instead of 2.9, and the boundary is 20%"),
        ((0.31, 10), (0.29, 10), "still climbs by 0.3 per unit, and the boundary is as long as"),
        (
            (0.024, 10),
            (0.011, 15),
            "now climbs by 0.01 per unit instead of 0.02, and .* 50% longer",
        ),
        ((3e-4, 1), (2e-4, 9), "by 0.0002 per unit instead of 0.0003, .* is 9 times as long"),
        ((1.0, 5), (0.0, 0), "No boundary crosses the picture with mixing: one class leads"),
        ((0.0, 0), (1.0, 5), "No boundary crosses the picture without mixing: one class leads"),
        ((0.0, 0), (0.0, 0), "No boundary crosses the picture on either side: one class leads"),
    ],
)
def test_the_comparison_makes_sense_whatever_the_numbers(plain, mixed, words):
    """Equal numbers, small units and a boundary that is gone each have words of their own."""
    found = boundary._compare(side(*plain), side(*mixed))
    assert re.search(words, found), found
    assert found.endswith(".")


# Data of one's own


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["cat", "dog"], ("cat", "dog")),
        ([True, False], ("False", "True")),
        ([7, 3], ("3", "7")),
        ([0.0, 1.0], ("0.0", "1.0")),
        ([str(number) for number in range(MAX_CLASSES)], tuple("0123456789")),
        (["_hidden", ""], ("(no name)", "_hidden")),
    ],
    ids=str,
)
def test_labels_of_any_kind_are_shown_by_name(names, shown):
    """Text, booleans and numbers as labels: the legend holds each class under its own name."""
    X, y = own(20 * len(names), len(names), names)
    lab = BoundaryLab(X=X, y=y, hidden=8, steps=20)
    assert_right(lab)
    assert lab.result.task.names == shown
    assert lab.result.mixed.field.shares.shape[2] == len(shown)
    legend = [
        text.get_text() for text in lab._picture.panels["with mixing"].figure.legends[0].get_texts()
    ]
    assert legend == [*shown, "boundary"]


def test_own_data_is_split_and_left_as_it_was():
    """Seven tenths train, three tenths test, in the classes' proportions; the inputs stay."""
    X, y = own(200)
    given = X.copy(), y.copy()
    lab = BoundaryLab(X=X, y=y, hidden=4, steps=20)
    task = lab.result.task
    assert (len(task.y), len(task.y_new)) == (140, 60)
    assert task.y.mean() == task.y_new.mean() == 0.5
    assert "of 60 new points right" in lab.sentence
    np.testing.assert_array_equal(X, given[0])
    np.testing.assert_array_equal(y, given[1])


def test_lists_are_as_good_as_arrays():
    """Plain lists give the same points and labels as arrays."""
    X, y = own()
    arrays, lists = boundary.adopt(X, y), boundary.adopt(X.tolist(), y.tolist())
    np.testing.assert_array_equal(arrays.X, lists.X)
    np.testing.assert_array_equal(arrays.y, lists.y)
    assert arrays.names == lists.names


class Table:
    """What a DataFrame is to a lab: an array with named columns."""

    def __init__(self, X, columns):
        self.X, self.columns = X, columns

    def __array__(self, dtype=None, copy=None):
        """Return the values."""
        return np.array(self.X, dtype=dtype)


def test_column_names_become_axis_names():
    """Features that have names lend them to the axes, mathematics signs and all."""
    X, y = own()
    lab = BoundaryLab(X=Table(X, ["petal length (cm)", r"$\frac$"]), y=y, hidden=4, steps=20)
    assert_right(lab)
    assert lab.result.task.axis_names == ("petal length (cm)", r"$\frac$")


def test_a_pandas_table_is_welcome():
    """A DataFrame with a Series of labels works as it stands."""
    pandas = pytest.importorskip("pandas", reason="pandas is no dependency; it is tested if there")
    X, y = own(names=["cat", "dog"])
    table = pandas.DataFrame(X, columns=["length", "width"], index=np.arange(len(X)) + 1000)
    lab = BoundaryLab(X=table, y=pandas.Series(y, index=table.index), hidden=4, steps=20)
    assert_right(lab)
    assert lab.result.task.axis_names == ("length", "width")
    assert lab.panels != BoundaryLab(X=X, y=y, hidden=4, steps=20).panels
    with pytest.raises(LabError, match="X must be a table of numbers"):
        BoundaryLab(X=table.assign(width="wide"), y=y)


@pytest.mark.parametrize("n", [1000, 1001, 1002, 5000])
def test_more_rows_than_a_lab_can_show_are_thinned(n):
    """A thousand rows are kept, however few or many there are beyond."""
    X, y = own(n)
    task = boundary.adopt(X, y)
    assert (len(task.y), len(task.y_new)) == (700, 300)
    rows = {tuple(row) for row in X.astype(np.float32).tolist()}
    assert {tuple(row) for row in np.concatenate([task.X, task.X_new]).tolist()} <= rows


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e6])
def test_any_unit_gives_the_same_boundary(unit):
    """Features are scaled inside the lab: the picture does not depend on their unit."""
    X, y = own()
    settings = boundary.Settings(hidden=8, steps=40)
    found, base = (boundary.run(settings, boundary.adopt(X * scale, y)) for scale in (unit, 1.0))
    np.testing.assert_allclose(found.mixed.field.shares, base.mixed.field.shares, atol=1e-3)
    assert " 0.0 per unit" not in boundary.describe(found)


def test_features_that_do_not_vary_are_no_obstacle():
    """A constant feature, or two, still gives a frame with an inside and a picture."""
    X, y = own()
    assert_right(BoundaryLab(X=X * [1, 0], y=y, hidden=4, steps=20))
    assert_right(BoundaryLab(X=X * 0 + 5, y=y, hidden=4, steps=20))


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "$x$", r"$\frac$", "100 %_&"])
def test_a_class_may_be_called_anything(name):
    """A name with HTML or mathematics in it is never interpreted, in the page or the picture."""
    X, y = own(names=[name, "dog"])
    lab = BoundaryLab(X=X, y=y, hidden=4, steps=20)
    assert_right(lab)
    lab._code_button.value = True
    texts = lab._picture.panels["with mixing"].figure.legends[0].get_texts()
    assert name in [text.get_text() for text in texts]
    assert not any(text.get_parse_math() for text in texts)
    assert not any("<script" in widget.value for widget in (lab._sentence, lab._status, lab._code))


def test_a_class_that_is_too_small_is_named_in_the_error():
    """The sentence that refuses a small class names it as it is called."""
    X, y = own(40, names=["dog", "cat"])
    y = np.where(np.arange(40) < 3, "<script>alert(1)</script>", y)
    with pytest.raises(LabError, match=r"Class <script>alert\(1\)</script> has 3: add rows"):
        BoundaryLab(X=X, y=y)


def test_long_names_are_cut_in_the_middle():
    """A long class name keeps its first and last letters, on one line that fits the panel."""
    names = [f"a very long-winded\nname for class number {number}" for number in (1, 2)]
    X, y = own(names=names)
    lab = BoundaryLab(X=X, y=y, hidden=4, steps=20)
    assert lab.result.task.names == ("a very long-wi…s number 1", "a very long-wi…s number 2")
    panel = lab._picture.panels["with mixing"]
    box = panel.figure.legends[0].get_window_extent()
    assert box.x0 >= 0
    assert box.x1 <= panel.size[0]


X, Y = own()
HOLED = X.copy()
HOLED[3, 1] = np.nan
ENDLESS = X.copy()
ENDLESS[3, 1] = np.inf

BAD = {
    "three features": (np.ones((60, 3)), Y, r"two features\. Got 3 instead\. Choose .*\.PCA\(2\)"),
    "one feature": (X[:, :1], Y, r"two features\. Got 1 instead\. Add a column\.$"),
    "one dimension": (X[:, 0], Y, "Got 1-dimensional data instead"),
    "images": (np.ones((60, 2, 2)), Y, "Got 3-dimensional data instead"),
    "no rows": (X[:0], Y[:0], r"y must hold 2 to 10 classes\. Got 0\."),
    "one row": (X[:1], Y[:1], r"y must hold 2 to 10 classes\. Got 1\."),
    "one class": (X, Y * 0, r"y must hold 2 to 10 classes\. Got 1\."),
    "eleven classes": (*own(66, 11), r"y must hold 2 to 10 classes\. Got 11\."),
    "three of a class": (X, np.arange(60) < 3, r"needs 4 rows, .* Class True has 3: add rows"),
    "a rare class": (
        *own(3000, 2, names=["often", "seldom"])[:1],
        np.where(np.arange(3000) < 4, "seldom", "often"),
        "needs 4 rows among the 1000 that the lab draws, .* Class seldom has",
    ),
    "NaN": (HOLED, Y, "X must be finite. Got NaN or infinity: drop those rows, or fill"),
    "infinity": (ENDLESS, Y, "X must be finite. Got NaN or infinity: drop those rows, or fill"),
    "text": ([["a", "b"]] * 60, Y, "X must be a table of numbers. Encode text and categories"),
    "ragged": ([[1, 2], [3]] * 30, Y, "X must be a table of numbers"),
    "complex": (X + 1j, Y, "X must be a table of numbers"),
    "too large": (X * 1e39, Y, "a feature that is too large, or varies too little"),
    "too far off": (X + 1.7e9, Y, "a feature that is too large, or varies too little"),
    "a label short": (X, Y[:-1], r"one label for each of the 60 rows of X\. Got shape \(59,\)"),
    "one-hot": (X, np.eye(2)[Y], r"one label for each of the 60 rows of X\. Got shape \(60, 2\)"),
    "fractions": (X, X[:, 0], "Got fractions: this is no regression lab"),
    "labels with NaN": (X, np.where(Y, np.nan, 1.0), r"class labels\. Got NaN or infinity"),
    "labels of two kinds": (X, np.array([1, "a"], dtype=object)[Y], "labels of one kind"),
    "missing labels": (X, np.array([None, "a"], dtype=object)[Y], "labels of one kind"),
    "no labels": (X, None, "takes both: X, the features, and y, the labels"),
    "labels alone": (None, Y, "takes both: X, the features, and y, the labels"),
}


@pytest.mark.parametrize("kind", BAD)
def test_data_that_the_plane_cannot_show_is_refused(kind):
    """Data that cannot be shown ends in a LabError whose sentence says what to do."""
    X, y, sentence = BAD[kind]
    with pytest.raises(LabError, match=sentence) as caught:
        BoundaryLab(X=X, y=y)
    assert len(caught.value._render_traceback_()) == 1
    assert "\n" not in str(caught.value)


def test_toys_alone_have_noise():
    """With own data the settings and presets of the toys are gone; the others still work."""
    lab = BoundaryLab(X=X, y=Y, hidden=4, steps=20)
    with pytest.raises(LabError, match="The settings for data of your own are"):
        lab.set(noise=0.1)
    with pytest.raises(LabError, match="The presets of this lab are"):
        lab.preset("wrong labels")
    for preset in ("a little", "no mixing", "too strong", "linear model"):
        lab.preset(preset)
        assert_right(lab)
    lab.reset()
    lab.set(alpha=0.0, seed=3)
    assert_right(lab)


# What is drawn


def test_each_plane_shows_its_own_network_over_the_same_points(shared, assert_plane, assert_points):
    """Without mixing left, with it right: field, boundary, scores, and marks around points."""
    messy = {"label_noise": 0.3, "outliers": 0.2}
    for place in ({"alpha": 2.0}, {"alpha": 2.0, **messy}, {"alpha": 0.5, **messy, "seed": 1}):
        go(shared, **QUICK, **place)
        result, panels = shared.result, shared._picture.panels
        task = result.task
        assert not np.array_equal(result.plain.field.shares, result.mixed.field.shares)
        for name, side, title in (
            ("without mixing", result.plain, "Without mixing"),
            ("with mixing", result.mixed, f"With mixing, α = {place['alpha']:.2f}"),
        ):
            note = (
                f"right: {side.train_accuracy:.0%} of training points, {side.new_accuracy:.0%} of"
                " new"
            )
            assert_plane(panels[name], side, title=title, note=note)
            shown = panels[name].artists
            assert_points(shown["points"], task.X, task.y)
            assert_points(
                [shown["wrong_labels"]], task.X[task.flipped], np.zeros(task.flipped.sum())
            )
            assert_points([shown["outliers"]], task.X[task.outliers], np.zeros(task.outliers.sum()))
    assert task.flipped.sum() != task.outliers.sum()
