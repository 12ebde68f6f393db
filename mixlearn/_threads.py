"""One BLAS thread for small matrices."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np  # noqa: F401 - its BLAS has to be loaded before the controller looks for it
from threadpoolctl import ThreadpoolController

_limiting = threading.Lock()
# The threads that are inside, each as often as it has entered.
_inside: list[int] = []
# How many threads each library had before the first one entered.
_before: list[int] = []


@functools.cache
def _libraries() -> list[Any]:
    # Finding the loaded BLAS libraries takes milliseconds, and they stay the same.
    found: list[Any] = ThreadpoolController().select(user_api="blas").lib_controllers
    return found


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Hold BLAS to one thread within the block.

    On matrices as small as those of a teaching network a second thread costs more than it
    gains, and may sum in another order. The limit belongs to the process, and several fits may run
    at once, each in a thread of its own: the first one in sets it and the last one out lifts it, so
    that each computes what it would alone.
    """
    me = threading.get_ident()
    with _limiting:
        if not _inside:
            _before[:] = [library.get_num_threads() for library in _libraries()]
        if me not in _inside:  # some libraries keep a count per thread
            _set([1] * len(_before))
        _inside.append(me)
    try:
        yield
    finally:
        with _limiting:
            _inside.remove(me)
            if not _inside:
                _set(_before)
            if me not in _inside:
                _let_go()


def _set(counts: list[int]) -> None:
    for library, count in zip(_libraries(), counts, strict=True):
        library.set_num_threads(count)


def _let_go() -> None:
    """Let another thread set the limit: since 3.8, threadpoolctl obeys only the one that set it."""
    for library in _libraries():
        getattr(library, "clear_controlling_thread", lambda: None)()
