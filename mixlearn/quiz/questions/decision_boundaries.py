"""Questions of notebook 05: why the boundary gets smoother, and when that helps."""

from mixlearn.quiz._kinds import Choice, Number, Pick, Prediction, Slip

__all__ = ["QUESTIONS"]

QUESTIONS = (
    Prediction(
        id="boundary-sharpness",
        text="With α = 0.4 instead of no mixing, by how much will the sharpness of the boundary "
        "fall?",
        choices=(
            Choice(
                "tenth",
                "by about a tenth: 0.4 is a gentle setting",
                "It is gentle to many single rows, but all the blends together agree on a gradual "
                "climb.",
            ),
            Choice("third", "by about a third", "The direction is right, but it falls further."),
            Choice("more", "by more than half", "", right=True),
            Choice(
                "rises",
                "it will rise",
                "Sharpness is how steeply the prediction climbs, and blends ask for a gradual "
                "climb.",
            ),
        ),
        outcome="It falls by more than half. Between two points of different classes, the labels "
        "of the blends climb at a constant pace, and a steep step is wrong about most of them.",
    ),
    Prediction(
        id="boundary-moons-apart",
        text="Now the moons hardly touch (noise 0.1). How many of the new points will be right "
        "with α = 4?",
        choices=(
            Choice(
                "more",
                "more than without mixing: smoother is better",
                "Smoother is better where bends are an accident. Here the bend is the truth.",
            ),
            Choice(
                "same",
                "as many: the classes are so far apart that nothing can go wrong",
                "Blends lie between the moons, where they pull the boundary straight.",
            ),
            Choice("fewer", "fewer than without mixing", "", right=True),
        ),
        outcome="Fewer. The curved gap between the moons is the truth, and much mixing "
        "straightens the boundary until it cuts into both of them.",
    ),
    Prediction(
        id="boundary-wrong-labels",
        text="Every fifth training point has the wrong label. Without mixing, the network agrees "
        "with 94 % of the training labels. Is it a good network?",
        choices=(
            Choice(
                "yes",
                "yes: it found the pattern in spite of the wrong labels",
                "The pattern agrees with only about 80 % of the labels. The rest has been learnt "
                "by heart.",
            ),
            Choice("no", "no: that is too many", "", right=True),
            Choice(
                "better",
                "almost: with more training steps it will be right on the rest",
                "What is left are mostly wrong labels. To agree with them is no gain.",
            ),
        ),
        outcome="One label in five is wrong, so a network that knew the truth would agree with "
        "about 80 %. Whatever lies above was learnt by heart from wrong labels.",
    ),
    Prediction(
        id="boundary-outliers",
        text="One training point in ten lies far away from its class. How much will these outliers "
        "cost the network without mixing, in new points right?",
        choices=(
            Choice(
                "much",
                "a lot: about ten points in a hundred",
                "Outliers that lie alone can be given an island of their own, far from where new "
                "points fall.",
            ),
            Choice("little", "a little: about one point in a hundred, or less", "", right=True),
            Choice(
                "gain",
                "nothing: more variety is always good",
                "They pull the boundary about, and a few new points are lost by it.",
            ),
        ),
        outcome="Less than one point in a hundred without mixing, and less still with it. "
        "With a large α more new points are lost, but as many are lost without any outlier.",
    ),
    Prediction(
        id="boundary-linear",
        text="With hidden units = 0 the model is linear. What will mixing do to its straight "
        "boundary?",
        choices=(
            Choice(
                "smoother",
                "make it smoother, as before",
                "A straight line has no bends to lose.",
            ),
            Choice(
                "turn",
                "turn it, towards where more blends lie",
                "On average, blends have the same centre as the points and lie along the same "
                "directions.",
            ),
            Choice(
                "stays",
                "leave it where it is, nearly; only the grey band gets wider",
                "",
                right=True,
            ),
        ),
        outcome="The line stays. Blends of random pairs are, on average, the points drawn together "
        "evenly, and that turns no line. Only the confidence gets lower.",
    ),
    Pick(
        id="boundary-too-smooth",
        text="At α = 4 the boundary is several times less sharp than without mixing, and fewer "
        "new points are right. Is this network “better regularised”?",
        choices=(
            Choice(
                "yes",
                "Yes: its boundary is smoother, and that is what regularisation means.",
                "Regularisation is a means. What it is for is to be right on new points.",
            ),
            Choice(
                "longer",
                "Yes, it only needs more training steps.",
                "More steps fit the blends better, and the blends ask for the straight boundary.",
            ),
            Choice(
                "no",
                "No: it is more strongly regularised, but not better.",
                "What counts are the new points, and here smoothness costs some.",
                right=True,
            ),
            Choice(
                "none",
                "No: mixing is no form of regularisation.",
                "It is one: it keeps the network from following single points. Here it does too "
                "much of it.",
            ),
        ),
        hints=(
            "What is regularisation for?",
            "In the table, read the columns of sharpness and of new points one beside the other.",
        ),
        solution="It is more strongly regularised, but not better: regularisation is worth what "
        "it brings on new points, and here it costs. The boundary has lost bends that were true. "
        "That is why α is chosen on data held back, and never because a picture looks nice.",
    ),
    Number(
        id="boundary-truth-score",
        text="200 training points, and every fifth carries the label of the other class. A "
        "network knows the truth exactly. With what share of the training labels does it agree?",
        value=0.8,
        tolerance=0.005,
        label="Share of labels",
        why="It disagrees with each wrong label, and one in five is wrong.",
        slips=(
            Slip(1.0, "It is right about every point, but one label in five is not."),
            Slip(0.2, "That is the share that it disagrees with."),
            Slip(0.9, "A wrong label counts fully against it, not by half."),
        ),
        hints=(
            "How many of the 200 labels are wrong?",
            "What does a network that knows the truth say about those 40?",
        ),
        solution="160 of 200, that is 0.8. A network that agrees with more of the training labels "
        "has learnt some wrong ones by heart, and each spoils its neighbourhood for new points. "
        "Training accuracy above what the truth would get is a warning.",
    ),
    Pick(
        id="boundary-outlier-claim",
        text="“Mixing makes a model less sensitive to outliers.” What did this page show?",
        choices=(
            Choice(
                "labels",
                "Clearly for wrong labels, if training goes on for long; for far-away points only "
                "slightly.",
                "After 500 steps wrong labels cost the network without mixing most of what it had "
                "learnt; far-away points cost it less than one point in a hundred.",
                right=True,
            ),
            Choice(
                "far",
                "Clearly for far-away points: the larger α, the better.",
                "A small α makes up for them, but they had cost little, and a large α loses more "
                "than they did.",
            ),
            Choice(
                "worse",
                "It does not hold for far-away points: at α = 4 they do harm.",
                "At α = 4 as many new points are lost without any outlier. The control table shows "
                "it.",
            ),
            Choice(
                "always",
                "For wrong labels, however long the training.",
                "Look at the table with 100 steps: there the network without mixing is best.",
            ),
        ),
        hints=(
            "Two different things are called outliers here. Which?",
            "For each of them, compare two tables: 100 steps and 500, with outliers and without.",
        ),
        solution="For wrong labels it holds clearly once training goes on for long: at 500 steps "
        "every α in the table helped, on all ten seeds. At 100 steps the network had not learnt "
        "the wrong labels yet, and mixing gained nothing. Far-away points cost less than one "
        "in a hundred, which a small α makes up for.",
    ),
    Pick(
        id="boundary-logistic",
        text="You add mixing to a pipeline that ends in a logistic regression on two features and "
        "ten thousand rows, and the accuracy stays what it was. What do you look for?",
        choices=(
            Choice(
                "fault",
                "A fault in the code: mixing must change something.",
                "It changes the confidence, which accuracy does not see. The direction of the "
                "line stays.",
            ),
            Choice(
                "larger",
                "A larger α, until the accuracy moves.",
                "A larger α draws the points further together, still evenly: the line stays.",
            ),
            Choice(
                "nothing",
                "For nothing: that was to be expected.",
                "With many rows and few features, a linear model keeps its direction.",
                right=True,
            ),
        ),
        hints=(
            "What did α do to the straight line in the lab?",
            "Does accuracy depend on where the line is, or on how sure the model is beside it?",
        ),
        solution="For nothing. With many rows and few features a linear model keeps its direction "
        "under mixing, and only gets less sure. With few rows and many features it need not: one "
        "draw of blends is then itself noise, and the accuracy can fall.",
    ),
)
