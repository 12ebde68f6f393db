"""The wiring that all labs share, seen through a toy lab of two tiny panels."""

import base64
import dataclasses
import io
import pkgutil
import subprocess
import sys
import threading
import tracemalloc
import types
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import ipywidgets
import numpy as np
import PIL.Image
import pytest
import traitlets
from matplotlib.text import Text

from mixlearn import labs
from mixlearn.labs import Lab, LabError, _base, field
from mixlearn.labs._settings import check, control
from mixlearn.plots import Panel, captioned

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Settings:
    """One setting of each type."""

    size: float = field(1.0, "Size σ", low=0, high=10, step=0.25, help="How large.")
    count: int = field(3, "Count", low=0, high=300)
    kind: str = field("round", "Kind", choices={"round": "a circle", "square": "a square"})
    filled: bool = field(False, "Filled")


@dataclass(frozen=True, eq=False)
class Result:
    """What was set, and something heavy."""

    settings: Settings
    bulk: np.ndarray


class Picture:
    """Two tiny panels: the size on the first, everything else on the second."""

    def __init__(self):
        self.panels = {"size": Panel(60, 40), "rest": Panel(60, 40)}
        self.marks, self.shown = {}, None
        for name, panel in self.panels.items():
            axes = panel.add_axes(0, 0, 1, 1)
            axes.set(xlim=(-1, 11), ylim=(-1, 1))
            axes.set_axis_off()
            (self.marks[name],) = axes.plot([0], [0], "o", color="black")
            panel.moves(mark=self.marks[name])

    def update(self, result):
        """Move the first mark, then the second."""
        s = result.settings
        if s == self.shown:
            return
        self.shown = s  # too early, as it happens: nothing may have moved yet
        self._move("size", s.size)
        if "update" in ToyLab.trouble:
            raise ToyLab.trouble["update"]
        self._move("rest", s.count / 30 + 0.3 * s.filled + 0.5 * (s.kind == "square"))

    def _move(self, name, place):
        if place not in self.marks[name].get_xdata():
            self.marks[name].set_data([place], [0])
            self.panels[name].moved()


class ToyLab(Lab):
    """A lab that fails on demand."""

    trouble: dict[str, BaseException] = {}  # noqa: RUF012 - emptied before each test
    runs: list[Settings] = []  # noqa: RUF012 - the same

    Settings = Settings
    Picture = Picture
    PRESETS = {"large": {"size": 9.0}, "solid": {"filled": True, "count": 7}}  # noqa: RUF012

    @staticmethod
    def run(settings, _data=None):
        """Compute nothing, in 50 kB."""
        ToyLab.runs.append(settings)
        if "run" in ToyLab.trouble:
            raise ToyLab.trouble["run"]
        return Result(settings, np.full(50_000 // 8, settings.size))

    @staticmethod
    def describe(result):
        """Say everything."""
        if "describe" in ToyLab.trouble:
            raise ToyLab.trouble["describe"]
        s = result.settings
        look = "filled" if s.filled else "empty"
        return (
            f"{s.count} <i>{s.kind}</i> of size {s.size:.2f}, {look}." + " Truly." * 20 * s.filled
        )

    @staticmethod
    def code_for(settings, _data=None):
        """Print the size."""
        return f"if {settings.size} < 100:\n    print({settings.size})"


class OwnLab(ToyLab):
    """A lab that takes data."""

    adopt = staticmethod(lambda X, y: (tuple(X), tuple(y)))
    not_with_own_data = ("count",)


@pytest.fixture(autouse=True)
def no_trouble():
    ToyLab.trouble.clear()
    ToyLab.runs.clear()


@pytest.fixture
def lab():
    return ToyLab()


def parts(lab):
    """All widgets of a lab."""
    found, queue = [], [lab]
    while queue:
        widget = queue.pop(0)
        found.append(widget)
        queue.extend(getattr(widget, "children", ()))
    return found


def html(lab):
    return [widget.value for widget in parts(lab) if isinstance(widget, ipywidgets.HTML)]


def status(lab):
    return lab._status.value


def button(lab, description):
    return next(w for w in parts(lab) if getattr(w, "description", None) == description)


def seen(lab):
    """Everything a learner sees of a lab."""
    images = [widget for widget in parts(lab) if isinstance(widget, ipywidgets.Image)]
    return {
        "settings": lab.settings,
        "result": lab.result.settings,
        "panels": lab.panels,
        "images": [image.value for image in images],
        "tooltips": [image.tooltip for image in images],
        "sentence": lab.sentence,
        "html": html(lab),
    }


def shows(lab, **settings):
    """Whether a lab shows what a fresh one with these settings shows."""
    return seen(lab) == seen(ToyLab(**settings))


# Controls


def test_controls_follow_the_types_of_the_settings(lab):
    """A float and an int get a slider, a choice a list, a bool a check box, with words on each."""
    kinds = {name: type(widget).__name__ for name, widget in lab.controls.items()}
    assert kinds == {
        "size": "FloatSlider",
        "count": "IntSlider",
        "kind": "Dropdown",
        "filled": "Checkbox",
    }
    size = lab.controls["size"]
    assert (size.min, size.max, size.step, size.value) == (0, 10, 0.25, 1.0)
    assert (size.description, size.tooltip) == ("Size σ", "How large.")
    assert lab.controls["kind"].options == (("a circle", "round"), ("a square", "square"))
    assert all(widget in parts(lab) for widget in lab.controls.values())


@pytest.mark.parametrize(
    ("step", "value", "text"), [(1, 3.0, "3"), (0.5, 0.5, "0.5"), (0.05, 0.15, "0.15")]
)
def test_a_slider_shows_as_many_decimals_as_its_step_has(step, value, text):
    """The number beside a slider tells neighbouring positions apart."""
    declared = dataclasses.make_dataclass(
        "S", [("size", float, field(1.0, "Size", low=0, high=9, step=step))]
    )
    slider = control(dataclasses.fields(declared)[0])
    assert format(value, slider.readout_format) == text


def test_settings_are_hashable_and_typed(lab):
    """Settings come as plain Python values that can key a cache, whatever they were set from."""
    lab.set(size=np.float32(2), count=np.int64(5))
    assert hash(lab.settings) == hash(Settings(size=2.0, count=5))
    assert [type(value) for value in dataclasses.astuple(lab.settings)] == [float, int, str, bool]
    lab.set(size=4)
    assert type(lab.settings.size) is float


def test_show_hides_controls_and_keeps_their_settings():
    """`show` chooses the controls on the page; hidden settings keep their value and can be set."""
    lab = ToyLab(show=["size"], count=7)
    assert lab.controls["size"] in parts(lab)
    assert lab.controls["count"] not in parts(lab)
    assert lab.settings.count == 7
    lab.controls["size"].value = 2.0
    assert lab.settings == Settings(size=2.0, count=7)
    lab.set(count=8)
    assert lab.result.settings == Settings(size=2.0, count=8)


def test_show_may_be_empty():
    """A lab without a single control still shows its picture and its sentence."""
    lab = ToyLab(show=[])
    assert not set(lab.controls.values()) & set(parts(lab))
    assert lab.sentence


# Moves


MOVE = {"size": 2.5, "count": 4, "kind": "square", "filled": True}


def test_set_and_controls_lead_to_the_same_state(lab):
    """Setting by name, by a control's attribute or by a message of the browser are the same."""
    by_hand, by_message = ToyLab(), ToyLab()
    lab.set(**MOVE)
    for name, value in MOVE.items():
        by_hand.controls[name].value = value
        key = {"value": value} if name != "kind" else {"index": 1}
        by_message.controls[name].set_state(key)
    assert seen(lab) == seen(by_hand) == seen(by_message)
    assert shows(lab, **MOVE)
    assert not shows(lab)


def test_a_set_of_many_runs_once(lab):
    """Several values set at once are one move: `run` is not asked for the places between."""
    ToyLab.runs.clear()
    lab.set(**MOVE)
    assert ToyLab.runs == [Settings(**MOVE)]


def test_presets_lead_to_their_settings(lab):
    """A preset by name and one chosen from the list lead to the same state and stay named."""
    other = ToyLab()
    lab.preset("solid")
    button(other, "Preset").value = "solid"
    assert shows(lab, filled=True, count=7)
    assert seen(lab) == seen(other)
    assert button(lab, "Preset").value == button(other, "Preset").value == "solid"


def test_a_move_away_from_a_preset_unnames_it(lab):
    """After another move the list names no preset, so that the same one can be chosen again."""
    choice = button(lab, "Preset")
    choice.value = "large"
    lab.controls["size"].value = 2.0
    assert choice.value not in ToyLab.PRESETS
    choice.value = "large"
    assert lab.settings.size == 9.0


def test_a_failed_move_away_from_a_preset_unnames_it_too(lab):
    """An error leaves no preset named either, so that choosing it again works."""
    choice = button(lab, "Preset")
    choice.value = "large"
    ToyLab.trouble["run"] = ValueError("No.")
    lab.controls["size"].value = 2.0
    ToyLab.trouble.clear()
    choice.value = "large"
    assert shows(lab, size=9.0)


def test_presets_keep_the_settings_the_lab_started_with():
    """A preset changes only what it names; the rest is as the lab began, not as it was left."""
    lab = ToyLab(kind="square")
    lab.set(size=5.0, count=100)
    lab.preset("large")
    assert lab.settings == Settings(kind="square", size=9.0)


def test_reset_goes_back_to_the_start():
    """Reset, by name or by button, restores the settings given at the start."""
    lab = ToyLab(size=3.0)
    lab.set(**MOVE)
    lab.reset()
    assert shows(lab, size=3.0)
    lab.set(**MOVE)
    button(lab, "Reset").click()
    assert shows(lab, size=3.0)


# Bad input


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (
            {"colour": 1},
            "The settings of this lab are 'size', 'count', 'kind', 'filled'. Got 'colour' instead.",
        ),
        ({"size": -0.1}, "'size' must be a number from 0 to 10. Got -0.1 instead."),
        ({"size": 11}, "'size' must be a number from 0 to 10. Got 11 instead."),
        ({"size": float("nan")}, "'size' must be a number from 0 to 10. Got nan instead."),
        ({"size": float("inf")}, "'size' must be a number from 0 to 10. Got inf instead."),
        ({"size": "1"}, "'size' must be a number from 0 to 10. Got '1' instead."),
        ({"size": True}, "'size' must be a number from 0 to 10. Got True instead."),
        ({"size": None}, "'size' must be a number from 0 to 10. Got None instead."),
        ({"size": 1j}, "'size' must be a number from 0 to 10. Got 1j instead."),
        ({"count": 2.0}, "'count' must be a whole number from 0 to 300. Got 2.0 instead."),
        ({"count": 301}, "'count' must be a whole number from 0 to 300. Got 301 instead."),
        ({"kind": "oval"}, "'kind' must be one of 'round', 'square'. Got 'oval' instead."),
        ({"kind": ["round"]}, "'kind' must be one of 'round', 'square'. Got ['round'] instead."),
        ({"filled": 1}, "'filled' must be True or False. Got 1 instead."),
        (
            {"size": 2.0, "count": -1},
            "'count' must be a whole number from 0 to 300. Got -1 instead.",
        ),
    ],
    ids=str,
)
def test_a_wrong_setting_is_one_sentence_and_changes_nothing(lab, settings, sentence):
    """Unknown name, out of bounds or wrong type: a LabError that says what must hold."""
    before = seen(lab)
    with pytest.raises(LabError) as caught:
        lab.set(**settings)
    assert str(caught.value) == sentence
    assert seen(lab) == before
    with pytest.raises(LabError):
        ToyLab(**settings)


def test_a_number_too_large_for_a_float_is_out_of_bounds(lab):
    """An int beyond every float is refused by the same sentence as any other."""
    with pytest.raises(LabError, match="'size' must be a number from 0 to 10"):
        lab.set(size=10**400)


def test_an_unknown_preset_names_the_known_ones(lab):
    """A preset that does not exist changes nothing and names those that do."""
    before = seen(lab)
    with pytest.raises(LabError) as caught:
        lab.preset("huge")
    assert str(caught.value) == "The presets of this lab are 'large', 'solid'. Got 'huge' instead."
    assert seen(lab) == before


def test_an_unknown_name_in_show_is_refused():
    """`show` takes names of settings only."""
    with pytest.raises(LabError, match="Got 'colour' instead"):
        ToyLab(show=["size", "colour"])


def test_a_control_refuses_what_its_setting_refuses(lab):
    """A control's own value cannot leave the bounds: it stops at them, or raises."""
    lab.controls["size"].value = 99
    assert lab.settings.size == 10.0
    with pytest.raises(traitlets.TraitError):
        lab.controls["kind"].value = "oval"
    assert shows(lab, size=10.0)


def test_bounds_belong_to_the_range(lab):
    """Both ends of a slider can be set."""
    declared = {f.name: f for f in dataclasses.fields(Settings)}
    assert check(declared["size"], 0) == 0.0
    assert check(declared["size"], 10) == 10.0
    for size, count in product((0, 10), (0, 300)):
        lab.set(size=size, count=count)
        assert lab.error is None


def test_data_for_a_lab_that_takes_none_is_refused():
    """A lab with data of its own says so when it is given some."""
    with pytest.raises(LabError, match=r"^ToyLab brings its own data\. Leave out X and y\.$"):
        ToyLab(X=[1], y=[2])


@pytest.mark.parametrize("given", [{"X": [1]}, {"y": [1]}])
def test_half_of_ones_own_data_is_refused(given):
    """X without y, or y without X, is refused with a sentence that asks for both."""
    with pytest.raises(LabError, match="takes both"):
        OwnLab(**given)


def test_settings_that_mean_nothing_for_own_data_are_gone():
    """With data of one's own a setting that only toys have gets no control, nor can it be set."""
    lab = OwnLab(X=[1], y=[2])
    assert lab.controls["count"] not in parts(lab)
    with pytest.raises(LabError, match=r"The settings for data of your own are 'size', .* 'count'"):
        lab.set(count=5)
    with pytest.raises(LabError, match="'count' instead"):
        OwnLab(X=[1], y=[2], count=5)
    with pytest.raises(LabError, match="'count' instead"):
        OwnLab(X=[1], y=[2], show=["count"])


def test_presets_that_mean_nothing_for_own_data_are_gone():
    """With data of one's own no preset is offered that would change what only toys have."""
    lab = OwnLab(X=[1], y=[2])
    assert button(lab, "Preset").options[1:] == ("large",)
    with pytest.raises(LabError, match="The presets of this lab are 'large'"):
        lab.preset("solid")


def test_ipython_shows_the_sentence_alone(lab):
    """In a notebook a LabError is its sentence, without the stack trace."""
    with pytest.raises(LabError) as caught:
        lab.set(size=-1)
    rendered = caught.value._render_traceback_()
    assert rendered == ["LabError: 'size' must be a number from 0 to 10. Got -1 instead."]


def test_ipython_does_so_in_a_cell():
    """A cell that sets a wrong value prints one line and no stack trace."""
    code = """
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config
shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
shell.run_cell("from mixlearn.labs import BlendLab; BlendLab(lam=2)")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    assert lines == ["LabError: 'lam' must be a number from 0 to 1. Got 2 instead."]


# Errors


@pytest.mark.parametrize("where", ["run", "update", "describe"])
@pytest.mark.parametrize("there", ["elsewhere", "back", "again"])
def test_an_error_keeps_the_last_good_picture_and_the_next_move_recovers(lab, where, there):
    """Whatever fails on the way, the page shows the last good state in full, then the next one."""
    lab.set(size=2.0)
    good = seen(lab)
    ToyLab.trouble[where] = ValueError("Too <b>large</b> & too wide.")
    lab.set(**MOVE)
    assert isinstance(lab.error, ValueError)
    assert "Too &lt;b&gt;large&lt;/b&gt; &amp; too wide." in status(lab)
    assert "The picture still shows the last settings that worked." in status(lab)
    assert "<b>" not in status(lab)
    after = seen(lab)
    assert after.pop("settings") == Settings(**MOVE)
    del good["settings"], good["html"], after["html"]
    assert after == good
    ToyLab.trouble.clear()
    targets = {"elsewhere": {"size": 5.0, "count": 9}, "back": {"size": 2.0}, "again": MOVE}
    target = targets[there]
    lab.set(**dataclasses.asdict(Settings(**target)))
    assert lab.error is None
    assert status(lab) == ""
    assert shows(lab, **target)


def test_an_error_of_the_lab_itself_asks_to_be_reported(lab):
    """An error that is not about values is called a fault, with its type and its words."""
    ToyLab.trouble["run"] = KeyError("<script>")
    lab.set(size=2.0)
    assert (
        "The lab has a fault (KeyError: &#x27;&lt;script&gt;&#x27;). Please report it."
        in status(lab)
    )


def test_an_overflow_is_told_in_its_own_words(lab):
    """A loss that stops being finite is the learner's business, not a fault of the lab."""
    ToyLab.trouble["run"] = FloatingPointError("The loss stopped being finite.")
    lab.set(size=2.0)
    assert "The loss stopped being finite." in status(lab)
    assert "fault" not in status(lab)


def test_an_error_is_not_remembered(lab):
    """A place that failed is tried again when the slider comes back."""
    ToyLab.trouble["run"] = ValueError("Not now.")
    lab.set(size=2.0)
    ToyLab.trouble.clear()
    lab.set(size=3.0)
    lab.set(size=2.0)
    assert shows(lab, size=2.0)


def test_an_error_at_the_start_is_raised():
    """A lab that has nothing to show yet raises instead of standing there empty."""
    ToyLab.trouble["run"] = ValueError("Impossible.")
    with pytest.raises(ValueError, match="Impossible"):
        ToyLab()


def test_an_interrupt_goes_through_and_leaves_a_lab_that_works(lab):
    """The stop button stops, the page says so, and the next move shows a right picture."""
    ToyLab.trouble["run"] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        lab.set(size=2.0)
    assert "This was interrupted." in status(lab)
    ToyLab.trouble.clear()
    lab.set(size=4.0)
    assert shows(lab, size=4.0)


# What is shown


def test_the_sentence_is_escaped_on_the_page_and_plain_elsewhere(lab):
    """HTML in a sentence is shown as text; repr, tooltip and attribute hold it as it is."""
    assert lab.sentence == repr(lab) == "3 <i>round</i> of size 1.00, empty."
    assert any("3 &lt;i&gt;round&lt;/i&gt; of size 1.00, empty." in text for text in html(lab))
    assert not any("<i>" in text for text in html(lab))


def test_every_picture_has_a_name_of_its_own(lab):
    """A picture without words of its own is named by the panel; one with a title, by that."""
    names = ["The size, as the sentence below tells.", "The rest, as the sentence below tells."]
    assert seen(lab)["tooltips"] == names
    lab._picture.panels["rest"].stays(title=Text(text="A title"), note=Text(text="two\nlines"))
    lab.set(size=3.0)
    assert seen(lab)["tooltips"] == [names[0], "A title. two lines."]
    lab._picture.panels["size"].stays(title=Text(text="A title"), note=Text(text="two lines"))
    lab.set(size=2.0)
    assert seen(lab)["tooltips"] == ["Size: A title. two lines.", "Rest: A title. two lines."]


def test_the_code_button_shows_escaped_code(lab):
    """The button shows the code of the present state as text, follows moves, and hides it again."""
    toggle = button(lab, "Show the code")
    assert not any("print" in text for text in html(lab))
    toggle.value = True
    assert toggle.description == "Hide the code"
    assert "<pre>if 1.0 &lt; 100:\n    print(1.0)</pre>" in html(lab)
    lab.set(size=2.0)
    assert "<pre>if 2.0 &lt; 100:\n    print(2.0)</pre>" in html(lab)
    assert lab.code() == "if 2.0 < 100:\n    print(2.0)"
    toggle.value = False
    assert not any("print" in text for text in html(lab))


def test_the_display_bundle_holds_widget_sentence_and_picture(lab):
    """A page with a kernel gets the widget, one without the whole picture over the sentence."""
    lab.set(filled=True)
    assert len(lab.sentence) > 110  # where ipywidgets cuts
    bundle, metadata = lab._repr_mimebundle_()
    view = bundle["application/vnd.jupyter.widget-view+json"]
    assert view["model_id"] == lab.model_id
    assert bundle["text/plain"] == lab.sentence
    # What the server extension knows our outputs by, and how much another page may cut off.
    strip = metadata["mixlearn"]["strip"]
    with PIL.Image.open(io.BytesIO(base64.b64decode(bundle["image/png"]))) as image:
        above = np.asarray(image)[:-strip]
    with PIL.Image.open(io.BytesIO(captioned(lab.picture, lab.sentence))) as image:
        np.testing.assert_array_equal(above, np.asarray(image))
    with PIL.Image.open(io.BytesIO(lab.picture)) as image:
        assert (image.format, image.size) == ("PNG", (120, 40))


def test_the_page_shows_each_panel_in_an_image_of_its_size(lab):
    """`panels` are the bytes on the page, one image of fixed size for each panel."""
    images = [widget for widget in parts(lab) if isinstance(widget, ipywidgets.Image)]
    assert all(type(panel) is bytes for panel in lab.panels.values())
    assert lab.panels == dict(zip(["size", "rest"], [i.value for i in images], strict=True))
    assert [(image.width, image.height) for image in images] == [("60", "40")] * 2


def test_a_panel_that_did_not_change_is_not_sent(lab):
    """A move that concerns one panel sends one picture."""
    sent = []
    images = [widget for widget in parts(lab) if isinstance(widget, ipywidgets.Image)]
    for number, image in enumerate(images):
        image.observe(lambda _, number=number: sent.append(number), "value")
    lab.set(size=5.0)
    assert sent == [0]
    lab.set(count=100)
    assert sent == [0, 1]


# Memory and threads


def test_a_place_seen_before_is_not_computed_again(lab):
    """Results are cached: a slider that comes back finds its result."""
    lab.set(size=2.0)
    first = lab.result
    lab.set(size=3.0)
    lab.set(size=2.0)
    assert lab.result is first
    assert ToyLab.runs.count(Settings(size=2.0)) == 1


def test_the_cache_is_bounded_and_keeps_what_was_used_last(lab):
    """A lab remembers so many results and no more, those of the places visited last."""
    for count in range(200):
        lab.set(count=count)
        lab.set(count=0)
    assert len(lab._results) == _base._REMEMBERED
    assert ToyLab.runs.count(Settings(count=0)) == 1
    assert ToyLab.runs.count(Settings(count=1)) == 1
    lab.set(count=1)
    assert ToyLab.runs.count(Settings(count=1)) == 2


def test_returning_to_a_place_returns_the_same_bits(lab):
    """The pictures of a place are the same bytes later, whether its result is cached or not."""
    lab.set(**MOVE)
    first = lab.panels
    for count in range(100):
        lab.set(count=count + 10)
    lab.set(**MOVE)
    assert lab.panels == first


def test_three_hundred_moves_end_at_the_last_and_take_no_memory(lab):
    """300 rapid moves take no memory beyond the cache; the picture is that of the last value."""
    slider = lab.controls["count"]
    for value in range(100):
        slider.value = value
    tracemalloc.start()
    try:
        slider.value = 100
        before, _ = tracemalloc.get_traced_memory()
        for value in range(300):
            # Forwards and backwards in strides, so that no move is found in the cache.
            slider.value = value * 101 % 301
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # What the cache held before was not traced; all it holds now is 64 times 50 kB.
    assert after - before < (_base._REMEMBERED * 50_000) + 500_000
    assert slider.value == 299 * 101 % 301
    assert shows(lab, count=299 * 101 % 301)


def test_moves_from_two_threads_end_in_one_state(lab):
    """A slider moved by the browser while a cell sets other values never leaves a mixed page."""
    slider = lab.controls["size"]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    failures = []

    def drag():
        try:
            for step in range(120):
                slider.set_state({"value": step % 40 / 4})
        except Exception as error:  # noqa: BLE001 - shown by the assertion below
            failures.append(error)

    try:
        for _ in range(3):
            thread = threading.Thread(target=drag)
            thread.start()
            for count in range(40):
                lab.set(count=count)
                lab.preset("solid")
                lab.controls["filled"].value = bool(count % 2)
            thread.join()
            assert failures == []
            assert lab.error is None
            assert lab.result.settings == lab.settings
            assert shows(lab, **dataclasses.asdict(lab.settings))
    finally:
        sys.setswitchinterval(interval)


def test_a_move_that_meets_a_preset_is_not_lost(lab, monkeypatch):
    """A slider moved by another thread just as a preset is being named still gets its picture."""
    threads = []
    choose = ToyLab._choose

    def slow(self, preset):
        if preset == "solid" and not threads:
            with self._silence():
                threads.append(
                    threading.Thread(target=lambda: setattr(lab.controls["size"], "value", 5.0))
                )
                threads[0].start()
                threads[0].join(timeout=0.2)  # a lock must keep it waiting
        choose(self, preset)

    monkeypatch.setattr(ToyLab, "_choose", slow)
    lab.preset("solid")
    threads[0].join(timeout=5)
    assert lab.settings.size == 5.0
    assert lab.result.settings == lab.settings


# Parts


def test_a_lab_takes_its_parts_from_the_module_that_it_names(monkeypatch):
    """`parts` names the module of Settings, run, Picture, describe, code and PRESETS."""
    module = types.ModuleType("toy")
    module.Settings, module.Picture, module.PRESETS = Settings, Picture, ToyLab.PRESETS
    module.run, module.describe, module.code = ToyLab.run, ToyLab.describe, ToyLab.code_for
    monkeypatch.setitem(sys.modules, "toy", module)

    class PartsLab(Lab, parts="toy"):
        """Its parts are elsewhere."""

    assert seen(PartsLab()) == seen(ToyLab())
    assert PartsLab().code() == ToyLab().code()
    del module.describe
    with pytest.raises(TypeError, match=r"takes its parts from toy, which has no describe\.$"):
        type(Lab)("PartsLab", (Lab,), {}, parts="toy")


# Imports


def loaded_after(code):
    """Modules that a fresh interpreter has loaded after `code`."""
    report = "import sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    return set(done.stdout.split())


def test_importing_labs_imports_none():
    """The package knows all labs by name, and imports neither one of them nor widgets."""
    loaded = loaded_after("from mixlearn import labs; assert 'BlendLab' in labs.names(); dir(labs)")
    assert {name for name in loaded if name.startswith("mixlearn.labs")} == {"mixlearn.labs"}
    assert loaded & {"ipywidgets", "matplotlib", "sklearn"} == set()


def test_a_lab_that_is_used_is_imported_alone():
    """Asking for a lab imports its module and none of another lab."""
    loaded = loaded_after("from mixlearn.labs import BlendLab; BlendLab()")
    modules = {name.removeprefix("mixlearn.labs.") for name in loaded if "mixlearn.labs." in name}
    assert {name for name in modules if not name.startswith("_")} == {"blend"}


def test_every_module_without_an_underscore_is_a_lab():
    """A module of the package holds one lab, named as the module is, and the registry has it."""
    found = {module.name for module in pkgutil.iter_modules(labs.__path__) if module.name[0] != "_"}
    assert {name.removesuffix("Lab").lower() for name in labs.names()} == found - {"tables"}
    for name in labs.names():
        assert issubclass(getattr(labs, name), Lab)
        assert name in dir(labs)


def test_an_unknown_lab_is_an_attribute_error():
    """A misspelt lab is refused with that name in the message."""
    with pytest.raises(AttributeError, match="BoundryLab"):
        _ = labs.BoundryLab


def test_labs_never_import_pyplot():
    """Building and moving labs leaves pyplot unimported: its state belongs to the user."""
    code = "from mixlearn import labs; labs.BlendLab().set(lam=0.2); "
    code += "labs.BoundaryLab(points=20, steps=20).set(alpha=1.0)"
    assert "matplotlib.pyplot" not in loaded_after(code)
