"""Questions of notebook 11: MixMatch, the semi-supervised namesake."""

from mixlearn.quiz._kinds import Array, Choice, Number, Pick, Prediction, Slip

__all__ = ["QUESTIONS"]

QUESTIONS = (
    Prediction(
        id="mixmatch-guessing-alone",
        text="Guess the labels of 192 unlabelled points, sharpen the guesses, learn from them, and "
        "mix nothing. On how many of ten seeds will that get more new points right than a network "
        "that sees the 8 labelled points alone?",
        choices=(
            Choice("half", "on about half of them", "", right=True),
            Choice(
                "all",
                "on all ten: 192 points tell more than 8",
                "They tell where points lie. Their labels are the network's own opinion, and "
                "learning one's own opinion adds little.",
            ),
            Choice(
                "none",
                "on none: wrong guesses do harm",
                "Some guesses are wrong, but they come from the labelled points, and copies that "
                "are moved a little smooth them.",
            ),
        ),
        outcome="On about half. The guesses repeat what the network thinks already; sharpening "
        "makes it surer, and not better informed.",
    ),
    Number(
        id="mixmatch-sharpened",
        text="A guess says 0.6 upper and 0.4 lower. What is the share of upper after sharpening at "
        "T = 0.5, to two decimals?",
        value=0.36 / (0.36 + 0.16),
        tolerance=0.006,
        label="Share of upper",
        why="Both shares are squared, since 1/T is 2, and divided by their sum.",
        slips=(
            Slip(0.6, "That is the guess as it was, or T = 1."),
            Slip(0.36, "That is the square. Divide by the sum of both squares: labels sum to one."),
            Slip(
                0.6**0.5 / (0.6**0.5 + 0.4**0.5),
                "That is the power T. The power is 1/T; with a T below 1 shares move apart.",
            ),
            Slip(1.0, "That is the limit of a very small T: the larger share takes all."),
        ),
        hints=(
            "Raise both shares to the power 1/T, which is 2.",
            "0.36 and 0.16: they do not sum to one yet.",
        ),
        solution="0.36 / (0.36 + 0.16) = 0.69. The favourite gains, and a guess of half and half "
        "stays as it is at every temperature.",
    ),
    Prediction(
        id="mixmatch-what-gains",
        text="Two moons, 4 labels a class. From the labelled points alone a network gets 84 % of "
        "new points right, with MixMatch 91 %. What will a network get that sees the 8 labelled "
        "points alone, but mixes them with one another?",
        choices=(
            Choice(
                "nothing",
                "about 84 %: 8 points have nothing to mix",
                "They have 28 pairs, and all blends between them.",
            ),
            Choice(
                "half",
                "about half of the gain, 87 %",
                "It is more: the smooth boundary between the labelled points is nearly all there "
                "is to gain.",
            ),
            Choice("most", "nearly all of it, 90 %", "", right=True),
        ),
        outcome="About 90 %. On the moons nearly all of the gain is that of mixing. The unlabelled "
        "points are better on 7 of 10 seeds, which may well be chance.",
    ),
    Array(
        id="mixmatch-folded",
        text="A labelled cat meets an unlabelled row, guessed 0.2 cat and 0.8 dog. Beta draws 0.3. "
        "Which label does MixMatch give to the blend that takes the place of the labelled cat? "
        "Give two numbers: cat, dog.",
        value=(0.76, 0.24),
        tolerance=0.001,
        why="The row itself gets the larger share, 0.7: 0.7 · 1 + 0.3 · 0.2 = 0.76.",
        slips=(
            Slip(
                (0.44, 0.56),
                "That gives the labelled row 0.3. MixMatch gives it the larger share, 0.7.",
            ),
            Slip((0.7, 0.3), "That takes the guess for a whole dog. It is 0.2 cat."),
            Slip((1.0, 0.0), "That is the label before mixing."),
            Slip((0.2, 0.8), "That is the guess alone."),
        ),
        hints=(
            "MixMatch takes the larger of λ and 1 − λ for the row itself.",
            "0.7 of (1, 0) plus 0.3 of (0.2, 0.8).",
        ),
        solution="[0.76, 0.24]. Because the row itself keeps the larger share, it is clear which "
        "loss a blend belongs to: that of its first parent.",
    ),
    Pick(
        id="mixmatch-control",
        text="A report says: “With MixMatch and 4 labels a class our network rose from 84 % to "
        "91 %, so unlabelled data help.” What is missing?",
        choices=(
            Choice(
                "larger",
                "A larger network, to make use of the unlabelled data.",
                "It would change both numbers, and still not say where the gain comes from.",
            ),
            Choice(
                "control",
                "A network that mixes the labelled rows alone.",
                "MixMatch differs from the first network in two things: it mixes, and it sees more "
                "rows.",
                right=True,
            ),
            Choice(
                "training",
                "The accuracy of both on the rows they were trained on.",
                "New rows are the right ones to count on. The comparison is what is lacking.",
            ),
            Choice(
                "temperature",
                "The temperature, without which the guesses cannot be judged.",
                "It belongs into a report, but does not say whether unlabelled rows helped.",
            ),
        ),
        hints=(
            "In how many things do the two networks differ?",
            "Which part of MixMatch works without any unlabelled row?",
        ),
        solution="The control: mixing without the unlabelled rows. On the moons it gets 90 %, so "
        "the report's gain is not that of unlabelled data.",
    ),
    Prediction(
        id="mixmatch-full-trust",
        text="Two blobs, the easiest data of this page. The unlabelled points get the paper's "
        "weight of 75, at full strength from the first step. What becomes of the accuracy on new "
        "points, which is 92 % with the labelled points alone?",
        choices=(
            Choice(
                "rises",
                "it rises: two clear clouds of points",
                "The clouds are clear. Which is which, only the 8 labelled points say, and they "
                "are not heard.",
            ),
            Choice(
                "same",
                "it stays: a weight changes how fast it learns, not what",
                "A weight decides who wins where labels and guesses disagree.",
            ),
            Choice(
                "half",
                "it falls to about 50 %, to a coin",
                "On average it falls even lower: the clouds are told apart, under each other's "
                "name.",
            ),
            Choice("below", "it falls far below 50 %", "", right=True),
        ),
        outcome="Far below 50 %. The first guesses are those of an untrained network. Learned at "
        "full weight, they are surer at the next step, and the labelled points are outvoted: on "
        "most seeds the two clouds end up under each other's name.",
    ),
    Pick(
        id="mixmatch-squared",
        text="For unlabelled rows MixMatch takes the squared error of the shares, not the "
        "cross-entropy. A guess is surely upper, and wrong; the network comes to predict upper "
        "with a share near 0. What does each loss do?",
        choices=(
            Choice(
                "both",
                "Both grow without limit, the squared error faster.",
                "Shares lie between 0 and 1, so their squared difference cannot exceed 1.",
            ),
            Choice(
                "squared",
                "The squared error grows without limit, the cross-entropy does not.",
                "It is the other way round: −log 0 is infinite, (1 − 0)² is 1.",
            ),
            Choice(
                "bounded",
                "The cross-entropy grows without limit, the squared error stays below 1.",
                "One wrong guess then cannot outweigh everything else.",
                right=True,
            ),
            Choice(
                "neither",
                "Neither grows much: guesses are soft.",
                "After sharpening many guesses are nearly hard.",
            ),
        ),
        hints=(
            "What is −log of a share near 0?",
            "And what is the square of a difference between two shares, at most?",
        ),
        solution="−log p has no limit as p goes to 0; (1 − p)² is 1 at most. The squared error "
        "forgives a wrong guess that the labelled rows contradict. It does not protect from a "
        "weight of 75 at the first step.",
    ),
    Prediction(
        id="mixmatch-winner",
        text="Two moons, 4 labels a class, ten seeds. Which of these will get the most new points "
        "right on average?",
        choices=(
            Choice(
                "mixmatch",
                "MixMatch",
                "It gets 91 %, as many as mixing the labelled points alone, nearly.",
            ),
            Choice(
                "spreading",
                "LabelSpreading: labels seep from neighbour to neighbour",
                "",
                right=True,
            ),
            Choice(
                "self",
                "SelfTrainingClassifier: the network labels what it is sure of, again and again",
                "A network that is sure too early labels wrongly, and then learns that.",
            ),
        ),
        outcome="LabelSpreading. Each moon is one chain of near neighbours, and that is what it "
        "assumes. No mixing of two points knows of it.",
    ),
    Pick(
        id="mixmatch-circles",
        text="On two circles, one inside the other, MixMatch with a weight of 10 gets about 51 % "
        "right. Why?",
        choices=(
            Choice(
                "few",
                "Eight labels are too few for circles.",
                "LabelSpreading gets 74 % and 85 % from the same eight.",
            ),
            Choice(
                "between",
                "Blends of two points of the outer circle fall on the inner one, with the outer "
                "label.",
                "Mixing asks for straight lines between points of a class. Here they cross the "
                "other class.",
                right=True,
            ),
            Choice(
                "steps",
                "It has not been trained for long enough: every guess needs time, and so does "
                "every unlabelled point with its two copies.",
                "More steps of learning contradictory blends do not make them agree.",
            ),
        ),
        hints=(
            "Take two points on opposite sides of the outer circle. Where is their blend?",
            "Which of the four steps of MixMatch puts points where none were?",
        ),
        solution="The blend of two opposite points of the outer circle lies near the middle, "
        "inside the inner circle, and is labelled outer. What mixing assumes is not so here, and "
        "unlabelled points only make more such blends.",
    ),
)
