"""A file of questions, taken apart line by line: blocks under headings, and the parts of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

__all__ = ["RIGHT", "TEXT", "WRONG", "Block", "Mistake", "Part", "blocks"]

TEXT, RIGHT, WRONG = "text", "[x]", "[ ]"
_HEADING = re.compile(r"## (?P<id>[a-z]+(-[a-z]+)+) \((?P<kind>\w+)\)")
_ANSWER = re.compile(r"- (?P<name>\[[ x]\]) (?P<words>\S.*)")
_FIELD = re.compile(r"(?P<name>Outcome|Hint|Solution|Label|Range): (?P<words>\S.*)")


class Mistake(Exception):  # noqa: N818 - whoever knows the file makes an error of it
    """What is wrong with a line."""

    def __init__(self, line: int, words: str) -> None:
        self.line, self.words = line, words


@dataclass
class Part:
    """The text of a question, an answer or a field, up to the next one."""

    line: int
    name: str
    lines: list[str]

    def text(self) -> str:
        """Join lines by blanks, and paragraphs by an empty line."""
        paragraphs = groupby((line.strip() for line in self.lines), key=bool)
        return "\n\n".join(" ".join(lines) for full, lines in paragraphs if full)

    def answer_and_why(self) -> tuple[str, str]:
        """Separate an answer from the reason below it."""
        said = [line.strip() for line in self.lines if line.strip()]
        reason = next((n for n, line in enumerate(said) if line.startswith(">")), len(said))
        if not all(line.startswith("> ") for line in said[reason:]):
            raise Mistake(self.line, "every line of a reason must begin with `  > `.")
        return " ".join(said[:reason]), " ".join(line[2:].strip() for line in said[reason:])


@dataclass
class Block:
    """A question as it stands in the file."""

    line: int
    id: str
    kind: str
    parts: list[Part] = field(default_factory=list)

    def all(self, *names: str) -> list[Part]:
        """Return all parts of these names."""
        return [part for part in self.parts if part.name in names]

    def at_most_one(self, name: str) -> Part | None:
        """Return the part of that name, or None."""
        parts = self.all(name)
        if len(parts) > 1:
            raise Mistake(parts[1].line, f"{self.id!r} has a second {name}; only one can be.")
        return parts[0] if parts else None

    def one(self, name: str) -> Part:
        """Return the part of that name, which must be there."""
        part = self.at_most_one(name)
        if part is None:
            raise Mistake(self.line, f"{self.id!r} has no {name}.")
        return part

    def add(self, number: int, line: str) -> None:
        """Begin a new part with the line, or continue the last one."""
        last = self.parts[-1] if self.parts else None
        match = _ANSWER.fullmatch(line) or _FIELD.fullmatch(line)
        if match is not None and last is not None:
            self.parts.append(Part(number, match["name"], [match["words"]]))
        elif match is not None:
            raise Mistake(number, f"the text of {self.id!r} must stand before this line.")
        elif not line.strip():
            if last is not None:
                last.lines.append("")
        elif last is None or last.name == TEXT:
            # A mistyped marker would otherwise pass for a line of the text.
            if re.match(r"[-*>\s]", line):
                raise Mistake(number, f"an answer must begin with `- [ ] ` or `- [x] `: {line!r}.")
            if last is None:
                self.parts.append(Part(number, TEXT, [line]))
            else:
                last.lines.append(line)
        elif line.startswith("  "):
            last.lines.append(line)
        else:
            raise Mistake(
                number,
                "a line must begin an answer (`- [ ] `) or a field (`Hint: `), or continue one "
                f"after two blanks: {line!r}.",
            )


def blocks(lines: list[str]) -> Iterator[Block]:
    """Take apart what stands below the title of a file.

    Parameters
    ----------
    lines : list of str
        All lines of the file; the first is its title.

    Yields
    ------
    Block
        One per heading.

    Raises
    ------
    Mistake
        At a line that belongs to nothing.
    """
    block: Block | None = None
    for number, line in enumerate(lines[1:], start=2):
        if line.startswith("#"):
            if block is not None:
                yield block
            match = _HEADING.fullmatch(line.rstrip())
            if match is None:
                raise Mistake(
                    number, f"a heading must read like `## start-alpha-zero (Pick)`: {line!r}."
                )
            block = Block(number, match["id"], match["kind"])
        elif block is not None:
            block.add(number, line)
        elif line.strip():
            raise Mistake(number, f"text must stand below the heading of a question: {line!r}.")
    if block is not None:
        yield block
