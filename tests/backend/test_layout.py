"""Nothing in a diagram lies on top of anything else, whatever the graph."""

from __future__ import annotations

from itertools import combinations

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from rnndsl.backend.columns import TALL, fold
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


@settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.lists(st.builds(Size, st.floats(0.5, 3.0), st.floats(0.3, 1.0)), min_size=15, max_size=40), st.booleans())
def test_a_tall_picture_is_folded_without_overlap(boxes, skips):
    """In columns too, nothing overlaps and lines meet their boxes."""
    lines = [Line(k, k + 1, Size(0.8, 0.2)) for k in range(len(boxes) - 1)]
    lines += [Line(k, k + 3, Size(0.8, 0.2)) for k in range(0, len(boxes) - 4, 7)] if skips else []
    layout = fold(lay_out(boxes, lines), boxes, lines)
    things = list(zip(layout.boxes, boxes, strict=True))
    things += [(route.label, line.label) for route, line in zip(layout.routes, lines, strict=True)]
    assert not [pair for pair in combinations(things, 2) if overlap(*pair)]
    for line, route in zip(lines, layout.routes, strict=True):
        end = layout.boxes[line.end]
        assert abs(route.points[-1].y - (end.y - boxes[line.end].height / 2)) < 1e-6
        assert abs(route.points[-1].x - end.x) <= boxes[line.end].width / 2


def test_a_long_chain_fits_on_a_page():
    """Forty layers stand in columns; the whole is no taller than twice its width."""
    boxes, lines = [Size(2.0, 0.8)] * 40, [Line(k, k + 1, Size(0.8, 0.2)) for k in range(39)]
    tall = lay_out(boxes, lines)
    layout = fold(tall, boxes, lines)
    assert tall.height > TALL
    assert layout.height < 2 * layout.width


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
