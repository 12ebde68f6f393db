"""Sweeps: paired, the same to the bit everywhere, robust against workers that die, honest."""

import builtins
import os
import signal
import threading

import joblib
import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.ensemble import BaggingClassifier
from sklearn.linear_model import RidgeClassifier
from sklearn.model_selection import KFold, StratifiedShuffleSplit
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from mixlearn import MixupClassifier, SoftLabelMLP, datasets
from mixlearn.sweeps import SweepError, sweep_alpha

MOONS = datasets.moons(80, noise=0.3, rng=0)
MODEL = SoftLabelMLP((8,), max_iter=15)
SMALL = {"alphas": [0, 0.5, 2], "seeds": 3, "random_state": 0}


def swept(model=MODEL, **more):
    return sweep_alpha(model, MOONS.X, MOONS.y, **{**SMALL, **more})


@pytest.fixture(scope="module")
def serial():
    return swept(budgets=[5, 15])


class Sampler(ClassifierMixin, BaseEstimator):
    """Nearest mean of 20 drawn rows; with some alpha the means are shifted by `harm`."""

    def __init__(self, alpha=0.0, harm=0.0, random_state=None):
        self.alpha = alpha
        self.harm = harm
        self.random_state = random_state

    def fit(self, X, y):  # noqa: D102 - scikit-learn's
        rng = np.random.default_rng([self.random_state, int(1000 * self.alpha)])
        rows = rng.permuted(np.arange(len(X)))[:20]
        self.classes_ = np.unique(y)
        means = [X[rows][y[rows] == name].mean(axis=0) for name in self.classes_]
        self.means_ = np.array(means) + (self.harm if self.alpha else 0.0)
        return self

    def predict(self, X):  # noqa: D102 - scikit-learn's
        return self.classes_[((X[:, None] - self.means_) ** 2).sum(axis=-1).argmin(axis=1)]


# Cells


def test_a_cell_is_what_one_would_write_by_hand(serial):
    """Split, set alpha, budget and seed, train on the training rows, score both parts."""
    split, seed = (
        np.random.SeedSequence(0, spawn_key=(1, stream)).generate_state(1)[0] >> 1
        for stream in (0, 1)
    )
    holdout = StratifiedShuffleSplit(1, test_size=0.25, random_state=int(split))
    ((train, test),) = holdout.split(MOONS.X, MOONS.y)
    model = SoftLabelMLP((8,), max_iter=5, alpha=2, random_state=int(seed))
    model.fit(MOONS.X[train], MOONS.y[train])
    assert serial.scores[0, 1, 0, 0, 0, 2] == model.score(MOONS.X[test], MOONS.y[test])
    assert serial.train_scores[0, 1, 0, 0, 0, 2] == model.score(MOONS.X[train], MOONS.y[train])
    assert (serial.n_train, serial.n_test) == (len(train), len(test)) == (60, 20)


def test_no_held_out_row_is_seen_in_training():
    """Rows trained on and rows scored on have none in common, and make up all."""
    seen = []

    class Spy(Sampler):
        def fit(self, X, y):
            seen.append(("fit", X[:, 0].tolist()))
            return super().fit(X, y)

        def predict(self, X):
            seen.append(("predict", X[:, 0].tolist()))
            return super().predict(X)

    X = np.arange(80.0)[:, None]
    sweep_alpha(Spy(), X, np.arange(80) % 2, alphas=[0, 1], param="alpha", seeds=2, cv=4)
    assert len(seen) == 2 * 2 * 4 * 3
    for (_, train), (_, held_out), (_, again) in zip(
        seen[::3], seen[1::3], seen[2::3], strict=True
    ):
        assert sorted(train + held_out) == list(range(80))
        assert train == again


def test_runs_are_paired():
    """A seed and fold has one split and one random state at all alphas and budgets: its own."""
    seen = {}

    class Spy(Sampler):
        def fit(self, X, y):
            seen.setdefault((X.tobytes(), self.random_state), []).append((self.alpha, self.harm))
            return super().fit(X, y)

    swept(Spy(), param="alpha", budgets=[0.1, 0.2], budget_param="harm", cv=2)
    assert len(seen) == len({state for _, state in seen}) == 3 * 2
    assert all(len(cells) == len(set(cells)) == 3 * 2 for cells in seen.values())


def test_every_random_state_is_set():
    """Nested random states are set too, each to a number of its own."""
    seen = []

    class Spy(Sampler):
        def fit(self, X, y):
            seen.append(self.random_state)
            return super().fit(X, y)

    bags = BaggingClassifier(Spy(), n_estimators=1)
    swept(bags, param="estimator__alpha", alphas=[0.0])
    assert len(set(seen)) == len(seen) == 3
    again = list(seen)
    swept(bags, param="estimator__alpha", alphas=[0.0])
    assert seen == again * 2


def test_more_seeds_only_add(serial):
    """The first seeds of a longer sweep are those of the shorter one, to the bit."""
    longer = swept(budgets=[5, 15], seeds=4)
    np.testing.assert_array_equal(longer.scores[:, :3], serial.scores)


def test_more_alphas_only_add(serial):
    """A cell does not depend on which others there are."""
    alone = swept(budgets=[15], alphas=[2])
    np.testing.assert_array_equal(alone.scores[..., 0], serial.scores[..., 1:, :, 2])


def test_random_state_none_is_fresh_and_named():
    """Without a random state two sweeps differ, and either says how to get it again."""
    first, second = (swept(random_state=None) for _ in range(2))
    assert first.random_state != second.random_state
    np.testing.assert_array_equal(swept(random_state=first.random_state).scores, first.scores)


def test_inputs_stay_as_they_are():
    """Neither the estimator nor the data are changed."""
    X, y, model = MOONS.X.copy(), MOONS.y.copy(), SoftLabelMLP((8,), max_iter=5)
    before = model.get_params()
    sweep_alpha(model, X, y, **SMALL)
    assert model.get_params() == before
    assert not hasattr(model, "classes_")
    np.testing.assert_array_equal(X, MOONS.X)
    np.testing.assert_array_equal(y, MOONS.y)


def test_frames_and_names_are_welcome(serial):
    """A DataFrame and string labels give what arrays and numbers give."""
    pd = pytest.importorskip("pandas")
    X, y = pd.DataFrame(MOONS.X, columns=["a", "b"]), pd.Series(np.array(["no", "yes"])[MOONS.y])
    found = sweep_alpha(MODEL, X, y, budgets=[5, 15], **SMALL)
    np.testing.assert_array_equal(found.scores, serial.scores)


# Which parameter


@pytest.mark.parametrize(
    ("model", "param", "budget_param"),
    [
        (SoftLabelMLP(), "alpha", "max_iter"),
        (make_pipeline(StandardScaler(), SoftLabelMLP()), "softlabelmlp__alpha", None),
        (MixupClassifier(SoftLabelMLP()), "alpha", "estimator__max_iter"),
        (
            make_pipeline(StandardScaler(), MixupClassifier(SoftLabelMLP(alpha=1.0))),
            "mixupclassifier__alpha",
            "mixupclassifier__estimator__max_iter",
        ),
    ],
)
def test_the_mixing_strength_and_the_budget_are_found(model, param, budget_param):
    """In a network, around one and in a pipeline; the outer mixing strength is meant."""
    found = swept(model, budgets=[2, 4], alphas=[0, 1], seeds=1)
    assert found.param == param
    assert found.budget_param == (budget_param or "softlabelmlp__max_iter")


@pytest.mark.parametrize(
    ("model", "more", "sentence"),
    [
        (RidgeClassifier(), {}, "mixing strength of RidgeClassifier is not known"),
        (make_pipeline(RidgeClassifier()), {}, "mixing strength of Pipeline is not known"),
        (MODEL, {"param": "beta"}, "'param' parameter must name a parameter of SoftLabelMLP"),
        (
            make_pipeline(SoftLabelMLP(), SoftLabelMLP()),
            {},
            "Pipeline holds several mixing strengths: choose one",
        ),
        (MixupClassifier(KNeighborsClassifier()), {"budgets": [1]}, "training budget of Mixup"),
        (MODEL, {"budgets": [1], "budget_param": "epochs"}, "Got 'epochs' instead"),
        (MODEL, {"budgets": []}, "'budgets' must be a list of different values"),
        (MODEL, {"alphas": []}, "'alphas' must be a list of different mixing strengths"),
        (MODEL, {"alphas": [0, 0.0]}, "'alphas' must be a list of different mixing strengths"),
        (MODEL, {"alphas": [-1]}, "'alpha' parameter must be a float"),
        (MODEL, {"seeds": 0}, "'seeds' parameter must be an int in"),
        (MODEL, {"test_size": 1.5}, "'test_size' parameter must be a float in"),
        (MODEL, {"cv": 1}, "'cv' parameter must be an int in"),
        (MODEL, {"random_state": -1}, "'random_state' parameter must be an int in"),
        (MODEL, {"scoring": "fame"}, "'scoring' parameter of check_scoring"),
    ],
)
def test_what_cannot_be_swept_is_refused_before_training(model, more, sentence):
    """An alpha that is a penalty is never taken for a mixing strength, and slips are named."""
    with pytest.raises(ValueError, match=sentence):
        swept(model, **more)


def test_continuous_labels_are_refused():
    """A regression target is no class label."""
    with pytest.raises(ValueError, match="continuous"):
        sweep_alpha(MODEL, MOONS.X, MOONS.X[:, 0], **SMALL)


# Splits and scores


def test_cross_validation_is_repeated_for_each_seed():
    """With cv=4 each seed has 4 folds, and another shuffle."""
    found = swept(cv=4, alphas=[0])
    assert found.scores.shape == (1, 3, 4, 1, 1, 1)
    assert found.folds == 4
    assert (found.n_train, found.n_test) == (60, 20)
    assert len(np.unique(found.train_scores[0, :, :, 0, 0, 0], axis=0)) == 3


def test_a_splitter_is_given_each_seed():
    """A shuffling splitter of one's own is reseeded, and itself not changed."""
    splitter = KFold(2, shuffle=True, random_state=7)
    found = swept(cv=splitter, alphas=[0])
    assert len(np.unique(found.train_scores[0, :, :, 0, 0, 0], axis=0)) == 3
    assert splitter.random_state == 7


@pytest.mark.parametrize(
    ("scoring", "names"),
    [
        (None, ("accuracy",)),
        ("neg_log_loss", ("neg_log_loss",)),
        (["accuracy", "neg_brier_score"], ("accuracy", "neg_brier_score")),
        ({"mine": "accuracy"}, ("mine",)),
        (lambda model, X, y: model.score(X, y), ("<lambda>",)),
        (lambda model, X, y: {"a": model.score(X, y), "b": 0.0}, ("a", "b")),
    ],
)
def test_scores_have_the_names_of_their_metrics(serial, scoring, names):
    """None, a name, several, or a callable of one's own."""
    found = swept(budgets=[5, 15], scoring=scoring)
    assert found.metrics == names
    assert found.scores.shape == (len(names), 3, 1, 2, 1, 3)
    if "log" not in names[0]:
        np.testing.assert_array_equal(found.scores[0], serial.scores[0])


# Wherever it runs


@pytest.mark.parametrize(
    ("backend", "jobs"), [("loky", 2), ("threading", 2), ("sequential", 1), ("multiprocessing", 2)]
)
def test_every_backend_gives_the_same_bits(serial, backend, jobs):
    """Processes, threads and none agree to the bit with a plain loop."""
    with joblib.parallel_config(backend=backend, n_jobs=jobs):
        found = swept(budgets=[5, 15])
    np.testing.assert_array_equal(found.scores, serial.scores)
    np.testing.assert_array_equal(found.train_scores, serial.train_scores)


def killing(marker, times):
    """A network whose cell at alpha 0.5 of one seed kills its process a number of times."""

    class Killing(SoftLabelMLP):  # within a function: sent to workers as it is, not by its name
        __init__ = SoftLabelMLP.__init__

        def fit(self, X, y):
            first = np.random.SeedSequence(0, spawn_key=(1, 1)).generate_state(1)[0] >> 1
            if (self.alpha, self.random_state) == (0.5, first) and len(
                list(marker.iterdir())
            ) < times:
                (marker / str(os.getpid())).touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return super().fit(X, y)

    return Killing((8,), max_iter=15)


def test_a_worker_that_dies_costs_no_cell(tmp_path):
    """After one kill the sweep goes on, says so, and ends with the bits of a plain loop."""
    with pytest.warns(UserWarning, match="of 9 cells are finished and kept"):
        found = swept(killing(tmp_path, 1), n_jobs=2)
    assert len(list(tmp_path.iterdir())) == 1
    np.testing.assert_array_equal(found.scores, swept().scores)


def test_a_cell_that_always_kills_is_named_and_the_rest_is_kept(tmp_path):
    """After two more tries the cell is given up; all other cells are in the error's sweep."""
    with (
        pytest.warns(UserWarning, match="A worker process died"),
        pytest.raises(SweepError, match=r"died every time at seed 1, alpha=0\.5\.") as caught,
    ):
        swept(killing(tmp_path, 99), n_jobs=2)
    assert len(list(tmp_path.iterdir())) == 3
    partial, whole = caught.value.partial, swept()
    assert np.argwhere(~partial.finished).tolist() == [[1, 0, 0, 0, 1]]
    rest = partial.finished
    np.testing.assert_array_equal(partial.scores[0][rest], whole.scores[0][rest])
    assert "1 of 9 cells were not finished" in repr(partial)
    assert len(partial.rows()) == 8
    with pytest.raises(ValueError, match="1 of 9 cells were not finished: run the sweep again"):
        caught.value.partial.verdict()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_cell_that_fails_is_named(jobs):
    """The error names seed, fold, budget and strength, and has the first error as its cause."""

    class Failing(SoftLabelMLP):
        __init__ = SoftLabelMLP.__init__

        def fit(self, X, y):
            if self.alpha == 2 and self.max_iter == 9:
                raise FloatingPointError("too hot")
            return super().fit(X, y)

    with pytest.raises(
        SweepError,
        match=r"failed at seed 0, fold 0, max_iter=9, alpha=2: FloatingPointError: too hot",
    ) as caught:
        swept(Failing((8,)), budgets=[2, 9], cv=2, n_jobs=jobs)
    assert caught.value.__cause__ is not None
    if jobs == 1:
        assert int(caught.value.partial.finished.sum()) == 5


def interrupting(after, kind=SoftLabelMLP):
    """A network that is interrupted in the middle of its training, after a number of cells."""
    cells = []

    class Interrupted(kind):
        __init__ = kind.__init__

        def fit(self, X, y):
            cells.append(1)
            if len(cells) > after:
                threading.Timer(0.05, signal.raise_signal, [signal.SIGINT]).start()
                self.max_iter = 10**6
            return super().fit(X, y)

    return Interrupted((8,), max_iter=15)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@pytest.mark.filterwarnings("ignore:Training interrupted by user")
@pytest.mark.parametrize("kind", [SoftLabelMLP, MLPClassifier])
def test_an_interrupt_keeps_what_is_finished(kind):
    """Whole cells stay, the one at work does not, whether its model passes interrupts on or not."""
    model = interrupting(4, kind)
    if kind is MLPClassifier:
        model.set_params(n_iter_no_change=10**6)  # or it would stop by itself
    with pytest.warns(UserWarning, match="interrupted after 4 of 9 cells"):
        partial = swept(model, param="alpha")
    assert partial.finished.ravel().tolist() == [True] * 4 + [False] * 5
    whole = swept(kind((8,), max_iter=15), param="alpha")
    np.testing.assert_array_equal(partial.scores.ravel()[:4], whole.scores.ravel()[:4])
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_interrupt_before_the_first_cell_is_an_interrupt():
    """With nothing to return, KeyboardInterrupt goes on its way."""
    with pytest.raises(KeyboardInterrupt):
        swept(interrupting(0))


def test_progress_is_shown_if_asked_for(capsys):
    """By default nothing is written where no terminal is; progress=True counts the cells."""
    swept()
    assert capsys.readouterr() == ("", "")
    swept(progress=True)
    assert "9/9" in capsys.readouterr().err


# What it found


def test_printing_gives_a_table(serial):
    """A line for each alpha, a column for each budget."""
    title, head, *lines = repr(serial).splitlines()
    assert title.startswith("Sweep: accuracy on 20 rows held out, trained on 60")
    assert head.split() == ["alpha", "max_iter=5", "max_iter=15"]
    assert [line.split()[0] for line in lines] == ["0", "0.5", "2"]
    mean, std = serial.mean()[1, 2], serial.std()[1, 2]
    assert lines[2].endswith(f"{mean:.3f} ± {std:.3f}")


def test_a_long_table_has_a_row_for_each_cell(serial):
    """Rows and DataFrame hold every score with its place."""
    rows = serial.rows()
    assert len(rows) == serial.scores.size
    row = next(r for r in rows if (r["seed"], r["budget"], r["alpha"]) == (2, 15, 0.5))
    assert row["score"] == serial.scores[0, 2, 0, 1, 0, 1]
    assert row["train_score"] == serial.train_scores[0, 2, 0, 1, 0, 1]
    frame = serial.to_pandas()
    means = frame.groupby(["budget", "alpha"])["score"].mean().to_numpy()
    np.testing.assert_allclose(means, serial.mean().ravel())


def test_without_pandas_it_says_what_to_do(serial, monkeypatch):
    """to_pandas names the package that is missing, and the way without it."""
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "pandas":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ImportError, match=r"needs pandas. Install it, or use Sweep.rows"):
        serial.to_pandas()


def test_best_is_the_highest_mean(serial):
    """Over all budgets or within one; of two that tie, the weaker mixing."""
    mean = serial.mean()
    assert serial.best().mean == mean.max()
    assert serial.best(budget=5).mean == mean[0].max()
    assert serial.best(budget=5).budget == 5
    tied = swept(Sampler(), param="alpha", alphas=[2, 1, 0], scoring=lambda *_: 0.5)
    assert tied.best().alpha == 0
    with pytest.raises(ValueError, match="'budget' parameter must be one of"):
        serial.best(budget=7)
    with pytest.raises(ValueError, match="'metric' parameter must be one of 'accuracy'"):
        serial.best("loss")


# Verdict


def test_the_interval_is_that_of_nadeau_and_bengio():
    """Mean ± t quantile times the spread times sqrt(1 / runs + n_test / n_train), Bonferroni."""
    from scipy.stats import t

    sweep = swept(Sampler(harm=0.3), param="alpha", seeds=8)
    gains = sweep.runs()[:, 0, 1:] - sweep.runs()[:, 0, :1]
    reach = t.ppf(1 - 0.1 / 4, 7) * gains.std(axis=0, ddof=1) * np.sqrt(1 / 8 + 20 / 60)
    found = sweep.verdict(level=0.9).differences
    for k, difference in enumerate(found):
        mean = gains[:, k].mean()
        assert difference.mean == pytest.approx(mean)
        assert (difference.low, difference.high) == pytest.approx(
            (mean - reach[k], mean + reach[k])
        )
        p = 2 * t.sf(abs(mean) / (reach[k] / t.ppf(1 - 0.1 / 4, 7)), 7)
        assert difference.p_value == pytest.approx(min(1, 2 * p))
        assert (difference.p_value < 0.1) == (difference.low > 0 or difference.high < 0)


class OneFeature(ClassifierMixin, BaseEstimator):
    """Nearest mean by the first of two features; with some alpha, by the second."""

    def __init__(self, alpha=0.0):
        self.alpha = alpha

    def fit(self, X, y):  # noqa: D102 - scikit-learn's
        self.classes_ = np.unique(y)
        self.feature_ = int(self.alpha > 0)
        self.means_ = np.array([X[y == k, self.feature_].mean() for k in self.classes_])
        return self

    def predict(self, X):  # noqa: D102 - scikit-learn's
        return np.abs(X[:, self.feature_, None] - self.means_).argmin(axis=1)


def verdicts(gain, count):
    """On data sets of their own: the second feature tells as much as the first, and `gain`."""
    for seed in range(count):
        y = np.arange(200) % 2
        X = np.random.default_rng(seed).standard_normal((200, 2)) + np.outer(y, [1, 1 + gain])
        sweep = sweep_alpha(OneFeature(), X, y, alphas=[0, 1], param="alpha", random_state=seed)
        gains = sweep.runs()[:, 0] @ [-1, 1]
        plain = gains.mean() / gains.std(ddof=1) * np.sqrt(len(gains))
        yield sweep.verdict(), abs(plain) > 2.262  # the 97.5 % quantile of t with 9


def test_no_effect_is_rarely_called_one():
    """Where mixing changes nothing but luck, a verdict sees 1 effect in 20; a plain t-test many."""
    found = list(verdicts(0.0, 60))
    # Over 200 data sets 5.5 % here, and 31.5 % for the plain test.
    assert sum(bool(v.better or v.worse) for v, _ in found) <= 7  # more once in 100 times
    assert sum(plain for _, plain in found) >= 12
    quiet = next(v for v, _ in found if not v.better and not v.worse)
    assert repr(quiet).startswith("No detectable effect of mixing on accuracy, over 10 paired runs")
    assert "points better, and more than" in repr(quiet)


def test_a_planted_effect_is_found():
    """Where mixing helps a lot, the verdict says so, and by how much."""
    found = [v for v, _ in verdicts(2.0, 10)]
    assert all(v.better and not v.worse for v in found)
    assert repr(found[0]).startswith("Alpha=1 is better than no mixing by")


def test_a_verdict_looks_at_all_budgets_or_one(serial):
    """Without a budget it corrects for the comparisons at all of them."""
    sweep = swept(budgets=[2, 5], seeds=5)
    assert [(d.budget, d.alpha) for d in sweep.verdict().differences] == [
        (2, 0.5), (2, 2), (5, 0.5), (5, 2)
    ]  # fmt: skip
    one, two = sweep.verdict(budget=5).differences[0], sweep.verdict().differences[2]
    assert one.mean == two.mean
    assert one.high - one.low < two.high - two.low


@pytest.mark.parametrize(
    ("sweep", "more", "sentence"),
    [
        ({"seeds": 4}, {}, "at least 5 runs. Got 4"),
        ({"seeds": 5, "alphas": [1, 2]}, {}, "'alphas' must hold 0"),
        ({"seeds": 5, "alphas": [0]}, {}, "at least one more"),
        ({"seeds": 5}, {"level": 1.0}, r"float in \(0, 1\)"),
        ({"seeds": 5}, {"level": 95}, r"'level' parameter must be"),
    ],
)
def test_a_verdict_that_cannot_be_given_is_refused(sweep, more, sentence):
    """It takes runs enough, a comparison, and a level."""
    found = swept(Sampler(), param="alpha", **sweep)
    with pytest.raises(ValueError, match=sentence):
        found.verdict(**more)
