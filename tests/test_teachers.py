"""The teachers' page: every lesson, every lab, and nothing that the notebooks do not say."""

import io
import re
import runpy
from pathlib import Path

import nbformat
import numpy as np
import PIL.Image
import pytest

import mixlearn.labs

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "notebooks"
PAGE = (FOLDER / "README.md").read_text(encoding="utf-8")
# Files, so that a new one without its row, picture and questions fails here.
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
LESSONS = [path for path in NOTEBOOKS if re.match(r"\d\d_", path.name)]

tool = runpy.run_path(str(ROOT / "tests" / "picture_labs.py"))
PICTURES = {name: picture for path in NOTEBOOKS for name, picture in tool["pictures"](path)}

ROW = re.compile(
    r"^\| \[(?P<title>.+?)\]\((?P<file>\w+\.ipynb)\) \| (?P<minutes>\d+|any) "
    r"\| (?P<needs>.+?) \| (?P<idea>.+?) \|$",
    re.MULTILINE,
)
ROWS = {row["file"]: row for row in ROW.finditer(PAGE)}
IMAGE = re.compile(r"^!\[(.*)\]\(images/(.*?)\)$", re.MULTILINE)


def stem(path):
    return path.stem


def cells(path):
    return nbformat.read(path, as_version=4).cells


def section(path):
    """What the page says of one lesson, under its number and name."""
    heading = f"### {ROWS[path.name]['title']}\n"
    assert PAGE.count(heading) == 1
    return re.split(r"^##", PAGE.partition(heading)[2], maxsplit=1, flags=re.MULTILINE)[0]


def test_every_notebook_has_its_row():
    """The table lists the files of the folder, each once, in order, and no other."""
    assert [row["file"] for row in ROW.finditer(PAGE)] == [path.name for path in NOTEBOOKS]


@pytest.mark.parametrize("path", LESSONS, ids=stem)
def test_a_row_says_what_the_head_says(path):
    """Title, minutes and the lessons that are needed are those of the notebook's first cell."""
    head = cells(path)[0].source
    row = ROWS[path.name]
    assert row["title"] == f"{path.stem[:2]} {re.match(r'# (.+)', head)[1]}"
    assert row["minutes"] == re.search(r"\*\*Time:\*\* (\d+) minutes", head)[1]
    (needed,) = re.findall(r"^\*\*You need first:\*\*.*", head, re.MULTILINE)
    assert re.findall(r"\d\d", row["needs"]) == re.findall(r"\((\d\d)_\w+\.ipynb\)", needed)


@pytest.mark.parametrize("path", LESSONS, ids=stem)
def test_three_tables_agree(path):
    """The README, the map of lesson 00 and the teachers' page give one idea in the same words."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (idea,) = re.findall(rf"^\| \[.*\]\(notebooks/{path.name}\) \| (.*) \|$", readme, re.MULTILINE)
    (course_map,) = [c.source for c in cells(LESSONS[0]) if c.source.startswith("## The map")]
    name = r"\*\*00 .*\*\*" if path == LESSONS[0] else rf"\[{path.stem[:2]} .*\]\({path.name}\)"
    assert re.findall(rf"^\| {name} \| (.*) \| (\d+) \|$", course_map, re.MULTILINE) == [
        (idea, ROWS[path.name]["minutes"])
    ]
    assert ROWS[path.name]["idea"] == idea


@pytest.mark.parametrize("path", LESSONS, ids=stem)
def test_a_lesson_has_questions_and_its_pictures(path):
    """Two or three questions, and each lab of the lesson with a text that says what it shows."""
    said = section(path)
    questions = re.findall(r"(?m)^- (.*(?:\n  .*)*)", said)
    assert len(questions) in {2, 3}
    assert all("?" in question for question in questions)
    shown = IMAGE.findall(said)
    assert [name for _, name in shown] == [name for name, _ in tool["pictures"](path)]
    assert all(re.match(r"The .* lab", text) and len(text) > 80 for text, _ in shown)


def test_every_lab_has_a_picture():
    """Each lab of the package is on the page, and no picture lies around unused."""
    labs = {name.removesuffix("Lab").lower() for name in mixlearn.labs.names()}
    named = re.compile(r"\w+-(\w+)-lab\.png")
    assert {named.fullmatch(name)[1] for name in PICTURES} == labs
    assert {name for _, name in IMAGE.findall(PAGE)} == set(PICTURES)
    on_disk = {path.name for path in (FOLDER / "images").glob("*.png") if named.match(path.name)}
    assert on_disk == set(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_small_and_of_today(name):
    """It has a palette, less than 60 kB, and the colours of the lab's own picture, nearly."""
    content = (FOLDER / "images" / name).read_bytes()
    assert len(content) < 60_000
    picture = PIL.Image.open(io.BytesIO(content))
    assert picture.mode == "P"
    whole = np.asarray(PICTURES[name], dtype=float)
    difference = np.abs(np.asarray(picture.convert("RGB"), dtype=float) - whole)
    # Measured, of 255: at most 1.3 on average for its own picture, 13 and more for another lab's.
    assert difference.mean() < 2


def test_the_reduced_labs_run(capsys):
    """The example of `show` works as it stands, and names every setting."""
    (code,) = re.findall(
        r"<!-- reduced -->\n```python\n(.*?)```\n<!-- /reduced -->", PAGE, re.DOTALL
    )
    exec(compile(code, "notebooks/README.md", "exec"), {})  # noqa: S102 - our own text
    assert capsys.readouterr().out.split() == list(mixlearn.labs.BoundaryLab().controls)


def test_a_reduced_lab_shows_what_it_says():
    """`show` leaves one slider, keeps the values given, and drops presets that move others."""
    lab = mixlearn.labs.BoundaryLab(show=["alpha"], label_noise=0.2, noise=0.3, steps=500)
    row, *_ = lab.children
    assert list(row.children) == [lab.controls["alpha"]]
    lab.set(alpha=1.0)
    lab.reset()
    assert (lab.settings.label_noise, lab.settings.steps) == (0.2, 500)
    moves = [lab.PRESETS[name] for name in lab._presets.options[1:]]
    assert moves
    assert all(set(values) == {"alpha"} for values in moves)
