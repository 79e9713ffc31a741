"""Which names the lines of a document give and which they read: its outputs are all that nothing reads.

Lines can be taken out: whatever read a line then reads what that line read.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]


def body_of(line: Document) -> Document:
    """The arguments of a line, wiring included."""
    (body,) = line.values()
    found: Document = body
    return found


def name_of(line: Document) -> str:
    """The name by which others read a line: a repeat is read by the name of its last line."""
    return name_of(line["repeat"]["layers"][-1]) if "repeat" in line else body_of(line).get("name", "")


def reads_of(line: Document, above: str) -> list[str]:
    """Names that a line reads; `above` is the line above, which it reads by default."""
    if "Input" in line:
        return []
    body = body_of(line)
    given, states = body.get("inputs", above), body.get("initial_state", [])
    refs = [ref for refs in (given, states) for ref in (refs if isinstance(refs, list) else [refs])]
    again = [body["layer"]] if "use" in line else []
    return [ref.partition(".")[0] for ref in refs] + again


def above_each(lines: list[Document]) -> list[str]:
    """For each line the name of the line above it."""
    return ["", *(name_of(line) for line in lines)][: len(lines)]


def sinks(lines: list[Document]) -> list[str]:
    """Names of the lines whose tensors no other line reads."""
    read = set()
    for line, above in zip(lines, above_each(lines), strict=True):
        read.update(reads_of({kind: {**body, "layer": ""} if kind == "use" else body for kind, body in line.items()}, above))
    names = [name_of(line) for line in lines if "Input" not in line]
    return [name for name in dict.fromkeys(names) if name and name not in read]


def repair(document: Document) -> Document:
    """The document with all that nothing reads as its outputs, and targets and losses for no others."""
    model = document["model"]
    model["outputs"] = sinks(model["layers"])
    for place, key in ((model, "targets"), (document.get("train", {}), "loss"), (document.get("train", {}), "loss_weights")):
        if isinstance(place.get(key), dict) and not _is_loss(place[key]):
            place[key] = {name: value for name, value in place[key].items() if name in model["outputs"]}
    return document


def _is_loss(value: Document) -> bool:
    """True for `{Huber: {delta: 1}}`, False for a mapping by output."""
    return all(name[:1].isupper() for name in value)


def ancestors(document: Document, name: str) -> Document:
    """The document with the lines that one output needs."""
    smaller = copy.deepcopy(document)
    lines = smaller["model"]["layers"]
    wanted, kept = {name}, []
    for line, above in reversed(list(zip(lines, above_each(lines), strict=True))):
        if "Input" in line or name_of(line) in wanted:
            reads = reads_of(line, above)
            wanted.update(reads)
            kept.append(_named(line, above))
    smaller["model"]["layers"] = kept[::-1]
    return repair(smaller)


def _named(line: Document, above: str) -> Document:
    """The line with what it reads by default written out."""
    body = body_of(line)
    return line if "Input" in line or "inputs" in body or not above else {next(iter(line)): {**body, "inputs": above}}


def without_line(document: Document, k: int) -> Document:
    """The document without its k-th line: whatever read it reads what it read first."""
    smaller = copy.deepcopy(document)
    lines = smaller["model"]["layers"]
    above = above_each(lines)
    gone, reads = name_of(lines[k]), reads_of(lines[k], above[k])
    lines[:] = [_named(line, before) for line, before in zip(lines, above, strict=True)]
    del lines[k]
    for body in map(body_of, lines):
        for key in ("inputs", "initial_state"):
            if key in body and reads:
                body[key] = _renamed(body[key], gone, reads[0])
    return repair(smaller)


def _renamed(refs: Any, gone: str, instead: str) -> Any:
    if isinstance(refs, list):
        return [_renamed(ref, gone, instead) for ref in refs]
    return instead if refs.partition(".")[0] == gone else refs


def lines_of(document: Document) -> Iterator[Document]:
    """All lines of a document, those of its blocks and repeats too."""
    model = document.get("model", {})
    waiting = list(model.get("layers", []))
    for block in model.get("blocks", {}).values():
        waiting += block if isinstance(block, list) else block["layers"]
    while waiting:
        line = waiting.pop(0)
        waiting += line["repeat"]["layers"] if "repeat" in line else []
        yield line
