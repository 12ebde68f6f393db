"""The playground as Voilà serves it: a page without code, whole in a small window."""

from contextlib import contextmanager

import pytest

from .pages import LONG_PATIENCE, PATIENCE, LabOnPage

LAPTOP = {"width": 1280, "height": 720}
TELEPHONE = {"width": 390, "height": 844}

# Names what is not wholly within the window (or, across alone, within its width).
OUTSIDE = """(lab, acrossAlone) => {
    const outside = (e) => {
        const {left, right, top, bottom, width} = e.getBoundingClientRect();
        const beyond = left < 0 || right > innerWidth;
        return width > 0 && (beyond || (!acrossAlone && (top < 0 || bottom > innerHeight)));
    };
    const parts = '.widget-inline-hbox, button, img, .mixlearn-sentence, [role=alert]';
    const all = [document.querySelector('h1'), ...lab.querySelectorAll(parts)];
    return all.filter(outside).map((e) => `${e.className || e.tagName}: ${e.textContent}`);
}"""


@contextmanager
def opened(voila, browser):
    """Open the page, with a kernel of its own, and give the lab on it."""
    page = browser.new_page(viewport=LAPTOP)
    page.set_default_timeout(1000 * PATIENCE)
    try:
        page.goto(voila, timeout=1000 * LONG_PATIENCE)  # Voilà runs the notebook first
        lab = LabOnPage(page.locator(".jp-OutputArea-output > .widget-vbox"), "PlaygroundLab()")
        lab.root.wait_for()
        lab.shown()
        yield lab
    finally:
        page.close()


@pytest.fixture(scope="module")
def page(voila, browser):
    """Open the page once for all tests of this file."""
    with opened(voila, browser) as lab:
        yield lab


@pytest.fixture
def lab(page):
    """Return the lab where it starts, whatever the previous test has left."""
    page.root.page.set_viewport_size(LAPTOP)
    page.restart()
    return page


def test_a_page_without_code_whose_sliders_move_the_picture(lab):
    """No code cell is seen, a slider changes picture and sentence, and Reset brings them back."""
    page = lab.root.page
    assert page.get_by_role("heading", name="Playground").is_visible()
    assert page.locator(".jp-InputArea-editor:visible, .highlight:visible").count() == 0
    assert "import" not in page.locator("body").inner_text()
    lab.step("Mixing strength α")
    moved = lab.changed(lab.start, by="Mixing strength α")
    assert moved.sentences != lab.start.sentences
    assert moved.pixels[0] == lab.start.pixels[0]  # the side without mixing
    assert moved.pixels[1] != lab.start.pixels[1]
    lab.click("Reset")
    lab.back(lab.start, by="Reset")


def test_all_is_seen_at_once_on_a_small_laptop(lab):
    """At 1280 x 720 controls, pictures and sentence are in view, a complaint as well."""
    lab.screenshot("playground 1280 x 720")
    assert lab.root.evaluate(OUTSIDE, False) == []
    assert len({box["y"] for box in lab.boxes("img")}) == 1
    sliders = lab.boxes(".widget-slider")
    assert max(box["x"] + box["width"] for box in sliders) <= lab.boxes("img")[0]["x"]
    lab.choose("Partners", "same class, evenly")  # the longest sentence
    lab.changed(lab.start, by="Partners")
    text = lab.root.locator("input[type=text]").last
    text.fill("nonsense")
    text.press("Enter")
    look = lab.until("a complaint", lambda look: look.alerts)
    assert "must begin with" in look.alerts[0]
    lab.screenshot("playground 1280 x 720, at its fullest")
    assert lab.root.evaluate(OUTSIDE, False) == []


def test_it_stacks_on_a_telephone(lab):
    """In 390 pixels each panel stands under the one before, and nothing is cut at the side."""
    lab.root.page.set_viewport_size(TELEPHONE)
    lab.screenshot("playground on a telephone")
    assert lab.root.evaluate(OUTSIDE, True) == []
    assert lab.root.page.evaluate("document.scrollingElement.scrollWidth") <= TELEPHONE["width"]
    tops = [box["y"] for box in lab.boxes("img")]
    assert tops == sorted(set(tops))
    assert max(box["y"] for box in lab.boxes(".widget-slider")) < tops[0]


def test_a_text_brings_the_same_picture_to_somebody_else(lab, voila, browser):
    """The state that one page shows, pasted into another, gives the same pixels and words."""
    lab.choose("Preset", "linear model")
    moved = lab.changed(lab.start, by="the preset")
    shown = lab.root.locator("input[type=text]").last
    with opened(voila, browser) as other:
        text = other.root.locator("input[type=text]").last
        text.fill(shown.input_value())
        text.press("Enter")
        other.back(moved, by="the text")
