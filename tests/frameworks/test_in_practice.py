"""The programs of notebook 12 run as they stand on the page, and do what it says of them."""

import contextlib
import io
import re

import numpy as np
import pytest

from mixlearn import mix


def run(code):
    """Run a program; give its names and what it printed."""
    names, printed = {}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, names)  # noqa: S102 - our own text
    return names, printed.getvalue()


@pytest.fixture(scope="module")
def torch_run(torch, program):
    return run(program("torch-loader"))


@pytest.fixture(scope="module")
def keras_run(keras, program):
    return run(program("keras-dataset"))


@pytest.fixture(params=["torch_run", "keras_run"])
def either_run(request):
    return request.getfixturevalue(request.param)


def test_the_program_runs_as_it_stands(either_run):
    """It ends with more than nine in ten of the new images right, as the page says."""
    _, printed = either_run
    last = printed.splitlines()[-1]
    assert int(re.search(r"(\d+)% of the new images right", last)[1]) > 90


def test_the_program_learned_from_blends(either_run):
    """Its batches hold soft labels over ten classes, rows that sum to one, many of them mixed."""
    names, _ = either_run
    if "loader" in names:
        X, Y = next(iter(names["loader"]))
    else:
        X, Y = names["Mixes"](names["X"], names["y"])[0]
    Y = np.asarray(Y)
    assert X.shape == (64, 8, 8)
    assert Y.shape == (64, 10)
    np.testing.assert_allclose(Y.sum(axis=1), 1, rtol=1e-6)
    assert 0.3 < (Y.max(axis=1) < 0.999).mean() < 0.95


@pytest.mark.parametrize("workers", [0, 2])
def test_a_loader_repeats_its_blends_and_its_workers_do_not_repeat_each_other(
    torch, torch_run, workers
):
    """With PyTorch's seed the blends are the same again; no two batches share their ratios."""
    names, _ = torch_run
    # All rows alike but for the class, so that labels show the ratios.
    rows = [(torch.zeros(1), torch.tensor(row % 2)) for row in range(64)]

    def labels():
        torch.manual_seed(3)
        loader = torch.utils.data.DataLoader(
            rows, batch_size=16, collate_fn=names["mixing"], num_workers=workers
        )
        return [Y.numpy() for _ in range(2) for _, Y in loader]

    first, again = labels(), labels()
    for one, other in zip(first, again, strict=True):
        np.testing.assert_array_equal(one, other)
    shares = [np.unique(Y[:, 0].round(6)) for Y in first]
    assert all(
        np.intersect1d(shares[a], shares[b]).size <= 2  # 0 and 1: rows of one class
        for a in range(len(shares))
        for b in range(a)
    )


def test_a_batch_of_keras_depends_on_its_number_and_epoch_alone(keras_run):
    """Asked for twice a batch is the same; another one, and the next epoch, are not."""
    names, _ = keras_run
    mixes = names["Mixes"](names["X"][:100], names["y"][:100], batch_size=40)
    assert [len(mixes[batch][0]) for batch in range(len(mixes))] == [40, 40, 20]
    late, early = mixes[1][1], mixes[0][1]
    np.testing.assert_array_equal(mixes[1][1], late)
    assert not np.array_equal(late, early)
    mixes.on_epoch_end()
    assert not np.array_equal(mixes[1][1], late)


def test_a_soft_target_costs_what_two_losses_cost(torch):
    """Weighted row by row they are equal; with the mean ratio in their place they are not."""
    rng = np.random.default_rng(0)
    X, y = torch.tensor(rng.normal(size=(50, 4))), torch.tensor(rng.integers(3, size=50))
    mixed = mix(X, y, alpha=1, classes=range(3), rng=0)
    logits = mixed.X @ torch.tensor(rng.normal(size=(4, 3)))
    loss = torch.nn.functional.cross_entropy
    first, second = (
        loss(logits, y[parent], reduction="none") for parent in (mixed.first, mixed.second)
    )
    soft, lam = loss(logits, mixed.Y).item(), mixed.lam
    assert (lam * first + (1 - lam) * second).mean().item() == pytest.approx(soft)
    of_means = lam.mean() * first.mean() + (1 - lam.mean()) * second.mean()
    assert abs(of_means.item() - soft) > 0.01
