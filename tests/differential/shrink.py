"""Makes a document on which lint and Keras disagree as small as it can be while they still do."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator


def shrink(document: dict, disagrees: Callable[[dict], bool]) -> dict:
    """Remove lines, arguments and inputs, one at a time, until nothing more can go."""
    found = True
    while found:
        found = False
        for smaller in _smaller(document):
            if disagrees(smaller):
                document, found = smaller, True
                break
    return document


def _smaller(document: dict) -> Iterator[dict]:
    """The document without one line, without one argument, without one input."""
    lines = document["model"]["layers"]
    for k in reversed(range(len(lines))):
        if len(lines) > 1:
            yield _without_line(document, k)
    for k, line in enumerate(lines):
        (kind, body), *_ = line.items()
        for key in body:
            if key not in ("name", "layer"):
                yield _edited(document, k, kind, {a: v for a, v in body.items() if a != key})
    for name in document["model"]["inputs"]:
        if len(document["model"]["inputs"]) > 1:
            smaller = copy.deepcopy(document)
            del smaller["model"]["inputs"][name]
            yield smaller
    if "batch_size" in document["model"]:
        smaller = copy.deepcopy(document)
        del smaller["model"]["batch_size"]
        yield smaller


def _without_line(document: dict, k: int) -> dict:
    """The document without its k-th line; outputs that are gone are replaced by the last line."""
    smaller = copy.deepcopy(document)
    del smaller["model"]["layers"][k]
    _repair(smaller)
    return smaller


def _edited(document: dict, k: int, kind: str, body: dict) -> dict:
    smaller = copy.deepcopy(document)
    smaller["model"]["layers"][k] = {kind: body}
    _repair(smaller)
    return smaller


def _repair(document: dict) -> None:
    """Outputs are again all lines that nothing reads."""
    lines = document["model"]["layers"]
    names = [next(iter(line.values()))["name"] for line in lines]
    read: set[str] = set()
    for k, line in enumerate(lines):
        body = next(iter(line.values()))
        refs = [body.get("inputs", names[k - 1] if k else "")]
        refs.append(body.get("initial_state", []))
        flat = [ref for item in refs for ref in (item if isinstance(item, list) else [item])]
        read.update(ref.partition(".")[0] for ref in flat)
    document["model"]["outputs"] = [name for name in names if name not in read]
