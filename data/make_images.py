"""Draw pets.npz and tissue.npz into the folder of this script: `python data/make_images.py`.

Only NumPy is needed. Every picture has a seed of its own, so any one can be drawn alone.
"""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pets import CLASSES as KINDS
from pets import pet
from tissue import patch

FOLDER = Path(__file__).parent
COUNT = 600
"""Pictures in each file."""
PETS_SEED, TISSUE_SEED = 1, 2


def pet_label(row: int) -> int:
    """Return the class of this row: cats and dogs take turns."""
    return row % len(KINDS)


def pet_image(row: int) -> NDArray[np.uint8]:
    """Draw the cat or dog of this row."""
    rng = np.random.default_rng([PETS_SEED, row])
    return pet(KINDS[pet_label(row)], rng).finished()


def severity(row: int) -> float:
    """Return the severity of this row: all rows together fill [0, 1] evenly, in shuffled order."""
    return ((row * 233) % COUNT + 0.5) / COUNT


def tissue_image(row: int) -> NDArray[np.uint8]:
    """Draw the tissue patch of this row."""
    return patch(severity(row), np.random.default_rng([TISSUE_SEED, row])).finished()


def stack(image: Callable[[int], NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Draw all rows."""
    return np.stack([image(row) for row in range(COUNT)])


def pack(arrays: dict[str, NDArray[Any]]) -> bytes:
    """Return an npz file without time stamps, so that equal arrays give equal bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, array, version=(1, 0), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on Windows
            archive.writestr(entry, member.getvalue(), compresslevel=9)
    return packed.getvalue()


def each(value: Callable[[int], float], kind: type) -> NDArray[Any]:
    """Return a number for every row."""
    return np.array([value(row) for row in range(COUNT)], dtype=kind)


def main(names: Iterable[str] = ("pets", "tissue")) -> None:
    """Write the files, and print what their README and `mixlearn.datasets` must say."""
    files = {
        "pets": lambda: {"images": stack(pet_image), "labels": each(pet_label, np.uint8)},
        "tissue": lambda: {"images": stack(tissue_image), "severity": each(severity, np.float64)},
    }
    for name in names:
        content = pack(files[name]())
        (FOLDER / f"{name}.npz").write_bytes(content)
        print(hashlib.sha256(content).hexdigest(), f"{name}.npz", len(content), "bytes")  # noqa: T201


if __name__ == "__main__":
    main()
