"""Questions of notebook 00: what mixing is."""

from mixlearn.quiz._kinds import Choice, Pick, PickAll, Prediction

__all__ = ["QUESTIONS"]

QUESTIONS = (
    Prediction(
        id="start-boundary-shape",
        text="Compared with the boundary on the left, without mixing, the boundary on the right "
        "will be ...",
        choices=(
            Choice(
                "more",
                "more wiggly: there are more different points to follow",
                "There are more different points, but their labels change gradually, so there is "
                "less to bend around.",
            ),
            Choice(
                "same",
                "the same: blends hold nothing that the points do not hold",
                "The blends come from the same points, but they lie between them, where the "
                "points alone ask for nothing.",
            ),
            Choice("less", "less wiggly", "", right=True),
        ),
        outcome="The boundary with mixing is smoother. Blends lie between the points, and their "
        "labels change gradually from one class to the other, so a small bend around a single "
        "point is wrong about many blends, and training flattens it.",
    ),
    Prediction(
        id="start-training-points",
        text="Which of the two networks will get more of its own training points right?",
        choices=(
            Choice("without", "the one without mixing", "", right=True),
            Choice(
                "with",
                "the one with mixing",
                "It has seen many more rows, but none of them rewards a bend around a single "
                "point.",
            ),
            Choice(
                "equal",
                "both the same: they start from the same weights and take as many steps",
                "The start and the steps are the same, but the rows that they learn from are not.",
            ),
        ),
        outcome="The network without mixing bends its boundary around single training points, so "
        "it gets more of them right. That is what mixing is meant to stop. Which network is "
        "better is decided by the new points, which neither has seen.",
    ),
    Pick(
        id="start-alpha-zero",
        text="In the lab you pull α down to 0. What does the network on the right learn from then?",
        choices=(
            Choice(
                "halves",
                "from blends that are always half and half",
                "That is the other end: the larger α, the nearer to half and half. At 0 nothing "
                "is mixed.",
            ),
            Choice(
                "points",
                "from the points as they are",
                "α = 0 is no mixing, so the two sides show the same picture.",
                right=True,
            ),
            Choice(
                "second",
                "from the second parents only: the first has a share of 0",
                "α is not a share. It says how ratios are drawn, and at 0 the first parent keeps "
                "the whole row.",
            ),
            Choice(
                "nothing",
                "from nothing: training is switched off",
                "Training goes on as ever. What is switched off is the mixing.",
            ),
        ),
        hints=(
            "Set α to 0 in the lab. How do the two pictures differ?",
            "α is the strength of mixing. What should strength zero do?",
        ),
        solution="α = 0 means no mixing: every row stays what it was, and both sides train the "
        "same network on the same points. The larger α is, the more often a ratio comes close to "
        "half and half.",
    ),
    PickAll(
        id="start-what-is-random",
        text="You make one blend for training. Which of these are drawn at random? Choose all "
        "that hold.",
        choices=(
            Choice(
                "partner", "which example it is blended with", "The partner is drawn,", right=True
            ),
            Choice(
                "label",
                "its label",
                "The label is worked out: it has the same shares as the features.",
            ),
            Choice("ratio", "how much of each goes in", "and the ratio is drawn.", right=True),
            Choice(
                "noise",
                "noise that is added to every pixel",
                "Mixing adds no noise of its own: every pixel is worked out from the two parents.",
            ),
        ),
        hints=(
            "Go through the three steps: choose, blend, label. In which of them is there chance?",
            "If you know both parents and the ratio, is there anything left to draw?",
        ),
        solution="The partner and the ratio are drawn. After that nothing is left to chance: "
        "features and label both follow from the parents and the ratio. That is why one seed "
        "gives back the same blends.",
    ),
    Pick(
        id="start-accuracy-fell",
        text="A friend sees that training accuracy fell when they switched mixing on, and "
        "switches it off again. What do you tell them?",
        choices=(
            Choice(
                "right",
                "Well done: a lower training accuracy shows that mixing does harm.",
                "It shows that the network follows single training points less. That was the "
                "purpose, and says nothing about new points.",
            ),
            Choice(
                "longer",
                "Leave it on, and train until the training accuracy is back where it was.",
                "That would undo with time what mixing does, and still nobody has looked at new "
                "points.",
            ),
            Choice(
                "held-out",
                "Compare the two on data that was held back from training.",
                "Training accuracy is expected to fall; points that the network has not seen "
                "decide.",
                right=True,
            ),
            Choice(
                "proof",
                "Leave it on: a lower training accuracy proves that the network does better on "
                "new data.",
                "It proves nothing either way. Set α to 4 in the lab: both numbers can fall.",
            ),
        ),
        hints=(
            "Which points does training accuracy count, and which does your friend care about?",
            "In the lab, compare the two numbers above each picture. Do they move together?",
        ),
        solution="That training accuracy falls is what mixing is meant to do: the network no "
        "longer bends around single points. It says nothing about new points. Hold some data "
        "back, and judge by those.",
    ),
)
