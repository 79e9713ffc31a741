"""Makes a document on which lint and Keras disagree as small as it can be while they still do."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator

from tests.differential.grow import sinks


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
            if key not in ("name", "layer", "of", "layers", "times"):
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
    document["model"]["outputs"] = sinks(document["model"]["layers"])
