"""Where the chairs of a circle stand, seen from above. Pure geometry, in drawing units."""

from dataclasses import dataclass
from math import cos, pi, radians, sin

SIZE = 220.0  # width and height of the drawing
RADIUS = 82.0  # from the middle to the middle of a chair
CHAIR = 42.0  # the room along the circle that one chair needs at full size
FULL = 0.82  # the scale of a chair when there is room enough


@dataclass(frozen=True)
class Place:
    """One chair: its middle, the turn of its back in degrees, and its scale."""

    x: float
    y: float
    turn: float
    scale: float


def places(count: int, *, first: float = 0.0) -> list[Place]:
    """`count` chairs, clockwise from `first` degrees after the top, evenly spaced, not touching."""
    if count <= 0:
        return []
    scale = round(min(FULL, 2 * pi * RADIUS / count / CHAIR), 3)
    return [_place((first + 360 * n / count) % 360, scale) for n in range(count)]


def _place(turn: float, scale: float) -> Place:
    middle = SIZE / 2
    return Place(
        x=round(middle + RADIUS * sin(radians(turn)), 1),
        y=round(middle - RADIUS * cos(radians(turn)), 1),
        turn=round(turn, 1),
        scale=scale,
    )
