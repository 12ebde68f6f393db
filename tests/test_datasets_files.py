import hashlib
import io
import re
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest

from mixlearn import datasets
from mixlearn.datasets import _files

DATA = Path(__file__).parent.parent / "data"
NAMES = ["pets.npz", "sentences.tsv", "tissue.npz"]
LOAD = {
    "pets.npz": datasets.pets,
    "sentences.tsv": datasets.sentences,
    "tissue.npz": datasets.tissue,
}
SIZES = {"pets.npz": 600, "sentences.tsv": 300, "tissue.npz": 600}


class NeverUnpickled:
    """Something that leaves a file behind when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        """Say what to call on unpickling."""
        return Path.touch, (self.path,)


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A folder that stands in for the installed package, with copies of the files."""
    folder = tmp_path / "mixlearn" / "_data"
    folder.mkdir(parents=True)
    for name in NAMES:
        shutil.copy(DATA / name, folder)
    monkeypatch.setattr(_files, "files", lambda _: folder.parent)
    return folder


def packed(**arrays):
    content = io.BytesIO()
    np.savez(content, **arrays)
    return content.getvalue()


def refused(name, problem):
    """Expect the one sentence: which file, what is wrong, how to get it back."""
    sentence = (
        f"The file '{name}', which belongs to mixlearn, {problem}. Install mixlearn again, or in a "
        f"clone run: git checkout -- data/{name}"
    )
    return pytest.raises(OSError, match=f"^{re.escape(sentence)}$")


def drop(content):
    return content[: len(content) // 2]


def noise(content):
    return np.random.default_rng(0).bytes(len(content))


def nothing(_):
    return b""


def one_bit(content):
    changed = bytearray(content)
    changed[len(changed) // 3] ^= 1
    return bytes(changed)


def crlf(content):
    return content.replace(b"\n", b"\r\n")


def pickled(_):
    return packed(images=np.array([{"a": 1}], dtype=object))


@pytest.mark.parametrize("damage", [drop, noise, nothing, one_bit, crlf, pickled])
@pytest.mark.parametrize("name", NAMES)
def test_damage(package, name, damage):
    """A file that is not to the bit the recorded one is refused in one sentence, without causes."""
    assert len(LOAD[name](rng=0).X) == SIZES[name]
    path = package / name
    path.write_bytes(damage(path.read_bytes()))
    problem = "is damaged: its checksum (SHA-256) is not the recorded one"
    with refused(name, problem) as error:
        LOAD[name](rng=0)
    assert error.value.__suppress_context__ or error.value.__context__ is None


@pytest.mark.parametrize("name", NAMES)
def test_missing(package, monkeypatch, name):
    """A file that is neither in the package nor beside it is named in one sentence."""
    (package / name).unlink()
    monkeypatch.setattr(_files, "__file__", str(package / "a" / "b" / "c.py"))
    with refused(name, "is missing") as error:
        LOAD[name]()
    assert isinstance(error.value, FileNotFoundError)
    assert error.value.__suppress_context__


def test_checkout(package):
    """Without packed files, as in a clone, those of the folder data are loaded."""
    shutil.rmtree(package)
    assert len(datasets.pets(rng=0).X) == 600


def test_folder_in_its_place(package):
    """A folder of that name in the package is passed over; it is no file."""
    (package / "pets.npz").unlink()
    (package / "pets.npz").mkdir()
    assert len(datasets.pets(2, rng=0).X) == 2


def record(monkeypatch, package, content):
    """Put a file in the place of pets.npz, with its checksum: only then is it looked into."""
    (package / "pets.npz").write_bytes(content)
    checksum = hashlib.sha256(content).hexdigest()
    monkeypatch.setitem(_files.CHECKSUMS, "pets.npz", checksum)


IMAGES, LABELS = np.zeros((600, 32, 32, 3), np.uint8), np.zeros(600, np.uint8)


@pytest.mark.parametrize(
    "arrays",
    [
        {"images": IMAGES[:599], "labels": LABELS},
        {"images": IMAGES, "labels": LABELS[:, None]},
        {"images": IMAGES.astype(np.float32), "labels": LABELS},
        {"images": IMAGES.swapaxes(1, 3), "labels": LABELS},
    ],
    ids=["count", "labels", "dtype", "axes"],
)
def test_wrong_arrays(monkeypatch, package, arrays):
    """Even with its checksum recorded, a file must hold the arrays that are expected."""
    record(monkeypatch, package, packed(**arrays))
    with refused("pets.npz", "does not hold the arrays that are expected"):
        datasets.pets()


def test_unreadable(monkeypatch, package):
    """Even with its checksum recorded, what is no archive of both arrays is refused."""
    whole = packed(images=IMAGES, labels=LABELS)
    npy = io.BytesIO()
    np.save(npy, IMAGES)
    broken = [whole[:-40], b"", b"text", npy.getvalue(), packed(images=IMAGES)]
    for content in broken:
        record(monkeypatch, package, content)
        with refused("pets.npz", "cannot be read as plain NumPy arrays"):
            datasets.pets()


def test_no_arrays(monkeypatch, package):
    """Even with its checksum recorded, an archive of something else than arrays is refused."""
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("images.npy", b"no array")
        archive.writestr("labels.npy", b"")
    record(monkeypatch, package, other.getvalue())
    with refused("pets.npz", "does not hold the arrays that are expected"):
        datasets.pets()


def test_pickle_is_never_run(monkeypatch, package, tmp_path):
    """Even with its checksum recorded, pickled objects are refused, and not brought to life."""
    trace = tmp_path / "trace"
    objects = np.array([NeverUnpickled(trace)], dtype=object)
    record(monkeypatch, package, packed(images=objects, labels=LABELS))
    with refused("pets.npz", "cannot be read as plain NumPy arrays"):
        datasets.pets()
    assert not trace.exists()
    np.load(package / "pets.npz", allow_pickle=True)["images"]
    assert trace.exists()  # the trap was a trap
