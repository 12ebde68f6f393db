"""The folder data: its README tells the truth, and its programs make what it holds."""

import hashlib
import io
import re
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from mixlearn.datasets._files import CHECKSUMS

DATA = Path(__file__).parent.parent / "data"
README = (DATA / "README.md").read_text(encoding="utf-8")
FILES = sorted(CHECKSUMS)
NAMES = [name for name in FILES if name.endswith(".npz")]
HELPERS = ("make_images", "make_sweeps", "canvas", "pets", "tissue")


@pytest.fixture
def program(monkeypatch):
    """data/make_images.py, imported as Python runs it: with its folder first on the path."""
    monkeypatch.syspath_prepend(str(DATA))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    for name in HELPERS:
        monkeypatch.delitem(sys.modules, name, raising=False)
    import make_images

    yield make_images
    for name in HELPERS:
        sys.modules.pop(name, None)


def arrays(name):
    with np.load(DATA / name, allow_pickle=False) as archive:
        return dict(archive)


def test_every_file_has_its_checksum():
    """The package knows each data file of the folder, and no other."""
    code = {".py", ".md"}
    found = [path.name for path in DATA.iterdir() if path.is_file() and path.suffix not in code]
    assert sorted(found) == FILES


@pytest.mark.parametrize("name", FILES)
def test_checksums_agree(name):
    """File, package and README name the same SHA-256."""
    checksum = hashlib.sha256((DATA / name).read_bytes()).hexdigest()
    assert CHECKSUMS[name] == checksum
    assert re.findall(rf"^([0-9a-f]{{64}})  {re.escape(name)}$", README, re.MULTILINE) == [checksum]


@pytest.mark.parametrize("name", NAMES)
def test_readme_lists_the_arrays(name):
    """The README lists each array of a file with its shape and dtype, and no other."""
    rows = re.findall(
        rf"^\| `{re.escape(name)}` \| `(\w+)` \| \(([\d, ]+)\) \| (\w+) \|", README, re.MULTILINE
    )
    listed = {
        key: (tuple(int(n) for n in shape.split(",") if n.strip()), dtype)
        for key, shape, dtype in rows
    }
    assert listed == {key: (a.shape, str(a.dtype)) for key, a in arrays(name).items()}


@pytest.mark.parametrize("name", NAMES)
def test_small(name):
    """A file is well below 1.5 MB, and was packed without telling the time."""
    assert (DATA / name).stat().st_size < 1.2e6
    with zipfile.ZipFile(DATA / name) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", ["pets", "tissue"])
def test_the_program_draws_the_files(program, name):
    """Drawn again, images are the shipped ones but for a last step of tone by rounding."""
    draw = {"pets": program.pet_image, "tissue": program.tissue_image}[name]
    rows = np.r_[0:6, 301, 598, 599]
    shipped = arrays(f"{name}.npz")["images"][rows].astype(int)
    again = np.stack([draw(row) for row in rows.tolist()]).astype(int)
    assert np.abs(again - shipped).max() <= 3
    assert np.mean(again != shipped) < 0.001


def test_the_program_gives_the_labels(program):
    """Labels and severities are to the bit those that the program gives."""
    labels, severity = arrays("pets.npz")["labels"], arrays("tissue.npz")["severity"]
    np.testing.assert_array_equal(labels, [program.pet_label(row) for row in range(600)])
    np.testing.assert_array_equal(severity, [program.severity(row) for row in range(600)])


@pytest.mark.parametrize("data", ["digits", "wrong", "cancer", "moons"])
def test_the_program_counts_what_the_table_holds(program, data):
    """Trained again, the networks of a few cells get as many rows right, but for one by rounding.

    With 50 steps rounding has no time to grow: on one processor, changing the last digit of the
    features turned no answer in any of these cells.
    """
    import make_sweeps

    table = arrays("sweeps.npz")
    at = list(make_sweeps.DATA).index(data), 0, slice(2), slice(1)
    counted = make_sweeps.counts(data, 60, budgets=(50,), seeds=2)
    for name, again in zip(("right", "train_right"), counted, strict=True):
        assert np.abs(again.astype(int) - table[name][at].astype(int)).max() <= 1


def test_packing_repeats(program):
    """Equal arrays are packed into equal bytes, at any time of day, which hold them."""
    content = arrays("pets.npz")
    first, second = program.pack(content), program.pack(content)
    assert first == second
    with np.load(io.BytesIO(first), allow_pickle=False) as archive:
        assert set(archive) == set(content)
        assert {entry.date_time for entry in archive.zip.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for key in content:
            np.testing.assert_array_equal(archive[key], content[key])


def test_a_picture_needs_no_other(program):
    """Every picture has a seed of its own: drawn alone or after others, it is the same."""
    program.pet_image(3)
    after = program.pet_image(7), program.tissue_image(7)
    program.tissue_image(1)
    for first, second in zip(after, (program.pet_image(7), program.tissue_image(7)), strict=True):
        np.testing.assert_array_equal(first, second)


def test_the_sentences_are_as_the_readme_says():
    """300 different sentences in three columns, half of them on either topic, a fifth on both."""
    lines = (DATA / "sentences.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    assert {len(row) for row in rows} == {3}
    for topic in ("cooking", "sailing"):
        kinds = [kind for name, kind, _ in rows if name == topic]
        assert (kinds.count("one"), kinds.count("both"), len(kinds)) == (120, 30, 150)
    texts = [text for _, _, text in rows]
    assert len({text.lower() for text in texts}) == len(texts) == 300
    assert all(re.fullmatch(r"[A-Z][A-Za-z',\- ]{10,58}\.", text) for text in texts)
