"""Verdicts: mixing against its placebo and cheaper cousins, and nothing that is not known."""

import dataclasses
import os
import subprocess
import sys

import numpy as np
import pytest
from scipy.stats import t
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.ensemble import (
    AdaBoostClassifier,
    BaggingClassifier,
    ExtraTreesClassifier,
    GradientBoostingClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
)
from sklearn.linear_model import LogisticRegression, RidgeClassifier, SGDClassifier
from sklearn.model_selection import (
    GroupKFold,
    KFold,
    LeaveOneGroupOut,
    StratifiedKFold,
    cross_validate,
)
from sklearn.naive_bayes import GaussianNB
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier
from threadpoolctl import threadpool_limits

from mixlearn import MixupClassifier, SoftLabelMLP, datasets, pairing
from mixlearn.sweeps import Sweep, SweepError, sweep_alpha

MOONS = datasets.moons(60, noise=0.3, rng=0)
NEW = datasets.moons(100, noise=0.3, rng=1)

# Learners that count rows or steps, and such as do not.
INNER = [
    AdaBoostClassifier(n_estimators=3),
    BaggingClassifier(n_estimators=3),
    DecisionTreeClassifier(min_samples_leaf=10),
    ExtraTreesClassifier(3, bootstrap=True),
    GaussianNB(),
    GradientBoostingClassifier(n_estimators=3, min_samples_leaf=10),
    HistGradientBoostingClassifier(max_iter=3),
    LinearSVC(),
    LogisticRegression(class_weight="balanced"),
    MLPClassifier((8,), max_iter=5),
    RandomForestClassifier(3),
    RidgeClassifier(),
    SGDClassifier(max_iter=2, tol=None),
    SVC(),
    SoftLabelMLP((8,), batch_size=16, max_iter=5),
]
pytestmark = [
    pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning"),
]


@pytest.fixture(autouse=True)
def one_thread():
    """Boosting on so few rows waits for its threads longer than it computes."""
    with threadpool_limits(limits=1, user_api="openmp"):
        yield


@pytest.fixture
def with_themselves(monkeypatch):
    """Pair every row with itself."""
    real = pairing.prepare

    def prepare(X, codes, **options):
        draw = real(X, codes, **options)

        def alone(count, rng):
            first, _ = draw(count, rng)
            return first, first

        return alone

    monkeypatch.setattr(pairing, "prepare", prepare)


def answers(model):
    model = model.fit(MOONS.X, MOONS.y)
    if hasattr(model, "decision_function"):
        return model.decision_function(NEW.X)
    return model.predict_proba(NEW.X)


def mixers(pairing):
    """Yield each kind of estimator that mixes, with that pairing."""
    for inner in INNER:
        yield MixupClassifier(inner, pairing=pairing, random_state=0)
    for more in ({}, {"batch_size": 16}, {"mix_layers": (0, 1)}, {"per": "batch"}):
        yield SoftLabelMLP((8,), max_iter=5, pairing=pairing, random_state=0, **more)


def no_effect(model, alphas):
    """Judge by a sweep: not one score may differ, and the verdict must say that it sees nothing."""
    sweep = sweep_alpha(model, MOONS.X, MOONS.y, alphas=alphas, seeds=5, random_state=0)
    mixed = np.array(alphas) > 0
    for train in (False, True):
        runs = [sweep.runs(arm=arm, train=train)[..., mixed] for arm in ("mixing", "placebo")]
        np.testing.assert_array_equal(*runs)
    verdict = sweep.verdict()
    assert not verdict.better
    assert not verdict.worse
    assert all(found[2:6] == (0, 0, 0, 1) for found in verdict.differences)
    rival = "no mixing" if sweep.placebo_is_plain else "its placebo"
    assert repr(verdict).startswith(
        "No detectable effect of mixing on accuracy, over 5 paired runs. Every run scored the same "
        f"with mixing and with {rival}."
    )


@pytest.mark.parametrize("pairing", ["any", "balanced"])
def test_where_nothing_is_mixed_the_placebo_is_the_mix(pairing):
    """At alpha 1e-12 no row is blended: fifteen kinds of classifier answer the same, to the bit."""
    for model in mixers(pairing):
        little = clone(model).set_params(alpha=1e-12)
        same = clone(little).set_params(placebo=True)
        np.testing.assert_array_equal(answers(little), answers(same), err_msg=repr(model))
        if pairing == "any":
            no_effect(model, [0, 1e-12])


def test_where_rows_meet_themselves_the_placebo_is_the_mix(with_themselves):
    """Blends of a row and itself are that row, at any strength: all answers are the same bits."""
    for model in mixers("same"):
        for alpha in (0.1, 0.4, 2.0):
            mixed = clone(model).set_params(alpha=alpha)
            if getattr(model, "mix_layers", (0,)) != (0,):
                continue  # in a hidden layer slopes of both parents are added up, and rounded
            same = clone(mixed).set_params(placebo=True)
            np.testing.assert_array_equal(answers(mixed), answers(same), err_msg=repr(model))
    for inner in (INNER[2], INNER[10], INNER[12], INNER[14]):
        no_effect(MixupClassifier(inner), [0.1, 0.4, 2])
    no_effect(SoftLabelMLP((8,), max_iter=5), [0, 0.1, 0.4, 2])


def test_the_placebo_of_a_network_is_its_plain_fit():
    """First parents at every step, at any strength, are what alpha = 0 learns, to the bit.

    So is what alpha = 1e-12 learns, where every share is 1.
    """
    for model in mixers("any"):
        if isinstance(model, SoftLabelMLP):
            plain = answers(clone(model))
            for changes in ({"alpha": 1.0, "placebo": True}, {"alpha": 1e-12}):
                found = answers(clone(model).set_params(**changes))
                np.testing.assert_array_equal(found, plain, err_msg=f"{model} {changes}")


def test_what_repetition_does_is_not_credited_to_mixing():
    """A tree with large leaves gains points by repeated rows alone, and the verdict says so."""
    digits = datasets.digits(n_samples=600, rng=0)
    X = digits.X.reshape(600, -1)
    tree = MixupClassifier(DecisionTreeClassifier(min_samples_leaf=20))
    sweep = sweep_alpha(tree, X, digits.y, alphas=[0, 1e-12], seeds=10, random_state=0)
    assert sweep.arms == ("mixing", "placebo")
    verdict = sweep.verdict()
    assert not verdict.better
    (alone,) = verdict.repetition
    assert alone.against == "no mixing"
    assert alone.low > 0.02
    assert alone.mean == pytest.approx(np.diff(sweep.mean()[0])[0])
    text = repr(verdict)
    assert text.startswith("No detectable effect of mixing on accuracy")
    assert "Repeating rows alone, the placebo against no mixing: +" in text
    assert "points at alpha=1e-12 (between +" in text


# Controls


@pytest.mark.parametrize(
    ("model", "names"),
    [
        (MixupClassifier(GaussianNB()), ["placebo", "label smoothing", "noise"]),
        (
            make_pipeline(StandardScaler(), MixupClassifier(MLPClassifier((4,), max_iter=8))),
            [
                "placebo", "label smoothing", "noise", "weight decay 0.1", "weight decay 1",
                "early stopping at 1/4", "early stopping at 1/2",
            ],
        ),
        (
            SoftLabelMLP((4,), max_iter=8),
            [
                "label smoothing", "noise", "weight decay 0.001", "weight decay 0.01",
                "early stopping at 1/4", "early stopping at 1/2",
            ],
        ),
    ],
)  # fmt: skip
def test_all_controls_that_an_estimator_has_are_arms_of_one_table(model, names):
    """A column each, on the same runs, and none at alpha = 0, where there is nothing to control."""
    sweep = sweep_alpha(
        model, MOONS.X, MOONS.y, alphas=[0, 1], controls="all", seeds=5, random_state=0
    )
    assert list(sweep.arms) == ["mixing", *names]
    assert sweep.finished.all(axis=(0, 1, 2)).tolist() == [
        [True, True], *[[False, True]] * len(names)
    ]  # fmt: skip
    assert np.isnan(sweep.runs(arm=names[-1])[..., 0]).all()
    assert np.isfinite(sweep.runs(arm=names[-1])[..., 1]).all()
    assert {row["arm"] for row in sweep.rows()} == {"mixing", *names}
    assert len(sweep.rows()) == sweep.cells == 5 * (2 + len(names))
    head = repr(sweep).splitlines()[1]
    assert all(name in head for name in names)
    verdict = sweep.verdict()
    tried = [d.against for d in verdict.controls]
    assert tried == [name for name in names if name != "placebo"]
    table = repr(verdict).splitlines()[2:]
    assert table[0].split() == ["alpha=1"]
    rivals = ["placebo" if "placebo" in names else "no mixing", *tried]
    assert all(map(str.startswith, map(str.lstrip, table[1:]), rivals))
    assert len(table) == 1 + len(rivals)
    by_hand = sweep.runs()[:, 0, 1] - sweep.runs(arm=names[-1])[:, 0, 1]
    assert verdict.controls[-1].mean == pytest.approx(by_hand.mean())


def test_a_control_is_trained_as_one_would_by_hand():
    """Same split and seeds, with the placebo's parameter, the penalty, or less of the budget."""
    model = MixupClassifier(MLPClassifier((4,), max_iter=8))
    sweep = sweep_alpha(
        model, MOONS.X, MOONS.y, alphas=[1], controls="all", seeds=1, cv=2, random_state=0
    )
    split, *_ = np.random.SeedSequence(0, spawn_key=(0, 0)).generate_state(1) >> 1
    folds = StratifiedKFold(2, shuffle=True, random_state=int(split))
    seeds = [int(s) for s in np.random.SeedSequence(0, spawn_key=(0, 1)).generate_state(2) >> 1]
    model.set_params(estimator__random_state=seeds[0], random_state=seeds[1], alpha=1)
    ways = {
        "mixing": {},
        "placebo": {"placebo": True},
        "label smoothing": {"placebo": "label smoothing"},
        "noise": {"placebo": "noise"},
        "weight decay 0.1": {"placebo": True, "estimator__alpha": 0.1},
        "weight decay 1": {"placebo": True, "estimator__alpha": 1.0},
        "early stopping at 1/4": {"placebo": True, "estimator__max_iter": 2},
        "early stopping at 1/2": {"placebo": True, "estimator__max_iter": 4},
    }
    assert tuple(ways) == sweep.arms
    for arm, changes in ways.items():
        found = cross_validate(
            clone(model).set_params(**changes), MOONS.X, MOONS.y, cv=folds, return_train_score=True
        )
        assert found["test_score"][0] == sweep.runs(arm=arm)[0, 0, 0]
        assert found["train_score"][0] == sweep.runs(arm=arm, train=True)[0, 0, 0]


def test_what_is_the_same_training_is_trained_once():
    """Weight decay without mixing does not depend on alpha: one fit fills its whole row."""
    fits = []

    class Counting(SoftLabelMLP):
        __init__ = SoftLabelMLP.__init__

        def fit(self, X, y):
            fits.append((self.alpha, self.weight_decay))
            return super().fit(X, y)

    sweep = sweep_alpha(
        Counting((4,), max_iter=2), MOONS.X, MOONS.y,
        alphas=[0, 0.2, 1], controls=["weight decay"], seeds=1, random_state=0,
    )  # fmt: skip
    assert sorted(fits) == [(0, 0), (0, 0.001), (0, 0.01), (0.2, 0), (1, 0)]
    row = sweep.runs(arm="weight decay 0.01")[0, 0]
    assert row[1] == row[2]


@pytest.mark.parametrize(
    ("controls", "model", "sentence"),
    [
        (["magic"], SoftLabelMLP(), "'controls' parameter must be one of 'label smoothing'"),
        ("noise", SoftLabelMLP(), "must be a list of 'label smoothing', .* or 'all'. Got 'noise'"),
        (3, SoftLabelMLP(), "must be a list of"),
        (["weight decay"], MixupClassifier(SVC()), "a network with an L2 penalty. Of the controls"),
        (["early stopping"], MixupClassifier(SVC()), "named as 'budget_param'"),
    ],
)
def test_a_control_that_cannot_be_is_refused(controls, model, sentence):
    """The sentence says what it takes, and what the estimator has."""
    with pytest.raises(ValueError, match=sentence):
        sweep_alpha(model, MOONS.X, MOONS.y, controls=controls)


# Sentences, on scores that were made up


def made(gains, *, arms=("mixing", "placebo"), spread=0.01, alphas=(0.0, 0.4), **more):
    """Make a sweep of ten runs up: .8 without mixing, and each arm at alphas[1:] as much better."""
    rng = np.random.default_rng(0)
    scores = np.full((1, 10, 1, 1, len(arms), len(alphas)), 0.8)
    scores += 0.02 * rng.standard_normal((10, 1, 1, 1, 1))  # easier splits, and harder ones
    scores[..., 1:] += np.reshape(gains, (len(arms), -1))
    scores[..., 1:] += spread * rng.standard_normal(scores[..., 1:].shape)
    scores[..., 1:, 0] = np.nan
    return Sweep(
        scores, scores, ("accuracy",), 10, 1, (None,), alphas, "alpha", None, 90, 10, 0,
        arms=arms, **more,
    )  # fmt: skip


def test_intervals_hold_jointly_over_strengths_and_rivals():
    """Bonferroni counts every strength against the placebo and every control."""
    arms = ("mixing", "placebo", "label smoothing", "noise")
    sweep = made(np.zeros((4, 2)), arms=arms, alphas=(0.0, 0.4, 2.0))
    verdict = sweep.verdict()
    quantile = t.ppf(1 - 0.05 / (2 * 2 * 3), 9)
    for found in (*verdict.differences, *verdict.controls):
        column = (0, 0.4, 2).index(found.alpha)
        gains = (sweep.runs() - sweep.runs(arm=found.against))[:, 0, column]
        reach = quantile * gains.std(ddof=1) * np.sqrt(1 / 10 + 10 / 90)
        assert (found.low, found.high) == pytest.approx(
            (gains.mean() - reach, gains.mean() + reach)
        )
    assert len(verdict.controls) == 4
    alone = verdict.repetition[0]
    assert alone.high - alone.low == pytest.approx(
        2 * t.ppf(1 - 0.05 / 4, 9)
        * (sweep.runs(arm="placebo")[:, 0, 1] - sweep.runs()[:, 0, 0]).std(ddof=1)
        * np.sqrt(1 / 10 + 10 / 90)
    )  # fmt: skip


def test_a_gain_over_all_rivals_is_told_from_one_that_a_control_has_too():
    """The verdict names the controls that mixing does not beat."""
    arms = ("mixing", "placebo", "label smoothing", "noise")
    best = made([0.1, 0, 0.02, 0.01], arms=arms).verdict()
    assert best.beats_all == best.better == best.differences
    assert "is better than its placebo by 9." in repr(best)
    assert ", and than every control, by " in repr(best)
    assert "Controls not tried: weight decay, early stopping." in repr(best)
    some = made([0.1, 0, 0.1, 0.01], arms=arms).verdict()
    assert some.better
    assert not some.beats_all
    assert ", but not detectably than label smoothing, over 10" in repr(some)
    assert "1 of 1 comparisons better; 0 better than every control (95% jointly)" in repr(some)
    worse = made([-0.1, 0, 0, 0], arms=arms).verdict()
    assert repr(worse).startswith("Alpha=0.4 is worse than its placebo by ")
    table = repr(worse).splitlines()[1:]
    assert table[0] == "Mixing minus each in points, mean [interval]; * beyond chance:"
    assert table[1].split() == ["alpha=0.4"]
    assert [line.endswith("*") for line in table[2:]] == [True] * 3
    arms = ("mixing", "placebo", "noise")
    wide = made(np.zeros((3, 4)), arms=arms, alphas=(0.0, 0.1, 0.4, 1.0, 2.0)).verdict()
    table = repr(wide).splitlines()[1:]
    assert table[1].split() == ["placebo", "noise"]
    assert [line.split()[0] for line in table[2:]] == [
        "alpha=0.1", "alpha=0.4", "alpha=1", "alpha=2"
    ]  # fmt: skip


def test_equal_scores_are_said_to_be_equal():
    """Rounding in the last digit is no difference, and zero has no sign."""
    equal = made([0, 0], spread=0.0)
    same = equal.verdict()
    assert "Every run scored the same with mixing and with its placebo." in repr(same)
    assert "-0.0" not in repr(same)
    rounding = np.array([[0.0], [1e-16]])
    noisy = dataclasses.replace(equal, scores=equal.scores + rounding)
    assert noisy.verdict().differences == same.differences
    assert same.differences[0][2:6] == (0, 0, 0, 1)


def test_the_same_difference_in_every_run_is_no_evidence():
    """Without spread there is no interval, however large the difference."""
    verdict = made([0.05, 0], spread=0.0).verdict()
    (found,) = verdict.differences
    assert (found.low, found.high, found.p_value) == (-np.inf, np.inf, 1)
    assert not verdict.better
    assert repr(verdict).startswith("No detectable effect of mixing on accuracy")
    assert "The same difference in every run" in repr(verdict)
    assert "alpha=0.4 (+5.0 points)" in repr(verdict)
    both = made([[0.05, 0], [0, 0]], spread=0.0, alphas=(0, 0.4, 1))
    both.scores[0, 0, ..., 0, 2] += 0.1
    assert "Excluded, against its placebo" in repr(both.verdict())


def test_no_strength_needs_no_plain_fit_where_there_is_a_placebo():
    """Without alpha = 0 mixing is compared with its placebo, and of repetition nothing is said."""
    sweep = made([0.1, 0])
    alone = dataclasses.replace(
        sweep, scores=sweep.scores[..., 1:], train_scores=sweep.scores[..., 1:], alphas=(0.4,)
    )
    assert alone.verdict().differences[0].mean == sweep.verdict().differences[0].mean
    assert alone.verdict().repetition == ()
    assert "Repeating" not in repr(alone.verdict())


def test_without_a_placebo_the_verdict_says_so():
    """An estimator that knows none is compared with no mixing, and the reader is warned."""
    verdict = made([[0.1]], arms=("mixing",)).verdict()
    assert not verdict.has_placebo
    assert "is better than no mixing by" in repr(verdict)
    assert "No placebo is known for this estimator: whatever else mixing does" in repr(verdict)
    plain = made([[0.1]], arms=("mixing",), placebo_is_plain=True)
    assert "placebo" not in repr(plain.verdict())
    np.testing.assert_array_equal(plain.runs(arm="placebo")[:, 0, 1], plain.runs()[:, 0, 0])


# Scores that are not numbers


def test_a_metric_without_a_value_is_named():
    """A fold of one class has no roc_auc: the sweep goes on, and the verdict says it."""
    y = np.sort(MOONS.y)
    with pytest.warns(Warning, match="Only one class"):
        sweep = sweep_alpha(
            SoftLabelMLP((4,), max_iter=2), MOONS.X, y, alphas=[0, 1], seeds=1, cv=KFold(6),
            scoring=["accuracy", "roc_auc"], random_state=0,
        )  # fmt: skip
    assert sweep.finished.all()
    assert not sweep.unfinished
    assert "not finished" not in repr(sweep)
    last = dataclasses.replace(sweep, scores=sweep.scores[::-1], metrics=("roc_auc", "accuracy"))
    assert repr(last).splitlines()[-1].startswith("roc_auc is nan in 12 of 12 cells, first at")
    assert np.isfinite(sweep.mean("accuracy")).all()
    for ask in (sweep.verdict, sweep.best):
        with pytest.raises(ValueError, match="roc_auc is nan in 12 of 12 cells, first at seed 0"):
            ask("roc_auc")
    assert sweep.verdict("accuracy").runs == 6
    assert len(sweep.rows()) == 2 * 12


def test_a_table_over_budgets_is_written_for_each_arm():
    """Every arm has its name above, and leaves out what there is not at alpha = 0."""
    sweep = sweep_alpha(
        MixupClassifier(SoftLabelMLP((4,))), MOONS.X, MOONS.y, alphas=[0, 1], budgets=[1, 2],
        seeds=2, random_state=0,
    )  # fmt: skip
    _, mixing, head, none, _, placebo, again, empty, full = repr(sweep).splitlines()
    assert (mixing, placebo, head) == ("mixing:", "placebo:", again)
    assert head.split() == ["alpha", "estimator__max_iter=1", "estimator__max_iter=2"]
    assert (len(none.split()), empty.split(), len(full.split())) == (7, ["0"], 7)


def test_a_score_without_end_is_named():
    """Infinity has no mean either."""
    sweep = made([0.1, 0])
    sweep.scores[0, 3, 0, 0, 1, 1] = -np.inf
    with pytest.raises(ValueError, match="accuracy is -inf in 1 of 30 cells, first at seed 3"):
        sweep.verdict()


# Splits


class Fixed(ClassifierMixin, BaseEstimator):
    """Predicts by the first feature, and a little otherwise with mixing; draws nothing."""

    def __init__(self, alpha=0.0):
        self.alpha = alpha

    def fit(self, X, y):  # noqa: ARG002, D102 - scikit-learn's
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):  # noqa: D102 - scikit-learn's
        return (X[:, 0] > (0.6 if self.alpha else 0.4)).astype(int)


def test_seeds_of_one_split_are_one_run():
    """A splitter that draws nothing gives the same folds again: more seeds are no more runs."""
    found = [
        sweep_alpha(
            Fixed(), MOONS.X, MOONS.y, alphas=[0, 1], param="alpha", seeds=seeds, cv=KFold(6),
            random_state=0,
        )
        for seeds in (1, 10)
    ]  # fmt: skip
    assert [sweep.same_splits for sweep in found] == [False, True]
    one, ten = (sweep.verdict().differences[0][2:6] for sweep in found)
    assert one == pytest.approx(ten)
    assert "over 6 paired runs (folds; all seeds share them)" in repr(found[1].verdict())
    few = sweep_alpha(Fixed(), MOONS.X, MOONS.y, alphas=[0, 1], param="alpha", seeds=9, cv=KFold(3))
    with pytest.raises(ValueError, match="Got 3: all seeds have the same splits"):
        few.verdict()


def grouped(**more):
    """Sweep rows in 12 groups of five, and note which groups were trained on and held out."""
    groups, seen = np.repeat(np.arange(12), 5), []
    X = np.column_stack([MOONS.X, groups])

    class Spy(Fixed):
        def fit(self, X, y):
            seen.append(set(X[:, 2]))
            return super().fit(X, y)

        def predict(self, X):
            seen.append(set(X[:, 2]))
            return super().predict(X)

    sweep = sweep_alpha(
        Spy(), X, np.tile([0, 1], 30), alphas=[0], param="alpha", groups=groups, **more
    )
    for train, held_out, _ in zip(seen[::3], seen[1::3], seen[2::3], strict=True):
        assert train | held_out == set(range(12))
        assert not train & held_out
    return sweep


def test_groups_stay_together():
    """With a splitter of groups, an int, or none, no group is trained on and held out."""
    assert (grouped(seeds=1, cv=GroupKFold(4)).n_train, grouped(seeds=2, cv=4).folds) == (45, 4)
    assert grouped(seeds=3).n_test == 15
    assert grouped(seeds=1, cv=LeaveOneGroupOut()).folds == 12
    with pytest.raises(ValueError, match=r"cv=KFold.* does not look at 'groups'"):
        grouped(cv=KFold(4))
    with pytest.raises(ValueError, match="'groups' parameter should not be None"):
        sweep_alpha(Fixed(), MOONS.X, MOONS.y, param="alpha", cv=GroupKFold(4))
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        sweep_alpha(Fixed(), MOONS.X, MOONS.y, param="alpha", groups=[1, 2])


# What cannot be


@pytest.mark.parametrize(
    ("model", "more", "sentence"),
    [
        (SoftLabelMLP, {}, r"must be an instance. Got the class SoftLabelMLP: write SoftLabelMLP"),
        (MixupClassifier(SVC), {}, "Got the class SVC as 'estimator' of MixupClassifier"),
        ("mlp", {}, "must be a scikit-learn classifier. Got 'mlp' instead"),
        (None, {}, "must be a scikit-learn classifier. Got None instead"),
        (StandardScaler(), {}, "must be a classifier"),
        (Fixed(), {"alphas": 0.4}, "'alphas' must be a list of different mixing strengths"),
        (Fixed(), {"alphas": "0.4"}, "'alphas' must be a list of different mixing strengths"),
        (Fixed(), {"alphas": None}, "'alphas' must be a list of different mixing strengths"),
        (Fixed(), {"alphas": ["a"]}, "'alpha' parameter must be a float"),
        (Fixed(), {"test_size": 1}, r"'test_size' parameter must be a float in \(0, 1\)"),
        (Fixed(), {"test_size": 0.001}, "should be greater or equal to the number of classes"),
        (Fixed(), {"seeds": [1, 2]}, r"'seeds' parameter must be an int in \[1, inf\)"),
        (Fixed(), {"n_jobs": 1.5}, "'n_jobs' parameter must be None or an int other than 0"),
        (Fixed(), {"n_jobs": 0}, "'n_jobs' parameter must be None or an int other than 0"),
        (Fixed(), {"cv": "five"}, "cv"),
        (SoftLabelMLP(), {"budgets": 5}, "'budgets' must be a list of different values"),
        (SoftLabelMLP(), {"budgets": [5], "budget_param": "alpha"}, "'budget_param' must be anoth"),
        (
            SoftLabelMLP(),
            {"budgets": [5], "budget_param": "random_state"},
            "'budget_param' must be another parameter than the mixing strength 'alpha'",
        ),
        (
            MixupClassifier(SVC()),
            {"budgets": [True, False], "budget_param": "placebo"},
            "'budget_param' must be another parameter",
        ),
    ],
)
def test_arguments_of_the_wrong_kind_get_one_sentence(model, more, sentence):
    """Before anything is trained, and named as they were passed."""
    param = {"param": "alpha"} if isinstance(model, Fixed) else {}
    with pytest.raises(ValueError, match=sentence):
        sweep_alpha(model, MOONS.X, MOONS.y, **param, **more)


def test_labels_of_one_class_are_refused_before_training():
    """No split of them can teach anything."""
    with pytest.raises(ValueError, match=r"needs samples of at least 2 classes\. Got 1 class: 0"):
        sweep_alpha(SoftLabelMLP(), MOONS.X, np.zeros(60, int))


def test_budgets_may_be_lists_or_estimators():
    """Layers or whole models are budgets too; each cell trains a copy of its own."""
    sweep = sweep_alpha(
        SoftLabelMLP(max_iter=2), MOONS.X, MOONS.y, alphas=[0, 1], seeds=1,
        budgets=[[4], [8, 8]], budget_param="hidden_layer_sizes", random_state=0,
    )  # fmt: skip
    assert sweep.budgets == ([4], [8, 8])
    assert sweep.best(budget=[8, 8]).budget == [8, 8]
    forests = [RandomForestClassifier(2), RandomForestClassifier(4)]
    model = make_pipeline(StandardScaler(), MixupClassifier(GaussianNB()))
    options = {"alphas": [0, 1], "seeds": 2, "random_state": 0}
    options |= {"budgets": forests, "budget_param": "mixupclassifier__estimator"}
    one, two = (sweep_alpha(model, MOONS.X, MOONS.y, **options) for _ in range(2))
    np.testing.assert_array_equal(one.scores, two.scores)
    assert not hasattr(forests[0], "estimators_")
    assert forests[0].random_state is None


_NO_ROOM = """
import resource, sys, numpy as np
if sys.argv[1] == "full":  # no file may grow beyond this: what a disk without room does
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
from mixlearn import SoftLabelMLP
from mixlearn.sweeps import SweepError, sweep_alpha
rng = np.random.default_rng(0)
X, y = rng.standard_normal((3000, 100)), rng.integers(2, size=3000)
try:
    sweep_alpha(SoftLabelMLP((4,), max_iter=1), X, y, alphas=[0], seeds=2, n_jobs=2)
except SweepError as error:
    print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of the size of files are POSIX")
@pytest.mark.parametrize("state", ["full", "no folder"])
def test_a_temporary_folder_without_room_is_named(tmp_path, state):
    """Where data cannot be written for the workers, the error says where, why and what to do."""
    folder = tmp_path / "room"
    if state == "no folder":
        folder.write_text("a file")
        folder /= "inside"
    done = subprocess.run(
        [sys.executable, "-c", _NO_ROOM, state],
        env={**os.environ, "JOBLIB_TEMP_FOLDER": str(folder)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.startswith("The data could not be handed to the worker processes: ")
    assert "[Errno" in done.stdout
    assert f"They are written to JOBLIB_TEMP_FOLDER ({folder})" in done.stdout
    assert done.stdout.endswith("or sweep with n_jobs=1.\n")


def test_an_estimator_that_cannot_be_sent_is_named():
    """What cannot be pickled cannot reach another process."""

    class Holding(Fixed):
        def __init__(self, alpha=0.0, lock=None):
            self.alpha = alpha
            self.lock = lock

    frames = Holding(lock=sys._getframe())
    with pytest.raises(SweepError, match=r"handed to the worker processes: .*can be pickled"):
        sweep_alpha(frames, MOONS.X, MOONS.y, param="alpha", alphas=[0, 1], seeds=2, n_jobs=2)
