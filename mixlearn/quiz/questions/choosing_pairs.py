"""Questions of notebook 03: who is mixed with whom."""

from mixlearn.quiz._kinds import Choice, Number, Pick, PickAll, Prediction, Slip

__all__ = ["QUESTIONS"]

QUESTIONS = (
    Prediction(
        id="pair-self-pairs",
        text="400 rows get their partners by a random shuffle. How many rows meet themselves, on "
        "average?",
        choices=(
            Choice(
                "none",
                "none",
                "For that the shuffle would have to be told to leave no row in its place.",
            ),
            Choice("one", "one", "", right=True),
            Choice(
                "twenty",
                "about 20",
                "20 is the square root of 400, but the chance of each row is 1 in 400.",
            ),
            Choice(
                "forty",
                "about 40",
                "That would take a chance of 1 in 10 for each row; it is 1 in 400.",
            ),
        ),
        outcome="One, for 400 rows as for 4 or 4 million: there are n rows, and each meets itself "
        "with a chance of 1 in n.",
    ),
    Prediction(
        id="pair-other-class",
        text="90 cats and 10 dogs. Every row now gets a partner from the other class. Added up "
        "over all blends, what share of the labels is cat?",
        choices=(
            Choice(
                "ninety",
                "still 90 %: mixing keeps the classes as common as they were",
                "That holds for partners drawn at random, not for partners from the other class.",
            ),
            Choice(
                "eighty",
                "about 80 %: a little less, for only few dogs are there to be mixed in",
                "There are only 10 dogs, but each of the 90 cats gets one of them as its partner.",
            ),
            Choice("half", "50 %", "", right=True),
        ),
        outcome="Every blend now has one cat and one dog for parents, and on average each gets "
        "one half. So the labels come out half and half at every α above 0, whatever the classes "
        "were. To choose pairs is to choose class shares.",
    ),
    Number(
        id="pair-meet-other",
        text="Ten classes of equal size, many rows, partners drawn at random. What share of the "
        "rows meets a partner of another class?",
        value=0.9,
        tolerance=0.005,
        label="Share of rows",
        why="A random row is of a given class once in ten times, so of another nine times.",
        slips=(
            Slip(0.1, "That share meets its own class."),
            Slip(0.5, "That is right for two classes."),
        ),
        hints=(
            "Take one row, a 3. How often is a random partner a 3 as well?",
            "One in ten partners is of its own class.",
        ),
        solution="0.9. With k classes of equal size it is 1 − 1/k: the more classes, the more "
        "rows get a soft label.",
    ),
    Number(
        id="pair-class-shares",
        text="90 cats and 10 dogs again, but partners are drawn at random from all rows, α = 1. "
        "Added up over all blends, what share of the labels is cat, on average?",
        value=0.9,
        tolerance=0.005,
        label="Share of cat",
        why="Both parents are cats as often as any row is, so the blend of their labels is too.",
        slips=(
            Slip(
                0.5,
                "That is what partners from the other class would give. Here most cats meet cats.",
            ),
            Slip(
                0.81,
                "That is how often both parents are cats. Blends of a cat and a dog hold some cat "
                "too.",
            ),
            Slip(
                0.95, "Half of the dogs' shares do not go to the cats: the cats give away as much."
            ),
        ),
        hints=(
            "How often is the first parent a cat? And the second?",
            "The label holds λ of the first and 1 − λ of the second. What is each on average?",
        ),
        solution="0.9, at any α. First and second parent are cats 90 % of the time each, and a "
        "blend of 0.9 and 0.9 is 0.9. Mixing random pairs keeps the class shares, so by itself it "
        "does not help a rare class.",
    ),
    Pick(
        id="pair-same-class",
        text="You let every row be mixed with a row of its own class only. What does that do?",
        choices=(
            Choice(
                "nothing",
                "Nothing: a blend of two dogs is the same dog.",
                "Two dogs are two pictures. Their blend is a third, and labelled dog.",
            ),
            Choice(
                "soft",
                "The labels get as soft as with random pairs.",
                "Both parents have the same label, so any blend of the two labels is that label.",
            ),
            Choice(
                "features",
                "New examples appear within each class, and every label stays hard.",
                "Features are blended, and labels are blended too, but λ · dog + (1 − λ) · dog is "
                "dog.",
                right=True,
            ),
            Choice(
                "balance",
                "Rare classes become as common as the others.",
                "Every row is still the first parent of one blend of its own class, so the "
                "classes stay as common as they were.",
            ),
        ),
        hints=(
            "Work out the label: λ · (0, 1) + (1 − λ) · (0, 1).",
            "The label does not move. Do the features?",
        ),
        solution="Features are blended, labels stay hard. Examples are filled in within a class, "
        "and nothing is asked of the model between the classes, so the boundary is not told to be "
        "gradual.",
    ),
    PickAll(
        id="pair-balanced",
        text='90 cats and 10 dogs, `pairing="balanced"`: for both parents, first a class is '
        "drawn, then a row of it. What holds? Choose all.",
        choices=(
            Choice(
                "once",
                "Every row is the first parent exactly once.",
                "That holds for the other pairings. Here the first parent is drawn too.",
            ),
            Choice(
                "half",
                "A parent is a dog as often as a cat.",
                "Both classes are drawn equally often;",
                right=True,
            ),
            Choice(
                "new",
                "There are more different dogs to learn from.",
                "There are still 10. They are mixed in more ways, but nothing about other dogs is "
                "added.",
            ),
            Choice(
                "repeat",
                "Each dog is used about nine times as often as each cat.",
                "half of the draws fall on 10 dogs, half on 90 cats.",
                right=True,
            ),
        ),
        hints=(
            "200 parents are drawn for 100 blends. How many are dogs, on average?",
            "About 100 of them are dogs, and there are 10 dogs.",
        ),
        solution="Classes are drawn equally often, so about 100 of 200 parents are dogs. Each of "
        "the 10 dogs is then used about 10 times, each of the 90 cats about 1.1 times. That gives "
        "the rare class more weight, and its few rows with all their accidents too.",
    ),
)
