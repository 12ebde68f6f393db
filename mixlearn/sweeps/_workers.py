"""Run the cells of a sweep to the end, whatever dies on the way."""

from collections.abc import Callable

from joblib import Parallel, delayed
from tqdm.auto import tqdm

from mixlearn.sweeps._cells import Cell, Plan, Scored

__all__ = ["Stopped", "finish"]


class Stopped(Exception):
    """Cells that cannot be finished; the message names them."""


def finish(
    plan: Plan,
    cells: list[Cell],
    take: Callable[[Scored], None],
    n_jobs: int | None,
    progress: bool | None,
) -> None:
    """Run all cells, and hand over each as it is done."""
    disable = None if progress is None else not progress
    with tqdm(total=len(cells), unit="cell", disable=disable) as bar:
        work = Parallel(n_jobs=n_jobs, return_as="generator_unordered", batch_size=1)
        for found in work(delayed(plan.run)(cell) for cell in cells):
            take(found)
            bar.update()
