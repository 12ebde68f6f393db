"""Pictures as PNG files: encoded, joined, captioned."""

import io
from collections.abc import Callable

import PIL.Image
import PIL.ImageDraw

from mixlearn.plots._style import INK, STRIP
from mixlearn.plots._words import font_of

__all__ = ["STRIP_HEIGHT", "captioned", "encode", "side_by_side", "with_strip", "wrapped"]

# Pictures go to a browser close by, where speed is worth more than size.
_COMPRESSION = 1
# A caption, in pixels: its letters, the margin beside it, and the distance of lines.
_CAPTION, _INDENT, _LEADING = 10.5 * 100 / 72, 12, 22
# A strip below everything else, in pixels, for whoever cuts it off again.
STRIP_HEIGHT = 30


def encode(image: PIL.Image.Image) -> bytes:
    """Return an image as a PNG file."""
    file = io.BytesIO()
    image.save(file, "png", compress_level=_COMPRESSION)
    return file.getvalue()


def side_by_side(pictures: list[bytes]) -> bytes:
    """Join PNG pictures from left to right, on white.

    Parameters
    ----------
    pictures : list of bytes
        PNG files, at least one.

    Returns
    -------
    bytes
        One PNG file, as high as the highest of them.
    """
    images = [PIL.Image.open(io.BytesIO(picture)) for picture in pictures]
    whole = PIL.Image.new(
        "RGB", (sum(i.width for i in images), max(i.height for i in images)), "white"
    )
    left = 0
    for image in images:
        whole.paste(image, (left, 0))
        left += image.width
    return encode(whole)


def captioned(picture: bytes, text: str) -> bytes:
    """Write a text under a PNG picture, in as many lines as it needs.

    Parameters
    ----------
    picture : bytes
        A PNG file.
    text : str
        What to write, as one paragraph.

    Returns
    -------
    bytes
        One PNG file, as wide as the picture.
    """
    image = PIL.Image.open(io.BytesIO(picture))
    font = font_of(_CAPTION)
    lines = wrapped(text, image.width - 2 * _INDENT, font.getlength)
    whole = PIL.Image.new(
        "RGB", (image.width, image.height + round((len(lines) + 0.75) * _LEADING)), "white"
    )
    whole.paste(image, (0, 0))
    brush = PIL.ImageDraw.Draw(whole)
    for number, line in enumerate(lines, start=1):
        base = image.height + number * _LEADING
        brush.text((_INDENT, base), line, fill=INK, font=font, anchor="ls")
    return encode(whole)


def with_strip(picture: bytes, text: str) -> bytes:
    """Put a strip of `STRIP_HEIGHT` pixels with one line of text under a PNG picture.

    Parameters
    ----------
    picture : bytes
        A PNG file.
    text : str
        What to write; it is made as small as it must be to fit.

    Returns
    -------
    bytes
        One PNG file, as wide as the picture.
    """
    image = PIL.Image.open(io.BytesIO(picture))
    width, height = image.size
    size = _CAPTION * min(1, (width - 2 * _INDENT) / font_of(_CAPTION).getlength(text))
    whole = PIL.Image.new("RGB", (width, height + STRIP_HEIGHT), STRIP)
    whole.paste(image, (0, 0))
    middle = height + STRIP_HEIGHT / 2
    PIL.ImageDraw.Draw(whole).text(
        (_INDENT, middle), text, fill=INK, font=font_of(size), anchor="lm"
    )
    return encode(whole)


def wrapped(text: str, width: float, length: Callable[[str], float]) -> list[str]:
    """Break a text into lines no longer than `width`, inside a word only if need be."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if length(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if lines[-1] and length(lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
    return lines
