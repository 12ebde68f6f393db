"""The command `mixlearn`: the course in a learner's folder, which stays the learner's."""

import hashlib
import json
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from mixlearn import _lessons, cli
from mixlearn._errors import LearnerError
from mixlearn._lessons import MANIFEST, Delivery, deliver

ROOT = Path(__file__).parent.parent
COURSE = sorted(
    path.relative_to(ROOT / "notebooks").as_posix()
    for pattern in ("README.md", "*.ipynb", "images/*")
    for path in (ROOT / "notebooks").glob(pattern)
    if path.is_file()
)
LESSON = "05_decision_boundaries.ipynb"
PICTURE = "images/lab.png"
NOTHING = Delivery((), (), {})


@pytest.fixture
def source(tmp_path):
    """A course of two lessons and a picture."""
    folder = tmp_path / "source"
    (folder / "images").mkdir(parents=True)
    for name in ("00_start_here.ipynb", LESSON, PICTURE):
        (folder / name).write_text(f"{name}, first version")
    return folder


@pytest.fixture
def folder(tmp_path):
    """Where a learner keeps the course; not made yet."""
    return tmp_path / "my course" / "α"


@pytest.fixture
def lab(monkeypatch):
    """What JupyterLab would be started with, one list of arguments each time."""
    started = []
    monkeypatch.setattr(sys, "argv", ["mixlearn"])
    monkeypatch.setattr(runpy, "run_module", lambda name, **_: started.append([name, *sys.argv]))
    return started


def files(folder):
    """Every file below a folder but the manifest, with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


# Copying


def test_a_fresh_folder_gets_the_course(source, folder):
    """Every file of the course is copied, with the SHA-256 of each in the manifest."""
    delivery = deliver(folder, source)
    assert delivery == Delivery(("00_start_here.ipynb", LESSON, PICTURE), (), {})
    assert files(folder) == files(source)
    recorded = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    assert recorded == {
        name: hashlib.sha256((source / name).read_bytes()).hexdigest() for name in files(source)
    }


def test_only_the_course_is_copied(source, folder):
    """A learner's own notebook and an editor's leavings in a clone stay where they are."""
    copy, checkpoint = "00_start_here-Copy1.ipynb", ".ipynb_checkpoints/00_start_here.ipynb"
    for name in ("Untitled.ipynb", copy, checkpoint, "notes.txt", "images/notes.txt"):
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_text("mine")
    deliver(folder, source)
    assert set(files(folder)) == {"00_start_here.ipynb", LESSON, PICTURE}


def test_a_second_delivery_changes_nothing(source, folder):
    """With the course unchanged, changed lessons stay, and nothing is put beside them."""
    deliver(folder, source)
    (folder / LESSON).write_text("mine")
    before = files(folder)
    assert deliver(folder, source) == NOTHING
    assert files(folder) == before


def test_a_newer_version_replaces_what_nobody_changed(source, folder):
    """An unchanged older lesson or picture is updated, with nothing left beside it."""
    deliver(folder, source)
    for name in (LESSON, PICTURE):
        (source / name).write_text("second version")
    assert deliver(folder, source) == Delivery((), (LESSON, PICTURE), {})
    assert files(folder) == files(source)


def test_a_newer_version_goes_beside_what_was_changed(source, folder):
    """A changed lesson keeps every byte; the newer one lies beside it, and comes only once."""
    deliver(folder, source)
    (folder / LESSON).write_text("mine")
    (source / LESSON).write_text("second version")
    beside = "05_decision_boundaries.new.ipynb"
    assert deliver(folder, source).beside == {LESSON: beside}
    assert files(folder) == {**files(source), LESSON: "mine", beside: "second version"}
    (folder / beside).unlink()  # read, and not wanted
    assert deliver(folder, source) == NOTHING


def test_what_lies_beside_is_never_overwritten_either(source, folder):
    """A third version goes beside the changed lesson and beside what was put there before."""
    deliver(folder, source)
    (folder / LESSON).write_text("mine")
    for version in ("second", "third"):
        (source / LESSON).write_text(version)
        deliver(folder, source)
    kept = {name: text for name, text in files(folder).items() if name.startswith("05")}
    assert kept == {
        LESSON: "mine",
        "05_decision_boundaries.new.ipynb": "second",
        "05_decision_boundaries.new2.ipynb": "third",
    }


def test_taking_over_the_newer_version_ends_it(source, folder):
    """A learner who renames the newer lesson to the old name gets updates again."""
    deliver(folder, source)
    (folder / LESSON).write_text("mine")
    (source / LESSON).write_text("second version")
    deliver(folder, source)
    (folder / "05_decision_boundaries.new.ipynb").replace(folder / LESSON)
    assert deliver(folder, source) == NOTHING
    (source / LESSON).write_text("third version")
    assert deliver(folder, source).updated == (LESSON,)


def test_a_deleted_lesson_comes_back(source, folder):
    """Deleting a lesson is how a learner gets it fresh."""
    deliver(folder, source)
    (folder / LESSON).unlink()
    assert deliver(folder, source).added == (LESSON,)


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\xff\x00",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b'{"files": 3}',
        b'{"files": {"%s": [1]}}' % LESSON.encode(),
        b"[" * 100_000,
        None,
    ],
)
def test_without_a_manifest_nothing_is_lost(source, folder, broken):
    """Where the manifest is damaged or gone, all that differs counts as the learner's own."""
    deliver(folder, source)
    (folder / LESSON).write_text("mine")
    (folder / MANIFEST).unlink()
    if broken is not None:
        (folder / MANIFEST).write_bytes(broken)
    (source / PICTURE).write_text("second version")
    beside = {LESSON: "05_decision_boundaries.new.ipynb", PICTURE: "images/lab.new.png"}
    assert deliver(folder, source) == Delivery((), (), beside)
    assert files(folder)[LESSON] == "mine"
    assert files(folder)[PICTURE] == f"{PICTURE}, first version"
    assert deliver(folder, source) == NOTHING, "the manifest has not been mended"


def test_a_folder_named_like_a_lesson_stays(source, folder):
    """Whatever has a lesson's name and is no file is left alone as well."""
    (folder / LESSON).mkdir(parents=True)
    assert LESSON in deliver(folder, source).beside
    assert (folder / LESSON).is_dir()


def test_a_delivery_that_stops_half_way_is_taken_up_again(source, folder, monkeypatch):
    """A full disk leaves no half file and no claim; the next delivery brings the rest."""
    deliver(folder, source)
    (folder / LESSON).write_text("mine")
    for name in files(source):
        (source / name).write_text("second version")
    write = Path.write_bytes

    def full(path, content):
        write(path, content[:3])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(
        Path, "write_bytes", lambda p, c: (full if "lab.png" in p.name else write)(p, c)
    )
    with pytest.raises(LearnerError, match=r"cannot be copied to .* \(No space left on device\)"):
        deliver(folder, source)
    monkeypatch.undo()
    assert files(folder)[PICTURE] == f"{PICTURE}, first version"
    assert not list(folder.rglob("*.part"))
    deliver(folder, source)
    expected = {**files(source), LESSON: "mine"}
    assert files(folder) == {**expected, "05_decision_boundaries.new.ipynb": "second version"}


def test_the_course_s_own_folder_is_opened_as_it_is(source):
    """Started on the lessons themselves, nothing is copied, and no manifest is written."""
    before = sorted(source.rglob("*"))
    assert deliver(source, source) == NOTHING
    assert sorted(source.rglob("*")) == before


# The command


def test_start_copies_the_course_and_opens_its_first_page(folder, lab, capsys):
    """`mixlearn start FOLDER` leaves the whole course there and becomes JupyterLab at 00."""
    assert cli.main(["start", str(folder)]) == 0
    copied = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert sorted(copied) == sorted([*COURSE, MANIFEST])
    assert all((folder / n).read_bytes() == (ROOT / "notebooks" / n).read_bytes() for n in COURSE)
    assert lab == [
        [
            "jupyterlab",
            "jupyterlab",
            "--allow-root",
            f"--ServerApp.root_dir={folder}",
            "--LabApp.default_url=/lab/tree/00_start_here.ipynb",
            "--LabApp.news_url=None",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        ]
    ]
    assert f"The course is in {folder}." in capsys.readouterr().out


def test_start_without_a_name_makes_mixlearn_course(tmp_path, lab, monkeypatch):
    """The default folder is mixlearn-course, where the command was given."""
    monkeypatch.chdir(tmp_path)
    assert cli.main(["start"]) == 0
    assert (tmp_path / "mixlearn-course" / LESSON).is_file()
    assert f"--ServerApp.root_dir={tmp_path / 'mixlearn-course'}" in lab[0]


def test_browser_and_port_are_passed_on(folder, lab):
    """`--no-browser` and `--port` reach JupyterLab, and nothing touches its token."""
    assert cli.main(["start", str(folder), "--no-browser", "--port", "8899"]) == 0
    assert lab[0][-2:] == ["--no-browser", "--port=8899"]
    assert "token" not in " ".join(lab[0]).lower()


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "8.5", ""])
def test_a_port_that_is_none_is_refused(folder, lab, capsys, port):
    """A bad port is one sentence and exit code 2, before anything is copied."""
    with pytest.raises(SystemExit) as stop:
        cli.main(["start", str(folder), f"--port={port}"])
    assert stop.value.code == 2
    sentence = f"must be a whole number from 1 to 65535. Got {port!r}"
    assert sentence in capsys.readouterr().err
    assert not folder.exists()
    assert lab == []


def test_start_says_what_stays_and_what_is_newer(source, folder, lab, capsys, monkeypatch):
    """One sentence for each changed lesson names it and its newer version; one names updates."""
    monkeypatch.setattr(_lessons, "lessons", lambda: source)
    cli.main(["start", str(folder)])
    (folder / LESSON).write_text("mine")
    for name in (LESSON, PICTURE):
        (source / name).write_text("second version")
    capsys.readouterr()
    assert cli.main(["start", str(folder)]) == 0
    changed, newer, _where = capsys.readouterr().out.splitlines()
    assert changed == (
        f"You have changed {LESSON}, so it stays; the newer version is beside it as "
        "05_decision_boundaries.new.ipynb."
    )
    assert newer == f"Newer now: {PICTURE}."


def error_of(capsys, *arguments):
    """What the command says when it fails: one line on stderr, nothing else."""
    assert cli.main(arguments) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err.rstrip("\n")


def test_a_file_in_the_way_is_one_sentence(tmp_path, lab, capsys):
    """Where FOLDER is a file, the command says so, and the file stays."""
    file = tmp_path / "notes"
    file.write_text("mine")
    expected = f"{file} is a file. Name a folder: mixlearn start FOLDER"
    assert error_of(capsys, "start", str(file)) == expected
    assert "(Not a directory)" in error_of(capsys, "start", str(file / "below"))
    assert file.read_text() == "mine"
    assert lab == []


def test_a_folder_that_cannot_be_written_to_is_one_sentence(folder, lab, capsys, monkeypatch):
    """Where nothing may be written, the command says where and why."""

    def refuse(path, *_arguments, **_options):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert error_of(capsys, "start", str(folder)) == (
        f"The course cannot be copied to {folder} (Permission denied). Name another folder: "
        "mixlearn start FOLDER"
    )
    assert lab == []


@pytest.mark.parametrize("command", ["start", "check"])
def test_missing_packages_are_named_with_their_cure(tmp_path, lab, capsys, monkeypatch, command):
    """Without JupyterLab or Pillow both commands name them and what to install, and do nothing."""
    monkeypatch.chdir(tmp_path)
    for module in ("jupyterlab", "PIL"):
        monkeypatch.setitem(sys.modules, module, None)
    assert error_of(capsys, command) == (
        'The course needs jupyterlab, pillow, too. Install: pip install "mixlearn[lab]"'
    )
    assert list(tmp_path.iterdir()) == []
    assert lab == []


def test_check_notices_labs_that_do_not_load(capsys, monkeypatch):
    """A package that is there and damaged is named, in one line."""
    monkeypatch.setitem(sys.modules, "mixlearn.labs", None)
    assert error_of(capsys, "check").startswith("The labs do not load (")


def test_check_is_content_where_all_is_there(capsys):
    """With everything installed, check says so in one line and returns 0."""
    assert cli.main(["check"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Everything that the course needs is installed. Begin with: mixlearn start"
    ]


def test_check_knows_what_the_extra_installs():
    """The packages that check looks for are those of mixlearn[lab]."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = [line.partition(">=")[0] for line in project["optional-dependencies"]["lab"]]
    assert sorted(cli._NEEDED.values()) == sorted(extra)
    assert project["scripts"] == {"mixlearn": "mixlearn.cli:main"}


def test_lessons_that_are_missing_are_one_sentence(tmp_path, lab, capsys, monkeypatch):
    """A damaged installation is told from a bad folder."""
    monkeypatch.setattr(_lessons, "__file__", str(tmp_path / "mixlearn" / "_lessons.py"))
    assert error_of(capsys, "start", str(tmp_path / "course")) == (
        "The lessons, which belong to mixlearn, are missing. Install mixlearn again, or in a clone "
        "run: git checkout -- notebooks"
    )
    assert lab == []


def test_the_module_is_the_command():
    """`python -m mixlearn` answers as `mixlearn` does."""
    command = [sys.executable, "-m", "mixlearn", "start", "--help"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.startswith("usage: mixlearn start ")
