"""One text, twice: plain, for pages without a kernel, and rich, for the widgets."""

import re
import textwrap
from collections.abc import Iterable
from html import escape
from typing import Any

__all__ = ["Words", "choices_in_words", "rich", "styled", "wrap"]

_WIDTH = 88
_CODE = re.compile(r"`([^`]+)`")

# Stock radio buttons and check boxes cut off long texts and stand too close; the rest is the card.
# The colours are those of the front end's theme, so that dark pages stay readable.
_STYLE = """<style>
.mixlearn-quiz { max-width: 820px; padding: 4px 14px 10px; overflow: visible;
  border: 1px solid var(--jp-border-color2, #bbb); border-radius: 4px; }
.mixlearn-quiz p { line-height: 1.5; margin: 6px 0; }
.mixlearn-quiz .widget-radio-box { width: 100%; max-width: none; margin: 0; }
.mixlearn-quiz .widget-radio-box label, .mixlearn-quiz .widget-label-basic { height: auto;
  width: 100%; line-height: 1.5; white-space: normal; display: flex; align-items: baseline;
  margin: 3px 0; }
.mixlearn-quiz .widget-label-basic span { white-space: normal; }
.mixlearn-quiz .widget-radio { margin: 0; width: 100%; height: auto; }
.mixlearn-quiz .widget-radio-box input { order: -1; }
.mixlearn-quiz > .widget-html, .mixlearn-quiz > .widget-html > .widget-html-content {
  height: auto; min-height: 0; margin: 0; }
.mixlearn-quiz .widget-radio-box label > input, .mixlearn-quiz .widget-label-basic > input {
  flex: none; margin: 0 10px 0 0; align-self: baseline; position: relative; top: 2px; }
.mixlearn-quiz .widget-radio-box label > input { align-self: center; top: 0; }
.mixlearn-quiz .jupyter-button { margin-top: 6px; }
.mixlearn-quiz input:focus-visible, .mixlearn-quiz button:focus-visible {
  outline: 2px solid var(--jp-brand-color1, #1976d2); outline-offset: 2px; }
</style>"""


class Words(str):
    """Text that a cell shows as it reads, without quotation marks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return wrap(self)


def wrap(text: str, indent: str = "", start: str | None = None) -> str:
    """Break every paragraph into lines of at most 88 characters."""
    return "\n\n".join(
        textwrap.fill(
            paragraph,
            _WIDTH,
            initial_indent=indent if start is None else start,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for paragraph in text.split("\n\n")
    )


def choices_in_words(choices: Iterable[Any]) -> str:
    """List choices, one per line, each behind its key."""
    listed = [(f"[{choice.key}]", choice.text) for choice in choices]
    width = max(len(key) for key, _ in listed)
    indent = " " * (width + 4)
    return "\n".join(wrap(text, indent, start=f"  {key:{width}}  ") for key, text in listed)


def rich(text: str) -> str:
    """Return the text as HTML: everything escaped, paragraphs apart, code between backticks."""
    paragraphs = (_CODE.sub(r"<code>\1</code>", escape(part)) for part in text.split("\n\n"))
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def styled(html: str) -> str:
    """Prepend the style of all questions to the first part of one."""
    return _STYLE + html
