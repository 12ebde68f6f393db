"""Pictures: artists on a figure that belongs to nobody else. Nothing is computed here."""

from mixlearn.plots._bars import BarsPanel
from mixlearn.plots._blend import ImagesPanel, SegmentPanel, SharesPanel
from mixlearn.plots._choice import GainsPanel, LinesPanel
from mixlearn.plots._curve import CurvePanel
from mixlearn.plots._image import GridPanel, RunsPanel, TriplePanel
from mixlearn.plots._label import BlendsPanel
from mixlearn.plots._narrow import LossesPanel, NarrowBoundaryPanel
from mixlearn.plots._outcome import OutcomePanel
from mixlearn.plots._pairs import CountsPanel, PairsPanel
from mixlearn.plots._panel import Panel, captioned, side_by_side
from mixlearn.plots._plane import BoundaryPanel
from mixlearn.plots._ratio import BatchesPanel, LawPanel, ZonesPanel
from mixlearn.plots._series import SeriesPanel
from mixlearn.plots._style import LIMIT as MAX_CLASSES
from mixlearn.plots._sweep import ReliabilityPanel, SweepPanel
from mixlearn.plots._text import SentencesPanel, WordsPanel
from mixlearn.plots._unlabelled import UnlabelledPanel

__all__ = [
    "MAX_CLASSES",
    "BarsPanel",
    "BatchesPanel",
    "BlendsPanel",
    "BoundaryPanel",
    "CountsPanel",
    "CurvePanel",
    "GainsPanel",
    "GridPanel",
    "ImagesPanel",
    "LawPanel",
    "LinesPanel",
    "LossesPanel",
    "NarrowBoundaryPanel",
    "OutcomePanel",
    "PairsPanel",
    "Panel",
    "ReliabilityPanel",
    "RunsPanel",
    "SegmentPanel",
    "SentencesPanel",
    "SeriesPanel",
    "SharesPanel",
    "SweepPanel",
    "TriplePanel",
    "UnlabelledPanel",
    "WordsPanel",
    "ZonesPanel",
    "captioned",
    "side_by_side",
]
