"""Run the cells of a sweep to the end, whatever dies along the way."""

import os
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pickle import PicklingError
from typing import Any

from joblib import Parallel, delayed
from joblib.parallel import get_active_backend
from tqdm.auto import tqdm

from mixlearn._threads import one_blas_thread
from mixlearn.sweeps._cells import Cell, Plan, Scored

__all__ = ["Stopped", "finish"]

# How often a cell whose worker died may try again, by itself.
_RETRIES = 2
# After this many cells that kill their worker every time, the rest are not tried.
_DEAD = 3

Take = Callable[[Scored], None]


class Stopped(Exception):  # noqa: N818 - it never leaves the package
    """Cells that cannot be finished; the message names them."""


def finish(
    plan: Plan, cells: list[Cell], take: Take, *, n_jobs: int | None, progress: bool | None
) -> None:
    """Run all cells where joblib is told to, and hand each over when it is done."""
    disable = None if progress is None else not progress
    # Threads share one BLAS: one of them would reset the limit while another is at work.
    with tqdm(total=len(cells), unit="cell", disable=disable) as bar, one_blas_thread():

        def took(found: Scored) -> None:
            take(found)
            bar.update()

        backend, _ = get_active_backend()
        if hasattr(backend, "client"):
            dead = _through_dask(backend.client, plan, cells, took)
        else:
            dead = _through_joblib(plan, cells, took, n_jobs)
    if dead:
        names = "; ".join(map(plan.name_of, dead))
        raise Stopped(
            f"A worker process died every time at {names}. Nothing in Python stops a process like "
            "that: most often the memory ran out. Try smaller data, or fewer processes."
        )


def _run(plan: Plan, cell: Cell) -> Scored:
    try:
        return plan.run(cell)
    except Exception as error:
        raise Stopped(
            f"The sweep failed at {plan.name_of(cell)}: {type(error).__name__}: {error}"
        ) from error


def _through_joblib(plan: Plan, cells: list[Cell], take: Take, n_jobs: int | None) -> list[Cell]:
    """Run cells in pools of joblib, a fresh one if a worker dies; return those that kill theirs."""
    missing = dict.fromkeys(cells)
    # Cells that a worker had when one died, and how often that was so.
    deaths: Counter[Cell] = Counter()
    dead: list[Cell] = []
    while missing and len(dead) < _DEAD:
        # Nobody says which cell it was. Run by itself, each has all the memory and clears itself,
        # or does not.
        suspect = next((cell for cell in missing if deaths[cell]), None)
        running: dict[Cell, None] = {}
        try:
            for found in _pool(plan, missing if suspect is None else [suspect], running, n_jobs):
                del running[found.cell], missing[found.cell]
                take(found)
        except (PicklingError, OSError) as error:
            # Not out of a cell: what goes wrong there is Stopped.
            raise Stopped(_not_handed_over(error)) from error
        except BrokenProcessPool:
            deaths.update(running.keys())
            if suspect is None:
                warnings.warn(
                    "A worker process died, perhaps for lack of memory. "
                    f"{len(cells) - len(missing)} of {len(cells)} cells are finished and kept; "
                    "the others run in fresh processes.",
                    stacklevel=4,
                )
            elif deaths[suspect] > _RETRIES:
                del missing[suspect]
                dead.append(suspect)
    return dead


def _not_handed_over(error: Exception) -> str:
    """Say why nothing reached the workers, and what to do."""
    cause = str(error.__cause__ or error).strip().strip('"').strip().splitlines()[-1]
    if isinstance(error, OSError) or "[Errno" in cause:
        folder = os.environ.get("JOBLIB_TEMP_FOLDER")
        where = f"JOBLIB_TEMP_FOLDER ({folder})" if folder else "the folder for temporary files"
        what = (
            f"They are written to {where}. Make room there, or name another folder that can be "
            "written, in the environment variable JOBLIB_TEMP_FOLDER"
        )
    else:
        what = "Whatever the estimator and the scorer hold must be of a kind that can be pickled"
    return (
        f"The data could not be handed to the worker processes: {cause}. {what}; or sweep with "
        "n_jobs=1."
    )


def _pool(
    plan: Plan, cells: Any, running: dict[Cell, None], n_jobs: int | None
) -> Iterator[Scored]:
    """Run cells in one pool, and note in `running` which ones a worker may have."""
    backend, _ = get_active_backend()
    unordered = getattr(backend, "supports_return_generator", False)

    def tasks() -> Iterator[Any]:
        for cell in list(cells):
            running[cell] = None
            yield delayed(_run)(plan, cell)

    # One cell at a time is the smallest loss when a worker dies, and a cell is a training.
    work = Parallel(
        n_jobs=n_jobs, batch_size=1, return_as="generator_unordered" if unordered else "list"
    )
    yield from work(tasks())


def _through_dask(client: Any, plan: Plan, cells: list[Cell], take: Take) -> list[Cell]:
    """Run cells on a Dask cluster, which itself reruns what a dead worker had.

    joblib's own way to Dask waits for ever for a cell that kills its worker every time, and loses
    the data with the worker that they were sent to. Here they are the result of a task: Dask makes
    lost ones anew.
    """
    with warnings.catch_warnings():
        # Sent once, not with every cell.
        warnings.filterwarnings("ignore", "Sending large graph", UserWarning)
        held = client.submit(_hold, plan, pure=False)
    # Dask suspects every cell that a dying worker had; alone, each can clear itself.
    suspects = _submit(client, held, cells, take, ahead=max(32, 4 * len(client.nthreads())))
    dead: list[Cell] = []
    for suspect in suspects:
        if len(dead) < _DEAD:
            dead += _submit(client, held, [suspect], take, ahead=1)
    return dead


def _hold(plan: Plan) -> Plan:
    return plan


def _submit(client: Any, held: Any, cells: list[Cell], take: Take, *, ahead: int) -> list[Cell]:
    """Run cells, a limited number at a time; return those whose workers died."""
    from distributed import KilledWorker, as_completed  # noqa: PLC0415 - optional

    waiting = iter(cells)
    places = {client.submit(_run, held, cell, pure=False): cell for cell in islice(waiting, ahead)}
    completed = as_completed(list(places))
    suspects = []
    try:
        for future in completed:
            cell = places.pop(future)
            try:
                take(future.result())
            except KilledWorker:
                suspects.append(cell)
            for following in islice(waiting, 1):
                another = client.submit(_run, held, following, pure=False)
                places[another] = following
                completed.add(another)
    finally:
        client.cancel(list(places))
    return suspects
