"""Questions of notebook 02: what alpha really draws."""

from mixlearn.quiz._kinds import Choice, Number, Pick, Prediction, Slip

__all__ = ["QUESTIONS"]

QUESTIONS = (
    Prediction(
        id="ratio-hardly-mixed",
        text="α = 0.4 is often called gentle. Out of 100 ratios drawn with it, how many mix "
        "hardly at all: 95 to 5, or more one-sided still?",
        choices=(
            Choice(
                "few",
                "about 5",
                "About 5 is what falls between 45-55 and 55-45, at the other end.",
            ),
            Choice(
                "tenth",
                "about 10",
                "That is α = 1, where every ratio is equally likely.",
            ),
            Choice("third", "about 36", "", right=True),
            Choice(
                "most",
                "about 75",
                "That is α = 0.1.",
            ),
        ),
        outcome="At α = 0.4, 36 % of the draws are 95-5 or more one-sided: more than a third of "
        "the rows stay almost what they were. The density is highest at the two ends.",
    ),
    Prediction(
        id="ratio-strongly-mixed",
        text="And how many of the 100, still at α = 0.4, mix strongly: the smaller share is at "
        "least 30 %?",
        choices=(
            Choice(
                "none",
                "hardly any: that is what gentle means",
                "The density is low in the middle, but the middle is wide.",
            ),
            Choice("fifth", "about 22", "", right=True),
            Choice(
                "two-fifths",
                "about 40: the smaller share is about α",
                "α is not a ratio. 40 % is what α = 1 gives.",
            ),
            Choice(
                "most",
                "more than half",
                "For that α has to be larger: 57 % at α = 2.",
            ),
        ),
        outcome="22 % of the draws at α = 0.4 have a smaller share of at least 30 %. So one row "
        "in three is hardly touched, and more than one in five is mixed strongly.",
    ),
    Pick(
        id="ratio-is-it-gentle",
        text="Which sentence about α = 0.4 is true?",
        choices=(
            Choice(
                "all-mild",
                "Nearly every blend is mild, somewhere around 90-10.",
                "Mild is the average, not the rule: few blends lie around it, many are hardly "
                "mixed and many are strong.",
            ),
            Choice(
                "two-faced",
                "It leaves many rows almost alone and still mixes more than one in five strongly.",
                "36 % of the draws are 95-5 or more one-sided, and 22 % have a smaller share of "
                "at least 30 %.",
                right=True,
            ),
            Choice(
                "forty",
                "The first parent gets 40 %, the second 60 %.",
                "α is not a share. λ is drawn anew for each row, and α says by which law.",
            ),
            Choice(
                "mean",
                "On average, λ is 0.4.",
                "λ is 0.5 on average at every α: neither parent is preferred.",
            ),
        ),
        hints=(
            "Look at the shaded zones in the lab: which two of them are large at α = 0.4?",
            "“Gentle” is a word for an average. What do single draws look like?",
        ),
        solution="The law at α = 0.4 has the shape of a U. The smaller share is 0.16 on average, "
        "but 36 % of the draws are 95-5 or more one-sided and 22 % have a smaller share of at "
        "least 30 %. Gentle on average, not gentle to every row.",
    ),
    Number(
        id="ratio-uniform",
        text="At α = 1 every λ from 0 to 1 is equally likely. What share of the draws has a "
        "smaller share of at least 30 %? (No lab needed.)",
        value=0.4,
        tolerance=0.005,
        label="Share of draws",
        why="λ has to lie between 0.3 and 0.7, and that is 0.4 of the way from 0 to 1.",
        slips=(
            Slip(0.7, "You counted only λ ≥ 0.3. At λ = 0.9 the smaller share is 0.1."),
            Slip(
                0.3,
                "0.3 is the bound, not the share of draws: mark on a line from 0 to 1 where λ may "
                "lie.",
            ),
            Slip(0.6, "That is the rest: the draws whose smaller share is below 30 %."),
            Slip(0.2, "That is one side of the middle only: λ may lie below and above 0.5."),
        ),
        hints=(
            "The smaller share is min(λ, 1 − λ). For which λ is it at least 0.3?",
            "Mark those λ on a line from 0 to 1. How long is the stretch?",
        ),
        solution="0.4. Both λ ≥ 0.3 and 1 − λ ≥ 0.3 must hold, so λ lies between 0.3 and 0.7, and "
        "with all λ equally likely the share of draws is the length 0.4.",
    ),
    Prediction(
        id="ratio-hard-guess",
        text="Two classes of equal size. Can α be so large that hardly any label stays at least "
        "95 % one class?",
        choices=(
            Choice(
                "one",
                "yes, from about α = 1",
                "At α = 1 the ratios are spread evenly, but half of the rows meet a partner of "
                "their own class.",
            ),
            Choice(
                "eight",
                "yes, from about α = 8",
                "There hardly a ratio is one-sided, but half of the rows meet a partner of their "
                "own class.",
            ),
            Choice("half", "no: about half of the labels stay hard at any α", "", right=True),
            Choice(
                "tenth",
                "no: about a tenth of the labels stay hard at any α",
                "It is more: with two classes, half of the pairs share a class.",
            ),
        ),
        outcome="No α brings it below one half. With two classes half of the pairs share a class, "
        "and then the label is hard at any ratio.",
    ),
    Number(
        id="ratio-hard-labels",
        text="Ten classes of equal size, many rows, partners drawn at random, α = 0.4: 36 % of "
        "the ratios are 95-5 or more one-sided. What share of the rows keeps a label that is at "
        "least 95 % one class?",
        value=0.424,
        tolerance=0.006,
        label="Share of rows",
        why="One row in ten meets its own class and keeps a hard label at any ratio; of the other "
        "nine 36 % do.",
        slips=(
            Slip(
                0.36,
                "That holds for rows that meet another class. What about those that meet their "
                "own?",
            ),
            Slip(
                0.1,
                "Those are the rows that meet their own class. Some of the others keep a nearly "
                "hard label too.",
            ),
            Slip(
                0.324, "Those are the rows that meet another class. Add those that meet their own."
            ),
            Slip(
                0.46, "36 % is not added to one tenth as it is: it holds for the other nine only."
            ),
            Slip(0.68, "That is the answer for two classes. With ten, fewer rows meet their own."),
        ),
        hints=(
            "What is the label of a blend whose parents are of the same class?",
            "With ten classes, how many rows meet a partner of their own class?",
            "One tenth, plus 36 % of the other nine tenths.",
        ),
        solution="0.1 + 0.9 · 0.36 = 0.424. Two rows in five keep a label that is hard or nearly "
        "hard, although all rows take part in the mixing.",
    ),
    Prediction(
        id="ratio-batch-guess",
        text="One ratio for a whole batch instead of one for each row: what differs?",
        choices=(
            Choice(
                "law",
                "how often a ratio is 95-5 or more one-sided, over a long training",
                "Every ratio comes from the same law either way, so over a long training it is as "
                "often one-sided.",
            ),
            Choice(
                "steps",
                "how strongly the rows of one batch are mixed, taken together",
                "",
                right=True,
            ),
            Choice(
                "both",
                "both",
                "The law is the same either way; only single steps differ.",
            ),
            Choice(
                "neither",
                "neither",
                "The law is the same, but a batch that shares one ratio is mixed strongly as a "
                "whole, or hardly at all.",
            ),
        ),
        outcome="The law of the ratios is the same. But a batch that shares one ratio is mixed "
        "strongly as a whole, or hardly at all, where ratios of their own average out.",
    ),
    Pick(
        id="ratio-per-batch",
        text="You draw one ratio for a whole batch instead of one for each row, at the same α. "
        "What changes?",
        choices=(
            Choice(
                "law",
                "The ratios follow another law, nearer to half and half.",
                "Each ratio still comes from the same law. Only how many rows share it is "
                "different.",
            ),
            Choice(
                "steps",
                "Over many batches the law is the same, but how strongly a single step mixes "
                "differs more from step to step.",
                "One step sees a batch that is hardly mixed, another one that is mixed half and "
                "half throughout.",
                right=True,
            ),
            Choice(
                "labels",
                "The labels no longer match the features.",
                "They do, as long as features and labels of a row take the same ratio.",
            ),
            Choice(
                "nothing",
                "Nothing at all: it is only a faster way to write it.",
                "Over many batches the ratios look the same, but within a batch there is only one.",
            ),
        ),
        hints=(
            "Think of a single batch: how many different ratios are in it, either way?",
            "Now think of a thousand batches: how are all their ratios spread, either way?",
        ),
        solution="Any single ratio has the same law either way. But with one ratio a batch, a "
        "whole step is now mild and now strong, where ratios of their own average out within a "
        "batch. Same law, but steps that mix unevenly. Here every row draws its own, unless you "
        'say `per="batch"`.',
    ),
)
