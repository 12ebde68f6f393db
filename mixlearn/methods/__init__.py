"""The methods of mixing, one per file: how two rows become one.

A file in this folder is a method, and nothing else needs to know about it: `mix`, the networks,
menus and tests look it up here. :class:`Method` says what shape it must have, and
:func:`mixlearn.testing.check_method` whether it does.
"""

import pkgutil
from importlib import import_module
from typing import Any

from mixlearn._checks import check_choice
from mixlearn.methods._method import Method

__all__ = ["METHODS", "Method", "find"]


def _found() -> dict[str, Method]:
    """Create one of each method, by name, in the order of the files."""
    files = [file.name for file in pkgutil.iter_modules(__path__) if not file.name.startswith("_")]
    methods: dict[str, Method] = {}
    for file in sorted(files):
        module = import_module(f"{__name__}.{file}")
        kinds = [getattr(module, name) for name in module.__all__]
        methods |= {kind.name: kind() for kind in kinds if issubclass(kind, Method)}
    return methods


METHODS = _found()


def find(method: Any) -> Method:
    """Look up a method by its name.

    Parameters
    ----------
    method : str or Method
        A key of ``METHODS``, or a method, which is returned as it is.

    Returns
    -------
    Method
        The method.

    Raises
    ------
    ValueError
        If no method has that name.

    Examples
    --------
    >>> from mixlearn.methods import find
    >>> find("cutmix").summary
    'pastes a patch of one image into another'
    """
    if isinstance(method, Method):
        return method
    return METHODS[check_choice("method", method, METHODS)]
