"""The sliders of the course, one lab per file.

A lab is registered by being there: a module of this package whose name has no underscore in front
and that defines ``class <Name>Lab``. Importing this package imports none of them; asking for
``mixlearn.labs.BlendLab`` imports that one alone. ``mixlearn.labs.tables`` holds the numbers of the
labs over many seeds.

A new lab is made of `Lab`, `field` and `LabError`.
"""

import functools
import pkgutil
import re
from importlib import import_module
from typing import Any

__all__ = ["names"]

# Not labs, but the parts of one, and the word vectors that lesson 08 blends.
_OTHERS = {
    "Lab": "_base",
    "LabError": "_settings",
    "WordVectors": "_vectors",
    "field": "_settings",
    "word_vectors": "_vectors",
}


def names() -> tuple[str, ...]:
    """List all labs by the names of their classes, in the order of their modules.

    None of them is imported.

    Returns
    -------
    tuple of str
        Names that this module has, such as ``"BlendLab"``.

    Examples
    --------
    >>> from mixlearn import labs
    >>> "MixMatchLab" in labs.names()
    True
    """
    return tuple(_modules())


@functools.cache
def _modules() -> dict[str, str]:
    """Map the name of every lab to that of its module, read from the sources."""
    found: dict[str, str] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.ispkg or module.name.startswith("_"):
            continue
        spec: Any = module.module_finder.find_spec(f"{__name__}.{module.name}", None)
        source = spec.loader.get_source(spec.name)
        found |= dict.fromkeys(re.findall(r"(?m)^class (\w+Lab)\(", source), module.name)
    return found


def __getattr__(name: str) -> Any:
    module = _OTHERS.get(name) or (_modules().get(name) if name.endswith("Lab") else None)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{module}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_modules(), *_OTHERS})
