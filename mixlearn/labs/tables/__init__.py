"""Numbers over many seeds, because one seed is no evidence: one table per file.

Each takes as many seeds by default as some seconds allow, 10 to 30. Where a difference is not clear
and matters, ask for more.

A file holds a function of its own name, and is found by that name alone:
`from mixlearn.labs.tables import over_seeds` imports `over_seeds.py` and no other table.
"""

import sys
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from mixlearn.labs.tables._table import Column, Table

_FUNCTIONS = sorted(name for _, name, _ in iter_modules(__path__) if not name.startswith("_"))

__all__ = ["Column", "Table", *_FUNCTIONS]  # noqa: PLE0604 - the names of files are strings


class _Tables(ModuleType):
    # Python puts every submodule that it imports into its package under the submodule's name, by
    # whatever way it is imported. Here that name belongs to the function in it.
    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, ModuleType) and name in _FUNCTIONS:
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Tables


def __getattr__(name: str) -> Any:
    if name not in _FUNCTIONS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import_module(f"{__name__}.{name}")
    return globals()[name]


def __dir__() -> list[str]:
    return sorted(__all__)
