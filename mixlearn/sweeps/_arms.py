"""What is trained beside mixing: its placebo, and cheaper cousins with the same aim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sklearn.neural_network import MLPClassifier

from mixlearn._checks import check_choice

__all__ = ["CONTROLS", "Arm", "Placebo", "arms", "not_tried", "placebo"]

CONTROLS = ("label smoothing", "noise", "weight decay", "early stopping")

# Two strengths of each, so that the best one is not missed by much. MLPClassifier divides
# its penalty by the rows of a step, 200 at most.
_DECAYS = {"weight_decay": (1e-3, 1e-2), "alpha": (0.1, 1.0)}
_SHARES = {"early stopping at 1/4": 0.25, "early stopping at 1/2": 0.5}


@dataclass(frozen=True)
class Placebo:
    """How an estimator is trained on the rows that it would mix, unblended.

    Attributes
    ----------
    param : str or None
        The parameter that asks for it, or for a control on the same rows; None if there is none.
    plain : bool
        Whether the placebo is the fit without mixing, to the bit.
    """

    param: str | None
    plain: bool

    @property
    def known(self) -> bool:
        """Whether a placebo is known."""
        return self.plain or self.param is not None


@dataclass(frozen=True)
class Arm:
    """One way to train, at every mixing strength.

    Attributes
    ----------
    name : str
        What it is called in tables and sentences.
    instead : object
        What is asked of the placebo's parameter; None for mixing, False for the estimator's own
        fit without mixing.
    changes : mapping of str
        Further parameters of the estimator.
    share : float or None
        Which part of the training budget it gets; None for all of it.
    """

    name: str
    instead: Any = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    share: float | None = None


def placebo(estimator: Any, param: str) -> Placebo:
    """Look up how an estimator with the mixing strength `param` trains its placebo."""
    values = estimator.get_params(deep=True)
    owner, _, last = param.rpartition("__")
    name = f"{owner}__placebo" if owner else "placebo"
    holder = values[owner] if owner else estimator
    return Placebo(
        name if last == "alpha" and name in values else None,
        last == "alpha" and bool(getattr(holder, "placebo_is_plain", False)),
    )


def arms(
    estimator: Any, kind: Placebo, controls: str | Sequence[str], budget_param: str | None
) -> tuple[Arm, ...]:
    """List what is trained: mixing, its placebo where that is another fit, and the controls."""
    own = Arm("placebo", True)
    found = [Arm("mixing")]
    if not kind.plain and kind.param is not None:
        found.append(own)
    base = own.instead if len(found) > 1 else False
    able = _able(estimator, kind, base, budget_param)
    for control in _chosen(controls, able, type(estimator).__name__):
        found += able[control]
    return tuple(found)


def _able(
    estimator: Any, kind: Placebo, base: Any, budget_param: str | None
) -> dict[str, list[Arm]]:
    """List the controls that an estimator supports."""
    able: dict[str, list[Arm]] = {}
    if kind.param is not None:
        able |= {name: [Arm(name, name)] for name in ("label smoothing", "noise")}
    decay = _decay(estimator)
    if decay is not None:
        values = _DECAYS[decay.rpartition("__")[2]]
        able["weight decay"] = [Arm(f"weight decay {v:g}", base, {decay: v}) for v in values]
    if budget_param is not None:
        able["early stopping"] = [Arm(name, base, share=part) for name, part in _SHARES.items()]
    return able


def _decay(estimator: Any) -> str | None:
    """Find the outermost L2 penalty of a network."""
    values = estimator.get_params(deep=True)
    names = [name for name in values if name.rpartition("__")[2] == "weight_decay"]
    networks = {"": estimator} | {f"{name}__": value for name, value in values.items()}
    names += [f"{at}alpha" for at, value in networks.items() if isinstance(value, MLPClassifier)]
    return min(names, key=lambda name: name.count("__"), default=None)


def _chosen(controls: Any, able: Mapping[str, Any], name: str) -> list[str]:
    if isinstance(controls, str) and controls == "all":
        return list(able)
    if isinstance(controls, str) or not isinstance(controls, Sequence):
        raise ValueError(  # noqa: TRY004 - as for all other parameters
            f"'controls' must be a list of {', '.join(map(repr, CONTROLS))}, or 'all'. Got "
            f"{controls!r} instead."
        )
    for control in controls:
        check_choice("controls", control, CONTROLS)
        if control not in able:
            has = f"it has {', '.join(map(repr, able))}" if able else "it has none"
            raise ValueError(
                f"The control {control!r} takes what {name} lacks: {_TAKES[control]}. Of the "
                f"controls, {has}."
            )
    return [control for control in CONTROLS if control in controls]


_TAKES = {
    "label smoothing": "a parameter 'placebo' beside its mixing strength",
    "noise": "a parameter 'placebo' beside its mixing strength",
    "weight decay": "a network with an L2 penalty",
    "early stopping": "a training budget, named as 'budget_param'",
}


def not_tried(names: Sequence[str]) -> tuple[str, ...]:
    """Name the controls that are not among these arms."""
    return tuple(each for each in CONTROLS if not any(n.startswith(each) for n in names))
