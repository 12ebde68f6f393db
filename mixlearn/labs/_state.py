"""The state of a lab, as a short text that can be mailed, and is read back without trust."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from mixlearn.labs._settings import LabError

__all__ = ["read_state", "write_state"]

# A state takes a few hundred letters; anything longer is not a state, and is not parsed.
_LONGEST = 2000
_SHOWN = 40


def write_state(head: str, values: Mapping[str, Any]) -> str:
    """Write settings as one line: a head that names lab and version, then compact JSON.

    Examples
    --------
    >>> write_state("mixlearn-playground/1", {"alpha": 0.4, "shape": "moons"})
    'mixlearn-playground/1 {"alpha":0.4,"shape":"moons"}'
    """
    return f"{head} {json.dumps(values, separators=(',', ':'))}"


def read_state(head: str, text: Any) -> dict[str, Any]:
    """Read the settings from a text that `write_state` wrote with the same head.

    It is parsed as JSON and nothing else: no text can run anything. Names and values are still to
    be checked.

    Raises
    ------
    LabError
        If it is not such a text.

    Examples
    --------
    >>> read_state("mixlearn-playground/1", 'mixlearn-playground/1 {"alpha": 1}')
    {'alpha': 1}
    """
    if not isinstance(text, str):
        raise LabError(f"A state must be a text. Got {type(text).__name__} instead.")
    if len(text) > _LONGEST:
        raise LabError(
            f"A state must have at most {_LONGEST} characters. Got {len(text)}: copy the line of "
            "a lab, and nothing around it."
        )
    found, _, values = text.strip().partition(" ")
    if found != head:
        raise LabError(
            f"A state of this lab must begin with '{head} '. Got {_short(text)} instead."
        )
    try:
        settings = json.loads(values, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise LabError(
            f"After '{head}' there must be settings in JSON, such as {{\"alpha\":0.4}}. "
            f"Got {_short(values)} instead."
        ) from error
    if not isinstance(settings, dict):
        raise LabError(
            f"After '{head}' there must be settings in braces. Got {_short(values)} instead."
        )
    return settings


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name stands there twice")
    return dict(pairs)


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
