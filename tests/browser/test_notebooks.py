"""Every notebook in a real JupyterLab, every control of every lab in it."""

import pytest

import mixlearn.labs

from .pages import ALL_CONTROLS, NOTEBOOKS, makes_lab

LABS = mixlearn.labs.names()

# What the tests must know about single labs; all other controls act at once and are told.
# Controls that act only after another choice: {(lab, control): (list, option)}.
NEEDS: dict[tuple[str, str], tuple[str, str]] = {
    ("ImageLab", name): ("Method", "CutMix: paste a patch")
    for name in ("Patch at the edge", "Patch across", "Patch down")
}
NEEDS["ImageLab", "Form of the pieces"] = ("Method", "FMix: pieces of any form")
NEEDS["SequenceLab", "Segment at"] = ("Method", "splice a segment in")
NEEDS["TextLab", "Lengths"] = ("Blend", "word by word")
# Sliders whose step is too fine to be seen: {(lab, slider): the key to press instead}.
KEYS = {
    ("ImageLab", "Patch across"): "End",  # a step is less than a pixel
    ("ImageLab", "Patch down"): "End",
    ("FailureLab", "Training steps"): "Home",  # a few steps move no second decimal
    ("SequenceLab", "Segment at"): "End",  # a step is less than one of time
    (
        "MixMatchLab",
        "Temperature T",
    ): "Home",  # guesses are nearly sure, before sharpening and after
}
# Sliders that move the picture and not the sentence: {(lab, slider): why}.
UNTOLD = {
    (
        "RatioLab",
        "Seed",
    ): "the sentence tells the distribution; the seed moves only the draws from it",
    ("SequenceLab", "Noise"): "the sentence counts steps; noise moves them and changes no count",
}
# Sentences round their numbers, so a small step may not show in them; this many must.
STEPS = 5

# For what depends on the lab alone, and not on the page it stands on.
once = pytest.mark.parametrize("notebook", ALL_CONTROLS, indirect=True)

# What one open notebook may hold, in megabytes: Binder promises a gigabyte for all of a learner's.
MEMORY = 500

WIDTHS = {"telephone": 390, "laptop": 1280}
# Names what sticks out of a cell's output, and what hides a part of itself or has to be scrolled.
CUT_OFF = """(lab) => {
    const output = lab.closest('.jp-OutputArea-output');
    const edge = output.getBoundingClientRect();
    const margin = 2;  // of every widget; ipywidgets adds it to a width of 100 %
    const cut = (e) => {
        const {left, right, width} = e.getBoundingClientRect();
        const sticks_out = left < edge.left - margin || right > edge.right + margin;
        const hides = getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth;
        // A line that one types in may hold more than it shows.
        return width > 0 && (sticks_out || (hides && e.tagName !== 'INPUT'));
    };
    // The inside of a slider is wider than it looks, for it moves the knob along; and the helper is
    // hidden on purpose.
    const inside = ':not(.noUi-target *, .mixlearn-helper, .mixlearn-helper *)';
    const all = [output, lab, ...lab.querySelectorAll(inside)];
    return all.filter(cut).map((e) => `${e.className || e.tagName}: ${e.textContent.slice(0, 40)}`);
}"""


# The later a notebook of the course, the longer it runs.
@pytest.fixture(scope="module", params=[*ALL_CONTROLS, *reversed(NOTEBOOKS)])
def notebook(request, jupyter, browser):
    """Open a notebook and run all of it, once for all tests of this file."""
    for half, name in enumerate(ALL_CONTROLS):
        cells = [f"from mixlearn.labs import {lab}\n\n{lab}()" for lab in LABS[half::2]]
        jupyter.write(name, cells)
    with jupyter.opened(browser, request.param) as notebook:
        notebook.run_all()
        yield notebook


@pytest.fixture
def labs(notebook):
    """Return the labs of a notebook, where they start, whatever the test before has left."""
    for lab in notebook.labs:
        lab.restart()
    return notebook.labs


def prepared(lab, control):
    """Bring a lab to where a control acts, and return what it shows there."""
    if (lab.name, control) in NEEDS:
        name, option = NEEDS[lab.name, control]
        if lab.chosen(name) != option:
            lab.choose(name, option)
            return lab.changed(lab.start, by=f"{name} = {option}")
    return lab.start


def test_every_cell_runs_without_a_fault(notebook):
    """Run All leaves no error, no warning, no broken widget, and no lab without a picture."""
    assert notebook.faults() == []
    assert len(notebook.labs) == sum(map(makes_lab, notebook.cells())) > 0
    for lab in notebook.labs:
        lab.shown()


def test_a_slider_moves_picture_and_sentence(notebook, labs):
    """A slider moved by keyboard changes pixels, sentence and accessible name; Reset undoes it.

    On the pages of all controls that is each slider; in the course the first of each lab, which
    stands for the others, for the lab is the same.
    """
    for lab in labs:
        lab.screenshot(f"{notebook.name} {lab.title} at the start")
        sliders = lab.sliders()
        assert sliders
        for slider in sliders if notebook.name in ALL_CONTROLS else sliders[:1]:
            now = prepared(lab, slider)
            for _ in range(STEPS):
                lab.step(slider, KEYS.get((lab.name, slider)))
                now = lab.changed(now, by=slider)
                if now.sentences != lab.start.sentences or (lab.name, slider) in UNTOLD:
                    break
            else:
                pytest.fail(f"{lab.title}: {slider} moved {STEPS} steps, and is not told.")
            lab.screenshot(f"{notebook.name} {lab.title} {slider}")
            lab.click("Reset")
            lab.back(lab.start, by="Reset")


@once
def test_every_choice_changes_the_picture(labs):
    """Every option of every list gives another picture than the one before, and no error."""
    for lab in labs:
        for name in lab.dropdowns():
            now = prepared(lab, name)
            first = lab.chosen(name)
            for option in [*(other for other in lab.options(name) if other != first), first]:
                lab.choose(name, option)
                now = lab.changed(now, by=f"{name} = {option}")
            lab.click("Reset")
            lab.back(lab.start, by="Reset")


@once
def test_every_preset_leads_to_a_picture(labs):
    """Every preset gives another picture than the one before, no error, and stays named."""
    for lab in labs:
        nothing, *presets = lab.options("Preset")
        lab.step(lab.sliders()[0])
        now = lab.changed(lab.start, by="a step")
        for preset in presets:
            lab.choose("Preset", preset)
            now = lab.changed(now, by=f"preset {preset}")
            lab.until(f"{preset} to stay named", lambda _: lab.chosen("Preset") == preset)  # noqa: B023
        lab.click("Reset")
        lab.back(lab.start, by="Reset")
        lab.until("no preset", lambda _: lab.chosen("Preset") == nothing)  # noqa: B023


@once
def test_code_is_shown_and_follows(labs):
    """Show the code shows Python, which follows a slider until Hide the code takes it away."""
    for lab in labs:
        lab.click("Show the code")
        shown = lab.until("code", lambda look: "mixlearn" in look.code)
        compile(shown.code, lab.title, "exec")
        lab.step(lab.sliders()[0])
        lab.until("other code", lambda look: look.code not in ("", shown.code))  # noqa: B023
        lab.click("Reset")
        lab.back(shown, by="Reset")
        lab.click("Hide the code")
        lab.back(lab.start, by="Hide the code")


@once
@pytest.mark.parametrize("device", WIDTHS)
def test_nothing_is_cut_off(notebook, labs, device):
    """On a telephone and on a small laptop all of a lab lies within the width of its output."""
    cut = {}
    with notebook.resized(WIDTHS[device]):
        for lab in labs:
            lab.click("Show the code")
            lab.until("code", lambda look: look.code)
            lab.screenshot(f"{notebook.name} {lab.title} on a {device}")
            cut[lab.title] = lab.root.evaluate(CUT_OFF)
    assert cut == {title: [] for title in cut}


@once
def test_panels_stand_side_by_side_on_a_laptop(notebook, labs):
    """On a small laptop, with the list of files open, left and right mean left and right."""
    with notebook.resized(WIDTHS["laptop"]):
        tops = {lab.title: {box["y"] for box in lab.boxes("img")} for lab in labs}
    assert [title for title, places in tops.items() if len(places) > 1] == []


def test_a_notebook_stays_small(notebook, labs, jupyter, record_property):
    """After all cells and all that the tests above moved, the kernel holds less than 500 MB."""
    held = jupyter.memory()
    record_property("megabytes", held)
    print(f"{notebook.name}: kernel {held['kernel']:.0f} MB, server {held['server']:.0f} MB")
    # Less than the interpreter with its libraries would be another process.
    assert 60 < held["kernel"] < MEMORY, held
