"""Draws a model: a box for every layer, the shape of the tensor on every line.

Needs matplotlib and nothing of the system. Text is measured before it is placed, so nothing overlaps; letters are stored as
outlines, so the SVG looks the same everywhere. Colours tell families apart for colour-blind eyes too (Okabe and Ito).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from pathlib import Path as File
from textwrap import wrap
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from rnndsl.ir.typed import Typed

from .colours import COLOURS
from .columns import fold
from .layout import Layout, Line, Place, Route, Size, lay_out
from .picture import END, Arrow, Box, Picture, picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, SOFT, FAINT, PAPER = "#1F2430", "#5B6270", "#9AA1AD", "#FFFFFF"
STATE, MASK = "#0072B2", "#F6E3A1"
MARGIN, PAD, STRIPE = 0.35, 0.13, 0.065
TITLE, NAME, SMALL, LABEL, HEAD = 10.5, 9.0, 8.0, 8.0, 15.0
COLUMNS = 44
DPI = 160


def draw(typed: Typed, svg: File | None = None, png: File | None = None) -> None:
    """Draw the diagram of a model into an SVG and a PNG file; the same model gives the same bytes."""
    figure = _figure(picture(typed))
    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "rnndsl"}):
        if svg is not None:
            figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": "rnndsl"})
        if png is not None:
            figure.savefig(png, format="png", dpi=DPI, metadata={"Software": "rnndsl"})


def _figure(shown: Picture) -> Figure:
    """A figure whose unit is the inch, y downward."""
    lines = [Line(a.start, a.end, _label_size(a)) for a in shown.arrows]
    sizes = [_box_size(box) for box in shown.boxes]
    layout = fold(lay_out(sizes, lines), sizes, lines)
    used = [name for name in COLOURS if any(box.family == name for box in shown.boxes)]
    head, foot = 0.72, 0.52
    width = max(layout.width, _width(shown.title, HEAD, True), _width(shown.subtitle, NAME), _legend_width(used)) + 2 * MARGIN
    height = layout.height + head + foot + 2 * MARGIN
    figure = Figure(figsize=(width, height), facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.axis("off")
    left, top = (width - layout.width) / 2, MARGIN + head
    axes.text(MARGIN, MARGIN + 0.16, shown.title, size=HEAD, weight="bold", color=INK, va="center")
    axes.text(MARGIN, MARGIN + 0.44, shown.subtitle, size=NAME, color=SOFT, va="center")
    _draw_all(axes, shown, layout, left, top)
    _legend(axes, used, height - MARGIN)
    return figure


def _draw_all(axes: Axes, shown: Picture, layout: Layout, left: float, top: float) -> None:
    for arrow, route in zip(shown.arrows, layout.routes, strict=True):
        _arrow(axes, arrow, [Place(p.x + left, p.y + top) for p in route.points], route.bent)
    for arrow, route in zip(shown.arrows, layout.routes, strict=True):
        _label(axes, arrow, route, left, top)
    for box, centre in zip(shown.boxes, layout.boxes, strict=True):
        _box(axes, box, centre.x + left, centre.y + top)


def _box(axes: Axes, box: Box, x: float, y: float) -> None:
    """A white card with a stripe in the family's colour; inputs and outputs are pills in one dark colour."""
    size, colour = _box_size(box), COLOURS[box.family]
    left, top = x - size.width / 2, y - size.height / 2
    end = box.family == END
    rounding = 0.2 if end else 0.07
    style = f"round,pad=0,rounding_size={rounding}"
    face = colour if end else _tint(colour)
    card = FancyBboxPatch((left, top), size.width, size.height, boxstyle=style, facecolor=face, edgecolor=colour, lw=0.9)
    axes.add_patch(card)
    if not end:
        stripe = Rectangle((left, top), STRIPE, size.height, facecolor=colour, lw=0)
        axes.add_patch(stripe)
        stripe.set_clip_path(card)
    main, soft = (PAPER, "#D8DEE9") if end else (INK, SOFT)
    at = left + PAD + (0.0 if end else STRIPE)
    line = top + PAD + 0.075
    axes.text(at, line, box.title, size=TITLE, weight="bold", color=main, va="center_baseline")
    axes.text(at + _width(box.title, TITLE, True) + 0.1, line, box.name, size=NAME, color=soft, va="center_baseline")
    for text in _small(box):
        line += 0.165
        axes.text(at, line, text, size=SMALL, color=soft if text != box.weights else main, va="center_baseline")


def _small(box: Box) -> list[str]:
    """The small lines of a box, wrapped between arguments."""
    kept = box.details.replace(" · ", "\0").replace(" ", "\1").replace("\0", " · ")  # only the dots may be broken at
    lines = wrap(kept, COLUMNS, break_long_words=False, break_on_hyphens=False)
    return [line.strip(" ·").replace("\1", " ") for line in lines] + ([box.weights] if box.weights else [])


@lru_cache(maxsize=1024)
def _box_size(box: Box) -> Size:
    head = _width(box.title, TITLE, True) + 0.1 + _width(box.name, NAME)
    lines = _small(box)
    width = max([head, *(_width(line, SMALL) for line in lines)]) + 2 * PAD + (0.0 if box.family == END else STRIPE)
    return Size(max(width, 1.1), 2 * PAD + 0.15 + 0.165 * len(lines))


def _label_size(arrow: Arrow) -> Size:
    return Size(_width(arrow.label, LABEL) + 0.1, 0.2)


def _arrow(axes: Axes, arrow: Arrow, points: list[Place], bent: bool) -> None:
    """A line through the points with a head; masks shine, states are dashed."""
    path = _bent(points) if bent else _smooth(points)
    if arrow.mask:
        axes.add_patch(PathPatch(path, facecolor="none", edgecolor=MASK, lw=5.5, capstyle="butt"))
    colour, style = (STATE, (0, (4, 2))) if arrow.state else (SOFT, "solid")
    axes.add_patch(PathPatch(path, facecolor="none", edgecolor=colour, lw=1.2, linestyle=style, capstyle="butt"))
    tip = points[-1]
    head = FancyArrowPatch((tip.x, tip.y - 0.05), (tip.x, tip.y), arrowstyle="-|>", mutation_scale=9, color=colour, lw=0)
    axes.add_patch(head)


def _smooth(points: list[Place]) -> Path:
    """A curve that is vertical where it docks."""
    codes, corners = [Path.MOVETO], [(points[0].x, points[0].y)]
    slopes = [_slope(*three) for three in zip([points[0], *points], points, [*points[1:], points[-1]], strict=False)]
    for (a, lean), (b, end) in pairwise(zip(points, slopes, strict=True)):
        third = (b.y - a.y) / 3
        corners += [(a.x + lean * third, a.y + third), (b.x - end * third, b.y - third), (b.x, b.y)]
        codes += [Path.CURVE4] * 3
    return Path(corners, codes)


def _bent(points: list[Place]) -> Path:
    """Straight pieces with round corners."""
    codes, corners = [Path.MOVETO], [(points[0].x, points[0].y)]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        corners += [_toward(at, before), (at.x, at.y), _toward(at, after)]
        codes += [Path.LINETO, Path.CURVE3, Path.CURVE3]
    return Path([*corners, (points[-1].x, points[-1].y)], [*codes, Path.LINETO])


def _toward(at: Place, other: Place) -> tuple[float, float]:
    """A point on the way from a corner to another, where its rounding ends."""
    length = ((other.x - at.x) ** 2 + (other.y - at.y) ** 2) ** 0.5
    share = min(0.12 / length, 0.5) if length else 0.0
    return at.x + share * (other.x - at.x), at.y + share * (other.y - at.y)


def _slope(before: Place, at: Place, after: Place) -> float:
    """How a line leans at a point: as its neighbours say, but not at all at its ends and where one side is vertical."""
    if at in (before, after) or min(abs(at.x - before.x), abs(at.x - after.x)) < 0.02:
        return 0.0
    return (after.x - before.x) / (after.y - before.y)


def _label(axes: Axes, arrow: Arrow, route: Route, left: float, top: float) -> None:
    box = {"boxstyle": "round,pad=0.18", "facecolor": MASK if arrow.mask else PAPER, "edgecolor": "none"}
    x, y = route.label.x + left, route.label.y + top
    colour = STATE if arrow.state else INK
    axes.text(x, y, arrow.label, size=LABEL, color=colour, ha="center", va="center", bbox=box)


def _legend(axes: Axes, used: list[str], y: float) -> None:
    """The families in the picture, in one line at the bottom."""
    x = MARGIN
    for name in used:
        if name == END:
            continue
        axes.add_patch(Rectangle((x, y - 0.05), 0.1, 0.1, facecolor=COLOURS[name], lw=0))
        axes.text(x + 0.15, y, name, size=SMALL - 0.5, color=SOFT, va="center")
        x += 0.15 + _width(name, SMALL - 0.5) + 0.2


def _legend_width(used: list[str]) -> float:
    return sum(0.35 + _width(name, SMALL - 0.5) for name in used if name != END)


@lru_cache(maxsize=4096)
def _width(text: str, size: float, bold: bool = False) -> float:
    """Width of a text in inches."""
    if not text.strip():
        return 0.0
    font = FontProperties(weight="bold" if bold else "normal")
    return float(TextPath((0, 0), text, size=size, prop=font).get_extents().width) / 72


def _tint(colour: str, share: float = 0.07) -> tuple[float, float, float]:
    """A colour mixed into white."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (1 - share + share * part for part in parts)
    return red, green, blue
