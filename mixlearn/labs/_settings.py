"""What a learner may set: fields with bounds and words, and the controls made from them."""

import dataclasses
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from numbers import Integral, Real
from types import MappingProxyType
from typing import Any

import ipywidgets

from mixlearn._errors import LearnerError

__all__ = ["LabError", "changed", "check", "check_names", "control", "field"]


class LabError(LearnerError):
    """What a learner set cannot be shown; the message says what can."""


def field(
    default: Any,
    label: str,
    *,
    low: float = -math.inf,
    high: float = math.inf,
    step: float = 1,
    choices: Sequence[Any] | Mapping[Any, str] = (),
    wide: bool = False,
    matters: Callable[[Any], bool] | None = None,
    help: str = "",  # noqa: A002 - what it is called everywhere else too
) -> Any:
    """Declare a setting.

    Parameters
    ----------
    default : bool, int, float or str
        Its type is the type of the setting.
    label : str
        What the control is called, in words and symbol.
    low, high, step : float
        Bounds, both included, and the slider's step, for numbers.
    choices : sequence of str, int or float, or mapping of such to str
        What can be chosen; a mapping gives each choice another text on the page. Numbers get a
        slider that stops at these alone, in place of bounds and step.
    wide : bool, default=False
        Whether the control is the main one, with a row to itself and finer steps under the hand.
    matters : callable, optional
        Tells from all settings whether this one changes anything; where it does not, its control
        is disabled. By default it always does.
    help : str
        One sentence, shown when the pointer rests on the control.

    Returns
    -------
    dataclasses.Field
        For the body of a frozen dataclass.
    """
    texts = dict(choices) if isinstance(choices, Mapping) else {c: f"{c}" for c in choices}
    words = {"label": label, "low": low, "high": high, "step": step, "choices": texts}
    words |= {"wide": wide, "matters": matters or _always, "help": help}
    return dataclasses.field(default=default, metadata=MappingProxyType(words))


def _always(_settings: Any) -> bool:
    return True


def changed(settings: Any, changes: Mapping[str, Any]) -> Any:
    """Return settings with some values changed.

    Raises
    ------
    LabError
        If there is no such setting, or `check` refuses its value.
    """
    fields = {declared.name: declared for declared in dataclasses.fields(settings)}
    check_names(changes, fields)
    values = {name: check(fields[name], value) for name, value in changes.items()}
    return dataclasses.replace(settings, **values)


def check_names(names: Iterable[str], known: Iterable[str], *, where: str = "of this lab") -> None:
    """Refuse names of settings that are not known."""
    known = list(known)
    for name in names:
        if name not in known:
            listed = ", ".join(map(repr, known))
            raise LabError(f"The settings {where} are {listed}. Got {name!r} instead.")


def check(declared: dataclasses.Field[Any], value: Any) -> Any:
    """Return a value as the type of its setting.

    Raises
    ------
    LabError
        If the value is not of that type, not within bounds or not one of the choices.
    """
    kind: Any = type(declared.default)
    name, words = declared.name, declared.metadata
    if kind is bool:
        if isinstance(value, bool):
            return value
        raise LabError(f"{name!r} must be True or False. Got {value!r} instead.")
    number: Any = Integral if kind is int else Real
    if words["choices"]:
        of_kind = isinstance(value, str if kind is str else number) and not isinstance(value, bool)
        if of_kind and value in words["choices"]:
            return kind(value)
        known = ", ".join(map(repr, words["choices"]))
        raise LabError(f"{name!r} must be one of {known}. Got {value!r} instead.")
    if (
        isinstance(value, number)
        and not isinstance(value, bool)
        and words["low"] <= value <= words["high"]
    ):
        return kind(value)
    a = "a whole number" if kind is int else "a number"
    raise LabError(
        f"{name!r} must be {a} from {words['low']:g} to {words['high']:g}. Got {value!r} instead."
    )


def control(declared: dataclasses.Field[Any]) -> ipywidgets.DOMWidget:
    """Make the control of a setting: a slider, a list of choices or a check box."""
    kind: Any = type(declared.default)
    words = declared.metadata
    common = {
        "value": declared.default,
        "description": words["label"],
        "tooltip": words["help"],
        "style": {"description_width": "140px"},
        "layout": {
            "width": "844px" if words["wide"] else "420px",
            "max_width": "calc(100% - 4px)",  # less its margins
        },
    }
    if kind is bool:
        return ipywidgets.Checkbox(**common)
    options = [(text, choice) for choice, text in words["choices"].items()]
    if kind is str:
        return ipywidgets.Dropdown(options=options, **common)
    if options:
        return ipywidgets.SelectionSlider(options=options, **common)
    slider = ipywidgets.IntSlider if kind is int else ipywidgets.FloatSlider
    decimals = max(0, -math.floor(math.log10(words["step"]) + 1e-9))
    shape = "d" if kind is int else f".{decimals}f"
    return slider(
        min=words["low"], max=words["high"], step=words["step"], readout_format=shape, **common
    )
