"""TextLab: two sentences blended as vectors, and their like."""

import dataclasses
from itertools import product

import numpy as np
import pytest

from mixlearn.labs import TextLab, text

KINDS = [("sentences", "padded"), ("words", "padded"), ("words", "stretched")]
kinds = pytest.mark.parametrize(
    ("level", "align"), KINDS, ids=[f"{level}-{align}" for level, align in KINDS]
)


@pytest.fixture(scope="module")
def shared():
    """One lab that the tests of many places move about."""
    return TextLab()


@pytest.fixture(autouse=True)
def from_the_start(shared):
    """Every test finds the lab as it begins."""
    shared.reset()


@kinds
def test_the_nearest_come_first_and_are_no_parents(shared, level, align):
    """At every corner three other sentences are named, the most similar first."""
    for lam, first, second in product((0, 1), (0, 299), (0, 299)):
        shared.set(level=level, align=align, lam=lam, first=first, second=second)
        result = shared.result
        assert result.lam == lam
        assert len({*result.near, first, second}) == 3 + len({first, second})
        assert sorted(result.similarity, reverse=True) == list(result.similarity)
        assert -1 <= result.similarity[0] <= 1 + 1e-9


def test_whole_sentences_blend_their_means(shared):
    """The blend lies between the parents, and the label goes by the ratio."""
    shared.set(level="sentences", lam=0.7)
    means = text._vectors().means
    np.testing.assert_allclose(shared.result.blend, 0.7 * means[27] + 0.3 * means[173], atol=1e-12)
    ends = text._plane().transform(means[[27, 173]])
    np.testing.assert_allclose(shared.result.point, [0.7, 0.3] @ ends, atol=1e-12)
    assert shared.result.label == shared.result.meant == 0.7


@pytest.mark.parametrize("lam", [0.1, 0.5, 0.8])
def test_padding_counts_words(shared, lam):
    """Summed vectors of both sentences stand in the blend by the shares of their words."""
    shared.set(level="words", align="padded", lam=lam, first=159, second=148)
    vectors, result = text._vectors(), shared.result
    lengths = [len(vectors.tokens[row]) for row in (159, 148)]
    assert lengths == [2, 6]
    expected = lam * 2 * vectors.means[159] + (1 - lam) * 6 * vectors.means[148]
    np.testing.assert_allclose(6 * result.blend, expected, atol=1e-12)
    assert result.lam == pytest.approx(lam * 2 / (lam * 2 + (1 - lam) * 6))
    assert result.label == result.lam  # the first is about cooking
    assert result.meant == lam
    assert [row[0] for row in result.rows] == ["pancakes", "golden", "-", "-", "-", "-"]


def test_stretching_keeps_the_ratio(shared):
    """Every position holds a word of both, and the label goes by the ratio."""
    shared.set(level="words", align="stretched", lam=0.4, first=159, second=148)
    result = shared.result
    assert [row[0] for row in result.rows] == ["pancakes"] * 3 + ["golden"] * 3
    assert result.lam == result.label == 0.4


@kinds
def test_a_share_of_one_is_the_parent(shared, level, align):
    """With nothing of the second, the words and their nearest are those of the first."""
    shared.set(level=level, align=align, lam=1.0, first=148, second=159)
    vectors, result = text._vectors(), shared.result
    np.testing.assert_allclose(result.blend, vectors.means[148], atol=1e-12)
    if level == "words":
        assert [row[0] for row in result.rows] == [row[2] for row in result.rows]


def test_what_has_no_word_has_no_nearest(shared):
    """Where a blend holds nothing but padding, a dash stands for the word."""
    shared.set(level="words", align="padded", lam=1.0, first=159, second=148)
    assert [row[2] for row in shared.result.rows[2:]] == ["-"] * 4


def test_the_order_of_the_parents_does_not_matter(shared):
    """Parents and shares exchanged give the same blend and the same label."""
    for level, align in KINDS:
        shared.set(level=level, align=align, lam=0.3, first=159, second=148)
        before = shared.result
        shared.set(lam=0.7, first=148, second=159)
        np.testing.assert_allclose(shared.result.blend, before.blend, atol=1e-12)
        assert shared.result.label == pytest.approx(before.label)
        assert shared.result.near == before.near


@kinds
def test_the_code_gives_what_the_picture_shows(shared, capsys, level, align):
    """Running what "Show the code" shows gives the same blend, label and nearest sentences."""
    shared.set(level=level, align=align, lam=0.35, first=159, second=148)
    names: dict = {}
    exec(shared.code(), names)  # noqa: S102 - the lab's own code
    result = shared.result
    np.testing.assert_allclose(names["blend"], result.blend, atol=1e-9)
    assert names["label"][0] == pytest.approx(result.label)
    _, *lines = capsys.readouterr().out.splitlines()
    assert lines == [
        f"{similarity:.2f} {result.source.X[row]}"
        for similarity, row in zip(result.similarity, result.near, strict=True)
    ]


# Presets


def test_preset_soup_at_sea_word_by_word(shared):
    """All three nearest sentences touch both topics, and words of neither parent turn up."""
    shared.preset("soup at sea, word by word")
    result = shared.result
    assert result.source.both[list(result.near)].all()
    assert any(nearest not in {first, second, "-"} for first, second, nearest in result.rows)


def test_preset_soup_at_sea_whole_sentences(shared):
    """The label is even, and the nearest sentence touches both topics."""
    shared.preset("soup at sea, whole sentences")
    assert shared.result.label == 0.5
    assert shared.result.source.both[shared.result.near[0]]


def test_preset_soup_at_sea_hardly_mixed(shared):
    """The nearest sentences are about cooking, as the first parent is."""
    shared.preset("soup at sea, hardly mixed")
    result = shared.result
    assert result.source.y[list(result.near)].sum() == 0


def test_preset_short_and_long_padded(shared):
    """The label by the words is far from the label by the ratio, and the sentence says why."""
    shared.preset("short and long, padded")
    assert (shared.result.meant, shared.result.label) == (0.5, 0.25)
    assert "words is 0.25, for it has 2 words and the second 6" in shared.sentence


def test_preset_short_and_long_stretched(shared):
    """Stretched, both labels agree."""
    shared.preset("short and long, stretched")
    assert shared.result.meant == shared.result.label == 0.5


def test_preset_two_of_one_topic(shared):
    """Two parents of one topic leave the label as it was."""
    shared.preset("two of one topic")
    assert "label: cooking 1.00, sailing 0.00" in shared.sentence


def test_every_preset_has_a_test():
    """A preset whose promise nobody checks is missed."""
    tested = {
        name.removeprefix("test_preset_") for name in globals() if name.startswith("test_preset_")
    }
    assert {name.replace(",", "").replace(" ", "_") for name in text.PRESETS} == tested


def test_every_sentence_fits_into_its_panel(shared):
    """No sentence is cut, and no table has more words than rows."""
    words, plane = shared._picture.panels.values()
    for sentence in text._source().X.tolist():
        assert words.shorten(sentence, 398, 9.5) == sentence
        assert plane.shorten(sentence, 440 - 60 - 4, 9) == sentence


def test_the_sentence_tells_share_label_and_likeness(shared):
    """Ratio, share of the words, label and the nearest sentence stand in it."""
    for level, align in KINDS:
        shared.set(level=level, align=align, lam=0.35)
        result = shared.result
        assert "0.35 × sentence 27 (cooking) + 0.65 × sentence 173 (sailing)" in shared.sentence
        assert f"share of the words is {result.lam:.2f}" in shared.sentence
        assert f"label: cooking {result.label:.2f}" in shared.sentence
        assert f"“{result.source.X[result.near[0]]}”" in shared.sentence


def test_settings_cover_all_sentences():
    """The sliders reach every sentence, and no further."""
    fields = {field.name: field.metadata for field in dataclasses.fields(text.Settings)}
    assert fields["first"]["high"] == fields["second"]["high"] == len(text._source().X) - 1


def test_the_picture_shows_parents_labels_and_the_nearest(shared, read):
    """Also when one parent moves alone; of the nearest, each similarity stands by its sentence."""
    apart = False
    for first, second in ((10, 299), (10, 150), (280, 150)):
        shared.set(level="words", align="padded", lam=0.4, first=first, second=second)
        result = shared.result
        source = result.source
        words, plane = (panel.artists for panel in shared._picture.panels.values())
        assert read(words["sentences"]) == [source.X[first], source.X[second]]
        for spots, row in zip(words["classes"], (first, second), strict=True):
            assert [spot.get_visible() for spot in spots].index(True) == source.y[row]
        assert [tuple(row) for row in read(words["table"])[: len(result.rows)]] == [*result.rows]
        apart |= abs(result.meant - result.label) > 0.01
        assert read(words["shares"]) == [
            [f"{source.classes[0]} {share:.2f}", f"{source.classes[1]} {1 - share:.2f}"]
            for share in (result.meant, result.label)
        ]
        assert read(plane["texts"]) == [source.X[row] for row in result.near]
        assert read(plane["notes"]) == [f"{likeness:.2f}" for likeness in result.similarity]
        assert len(set(read(plane["notes"]))) > 1
    assert apart, "both labels were the same everywhere"
