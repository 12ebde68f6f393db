"""The files of the folder ``data``: located, checked, and read without pickle."""

import hashlib
import io
import zipfile
import zlib
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__: list[str] = []

# SHA-256 of each file, as the programs in the folder print them.
CHECKSUMS = {
    "failures.npz": "d244a6a8fce7a41f33b3dda71a11992908f60885493c16f26c19ce173c01c99e",
    "pets.npz": "8b90ed54117e08714b95f8e77c2371f26a4ccc2f2737cb9ecf38398111c000af",
    "sentences.tsv": "fb1640061746b42b89ffc81340c402911bd7a0e6a6459fdee765942814109971",
    "sweeps.npz": "2ae92dfcd83967b00dbe00cd475dd3454719970bc2bc44fe869ce033522a23f0",
    "tables.jsonl": "9a9034f9214b743972f2dbde61c6895d1b519814fcb3924445cb6fd15eb714c2",
    "tissue.npz": "085856d642ce99d39d340bb1e38e04d0436b5a2b6e9fa8ba0feaa02977eef372",
}

_UNREADABLE = (OSError, ValueError, TypeError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)


def load(name: str, **arrays: tuple[str, tuple[int, ...]]) -> list[NDArray[Any]]:
    """Return the named arrays of a file, each with the dtype and shape expected of it."""
    content = _checked(name)
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            # What is not an array in the archive comes out as bytes: np.asarray gives it a shape.
            found = [np.asarray(archive[key]) for key in arrays]
    except _UNREADABLE:
        raise OSError(_sentence(name, "cannot be read as plain NumPy arrays")) from None
    for array, (dtype, shape) in zip(found, arrays.values(), strict=True):
        if array.dtype != np.dtype(dtype) or array.shape != shape:
            raise OSError(_sentence(name, "does not hold the arrays that are expected"))
    return found


def read_lines(name: str) -> list[str]:
    """Return the lines of a file of text."""
    return _checked(name).decode("utf-8").splitlines()


def read_table(name: str) -> list[list[str]]:
    """Return the cells of a file with one row per line, tabs between its cells."""
    return [line.split("\t") for line in read_lines(name)]


def _checked(name: str) -> bytes:
    """Return the bytes of a file if its checksum is the recorded one."""
    content = _read(name)
    if hashlib.sha256(content).hexdigest() != CHECKSUMS[name]:
        raise OSError(_sentence(name, "is damaged: its checksum (SHA-256) is not the recorded one"))
    return content


def _read(name: str) -> bytes:
    """Return the bytes of a file: from inside an installed package, or from beside a checkout."""
    packed = files("mixlearn") / "_data" / name
    try:
        if packed.is_file():
            return packed.read_bytes()
        return (Path(__file__).parents[2] / "data" / name).read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(_sentence(name, "is missing")) from None
    except OSError as error:
        raise OSError(_sentence(name, f"cannot be opened ({error.strerror})")) from None


def _sentence(name: str, problem: str) -> str:
    return (
        f"The file {name!r}, which belongs to mixlearn, {problem}. Install mixlearn again, or in "
        f"a clone run: git checkout -- data/{name}"
    )
