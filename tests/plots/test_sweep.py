"""The results of a sweep: scores against mixing strength, or gains over none."""

import dataclasses

import numpy as np
import pytest

from mixlearn import plots
from mixlearn.sweeps import Sweep

ALPHAS = (0, 0.4, 1)
MEANS = np.array([[0.80, 0.85, 0.82], [0.86, 0.84, 0.90]])
RUNS = MEANS + np.array([-0.02, 0.03])[:, None, None]


def make(lines=2, **options):
    panel = plots.SweepPanel(ALPHAS, [f"budget {k}" for k in range(lines)], **options)
    means = 0.8 + 0.01 * np.arange(3 * lines).reshape(lines, 3)
    return panel, means


@pytest.fixture
def panel():
    panel, _ = make()
    panel.show(MEANS, MEANS - 0.03, MEANS + 0.04, runs=RUNS, title="Two budgets")
    return panel


def test_golden(panel, golden):
    """The picture looks as it did, and the docstring names its artists."""
    golden(panel)


def test_means_spreads_and_runs_are_where_they_belong(panel):
    """Lines stand a little apart; bars go from low to high; each run is a point beside its mean."""
    get = panel.artists
    for k, shift in enumerate((-0.08, 0.08)):
        x = np.arange(3) + shift
        np.testing.assert_allclose(get["means"][k].get_xydata(), np.column_stack([x, MEANS[k]]))
        bars = get["spreads"][k].get_xydata()
        np.testing.assert_allclose(bars[::3], np.column_stack([x, MEANS[k] - 0.03]))
        np.testing.assert_allclose(bars[1::3], np.column_stack([x, MEANS[k] + 0.04]))
        assert np.isnan(bars[2::3, 1]).all()
        points = np.column_stack([np.tile(x, 2), RUNS[:, k].ravel()])
        np.testing.assert_allclose(get["runs"][k].get_xydata(), points)


def test_a_budget_has_one_colour_and_one_marker(panel, see):
    """Means, spread and runs of a budget share its colour."""
    get = panel.artists
    for k, (marker, color) in enumerate((("o", see.blue), ("^", see.orange))):
        assert see.look(get["means"][k]) == see.Look(marker, color, see.white, color)
        assert see.look(get["spreads"][k]) == see.Look(line=color)
        assert (see.look(get["runs"][k]).fill, see.look(get["runs"][k]).line) == (color, None)
    assert [*get][:4] == ["legend", "runs", "spreads", "means"]


def test_the_legend_shows_the_marks_of_the_picture(panel, see):
    """Each budget beside the mark of its line; a single line has no legend."""
    first, second = map(see.look, panel.artists["means"])
    assert see.legend(panel) == {"budget 0": [first], "budget 1": [second]}
    assert "legend" not in make(1)[0].artists


@pytest.mark.parametrize("lines", [1, 2, 10])
def test_the_frame_holds_all_that_is_shown(lines, see):
    """Whatever is shown lies within the axes, with room, and every budget looks different."""
    panel, means = make(lines)
    panel.show(means, means - 0.05, means + 0.05, runs=means[None] + 0.2, title="Title")
    (axes,) = panel.figure.axes
    low, high = axes.get_ylim()
    assert low < means.min() - 0.05 < means.max() + 0.2 < high
    left, right = axes.get_xlim()
    assert left <= -0.4 < 2.4 <= right
    assert len({see.look(line)[:2] for line in panel.artists["means"]}) == lines
    assert see.pixels(panel).shape == (400, 440, 3)
    assert see.inside(panel, panel.artists["title"])


def test_the_frame_stays_as_long_as_all_fits_in_well(panel):
    """A small change moves the lines and not the axis; a wider one, or a far narrower, moves it."""
    (axes,) = panel.figure.axes
    limits = axes.get_ylim()
    panel.show(MEANS + 0.001, MEANS - 0.02, MEANS + 0.03)
    assert axes.get_ylim() == limits
    panel.show(MEANS, MEANS - 0.3, MEANS + 0.03)
    wide = axes.get_ylim()
    assert wide[0] < limits[0]
    panel.show(MEANS, MEANS - 0.001, MEANS + 0.001)
    assert axes.get_ylim()[0] > wide[0] + 0.2


def test_it_moves_and_comes_back(panel):
    """Other numbers give another picture of the same artists, the first ones the first again."""
    before, artists = panel.png(), dict(panel.artists)
    panel.show(MEANS + 0.01, MEANS - 0.03, MEANS + 0.04, runs=RUNS, title="Two budgets")
    assert panel.png() != before
    panel.show(MEANS, MEANS - 0.03, MEANS + 0.04, runs=RUNS, title="Two budgets")
    assert panel.png() == before
    assert panel.artists == artists


def test_missing_cells_leave_gaps(panel):
    """NaN is no point, and the frame fits the rest."""
    means = MEANS.copy()
    means[0, 1] = np.nan
    panel.show(means, means - 0.05, means + 0.05)
    assert np.isnan(panel.artists["means"][0].get_ydata()[1])
    assert np.isfinite(panel.figure.axes[0].get_ylim()).all()
    panel.show(means * np.nan, means * np.nan, means * np.nan)
    assert panel.png()


def test_axes_say_what_they_are(panel, see):
    """Strengths are named at equal distances, scores are per cent."""
    (axes,) = panel.figure.axes
    assert see.words(axes.get_xticklabels()) == ["0", "0.4", "1"]
    assert axes.get_xticks().tolist() == [0, 1, 2]
    assert see.words([axes.xaxis.label, axes.yaxis.label]) == [
        "mixing strength α",
        "held-out accuracy",
    ]
    assert axes.yaxis.get_major_formatter()(0.85, 0) == "85%"
    assert panel.artists["title"].get_text() == "Two budgets"
    assert "none" not in panel.artists
    plain, _ = make(1, percent=False, ylabel="loss")
    assert plain.figure.axes[0].yaxis.label.get_text() == "loss"
    assert "%" not in plain.figure.axes[0].yaxis.get_major_formatter()(0.85, 0)


def test_gains_stand_over_a_line_at_zero(see):
    """Differences from no mixing have signs, and zero has none."""
    panel, means = make(1, baseline=True, ylabel="points")
    panel.show(means - 0.8, means - 0.85, means - 0.75)
    form = panel.figure.axes[0].yaxis.get_major_formatter()
    assert [form(value, 0) for value in (0.025, 0.0, -0.1)] == ["+2.5", "0", "-10"]
    none = panel.artists["none"]
    assert list(none.get_ydata()) == [0, 0]
    assert see.look(none) == see.Look(line=see.ink)


def swept(budgets, arms=("mixing",), seeds=6, **more):
    shape = 1, seeds, 1, budgets, len(arms), 2
    scores = 0.8 + 0.01 * np.arange(np.prod(shape), dtype=float).reshape(shape)
    scores += 0.01 * np.random.default_rng(0).standard_normal(shape)
    scores[..., 1:, 0] = np.nan
    names = {"alphas": (0.0, 0.4), "metrics": ("accuracy",), "param": "alpha", "arms": arms}
    numbers = {"folds": 1, "n_train": 90, "n_test": 30, "random_state": 0}
    return Sweep(
        scores=scores,
        train_scores=scores,
        seeds=seeds,
        budgets=tuple(range(1, budgets + 1)) if budgets > 1 else (None,),
        budget_param="mlp__max_iter" if budgets > 1 else None,
        **names,
        **numbers,
        **more,
    )


def test_a_sweep_s_own_picture_shows_its_means_spread_and_runs(see):
    """`from_sweep` draws what the sweep says, a line per budget, and prints its means."""
    sweep = swept(2)
    panel = plots.SweepPanel.from_sweep(sweep, title="My sweep")
    get = panel.artists
    for k in range(2):
        mean, std = sweep.mean()[k], sweep.std()[k]
        np.testing.assert_allclose(get["means"][k].get_ydata(), mean)
        np.testing.assert_allclose(get["spreads"][k].get_ydata()[::3], mean - std)
        np.testing.assert_allclose(get["spreads"][k].get_ydata()[1::3], mean + std)
        np.testing.assert_allclose(get["runs"][k].get_ydata(), sweep.runs()[:, k].ravel())
    assert [*see.legend(panel)] == ["max_iter = 1", "max_iter = 2"]
    assert get["title"].get_text() == "My sweep"
    (none, some), (two, three) = sweep.mean()
    assert repr(panel).splitlines() == [
        "held-out accuracy:",
        f"max_iter = 1: {none:.3f} at α = 0, {some:.3f} at α = 0.4",
        f"max_iter = 2: {two:.3f} at α = 0, {three:.3f} at α = 0.4",
    ]


ARMS = ("mixing", "placebo", "label smoothing", "noise", "weight decay 0.01")


def test_arms_of_a_sweep_are_lines_of_their_own(see):
    """At one budget placebo and controls stand beside mixing; without mixing there is nothing."""
    for sweep, budget in ((swept(1, ARMS), None), (swept(3, ARMS), 2)):
        panel = plots.SweepPanel.from_sweep(sweep, budget=budget)
        assert [*see.legend(panel)] == [*ARMS]
        row = 0 if budget is None else 1
        for line, arm in zip(panel.artists["means"], ARMS, strict=True):
            np.testing.assert_allclose(line.get_ydata(), sweep.mean(arm=arm)[row])
        assert np.isnan(panel.artists["means"][1].get_ydata()[0])
        assert np.isfinite(panel.figure.axes[0].get_ylim()).all()
        places = [line.get_xdata()[1] for line in panel.artists["means"]]
        assert max(places) - min(places) < 1
    with pytest.raises(ValueError, match=r"'budget' parameter must be one of \[1, 2, 3\]"):
        plots.SweepPanel.from_sweep(swept(3), budget=7)


def test_a_sweep_s_gains_are_the_intervals_of_its_verdict(see):
    """With gains the picture is the verdict: a line for each rival, over a line at zero."""
    sweep = swept(1, ARMS)
    verdict = sweep.verdict()
    panel = plots.SweepPanel.from_sweep(sweep, gains=True)
    get = panel.artists
    found = [*verdict.differences, *verdict.controls]
    assert [*see.legend(panel)] == ["over its placebo", *(f"over {arm}" for arm in ARMS[2:])]
    for mean, bar, difference in zip(get["means"], get["spreads"], found, strict=True):
        assert mean.get_ydata() == pytest.approx([difference.mean])
        assert bar.get_ydata()[:2] == pytest.approx([difference.low, difference.high])
    assert list(get["none"].get_ydata()) == [0, 0]
    (axes,) = panel.figure.axes
    assert see.words(axes.get_xticklabels()) == ["0.4"]
    assert axes.yaxis.label.get_text() == "gain in held-out accuracy"
    assert repr(panel).splitlines()[1] == f"over its placebo: {found[0].mean:.3f} at α = 0.4"


def test_gains_at_several_budgets_are_a_line_each(see):
    """Mixing against its placebo, or against no mixing where that is the same."""
    plain = swept(2, placebo_is_plain=True)
    panel = plots.SweepPanel.from_sweep(plain, gains=True)
    assert [*see.legend(panel)] == ["max_iter = 1", "max_iter = 2"]
    for line, found in zip(panel.artists["means"], plain.verdict().differences, strict=True):
        assert line.get_ydata() == pytest.approx([found.mean])
    assert repr(panel).startswith("held-out accuracy, gain over no mixing:")
    few = dataclasses.replace(plain, seeds=3, scores=plain.scores[:, :3])
    with pytest.raises(ValueError, match="at least 5 runs"):
        plots.SweepPanel.from_sweep(few, gains=True)


def test_a_gain_that_no_interval_holds_has_no_bar():
    """The same difference in every run is drawn as a point alone."""
    sweep = swept(1, ("mixing", "placebo"))
    sweep.scores[..., 0, 1] = sweep.scores[..., 1, 1] + 0.05
    panel = plots.SweepPanel.from_sweep(sweep, gains=True)
    assert panel.artists["means"][0].get_ydata() == pytest.approx([0.05])
    assert np.isnan(panel.artists["spreads"][0].get_ydata()).all()
    assert panel.png()
