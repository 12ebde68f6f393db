"""How a test looks at a card and works it."""

import ipywidgets
import pytest


def _inside(widget, kind):
    found = [widget] if isinstance(widget, kind) else []
    for child in getattr(widget, "children", ()):
        found += _inside(child, kind)
    return found


@pytest.fixture(scope="session")
def inside():
    """All widgets of a kind in a card, in the order of the page."""
    return _inside


@pytest.fixture(scope="session")
def press():
    """Press the button whose words begin so."""

    def press(card, words):
        (button,) = [b for b in _inside(card, ipywidgets.Button) if b.description.startswith(words)]
        assert not button.disabled
        button.click()

    return press


@pytest.fixture(scope="session")
def shown():
    """All HTML on the page."""
    return lambda card: "\n".join(html.value for html in _inside(card, ipywidgets.HTML))
