"""Two parents and their mix: the receipt, the words and the code that three labs share."""

from typing import Any

import numpy as np
import numpy.typing as npt

from mixlearn import labels
from mixlearn.datasets import Dataset
from mixlearn.mixing import Mixed

__all__ = ["MIXUP", "class_of", "label_of", "program", "receipt"]

Array = npt.NDArray[Any]


def receipt(source: Dataset, settings: Any, X: Array, lam: Array, **how: Any) -> Mixed:
    """Label the mix of ``settings.first`` and ``settings.second`` by the share of the first."""
    first, second = np.array([settings.first]), np.array([settings.second])
    Y, _ = labels.one_hot(source.y, classes=range(len(source.classes)))
    return Mixed(
        X=X,
        soft=labels.blend(Y, first, second, lam),
        lam=lam,
        first=first,
        second=second,
        classes=np.array(source.classes),
        **how,
    )


def class_of(result: Any, row: int) -> str:
    """Name the class of a sample."""
    name: str = result.source.classes[result.source.y[row]]
    return name


def label_of(result: Any) -> list[str]:
    """Write the shares of the classes that have one."""
    classes = zip(result.source.classes, result.mixed.Y[0].tolist(), strict=True)
    return [f"{name}: {share:.2f}" for name, share in classes if share]


def program(settings: Any, make: str, middle: str, *, modules: str = "datasets") -> str:
    """Write the lines that make a mix and its label: `make` draws the samples, `middle` mixes."""
    s = settings
    return (
        f"import numpy as np\nfrom mixlearn import {modules}\n\ndata = {make}\n"
        f"lam, first, second = {s.lam}, {s.first}, {s.second}\n\n{middle}{_TAIL}"
    )


MIXUP = """\
x = lam * data.X[first] + (1 - lam) * data.X[second]
"""

_TAIL = """\
Y = np.eye(len(data.classes))[data.y]
label = lam * Y[first] + (1 - lam) * Y[second]

print(dict(zip(data.classes, label.round(2).tolist())))
"""
