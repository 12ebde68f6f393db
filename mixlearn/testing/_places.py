"""The places at which a lab is checked, and what it shows there."""

import contextlib
import dataclasses
import io
import json
import math
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple, NoReturn

__all__ = [
    "Seen",
    "bad_states",
    "bad_values",
    "cheap",
    "choices",
    "corners",
    "fail",
    "fields_of",
    "forget",
    "go",
    "measured",
    "must",
    "options",
    "other",
    "output_of",
    "page_of",
    "parts",
    "remembering",
    "seen",
    "stands_in",
    "there",
]

# Settings by which a lab learns longer, where it has them.
_COSTLY = ("points", "steps")
# Percentages and numbers with decimals: measured ones, not counts or whole-numbered settings.
_MEASURED = re.compile(r"\d+(?:\.\d+)?%|\d*\.\d+")


def must(holds: object, Lab: Any, words: str) -> None:
    """Raise a sentence unless something holds."""
    if not holds:
        fail(Lab, words)


def fail(Lab: Any, words: str) -> NoReturn:
    """Raise a sentence that begins with the name of the lab."""
    raise AssertionError(f"{Lab.__name__}: {words}")


def fields_of(Lab: Any) -> dict[str, Any]:
    """Map the names of the settings to their fields."""
    return {field.name: field for field in dataclasses.fields(Lab.Settings)}


def options(field: Any) -> list[Any]:
    """List the values at which a setting is tried: all of its choices, or both of its ends."""
    if isinstance(field.default, bool):
        return [False, True]
    if field.metadata["choices"]:
        return list(field.metadata["choices"])
    kind = type(field.default)
    return [kind(field.metadata["low"]), kind(field.metadata["high"])]


def cheap(Lab: Any) -> dict[str, Any]:
    """Choose a place where little is computed: few points, few steps, all else as it starts."""
    fields = fields_of(Lab)
    return {name: fields[name].metadata["low"] for name in _COSTLY if name in fields}


def go(lab: Any, place: dict[str, Any]) -> None:
    """Bring a lab from anywhere to a place, in one move."""
    lab.set(**dataclasses.asdict(lab.Settings()) | place)


def remembering(Lab: Any) -> Any:
    """Derive a lab that computes each place once, however many labs of its kind go there."""
    results: dict[Any, Any] = {}

    def run(settings: Any, *data: Any) -> Any:
        if data:
            return Lab.run(settings, *data)
        if settings not in results:
            results[settings] = Lab.run(settings)
        return results[settings]

    return type(Lab)(Lab.__name__, (Lab,), {"run": staticmethod(run)})


def other(field: Any) -> Any:
    """Return a value that is not the default."""
    return next(value for value in options(field) if value != field.default)


def corners(Lab: Any, most: int) -> list[dict[str, Any]]:
    """Choose places, up to a number, in which any two settings meet at all of their ends.

    Of a setting by which a lab learns longer they are the low end and the default.

    Each place takes the first pair that has not met yet, and of the other settings the values that
    bring together most new pairs.
    """
    ends = {name: options(field) for name, field in fields_of(Lab).items()}
    for name, place in cheap(Lab).items():  # the other end would take too long
        ends[name] = [place, fields_of(Lab)[name].default]
    apart = {
        frozenset({(a, x), (b, y)}): ((a, x), (b, y))
        for a, b in combinations(ends, 2)
        for x in ends[a]
        for y in ends[b]
    }
    if not apart:
        return [{name: value} for name, values in ends.items() for value in values]
    places: list[dict[str, Any]] = []
    while apart and len(places) < most:
        place = dict(next(iter(apart.values())))
        for name in ends.keys() - place.keys():
            place[name] = _meeting_most(name, ends[name], place, apart)
        for pair in combinations(place.items(), 2):
            apart.pop(frozenset(pair), None)
        places.append(place)
    return places


def _meeting_most(name: str, values: Sequence[Any], place: Any, apart: Any) -> Any:
    def new(value: Any) -> int:
        return sum(frozenset({(name, value), item}) in apart for item in place.items())

    return max(values, key=new)


def choices(Lab: Any) -> list[dict[str, Any]]:
    """List a cheap place, and every choice of words beside it."""
    base = cheap(Lab)
    chosen = [
        base | {name: choice}
        for name, field in fields_of(Lab).items()
        if isinstance(field.default, str)
        for choice in options(field)
        if choice != field.default
    ]
    return [base, *chosen]


def bad_values(field: Any) -> list[Any]:
    """List what a setting must refuse."""
    bad: list[Any] = [None, [field.default], "no such thing"]
    if isinstance(field.default, bool):
        return [*bad, 2]
    if field.metadata["choices"]:
        return bad
    low, high = field.metadata["low"], field.metadata["high"]
    return [*bad, low - 1, high + 1, math.nan, math.inf, f"{field.default}", True]


def bad_states(Lab: Any, state: str) -> list[Any]:
    """List texts, and other things, that are not the state of a lab."""
    head, _, _ = state.partition(" ")
    name, field = next(iter(fields_of(Lab).items()))
    worse = next(value for value in bad_values(field) if value not in (None, math.nan))
    return [
        "",
        "<img src=x> hello",
        head,
        state.replace(head, f"{head}0", 1),
        state[:-1],
        f"{head} []",
        f"{head} " + '{"no such setting": 1}',
        f"{head} {json.dumps({name: worse})}",
        f"{head} {json.dumps({name: math.nan})}",
        f"{state}{' ' * 2000}",
        None,
        state.encode(),
    ]


class Seen(NamedTuple):
    """What a lab shows at a place."""

    settings: Any
    sentence: str
    panels: Mapping[str, bytes]
    state: str


def seen(lab: Any) -> Seen:
    """Look at a lab."""
    return Seen(lab.settings, lab.sentence, dict(lab.panels), lab.state)


def there(Lab: Any, settings: Any) -> Any:
    """Make a lab that starts at a place."""
    return Lab(**dataclasses.asdict(settings))


def parts(lab: Any, kind: str = "") -> Iterator[Any]:
    """Walk over all widgets of a lab's page, or over those of a class by its name."""
    waiting = [lab]
    while waiting:
        widget = waiting.pop(0)
        waiting.extend(getattr(widget, "children", ()))
        if not kind or any(base.__name__ == kind for base in type(widget).__mro__):
            yield widget


def page_of(lab: Any) -> tuple[Any, ...]:
    """Return what is on the page, apart from the list of presets."""
    images = [(image.value, image.tooltip) for image in parts(lab, "Image")]
    return (*seen(lab), images, [text.value for text in parts(lab, "HTML")])


def forget(Lab: Any) -> None:
    """Empty all caches of a lab, so that everything is computed anew."""
    for name, module in list(sys.modules.items()):
        if name.startswith("mixlearn.labs.") or name == Lab.__module__:
            for thing in list(vars(module).values()):
                if callable(getattr(thing, "cache_clear", None)):
                    thing.cache_clear()


def output_of(code: str) -> str:
    """Run a program in a namespace of its own, and return what it prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "<the code of a lab>", "exec"), {})  # noqa: S102 - a lab's own code
    return printed.getvalue()


def measured(text: str) -> list[str]:
    """Find the percentages and the decimal numbers of a text that are not zero."""
    found: list[str] = _MEASURED.findall(text)
    return [number for number in found if float(number.rstrip("%"))]


def stands_in(number: str, sentence: str) -> bool:
    """Tell whether a sentence has a number, rounded to as many decimals or to fewer."""
    value, decimals = _read(number)
    for found in re.findall(r"\d+(?:\.\d+)?%?", sentence):
        told, fewer = _read(found)
        if abs(value - told) <= 0.5 * 10.0 ** -min(decimals, fewer) + 1e-9:
            return True
    return False


def _read(number: str) -> tuple[float, int]:
    digits = number.rstrip("%")
    decimals = len(digits.partition(".")[2])
    return (float(digits), decimals) if digits == number else (float(digits) / 100, decimals + 2)
