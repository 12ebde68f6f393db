"""Questions of notebook 12: mixing in other people's tools, and the article checked."""

from mixlearn.quiz._kinds import Choice, Pick, Prediction

__all__ = ["QUESTIONS"]

QUESTIONS = (
    Prediction(
        id="practice-forest",
        text="A random forest knows nothing of soft labels, and draws no boundary that could get "
        "smoother. It is trained on 300 digits, and then on blends of them with α = 0.4, each "
        "written once for each of its classes and weighted. On how many of eight seeds will it get "
        "more new digits right?",
        choices=(
            Choice(
                "none",
                "on none or one: blends are for networks",
                "Any learner that takes a sample weight can learn from blends.",
            ),
            Choice("most", "on five to seven", "", right=True),
            Choice(
                "all",
                "on all eight: more rows, better forest",
                "The blends are made of the same 300 digits. They are no new evidence.",
            ),
        ),
        outcome="On six of eight, and by less than one digit in a hundred on average. What mixing "
        "does for a learner that is no network has to be tried, on several seeds.",
    ),
    Pick(
        id="practice-split",
        text="A colleague mixes all rows first, writes the blends as weighted rows, and then "
        "cross-validates a classifier on them. It scores 99 %. What is wrong?",
        choices=(
            Choice(
                "weights",
                "The weights: they should be rounded to 0 and 1 for cross-validation.",
                "Then the shares would be lost. Weights are no trouble for cross-validation.",
            ),
            Choice(
                "few",
                "Nothing, but five folds are too few for a number as high as that.",
                "More folds give the same high number, for the same wrong reason.",
            ),
            Choice(
                "copies",
                "Copies of a blend, and blends of the same parents, lie on both sides.",
                "What is held out is then nearly known. Split first; a pipeline with "
                "`MixupClassifier` does it by itself.",
                right=True,
            ),
        ),
        hints=(
            "Where do the two weighted copies of one blend end up?",
            "Which rows has the model not seen in any form?",
        ),
        solution="Held-out rows must be clean rows that no blend was made of. With "
        "`MixupClassifier` as the last step of a pipeline, each fold is mixed by itself, after the "
        "split, and scored on rows as they are.",
    ),
    Prediction(
        id="practice-same-seed",
        text="The same 64 digits and the same `rng=0`, once as NumPy arrays, once as tensors of "
        "PyTorch. What will be the same?",
        choices=(
            Choice(
                "nothing",
                "nothing: each framework has a generator of its own",
                "Each has one, but `mix` draws from NumPy's only, whatever the arrays are.",
            ),
            Choice(
                "ratios",
                "the ratios, but not the pairs: shuffling differs",
                "The pairs are drawn in the same place as the ratios.",
            ),
            Choice("everything", "pairs, ratios, labels and blends", "", right=True),
        ),
        outcome="Everything, down to the receipt. Pairs and ratios are drawn by NumPy and then "
        "carried over; only the arithmetic of the blend is the framework's, and it may differ in "
        "the last digit.",
    ),
    Pick(
        id="practice-missing-class",
        text="Training on ten classes stops in the third batch: the network gives 10 columns, the "
        "soft labels have 9. The batches hold 32 rows each. What happened?",
        choices=(
            Choice(
                "classes",
                "The batch has no row of one class, and `mix` was not told that there are ten.",
                "From the labels of a batch it can only know the classes of that batch. "
                "`classes=range(10)` names all of them.",
                right=True,
            ),
            Choice(
                "lam",
                "A ratio of exactly 0 took one class out of the label.",
                "A share of 0 leaves a column of zeros; the column stays.",
            ),
            Choice(
                "last",
                "The batch is the last one, and smaller than the others.",
                "A smaller batch has fewer rows, and it was the third of many.",
            ),
            Choice(
                "soft",
                "Soft labels have one column less than there are classes, since they sum to one.",
                "They have one column a class.",
            ),
        ),
        hints=(
            "How can a function know of a class that none of its rows has?",
            "Look at the line with `mix` in the code above: what does it get besides the rows?",
        ),
        solution="One class was absent from the batch, so there was no column for it. Always pass "
        "`classes` when you mix batch by batch.",
    ),
    Pick(
        id="practice-mean-ratio",
        text="Every row of a batch has a ratio of its own. A training loop takes the mean ratio m, "
        "and minimises m times the mean loss against the first parents plus 1 − m times the mean "
        "loss against the second. Is that the loss against the soft labels?",
        choices=(
            Choice(
                "yes",
                "Yes: the cross-entropy is linear in the label, so ratios may be averaged.",
                "It is linear for each row. A mean of products is not the product of the means.",
            ),
            Choice(
                "no",
                "No: each row's two losses must be weighted by its own ratio, before the mean.",
                "With one ratio a batch the two forms agree, which is why the slip is so common.",
                right=True,
            ),
            Choice(
                "large",
                "Only for batches that are large enough for the mean to settle.",
                "In large batches the means settle, but not on each other: rows with a large ratio "
                "have a small loss against their first parent.",
            ),
        ),
        hints=(
            "Take two rows with ratios 0.9 and 0.1, and write both sums down.",
            "Where did the loop come from: one ratio a batch, or one a row?",
        ),
        solution="No. Code written for one ratio a batch weights two mean losses. With a ratio a "
        "row the weights belong inside of the mean. A soft target cannot be got wrong in this way.",
    ),
    Pick(
        id="practice-class-numbers",
        text="An augmentation layer blends whatever it is given as labels. It gets a column of "
        "class numbers, a 3 and a 7, and blends the rows half and half. Which label comes out?",
        choices=(
            Choice(
                "error",
                "None: the shapes of the labels do not fit, and it stops.",
                "A column of numbers fits well enough. Nothing stops it.",
            ),
            Choice(
                "both",
                "Half a 3 and half a 7.",
                "That would need one column a class: one-hot labels.",
            ),
            Choice(
                "five",
                "5",
                "The mean of two names. It raises no error, and the network learns that the blend "
                "is a 5.",
                right=True,
            ),
        ),
        hints=(
            "What is half of 3 plus half of 7?",
            "Does the layer know that its numbers are names?",
        ),
        solution="It is 5. Make labels one-hot before you hand them to a layer that blends them as "
        "they are. `mix` takes class numbers for what they are, names.",
    ),
    Prediction(
        id="practice-claims",
        text="The article that this course answers makes 19 claims. How many of them are right as "
        "they stand?",
        choices=(
            Choice(
                "few",
                "about 3: most of it is wrong",
                "Only one claim is plainly wrong. Many are true of some data and not of others.",
            ),
            Choice("half", "about 9", "", right=True),
            Choice(
                "most",
                "about 15: it is a fair summary",
                "What it says about the mechanics is. What mixing is said to gain needs conditions "
                "that it does not name.",
            ),
        ),
        outcome="Nine. The mechanics are right, nearly all of the gains hold on some data and not "
        "on others, and one sentence, about a library, is wrong.",
    ),
    Pick(
        id="practice-verdict",
        text="“Mixing makes models robust.” Which of these sentences does this course support?",
        choices=(
            Choice(
                "always",
                "It does, on every kind of data, if α is small enough.",
                "On moons that hardly touch, every α of notebook 05 lost a little.",
            ),
            Choice(
                "noise",
                "A network trained for long on wrong labels got far more new points right with it.",
                "On all ten seeds, in notebook 05, and on digits in notebook 10. Stopping early "
                "did as well.",
                right=True,
            ),
            Choice(
                "never",
                "It does not: wherever it gained, the gain was within chance.",
                "With every fifth label wrong it gained on all ten seeds.",
            ),
            Choice(
                "medical",
                "It makes a network see the stages between healthy and diseased.",
                "Answers got more gradual, but the order of the pictures got no better, and a "
                "program drew them.",
            ),
        ),
        hints=(
            "Look for the claim that names its data.",
            "Which tables of the course had ten of ten seeds?",
        ),
        solution="The one that names the data, the training and the comparison. A claim about "
        "mixing that names none of them can be neither confirmed nor refuted.",
    ),
)
