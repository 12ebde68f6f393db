"""A small picture, drawn large from soft-edged shapes and then averaged down."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Point = tuple[float, float]

SIZE = 32
"""Pixels on a side of the finished picture."""
DETAIL = 4
"""Pixels drawn for one finished pixel, on each side."""
TONES = 85
"""Steps between black and white. Nobody sees them, and the files are a quarter smaller."""


@dataclass(frozen=True)
class Frame:
    """Coordinates to draw in: x to the right, y downwards.

    The shapes are signed distances, negative inside, in units of the canvas.
    """

    x: Array
    y: Array
    scale: float = 1.0

    def placed(self, at: Point, *, scale: float = 1.0, turn: float = 0.0) -> "Frame":
        """Return coordinates with their origin at `at`, `scale` times as large, and turned."""
        x, y = (self.x - at[0]) / scale, (self.y - at[1]) / scale
        cos, sin = np.cos(turn), np.sin(turn)
        return Frame(x * cos + y * sin, y * cos - x * sin, self.scale * scale)

    def ellipse(self, at: Point, radii: Point, turn: float = 0.0) -> Array:
        """Return the distance to an ellipse, good near its edge."""
        local = self.placed(at, turn=turn)
        reach = np.hypot(local.x / radii[0], local.y / radii[1])
        slope = np.hypot(local.x / radii[0] ** 2, local.y / radii[1] ** 2)
        near: Array = reach * (reach - 1) / np.maximum(slope, 1e-6)
        return self.scale * np.maximum(near, -min(radii))

    def capsule(self, start: Point, end: Point, radius: float, last: float | None = None) -> Array:
        """Return the distance to a thick line whose radius goes from `radius` to `last`."""
        along = np.subtract(end, start)
        x, y = self.x - start[0], self.y - start[1]
        part = np.clip((x * along[0] + y * along[1]) / max(along @ along, 1e-9), 0, 1)
        thick = radius + part * ((radius if last is None else last) - radius)
        distance: Array = np.hypot(x - part * along[0], y - part * along[1]) - thick
        return self.scale * distance

    def chain(self, points: list[Point], radii: list[float]) -> Array:
        """Return the distance to thick lines from point to point."""
        links = [
            self.capsule(points[i], points[i + 1], radii[i], radii[i + 1])
            for i in range(len(points) - 1)
        ]
        joined: Array = np.minimum.reduce(links)
        return joined

    def triangle(self, a: Point, b: Point, c: Point, rounding: float = 0.0) -> Array:
        """Return the distance to a triangle, grown by `rounding`."""
        corners = np.array([a, b, c])
        inside = corners.mean(axis=0)
        sides = []
        for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            normal = np.array([end[1] - start[1], start[0] - end[0]]) / np.hypot(*(end - start))
            if normal @ (inside - start) > 0:
                normal = -normal
            sides.append((self.x - start[0]) * normal[0] + (self.y - start[1]) * normal[1])
        distance: Array = np.maximum.reduce(sides) - rounding
        return self.scale * distance


@dataclass(frozen=True)
class Canvas:
    """A picture, or a part of one, and where its pixels lie."""

    frame: Frame
    pixels: Array

    @classmethod
    def blank(cls) -> "Canvas":
        """Return a black square over [-1, 1] x [-1, 1]."""
        side = (np.arange(SIZE * DETAIL) + 0.5) / (SIZE * DETAIL) * 2 - 1
        x, y = np.meshgrid(side, side)
        return cls(Frame(x, y), np.zeros((*x.shape, 3)))

    def part(self, at: Point, reach: float) -> "Canvas":
        """Return the pixels around `at`: what is painted on them is painted on the whole."""
        edges = np.add.outer(at, (1 - reach, 1 + reach)) * SIZE * DETAIL / 2
        columns, rows = (slice(*pair) for pair in edges.clip(0, SIZE * DETAIL).astype(int))
        frame = Frame(self.frame.x[rows, columns], self.frame.y[rows, columns])
        return Canvas(frame, self.pixels[rows, columns])

    def paint(self, distance: Array, colour: ArrayLike, opacity: float = 1.0) -> None:
        """Lay a colour over the inside of a shape; its edge is one drawn pixel wide."""
        cover = np.clip(0.5 - distance * SIZE * DETAIL / 2, 0, 1) * opacity
        self.pixels[:] += cover[..., None] * (np.asarray(colour, float) - self.pixels)

    def finished(self) -> NDArray[np.uint8]:
        """Return the picture averaged down to SIZE x SIZE pixels of 0 ... 255."""
        blocks = np.clip(self.pixels, 0, 1).reshape(SIZE, DETAIL, SIZE, DETAIL, 3)
        tones: Array = np.rint(TONES * blocks.mean(axis=(1, 3)))
        return (tones * (255 // TONES)).astype(np.uint8)


def joined(*distances: Array, soft: float = 0.0) -> Array:
    """Return the union of shapes, their seams filled in over about `soft`."""
    whole = distances[0]
    for part in distances[1:]:
        if soft > 0:
            overlap = np.maximum(soft - np.abs(whole - part), 0) / soft
            whole = np.minimum(whole, part) - overlap**2 * soft / 4
        else:
            whole = np.minimum(whole, part)
    return whole


def clouds(rng: np.random.Generator, frame: Frame, *, size: Point) -> Array:
    """Return smooth random values in about [0, 1] that change over `size` in x and in y."""
    cells = rng.random((32, 32))
    x, y = frame.x / size[0] + 16, frame.y / size[1] + 16
    left, top = np.floor(x), np.floor(y)
    across, down = x - left, y - top
    across, down = across**2 * (3 - 2 * across), down**2 * (3 - 2 * down)
    i, j = left.astype(int), top.astype(int)
    upper = cells[j % 32, i % 32] * (1 - across) + cells[j % 32, (i + 1) % 32] * across
    lower = cells[(j + 1) % 32, i % 32] * (1 - across) + cells[(j + 1) % 32, (i + 1) % 32] * across
    smooth: Array = upper * (1 - down) + lower * down
    return smooth
