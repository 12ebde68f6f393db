"""What a lab shows: its controls, panels and words, whatever its settings."""

import io
import re
from html import escape
from typing import Any

import numpy as np
import PIL.Image

from mixlearn.testing._places import (
    choices,
    corners,
    fail,
    fields_of,
    go,
    measured,
    must,
    options,
    other,
    output_of,
    page_of,
    parts,
    seen,
    stands_in,
    there,
)

__all__ = [
    "check_choices",
    "check_controls",
    "check_corners",
    "check_escaping",
    "check_moves",
    "check_settings",
]

# At most this many corners are visited: with more, a lab that trains would take too long.
_CORNERS = 6
_HOSTILE = "<img src=x onerror=alert(1)> & more."


def check_settings(Lab: Any) -> None:
    """Settings are a frozen dataclass, and every one of them says what it is."""
    frozen = getattr(getattr(Lab.Settings, "__dataclass_params__", None), "frozen", False)
    must(frozen, Lab, "Settings must be a frozen dataclass.")
    fields = fields_of(Lab)
    for name, field in fields.items():
        words = field.metadata
        must(words.get("label"), Lab, f"{name!r} must be declared by `field`, with a label.")
        must(words["help"].endswith("."), Lab, f"{name!r} must have a sentence of help.")
        if isinstance(field.default, bool | str) or words["choices"]:
            continue
        count = (words["high"] - words["low"]) / words["step"]
        must(np.isfinite(count), Lab, f"{name!r} must have two finite ends.")
        must(abs(count - round(count)) < 1e-6, Lab, f"{name!r} never reaches its high end.")
    labels = [field.metadata["label"] for field in fields.values()]
    must(len({*labels}) == len(labels), Lab, "two settings have the same label.")


def check_controls(Lab: Any) -> None:
    """Every setting has a control on the page, with its label and its help."""
    lab = Lab()
    page = list(parts(lab))
    for name, field in fields_of(Lab).items():
        control = lab.controls.get(name)
        must(control in page, Lab, f"{name!r} has no control on the page.")
        must(
            (control.description, control.tooltip)
            == (field.metadata["label"], field.metadata["help"]),
            Lab,
            f"the control of {name!r} lacks its label or its help.",
        )


def check_corners(Lab: Any) -> None:
    """Whatever the settings, there is a sentence, and panels of the same names and sizes."""
    sizes = {name: panel.size for name, panel in Lab.Picture().panels.items()}
    named = sizes and all(isinstance(name, str) and name for name in sizes)
    must(named, Lab, "its Picture must have panels, each with a name.")
    lab = Lab()
    start: dict[str, Any] = {}
    for corner in [start, *corners(Lab, _CORNERS)]:
        lab.set(**corner)
        where = f"at {corner}"
        must(lab.error is None, Lab, f"{where} it cannot be shown: {lab.error}")
        _check_sentence(Lab, lab.sentence, where)
        _check_panels(Lab, lab, sizes, where)
        try:
            compile(lab.code(), "code", "exec")
        except SyntaxError as error:
            fail(Lab, f"{where} the code is not Python: {error}.")
    must(page_of(lab) == page_of(there(Lab, lab.settings)), Lab, f"{where} the way is seen.")


def _check_sentence(Lab: Any, sentence: str, where: str) -> None:
    one = sentence.endswith(".") and sentence == " ".join(sentence.split())
    must(one, Lab, f"{where} the sentence must be one line that ends with a full stop.")
    odd = re.search(r"\b(nan|inf|None)\b", sentence)
    must(odd is None, Lab, f"{where} the sentence tells no number: {sentence!r}")


def _check_panels(Lab: Any, lab: Any, sizes: dict[str, tuple[int, int]], where: str) -> None:
    images = list(parts(lab, "Image"))
    must(
        [image.value for image in images] == list(lab.panels.values()),
        Lab,
        f"{where} the page does not show the panels.",
    )
    names = [image.tooltip for image in images]
    told = all(name.endswith(".") and name == " ".join(name.split()) for name in names)
    must(told, Lab, f"{where} a picture has no name for those who do not see it.")
    shown = any(escape(lab.sentence) in text.value for text in parts(lab, "HTML"))
    must(shown, Lab, f"{where} the sentence is not on the page.")
    for name, png in lab.panels.items():
        with PIL.Image.open(io.BytesIO(png)) as image:
            must(image.size == sizes[name], Lab, f"{where} the panel {name!r} has another size.")
            dark, light = image.convert("L").getextrema()
            must(dark != light, Lab, f"{where} the panel {name!r} is empty.")


def check_moves(Lab: Any) -> None:
    """Every setting moves the picture somewhere, and the sentence never moves alone."""
    lab, fields, places = Lab(), fields_of(Lab), choices(Lab)
    for name, field in fields.items():
        for place in places:
            if _moves(Lab, lab, name, field, place):
                break
        else:
            fail(Lab, f"{name!r} moves no panel.")


def _moves(Lab: Any, lab: Any, name: str, field: Any, place: dict[str, Any]) -> bool:
    for value in options(field):
        go(lab, place)
        before = seen(lab)
        lab.set(**{name: value})
        if lab.panels != before.panels:
            return True
        same = lab.sentence == before.sentence
        must(same, Lab, f"moving {name!r} changes the sentence, and no panel.")
    return False


def check_choices(Lab: Any) -> None:
    """Whatever is chosen, the code gives the sentence's numbers, and idle controls are off."""
    lab = Lab()
    for place in choices(Lab):
        go(lab, place)
        _check_code(Lab, lab, f"at {place}")
        _check_idle(Lab, lab, f"at {place}")


def _check_code(Lab: Any, lab: Any, where: str) -> None:
    try:
        printed = output_of(lab.code())
    except Exception as error:  # noqa: BLE001 - whatever a program may raise
        fail(Lab, f"{where} the code does not run: {type(error).__name__}: {error}")
    lines = [numbers for line in printed.splitlines() if (numbers := measured(line))]
    must(lines, Lab, f"{where} the code prints no number.")
    told = [all(stands_in(number, lab.sentence) for number in line) for line in lines]
    # Whatever a sentence has no room for may be printed too, but later.
    agrees = told[0] and 3 * sum(told) >= len(told)
    must(agrees, Lab, f"{where} the code prints other numbers than the sentence has.")


def _check_idle(Lab: Any, lab: Any, where: str) -> None:
    fields, before, panels = fields_of(Lab), lab.settings, lab.panels
    idle = [name for name, field in fields.items() if not field.metadata["matters"](before)]
    off = [name for name, control in lab.controls.items() if control.disabled]
    must(off == idle, Lab, f"{where} {off} are disabled, and {idle} do not matter.")
    for name in idle:
        lab.set(**{name: other(fields[name])})
        must(lab.panels == panels, Lab, f"{where} {name!r} is disabled, and moves a panel.")
    if idle:
        lab.set(**{name: getattr(before, name) for name in idle})


def check_escaping(Lab: Any) -> None:
    """Whatever the sentence, the code or an error says, the page shows it as text."""
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
    must(shown == 3, Lab, "sentence, code and error must be on the page, escaped.")
    must(not any("<img" in text for text in texts), Lab, "a text becomes HTML on the page.")
