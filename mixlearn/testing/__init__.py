"""The contracts that every lab and every method must keep: `check_lab` and `check_method`."""

import lazy_loader as _lazy

__getattr__, __dir__, __all__ = _lazy.attach(
    __name__, submod_attrs={"_lab": ["check_lab"], "_method": ["check_method"]}
)
