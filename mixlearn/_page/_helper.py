"""A helper on the page of a lab or a question: it names, speaks, keeps keys, and scrolls once."""

from pathlib import Path

import anywidget
import ipywidgets
import traitlets

__all__ = ["PageHelper"]

# All that is seen of it, even of the box that stands in for a script that could not be loaded.
_UNSEEN = ipywidgets.Layout(width="1px", height="1px", margin="0", overflow="hidden", border="0")


class PageHelper(anywidget.AnyWidget):
    """Do for the page what ipywidgets cannot; see ``helper.js``, which says what that is.

    The widget that it helps is the one it lies in. Where its script cannot be loaded, that widget
    does without: it moves, and shows no error.

    Parameters
    ----------
    said : str, default=""
        What a screen reader is to say, once the hand rests.
    question : str, default=""
        What groups of choices are named by.
    """

    _esm = Path(__file__).with_name("helper.js")

    said = traitlets.Unicode("").tag(sync=True)
    question = traitlets.Unicode("").tag(sync=True)
    # Whether its cell has just been run: the page takes it back with the first look at it, so that
    # no notebook that is opened again scrolls by itself.
    fresh = traitlets.Bool(default_value=True).tag(sync=True)

    def unseen(self) -> ipywidgets.Box:
        """Return it in a box of no size, to be put into what it helps."""
        box = ipywidgets.Box([self], layout=_UNSEEN)
        box.add_class("mixlearn-helper")
        return box
