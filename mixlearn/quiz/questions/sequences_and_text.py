"""Questions of notebook 08: series spliced, and sentences blended as vectors."""

from mixlearn.quiz._kinds import Choice, Number, Pick, PickAll, Prediction, Slip

__all__ = ["QUESTIONS"]

QUESTIONS = (
    Prediction(
        id="sequence-rest",
        text="From a series of the class “beat”, 14 steps are spliced into one of 96 steps of the "
        "class “swing”. In these 14 steps the second series is at rest: a flat line, which all "
        "classes have somewhere. What share of the label does “beat” get?",
        choices=(
            Choice(
                "none",
                "none: there is no beat to be seen in it",
                "That would need somebody who looks. The program counts steps.",
            ),
            Choice("counted", "14/96, about 0.15", "", right=True),
            Choice(
                "half",
                "one half: there are two parents",
                "Shares go by what each parent gives, not by the number of parents.",
            ),
        ),
        outcome="14/96, about 0.15. The label counts steps and knows nothing of what they show. "
        "That is right on average over many segments, and wrong for this one.",
    ),
    Prediction(
        id="sequence-which-helps",
        text="60 series to learn from. They are interpolated or spliced (α = 1), or left as they "
        "are. Then a network reads their spectrum: which waves they are made of. When is it right "
        "on most new series?",
        choices=(
            Choice("none", "without mixing", "Here it is right more often with spliced series."),
            Choice(
                "interpolated",
                "with interpolated series",
                "Two waves added up have a spectrum that no single series has.",
            ),
            Choice("spliced", "with spliced series", "", right=True),
            Choice(
                "same",
                "it makes no difference",
                "It does here, on most of ten seeds, and in both directions.",
            ),
        ),
        outcome="With spliced series. Interpolated ones cost right answers. When the network reads "
        "the steps themselves, both cost some. What helps depends on what the model reads.",
    ),
    Prediction(
        id="sequence-padded-share",
        text="One sentence has 2 words, the other 6. The shorter is padded with zeros, and the "
        "vectors are blended position by position with λ = 0.5. What is the first sentence's share "
        "of the words in the blend?",
        choices=(
            Choice(
                "half",
                "one half, for λ is",
                "λ is its share at every position, but at four of the six it has only zeros to "
                "give.",
            ),
            Choice("quarter", "one quarter", "", right=True),
            Choice(
                "third",
                "one third: 2 of 6 positions",
                "At these two positions the other sentence has a word as well.",
            ),
        ),
        outcome="One quarter: half of 2 words against half of 6. Padding gives the longer sentence "
        "more weight than λ says.",
    ),
    Prediction(
        id="sequence-text-gain",
        text="20 labelled sentences. A network learns from them as they are, or from blends with "
        "α = 1: whole sentences, or word by word. When is it right on most of the other sentences?",
        choices=(
            Choice(
                "whole",
                "with blends of whole sentences",
                "Here they were right about one time in a hundred less.",
            ),
            Choice(
                "words",
                "with blends word by word",
                "Here they gained nothing either.",
            ),
            Choice("none", "without mixing, or about the same", "", right=True),
        ),
        outcome="Without mixing, if anywhere. All three kinds of blends are about a point lower, "
        "which twenty seeds can hardly tell from nothing. With 80 labelled sentences all four are "
        "level.",
    ),
    Number(
        id="sequence-share",
        text="A series has 50 steps. x[10:25] of it is replaced by the same steps of another "
        "series. What is the share of the first series in the label?",
        value=0.7,
        tolerance=0.001,
        label="Share of the first",
        why="15 of 50 steps come from the second, 35 from the first.",
        slips=(
            Slip(0.3, "That is the second's share."),
            Slip(
                0.72,
                "25 − 10 is 15, not 14: the slice begins with step 10 and ends with step 24.",
            ),
            Slip(0.68, "The slice ends before step 25: it has 15 steps, not 16."),
            Slip(0.5, "Two parents do not make halves: count the steps."),
        ),
        hints=(
            "How many steps has the slice 10:25?",
            "15 of 50 steps are the second's. The first keeps the others.",
        ),
        solution="(50 − 15) / 50 = 0.7. The slice takes 15 steps, 10 to 24, and the first series "
        "keeps the other 35.",
    ),
    Pick(
        id="sequence-decide",
        text="Splicing helped in the table above. You have series of your own and a model of your "
        "own. What follows for them?",
        choices=(
            Choice(
                "splice",
                "Splice: it keeps whole pieces of both parents, so it is the better way.",
                "With the same series, it cost right answers as soon as the network read the "
                "steps themselves.",
            ),
            Choice(
                "measure",
                "Compare with and without, on held-out series, over several seeds.",
                "The same mix helped one reader and hurt the other, on the same series.",
                right=True,
            ),
            Choice(
                "spectrum",
                "Read the spectrum, then mixing helps.",
                "Interpolating cost right answers there too.",
            ),
        ),
        hints=(
            "How many of the four comparisons in the table were gains?",
            "What differs between the two halves of the table? Not the series.",
        ),
        solution="Measure. Splicing helped the network that reads the spectrum and hurt the one "
        "that reads the steps; interpolating hurt both. Another model is another question.",
    ),
    Number(
        id="sequence-word-share",
        text="Two sentences of 3 and 9 words, the shorter padded with zeros, are blended position "
        "by position with λ = 0.75. What is the first sentence's share of the words?",
        value=0.5,
        tolerance=0.001,
        label="Share of the first",
        why="0.75 × 3 = 0.25 × 9: the longer sentence has made up for its smaller share.",
        slips=(
            Slip(0.75, "That is λ, the share at every position where both have a word."),
            Slip(0.25, "That would be the share at λ = 0.5."),
            Slip(1 / 3, "Weigh the words of both by their shares."),
        ),
        hints=(
            "Each word of the first counts 0.75, each word of the second 0.25.",
            "0.75 × 3, divided by 0.75 × 3 + 0.25 × 9.",
        ),
        solution="0.75 × 3 / (0.75 × 3 + 0.25 × 9) = 2.25 / 4.5 = 0.5. Three times as many words "
        "make up for a third of the share.",
    ),
    PickAll(
        id="sequence-text-holds",
        text="Which of these hold? Choose all.",
        choices=(
            Choice(
                "vectors",
                "Words cannot be averaged, their vectors can.",
                "What is blended is always numbers,",
                right=True,
            ),
            Choice(
                "sentence",
                "A blend of two sentences is a sentence, if an unusual one.",
                "It is a vector. There need not be any sentence near to it.",
            ),
            Choice(
                "null",
                "On these sentences no kind of mixing was better than none.",
                "and here that gained nothing.",
                right=True,
            ),
            Choice(
                "useless",
                "So mixing is of no use for text.",
                "300 sentences, one kind of vectors and one small network show nothing about other "
                "texts and models.",
            ),
        ),
        hints=(
            "Two are about what was seen on this page, two go further.",
            "Did anything on this page try to read a blend back as text?",
        ),
        solution="Vectors can be averaged, words cannot, and here that gained nothing. A blend "
        "need not be near to any sentence, and one small corpus is no verdict on text.",
    ),
)
