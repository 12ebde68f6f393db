"""check_lab: a lab that keeps the contract passes, and every way of breaking it is noticed."""

import itertools
import threading
from dataclasses import dataclass, replace

import ipywidgets
import numpy as np
import pytest

from mixlearn.labs import Lab, field
from mixlearn.plots import Panel
from mixlearn.testing import check_lab


@dataclass(frozen=True)
class Settings:
    """A number and a choice."""

    side: float = field(1.0, "Side", low=0.5, high=4, step=0.5, help="How wide it is.")
    shape: str = field("square", "Shape", choices=("square", "circle"), help="What it looks like.")


@dataclass(frozen=True)
class Result:
    """A shape and its area."""

    settings: Settings
    area: float


class Picture:
    """One mark, further right for a larger area."""

    def __init__(self):
        self.panel = Panel(80, 40)
        self.panels = {"area": self.panel}
        self.axes = self.panel.add_axes(0, 0, 1, 1)
        self.axes.set(xlim=(-1, 17), ylim=(-1, 1))
        self.axes.set_axis_off()
        (self.mark,) = self.axes.plot([0], [0], "s")
        self.panel.moves(mark=self.mark)

    def update(self, result):
        """Move the mark."""
        self.mark.set_data([result.area], [0])
        self.panel.moved()


class GoodLab(Lab):
    """A lab that does all that a lab must do."""

    Settings = Settings
    Picture = Picture
    PRESETS = {"large": {"side": 3.0}}  # noqa: RUF012

    @staticmethod
    def run(settings):
        """Compute the area."""
        factor = np.pi / 4 if settings.shape == "circle" else 1.0
        return Result(settings, factor * settings.side**2)

    @staticmethod
    def describe(result):
        """Say it."""
        return f"The {result.settings.shape} has an area of {result.area:.2f}."

    @staticmethod
    def code_for(settings):
        """Compute it again."""
        factor = "3.141592653589793 / 4 * " if settings.shape == "circle" else ""
        return f"print(f'area: {{{factor}{settings.side} ** 2:.2f}}')"


def settings_of(**fields):
    """Declare other settings, their defaults first."""
    names = {name: type(declared.default) for name, declared in fields.items()}
    made = type("Settings", (), {"__annotations__": names, **fields})
    return dataclass(frozen=True)(made)


def shown_as(**changes):
    """Make a Picture with other methods."""
    return type("Picture", (Picture,), changes)


def drawn(update):
    """Make a Picture whose update does something more."""

    def updated(self, result):
        Picture.update(self, result)
        update(self, result)

    return shown_as(update=updated)


def said(describe):
    return {"describe": staticmethod(describe)}


def computed(run):
    return {"run": staticmethod(run)}


def programmed(code):
    return {"code_for": staticmethod(code)}


SIDE, SHAPE = (Settings.__dataclass_fields__[name].metadata for name in ("side", "shape"))
NUMBERS = itertools.count()
KEPT = []


def side(**changes):
    words = {"low": 0.5, "high": 4, "step": 0.5, "help": "How wide it is.", **changes}
    return field(words.pop("default", 1.0), words.pop("label", "Side"), **words)


def shape(**changes):
    words = {"choices": ("square", "circle"), "help": "What it looks like.", **changes}
    return field("square", words.pop("label", "Shape"), **words)


def leak_artist(self, _):
    self.axes.plot([0], [0])


def grow(self, _):
    self.mark.set_markersize(self.mark.get_markersize() + 1)


def renamed(self, result):
    if result.settings.shape == "circle":
        self.panels = {"round": self.panel}


def empty(self, result):
    if result.settings.shape == "circle":
        self.panel._moving.clear()
        self.panel.changed()


def left_running(settings):
    threading.Thread(target=threading.Event().wait, args=(20,), daemon=True).start()
    return GoodLab.run(settings)


def keeping(result):
    KEPT.append(bytes(100_000))
    return GoodLab.describe(result)


def unlocked_go(self, settings, *, preset="choose one ..."):
    # As in the base, without taking the lock.
    self._set_controls(settings)
    self._show(settings, preset=preset)


def set_piecemeal(self, **settings):
    for name, value in settings.items():
        Lab.set(self, **{name: value})


def forgiving(self, **settings):
    known = {name: value for name, value in settings.items() if name in self.controls}
    Lab.set(self, **known)


def restored_piecemeal(self, text):
    self.controls["side"].value = 2.0
    Lab.restore(self, text)


def preset_from_here(self, name):
    self.set(**self.PRESETS[name])


def always_on(self, *place, **preset):
    Lab._show(self, *place, **preset)
    for widget in self.controls.values():
        widget.disabled = False


def raised(error):
    def method(self, *_, **__):
        raise error

    return method


# What is broken: the changes to the lab, and what the sentence says.
BROKEN = {
    "settings that can be changed": (
        {"Settings": dataclass(type("Settings", (), dict(vars(Settings))))},
        "must be a frozen dataclass",
    ),
    "no help": ({"Settings": settings_of(side=side(help=""), shape=shape())}, "sentence of help"),
    "no label": ({"Settings": settings_of(side=side(label=""), shape=shape())}, "with a label"),
    "no end": ({"Settings": settings_of(side=side(high=np.inf), shape=shape())}, "finite ends"),
    "an end out of reach": (
        {"Settings": settings_of(side=side(high=4.2), shape=shape())},
        "never reaches its high end",
    ),
    "one label twice": (
        {"Settings": settings_of(side=side(label="Shape"), shape=shape())},
        "the same label",
    ),
    "a control that is not there": (
        {"_arranged": lambda self, controls, others: Lab._arranged(self, controls[1:], others)},
        "'side' has no control on the page",
    ),
    "a sentence that counts calls": (
        said(lambda result: f"{GoodLab.describe(result)[:-1]}, call {next(NUMBERS)}."),
        "Reset does not lead back|the sentence differs",
    ),
    "a global generator": (
        computed(lambda s: (np.random.random(), GoodLab.run(s))[1]),
        "global random numbers",
    ),
    "a corner that fails": (
        computed(lambda s: GoodLab.run(s) if s.side < 4 else 1 / 0),
        "it cannot be shown: division by zero",
    ),
    "a sentence without an end": (
        said(lambda result: GoodLab.describe(result)[:-1]),
        "one line that ends with a full stop",
    ),
    "a sentence with nan": (
        said(lambda r: f"It is {np.nan if r.settings.side == 4 else r.area:.2f}."),
        "tells no number: 'It is nan.'",
    ),
    "a panel of another name": ({"Picture": drawn(renamed)}, "it cannot be shown"),
    "a panel that is empty": ({"Picture": drawn(empty)}, "the panel 'area' is empty"),
    "a code that is no Python": (
        programmed(lambda s: "print(" if s.side == 4 else GoodLab.code_for(s)),
        "the code is not Python",
    ),
    "a picture that stays": (
        {"Picture": shown_as(update=lambda self, result: None)},  # noqa: ARG005
        "changes the sentence, and no panel",
    ),
    "a control that is off and moves": (
        {"Settings": settings_of(side=side(matters=lambda _: False), shape=shape())},
        "'side' is disabled, and moves a panel",
    ),
    "a control that never goes off": (
        {
            "Settings": settings_of(side=side(matters=lambda _: False), shape=shape()),
            "_show": always_on,
        },
        r"\[\] are disabled, and \['side'\] do not matter",
    ),
    "a setting that does nothing": (
        {"Settings": settings_of(side=side(), shape=shape(), idle=side(label="Idle"))},
        "'idle' moves no panel",
    ),
    "a picture that shows the way": (
        {"Picture": drawn(grow)},
        "Reset does not lead back|the way is seen",
    ),
    "a preset that is no place": ({"PRESETS": {"large": {"side": 9.0}}}, "must be a number"),
    "a preset that depends on the way": (
        {"preset": preset_from_here},
        "does not stay named|leads elsewhere",
    ),
    "an error that is no sentence": ({"preset": raised(KeyError("x"))}, "KeyError|'x'"),
    "a reset that stays": ({"reset": lambda self: None}, "Reset does not lead back"),  # noqa: ARG005
    "a reset without its lock": ({"_go": unlocked_go}, "reset does not wait"),
    "names that are swallowed": ({"set": forgiving}, "no_such_setting=1 must be refused"),
    "settings set one by one": ({"set": set_piecemeal}, "is refused and changes something"),
    "a state restored too early": ({"restore": restored_piecemeal}, "changes something"),
    "a state that leaves out": (
        {"_usable": property(lambda self: ["side"])},  # noqa: ARG005
        "shape",
    ),
    "a code that does not run": (
        programmed(lambda s: f"{GoodLab.code_for(s)}\nmissing"),
        "the code does not run: NameError",
    ),
    "a code that computes another place": (
        programmed(lambda s: GoodLab.code_for(replace(s, side=s.side + 0.5))),
        "prints other numbers than the sentence has",
    ),
    "a code that prints nothing": (programmed(lambda s: "x = 1"), "the code prints no number"),  # noqa: ARG005
    "artists that pile up": ({"Picture": drawn(leak_artist)}, "more artists|Reset does not lead"),
    "bytes that pile up": (said(keeping), "moves leave .* bytes behind"),
    "a thread that goes on": (computed(left_running), "leaves a thread running"),
}


def broken(changes):
    return type("BrokenLab", (GoodLab,), changes)


def test_a_lab_that_keeps_the_contract_passes():
    """Nothing is held against a lab that does all that a lab must do."""
    check_lab(GoodLab)


@pytest.mark.parametrize("how", BROKEN)
def test_what_is_broken_is_said_in_one_sentence(how):
    """One thing is wrong, and an AssertionError names the lab and says what."""
    changes, words = BROKEN[how]
    with pytest.raises(AssertionError, match=words) as said_of_it:
        check_lab(broken(changes))
    assert str(said_of_it.value).startswith("BrokenLab: ")
    assert len(str(said_of_it.value).splitlines()) == 1
    KEPT.clear()


def test_html_that_is_not_escaped_is_noticed(monkeypatch):
    """A page that takes a text for HTML is refused."""
    monkeypatch.setattr("mixlearn.labs._view.sentence", lambda text: f"<p>{text}</p>")
    with pytest.raises(AssertionError, match=r"escaped|is not on the page"):
        check_lab(broken({"describe": staticmethod(lambda r: f"A <i>{r.area:.2f}</i> & more.")}))


def test_a_move_without_a_lock_is_noticed():
    """Two threads that move a lab at once must not leave a page of two places."""
    lab = broken({"_go": unlocked_go})
    with pytest.raises(AssertionError, match=r"does not wait|shows another place"):
        check_lab(lab)
    assert isinstance(lab(), ipywidgets.VBox)
