"""Settings that several labs have, each declared once.

A lab gives the default, and whatever is different there: ``alpha: float = alpha(0.4, high=8)``.
"""

from functools import partial
from typing import Any

from mixlearn.labs._recipe import HIDDEN_LAYERS, INPUTS
from mixlearn.labs._settings import field
from mixlearn.labs._task import SHAPES

__all__ = [
    "alpha",
    "hidden",
    "label_noise",
    "lam",
    "noise",
    "outliers",
    "parent",
    "points",
    "seed",
    "shape",
    "steps",
    "where",
]

alpha = partial(
    field,
    label="Mixing strength α",
    low=0,
    high=4,
    step=0.05,
    help="Beta(α, α) draws the ratio of every mix; 0 is no mixing.",
)
shape = partial(field, label="Data", choices=SHAPES, help="The shape of the classes.")
points = partial(
    field, label="Training points", step=10, help="How many points there are to learn from."
)
noise = partial(
    field,
    label="Noise",
    low=0,
    high=1,
    step=0.05,
    help="How far points scatter around the shape.",
)
label_noise = partial(
    field,
    label="Wrong labels",
    low=0,
    high=0.4,
    step=0.02,
    help="The share of training points that carry another class's label.",
)
outliers = partial(
    field,
    label="Outliers",
    low=0,
    high=0.2,
    step=0.01,
    help="The share of training points that lie far off.",
)
hidden = partial(
    field,
    label="Hidden units",
    low=0,
    high=64,
    step=4,
    help="Units in each of two hidden layers; 0 makes the model linear.",
)
steps = partial(
    field,
    label="Training steps",
    low=20,
    high=1000,
    step=20,
    help="Every step uses all training points.",
)
seed = partial(
    field,
    label="Seed",
    low=0,
    high=30,
    help="Draws the points, the first weights and the mixes.",
)
where = partial(
    field,
    label="Where to mix",
    choices={INPUTS: "inputs", HIDDEN_LAYERS: "inputs and hidden layers"},
    matters=lambda s: s.alpha > 0 and s.hidden > 0,
    help="Manifold mixup (Verma et al., 2019): the layer whose outputs are blended is drawn at "
    "every step. A linear model has no hidden layers.",
)
lam = partial(
    field,
    label="Share of the first λ",
    low=0,
    high=1,
    step=0.01,
    wide=True,
    help="How much of the first parent is meant to stay; the rest comes from the second.",
)


def parent(default: int, which: str, among: str, many: int) -> Any:
    """Declare the row number of a parent, "First" or "Second", among a number of samples."""
    return field(
        default, f"{which} parent", low=0, high=many - 1, help=f"Its row number among the {among}."
    )
