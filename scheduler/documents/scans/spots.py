"""Dots that hang together: each spot of ink by itself."""

from collections.abc import Iterator

Dot = tuple[int, int]


def connected(dots: set[Dot]) -> Iterator[set[Dot]]:
    """The spots that these dots make, corner to corner; the dots are used up."""
    while dots:
        spot, edge = set[Dot](), [dots.pop()]
        while edge:
            x, y = edge.pop()
            spot.add((x, y))
            near = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & dots
            dots -= near
            edge += near
        yield spot
