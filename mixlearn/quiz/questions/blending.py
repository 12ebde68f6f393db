"""Questions of notebook 01: a blend and its label."""

from mixlearn.quiz._kinds import Array, Choice, Number, Pick, Prediction, Slip

__all__ = ["QUESTIONS"]

QUESTIONS = (
    Prediction(
        id="blend-label",
        text="You blend 70 % of a 3 with 30 % of a 7. What label should a classifier be trained "
        "to give?",
        choices=(
            Choice(
                "larger",
                "3, because there is more of it",
                "That would ask the classifier to be certain about a picture that is three tenths "
                "something else.",
            ),
            Choice(
                "average",
                "4.2, because 0.7 · 3 + 0.3 · 7 = 4.2",
                "Class numbers are names: a blend of a 3 and a 7 is no more a 4.2 than a blend of "
                "a dog and a cat is the animal between them.",
            ),
            Choice("both", "both: 0.7 for 3 and 0.3 for 7", "", right=True),
        ),
        outcome="The label gets the same shares as the picture: 0.7 in the column of class 3, 0.3 "
        "in the column of class 7, and 0 in all others.",
    ),
    Prediction(
        id="blend-same-class",
        text="Two points of the same class are blended. Can the blend land among points of the "
        "other class?",
        choices=(
            Choice("yes", "yes, it can", "", right=True),
            Choice(
                "no",
                "no: between two points of a class, there is that class",
                "That holds for classes without bends or gaps. A line from horn to horn of a moon "
                "leaves the moon.",
            ),
            Choice(
                "half",
                "only if λ is exactly 0.5",
                "Every λ gives a point of the same line, and a whole stretch of it may lie in the "
                "other class.",
            ),
        ),
        outcome="All blends of two points lie on the straight line between them. Where a class is "
        "curved, that line may cross its neighbour, and the blend is labelled 100 % the one class "
        "among points of the other.",
    ),
    Prediction(
        id="blend-with-itself",
        text="Every row of the batch is a first parent exactly once, and a second parent exactly "
        "once. Might a row be mixed with itself?",
        choices=(
            Choice(
                "never",
                "no, a shuffle puts every row in another place",
                "A shuffle leaves a given row in its place with a chance of 1 in n.",
            ),
            Choice("sometimes", "yes, now and then", "", right=True),
            Choice(
                "always",
                "yes, every row meets itself once",
                "That would be no shuffle at all, and nothing would be mixed.",
            ),
        ),
        outcome="A random shuffle leaves each row in its place with a chance of 1 in n, so with n "
        "rows, one row meets itself on average. Such a row is simply not mixed; the receipt "
        "counts them.",
    ),
    Number(
        id="blend-lam-from-label",
        text="A blend has the label (0.25 cat, 0.75 dog). Its first parent is a cat. What was λ?",
        value=0.25,
        tolerance=0.001,
        label="λ =",
        why="λ is the share of the first parent, and that is the cat.",
        slips=(
            Slip(
                0.75,
                "That is the share of the dog, the second parent. λ is the share of the first.",
            ),
            Slip(0.5, "With λ = 0.5 both shares would be 0.5."),
        ),
        hints=(
            "λ is the share of one of the two parents. Of which?",
            "The first parent is the cat, whichever has more. Which column of the label is that?",
        ),
        solution="λ = 0.25. It is the share of the first parent, the cat, also where the second "
        "has more.",
    ),
    Array(
        id="blend-swapped-parents",
        text="Now the dog is the first parent of the same two, and λ is still 0.25. What is the "
        "label? Give two numbers: the share of cat, the share of dog.",
        value=(0.75, 0.25),
        why="The dog is first now, and gets λ; the cat gets what is left.",
        slips=(
            Slip(
                (0.25, 0.75),
                "That is the label before the swap. λ stays, but the first parent is another now.",
            ),
            Slip(
                (0.5, 0.5), "The shares are λ and 1 − λ, whoever is first; they need not be equal."
            ),
        ),
        hints=(
            "λ belongs to the first parent. Who is that now?",
            "The dog gets λ = 0.25. The shares sum to one.",
        ),
        solution="[0.75, 0.25]: the dog is first and gets λ = 0.25, the cat gets the rest. "
        "Swapping the parents is the same as replacing λ by 1 − λ, so it matters that everybody "
        "agrees whose share λ is. In this course it is always the first parent's.",
    ),
    Pick(
        id="blend-nearer-parent",
        text="Two points of different classes, λ = 0.9. Where on the line between them is the "
        "blend?",
        choices=(
            Choice(
                "second",
                "nearer to the second: nine tenths of the way are behind it",
                "λ is not the way covered, it is the share of the first parent.",
            ),
            Choice(
                "first",
                "nearer to the first parent",
                "It holds nine tenths of the first, so only one tenth of the way is behind it.",
                right=True,
            ),
            Choice(
                "boundary",
                "on the boundary between the classes, for it belongs to both",
                "It belongs to both, but not equally, and where a model puts its boundary is "
                "another matter.",
            ),
        ),
        hints=(
            "Put λ = 1 into the formula. Which parent is the blend then?",
            "0.9 is near 1. So which parent is near?",
        ),
        solution="Nearer to the first: at λ = 1 the blend is the first parent itself, and at λ = "
        "0.9 one tenth of the way to the second is done.",
    ),
    Pick(
        id="blend-class-numbers",
        text="You have class labels 3 and 7, stored as whole numbers, and you blend them like "
        "features: 0.5 · 3 + 0.5 · 7 = 5. What went wrong?",
        choices=(
            Choice(
                "rounding",
                "Nothing here, but other ratios give fractions, which must be rounded.",
                "Rounding would make it worse: every ratio would name some class, and hardly ever "
                "one of the two.",
            ),
            Choice(
                "larger",
                "The label of the parent with the larger share should have been taken.",
                "Then the share of the other parent would be lost, and here both have the same.",
            ),
            Choice(
                "features",
                "Labels must not be blended; only features may.",
                "Labels must be blended, with the same ratio, but as shares.",
            ),
            Choice(
                "names",
                "Class numbers are names: they must become shares, one column a class, before "
                "blending.",
                "Class 5 is not half of class 3 and half of class 7.",
                right=True,
            ),
        ),
        hints=(
            "Is class 5 half of class 3 and half of class 7?",
            "What would you do if the classes were called “cat” and “dog”?",
        ),
        solution="Class numbers are names, not amounts. Blended as numbers they name a third "
        "class that has nothing to do with either. Make them one-hot first; `mix` does that for "
        "you, and takes names of any type.",
    ),
)
