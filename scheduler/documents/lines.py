"""Line: one line of a text file with its number."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands in the file, without its end. number counts from 1."""

    number: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing is to be seen on it."""
        return not self.text.strip()


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text, numbered as an editor numbers them."""
    return tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
