"""Folds a tall picture into columns, so that a chain of forty layers still fits on a page.

A picture is cut only where a single line crosses; that line then leaves its column at the bottom, runs up between the two
columns and enters the next one from above.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rnndsl.diagnostics.record import Record, replace

from .layout import Layout, Line, Place, Route, Size

TALL = 11.0  # inches: what is lower stays in one column
SHAPE = 1.25  # wanted height of the whole by its width
GUTTER, HEAD = 0.9, 0.3


class _Piece(Record):
    """The part of a picture between two cuts, and where it goes: `left` of it moves to `at`, its `top` to the head."""

    top: float
    bottom: float
    left: float
    right: float
    at: float


def fold(layout: Layout, boxes: Sequence[Size], lines: Sequence[Line]) -> Layout:
    """The same picture in as many columns as make it handy; unchanged if it is low, or can be cut nowhere."""
    cuts = _cuts(layout, boxes)
    if layout.height <= TALL or not cuts:
        return layout
    pieces = _pieces(layout, boxes, lines, [-1.0, *cuts, layout.height + 1])
    moved = tuple(_move(place, _piece(place.y, cuts, pieces)) for place in layout.boxes)
    routes = tuple(_moved(route, cuts, pieces) for route in layout.routes)
    height = max(piece.bottom - piece.top for piece in pieces) + 2 * HEAD
    return Layout(moved, routes, pieces[-1].at + pieces[-1].right - pieces[-1].left, height)


def _cuts(layout: Layout, boxes: Sequence[Size]) -> list[float]:
    """The heights to cut at: those that a single line crosses, at its label, nearest to equal columns."""
    spans = [(route.points[0].y, route.points[-1].y) for route in layout.routes]
    filled = [(p.y - s.height / 2, p.y + s.height / 2) for p, s in zip(layout.boxes, boxes, strict=True)]
    free = sorted({r.label.y for r in layout.routes if _crossed(r.label.y, spans) == 1 and not _crossed(r.label.y, filled)})
    count = round((layout.height / (SHAPE * (layout.width + GUTTER))) ** 0.5)
    chosen: list[float] = []
    for k in range(1, count):
        wish = k * layout.height / count
        near = min(free, key=lambda y: abs(y - wish), default=wish)
        if near in free and near not in chosen and abs(near - wish) < 0.4 * layout.height / count:
            chosen.append(near)
    return sorted(chosen)


def _crossed(y: float, spans: list[tuple[float, float]]) -> int:
    return sum(top < y < bottom for top, bottom in spans)


def _pieces(layout: Layout, boxes: Sequence[Size], lines: Sequence[Line], edges: list[float]) -> list[_Piece]:
    """The parts between the edges; a label at a cut belongs to the part above it."""
    sized = [*zip(layout.boxes, boxes, strict=True)]
    sized += [(route.label, line.label) for route, line in zip(layout.routes, lines, strict=True)]
    pieces: list[_Piece] = []
    at = 0.0
    for low, high in pairwise(edges):
        inside = [(p, s) for p, s in sized if low < p.y <= high]
        passing = [p.x for route in layout.routes for p in route.points if low < p.y <= high]
        left = min([p.x - s.width / 2 for p, s in inside] + passing)
        right = max([p.x + s.width / 2 for p, s in inside] + passing)
        top = min(p.y - s.height / 2 for p, s in inside)
        bottom = max(p.y + s.height / 2 for p, s in inside)
        pieces.append(_Piece(top, bottom, left, right, at))
        at += right - left + GUTTER
    return pieces


def _piece(y: float, cuts: list[float], pieces: list[_Piece]) -> _Piece:
    return pieces[sum(cut < y for cut in cuts)]


def _move(place: Place, piece: _Piece) -> Place:
    return Place(place.x - piece.left + piece.at, place.y - piece.top + HEAD)


def _moved(route: Route, cuts: list[float], pieces: list[_Piece]) -> Route:
    """A route in its column; the one that a cut crosses goes round by the gutter."""
    first, last = (_piece(point.y, cuts, pieces) for point in (route.points[0], route.points[-1]))
    points = tuple(_move(p, first) for p in route.points)
    if first is last:
        return replace(route, points=points, label=_move(route.label, first))
    label, end = _move(route.label, first), _move(route.points[-1], last)
    gutter = last.at - GUTTER / 2
    low, high = first.bottom - first.top + 1.5 * HEAD, 0.35 * HEAD
    start = replace(points[0], x=label.x)
    corners = (Place(label.x, low), Place(gutter, low), Place(gutter, high), Place(end.x, high))
    return Route((start, label, *corners, end), label, bent=True)
