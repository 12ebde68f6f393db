"""Patches that look like stained sections, healthy (0) to diseased (1): drawn, not observed."""

import numpy as np
from canvas import Array, Canvas, Frame, Point, clouds

CLASSES = ("healthy", "diseased")

STROMA, CELL, NUCLEUS = (0.91, 0.66, 0.79), (0.83, 0.57, 0.75), (0.44, 0.29, 0.62)
LUMEN, BLOOD = (0.97, 0.94, 0.96), (0.85, 0.27, 0.34)


def patch(severity: float, rng: np.random.Generator) -> Canvas:
    """Draw one patch: crowded, large, dark, ragged nuclei out of order mean severe."""
    canvas = Canvas.blank()
    fibres(canvas, rng)
    rings = glands(rng)
    for ring in rings:
        draw_gland(canvas, ring, severity, rng)
    for at in nuclei(rings, severity, rng):
        draw_nucleus(canvas, at, severity, rng)
    if rng.random() < 0.25:
        for _ in range(rng.integers(1, 5)):
            at = (rng.uniform(-1, 1), rng.uniform(-1, 1))
            canvas.paint(canvas.frame.ellipse(at, (0.085, 0.075)), BLOOD, 0.8)
    stain(canvas, severity, rng)
    return canvas


def fibres(canvas: Canvas, rng: np.random.Generator) -> None:
    """Fill the canvas with wavy connective tissue."""
    turned = canvas.frame.placed((0, 0), turn=rng.uniform(0, np.pi))
    bent = Frame(turned.x, turned.y + 0.12 * np.sin(3 * turned.x + rng.uniform(0, 6)))
    strands = clouds(rng, bent, size=(0.7, 0.07)) - 0.5
    patches = clouds(rng, canvas.frame, size=(0.5, 0.5)) - 0.5
    canvas.pixels[:] = STROMA
    canvas.pixels[:] += strands[..., None] * (0.1, 0.22, 0.14) + patches[..., None] * (
        0.03,
        0.1,
        0.06,
    )
    gap = 0.16 - clouds(rng, bent, size=(0.6, 0.13))
    canvas.paint(-0.2 * gap, LUMEN, 0.8)


def glands(rng: np.random.Generator) -> list[tuple[Point, Point, float]]:
    """Return centre, radii and turn of the rings that healthy cells keep to."""
    rings: list[tuple[Point, Point, float]] = []
    wanted = rng.integers(2, 5)
    for _ in range(40):
        at, radius = (rng.uniform(-1, 1), rng.uniform(-1, 1)), rng.uniform(0.36, 0.52)
        if all(np.hypot(at[0] - p[0], at[1] - p[1]) > radius + max(r) for p, r, _ in rings):
            rings.append((at, (radius, radius * rng.uniform(0.75, 1.0)), rng.uniform(0, np.pi)))
        if len(rings) == wanted:
            break
    return rings


def draw_gland(
    canvas: Canvas, ring: tuple[Point, Point, float], severity: float, rng: np.random.Generator
) -> None:
    """Draw the cell bodies of a gland around its opening, which closes with severity."""
    at, radii, turn = ring
    local = canvas.frame.placed(at, turn=turn)
    ragged = (clouds(rng, local, size=(0.25, 0.25)) - 0.5) * (0.08 + 0.25 * severity)
    canvas.paint(local.ellipse((0, 0), (radii[0] + 0.1, radii[1] + 0.1)) + ragged, CELL, 0.75)
    open_ = (0.62 - 0.5 * severity) * rng.uniform(0.8, 1.2)
    canvas.paint(
        local.ellipse((0, 0), (radii[0] * open_, radii[1] * open_)) + 0.7 * ragged, LUMEN, 0.95
    )


def nuclei(
    rings: list[tuple[Point, Point, float]], severity: float, rng: np.random.Generator
) -> list[Point]:
    """Return places of nuclei: on the rings and a few between, then more and more anywhere."""
    places: list[Point] = []
    for at, radii, turn in rings:
        count = int(np.hypot(*radii) * 15 * rng.uniform(0.85, 1.1))
        for k in range(count):
            angle = 2 * np.pi * (k + rng.normal(0, 0.08)) / count
            x, y = radii[0] * np.cos(angle), radii[1] * np.sin(angle)
            stray = rng.normal(0, 0.02 + 0.22 * severity**1.3, 2)
            cos, sin = np.cos(turn), np.sin(turn)
            places.append(
                (at[0] + x * cos - y * sin + stray[0], at[1] + x * sin + y * cos + stray[1])
            )
    extra = int(rng.uniform(2, 12) + 38 * severity**1.4 * rng.uniform(0.6, 1.2))
    places += [(rng.uniform(-1.05, 1.05), rng.uniform(-1.05, 1.05)) for _ in range(extra)]
    return places


def draw_nucleus(canvas: Canvas, at: Point, severity: float, rng: np.random.Generator) -> None:
    """Draw a nucleus: with severity, larger, darker and more ragged."""
    size = 0.068 * (1 + 0.75 * severity) * np.exp(rng.normal(0, 0.1 + 0.28 * severity))
    near = canvas.part(at, 3 * size + 0.05)
    local = near.frame.placed(at, turn=rng.uniform(0, np.pi))
    angle = np.arctan2(local.y, local.x)
    ragged = np.zeros_like(angle)
    for wave in (2, 3, 4):
        ragged += np.cos(wave * angle + rng.uniform(0, 6.3)) * rng.normal(0, 0.03 + 0.13 * severity)
    distance = local.ellipse((0, 0), (size, size * rng.uniform(0.65, 0.95))) - size * ragged
    tone = (
        np.array(NUCLEUS) * (1 - 0.35 * severity * rng.uniform(0.4, 1.4)) * rng.uniform(0.85, 1.15)
    )
    inner: Array = 0.9 + 0.55 * np.clip(-distance / size, 0, 1)
    near.paint(
        distance - 0.035, CELL, 0.3 + 0.25 * severity
    )  # its cell, which separates it from others
    near.paint(distance, tone * inner[..., None], 0.92)
    if severity > rng.uniform(0.3, 1.2):  # a nucleolus
        near.paint(local.ellipse((0.2 * size, 0), (0.28 * size, 0.28 * size)), tone * 0.5)


def stain(canvas: Canvas, severity: float, rng: np.random.Generator) -> None:
    """Vary thickness and dyes: mostly from slide to slide, and a little with severity."""
    thickness = np.exp(rng.normal(0.05 * severity, 0.16))
    dyes = 1 + rng.normal(0, 0.06, 3) + severity * np.array([0.08, 0.03, -0.05])
    uneven = 1 + 0.15 * (clouds(rng, canvas.frame, size=(1.2, 1.2)) - 0.5)
    density = -np.log(np.clip(canvas.pixels, 0.02, 0.995))
    canvas.pixels[:] = np.exp(-density * thickness * dyes * uneven[..., None])
