"""What predictions and questions on a page have in common."""

from collections.abc import Iterable
from typing import Any

import ipywidgets
import traitlets

from mixlearn._page import PageHelper
from mixlearn._server import MARK
from mixlearn.quiz._kinds import Choice
from mixlearn.quiz._text import rich

__all__ = ["ROW", "Card", "Radio", "button", "note"]

ROW = ipywidgets.Layout(flex_flow="row wrap", width="100%", overflow="visible")
_COLOURS = {"✓": "#1a6fb5", "✗": "#d1730f", "○": "#777"}


class Card(ipywidgets.VBox):
    """A box of widgets with a plain text, which a page without a kernel shows instead.

    `asks` names its groups of choices for a screen reader.
    """

    def __init__(self, children: list[ipywidgets.Widget], *, asks: str = "") -> None:
        self._helper = PageHelper(question=" ".join(asks.split()))
        super().__init__([*children, self._helper.unseen()])
        self.add_class("mixlearn")
        self.add_class("mixlearn-quiz")

    def _saved_text(self) -> str:
        """Return the plain text."""
        return repr(self)

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options)
        bundle["text/plain"] = self._saved_text()
        return bundle, {MARK: {}}


def button(words: str, help: str, press: Any) -> ipywidgets.Button:  # noqa: A002 - as for labs
    """Make a button as wide as its words."""
    made = ipywidgets.Button(
        description=words, tooltip=help, layout={"width": "auto", "min_width": "90px"}
    )
    made.on_click(lambda _: press())
    return made


class Radio(ipywidgets.VBox):
    """Choices, of which at most one is taken.

    Each is a group of its own, so that the Tab key reaches it and the space bar takes it: within a
    group only the arrow keys would, and JupyterLab keeps those for moving between cells.
    """

    value = traitlets.Unicode(None, allow_none=True)
    disabled = traitlets.Bool(default_value=False)

    def __init__(self, choices: Iterable[Choice]) -> None:
        self._by_key = {
            choice.key: ipywidgets.RadioButtons(
                options=[(choice.text, choice.key)], value=None, layout={"width": "100%"}
            )
            for choice in choices
        }
        super().__init__(list(self._by_key.values()), layout={"width": "100%"})
        for one in self._by_key.values():
            one.observe(self._on_take, "value")
            traitlets.link((self, "disabled"), (one, "disabled"))

    def _on_take(self, change: Any) -> None:
        if change["new"] is not None:
            self.value = change["new"]

    @traitlets.observe("value")
    def _leave_the_others(self, _change: Any) -> None:
        for key, one in self._by_key.items():
            one.value = key if key == self.value else None


def note(text: str) -> str:
    """Return the text as HTML behind a bar whose colour repeats the symbol that it begins with."""
    if not text:
        return ""
    colour = _COLOURS.get(text[0], "#777")
    return (
        f'<div role="note" style="border-left:4px solid {colour}; padding-left:10px; '
        f'margin:6px 0">{rich(text)}</div>'
    )
