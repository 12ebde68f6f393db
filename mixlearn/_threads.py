"""One BLAS thread for small matrices."""

import functools
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import numpy as np  # noqa: F401 - its BLAS has to be loaded before the controller looks for it
from threadpoolctl import ThreadpoolController

_lock = threading.Lock()
_limit = ExitStack()
_inside = 0


@functools.cache
def _controller() -> ThreadpoolController:
    # Finding the loaded BLAS libraries takes milliseconds, and they stay the same.
    return ThreadpoolController()


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Hold BLAS to one thread while inside.

    On matrices as small as those of a teaching network a second thread costs more than it
    brings. The limit belongs to the process, and a slider's callback may run beside a cell, so
    the first to come in sets it and the last to leave takes it back.
    """
    global _inside  # noqa: PLW0603 - the limit is the process's, and so is the count
    with _lock:
        if _inside == 0:
            _limit.enter_context(_controller().limit(limits=1, user_api="blas"))
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if _inside == 0:
                _limit.close()
