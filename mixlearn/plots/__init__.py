"""Pictures: named artists on figures of their own. Nothing is computed here."""

from mixlearn.plots._bars import BarsPanel
from mixlearn.plots._batches import BatchesPanel
from mixlearn.plots._blends import BlendsPanel
from mixlearn.plots._boundary import BoundaryPanel
from mixlearn.plots._counts import CountsPanel
from mixlearn.plots._curve import CurvePanel
from mixlearn.plots._distribution import DistributionPanel
from mixlearn.plots._gains import GainsPanel
from mixlearn.plots._grid import GridPanel
from mixlearn.plots._images import ImagesPanel
from mixlearn.plots._lines import LinesPanel
from mixlearn.plots._losses import LossesPanel
from mixlearn.plots._narrow import NarrowBoundaryPanel
from mixlearn.plots._outcome import OutcomePanel
from mixlearn.plots._pairs import PairsPanel
from mixlearn.plots._panel import Panel
from mixlearn.plots._png import STRIP_HEIGHT, captioned, side_by_side, with_strip
from mixlearn.plots._reliability import ReliabilityPanel
from mixlearn.plots._runs import RunsPanel
from mixlearn.plots._segment import SegmentPanel
from mixlearn.plots._sentences import SentencesPanel
from mixlearn.plots._series import SeriesPanel
from mixlearn.plots._shares import SharesPanel
from mixlearn.plots._style import LIMIT as MAX_CLASSES
from mixlearn.plots._sweep import SweepPanel
from mixlearn.plots._triple import TriplePanel
from mixlearn.plots._unlabelled import UnlabelledPanel
from mixlearn.plots._word_table import WordsPanel
from mixlearn.plots._zones import ZonesPanel

__all__ = [
    "MAX_CLASSES",
    "STRIP_HEIGHT",
    "BarsPanel",
    "BatchesPanel",
    "BlendsPanel",
    "BoundaryPanel",
    "CountsPanel",
    "CurvePanel",
    "DistributionPanel",
    "GainsPanel",
    "GridPanel",
    "ImagesPanel",
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
    "with_strip",
]
