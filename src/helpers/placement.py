"""Where the labels of a map go: each near its mark, none over another, the same on every run."""
import math
from typing import NamedTuple

LEADER_FROM = 9  # a label this far from its mark gets a line to it

# Where a label is tried: directions in degrees, and distances from its mark.
_DIRECTIONS = (180, 0, 90, 270, 135, 45, 225, 315, 160, 20, 200, 340, 110, 70, 250, 290)
_RINGS = (6, 16, 28, 42, 58, 76, 98, 124, 155)
_MARK = 6
_PASSES = 4


class Box(NamedTuple):
    """A rectangle on the page, in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


def place_labels(marks, sizes, frame: Box) -> list[Box]:
    """A box for the label of each mark, in points.

    >>> place_labels([(50, 50)], [(20, 10)], Box(0, 0, 100, 100))
    [Box(left=24.0, bottom=45.0, right=44.0, top=55.0)]

    `marks` are (x, y), `sizes` (width, height). Each label first takes the free room nearest to its mark, in the order
    given; then each may move again, now that it knows the others. Where there is no free room left, labels share as
    little as can be.
    """
    candidates = [_candidates(mark, size) for mark, size in zip(marks, sizes)]
    own = [Box(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for x, y in marks]
    placed = {}
    for _ in range(_PASSES):
        for i, mark in enumerate(marks):
            others = {j: box for j, box in placed.items() if j != i}
            leaders = [step for j, box in others.items() for step in _leader(marks[j], box)]
            taken = [*own, *others.values()]
            placed[i] = min(candidates[i], key=lambda box: _cost(box, mark, taken, leaders, frame))
    return [placed[i] for i in range(len(placed))]


def leader(mark, box: Box) -> tuple[float, float]:
    """From a mark to the nearest edge of its label."""
    return min(max(mark[0], box.left), box.right) - mark[0], min(max(mark[1], box.bottom), box.top) - mark[1]


def _candidates(mark, size) -> list[Box]:
    """Where a label may stand, nearest first."""
    width, height = size
    boxes = []
    for ring in _RINGS:
        for angle in map(math.radians, _DIRECTIONS):
            x = round(mark[0] + math.cos(angle) * (ring + width / 2), 6)
            y = round(mark[1] + math.sin(angle) * (ring + height / 2), 6)
            boxes.append(Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2))
    return boxes


def _cost(box: Box, mark, taken, leaders, frame: Box) -> float:
    """Zero for free room at the mark; distance counts little, crossed leaders more, and shared area most."""
    area = (box.right - box.left) * (box.top - box.bottom)
    shared = sum(_shared(box, other) for other in taken) + area - _shared(box, frame)
    if shared > 0.01:
        return 1e6 + shared
    steps = _leader(mark, box)
    crossed = sum(_holds(other, step) for other in taken if not _holds(other, mark) for step in steps)
    covered = sum(_holds(box, step) for step in leaders)
    return round(math.hypot(*leader(mark, box))) + 40 * (crossed + covered)


def _leader(mark, box: Box) -> list[tuple[float, float]]:
    """Points along the line from a mark to its label, none when the label is so near that no line is drawn."""
    x, y = leader(mark, box)
    if math.hypot(x, y) <= LEADER_FROM:
        return []
    return [(mark[0] + x * step / 8, mark[1] + y * step / 8) for step in range(1, 8)]


def _shared(box: Box, other: Box) -> float:
    return (max(0.0, min(box.right, other.right) - max(box.left, other.left)) *
            max(0.0, min(box.top, other.top) - max(box.bottom, other.bottom)))


def _holds(box: Box, point) -> bool:
    return box.left < point[0] < box.right and box.bottom < point[1] < box.top
