"""TextLab: two sentences blended as vectors, and the real sentences nearest to the blend."""

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.decomposition import PCA
from sklearn.metrics.pairwise import cosine_similarity

from mixlearn import datasets, ragged
from mixlearn.labs import _fields as fields
from mixlearn.labs._base import Lab
from mixlearn.labs._settings import field
from mixlearn.labs._vectors import DIMENSIONS, WordVectors, word_vectors
from mixlearn.plots import SentencesPanel, WordsPanel

__all__ = ["PRESETS", "Picture", "Result", "Settings", "TextLab", "code", "describe", "run"]

Array = npt.NDArray[Any]

_SENTENCES = 300
_NEAR = 3
_NONE = "-"


@dataclass(frozen=True)
class Settings:
    """What the learner may set."""

    lam: float = fields.lam(0.5, help="How much of the first parent every blended vector holds.")
    level: str = field(
        "words",
        "Blend",
        choices={"words": "word by word", "sentences": "whole sentences"},
        help="Which vectors are blended: those of the words at each position, or their means.",
    )
    align: str = field(
        "padded",
        "Lengths",
        choices={"padded": "padded with zeros", "stretched": "stretched to the longer"},
        matters=lambda s: s.level == "words",
        help="Word by word: how two sentences of different length are brought to one.",
    )
    first: int = fields.parent(27, "First", "sentences", _SENTENCES)
    second: int = fields.parent(173, "Second", "sentences", _SENTENCES)


@dataclass(frozen=True, eq=False)
class Result:
    """A blend of two sentences, and what is near it.

    Attributes
    ----------
    settings : Settings
        What was asked for.
    source : Dataset
        The sentences.
    rows : tuple of tuple of str
        For each position the word of the first, of the second, and the word whose vector is
        nearest to the blend; a dash where there is none. One row of the means if whole sentences
        are blended.
    blend : ndarray of shape (d,)
        The vector of the blend: the mean over all positions.
    point : ndarray of shape (2,)
        Where it lies in the picture.
    lam : float
        Share of the first parent, counted in words.
    label, meant : float
        Share of the first class in the label, by the words and by λ.
    near : tuple of int
        The real sentences nearest to the blend, its parents left out.
    similarity : tuple of float
        Their cosine similarities to it, in [-1, 1]; all 0 for a blend that is zero.
    """

    settings: Settings
    source: datasets.Dataset
    rows: tuple[tuple[str, str, str], ...]
    blend: Array
    point: Array
    lam: float
    label: float
    meant: float
    near: tuple[int, ...]
    similarity: tuple[float, ...]


def run(settings: Settings) -> Result:
    """Blend two sentences, and look for their like."""
    s, source, vectors = settings, _source(), _vectors()
    parents = [vectors.tokens[row] for row in (s.first, s.second)]
    if s.level == "sentences":
        blend, lam = s.lam * vectors.means[s.first] + (1 - s.lam) * vectors.means[s.second], s.lam
        rows = _columns(vectors, parents)
    else:
        words, lam, rows = _by_words(vectors, parents, s)
        blend = words.mean(axis=0)
    similar = cosine_similarity(blend[np.newaxis], vectors.means)[0]
    # A blend that equals one of its parents is as similar to it as can be, which says nothing.
    similar[[s.first, s.second]] = -np.inf
    near = np.argsort(-similar.round(9), kind="stable")[:_NEAR].tolist()
    of_first, of_second = (1 - source.y[[s.first, s.second]]).tolist()
    return Result(
        settings=s,
        source=source,
        rows=rows,
        blend=blend,
        point=_plane().transform(blend[np.newaxis])[0],
        lam=lam,
        label=lam * of_first + (1 - lam) * of_second,
        meant=s.lam * of_first + (1 - s.lam) * of_second,
        near=tuple(near),
        similarity=tuple(similar[near].tolist()),
    )


def _by_words(
    vectors: WordVectors, parents: list[Array], s: Settings
) -> tuple[Array, float, tuple[tuple[str, str, str], ...]]:
    """Blend the vectors at each position; return them, the first's share of the words, and a table.

    Words of a sentence that was padded are as many as it has. Stretched sentences have one at
    every position, so that the shares are those of every blend.
    """
    series = [vectors.vectors[tokens] for tokens in parents]
    if s.align == "padded":
        X, there = ragged.pad(series)
        counts = s.lam * len(parents[0]), (1 - s.lam) * len(parents[1])
        lam = counts[0] / sum(counts)
        columns = [[*vectors.words[t], *[_NONE] * (len(there[0]) - len(t))] for t in parents]
    else:
        X, lam = ragged.stretch(series), s.lam
        steps = ragged.stretch([tokens[:, np.newaxis] for tokens in parents]).astype(int)
        columns = [vectors.words[line[:, 0]].tolist() for line in steps]
    words = s.lam * X[0] + (1 - s.lam) * X[1]
    similar = cosine_similarity(words, vectors.vectors).round(9)
    nearest = [str(vectors.words[row.argmax()]) if row.any() else _NONE for row in similar]
    return words, float(lam), tuple(zip(*columns, nearest, strict=True))


def _columns(vectors: WordVectors, parents: list[Array]) -> tuple[tuple[str, str, str], ...]:
    """List the words of both sentences side by side, with nothing between them."""
    longest = max(map(len, parents))
    first, second = ([*vectors.words[t], *[""] * (longest - len(t))] for t in parents)
    return tuple(zip(first, second, [""] * longest, strict=True))


@functools.cache
def _source() -> datasets.Dataset:
    return datasets.sentences(rng=0)


@functools.cache
def _vectors() -> WordVectors:
    return word_vectors(_source().X)


@functools.cache
def _plane() -> PCA:
    return PCA(2, svd_solver="full").fit(_vectors().means)


class Picture:
    """The words and the label on the left, all sentences on the right."""

    def __init__(self) -> None:
        source, vectors = _source(), _vectors()
        assert source.both is not None  # noqa: S101 - sentences say which touch both topics
        names = source.classes
        points = _plane().transform(vectors.means)
        self._words = WordsPanel((names[0], names[1]), max(map(len, vectors.tokens)))
        self._plane = SentencesPanel(points, source.y, source.both, names, _NEAR)
        self.panels = {"words": self._words, "sentences": self._plane}
        self._parents = (-1, -1)

    def update(self, result: Result) -> None:
        """Show another blend."""
        s, source = result.settings, result.source
        words, plane = self._words, self._plane
        parents = (s.first, s.second)
        if parents != self._parents:
            words.parents(source.X[list(parents)].tolist(), source.y[list(parents)].tolist())
            self._parents = parents
        between = "nearest to blend" if s.level == "words" else "one blend of all"
        words.table(("first", "second", between), result.rows)
        words.labels(
            (f"label by λ = {s.lam:.2f}", f"label by the words: {result.lam:.2f} of the first"),
            (result.meant, result.label),
        )
        plane.show(parents, result.point, result.near)
        near = list(result.near)
        plane.listed(
            source.X[near].tolist(),
            source.y[near].tolist(),
            [f"{similarity:.2f}" for similarity in result.similarity],
        )


def describe(result: Result) -> str:
    """Say what was blended, whose words it holds, and which real sentence comes next."""
    s, source = result.settings, result.source
    first, second = (
        f"sentence {row} ({source.classes[source.y[row]]})" for row in (s.first, s.second)
    )
    how = "the mean vectors of whole sentences"
    if s.level == "words":
        how = f"word by word, {_ALIGNED[s.align]}"
    parts = f"{s.lam:.2f} × {first} + {1 - s.lam:.2f} × {second}, {how}."
    share = f"The first parent's share of the words is {result.lam:.2f}"
    if f"{result.lam:.2f}" != f"{s.lam:.2f}":
        lengths = [len(_vectors().tokens[row]) for row in (s.first, s.second)]
        share += f", for it has {lengths[0]} words and the second {lengths[1]}"
    label = f"label: {source.classes[0]} {result.label:.2f}, {source.classes[1]} "
    label += f"{1 - result.label:.2f}"
    near = f"“{source.X[result.near[0]]}”, similarity {result.similarity[0]:.2f}"
    return f"{parts} {share}; {label}. The nearest real sentence: {near}."


_ALIGNED = {"padded": "the shorter padded with zeros", "stretched": "the shorter stretched"}


def code(settings: Settings) -> str:
    """Write the lines that learn the vectors, make this blend and find its like."""
    s = settings
    middle = _SENTENCE if s.level == "sentences" else _WORDS + _ALIGN[s.align] + _MEAN
    parts = _HEAD + middle + _TAIL
    extra = "" if s.level == "sentences" else ", ragged"
    return parts.format(s=s, extra=extra, dimensions=DIMENSIONS, near=_NEAR)


_HEAD = """\
import numpy as np
from mixlearn import datasets{extra}
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics.pairwise import cosine_similarity

data = datasets.sentences(rng=0)
lam, first, second = {s.lam}, {s.first}, {s.second}

# One vector a word, from which words meet in a sentence.
counts = CountVectorizer(stop_words="english", binary=True)
found = counts.fit_transform(data.X).astype(float)
together = (found.T @ found).toarray()
alone = together.sum(axis=1)
surprise = np.log(np.maximum(together * together.sum() / np.outer(alone, alone), 1))
svd = TruncatedSVD({dimensions}, algorithm="arpack", random_state=0)
vectors = svd.fit_transform(surprise) / np.sqrt(svd.singular_values_)

split = counts.build_analyzer()
words = [vectors[[counts.vocabulary_[word] for word in split(text)]] for text in data.X]
means = np.stack([of_one.mean(axis=0) for of_one in words])

"""
_SENTENCE = """\
blend = lam * means[first] + (1 - lam) * means[second]
"""
_WORDS = """\
a, b = words[first], words[second]
"""
_ALIGN = {
    "padded": """\
X, there = ragged.pad([a, b])
share = lam * len(a) / (lam * len(a) + (1 - lam) * len(b))  # counted, not meant
""",
    "stretched": """\
X = ragged.stretch([a, b])
share = lam
""",
}
_MEAN = """\
blend = (lam * X[0] + (1 - lam) * X[1]).mean(axis=0)
lam = share
"""
_TAIL = """\
Y = np.eye(2)[data.y]
label = lam * Y[first] + (1 - lam) * Y[second]

similar = cosine_similarity([blend], means)[0]
similar[[first, second]] = -np.inf  # the parents themselves
print(dict(zip(data.classes, label.round(2).tolist())))
for row in np.argsort(-similar.round(9), kind="stable")[:{near}]:
    print(f"{{similar[row]:.2f}} {{data.X[row]}}")
"""

_SHORT_AND_LONG = {"level": "words", "first": 159, "second": 148}

PRESETS: dict[str, dict[str, Any]] = {
    "soup at sea, word by word": {"level": "words"},
    "soup at sea, whole sentences": {"level": "sentences"},
    "soup at sea, hardly mixed": {"level": "sentences", "lam": 0.95},
    "short and long, padded": {"align": "padded", **_SHORT_AND_LONG},
    "short and long, stretched": {"align": "stretched", **_SHORT_AND_LONG},
    "two of one topic": {"level": "sentences", "first": 27, "second": 162},
}


class TextLab(Lab, parts=__name__):
    """Blend two sentences word by word or as a whole, and look for their like.

    Parameters
    ----------
    show : sequence of str, optional
        Names of the settings that get a control; all by default.
    **settings
        Values to start with, by the names in ``Settings``.

    Examples
    --------
    >>> from mixlearn.labs import TextLab
    >>> lab = TextLab(level="sentences", lam=0.75)
    >>> lab.result.lam
    0.75
    """
