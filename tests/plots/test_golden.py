"""The golden pictures as a set."""

from pathlib import Path

from mixlearn import plots

GOLDEN = Path(__file__).parent / "golden"


def test_every_panel_has_a_golden_picture():
    """There is one picture a class of panels, none besides, and all are small files."""
    panels = {name for name in plots.__all__ if name.endswith("Panel") and name != "Panel"}
    files = {file.stem: file.stat().st_size for file in GOLDEN.glob("*.png")}
    assert files.keys() == panels
    assert max(files.values()) < 40_000
