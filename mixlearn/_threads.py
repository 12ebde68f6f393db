"""One BLAS thread for small matrices."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np  # noqa: F401 - its BLAS has to be loaded before the controller looks for it
from threadpoolctl import ThreadpoolController

_limiting = threading.Lock()


@functools.cache
def _controller() -> ThreadpoolController:
    # Finding the loaded BLAS libraries takes milliseconds, and they stay the same.
    return ThreadpoolController()


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Hold BLAS to one thread while inside.

    On matrices as small as those of a teaching network a second thread costs more than it
    brings. The limit belongs to the process, and a slider's callback may run beside a cell: the
    first to come in sets it and takes it back, and whoever comes meanwhile leaves it alone. If
    that one stays longer it loses some speed, and nothing else. (A thread cannot take back a limit
    that another has set: threadpoolctl ignores it since 3.8.)
    """
    if not _limiting.acquire(blocking=False):
        yield
        return
    try:
        with _controller().limit(limits=1, user_api="blas"):
            yield
    finally:
        _limiting.release()
