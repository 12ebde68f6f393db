"""The contract of a lab, as checks that anybody's lab can be held against."""

import dataclasses
import io
import re
import sys
import threading
import tracemalloc
from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any, NoReturn

import numpy as np
import PIL.Image

from mixlearn._errors import LearnerError
from mixlearn.testing._places import (
    bad_states,
    bad_values,
    corners,
    fields_of,
    forget,
    measured,
    options,
    other,
    output_of,
    parts,
    seen,
    stands_in,
)

__all__ = ["check_lab"]

# So many corners are visited; with more, a lab that trains would keep one waiting.
_CORNERS = 12
# Moves between two places, and how many bytes they may leave behind.
_MOVES, _GROWTH = 20, 300_000
# How often two threads move to and fro.
_ROUNDS = 5
# Seconds in which a thread that should not wait has long moved, and in which one must be done.
_SOON, _LATE = 0.1, 60.0
_HOSTILE = "<img src=x onerror=alert(1)> & more."


def check_lab(Lab: Any) -> None:
    """Check that a lab does what every lab must do.

    Its corners, presets, bad settings, `state`, `reset` and `code` are tried, the same place is
    compared with itself, and the page is looked at: every control, every panel, every text.
    It takes a few seconds.

    Parameters
    ----------
    Lab : type
        A subclass of :class:`mixlearn.labs.Lab` that starts without arguments.

    Raises
    ------
    AssertionError
        If something is not as it must be; one sentence says what.

    Examples
    --------
    >>> from mixlearn.labs import BlendLab
    >>> from mixlearn.testing import check_lab
    >>> check_lab(BlendLab)
    """
    for check in _CHECKS:
        try:
            check(Lab)
        except Exception as error:  # whatever a lab may raise where it must not
            if isinstance(error, AssertionError):
                raise
            words = " ".join(f"{type(error).__name__}: {error}".split())
            raise AssertionError(f"{Lab.__name__}: {check.__doc__} It raises {words}") from error


def _must(holds: object, Lab: Any, words: str) -> None:
    if not holds:
        _fail(Lab, words)


def _fail(Lab: Any, words: str) -> NoReturn:
    raise AssertionError(f"{Lab.__name__}: {words}")


def _check_settings(Lab: Any) -> None:
    """Settings are a frozen dataclass, and every one of them says what it is."""
    frozen = getattr(getattr(Lab.Settings, "__dataclass_params__", None), "frozen", False)
    _must(frozen, Lab, "Settings must be a frozen dataclass.")
    fields = fields_of(Lab)
    for name, field in fields.items():
        words = field.metadata
        _must(words.get("label"), Lab, f"{name!r} must be declared by `field`, with a label.")
        _must(words["help"].endswith("."), Lab, f"{name!r} must have a sentence of help.")
        if isinstance(field.default, bool | str) or words["choices"]:
            continue
        count = (words["high"] - words["low"]) / words["step"]
        _must(np.isfinite(count), Lab, f"{name!r} must have two finite ends.")
        _must(abs(count - round(count)) < 1e-6, Lab, f"{name!r} never reaches its high end.")
    labels = [field.metadata["label"] for field in fields.values()]
    _must(len({*labels}) == len(labels), Lab, "two settings have the same label.")


def _check_controls(Lab: Any) -> None:
    """Every setting has a control on the page, with its label and its help."""
    lab = Lab()
    page = list(parts(lab))
    for name, field in fields_of(Lab).items():
        control = lab.controls.get(name)
        _must(control in page, Lab, f"{name!r} has no control on the page.")
        _must(
            (control.description, control.tooltip)
            == (field.metadata["label"], field.metadata["help"]),
            Lab,
            f"the control of {name!r} lacks its label or its help.",
        )


def _check_repeats(Lab: Any) -> None:
    """Computed twice, the same place gives the same bits, and nobody else's random numbers move."""
    before = repr(np.random.get_state())  # noqa: NPY002 - what must not be touched
    first = seen(Lab())
    forget(Lab)
    second = seen(Lab())
    _must(first.sentence == second.sentence, Lab, "computed twice, the sentence differs.")
    _must(first.panels == second.panels, Lab, "computed twice, a panel has other bits.")
    after = repr(np.random.get_state())  # noqa: NPY002
    _must(before == after, Lab, "it draws from NumPy's global random numbers.")


def _check_corners(Lab: Any) -> None:
    """Wherever settings stand, there is a sentence, and panels of the same names and sizes."""
    sizes = {name: panel.size for name, panel in Lab.Picture().panels.items()}
    named = sizes and all(isinstance(name, str) and name for name in sizes)
    _must(named, Lab, "its Picture must have panels, each with a name.")
    lab = Lab()
    start: dict[str, Any] = {}
    for corner in [start, *corners(Lab, _CORNERS)]:
        lab.set(**corner)
        where = f"at {corner}"
        _must(lab.error is None, Lab, f"{where} it cannot be shown: {lab.error}")
        _check_sentence(Lab, lab.sentence, where)
        _check_panels(Lab, lab, sizes, where)
        try:
            compile(lab.code(), "code", "exec")
        except SyntaxError as error:
            _fail(Lab, f"{where} the code is not Python: {error}.")
    _must(_page_of(lab) == _page_of(_there(Lab, lab.settings)), Lab, f"{where} the way is seen.")


def _there(Lab: Any, settings: Any) -> Any:
    """Make a lab that starts at a place."""
    return Lab(**dataclasses.asdict(settings))


def _page_of(lab: Any) -> tuple[Any, ...]:
    """What stands on the page, apart from the list of presets."""
    images = [(image.value, image.tooltip) for image in parts(lab, "Image")]
    return (*seen(lab), images, [text.value for text in parts(lab, "HTML")])


def _check_sentence(Lab: Any, sentence: str, where: str) -> None:
    one = sentence.endswith(".") and sentence == " ".join(sentence.split())
    _must(one, Lab, f"{where} the sentence must be one line that ends with a full stop.")
    odd = re.search(r"\b(nan|inf|None)\b", sentence)
    _must(odd is None, Lab, f"{where} the sentence tells no number: {sentence!r}")


def _check_panels(Lab: Any, lab: Any, sizes: dict[str, tuple[int, int]], where: str) -> None:
    images = list(parts(lab, "Image"))
    _must(
        [image.value for image in images] == list(lab.panels.values()),
        Lab,
        f"{where} the page does not show the panels.",
    )
    told = all(image.tooltip == lab.sentence for image in images)
    _must(told, Lab, f"{where} a picture is not named by the sentence.")
    shown = any(escape(lab.sentence) in text.value for text in parts(lab, "HTML"))
    _must(shown, Lab, f"{where} the sentence is not on the page.")
    for name, png in lab.panels.items():
        with PIL.Image.open(io.BytesIO(png)) as image:
            _must(image.size == sizes[name], Lab, f"{where} the panel {name!r} has another size.")
            dark, light = image.convert("L").getextrema()
            _must(dark != light, Lab, f"{where} the panel {name!r} is empty.")


def _check_moves(Lab: Any) -> None:
    """Every setting moves the picture somewhere, and the sentence never moves alone."""
    lab, fields, places = Lab(), fields_of(Lab), _choices(Lab)
    for name, field in fields.items():
        for place in places:
            if _moves(Lab, lab, name, field, place):
                break
        else:
            _fail(Lab, f"{name!r} moves no panel.")


def _choices(Lab: Any) -> list[dict[str, Any]]:
    """List the start, and every choice of words alone."""
    chosen = [
        {name: choice}
        for name, field in fields_of(Lab).items()
        if isinstance(field.default, str)
        for choice in options(field)
        if choice != field.default
    ]
    return [{}, *chosen]


def _moves(Lab: Any, lab: Any, name: str, field: Any, place: dict[str, Any]) -> bool:
    for value in options(field):
        lab.reset()
        lab.set(**place)
        before = seen(lab)
        lab.set(**{name: value})
        if lab.panels != before.panels:
            return True
        same = lab.sentence == before.sentence
        _must(same, Lab, f"moving {name!r} changes the sentence, and no panel.")
    return False


def _check_presets(Lab: Any) -> None:
    """Presets change what they name, from where the lab started, and stay named."""
    name, field = next(iter(fields_of(Lab).items()))
    lab = Lab(**{name: other(field)})
    start = lab.settings
    (chosen,) = (w for w in parts(lab, "Dropdown") if w.description == "Preset")
    for preset, values in Lab.PRESETS.items():
        lab.set(**{name: field.default})
        lab.preset(preset)
        _must(lab.error is None, Lab, f"the preset {preset!r} cannot be shown: {lab.error}")
        expected = dataclasses.replace(start, **values)
        right = lab.settings == expected
        _must(right, Lab, f"the preset {preset!r} leads elsewhere than it says.")
        _must(chosen.value == preset, Lab, f"the preset {preset!r} does not stay named.")
        listed = preset in chosen.options
        _must(listed, Lab, f"the preset {preset!r} is not in the list.")
    before = _page_of(lab)
    _refused(Lab, lambda: lab.preset("no such preset"), "an unknown preset")
    _must(_page_of(lab) == before, Lab, "an unknown preset changes something.")


def _refused(Lab: Any, act: Callable[[], Any], what: str) -> None:
    try:
        act()
    except LearnerError as error:
        words = str(error)
        one = words.endswith(".") and "\n" not in words
        _must(one, Lab, f"{what} must be refused in one line that ends with a full stop.")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is not a LabError
        _fail(Lab, f"{what} must be refused by a LabError. Got {type(error).__name__}.")
    else:
        _fail(Lab, f"{what} must be refused.")


def _check_reset(Lab: Any) -> None:
    """Reset, by name or by button, leads back to where the lab started, to the bit."""
    name, field = next(iter(fields_of(Lab).items()))
    lab = Lab(**{name: other(field)})
    start = _page_of(lab)
    (button,) = (w for w in parts(lab, "Button") if w.description == "Reset")
    for reset in (lab.reset, button.click):
        lab.set(**{name: field.default})
        _must(_page_of(lab) != start, Lab, f"moving {name!r} leaves the page as it was.")
        reset()
        _must(_page_of(lab) == start, Lab, "Reset does not lead back to the start.")


def _check_state(Lab: Any) -> None:
    """The state brings a place back, on any lab of its kind; what is no state changes nothing."""
    lab = Lab()
    start = lab.state
    for corner in corners(Lab, 3):
        lab.set(**corner)
        there = seen(lab)
        _must("\n" not in there.state, Lab, "its state has more than one line.")
        lab.restore(start)
        _must(lab.state == start, Lab, "restore does not lead to where the state was taken.")
        lab.restore(there.state)
        _must(seen(lab) == there, Lab, f"restore does not bring back {corner}.")
    before = _page_of(lab)
    for text in bad_states(Lab, lab.state):
        _refused(Lab, partial(lab.restore, text), f"the state {str(text)[:60]!r}")
        _must(_page_of(lab) == before, Lab, f"restoring {str(text)[:60]!r} changes something.")


def _check_refusals(Lab: Any) -> None:
    """What cannot be set is refused in one sentence, and nothing changes, not even what could."""
    lab = Lab()
    fields = fields_of(Lab)
    good = {name: other(field) for name, field in fields.items()}
    before = _page_of(lab)
    bad = [(name, value) for name, field in fields.items() for value in bad_values(field)]
    for name, value in [*bad, ("no_such_setting", 1)]:
        _refused(Lab, partial(lab.set, **good | {name: value}), f"{name}={value!r}")
        _must(_page_of(lab) == before, Lab, f"{name}={value!r} is refused and changes something.")
    _refused(Lab, lambda: Lab(no_such_setting=1), "an unknown setting at the start")
    _refused(Lab, lambda: Lab(show=["no_such_setting"]), "an unknown setting to show")
    if Lab.adopt is None:
        _refused(Lab, lambda: Lab(X=[[0.0, 0.0]], y=[0]), "data that it does not take")


def _check_code(Lab: Any) -> None:
    """The code runs on its own and prints numbers of the sentence."""
    lab = Lab()
    for place in _choices(Lab):
        lab.reset()
        lab.set(**place)
        try:
            printed = output_of(lab.code())
        except Exception as error:  # noqa: BLE001 - whatever a program may raise
            _fail(Lab, f"at {place} the code does not run: {type(error).__name__}: {error}")
        lines = [numbers for line in printed.splitlines() if (numbers := measured(line))]
        _must(lines, Lab, f"at {place} the code prints no number.")
        told = [all(stands_in(number, lab.sentence) for number in line) for line in lines]
        # What no sentence has room for may be printed besides, and later.
        agrees = told[0] and 3 * sum(told) >= len(told)
        _must(agrees, Lab, f"at {place} the code prints other numbers than the sentence has.")


def _check_memory(Lab: Any) -> None:
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
    _must(counts[1] == counts[2], Lab, "its picture has more artists with every move.")
    control = lab.controls[name]
    tracemalloc.start()
    try:
        for move in range(_MOVES // 4):
            control.value = values[move % 2]
        before, _ = tracemalloc.get_traced_memory()
        for move in range(_MOVES):
            control.value = values[move % 2]
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    _must(after - before < _GROWTH, Lab, f"{_MOVES} moves leave {after - before} bytes behind.")


def _check_threads(Lab: Any) -> None:
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
    _must(lab.error is None, Lab, f"moved by two threads, it fails: {lab.error}")
    fresh = _there(Lab, lab.settings)
    _must(_page_of(lab) == _page_of(fresh), Lab, "moved by two threads, it shows another place.")
    _must(threading.active_count() <= running, Lab, "it leaves a thread running.")


def _check_lock(Lab: Any) -> None:
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
        _must(waits, Lab, f"{way} does not wait for a move that is under way.")
        go_on.clear()
        inside.clear()


def _check_escaping(Lab: Any) -> None:
    """Whatever sentence, code or error say, the page shows it as text."""
    trouble: list[bool] = []

    def run(*data: Any) -> Any:
        if trouble:
            raise ValueError(_HOSTILE)
        return Lab.run(*data)

    words = staticmethod(lambda *_: _HOSTILE)
    hostile = {"describe": words, "code_for": words, "run": staticmethod(run)}
    lab = type(Lab)(Lab.__name__, (Lab,), hostile)()
    (toggle,) = parts(lab, "ToggleButton")
    toggle.value = True
    trouble.append(True)
    name, field = next(iter(fields_of(Lab).items()))
    lab.set(**{name: other(field)})
    texts = [text.value for text in parts(lab, "HTML")]
    shown = sum(escape(_HOSTILE) in text for text in texts)
    _must(shown == 3, Lab, "sentence, code and error must be on the page, escaped.")
    _must(not any("<img" in text for text in texts), Lab, "a text becomes HTML on the page.")


_CHECKS: tuple[Callable[[Any], None], ...] = (
    _check_settings,
    _check_controls,
    _check_reset,
    _check_repeats,
    _check_corners,
    _check_moves,
    _check_presets,
    _check_refusals,
    _check_state,
    _check_code,
    _check_memory,
    _check_lock,
    _check_threads,
    _check_escaping,
)
