"""An extension of Jupyter Server: a saved lab or question is seen without a kernel, too.

A lab's output holds a widget, a picture and a sentence. JupyterLab shows the widget alone, and once
its kernel has ended, no more than "Error displaying widget: model not found". So what goes to disk
does without the widget. The page that is open keeps it, and its sliders stay alive.

The wheel switches this on: it puts ``_server.json`` where Jupyter Server looks for settings. The
server imports this module, so it loads nothing that only a kernel needs.
"""

import os
from typing import Any

__all__ = ["KEEP", "MARK", "drop_views"]

# The metadata that says of an output that it is ours.
MARK = "mixlearn"
# The environment variable that switches the extension off.
KEEP = "MIXLEARN_KEEP_WIDGETS"

_VIEW = "application/vnd.jupyter.widget-view+json"
_STATE = "application/vnd.jupyter.widget-state+json"


def _load_jupyter_server_extension(server: Any) -> None:
    if os.environ.get(KEEP, "0") in {"", "0"}:
        server.contents_manager.register_pre_save_hook(drop_views)


def drop_views(model: Any, **_: Any) -> None:
    """Take the widget out of our own outputs before a notebook is written.

    All else stays as it is: outputs of others, outputs that would show nothing without the widget,
    files of other kinds, and whatever is no proper notebook. A widget whose state the notebook
    holds (Settings > Save Widget State Automatically) stays as well, for it can be shown.

    Parameters
    ----------
    model : dict
        What Jupyter Server is about to write, changed in place.

    Examples
    --------
    >>> data = {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "A sentence."}
    >>> output = {"output_type": "display_data", "data": data, "metadata": {"mixlearn": {}}}
    >>> cells = [{"cell_type": "code", "outputs": [output]}]
    >>> drop_views({"type": "notebook", "content": {"cells": cells}})
    >>> data
    {'text/plain': 'A sentence.'}
    """
    if _within(model, "type") != "notebook":
        return
    notebook = _within(model, "content")
    known = _items(_within(notebook, "metadata", "widgets", _STATE, "state"))
    for cell in _items(_within(notebook, "cells")):
        for output in _items(_within(cell, "outputs")):
            data = _within(output, "data")
            if (
                _within(output, "metadata", MARK) is not None
                and _within(data, _VIEW) is not None
                and _within(data, _VIEW, "model_id") not in known
                and any(kind.startswith(("image/", "text/")) for kind in data)
            ):
                del data[_VIEW]


def _within(thing: Any, *keys: str) -> Any:
    """Return what nested dicts hold there, or None: anybody's file may be saved."""
    for key in keys:
        if not isinstance(thing, dict):
            return None
        thing = thing.get(key)
    return thing


def _items(thing: Any) -> list[Any]:
    return [*thing] if isinstance(thing, list | dict) else []
