"""Questions of notebook 10: when mixing fails, and where it shines."""

from mixlearn.quiz._kinds import Choice, Number, Pick, Prediction, Slip

__all__ = ["QUESTIONS"]

QUESTIONS = (
    Prediction(
        id="failure-line",
        text="Three training points on a line: A at −1, B at 0, A at 1. A network learns from "
        "blends with α = 32. Which probability of B will it give the point B itself?",
        choices=(
            Choice(
                "sure",
                "nearly 1: it has seen the point, and its label is right",
                "It has, but most blends that land there come from the two A's.",
            ),
            Choice("below", "less than one half", "", right=True),
            Choice(
                "zero",
                "nearly 0: the blends of the A's bury it",
                "A third of the blends that land there are B with itself, and say B.",
            ),
        ),
        outcome="Less than one half, so B is lost. At the middle two blends of three come from the "
        "two A's and say A; one of three is B with itself.",
    ),
    Prediction(
        id="failure-half",
        text="Stripes of two classes, 200 points. Without mixing 81 % of new points are right. "
        "What will they be when every blend is 50-50, and when every blend is 95-5?",
        choices=(
            Choice(
                "both-worse",
                "clearly worse with both",
                "A blend of 95-5 lies so near its parent that it rarely lands in another stripe.",
            ),
            Choice(
                "both-same",
                "about the same with both",
                "A 50-50 blend of two blue stripes lands in the orange one between them.",
            ),
            Choice("half-worse", "far worse with 50-50, about the same with 95-5", "", right=True),
        ),
        outcome="Far worse with 50-50, about the same with 95-5: the first blends land in other "
        "stripes, the second hardly leave the spot.",
    ),
    Prediction(
        id="failure-features",
        text="Two features, each of which tells the class without fail; the first varies little "
        "within a class, the second a lot. A linear model learns them with α = 1. Then the first "
        "feature breaks and tells nothing. How many new points are right?",
        choices=(
            Choice("half", "about 50 %, as by a coin", "", right=True),
            Choice(
                "most",
                "about 95 %, for the second feature still tells the class",
                "It does, but the model with mixing has stopped listening to it.",
            ),
            Choice(
                "all",
                "100 %: mixing makes a model robust",
                "Against some things. Here it drops the feature that would have helped.",
            ),
        ),
        outcome="About 50 %. With soft labels the model wants the same score for every point of a "
        "class, and only the narrow feature gives it. Without mixing it uses both.",
    ),
    Prediction(
        id="failure-long",
        text="A hundred digits to learn from, α = 1. After 50 epochs 11.8 % of new digits are "
        "wrong. And after 1600?",
        choices=(
            Choice(
                "fewer",
                "fewer: with fresh blends in every step a network cannot overfit",
                "It sees fresh blends, but of the same hundred digits, and their labels are noisy.",
            ),
            Choice(
                "same",
                "as many, as without mixing",
                "Without mixing it stays flat. With mixing it does not.",
            ),
            Choice("more", "many more", "", right=True),
        ),
        outcome="Many more: 19 %, and more on every seed. Without mixing the error stays at 11 %.",
    ),
    Prediction(
        id="failure-calibration",
        text="A network is 94 % sure of new digits and gets 96 % right. What will α = 0.4 do to "
        "its calibration?",
        choices=(
            Choice(
                "better",
                "improve it: mixing is known for that",
                "It lowers confidence. That helps a network which is too sure, and this is none.",
            ),
            Choice("worse", "make it worse", "", right=True),
            Choice(
                "nothing",
                "nothing, for as many digits are right",
                "As many are right, but the network is less sure of them.",
            ),
        ),
        outcome="It gets worse: as many are right, and the network is now too unsure of them.",
    ),
    Number(
        id="failure-third",
        text="A at −1, B at 0, A at 1; every blend is 50-50, and both parents are drawn from the "
        "three points, a point with itself allowed. Which share of the blends that land on 0 "
        "carries the label B?",
        value=1 / 3,
        tolerance=0.006,
        label="Share",
        why="B with itself, against the first A with the second and the second with the first.",
        slips=(
            Slip(0.5, "There are two ways to draw the two A's: either can be the first parent."),
            Slip(1 / 9, "That is how often B meets itself among all nine pairs."),
            Slip(2 / 3, "That is the share that says A."),
            Slip(1.0, "The two A's have their middle at 0 as well."),
        ),
        hints=(
            "Write down all nine pairs, and where each of them lands.",
            "Three of the nine land on 0.",
        ),
        solution="B with itself, and the two A's in either order, land on 0, and one of the three "
        "says B: 1/3. That is the value towards which a network goes as α grows.",
    ),
    Pick(
        id="failure-regression",
        text="You mix inputs and numeric targets of a regression, and the error on held-out data "
        "grows a hundredfold. What do you try first?",
        choices=(
            Choice(
                "steps",
                "Longer training, until the model fits the blends.",
                "The blends are the trouble: their targets do not lie on the curve.",
            ),
            Choice(
                "batch",
                "One ratio for the whole batch.",
                "Each blend would still lie on a chord of the curve, far from it.",
            ),
            Choice(
                "near",
                "Partners that are near, or no mixing at all.",
                "Between near points even a curve is nearly straight.",
                right=True,
            ),
        ),
        hints=(
            "A blend of two points lies on the straight line between them. Where is the curve?",
            "On which pairs of points is the curve nearly straight?",
        ),
        solution="Near partners, or none: a curve is nearly straight over a short way, so their "
        "blends lie almost on it. C-Mixup draws partners with near targets for the same reason.",
    ),
    Pick(
        id="failure-linear",
        text="Mixing leaves the direction of a linear model alone, you have read. When not?",
        choices=(
            Choice(
                "separable",
                "When the classes are separable and the loss is the log-loss.",
                "Then the plain model has no best length, and labels decide the direction.",
                right=True,
            ),
            Choice(
                "strong",
                "When α is large enough.",
                "On classes that overlap the line stayed within a few degrees up to α = 32.",
            ),
            Choice(
                "squares",
                "When it is fitted by least squares.",
                "There it is exact on average: covariances shrink by one and the same factor.",
            ),
        ),
        hints=(
            "Compare the two linear cases of this page. In what do their data differ?",
            "In which of the two can the loss be made as small as one likes?",
        ),
        solution="On separable classes. Without mixing the log-loss drives the weights towards the "
        "widest margin, which uses all features; with soft labels it wants equal scores within a "
        "class, which the narrowest feature gives.",
    ),
    Pick(
        id="failure-decide",
        text="You get a new data set and a fixed budget of training. How do you decide on mixing?",
        choices=(
            Choice(
                "always",
                "Mix with α = 0.4: it rarely harms.",
                "On this page it harmed regression and calibration at that very strength.",
            ),
            Choice(
                "measure",
                "Train with and without, on several seeds, and compare on held-out data.",
                "Also what you will use: accuracy, confidence, and at the budget you will use.",
                right=True,
            ),
            Choice(
                "never",
                "Do without: there is always a better regulariser.",
                "With half of the labels wrong it halved the error at the end of training.",
            ),
            Choice(
                "smooth",
                "Mix if the boundary gets smoother by it.",
                "It gets smoother nearly always, where that helps and where it harms.",
            ),
        ),
        hints=(
            "On this page the same α helped in one place and harmed in another.",
            "What would tell the two apart, before anybody relies on the model?",
        ),
        solution="Measure: with and without, several seeds, the budget that will be used, and the "
        "score that counts, on data held out. Every failure of this page shows in such a test.",
    ),
)
