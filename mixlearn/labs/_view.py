"""What a lab's page is made of: images, lists, buttons, and texts with every letter escaped."""

from collections.abc import Mapping, Sequence
from html import escape

import ipywidgets
import traitlets

__all__ = [
    "NO_PRESET",
    "ROW",
    "buttons",
    "code",
    "complaint",
    "image",
    "names_of",
    "presets",
    "sentence",
]

NO_PRESET = "choose one ..."
ROW = ipywidgets.Layout(
    flex_flow="row wrap", align_items="flex-start", width="100%", overflow="visible"
)


class _Image(ipywidgets.Image):
    # The view reads it before it sets a tooltip, and the stock Image has none. The tooltip is
    # the only name by which a screen reader can tell what a picture shows.
    description = traitlets.Unicode("").tag(sync=True)


def image(width: int, height: int) -> ipywidgets.Image:
    """Make the place of a panel, of a size in pixels."""
    return _Image(
        format="png",
        width=width,
        height=height,
        # Panels shrink by a third before they wrap to the next line.
        layout={
            "flex": f"{width} 1 {width * 2 // 3}px",
            "min_width": "0",
            "max_width": f"min({width}px, calc(100% - 4px))",  # less its margins
            "height": "auto",
        },
    )


def names_of(words: Mapping[str, str]) -> dict[str, str]:
    """Name pictures for a screen reader: by their own words, or by what the sentence tells of."""
    told = list(words.values())
    return {
        name: f"The {name}, as the sentence below tells."
        if not text
        else f"{text}."
        if told.count(text) == 1
        else f"{name.capitalize()}: {text}."
        for name, text in words.items()
    }


def presets(names: Sequence[str]) -> ipywidgets.Dropdown:
    """Make the list of presets; without any it is hidden."""
    return ipywidgets.Dropdown(
        options=[NO_PRESET, *names],
        description="Preset",
        tooltip="Settings worth seeing, good ones and bad ones",
        style={"description_width": "50px"},
        layout={"width": "250px", "display": "" if names else "none"},
    )


def buttons() -> tuple[ipywidgets.Button, ipywidgets.ToggleButton]:
    """Make the buttons that go back to the start and that show the code."""
    reset = ipywidgets.Button(description="Reset", tooltip="Back to where this lab started")
    show = ipywidgets.ToggleButton(
        description="Show the code", tooltip="Plain Python that gives these numbers"
    )
    return reset, show


def sentence(text: str) -> str:
    """Write the sentence as HTML. Aloud it is said by the page helper, once the hand rests."""
    return f'<p style="line-height:1.5">{escape(text)}</p>'


def complaint(error: BaseException) -> str:
    """Write what went wrong as HTML."""
    words = str(error)
    if isinstance(error, KeyboardInterrupt):
        words = "This was interrupted."
    elif not isinstance(error, ValueError | ArithmeticError):
        words = f"The lab has a fault ({type(error).__name__}: {error}). Please report it."
    return (
        '<p role="alert" style="border-left:4px solid #b3261e; padding-left:8px">'
        f"⚠ {escape(words)} The picture still shows the last settings that worked.</p>"
    )


def code(text: str) -> str:
    """Write a program as HTML."""
    return f"<pre>{escape(text)}</pre>"
