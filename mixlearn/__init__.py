"""Mix-match data augmentation, for scikit-learn and for learners.

A mix takes three steps: select the pairs (`pairing`), draw a ratio (`ratios`), and combine features
(`blending`, `cuts`) and labels (`labels`). `mix` does all three at once, by any of the
`methods`; `SoftLabelMLP` learns from the result; `labs` holds the sliders of the course.

None of this is loaded before it is used (Scientific Python SPEC 1). The public names are listed in
``__init__.pyi``, for this module and for type checkers alike.
"""

import lazy_loader as _lazy

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = _lazy.attach_stub(__name__, __file__)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Say where Jupyter Server finds the extension that this package brings."""
    return [{"module": "mixlearn._server"}]
