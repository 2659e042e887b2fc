"""Labels of a map stand apart, inside the map, and near their marks, as far as there is room."""
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.placement import Box, leader, place_labels

PAGE = Box(0, 0, 600, 600)
SIZE = (80, 24)
places = st.lists(st.tuples(st.integers(100, 500), st.integers(100, 500)), max_size=6)


def overlap(one: Box, other: Box) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) > 0.2 and \
        min(one.top, other.top) - max(one.bottom, other.bottom) > 0.2


@settings(max_examples=25, deadline=None)
@given(places)
def test_labels_stand_apart_inside_the_map_with_the_size_they_have(marks):
    boxes = place_labels(marks, [SIZE] * len(marks), PAGE)
    assert not any(overlap(one, other) for i, one in enumerate(boxes) for other in boxes[:i])
    for box in boxes:
        assert (box.right - box.left, box.top - box.bottom) == pytest.approx(SIZE)
        assert PAGE.left <= box.left and box.right <= PAGE.right and PAGE.bottom <= box.bottom and box.top <= PAGE.top


def test_a_label_alone_stands_at_its_mark():
    box, = place_labels([(300, 300)], [SIZE], PAGE)
    assert math.hypot(*leader((300, 300), box)) == 6


def test_a_label_at_the_edge_turns_to_the_other_side():
    box, = place_labels([(5, 300)], [SIZE], PAGE)
    assert box.left >= 5


def test_marks_are_not_covered():
    marks = [(300, 300), (270, 300)]
    boxes = place_labels(marks, [SIZE] * 2, PAGE)
    assert not any(box.left < x < box.right and box.bottom < y < box.top for box in boxes for x, y in marks)


def test_where_there_is_no_room_each_label_still_has_a_place():
    assert len(place_labels([(20, 20)] * 9, [SIZE] * 9, Box(0, 0, 100, 40))) == 9


def test_no_marks_have_no_labels():
    assert place_labels([], [], PAGE) == []
