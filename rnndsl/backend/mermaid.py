"""A model as a Mermaid flowchart, for READMEs and wikis: shapes on the lines, masked tensors dotted, states thick.

The boxes and lines are those of the diagram (`backend.picture`); the path of every mask is told beside the layers on it.
"""

from __future__ import annotations

from rnndsl.ir.counted import Counted

from .colours import COLOURS
from .picture import END, Arrow, Box, picture

INK = "#1F2430"


def mermaid(counted: Counted) -> str:
    """The text of the flowchart, one statement a line."""
    shown = picture(counted.typed)
    masks = _masks(counted)
    lines = ["---", f"title: {_title(shown.title)}", "---", "flowchart TD"]
    lines += [f"  {_node(k, box, masks.get(box.name, []))}" for k, box in enumerate(shown.boxes)]
    lines += [f"  {_line(arrow)}" for arrow in shown.arrows]
    families = list(dict.fromkeys(box.family for box in shown.boxes))
    for k, family in enumerate(families):
        members = ",".join(f"n{n}" for n, box in enumerate(shown.boxes) if box.family == family)
        face = COLOURS[family]
        text = "#FFFFFF" if family == END else INK
        lines.append(f"  classDef f{k} fill:{face}{'' if family == END else '22'},stroke:{face},color:{text}")
        lines.append(f"  class {members} f{k}")
    return "\n".join(lines) + "\n"


def _masks(counted: Counted) -> dict[str, list[str]]:
    """What happens to masks at each layer, in words."""
    found: dict[str, list[str]] = {}
    for path in counted.masks:
        found.setdefault(path.origin, []).append("makes a mask")
        for station in path.stations:
            found.setdefault(station.name, []).append(f"mask of {path.origin}: {station.fate}")
    return found


def _node(k: int, box: Box, masks: list[str]) -> str:
    """A rounded box for inputs and outputs, a box for a layer: kind, name, arguments, parameters, masks."""
    head = f"<b>{_text(box.title)}</b> {_text(box.name)}"
    body = "<br/>".join([head, *(_text(line) for line in (box.details, box.weights, *masks) if line)])
    return f'n{k}(["{body}"])' if box.family == END else f'n{k}["{body}"]'


def _line(arrow: Arrow) -> str:
    link = "==>" if arrow.state else "-.->" if arrow.mask else "-->"
    return f'n{arrow.start} {link}|"{_text(arrow.label)}"| n{arrow.end}'


def _text(text: str) -> str:
    """A text inside quotes: what Mermaid or HTML would read as their own becomes an entity."""
    for sign, entity in (("#", "#35;"), ("&", "#38;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;"), ("`", "#96;")):
        text = text.replace(sign, entity)
    return text


def _title(name: str) -> str:
    """A title as YAML reads it back."""
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
