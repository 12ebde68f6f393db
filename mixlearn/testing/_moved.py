"""Where a lab goes: to the same place and back, by name, by text, and from several threads."""

import dataclasses
import sys
import threading
import tracemalloc
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from mixlearn._errors import LearnerError
from mixlearn.testing._places import (
    bad_states,
    bad_values,
    corners,
    fail,
    fields_of,
    forget,
    must,
    other,
    page_of,
    parts,
    seen,
    there,
)

__all__ = [
    "check_lock",
    "check_memory",
    "check_presets",
    "check_refusals",
    "check_repeats",
    "check_reset",
    "check_state",
    "check_threads",
]

# Moves between two places, and how many bytes they may leave behind.
_MOVES, _GROWTH = 6, 150_000
# How often two threads move to and fro.
_ROUNDS = 3
# Seconds in which a thread that need not wait has long since moved, and in which each must be done.
_SOON, _LATE = 0.1, 60.0


def check_repeats(Lab: Any) -> None:
    """Computed twice, the same place gives the same bits, and nobody else's random numbers move."""
    before = repr(np.random.get_state())  # noqa: NPY002 - what must not be touched
    first = seen(Lab())
    forget(Lab)
    second = seen(Lab())
    must(first.sentence == second.sentence, Lab, "computed twice, the sentence differs.")
    must(first.panels == second.panels, Lab, "computed twice, a panel has other bits.")
    after = repr(np.random.get_state())  # noqa: NPY002
    must(before == after, Lab, "it draws from NumPy's global random numbers.")


def check_presets(Lab: Any) -> None:
    """Presets change what they name, from where the lab started, and stay named."""
    name, field = next(iter(fields_of(Lab).items()))
    lab = Lab(**{name: other(field)})
    start = lab.settings
    (chosen,) = (w for w in parts(lab, "Dropdown") if w.description == "Preset")
    lab.set(**{name: field.default})
    for preset, values in Lab.PRESETS.items():  # each from where the one before has led
        lab.preset(preset)
        must(lab.error is None, Lab, f"the preset {preset!r} cannot be shown: {lab.error}")
        expected = dataclasses.replace(start, **values)
        right = lab.settings == expected
        must(right, Lab, f"the preset {preset!r} leads elsewhere than it says.")
        must(chosen.value == preset, Lab, f"the preset {preset!r} does not stay named.")
        listed = preset in chosen.options
        must(listed, Lab, f"the preset {preset!r} is not in the list.")
    before = page_of(lab)
    _refused(Lab, lambda: lab.preset("no such preset"), "an unknown preset")
    must(page_of(lab) == before, Lab, "an unknown preset changes something.")


def check_reset(Lab: Any) -> None:
    """Reset, by name or by button, leads back to where the lab started, to the bit."""
    name, field = next(iter(fields_of(Lab).items()))
    lab = Lab(**{name: other(field)})
    start = page_of(lab)
    (button,) = (w for w in parts(lab, "Button") if w.description == "Reset")
    for reset in (lab.reset, button.click):
        lab.set(**{name: field.default})
        must(page_of(lab) != start, Lab, f"moving {name!r} leaves the page as it was.")
        reset()
        must(page_of(lab) == start, Lab, "Reset does not lead back to the start.")


def check_state(Lab: Any) -> None:
    """The state brings a place back, on any lab of its kind; what is no state changes nothing."""
    lab = Lab()
    start = lab.state
    for corner in corners(Lab, 2):
        lab.set(**corner)
        there = seen(lab)
        must("\n" not in there.state, Lab, "its state has more than one line.")
        lab.restore(start)
        must(lab.state == start, Lab, "restore does not lead to where the state was taken.")
        lab.restore(there.state)
        must(seen(lab) == there, Lab, f"restore does not bring back {corner}.")
    before = page_of(lab)
    for text in bad_states(Lab, lab.state):
        _refused(Lab, partial(lab.restore, text), f"the state {str(text)[:60]!r}")
        must(page_of(lab) == before, Lab, f"restoring {str(text)[:60]!r} changes something.")


def check_refusals(Lab: Any) -> None:
    """What cannot be set is refused in one sentence, and nothing changes, not even what could."""
    lab = Lab()
    fields = fields_of(Lab)
    good = {name: other(field) for name, field in fields.items()}
    before = page_of(lab)
    bad = [(name, value) for name, field in fields.items() for value in bad_values(field)]
    for name, value in [*bad, ("no_such_setting", 1)]:
        _refused(Lab, partial(lab.set, **good | {name: value}), f"{name}={value!r}")
        must(page_of(lab) == before, Lab, f"{name}={value!r} is refused and changes something.")
    _refused(Lab, lambda: Lab(no_such_setting=1), "an unknown setting at the start")
    _refused(Lab, lambda: Lab(show=["no_such_setting"]), "an unknown setting to show")
    if Lab.adopt is None:
        _refused(Lab, lambda: Lab(X=[[0.0, 0.0]], y=[0]), "data that it does not take")


def _refused(Lab: Any, act: Callable[[], Any], what: str) -> None:
    try:
        act()
    except LearnerError as error:
        words = str(error)
        one = words.endswith(".") and "\n" not in words
        must(one, Lab, f"{what} must be refused in one line that ends with a full stop.")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is not a LabError
        fail(Lab, f"{what} must be refused by a LabError. Got {type(error).__name__}.")
    else:
        fail(Lab, f"{what} must be refused.")


def check_memory(Lab: Any) -> None:
    """Moves to and fro leave neither artists nor bytes behind."""
    name, field = next(iter(fields_of(Lab).items()))
    lab, values = Lab(), (field.default, other(field))
    picture, results = Lab.Picture(), []
    for value in values:
        lab.set(**{name: value})
        results.append(lab.result)
    counts = []
    for _ in range(3):
        for result in results:
            picture.update(result)
            for panel in picture.panels.values():
                panel.png()
        counts.append(sum(len(panel.figure.findobj()) for panel in picture.panels.values()))
    must(counts[1] == counts[2], Lab, "its picture has more artists with every move.")
    control = lab.controls[name]
    tracemalloc.start()
    try:
        for move in range(2):
            control.value = values[move % 2]
        before, _ = tracemalloc.get_traced_memory()
        for move in range(_MOVES):
            control.value = values[move % 2]
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    must(after - before < _GROWTH, Lab, f"{_MOVES} moves leave {after - before} bytes behind.")


def check_lock(Lab: Any) -> None:
    """While a move is under way, whatever else moves the lab waits for it."""
    holding, inside, go_on = threading.Event(), threading.Event(), threading.Event()

    def slowly(result: Any) -> str:
        if holding.is_set():
            inside.set()
            go_on.wait(_LATE)
        return str(Lab.describe(result))

    slow = type(Lab)(Lab.__name__, (Lab,), {"describe": staticmethod(slowly)})()
    name, field = next(iter(fields_of(Lab).items()))
    start, state = seen(slow), slow.state
    ways: dict[str, Callable[[], Any]] = {
        "reset": slow.reset,
        "set": lambda: slow.set(**{name: field.default}),
        "restore": lambda: slow.restore(state),
    }
    if Lab.PRESETS:
        ways["preset"] = lambda: slow.preset(next(iter(Lab.PRESETS)))
    for way, move in ways.items():
        holding.set()
        under_way = threading.Thread(target=lambda: slow.set(**{name: other(field)}))
        under_way.start()
        inside.wait(_LATE)
        holding.clear()
        moving = threading.Thread(target=move)
        moving.start()
        moving.join(_SOON)
        waits = slow.settings == dataclasses.replace(start.settings, **{name: other(field)})
        go_on.set()
        for thread in (under_way, moving):
            thread.join(_LATE)
        must(waits, Lab, f"{way} does not wait for a move that is under way.")
        go_on.clear()
        inside.clear()


def check_threads(Lab: Any) -> None:
    """Moves from two threads end in one state, and no thread is left."""
    first, *rest = fields_of(Lab).items()
    name, field = rest[0] if rest else first
    running = threading.active_count()
    lab = Lab()
    control, values = lab.controls[first[0]], (other(first[1]), first[1].default)

    def drag() -> None:
        for value in _ROUNDS * values:
            control.value = value

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        dragging = threading.Thread(target=drag)
        dragging.start()
        for value in _ROUNDS * (other(field), field.default):
            lab.set(**{name: value})
        dragging.join(_LATE)
    finally:
        sys.setswitchinterval(interval)
    must(lab.error is None, Lab, f"moved by two threads, it fails: {lab.error}")
    fresh = there(Lab, lab.settings)
    must(page_of(lab) == page_of(fresh), Lab, "moved by two threads, it shows another place.")
    must(threading.active_count() <= running, Lab, "it leaves a thread running.")
