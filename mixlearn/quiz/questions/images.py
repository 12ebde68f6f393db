"""Questions of notebook 06: mixup, CutMix, few images."""

from mixlearn.quiz._kinds import Choice, Number, Pick, PickAll, Prediction, Slip

__all__ = ["QUESTIONS"]

QUESTIONS = (
    Prediction(
        id="image-few-guess",
        text="100 digits to learn from. A network is trained without mixing and with mixup "
        "(α = 1), once for 200 epochs (passes through all of them) and once for 800. Where will "
        "mixup make fewer errors on new digits?",
        choices=(
            Choice(
                "both",
                "at both: few images are where mixing helps",
                "It is often said. Here the errors at 200 epochs are about the same.",
            ),
            Choice(
                "long",
                "at 800: the longer one trains, the more mixing protects",
                "Blends never run out, but the 100 pictures behind them do.",
            ),
            Choice(
                "short",
                "at 200, and not at 800",
                "That would be the usual story. Here it gains nothing at 200 either.",
            ),
            Choice("neither", "at neither", "", right=True),
        ),
        outcome="At neither. At 200 epochs both make about as many errors, and at 800 mixup makes "
        "more: a network that is trained on blends for long enough fits the blends.",
    ),
    Prediction(
        id="image-blend-severity",
        text="Is a blend of a healthy and a diseased picture, half and half, the same as a picture "
        "of severity one half?",
        choices=(
            Choice(
                "same",
                "yes: halfway is halfway",
                "Halfway in every pixel is not halfway in what the pixels show.",
            ),
            Choice("ghost", "no: one picture shines through the other", "", right=True),
            Choice(
                "cutmix",
                "no, but a patch of one in the other is",
                "That is a healthy picture with a diseased piece: two severities side by side.",
            ),
        ),
        outcome="No. In a drawn picture of severity one half there are more and larger nuclei. In "
        "a blend the nuclei of the one picture fade into the other.",
    ),
    Prediction(
        id="image-cutmix-looks",
        text="CutMix pastes a patch of one image into another. How many of the pixels of the "
        "result are themselves a blend of both?",
        choices=(
            Choice(
                "all",
                "all of them, by the ratio λ",
                "That is mixup. CutMix takes each pixel from one of the two.",
            ),
            Choice(
                "patch",
                "those in the patch",
                "The patch covers what was there. Nothing shines through.",
            ),
            Choice("none", "none", "", right=True),
        ),
        outcome="None: each pixel comes whole from one parent. Mixup shares out the brightness of "
        "every pixel, CutMix shares out the pixels. In both, the label goes by share.",
    ),
    Prediction(
        id="image-clipped-patches",
        text="The area of a patch is drawn so that both parents get one half on average. But the "
        "patches are placed anywhere and cut off at the edge of the image. What happens to the "
        "first parent's share of pixels?",
        choices=(
            Choice("larger", "it is larger than one half on average", "", right=True),
            Choice(
                "equal",
                "it stays one half on average: some patches lose area, others gain",
                "A patch can only lose area at the edge, never gain.",
            ),
            Choice(
                "smaller",
                "it is smaller than one half on average",
                "What is cut off the patch is area of the second parent, and stays with the first.",
            ),
        ),
        outcome="It is larger: what is cut off stays with the first parent. On 8 × 8 digits one "
        "half becomes 0.77, in large pictures 0.68. So the label has to be counted from the "
        "pixels that were really pasted, or the patch has to stay inside, as it does here unless "
        "you ask otherwise.",
    ),
    Number(
        id="image-patch-share",
        text="A patch of 4 × 4 pixels of a cat is pasted into an 8 × 8 picture of a dog, all of "
        "it inside. What is the dog's share in the label?",
        value=0.75,
        tolerance=0.001,
        label="Share of dog",
        why="16 of 64 pixels are the cat's, 48 are the dog's.",
        slips=(
            Slip(0.25, "That is the cat's share."),
            Slip(
                0.5,
                "The patch is half as wide as the picture, and half as high: count pixels, not "
                "sides.",
            ),
        ),
        hints=(
            "How many pixels has the picture, and how many has the patch?",
            "64 − 16 pixels are the dog's.",
        ),
        solution="(64 − 16) / 64 = 0.75. Half the side is a quarter of the area, and shares go by "
        "area.",
    ),
    Number(
        id="image-clipped-share",
        text="A patch was meant to be 6 × 6 pixels in an 8 × 8 picture, but it is centred so near "
        "to a corner that only 3 × 3 of it fall inside. What share of the label does the picture "
        "that it is pasted into keep, to two decimals?",
        value=1 - 9 / 64,
        tolerance=0.006,
        label="Share kept",
        why="Only 9 of 64 pixels were replaced.",
        slips=(
            Slip(
                1 - 36 / 64,
                "That is the nominal share, of the patch that was meant. Count the pixels that "
                "were really pasted.",
            ),
            Slip(9 / 64, "That is the share of the patch."),
            Slip(1 - 3 / 8, "Count pixels, not sides: 3 × 3 of 8 × 8."),
            Slip(
                0.75, "A quarter of the patch is inside, but the patch is smaller than the picture."
            ),
        ),
        hints=(
            "How many pixels were really replaced?",
            "9 of 64 show the patch. The label follows the pixels, not the plan.",
        ),
        solution="1 − 9 / 64 = 0.86. The nominal share would be 1 − 36 / 64 = 0.44, and a label "
        "by it would say “mostly the other class” about a picture in which it fills one corner.",
    ),
    Pick(
        id="image-few-images",
        text="You have 100 training images. With mixing the test error is no better after 200 "
        "epochs, so you train for 800. What should you expect?",
        choices=(
            Choice(
                "better",
                "It gets better: blends never run out, so training longer cannot hurt.",
                "Blends never run out, but the 100 images behind them do, and a network can fit "
                "their blends too closely.",
            ),
            Choice(
                "same",
                "It stays the same: mixing makes training length unimportant.",
                "With 100 digits it was the other way round: the error stayed flat without mixing, "
                "and rose with it.",
            ),
            Choice(
                "worse",
                "It may well get worse.",
                "With 100 digits, the error rose from 12 % at 200 epochs to 18 % at 800.",
                right=True,
            ),
        ),
        hints=(
            "Blends are endless, but how many images are they made of?",
            "Is the best function for the blends also the best one for clean images?",
        ),
        solution="It may get worse. With 100 digits, the test error with mixing at α = 1 went "
        "from 12 % at 200 epochs to 18 % at 800; without mixing it stayed at 12 %. (Liu and "
        "others, ICLR 2023, explain why.) Compare at a fixed number of epochs, on held-out images.",
    ),
    PickAll(
        id="image-tissue",
        text="A patch of healthy and one of diseased tissue, both drawn by a program, are blended "
        "half and half. What may you conclude? Choose all that hold.",
        choices=(
            Choice(
                "label",
                "The blend is half of each, so its label is 0.5 and 0.5.",
                "The shares are known, because we made the blend;",
                right=True,
            ),
            Choice(
                "stage",
                "The blend shows what an early stage of the disease looks like.",
                "Two pictures on top of each other are not a stage of a disease. Nothing in the "
                "formula knows biology.",
            ),
            Choice(
                "doctor",
                "A model trained on such blends can grade real tissue.",
                "These patches are drawn. What a model makes of real tissue is shown by real "
                "tissue, graded by people who can.",
            ),
            Choice(
                "gradual",
                "A model trained on such blends is asked to answer gradually between the two.",
                "and a gradual answer is what such labels ask for.",
                right=True,
            ),
        ),
        hints=(
            (
                "What do you know about the blend because you made it, and what would only nature "
                "know?"
            ),
            "Two of the four are about the blend and its label. Two are about tissue.",
        ),
        solution="The blend has known shares, and training on it asks for gradual answers. It "
        "shows the mechanics of gradations. It shows neither what a stage of a disease looks "
        "like, nor that a model can grade one.",
    ),
)
