"""Cats and dogs, each drawn from its own random numbers."""

from dataclasses import dataclass

import numpy as np
from canvas import Array, Canvas, Frame, Point, clouds, joined

CLASSES = ("cat", "dog")

BLACK, DARK, WHITE = (0.13, 0.12, 0.13), (0.06, 0.05, 0.05), (0.95, 0.93, 0.9)
PINK, TONGUE = (0.92, 0.6, 0.6), (0.93, 0.42, 0.45)
# The same coats for both, so that colour alone says little: base and marking.
COATS = (
    ((0.17, 0.16, 0.17), (0.3, 0.28, 0.28)),
    ((0.48, 0.49, 0.52), (0.29, 0.3, 0.34)),
    ((0.92, 0.9, 0.86), (0.78, 0.62, 0.42)),
    ((0.9, 0.78, 0.58), (0.72, 0.52, 0.31)),
    ((0.87, 0.56, 0.25), (0.62, 0.33, 0.13)),
    ((0.52, 0.36, 0.22), (0.3, 0.19, 0.12)),
    ((0.72, 0.62, 0.5), (0.36, 0.29, 0.23)),
    ((0.66, 0.66, 0.67), (0.4, 0.4, 0.43)),
)
PATTERNS = ("plain", "striped", "patched", "masked", "two-tone")
CAT_EYES = ((0.55, 0.78, 0.25), (0.95, 0.75, 0.2), (0.4, 0.7, 0.85), (0.85, 0.55, 0.15))
DOG_EYES = ((0.36, 0.2, 0.1), (0.25, 0.13, 0.07), (0.55, 0.33, 0.13), (0.5, 0.68, 0.8))
GROUNDS = ((0.35, 0.55, 0.25), (0.62, 0.5, 0.35), (0.75, 0.7, 0.6), (0.4, 0.36, 0.35))
WALLS = (
    (0.6, 0.78, 0.92),
    (0.85, 0.8, 0.7),
    (0.7, 0.8, 0.72),
    (0.86, 0.68, 0.66),
    (0.55, 0.58, 0.66),
    (0.42, 0.5, 0.42),
    (0.75, 0.7, 0.85),
    (0.35, 0.42, 0.52),
)
CLOTHS = ((0.8, 0.2, 0.2), (0.2, 0.4, 0.75), (0.95, 0.75, 0.2), (0.3, 0.6, 0.45), (0.6, 0.35, 0.6))


@dataclass(frozen=True)
class Pose:
    """How the animal holds its head, all in units of half the head's width."""

    yaw: float
    pitch: float

    def on_face(self, x: float, y: float, depth: float = 0.35) -> Point:
        """Return where a point of the face lies if it sticks out by `depth`."""
        narrow = 1 - 0.25 * abs(self.yaw)
        return x * narrow + self.yaw * depth, y + self.pitch * depth


@dataclass(frozen=True)
class Fur:
    """A coat that covers the whole canvas; shapes cut their part from it."""

    canvas: Canvas
    colours: Array
    light: Array

    def cover(self, distance: Array, *, shade: float = 1.0, opacity: float = 1.0) -> None:
        """Paint the inside of a shape with this coat, darker towards its edge."""
        round_off = 0.72 + 0.28 * np.clip(-distance / 0.14, 0, 1)
        self.canvas.paint(distance, self.colours * (shade * round_off)[..., None], opacity)

    def cover_light(self, distance: Array, opacity: float = 1.0) -> None:
        """Paint the inside of a shape with the pale colour of muzzle and chest."""
        round_off = 0.82 + 0.18 * np.clip(-distance / 0.1, 0, 1)
        self.canvas.paint(distance, self.light * round_off[..., None], opacity)


def pet(kind: str, rng: np.random.Generator) -> Canvas:
    """Draw one cat or dog."""
    canvas = Canvas.blank()
    background(canvas, rng)
    sits = rng.random() < 0.25
    size = rng.uniform(0.38, 0.44) if sits else rng.uniform(0.5, 0.64)
    at = (rng.uniform(-0.12, 0.12), rng.uniform(-0.34, -0.24) if sits else rng.uniform(-0.1, 0.12))
    mirror = 1 if rng.random() < 0.5 else -1
    frame = Frame(canvas.frame.x * mirror, canvas.frame.y)
    body = frame.placed(at, scale=size)
    head = body.placed((0, 0), turn=rng.normal(0, 0.13))
    pose = Pose(rng.uniform(-1, 1), rng.uniform(-0.35, 0.35))
    fur = coat(canvas, head, rng)
    collar = CLOTHS[rng.integers(len(CLOTHS))] if rng.random() < 0.3 else None
    draw_body(kind, fur, body, rng, sits=sits)
    if collar is not None:
        canvas.paint(body.capsule((-0.45, 0.92), (0.45, 0.92), 0.14), collar)
    if kind == "cat":
        cat_head(fur, head, pose, rng)
    else:
        dog_head(fur, head, pose, rng)
    illuminate(canvas, rng)
    return canvas


def coat(canvas: Canvas, head: Frame, rng: np.random.Generator) -> Fur:
    """Return a coat: two colours in one of the patterns, and a pale third."""
    base, marking = (np.array(c) for c in COATS[rng.integers(len(COATS))])
    tint = rng.normal(0, 0.015, 3)
    base, marking = base + tint, marking + tint
    pattern = PATTERNS[rng.integers(len(PATTERNS))]
    x, y = head.x, head.y
    if pattern == "striped":
        wave = np.sin(9 * np.hypot(x, (y + 0.2) * 0.8) + 3 * clouds(rng, head, size=(0.6, 0.6)))
        part = np.clip(1.4 * wave, 0, 1) * np.clip(1.0 - 0.6 * (y > 0) * (np.abs(x) < 0.4), 0, 1)
    elif pattern == "patched":
        part = np.clip(6 * (clouds(rng, head, size=(0.8, 0.8)) - 0.5), 0, 1)
    elif pattern == "masked":
        part = np.clip(1.6 - 2.2 * np.hypot(x * 0.9, y - 0.35), 0, 1) + (y < -0.75)
    elif pattern == "two-tone":
        part = np.clip(4 * (np.abs(x + rng.normal(0, 0.1)) - 0.22) + 1.0 * (y < 0), 0, 1)
        base, marking = np.array(WHITE), base
    else:
        part = np.zeros_like(x)
    colours = base + part.clip(0, 1)[..., None] * (marking - base)
    hair = clouds(rng, head, size=(0.1, 0.25)) + clouds(rng, head, size=(0.35, 0.35))
    colours *= (1 + 0.14 * (hair - 1))[..., None]
    pale = base + rng.uniform(0.25, 0.9) * (np.array(WHITE) - base)
    return Fur(canvas, colours, np.broadcast_to(pale, colours.shape))


def background(canvas: Canvas, rng: np.random.Generator) -> None:
    """Fill the canvas with a wall or a sky, the ground, and sometimes a thing or two."""
    frame = canvas.frame
    wall = np.array(WALLS[rng.integers(len(WALLS))]) + rng.normal(0, 0.04, 3)
    fade = 1 + rng.uniform(-0.15, 0.15) * frame.y + rng.uniform(-0.15, 0.15) * frame.x
    canvas.pixels[:] = wall * fade[..., None]
    thing = rng.integers(5)
    if thing == 0:  # lights or leaves out of focus
        for _ in range(rng.integers(4, 9)):
            at = (rng.uniform(-1, 1), rng.uniform(-1, 0.5))
            tone = wall + rng.uniform(-0.2, 0.2)
            canvas.paint(frame.ellipse(at, (r := rng.uniform(0.12, 0.3), r)), tone, 0.6)
    elif thing == 1:  # a window or a picture on the wall
        middle, w, h = rng.uniform(-0.9, 0.9), rng.uniform(0.25, 0.5), rng.uniform(0.4, 0.8)
        pane = np.maximum(np.abs(frame.x - middle) - w, np.abs(frame.y + 0.6) - h)
        canvas.paint(pane - 0.05, wall * 0.7)
        canvas.paint(pane, (0.8, 0.9, 0.97))
    elif thing == 2:  # wallpaper
        stripes = np.abs((frame.x * rng.uniform(2, 4) + rng.random()) % 1 - 0.5) - 0.25
        canvas.paint(stripes * 0.4, wall * 0.86)
    if rng.random() < 0.7:
        ground = np.array(GROUNDS[rng.integers(len(GROUNDS))]) + rng.normal(0, 0.04, 3)
        edge = rng.uniform(0.0, 0.7) + rng.normal(0, 0.1) * frame.x
        blades = 1 + 0.22 * (clouds(rng, frame, size=(0.06, 0.16)) - 0.5)
        canvas.paint(edge - frame.y, ground * (blades * (1.1 - 0.2 * frame.y))[..., None])
    if rng.random() < 0.3:  # a cushion or a ball
        at = (rng.choice([-1, 1]) * rng.uniform(0.6, 1.0), rng.uniform(0.6, 0.95))
        cloth = CLOTHS[rng.integers(len(CLOTHS))]
        canvas.paint(frame.ellipse(at, (rng.uniform(0.15, 0.5), rng.uniform(0.15, 0.25))), cloth)


def draw_body(kind: str, fur: Fur, body: Frame, rng: np.random.Generator, *, sits: bool) -> None:
    """Draw shoulders, or all of a sitting animal."""
    slim = 0.85 if kind == "cat" else 1.0
    if not sits:
        fur.cover(body.ellipse((0, 1.75), (1.05 * slim, 1.15)), shade=0.9)
        if rng.random() < 0.6:
            fur.cover_light(body.ellipse((0, 1.45), (0.45 * slim, 0.75)), 0.8)
        return
    side = 1 if rng.random() < 0.5 else -1
    if kind == "cat":
        reach = rng.uniform(0.9, 1.5)
        tail = [(0.5, 2.9), (1.3, 2.9), (1.6, 2.3), (1.3, 2.3 - reach)]
        radii = [0.16, 0.16, 0.15, 0.13]
    else:
        tail = [(0.6, 2.7), (1.25, 2.3), (1.45, rng.uniform(1.5, 2.0))]
        radii = [0.22, 0.2, 0.1]
    fur.cover(body.chain([(side * x, y) for x, y in tail], radii), shade=0.85)
    trunk = joined(
        body.ellipse((0, 1.5), (0.72 * slim, 1.0)),
        body.ellipse((0, 2.45), (1.0 * slim, 0.75)),
        soft=0.1,
    )
    fur.cover(trunk, shade=0.92)
    if rng.random() < 0.6:
        fur.cover_light(body.ellipse((0, 1.45), (0.4 * slim, 0.75)), 0.8)
    for x in (-0.32, 0.32):
        leg = joined(
            body.capsule((x * slim, 1.7), (x * slim, 2.85), 0.21),
            body.ellipse((x * slim, 2.98), (0.27, 0.19)),
        )
        fur.cover(leg)


def cat_head(fur: Fur, head: Frame, pose: Pose, rng: np.random.Generator) -> None:
    """Draw pointed ears, a round face, large eyes with upright pupils, and whiskers."""
    canvas = fur.canvas
    tall, apart = rng.uniform(1.2, 1.5), rng.uniform(0.62, 0.85)
    folded = rng.random() < 0.08
    for side in (-1, 1):
        lean = apart + 0.12 * side * pose.yaw
        tip = (side * lean, -0.75 if folded else -tall)
        ear = head.triangle((side * 0.2, -0.6), (side * 0.88, -0.25), tip, 0.05)
        fur.cover(ear, shade=0.92)
        inner = head.triangle(
            (side * 0.38, -0.62), (side * 0.8, -0.45), (side * lean, tip[1] + 0.22), -0.01
        )
        canvas.paint(inner, PINK, 0.2 if folded else 0.85)
    fur.cover(
        joined(
            head.ellipse((0, 0), (rng.uniform(0.92, 1.0), rng.uniform(0.76, 0.84))),
            head.ellipse((-0.5, 0.28), (0.52, 0.4)),
            head.ellipse((0.5, 0.28), (0.52, 0.4)),
            soft=0.06,
        )
    )
    if rng.random() < 0.7:  # the mark above the eyes of a tabby
        for x in (-0.2, 0, 0.2):
            top, low = pose.on_face(x, -0.72, 0.2), pose.on_face(x * 0.8, -0.42)
            canvas.paint(head.capsule(top, low, 0.05), fur.colours * 0.62, 0.7)
    eyes(canvas, head, pose, rng, kind="cat")
    for x in (-0.17, 0.17):
        fur.cover_light(head.ellipse(pose.on_face(x, 0.36, 0.42), (0.25, 0.2)))
    fur.cover_light(head.ellipse(pose.on_face(0, 0.54, 0.4), (0.16, 0.12)))
    a, b, c = (pose.on_face(x, y, 0.46) for x, y in ((-0.09, 0.19), (0.09, 0.19), (0, 0.29)))
    dark_nose = rng.random() < 0.3
    canvas.paint(head.triangle(a, b, c, 0.035), BLACK if dark_nose else (0.85, 0.47, 0.47))
    for x in (-0.17, 0.17):
        ends = pose.on_face(0, 0.38, 0.44), pose.on_face(x, 0.5, 0.42)
        canvas.paint(head.capsule(*ends, 0.025), DARK, 0.7)
    for side in (-1, 1):
        for rise in (-0.14, 0.0, 0.14):
            start = pose.on_face(side * 0.3, 0.38 + rise * 0.4, 0.42)
            end = (side * rng.uniform(1.1, 1.35), 0.32 + 1.9 * rise + 0.3 * pose.pitch)
            canvas.paint(head.capsule(start, end, 0.022, 0.012), (0.97, 0.97, 0.97), 0.75)


def dog_head(fur: Fur, head: Frame, pose: Pose, rng: np.random.Generator) -> None:
    """Draw hanging ears (or pricked, or tipped), a long muzzle, and a large black nose."""
    canvas = fur.canvas
    ears = rng.choice(["hanging", "tipped", "pricked"], p=[0.78, 0.12, 0.1])
    tone = rng.uniform(0.55, 0.9)
    skull = head.ellipse((0, -0.12), (rng.uniform(0.76, 0.88), rng.uniform(0.78, 0.86)))
    snout = rng.uniform(0.3, 0.6)
    muzzle_at, end = pose.on_face(0, 0.3, 0.4), pose.on_face(0, 0.3 + snout * 0.7, 0.75)
    width = rng.uniform(0.34, 0.46)
    if ears != "hanging":
        for side in (-1, 1):
            tip = (side * (0.62 + 0.1 * side * pose.yaw), -1.4)
            ear = head.triangle((side * 0.18, -0.7), (side * 0.72, -0.45), tip, 0.08)
            if ears == "tipped":
                ear = np.maximum(ear, -(head.y + 1.1) * head.scale)
            fur.cover(ear, shade=tone)
            if ears == "tipped":
                flap = head.triangle((side * 0.42, -1.12), (side * 0.8, -1.08), (side * 0.95, -0.7))
                fur.cover(flap - 0.06 * head.scale, shade=tone * 0.8)
            else:
                inner = head.triangle((side * 0.35, -0.7), (side * 0.62, -0.6), (tip[0], -1.15))
                canvas.paint(inner, PINK, 0.4)
    fur.cover(joined(skull, head.ellipse(muzzle_at, (0.62, 0.5)), soft=0.08))
    if ears == "hanging":
        low, out = rng.uniform(0.25, 0.75), rng.uniform(0.9, 1.12)
        for side in (-1, 1):
            near = 1 + 0.12 * side * pose.yaw
            path = [(side * 0.55, -0.68), (side * out * near, -0.35), (side * out * near, low)]
            fur.cover(head.chain(path, [0.13, 0.21, 0.27]), shade=tone)
    eyes(canvas, head, pose, rng, kind="dog")
    if rng.random() < 0.35:  # a white blaze
        blaze = head.capsule(pose.on_face(0, -0.75, 0.15), pose.on_face(0, 0.1), 0.08, 0.16)
        fur.cover_light(blaze, 0.9)
    if rng.random() < 0.45:
        below = (end[0] + rng.normal(0, 0.05), end[1] + rng.uniform(0.4, 0.6))
        canvas.paint(head.capsule(end, below, 0.16), TONGUE)
    fur.cover_light(head.capsule(muzzle_at, end, width, width * 0.92))
    mouth = head.ellipse((end[0], end[1] + 0.12), (0.26, 0.16))
    canvas.paint(np.abs(mouth + 0.03 * head.scale) - 0.025 * head.scale, DARK, 0.55)
    nose_at = end[0], end[1] - 0.12
    canvas.paint(head.ellipse(nose_at, (rng.uniform(0.18, 0.24), 0.15)), DARK)
    canvas.paint(head.ellipse((nose_at[0] - 0.06, nose_at[1] - 0.06), (0.06, 0.035)), WHITE, 0.6)


def eyes(canvas: Canvas, head: Frame, pose: Pose, rng: np.random.Generator, *, kind: str) -> None:
    """Draw two eyes: a cat's large and slit, a dog's round and dark."""
    cat = kind == "cat"
    colours = CAT_EYES if cat else DOG_EYES
    iris = np.array(colours[rng.integers(len(colours))])
    open_, slit = rng.uniform(0.75, 1.1), rng.uniform(0.05, 0.11)
    apart = 0.42 if cat else 0.36
    asleep = rng.random() < 0.06
    for side in (-1, 1):
        at = pose.on_face(side * apart, -0.08 if cat else -0.2)
        if asleep:
            ends = (at[0] - 0.16, at[1]), (at[0] + 0.16, at[1] + 0.02)
            canvas.paint(head.capsule(*ends, 0.04), DARK)
            continue
        radii = (0.24, 0.2 * open_) if cat else (0.15, 0.15 * open_)
        canvas.paint(head.ellipse(at, (radii[0] + 0.05, radii[1] + 0.05), side * 0.2), DARK, 0.85)
        canvas.paint(head.ellipse(at, radii, side * 0.2), iris)
        pupil = (slit, radii[1] * 0.9) if cat else (0.1, 0.1)
        canvas.paint(head.ellipse(at, pupil), DARK)
        glint = (at[0] - 0.06, at[1] - 0.07)
        canvas.paint(head.ellipse(glint, (0.055, 0.055)), WHITE)


def illuminate(canvas: Canvas, rng: np.random.Generator) -> None:
    """Change the light over the whole picture: direction, strength and warmth."""
    frame = canvas.frame
    angle = rng.uniform(0, 2 * np.pi)
    slope = rng.uniform(0, 0.16) * (np.cos(angle) * frame.x + np.sin(angle) * frame.y)
    warmth = rng.normal(0, 0.04)
    strength = rng.uniform(0.8, 1.12)
    colour = strength * np.array([1 + warmth, 1.0, 1 - warmth])
    canvas.pixels[:] *= (1 + slope)[..., None] * colour
