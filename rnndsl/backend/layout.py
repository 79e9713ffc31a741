"""Where boxes, labels and lines of a diagram lie: layers from top to bottom, few crossings, nothing on top of anything.

Labels are laid out like boxes: every line passes through a row of labels right below the box it leaves, so no label can
cover a box, a line or another label. Lengths are inches, the origin is the top left corner, y grows downward.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rnndsl.diagnostics.record import Record

from .rows import ordered, ranks

GAP = 0.34  # between two boxes or labels of a row
LABEL_GAP = 0.16
ROW_GAP = 0.13  # between a row of boxes and a row of labels
SWEEPS = 40


class Size(Record):
    """Width and height of a box or a label."""

    width: float
    height: float


class Line(Record):
    """A wish for a line from one box to another, with the size of its label."""

    start: int
    end: int
    label: Size


class Place(Record):
    """A centre."""

    x: float
    y: float


class Route(Record):
    """A line as laid out: the points it passes, from box to box, and where its label is centred.

    A `bent` one goes straight from point to point, round the corners; any other is a smooth curve downward.
    """

    points: tuple[Place, ...]
    label: Place
    bent: bool = False


class Layout(Record):
    """The centres of all boxes, the routes of all lines, and the size of the whole."""

    boxes: tuple[Place, ...]
    routes: tuple[Route, ...]
    width: float
    height: float


class _Item(Record):
    """Something that takes up room in a row: a box, a label, or a line that only passes."""

    size: Size
    gap: float
    firm: float


def lay_out(boxes: Sequence[Size], lines: Sequence[Line]) -> Layout:
    """Lay out boxes and lines (which must not form a cycle, and run from lower to higher index)."""
    rank = ranks(len(boxes), [(line.start, line.end) for line in lines])
    items = [_Item(size, GAP, 1.0) for size in boxes]
    rows: list[list[int]] = [[] for _ in range(2 * max(rank, default=0) + 1)]
    for box, r in enumerate(rank):
        rows[2 * r].append(box)
    links: list[tuple[int, int]] = []
    chains: list[list[int]] = []
    for line in lines:
        chain = _chain(line, rank, items, rows)
        path = [line.start, *chain, line.end]
        links += pairwise(path)
        chains.append(chain)
    rows = ordered(rows, links)
    x = _across(rows, items, links)
    _straighten(rows, items, links, chains, x)
    y, half, height = _down(rows, items)
    left = min((x[i] - item.size.width / 2 for i, item in enumerate(items)), default=0.0)
    right = max((x[i] + item.size.width / 2 for i, item in enumerate(items)), default=0.0)
    centres = [Place(x[i] - left, y[i]) for i in range(len(items))]
    routes = [_route(line, chain, centres, half, boxes) for line, chain in zip(lines, chains, strict=True)]
    return Layout(tuple(centres[: len(boxes)]), tuple(routes), right - left, height)


def _chain(line: Line, rank: list[int], items: list[_Item], rows: list[list[int]]) -> list[int]:
    """The items between two boxes: the label first, then one thin item for every row that the line passes."""
    chain: list[int] = []
    for row in range(2 * rank[line.start] + 1, 2 * rank[line.end]):
        label = not chain
        items.append(_Item(line.label if label else Size(0.06, 0.0), LABEL_GAP, 2.0 if label else 30.0))
        rows[row].append(len(items) - 1)
        chain.append(len(items) - 1)
    return chain


def _across(rows: list[list[int]], items: list[_Item], links: list[tuple[int, int]]) -> list[float]:
    """The x of every item: near its neighbours above and below, in order, without overlap."""
    above: list[list[int]] = [[] for _ in items]
    below: list[list[int]] = [[] for _ in items]
    for start, end in links:
        below[start].append(end)
        above[end].append(start)
    x = [0.0] * len(items)
    for row in rows:
        _spread(row, items, x, [0.0] * len(row))
    for sweep in range(SWEEPS):
        near = above if sweep % 2 == 0 else below
        if sweep >= SWEEPS - 16:
            near = [a + b for a, b in zip(above, below, strict=True)]
        for row in rows if sweep % 2 == 0 else reversed(rows):
            wishes = [_middle([x[n] for n in near[i]]) if near[i] else x[i] for i in row]
            _spread(row, items, x, wishes)
    return x


def _straighten(
    rows: list[list[int]], items: list[_Item], links: list[tuple[int, int]], chains: list[list[int]], x: list[float]
) -> None:
    """Pull every long line onto one x, as far as order and gaps allow; boxes follow their neighbours."""
    near: list[list[int]] = [[] for _ in items]
    for start, end in links:
        near[start].append(end)
        near[end].append(start)
    own = {item: chain for chain in chains if len(chain) > 1 for item in chain}
    for _ in range(2 * SWEEPS):
        goal = {chain[0]: sum(x[i] for i in chain) / len(chain) for chain in chains if len(chain) > 1}
        for row in rows:
            wishes = [goal[own[i][0]] if i in own else _mean([x[i], *(x[n] for n in near[i])]) for i in row]
            _spread(row, items, x, wishes)


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _middle(values: list[float]) -> float:
    """The median; of two middle values their mean."""
    ranked = sorted(values)
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


def _spread(row: list[int], items: list[_Item], x: list[float], wishes: list[float]) -> None:
    """Place a row as near to the wishes as order and gaps allow: least squares by pooling neighbours that would collide."""
    offset, offsets = 0.0, []
    for k, i in enumerate(row):
        if k:
            before, item = items[row[k - 1]], items[i]
            offset += (before.size.width + item.size.width) / 2 + min(before.gap, item.gap)
        offsets.append(offset)
    pools: list[tuple[float, float, int]] = []  # weight, mean of (wish - offset), members
    for i, wish, at in zip(row, wishes, offsets, strict=True):
        weight, mean, members = items[i].firm, wish - at, 1
        while pools and pools[-1][1] > mean:
            w, m, n = pools.pop()
            mean = (mean * weight + m * w) / (weight + w)
            weight, members = weight + w, members + n
        pools.append((weight, mean, members))
    k = 0
    for _, mean, members in pools:
        for _ in range(members):
            x[row[k]] = mean + offsets[k]
            k += 1


def _down(rows: list[list[int]], items: list[_Item]) -> tuple[list[float], list[float], float]:
    """The y of every item, row below row, half the height of its row, and the height of all."""
    y, half, top = [0.0] * len(items), [0.0] * len(items), 0.0
    for row in rows:
        height = max((items[i].size.height for i in row), default=0.0)
        for i in row:
            y[i], half[i] = top + height / 2, height / 2
        top += height + ROW_GAP
    return y, half, max(top - ROW_GAP, 0.0)


def _route(line: Line, chain: list[int], centres: list[Place], half: list[float], boxes: Sequence[Size]) -> Route:
    """From the lower edge of one box to the upper edge of the other, straight down where it passes a row of boxes."""
    first, last = centres[line.start], centres[line.end]
    leave = _dock(first.x, boxes[line.start].width, centres[chain[0]].x)
    arrive = _dock(last.x, boxes[line.end].width, centres[chain[-1]].x)
    points = [Place(leave, first.y + boxes[line.start].height / 2)]
    for k, item in enumerate(chain):
        at = centres[item]
        passing = k % 2 == 1
        points += [Place(at.x, at.y - half[item]), Place(at.x, at.y + half[item])] if passing else [at]
    points.append(Place(arrive, last.y - boxes[line.end].height / 2))
    return Route(tuple(points), centres[chain[0]])


def _dock(x: float, width: float, toward: float) -> float:
    """Where on a box's edge a line docks: straight above or below where it is going, inside the middle four fifths."""
    reach = 0.4 * width
    return min(max(toward, x - reach), x + reach)
