"""Questions of notebook 04: labels by share, and what misleads."""

import math

from mixlearn.quiz._kinds import Array, Choice, Number, Pick, Prediction, Slip

__all__ = ["QUESTIONS"]

QUESTIONS = (
    Prediction(
        id="label-worst-label",
        text="The same blends, with three wrong kinds of labels. Which one will cost the most "
        "right answers on new points?",
        choices=(
            Choice(
                "first",
                "the first parent's label",
                "It is a coin toss between the parents, so on average it still leans to neither "
                "side wrongly. The network gets unsure, and loses some right answers.",
            ),
            Choice(
                "larger",
                "the label of the larger share",
                "It keeps the class and loses the ratio. The boundary gets sharper, but about as "
                "many answers are right.",
            ),
            Choice("swapped", "wrong shares, 1 − λ for λ", "", right=True),
            Choice(
                "same",
                "none: the features are the same, so the networks will be",
                "A network learns to answer what the labels ask of it.",
            ),
        ),
        outcome="Wrong shares. A blend that is nearly a dot is labelled as nearly its partner, "
        "which was drawn at random, so it teaches next to nothing.",
    ),
    Prediction(
        id="label-rows-exact",
        text="Each blend is written once for each class, weighted by its share of it. How near "
        "will a logistic regression on these rows come to one that takes the soft labels?",
        choices=(
            Choice("same", "it will be the same, to rounding", "", right=True),
            Choice(
                "near",
                "near, but each copy pulls a little too hard",
                "The weights of the copies sum to one, so a blend pulls as hard as before.",
            ),
            Choice(
                "far",
                "far off: the same features cannot have two labels",
                "To a loss that is a weighted sum, two labels with weights are one soft label.",
            ),
        ),
        outcome="It is the same model: the weighted loss of the copies is the loss against the "
        "soft label, term by term. Forget the weights, and every blend of two classes is taught "
        "as half and half.",
    ),
    Prediction(
        id="label-average-partner",
        text="One point's label is blended with that of every training point in turn, always with "
        "λ = 0.9, and the results are averaged. The classes are equally large. What comes out?",
        choices=(
            Choice(
                "own",
                "the point's own label, for all partners together cancel out",
                "They average to half and half, and one tenth of that comes in.",
            ),
            Choice("smoothed", "its label, smoothed: 0.95 and 0.05", "", right=True),
            Choice(
                "tenth",
                "0.9 for its class and 0.1 for the other",
                "Half of the partners are of the point's own class and give their tenth back.",
            ),
        ),
        outcome="A smoothed label: one tenth of it is spread evenly over both classes. Averaged "
        "over partners, mixing labels with λ is label smoothing with ε = 1 − λ.",
    ),
    Prediction(
        id="label-two-losses",
        text="A blend is 0.7 cat and 0.3 dog. You may work out the cross-entropy once against the "
        "soft label, or against “cat” and against “dog” and take 0.7 of the one and 0.3 of the "
        "other. Which of the two losses is larger?",
        choices=(
            Choice(
                "soft",
                "the one against the soft label",
                "The cross-entropy is linear in the label, so a weighted label gives the weighted "
                "losses.",
            ),
            Choice(
                "two",
                "the weighted one: it counts a mistake for both classes",
                "So does the soft label: it has both classes in it, with the same weights.",
            ),
            Choice("equal", "neither: they are equal", "", right=True),
            Choice(
                "depends",
                "that depends on what the model predicts",
                "Both losses depend on it, and in the same way.",
            ),
        ),
        outcome="They are equal for every prediction, because the cross-entropy is linear in the "
        "label. Code with two targets and code with one soft target do the same thing. That does "
        "not hold for every measure: it fails for accuracy.",
    ),
    Prediction(
        id="label-training-accuracy",
        text="Two classes of equal size, random partners. A model knows every share of every "
        "blend exactly. How often does its top class agree with the label of the blend's first "
        "parent?",
        choices=(
            Choice(
                "all",
                "always: it makes no mistakes",
                "It makes none, but the first parent is often the one with the smaller share.",
            ),
            Choice("three-quarters", "in 75 % of the blends", "", right=True),
            Choice(
                "half",
                "in 50 % of the blends: that is guessing",
                "It would be 50 % if all parents were of different classes. Half of them are not.",
            ),
        ),
        outcome="In 75 %, at every α above 0. Half of the rows meet their own class, and there it "
        "always agrees. The others have the larger share in the first parent only half of the "
        "time. A training accuracy on blends is low by how it is counted.",
    ),
    Number(
        id="label-soft-loss",
        text="A blend is 0.7 cat and 0.3 dog. The model predicts 0.8 cat and 0.2 dog. What is the "
        "cross-entropy, with natural logarithms, to two decimals?",
        value=-(0.7 * math.log(0.8) + 0.3 * math.log(0.2)),
        tolerance=0.006,
        label="Cross-entropy",
        high=math.inf,
        why="That is 0.7 times the loss against “cat” plus 0.3 times the loss against “dog”.",
        slips=(
            Slip(
                -math.log(0.8),
                "That is the loss against “cat” alone: the dog's 0.3 has been thrown away.",
            ),
            Slip(
                -math.log(0.7 * 0.8 + 0.3 * 0.2),
                "You averaged the predictions and took the logarithm after. The logarithm comes "
                "first.",
            ),
            Slip(
                -(0.3 * math.log(0.8) + 0.7 * math.log(0.2)),
                "The weights are swapped: cat has 0.7.",
            ),
            Slip(
                -(0.7 * math.log2(0.8) + 0.3 * math.log2(0.2)),
                "That is in bits. Natural logarithms give nats: use `math.log` or `np.log`.",
            ),
        ),
        otherwise="That is another number. Write down the loss against each class first.",
        hints=(
            "The loss against “cat” is −log 0.8, the loss against “dog” is −log 0.2.",
            "Weigh the two by the label: 0.7 and 0.3.",
        ),
        solution="−(0.7 · log 0.8 + 0.3 · log 0.2) = 0.7 · 0.223 + 0.3 · 1.609 = 0.64. Against "
        "the soft label or against two targets, it is the same sum.",
    ),
    Pick(
        id="label-argmax",
        text="A library takes only hard labels, so a colleague gives each blend the class with "
        "the larger share. What is wrong with that?",
        choices=(
            Choice(
                "nothing",
                "Nothing: the larger share is right more often than the smaller.",
                "A blend is not either the one or the other. It is both, by known shares.",
            ),
            Choice(
                "random",
                "At 50-50 it is left to chance which class wins.",
                "That is true, and rare. The trouble starts long before: 55-45 is called certain "
                "too.",
            ),
            Choice(
                "certain",
                "The shares are lost: a blend of 55 to 45 is taught as certain, and jumps at 50 "
                "to 50.",
                "The gradual climb from one class to the other was the point of mixing labels.",
                right=True,
            ),
            Choice(
                "features",
                "The features must then be taken from the larger parent too.",
                "Then nothing would be mixed at all.",
            ),
        ),
        hints=(
            "Write down what the model is told for the ratios 45-55, 50-50 and 55-45.",
            "Along the line from one parent to the other, how does that label change?",
        ),
        solution="The larger share turns a gradual label into a step: certain on both sides of "
        "50-50, and the ratio is lost. A classifier that takes only hard labels can still learn "
        "the shares: give it each blend once per class, with the share as its weight.",
    ),
    Array(
        id="label-row-weights",
        text="A classifier takes hard labels and a `sample_weight`. You give it the blend (0.7 "
        "cat, 0.3 dog) as two rows with the same features, one labelled cat and one labelled dog. "
        "Which weights? Give two numbers: for the cat row, for the dog row.",
        value=(0.7, 0.3),
        why="The weighted sum of two hard losses is the loss against the soft label.",
        slips=(
            Slip(
                (1.0, 1.0), "Then cat and dog count the same, and the blend counts as two examples."
            ),
            Slip((0.5, 0.5), "Then every blend is taught as half and half, whatever its shares."),
            Slip((1.0, 0.0), "Then the dog's share is thrown away."),
            Slip((0.3, 0.7), "The weights are swapped: each row has the weight of its own class."),
            Slip(
                (1.4, 0.6),
                "The proportion is right, but the blend would count as two examples, not one.",
            ),
        ),
        hints=(
            "The loss against a soft label is a weighted sum of two losses. By which weights?",
            "The weights of the rows of one blend sum to one.",
        ),
        solution="[0.7, 0.3]. For the log-loss this is exact: two weighted rows teach what the "
        "soft label teaches. `mixed.rows()` writes a whole mix in this way.",
    ),
    Number(
        id="label-low-accuracy",
        text="“Why is my training accuracy so low?” Ten classes of equal size, random partners, "
        "and accuracy is counted on the blends against the first parent's label. What does a "
        "model reach that knows every share exactly?",
        value=0.55,
        tolerance=0.005,
        label="Accuracy",
        why="One row in ten meets its own class; of the other nine tenths, half have the larger "
        "share in the first parent.",
        slips=(
            Slip(
                1.0,
                "It knows all shares, but where the second parent has the larger one, it names "
                "the second.",
            ),
            Slip(0.5, "Nearly: that forgets the rows that meet their own class."),
            Slip(0.75, "That is the value for two classes, where half of the rows meet their own."),
            Slip(
                0.1,
                "That is how often a row meets its own class. Of the others, some agree as well.",
            ),
            Slip(
                0.45, "Those are the rows that meet another class. Add those that meet their own."
            ),
        ),
        hints=(
            "How many rows meet their own class? There, the top class always agrees.",
            "For the others: how often does the first parent have the larger share?",
            "0.1 plus half of 0.9.",
        ),
        solution="0.1 + 0.9 / 2 = 0.55, at every α above 0. So 55 % can be a perfect result: the "
        "number depends on how it is counted. Judge by accuracy on clean data that was held back.",
    ),
    Array(
        id="label-smoothed",
        text="Label smoothing moves a share ε from the true class to all k classes evenly, the "
        "true one included. What is the smoothed label of the third of four classes, with ε = "
        "0.1? Give four numbers.",
        value=(0.025, 0.025, 0.925, 0.025),
        tolerance=0.001,
        why="Each class gets ε / k = 0.025, and the true one keeps 0.9 besides.",
        slips=(
            Slip(
                (0.1 / 3, 0.1 / 3, 0.9, 0.1 / 3),
                "That spreads ε over the three other classes only. Here the true class gets its "
                "part too.",
            ),
            Slip((0.1, 0.1, 0.7, 0.1), "Every class gets ε / k, not ε."),
            Slip((0.0, 0.0, 1.0, 0.0), "That is the label before smoothing."),
            Slip(
                (0.025, 0.025, 0.9, 0.025),
                "That sums to 0.975. The true class gets ε / k as well.",
            ),
        ),
        hints=(
            "Start from (0, 0, 1, 0), and take 0.1 away from the third.",
            "Spread the 0.1 over all four classes.",
        ),
        solution="[0.025, 0.025, 0.925, 0.025], that is (1 − ε) · one-hot + ε / k. It is a cousin "
        "of mixing: labels get softer, but by the same amount for every row, and the features "
        "stay as they are.",
    ),
)
