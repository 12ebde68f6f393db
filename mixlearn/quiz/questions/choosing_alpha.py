"""Questions of notebook 09: which alpha, on what evidence."""

from mixlearn.quiz._kinds import Choice, Number, Pick, PickAll, Prediction, Slip

__all__ = ["QUESTIONS"]

QUESTIONS = (
    Prediction(
        id="tuning-winner-stays",
        text="On one seed, one of five strengths got the most held-out rows right. Ten more seeds "
        "split the same rows anew and train anew. On how many of them will the same strength win?",
        choices=(
            Choice(
                "most",
                "on eight or more: the best one is the best one",
                "The five differ by less than one split differs from the next.",
            ),
            Choice("few", "on four or fewer", "", right=True),
            Choice(
                "half",
                "on five to seven",
                "That would be a winner with an edge. Here it wins hardly more often than by "
                "drawing lots.",
            ),
        ),
        outcome="On three of ten. By drawing lots among five it would be two.",
    ),
    Prediction(
        id="tuning-budget",
        text="Digits, trained for 100 steps: no detectable difference between α = 1 and no mixing. "
        "Now both are trained for 1600 steps. What will the held-out rows say?",
        choices=(
            Choice(
                "same",
                "the same: training longer changes both alike",
                "Without mixing, the extra steps change next to nothing. With mixing they do.",
            ),
            Choice(
                "better",
                "α = 1 is better: there are always new blends, so it cannot learn them by heart",
                "New blends do come all the time, of the same few rows. The network learns to "
                "follow them.",
            ),
            Choice("worse", "α = 1 is worse", "", right=True),
        ),
        outcome="It is worse, detectably. Without mixing the network stands still after 100 steps; "
        "with mixing it goes on fitting blends of the same few rows, and loses.",
    ),
    Prediction(
        id="tuning-promise",
        text="`GridSearchCV` tries six strengths and reports `best_score_`, the cross-validated "
        "accuracy of the best. How does it compare with the accuracy on rows that were kept aside?",
        choices=(
            Choice("higher", "it is higher, on most of ten repeats", "", right=True),
            Choice(
                "equal",
                "as often higher as lower: cross-validation is fair",
                "It is fair to each strength by itself. The largest of six fair scores is not "
                "fair any more.",
            ),
            Choice(
                "lower",
                "it is lower: in cross-validation fewer rows are trained on",
                "That is so, and pulls it down a little. Choosing the largest pulls it up by more.",
            ),
        ),
        outcome="Higher, on eight of ten repeats: the best of six scores is the best partly by "
        "luck, and the luck does not come along to new rows.",
    ),
    Prediction(
        id="tuning-limited-data",
        text="“Mixing is useful with limited data.” Moons that overlap, 300 steps, α = 0.2 against "
        "none, tested on 2000 new points. With 40, 120 and 360 training points, where is the gain?",
        choices=(
            Choice(
                "nowhere",
                "nowhere: too few points to mix",
                "Even 40 points make 780 pairs.",
            ),
            Choice("few", "at 40, and less at 120; at 360 none is left", "", right=True),
            Choice(
                "many",
                "at 360 points: more points, more pairs",
                "With many points the network follows the shape without help.",
            ),
        ),
        outcome="Nearly three points in a hundred at 40, less at 120, and nothing at 360. Take "
        "moons that hardly touch, and there is no gain at any of these numbers.",
    ),
    Number(
        id="tuning-one-row",
        text="40 rows are held out. How many points of accuracy, in per cent, does one row weigh?",
        value=2.5,
        tolerance=0.006,
        label="Points",
        high=100.0,
        why="100 / 40. An advantage of one point cannot even be seen on such a holdout.",
        slips=(
            Slip(1.0, "That would take 100 rows."),
            Slip(40.0, "That is the number of rows, not what one of them weighs."),
            Slip(0.025, "As a share that is right. In points it is 100 times as much."),
            Slip(0.4, "You divided the rows by 100: it is the other way round."),
        ),
        otherwise="Divide 100 points among the rows that are held out.",
        hints=(
            "All 40 right is 100 points. 39 right is less: by how much?",
            "100 points, divided evenly among 40 rows.",
        ),
        solution="100 / 40 = 2.5 points. “90 % against 92.5 %” is one row out of 40.",
    ),
    Number(
        id="tuning-lots",
        text="Five strengths are in truth equally good, and ties do not happen. One of them wins "
        "on the first seed. On how many of ten other seeds do you expect it to win?",
        value=2.0,
        tolerance=0.006,
        label="Seeds",
        high=10.0,
        why="Each of the five is equally likely to win: one seed in five.",
        slips=(
            Slip(5.0, "That would be one of two. There are five to win."),
            Slip(10.0, "Then it would be better than the others, and they are equal."),
            Slip(0.0, "It wins now and then, as often as each of the others."),
            Slip(0.2, "That is the chance on one seed. There are ten."),
            Slip(2.5, "There are five strengths, no mixing among them, not four."),
        ),
        hints=(
            "What is the chance that it wins on one given seed?",
            "One in five, ten times over.",
        ),
        solution="10 / 5 = 2. A winner that comes back on two or three of ten seeds has shown "
        "nothing yet.",
    ),
    Number(
        id="tuning-false-alarms",
        text="Four strengths are compared with no mixing, and in truth none differs. Each test "
        "alone gives a false alarm with a chance of 0.05, independently of the others. What is "
        "the chance of at least one false alarm, to two decimals?",
        value=1 - 0.95**4,
        tolerance=0.006,
        label="Chance",
        why="All four stay silent with a chance of 0.95 to the power of 4.",
        slips=(
            Slip(0.05, "That is the chance for one test. There are four."),
            Slip(0.2, "Nearly: adding counts the cases with two alarms twice."),
            Slip(0.95**4, "That is the chance that there is none."),
            Slip(0.05**4, "That is the chance that all four give one."),
        ),
        hints=(
            "What is the chance that one test stays silent? And all four?",
            "One minus 0.95 · 0.95 · 0.95 · 0.95.",
        ),
        solution="1 − 0.95⁴ = 0.19. That is why `verdict()` makes its intervals wider, so that "
        "they hold jointly with 95 %.",
    ),
    Pick(
        id="tuning-dropped",
        text="“Performance dropped.” A colleague switched mixing on (α = 1, few rows) and, to be "
        "on the safe side, trained eight times as long as before. What do you try first?",
        choices=(
            Choice(
                "stronger",
                "A larger α: the blends were too weak to help.",
                "That is more of what may have done the harm.",
            ),
            Choice(
                "longer",
                "Even longer training: there are many more blends than rows.",
                "On few rows, that is what made mixing lose on this page.",
            ),
            Choice(
                "short",
                "The old number of steps, with mixing and without, on the same seeds.",
                "Two things were changed at once. This takes one of them back, and it is the one "
                "that turned the verdict on this page.",
                right=True,
            ),
            Choice(
                "seed",
                "Another random seed.",
                "One more seed may look better by luck. The question is what differs on all.",
            ),
        ),
        hints=(
            "How many things did the colleague change?",
            "What did the slider of the training steps do to the right-hand picture?",
        ),
        solution="Take the budget back first, and compare on the same seeds. The mixing strength "
        "and the training budget have to be chosen together.",
    ),
    PickAll(
        id="tuning-reproduce",
        text="Which of these does somebody need to get your number again? Tick all.",
        choices=(
            Choice(
                "split", "the seed of the split", "Other rows held out, other number.", right=True
            ),
            Choice(
                "model",
                "the `random_state` of the classifier",
                "It draws first weights, pairs and ratios.",
                right=True,
            ),
            Choice(
                "global",
                "`np.random.seed(0)` at the top of the notebook",
                "mixlearn never reads NumPy's global state; a seed there changes nothing.",
            ),
            Choice(
                "budget",
                "α and the number of training steps",
                "Either of them can turn the verdict.",
                right=True,
            ),
            Choice(
                "best",
                "which of the seeds came out best",
                "Whoever reports the best seed reports luck. Report all of them.",
            ),
        ),
        hints=(
            "What draws random numbers between your data and your number?",
            "One of them sounds useful and does nothing here; one is a reason not to believe you.",
        ),
        solution="The split, the classifier's `random_state`, and what was set: α and the steps. "
        "Then the same versions give the same bits. Over other seeds, your conclusion should "
        "stay, even though the number moves.",
    ),
)
