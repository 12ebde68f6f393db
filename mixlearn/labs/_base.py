"""The wiring that all labs share: controls in, picture and sentence out."""

import base64
import dataclasses
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar, Protocol

import ipywidgets

from mixlearn._page import PageHelper
from mixlearn._server import MARK
from mixlearn.labs import _view
from mixlearn.labs._settings import LabError, changed, check_names, control
from mixlearn.labs._state import read_state, write_state
from mixlearn.plots import STRIP_HEIGHT, Panel, captioned, side_by_side, with_strip

__all__ = ["Lab", "Picture"]

# Results that a lab remembers, for sliders that return to a place.
_REMEMBERED = 64
# Below a picture in a saved notebook, where it is taken for the lab itself.
_SAVED = "Saved picture. Click the cell above and press Ctrl+Enter: sliders appear."
# What a lab's module holds, in the order of the file, and its name in the class.
_PARTS = {
    "Settings": "Settings",
    "run": "run",
    "Picture": "Picture",
    "describe": "describe",
    "code": "code_for",
    "PRESETS": "PRESETS",
}


class Picture(Protocol):
    """Panels that show one result after another."""

    @property
    def panels(self) -> Mapping[str, Panel]:
        """What is shown now, by name, from left to right; names and sizes never change."""

    def update(self, result: Any) -> None:
        """Move the artists to where `result` puts them."""


class Lab(ipywidgets.VBox):
    """A picture, a sentence and a few controls over one pure function.

    A lab's module holds its parts: `Settings`, `run`, `Picture`, `describe`, `code` and `PRESETS`.
    The class names the module, ``class BlendLab(Lab, parts=__name__)``, or has the parts itself,
    with `code_for` for `code`; this class wires them.

    Parameters
    ----------
    X, y : array-like, optional
        Data of one's own, for labs that take some.
    show : sequence of str, optional
        Names of the settings that get a control; all by default. The others keep their values.
    **settings
        Values to start with instead of the defaults.

    Attributes
    ----------
    settings : object
        What is set now.
    result : object
        What `run` gave for the last settings that could be shown.
    sentence : str
        The result in words.
    panels : dict of str to bytes
        The pictures now shown, as PNG, by the names of the panels, from left to right.
    picture : bytes
        All panels in one PNG.
    state : str
        All settings as a short text, which `restore` reads.
    controls : mapping of str to ipywidgets.DOMWidget
        The control of every setting, shown or not, by name.
    error : BaseException or None
        What kept the last settings from being shown.
    """

    Settings: ClassVar[type]
    Picture: ClassVar[type[Picture]]
    PRESETS: ClassVar[Mapping[str, Mapping[str, Any]]] = {}
    run: "ClassVar[staticmethod[..., Any]]"
    describe: "ClassVar[staticmethod[[Any], str]]"
    code_for: "ClassVar[staticmethod[..., str]]"
    # Turns X and y into what `run` takes as its second argument; None refuses them.
    adopt: "ClassVar[staticmethod[[Any, Any], Any] | None]" = None
    # Settings that have no meaning for a learner's own data.
    not_with_own_data: ClassVar[Sequence[str]] = ()
    # Goes up when the name or the meaning of a setting changes, so that no old text misleads.
    state_version: ClassVar[int] = 1

    def __init_subclass__(cls, *, parts: str | None = None, **others: Any) -> None:
        super().__init_subclass__(**others)
        if parts is None:
            return
        module = sys.modules[parts]
        for name, here in _PARTS.items():
            if not hasattr(module, name):
                raise TypeError(
                    f"{cls.__name__} takes its parts from {parts}, which has no {name}."
                )
            part = getattr(module, name)
            is_function = callable(part) and not isinstance(part, type)
            setattr(cls, here, staticmethod(part) if is_function else part)

    def __init__(
        self, *, X: Any = None, y: Any = None, show: Sequence[str] | None = None, **settings: Any
    ) -> None:
        self._data = self._adopted(X, y)
        self._start = self._checked(self.Settings(), settings)
        shown = list(self._usable if show is None else show)
        check_names(shown, **self._known)
        self._update_lock = threading.RLock()
        self._quiet = False
        self._results: OrderedDict[Any, Any] = OrderedDict()
        self._picture = type(self).Picture()
        # Before the page asks for panels: a picture may make them for what they are to show.
        self._picture.update(self._remembered(self._start))
        self.controls = {name: control(field) for name, field in self._fields.items()}
        self.error: BaseException | None = None
        self._build(shown)
        self._set_controls(self._start)
        self._show(self._start)
        for widget in self.controls.values():
            widget.observe(self._on_move, "value")
        if self.error is not None:
            raise self.error

    # What a mouse does, as attributes.

    @property
    def settings(self) -> Any:
        """What is set now."""
        return self.Settings(**{name: widget.value for name, widget in self.controls.items()})

    @property
    def panels(self) -> dict[str, bytes]:
        """The pictures now shown, as PNG, by name."""
        return {name: bytes(image.value) for name, image in self._images.items()}

    @property
    def picture(self) -> bytes:
        """All panels in one PNG, made on request."""
        with self._update_lock:
            return side_by_side(list(self.panels.values()))

    def set(self, **settings: Any) -> None:
        """Set values by name, all at once.

        Raises
        ------
        LabError
            If there is no such setting, or its value is out of bounds; nothing changes then.
        """
        with self._update_lock:
            self._go(self._checked(self.settings, settings))

    def preset(self, name: str) -> None:
        """Go to a named place: the settings the lab started with, changed as the preset says.

        Raises
        ------
        LabError
            If there is no such preset.
        """
        presets = self._usable_presets
        if name not in presets:
            known = ", ".join(map(repr, presets)) or "none"
            raise LabError(f"The presets of this lab are {known}. Got {name!r} instead.")
        with self._update_lock:
            self._go(self._checked(self._start, presets[name]), preset=name)

    def reset(self) -> None:
        """Go back to the settings the lab started with."""
        self._go(self._start)

    @property
    def state(self) -> str:
        """All settings as a short text: the lab's name, a version, and JSON."""
        settings = self.settings
        return write_state(self._head, {name: getattr(settings, name) for name in self._usable})

    def restore(self, text: str) -> None:
        """Go where a lab of this kind stood when its `state` was this text.

        Settings that it does not name take their defaults.

        Raises
        ------
        LabError
            If it is no such text, names an unknown setting, or a value is out of bounds; nothing
            changes then.
        """
        values = read_state(self._head, text)
        with self._update_lock:
            self._go(self._checked(self.Settings(), values))

    def code(self) -> str:
        """Return plain Python that reproduces the current state without a widget."""
        return type(self).code_for(self.settings, *self._own_data())

    # What goes into a cell's output and into a saved notebook.

    def __repr__(self) -> str:
        return self.sentence

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        with self._update_lock:
            bundle: dict[str, Any] = super()._repr_mimebundle_(**options)
            # A page without a kernel shows one of these, and the picture where it can: so that
            # has to hold the sentence, too.
            bundle["text/plain"] = self.sentence
            whole = with_strip(captioned(self.picture, self.sentence), _SAVED)
            bundle["image/png"] = base64.b64encode(whole).decode()
        return bundle, {MARK: {"strip": STRIP_HEIGHT}}

    # Wiring.

    @property
    def _fields(self) -> dict[str, dataclasses.Field[Any]]:
        return {field.name: field for field in dataclasses.fields(self.Settings)}

    @property
    def _head(self) -> str:
        kind = type(self).__name__.removesuffix("Lab").lower()
        return f"mixlearn-{kind}/{self.state_version}"

    @property
    def _usable(self) -> list[str]:
        """Names of the settings that have a meaning for the data at hand."""
        without = () if self._data is None else self.not_with_own_data
        return [name for name in self._fields if name not in without]

    @property
    def _usable_presets(self) -> dict[str, Mapping[str, Any]]:
        usable = set(self._usable)
        return {name: values for name, values in self.PRESETS.items() if usable.issuperset(values)}

    @property
    def _known(self) -> dict[str, Any]:
        where = "of this lab" if self._data is None else "for data of your own"
        return {"known": self._usable, "where": where}

    def _checked(self, base: Any, changes: Mapping[str, Any]) -> Any:
        check_names(changes, **self._known)
        return changed(base, changes)

    def _adopted(self, X: Any, y: Any) -> Any:
        if X is None and y is None:
            return None
        adopt = type(self).adopt
        if adopt is None:
            raise LabError(f"{type(self).__name__} brings its own data. Leave out X and y.")
        if X is None or y is None:
            raise LabError("Data of your own takes both: X, the features, and y, the labels.")
        return adopt(X, y)

    def _own_data(self) -> tuple[Any, ...]:
        return () if self._data is None else (self._data,)

    def _build(self, shown: Sequence[str]) -> None:
        self._images = {
            name: _view.image(*panel.size) for name, panel in self._picture.panels.items()
        }
        self._sentence = ipywidgets.HTML(layout={"max_width": "900px"})
        self._sentence.add_class("mixlearn-sentence")
        self._status, self._code = ipywidgets.HTML(), ipywidgets.HTML()
        # A preset that moves what has no slider here would puzzle more than it shows.
        presets = self._usable_presets.items()
        self._presets = _view.presets(
            [name for name, values in presets if values.keys() <= {*shown}]
        )
        reset, self._code_button = _view.buttons()
        self._presets.observe(self._on_preset, "value")
        reset.on_click(lambda _: self.reset())
        self._code_button.observe(lambda _: self._show_code(), "value")
        self._helper = PageHelper()
        arranged = self._arranged(
            [self.controls[name] for name in shown], [self._presets, reset, self._code_button]
        )
        super().__init__([*arranged, self._helper.unseen()])
        self.add_class("mixlearn")

    def _arranged(
        self, controls: list[ipywidgets.DOMWidget], others: list[ipywidgets.DOMWidget]
    ) -> list[ipywidgets.DOMWidget]:
        """Put everything in its place on the page, from top to bottom."""
        return [
            ipywidgets.Box(controls, layout=_view.ROW),
            ipywidgets.Box([*self._images.values()], layout=_view.ROW),
            self._sentence,
            self._status,
            ipywidgets.Box(others, layout=_view.ROW),
            self._code,
        ]

    @contextmanager
    def _silence(self) -> Iterator[None]:
        before, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = before

    def _go(self, settings: Any, *, preset: str = _view.NO_PRESET) -> None:
        with self._update_lock:
            self._set_controls(settings)
            self._show(settings, preset=preset)

    def _set_controls(self, settings: Any) -> None:
        with self._silence():
            for name, widget in self.controls.items():
                widget.value = getattr(settings, name)

    def _on_move(self, _change: Any) -> None:
        with self._update_lock:
            if not self._quiet:
                self._show(self.settings)

    def _on_preset(self, change: Any) -> None:
        with self._update_lock:
            if not self._quiet and change["new"] != _view.NO_PRESET:
                self.preset(change["new"])

    def _choose(self, preset: str) -> None:
        with self._silence():
            self._presets.value = preset if preset in self._presets.options else _view.NO_PRESET

    def _show(self, settings: Any, *, preset: str = _view.NO_PRESET) -> None:
        """Run, draw and describe; if any of it fails, say so and keep the last good picture."""
        with self._update_lock:
            try:
                result = self._remembered(settings)
                pictures = self._drawn(result)
                sentence = type(self).describe(result)
            except Exception as error:  # noqa: BLE001 - whatever it is, the learner must be told
                self._say_error(error)
                return
            except KeyboardInterrupt as stop:
                self._say_error(stop)
                raise
            self.result, self.sentence, self.error = result, sentence, None
            panels = self._picture.panels
            names = _view.names_of({name: panels[name].words for name in self._images})
            for name, image in self._images.items():
                image.value = pictures[name]
                image.tooltip = names[name]
            self._sentence.value = _view.sentence(sentence)
            self._helper.said = sentence
            self._status.value = ""
            for name, declared in self._fields.items():
                self.controls[name].disabled = not declared.metadata["matters"](settings)
            self._choose(preset)
            self._show_code()

    def _remembered(self, settings: Any) -> Any:
        if settings in self._results:
            self._results.move_to_end(settings)
        else:
            self._results[settings] = type(self).run(settings, *self._own_data())
            if len(self._results) > _REMEMBERED:
                self._results.popitem(last=False)
        return self._results[settings]

    def _drawn(self, result: Any) -> dict[str, bytes]:
        try:
            self._picture.update(result)
            return {name: self._picture.panels[name].png() for name in self._images}
        except BaseException:
            # It may be half drawn; what comes next is drawn on a fresh one.
            self._picture = type(self).Picture()
            raise

    def _say_error(self, error: BaseException) -> None:
        self.error = error
        self._status.value = _view.complaint(error)
        self._choose(_view.NO_PRESET)

    def _show_code(self) -> None:
        with self._update_lock:
            shown = self._code_button.value
            self._code_button.description = "Hide the code" if shown else "Show the code"
            self._code.value = _view.code(self.code()) if shown else ""
