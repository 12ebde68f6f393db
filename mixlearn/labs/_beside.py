"""A page with the controls beside the picture, and with a text that brings others to a place."""

from typing import Any

import ipywidgets

from mixlearn.labs._base import Lab
from mixlearn.labs._settings import LabError

__all__ = ["LabBeside"]

# Controls stand to the left of the picture where both have room, else above it, in columns.
_ROW = {
    "flex_flow": "row wrap",
    "align_items": "flex-start",
    "overflow": "visible",
    "min_width": "0",
    "max_width": "100%",
}
_LEFT = _ROW | {"flex": "1 1 290px"}
_RIGHT = _ROW | {"flex_flow": "column", "align_items": "stretch", "flex": "1000 1 620px"}


class LabBeside(Lab):
    """A lab whose controls stand beside its picture, with its `state` in a field to copy from."""

    def _arranged(
        self, controls: list[ipywidgets.DOMWidget], others: list[ipywidgets.DOMWidget]
    ) -> list[ipywidgets.DOMWidget]:
        """Put the controls to the left of the picture where there is room, else above it."""
        self._text = ipywidgets.Text(
            description="State",
            continuous_update=False,  # a text is read when it is whole
            tooltip="Copy it to share what you see; paste another and press Enter to go there",
        )
        self._text.observe(self._on_text, "value")
        for widget in [*controls, self._presets, self._text]:
            widget.layout.width = None
            widget.layout.min_width = "0"
            widget.layout.max_width = "calc(100% - 4px)"  # less its margins
            widget.layout.flex = "1 1 280px"
            widget.style.description_width = "122px"
        for button in others:
            if button is not self._presets:
                button.layout.flex = "1 1 100px"
        self._sentence.layout.max_width = "100%"
        pictures = ipywidgets.Box([*self._images.values()], layout=_ROW)
        return [
            ipywidgets.Box(
                [
                    ipywidgets.Box([*others, *controls, self._text], layout=_LEFT),
                    ipywidgets.Box([pictures, self._sentence, self._status], layout=_RIGHT),
                ],
                layout=_ROW,
            ),
            self._code,
        ]

    def _show(self, *place: Any, **preset: Any) -> None:
        with self._update_lock:
            super()._show(*place, **preset)
            with self._silence():
                self._text.value = self.state

    def _on_text(self, change: Any) -> None:
        with self._update_lock:
            if self._quiet:
                return
            before = self._presets.value
            try:
                self.restore(change["new"])
            except LabError as error:
                self._say_error(error)
                self._choose(before)
