"""How a network of the plane is made: the same parameters train it and stand in the shown code."""

from typing import Any, NamedTuple

from mixlearn.labs._task import NEW_POINTS
from mixlearn.networks import SoftLabelMLP

__all__ = ["HIDDEN_LAYERS", "INPUTS", "Recipe", "toy_program"]

# Where to mix, as `_fields.where` calls it.
INPUTS, HIDDEN_LAYERS = "inputs", "hidden layers"
# Letters that a line of shown code has room for.
_LINE = 88


class Recipe(NamedTuple):
    """What makes a network of two hidden layers, or of none.

    Attributes
    ----------
    hidden, steps, seed : int
        Units in either hidden layer, steps of training, and the random state.
    alpha, method, pairing : float and str
        How its rows are mixed, afresh at every step.
    where : {"inputs", "hidden layers"}
        What is blended: the features, or the outputs of a layer drawn at every step, the features
        being one. Without hidden layers both are the same.
    """

    hidden: int
    steps: int
    seed: int
    alpha: float = 0.0
    method: str = "mixup"
    pairing: str = "any"
    where: str = INPUTS

    @property
    def deep(self) -> bool:
        """Whether hidden layers are mixed."""
        return bool(self._asked and self.hidden)

    @property
    def _asked(self) -> bool:
        """Whether hidden layers are to be mixed, if there are any."""
        return self.where == HIDDEN_LAYERS and self.alpha > 0

    @property
    def balanced(self) -> bool:
        """Whether rows are drawn anew, even where none are blended."""
        return self.pairing.startswith("balanced")

    @property
    def plain(self) -> "Recipe":
        """The same without mixing."""
        return Recipe(self.hidden, self.steps, self.seed)

    @property
    def in_effect(self) -> "Recipe":
        """The same network with settings that do nothing at their defaults."""
        if self.alpha == 0 and not self.balanced:
            return self.plain
        return self._replace(where=HIDDEN_LAYERS if self.deep else INPUTS)

    def network(self) -> SoftLabelMLP:
        """Make the network, untrained."""
        return SoftLabelMLP(self._layers, **self._parameters)

    def written(self, indent: int = 0) -> str:
        """Write the network as Python, indented by some spaces, without its defaults."""
        words = [f"{self._layers}"]
        for name, value in self._said.items():
            words.append(f'{name}="{value}"' if isinstance(value, str) else f"{name}={value}")
        line = f"SoftLabelMLP({', '.join(words)})"
        if indent + len("model = ") + len(line) <= _LINE:
            return line
        space = " " * indent
        return "\n".join(
            [
                "SoftLabelMLP(",
                *(f"{space}    {word}," for word in words),
                f"{space})",
            ]
        )

    @property
    def title(self) -> str:
        """Say where it mixes, for the end of a title; that it is the inputs goes without saying."""
        return f" ({HIDDEN_LAYERS if self.deep else INPUTS})" if self._asked else ""

    @property
    def place(self) -> str:
        """Say where it mixes, within a sentence."""
        return ", now at the inputs and now at a hidden layer," if self.deep else ""

    @property
    def remark(self) -> str:
        """Say what becomes of hidden layers that are to be mixed but do not exist."""
        missing = self._asked and not self.hidden
        return " A linear model has no hidden layers, so its inputs are mixed." if missing else ""

    @property
    def _layers(self) -> tuple[int, ...]:
        return (self.hidden, self.hidden) if self.hidden else ()

    @property
    def _parameters(self) -> dict[str, Any]:
        return {
            "method": self.method,
            "pairing": self.pairing,
            "alpha": self.alpha,
            "mix_layers": (0, 1, 2) if self.deep else (0,),
            "max_iter": self.steps,
            "random_state": self.seed,
        }

    @property
    def _said(self) -> dict[str, Any]:
        """The parameters, without those of mixing that are at the network's own defaults."""
        usual = {"method": "mixup", "pairing": "any", "mix_layers": (0,)}
        return {
            name: value
            for name, value in self._parameters.items()
            if name not in usual or value != usual[name]
        }


def toy_program(settings: Any, recipe: Recipe, *, head: str, middle: str, tail: str) -> str:
    """Write the lines that draw a toy, train a network on it and look at the plane.

    `head` imports, `middle` changes the training points ``X, y``, and `tail` prints.
    """
    s = settings
    outliers = f"outliers={s.outliers}, " if hasattr(s, "outliers") else ""
    return _TOY.format(
        s=s,
        head=head,
        outliers=outliers,
        new=NEW_POINTS,
        new_seed=s.seed + 1000,
        middle=middle,
        left='alpha=0, pairing="any" train' if recipe.balanced else "alpha=0 trains",
        network=recipe.written(),
        tail=tail,
    )


_TOY = """\
{head}
train = datasets.make("{s.shape}", {s.points}, noise={s.noise}, label_noise={s.label_noise},
                      {outliers}rng={s.seed})
new = datasets.make("{s.shape}", {new}, noise={s.noise}, rng={new_seed})
X, y, X_new = train.X.astype("float32"), train.y, new.X.astype("float32")
{middle}
model = {network}
model.fit(X, y)  # mixes afresh at every step; {left} the left-hand one

field = boundary.field(model, (-3.5, 3.5, -3.5, 3.5))
{tail}"""
