"""Nothing in a diagram lies on top of anything else, whatever the graph."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from rnndsl.backend.layout import Line, Size, lay_out
from rnndsl.backend.rows import crossings, ordered, ranks


@st.composite
def graphs(draw):
    """Boxes of random sizes, each reading some of those before it."""
    count = draw(st.integers(1, 12))
    size = st.builds(Size, st.floats(0.5, 3.0), st.floats(0.3, 1.0))
    boxes = draw(st.lists(size, min_size=count, max_size=count))
    pairs = [(a, b) for a, b in combinations(range(count), 2)]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=18, unique=True)) if pairs else []
    return boxes, [Line(a, b, Size(draw(st.floats(0.3, 1.5)), 0.2)) for a, b in chosen]


def overlap(a, b) -> bool:
    (p, s), (q, t) = a, b
    return abs(p.x - q.x) < (s.width + t.width) / 2 - 1e-6 and abs(p.y - q.y) < (s.height + t.height) / 2 - 1e-6


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_boxes_and_labels_never_overlap(graph):
    """No two boxes, no two labels, and no label and box share a spot; all lie inside the picture."""
    boxes, lines = graph
    layout = lay_out(boxes, lines)
    things = list(zip(layout.boxes, boxes, strict=True))
    things += [(route.label, line.label) for route, line in zip(layout.routes, lines, strict=True)]
    assert not [pair for pair in combinations(things, 2) if overlap(*pair)]
    for place, size in things:
        assert size.width / 2 - 1e-6 <= place.x <= layout.width - size.width / 2 + 1e-6
        assert size.height / 2 - 1e-6 <= place.y <= layout.height - size.height / 2 + 1e-6


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_lines_run_downward_from_box_to_box(graph):
    """A line starts at the lower edge of what it leaves, ends at the upper edge of what it reaches, and never turns up."""
    boxes, lines = graph
    layout = lay_out(boxes, lines)
    for line, route in zip(lines, layout.routes, strict=True):
        heights = [point.y for point in route.points]
        assert heights == sorted(heights)
        assert abs(heights[0] - (layout.boxes[line.start].y + boxes[line.start].height / 2)) < 1e-9
        assert abs(heights[-1] - (layout.boxes[line.end].y - boxes[line.end].height / 2)) < 1e-9


def test_a_chain_is_a_straight_column():
    """Boxes of a chain stand exactly below each other."""
    layout = lay_out([Size(1.0 + k / 3, 0.5) for k in range(5)], [Line(k, k + 1, Size(0.8, 0.2)) for k in range(4)])
    assert max(p.x for p in layout.boxes) - min(p.x for p in layout.boxes) < 1e-6


def test_inputs_stand_right_above_what_reads_them():
    """An input that is read late does not stand at the top."""
    assert ranks(4, [(0, 2), (2, 3), (1, 3)]) == [0, 1, 1, 2]


def test_crossings_are_counted_and_removed():
    """Two crossed lines are uncrossed by reordering a row."""
    below = {0: [3], 1: [2]}
    assert crossings([[0, 1], [2, 3]], below) == 1
    assert crossings(ordered([[0, 1], [2, 3]], [(0, 3), (1, 2)]), below) == 0
