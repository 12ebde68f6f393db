"""Questions of notebook 07: a rare class, and what mixing does for it."""

from mixlearn.quiz._kinds import Array, Choice, Number, Pick, PickAll, Prediction, Slip

__all__ = ["QUESTIONS"]

QUESTIONS = (
    Prediction(
        id="imbalance-plain-mixup",
        text="One training point in twenty is of the rare class. A network without mixing finds "
        "about a third of the new rare ones. What will plain mixup do for them?",
        choices=(
            Choice(
                "most",
                "it will find most of them: the rare class gets many new examples",
                "The common class gets as many more. In the labels, the rare class stays as rare.",
            ),
            Choice("hardly", "hardly anything", "", right=True),
            Choice(
                "fewer",
                "it will find far fewer: rare points drown in common partners",
                "A rare point nearly always meets a common one, and its label is shared. But as "
                "many common points get a share of rare: what is lost is given back elsewhere.",
            ),
        ),
        outcome="Hardly anything. On average the labels of plain mixup hold as much of the rare "
        "class as the points did, so the network learns that it is as rare as before.",
    ),
    Prediction(
        id="imbalance-threshold",
        text="Take the network without mixing, train nothing, and call a point rare as soon as its "
        "probability is above 5 %, instead of 50 %. How near will its balanced accuracy come to "
        "that with balanced pairs?",
        choices=(
            Choice("same", "it will be about the same", "", right=True),
            Choice(
                "half",
                "about half way: it never saw enough of the rare class",
                "It saw the same points. It had learned where they are, and how rare they are.",
            ),
            Choice(
                "worse",
                "it will get worse: at 5 % it calls nearly everything rare",
                "Far from the rare points it gives them much less than 5 %.",
            ),
        ),
        outcome="About the same. Balancing the labels teaches the network that both classes are "
        "equally frequent. Whoever knows how frequent they really are can work out the same "
        "answers from the network that is there.",
    ),
    Prediction(
        id="imbalance-long-training",
        text="Two networks see both classes equally often. One gets the rare points again and "
        "again, the other blends of two rare points. Now training takes five times as long. What "
        "becomes of the two?",
        choices=(
            Choice(
                "same",
                "they stay equal: both see the rare class in half of the rows",
                "They do see it equally often. But the one sees only 20 different points, however "
                "often, and the other many more.",
            ),
            Choice(
                "blends", "the one with blends finds clearly more new rare points", "", right=True
            ),
            Choice(
                "repeated",
                "the one with the real points finds more: blends are made up",
                "The blends are made up, but they lie between real points. A boundary that bends "
                "around 20 single points is worse.",
            ),
        ),
        outcome="The one with blends. Repeated points are learned by heart: the boundary bends "
        "around single ones. Blends fill the space between them.",
    ),
    Prediction(
        id="imbalance-cancer",
        text="Breast cancer data, with only ten malignant samples left among 188 to train a "
        "logistic regression. Against training without mixing, which way will find *fewer* of the "
        "malignant ones among new samples?",
        choices=(
            Choice("mixup", "plain mixup", "", right=True),
            Choice(
                "remix",
                "Remix",
                "It labels as malignant whatever is more than half malignant, which finds more.",
            ),
            Choice(
                "balanced",
                "balanced pairs",
                "They find about as many, and raise more false alarms.",
            ),
            Choice(
                "none",
                "none of them",
                "One of them does: it leaves the rare class as rare as it was, and the answers "
                "less sure.",
            ),
        ),
        outcome="Plain mixup. It leaves the rare class as rare as it was, and whether it then "
        "finds a few more or a few fewer depends on the data: fewer here, and a few more on "
        "the toy, with the wines and with the digits.",
    ),
    Number(
        id="imbalance-prior",
        text="30 of 1000 training rows are of the rare class. You mix by plain mixup, α = 1, with "
        "partners from all rows. What is the average share of the rare class in the labels of the "
        "blends?",
        value=0.03,
        tolerance=0.001,
        label="Share",
        why="Both parents are rare in 3 % of the cases, so both terms of the label are 0.03 on "
        "average.",
        slips=(
            Slip(
                0.0591,
                "So many blends have a rare parent at all. On average it holds half of them.",
            ),
            Slip(0.015, "The first parent brings that on average, and the second as much again."),
            Slip(0.5, "That is what balanced pairs give. Here partners come from all rows."),
            Slip(0.0009, "So many blends have two rare parents. Blends with one count too."),
        ),
        hints=(
            "The label is λ · first + (1 − λ) · second. Take the mean of each term.",
            "λ is drawn without looking at the rows, and 3 % of either parents are rare.",
            "0.03 · E[λ] + 0.03 · (1 − E[λ]).",
        ),
        solution="0.03, for every α: E[λ] · 0.03 + (1 − E[λ]) · 0.03. Plain mixup keeps the prior.",
    ),
    Array(
        id="imbalance-scores",
        text="Of 100 rare and 900 common points, a classifier calls 80 of the rare ones and 160 of "
        "the common ones rare. Give recall, precision and balanced accuracy, three numbers from 0 "
        "to 1.",
        value=(0.8, 80 / 240, (0.8 + 740 / 900) / 2),
        tolerance=0.006,
        why="80 of 100 are found; 80 of 240 calls are right; 80 % and 82 % average to 81 %.",
        slips=(
            Slip(
                (80 / 240, 0.8, (0.8 + 740 / 900) / 2),
                "Recall and precision are swapped: recall asks the rare points, precision asks the "
                "calls.",
            ),
            Slip(
                (0.8, 80 / 240, 0.82),
                "The last is accuracy, 820 of 1000. Balanced accuracy is the mean over the two "
                "classes.",
            ),
            Slip(
                (0.8, 0.8, (0.8 + 740 / 900) / 2),
                "Precision is the share of the *calls* that are right: there are 240.",
            ),
        ),
        hints=(
            "Write down the matrix: rows are what the points are, columns what they are called.",
            "Recall goes along the row *is rare*, precision down the column *called rare*.",
            "Balanced accuracy: the mean of 80 / 100 and 740 / 900.",
        ),
        solution="Recall 80 / 100 = 0.80, precision 80 / 240 = 0.33, balanced accuracy "
        "(0.80 + 0.82) / 2 = 0.81. Two of three alarms are false, and still both classes are "
        "mostly called by their name.",
    ),
    Pick(
        id="imbalance-colleague",
        text="A colleague reports: “With balanced pairs, recall rose from 33 % to 83 %, so mixing "
        "solved our imbalance.” What do you ask for first?",
        choices=(
            Choice(
                "alpha",
                "A search for the best α.",
                "At the threshold of 50 % nearly all of this gain comes from the balance, at any "
                "α, even 0.",
            ),
            Choice(
                "baseline",
                "The same numbers for the old model with a lower threshold, and the precision of "
                "both.",
                "If the old model reaches as much at the same price, nothing new was learned.",
                right=True,
            ),
            Choice(
                "accuracy",
                "The accuracy of both.",
                "It fell, and it had to: calling everything common is 95 % right.",
            ),
            Choice(
                "smote",
                "A comparison with SMOTE.",
                "That balances the classes as well, so it moves the threshold as well.",
            ),
        ),
        hints=(
            "Which number of this page went down when recall went up?",
            "What else on this page raised recall as much, and trained nothing?",
        ),
        solution="Ask for the old model with its threshold moved, and for precision. On this page "
        "that alone reached the same balanced accuracy, and at equal recall all methods had the "
        "same precision.",
    ),
    Number(
        id="imbalance-threshold-value",
        text="2 % of the training rows are of the rare class, and the probabilities of a model can "
        "be trusted. From which probability on should it call a row rare, for the best balanced "
        "accuracy, in which both classes count the same?",
        value=0.02,
        tolerance=0.001,
        label="Threshold",
        why="With both classes counted the same, a row leans to rare as soon as it is rare more "
        "often than rows on average.",
        slips=(
            Slip(0.5, "That is best for accuracy, where every row counts the same."),
            Slip(0.98, "The other way round: rare ones would hardly ever be called."),
            Slip(0.04, "Not twice the share: the share itself."),
            Slip(0.01, "Not half of the share: the share itself."),
        ),
        hints=(
            "Where does the model say neither more nor less than the base rate?",
            (
                "Give each rare row the weight 1 / 0.02 and each common row 1 / 0.98. When is the "
                "weighted probability even?"
            ),
            "p / 0.02 = (1 − p) / 0.98.",
        ),
        solution="0.02, the share of the class itself: p / 0.02 = (1 − p) / 0.98 gives p = 0.02.",
    ),
    PickAll(
        id="imbalance-blend",
        text="What did blending do on this page that balance alone did not? Choose all that hold.",
        choices=(
            Choice(
                "short",
                "After 200 steps, it raised balanced accuracy clearly over drawing rare points "
                "more often.",
                "After 200 steps both were the same.",
            ),
            Choice(
                "long",
                "After 1000 steps, it kept a network from learning the rare points by heart.",
                "Only repeated, they were learned by heart, and recall fell.",
                right=True,
            ),
            Choice(
                "free",
                "It raised recall at no price in precision.",
                "No method did, as long as training was short.",
            ),
            Choice(
                "ranking",
                "After 1000 steps, precision was better at the same recall.",
                "Then more than the threshold had changed: the network ranked new points better.",
                right=True,
            ),
        ),
        hints=(
            (
                "Compare the rows *balanced, nothing blended* and *same-class pairs, balanced*, in "
                "both tables."
            ),
            "The last column is not touched by any threshold.",
        ),
        solution="Blending is a guard against learning by heart, and showed only where training "
        "was long. The high recall at a threshold of one half came from the balance.",
    ),
    Pick(
        id="imbalance-advice",
        text="You have 40 rare rows among 2000, a logistic regression, and a budget for checking "
        "alarms by hand. Recall is too low. What do you try first?",
        choices=(
            Choice(
                "mixup",
                "Plain mixup with a large α.",
                "It keeps the rare class as rare. On the cancer data it found fewer, on the other "
                "two a few more.",
            ),
            Choice(
                "threshold",
                "Lower the threshold, as far as the budget for alarms allows.",
                "It costs nothing, and you see the price of every step.",
                right=True,
            ),
            Choice(
                "pairs",
                "Balanced pairs, because the table of section 1 shows 83 % recall.",
                "At a price in false alarms that you would not choose, but get.",
            ),
            Choice(
                "accuracy",
                "Search for the model with the best accuracy.",
                "Calling everything common is 98 % right.",
            ),
        ),
        hints=(
            "Which of these lets you choose how many alarms there will be?",
            "Which of these needs no training at all?",
        ),
        solution="The threshold first: it is free, and you choose the price. What comes after has "
        "to beat it at the same recall.",
    ),
)
