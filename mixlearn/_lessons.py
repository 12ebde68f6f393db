"""The lessons as files: copied for a learner, but never over what the learner has changed."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mixlearn._errors import LearnerError

__all__ = ["FIRST", "MANIFEST", "Delivery", "deliver", "lessons"]

# The notebook with which the course begins.
FIRST = "00_start_here.ipynb"
# Records which version of each file was copied last, by its SHA-256.
MANIFEST = ".mixlearn-course.json"
_ABOUT = "What `mixlearn start` copied here, by SHA-256; so it knows what you have changed since."
# As in pyproject.toml. Jupyter's own names (Untitled, 05-Copy1) do not fit: they are scratch paper.
_PATTERNS = ("README.md", "[0-9a-z]*[a-z].ipynb", "images/*.png")


@dataclass(frozen=True)
class Delivery:
    """What a delivery did to the learner's folder.

    Attributes
    ----------
    added : tuple of str
        Files that were not there before.
    updated : tuple of str
        Files that nobody had changed, replaced by a newer version.
    beside : dict of str to str
        Files that the learner has changed and that have a newer version, and the name under which
        that version lies beside each.
    """

    added: tuple[str, ...]
    updated: tuple[str, ...]
    beside: dict[str, str]


def lessons() -> Path:
    """Return the folder of the course: inside an installed package, or in the clone around it.

    Raises
    ------
    LearnerError
        If there is no course in either place.
    """
    package = Path(__file__).parent
    for folder in (package / "_course", package.parent / "notebooks"):
        if (folder / FIRST).is_file():
            return folder
    raise LearnerError(
        "The lessons, which belong to mixlearn, are missing. Install mixlearn again, or in a clone "
        "run: git checkout -- notebooks"
    )


def deliver(folder: Path, source: Path | None = None) -> Delivery:
    """Copy the course into a folder, and leave alone whatever was changed there.

    A file that is still as it was last copied is replaced by a newer version. One that is not, or
    of which nothing is recorded, stays, and a version newer than the last is put beside it.

    Parameters
    ----------
    folder : Path
        Where to; created if need be. If it is `source` itself, nothing is done.
    source : Path or None, default=None
        Where from; `lessons()` by default.

    Returns
    -------
    Delivery
        What was done.

    Raises
    ------
    LearnerError
        If the folder is a file or cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     delivery = deliver(Path(folder))
    >>> "00_start_here.ipynb" in delivery.added
    True
    """
    source = source or lessons()
    if folder.exists() and not folder.is_dir():
        raise LearnerError(f"{folder} is a file. Name a folder: mixlearn start FOLDER")
    try:
        if folder.exists() and folder.samefile(source):
            return Delivery((), (), {})
        return _deliver(folder, source)
    except OSError as error:
        raise LearnerError(
            f"The course cannot be copied to {folder} ({error.strerror or error}). Name another "
            "folder: mixlearn start FOLDER"
        ) from None


def _deliver(folder: Path, source: Path) -> Delivery:
    folder.mkdir(parents=True, exist_ok=True)
    recorded = _recorded(folder / MANIFEST)
    delivered = dict(recorded)
    added, updated, beside = [], [], {}
    for name in _names(source):
        target, content = folder / name, (source / name).read_bytes()
        newest = delivered[name] = _digest(content)
        # A folder or a dead link of this name is the learner's, too.
        there = _digest(target.read_bytes()) if target.is_file() else ""
        if not os.path.lexists(target):
            _write(target, content)
            added.append(name)
        elif there == newest:
            pass
        elif there and there == recorded.get(name):
            _write(target, content)
            updated.append(name)
        elif newest != recorded.get(name):
            free = next(path for path in _beside(target) if _is_free_for(path, content))
            _write(free, content)
            beside[name] = free.relative_to(folder).as_posix()
    manifest = {"about": _ABOUT, "files": delivered}
    _write(folder / MANIFEST, (json.dumps(manifest, indent=1) + "\n").encode())
    return Delivery(tuple(added), tuple(updated), beside)


def _names(source: Path) -> list[str]:
    found = (path for pattern in _PATTERNS for path in source.glob(pattern))
    return sorted(path.relative_to(source).as_posix() for path in found)


def _recorded(manifest: Path) -> dict[str, str]:
    """Return what was copied last; nothing if that cannot be read."""
    try:
        files = json.loads(manifest.read_bytes())["files"]
        return {name: digest for name, digest in files.items() if isinstance(digest, str)}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _beside(target: Path) -> Iterator[Path]:
    """Yield the names for a newer version, in the order in which they are tried."""
    number = 1
    while True:
        mark = "new" if number == 1 else f"new{number}"
        yield target.with_name(f"{target.stem}.{mark}{target.suffix}")
        number += 1


def _is_free_for(path: Path, content: bytes) -> bool:
    return not os.path.lexists(path) or (path.is_file() and path.read_bytes() == content)


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
