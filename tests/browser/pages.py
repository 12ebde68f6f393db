"""The words in which the browser tests speak about notebooks and labs.

They read a lab as its reader does (pixels, sentence, status line, what a screen reader says) and
use it by keyboard. Nothing here reaches into the kernel.
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(path.name for path in FOLDER.glob("*.ipynb"))
# Two more, made by the tests: half of the labs each, with all of their controls, of which the
# course may show only some. Two, so that two workers share what takes longest.
ALL_CONTROLS = ("all_controls_1.ipynb", "all_controls_2.ipynb")
# Seconds until a wait becomes a failure. A test that passes never waits as long.
PATIENCE = 30
# The same for a whole notebook.
LONG_PATIENCE = 120
# High enough that a whole lab is in view.
VIEWPORT = {"width": 1280, "height": 2000}

# What the page shows of one lab, read in one go. Pixels are compared, not addresses: an image gets
# a new address whenever it is sent again, changed or not. One address always means the same pixels,
# so whoever looks again and again, waiting, counts them once.
_LOOK = """async (lab) => {
    const known = (window.mixlearnKnown ??= new WeakMap());
    const fingerprint = async (image) => {
        const address = image.src;
        if (known.get(image)?.address === address) return known.get(image).print;
        await image.decode().catch(() => null);
        if (!image.complete || !image.naturalWidth) return 'loading';
        const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
        const brush = canvas.getContext('2d');
        brush.drawImage(image, 0, 0);
        const pixels = brush.getImageData(0, 0, canvas.width, canvas.height).data;
        const digest = new Uint32Array(await crypto.subtle.digest('SHA-256', pixels));
        const print = `${canvas.width} x ${canvas.height}, ${digest[0]}-${digest[1]}`;
        if (image.src === address) known.set(image, {address, print});
        return print;
    };
    const texts = (selector) => [...lab.querySelectorAll(selector)].map((e) => e.textContent);
    const images = [...lab.querySelectorAll('img')];
    return {
        pixels: await Promise.all(images.map(fingerprint)),
        names: images.map((image) => image.title || image.alt),
        sentences: texts('.mixlearn-sentence p'),
        alerts: texts('[role=alert]'),
        code: texts('pre').join(''),
    };
}"""


@dataclass(frozen=True)
class Look:
    """What the page shows of a lab at one moment.

    Attributes
    ----------
    pixels : list of str
        Size and fingerprint of each panel.
    names : list of str
        What a screen reader says for each panel.
    sentences, alerts : list of str
        Texts in the place of the sentence and in the status line.
    code : str
        The code, if it is shown.
    """

    pixels: list[str]
    names: list[str]
    sentences: list[str]
    alerts: list[str]
    code: str

    @property
    def sound(self) -> bool:
        """Whether there is a picture, one sentence, a name for each panel, and no error."""
        return (
            bool(self.pixels)
            and "loading" not in self.pixels
            and len(self.sentences) == 1
            and self.sentences[0] != ""
            and len({*self.names}) == len(self.pixels)
            and all(name.endswith(".") for name in self.names)
            and not self.alerts
        )


class LabOnPage:
    """One lab in the output of a cell.

    Attributes
    ----------
    root : Locator
        The element that holds it all.
    title : str
        Its code without imports, to name it in messages and on files.
    name : str
        Its class.
    start : Look
        What it showed when `restart` was first called.
    """

    def __init__(self, root: Locator, title: str) -> None:
        self.root = root
        self.title = title
        self.name = title.partition("(")[0]
        self.start: Look | None = None

    def restart(self) -> None:
        """Bring the lab to where it was when it was first seen, and note that in `start`."""
        if self.start is None:
            self.start = self.shown()
        elif self.look() != self.start:
            if self.look().code:
                self.click("Hide the code")
            self.click("Reset")
            self.back(self.start, by="Reset")

    def look(self) -> Look:
        """Read what is shown now."""
        return Look(**self.root.evaluate(_LOOK))

    def until(self, wish: str, wanted: Callable[[Look], bool]) -> Look:
        """Wait until what is shown is as wanted, and at rest; fail with the wish in words.

        Panels and sentence arrive one after another, so what is seen only once may be half of it.
        """
        end = time.monotonic() + PATIENCE
        before, look = None, self.look()
        while look != before or not wanted(look):
            if time.monotonic() > end:
                pytest.fail(f"{self.title}: waited {PATIENCE} s for {wish}. It shows {look}.")
            self.root.page.wait_for_timeout(30)
            before, look = look, self.look()
        return look

    def shown(self) -> Look:
        """Wait for a picture and its sentence."""
        return self.until("picture and sentence", lambda look: look.sound)

    def changed(self, old: Look, by: str) -> Look:
        """Wait for another picture than an old one."""
        return self.until(
            f"{by} to change the picture", lambda look: look.sound and look.pixels != old.pixels
        )

    def back(self, old: Look, by: str) -> None:
        """Wait for an old state, to the pixel and to the letter."""
        self.until(f"{by} to bring back {old}", lambda look: look == old)

    def sliders(self) -> list[str]:
        """Names of the sliders, as the page shows them."""
        return self.root.locator(".widget-slider > .widget-label").all_text_contents()

    def dropdowns(self) -> list[str]:
        """Names of the lists of choices, presets left out."""
        found = self.root.locator(".widget-dropdown > .widget-label").all_text_contents()
        return [name for name in found if name != "Preset"]

    def value(self, slider: str) -> str:
        """What the slider's read-out shows."""
        return self._control(slider).locator(".widget-readout").text_content()

    def press(self, slider: str, key: str, times: int = 1) -> None:
        """Press a key on a slider."""
        self._control(slider).get_by_role("slider").focus()
        for _ in range(times):
            self.root.page.keyboard.press(key)

    def step(self, slider: str, key: str | None = None) -> None:
        """Move a slider by one press of a key: an arrow up, or down from the upper end."""
        handle = self._control(slider).get_by_role("slider")
        at_end = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
        self.press(slider, key or ("ArrowLeft" if at_end else "ArrowRight"))

    def options(self, dropdown: str) -> list[str]:
        """Return the choices of a list."""
        options = self._control(dropdown).locator("option")
        return options.evaluate_all("(all) => all.map((option) => option.value)")

    def chosen(self, dropdown: str) -> str:
        """Return what a list shows."""
        return self._control(dropdown).locator("select").input_value()

    def choose(self, dropdown: str, option: str) -> None:
        """Choose from a list."""
        self._control(dropdown).locator("select").select_option(option)

    def click(self, button: str) -> None:
        """Click a button."""
        self.root.get_by_role("button", name=button, exact=True).click()

    def boxes(self, selector: str) -> list[dict[str, float]]:
        """Return where the elements are that a selector finds."""
        return [element.bounding_box() for element in self.root.locator(selector).all()]

    def screenshot(self, name: str) -> None:
        """Save what is shown, if MIXLEARN_SCREENSHOTS names a folder."""
        if folder := os.environ.get("MIXLEARN_SCREENSHOTS"):
            file = re.sub(r"[^\w.=-]+", "_", name) + ".png"
            self.root.screenshot(path=Path(folder) / file)

    def _control(self, name: str) -> Locator:
        whole = re.compile(rf"^{re.escape(name)}$")
        label = self.root.page.locator(".widget-label", has_text=whole)
        return self.root.locator(".widget-slider, .widget-dropdown").filter(has=label)


class NotebookOnPage:
    """A notebook that is open in JupyterLab."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name

    def run_all(self) -> None:
        """Run all cells, and wait for the end."""
        # Asked before the kernel is connected, JupyterLab forgets the request now and then.
        self.do(
            """async () => {
                const session = jupyterapp.shell.currentWidget.context.sessionContext;
                await session.ready;
                await session.session.kernel.info;
                await jupyterapp.commands.execute('notebook:run-all-cells');
            }""",
            patience=LONG_PATIENCE,
        )

    def do(self, script: str, given: Any = None, *, patience: float = PATIENCE) -> Any:
        """Call a JavaScript function in the page and wait, but not for ever as Playwright does."""
        late = f"setTimeout(fail, {1000 * patience}, new Error('{self.name}: waited too long'))"
        race = f"Promise.race([({script})(given), new Promise((_, fail) => {late})])"
        return self.page.evaluate(f"(given) => {race}", given)

    def close(self) -> None:
        """Take the notebook off the page, so that another may be opened there."""
        self.do("async () => jupyterapp.shell.currentWidget.dispose()")

    @contextmanager
    def resized(self, width: int) -> Iterator[None]:
        """Resize the page; where it is narrow, readers put the list of files away."""
        self.page.set_viewport_size({**VIEWPORT, "width": width})
        if width < 600:
            self.do("async () => jupyterapp.shell.collapseLeft()")
        try:
            yield
        finally:
            self.do("async () => jupyterapp.shell.expandLeft()")
            self.page.set_viewport_size(VIEWPORT)

    def start_cell(self, number: int) -> None:
        """Run one cell, and come back at once."""
        self.do(
            """async (number) => {
                jupyterapp.shell.currentWidget.content.activeCellIndex = number;
                jupyterapp.commands.execute('notebook:run-cell');
            }""",
            number,
        )

    def running(self, number: int) -> bool:
        """Whether a cell waits for the kernel or runs."""
        prompt = self.cell(number).locator(".jp-InputPrompt").first
        return prompt.text_content().strip() == "[*]:"

    def pictures(self, number: int, count: int) -> list[str]:
        """Return fingerprints of the pictures that a cell has put out, once all are there."""
        output = LabOnPage(self.cell(number), f"cell {number}")
        return output.until(
            f"{count} pictures",
            lambda look: len(look.pixels) == count and "loading" not in look.pixels,
        ).pixels

    def cell(self, number: int) -> Locator:
        """Return the element of a cell, counted from 0 over all kinds."""
        return self.page.locator(f'.jp-Cell[data-windowed-list-index="{number}"]')

    def cells(self) -> list[dict[str, Any]]:
        """Return the notebook as it would be saved."""
        return self.page.evaluate("() => jupyterapp.shell.currentWidget.model.toJSON().cells")

    def faults(self) -> list[str]:
        """Name all outputs that no reader should see."""
        found = []
        for cell in self.cells():
            expected = "raises-exception" in cell["metadata"].get("tags", ())
            for output in cell.get("outputs", ()):
                if output["output_type"] == "error" and not expected:
                    found.append(f"{output['ename']}: {output['evalue']}")
                elif output.get("name") == "stderr":
                    found.append("".join(output["text"]))
        broken = ".jupyter-widgets-error-widget, .jp-OutputArea :text('Error displaying widget')"
        return [*found, *self.page.locator(broken).all_text_contents()]

    @cached_property
    def labs(self) -> list[LabOnPage]:
        """All labs that running the cells has made: the widgets that come with a picture."""
        kinds = {"application/vnd.jupyter.widget-view+json", "image/png"}
        found = []
        for number, cell in enumerate(self.cells()):
            if any(kinds <= set(output.get("data", ())) for output in cell.get("outputs", ())):
                root = self.cell(number).locator(".jp-OutputArea-output > .widget-vbox")
                root.scroll_into_view_if_needed()
                code = source_of(cell).rpartition("\n\n")[2]
                found.append(LabOnPage(root, " ".join(code.split())))
        return found


def source_of(cell: dict[str, Any]) -> str:
    """Return the text of a cell."""
    return "".join(cell["source"])


def makes_lab(cell: dict[str, Any]) -> bool:
    """Whether a cell of the course shows a lab."""
    return cell["cell_type"] == "code" and bool(re.search(r"(?m)^\w+Lab\(", source_of(cell)))
