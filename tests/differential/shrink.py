"""Makes a document on which lint and Keras disagree as small as it can be while they still do, in the same way."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterator
from typing import Any

from tests.differential.wiring import Document, ancestors, body_of, repair, without_line

SECONDS = 40  # what one document may take: the big pieces go first


def shrink(document: Document, disagrees: Callable[[Document], bool]) -> Document:
    """Remove what can be removed, a piece at a time, until nothing more can go or the time is over."""
    end = time.monotonic() + SECONDS
    found = True
    while found:
        found = False
        for smaller in _smaller(document):
            if time.monotonic() > end:
                return document
            if smaller != document and disagrees(smaller):
                document, found = smaller, True
                break
    return document


def _smaller(document: Document) -> Iterator[Document]:
    """The document with what one output needs, without its training, a line, an argument, an input."""
    model = document["model"]
    for name in model["outputs"] if len(model["outputs"]) > 1 else ():
        yield ancestors(document, name)
    for section in ("train", "targets", "batch_size", "blocks"):
        yield _without(document, section)
    for k in reversed(range(len(model["layers"]))):
        if len(model["layers"]) > 1:
            yield without_line(document, k)
    yield from _unrolled(document)
    for k, line in enumerate(model["layers"]):
        for smaller in _fewer(body_of(line)):
            edited = copy.deepcopy(document)
            edited["model"]["layers"][k] = {next(iter(line)): smaller}
            yield repair(edited)
    for name in model.get("inputs", {}) if len(model.get("inputs", {})) > 1 else ():
        edited = copy.deepcopy(document)
        del edited["model"]["inputs"][name]
        yield edited


def _without(document: Document, section: str) -> Document:
    smaller = copy.deepcopy(document)
    for place in (smaller, smaller["model"]):
        place.pop(section, None)
    return smaller


def _unrolled(document: Document) -> Iterator[Document]:
    """The lines of a repeat or a block instead of it."""
    for k, line in enumerate(document["model"]["layers"]):
        body = body_of(line)
        if "repeat" in line:
            lines = copy.deepcopy(body["layers"])
            lines[0] = {kind: {**inner, **_read(body)} for kind, inner in lines[0].items()}
        elif "block" in line and isinstance(document["model"].get("blocks", {}).get(body["of"]), list):
            text = copy.deepcopy(document["model"]["blocks"][body["of"]])
            lines = [{kind: {**inner, **_outside(inner, body)}} for part in text for kind, inner in part.items()]
            body_of(lines[-1])["name"] = body["name"]
        else:
            continue
        smaller = copy.deepcopy(document)
        smaller["model"]["layers"][k : k + 1] = lines
        yield repair(smaller)


def _outside(inner: Document, body: Document) -> Document:
    """What a line of a block reads outside it."""
    given = inner.get("inputs", ())
    return _read(body) if given == "input" else {}


def _read(body: Document) -> Document:
    """What a line says that it reads, if it says so."""
    return {"inputs": body["inputs"]} if "inputs" in body else {}


def _fewer(body: Document) -> Iterator[Document]:
    """The arguments of a line without one of them, those of nested layers too."""
    for key, value in body.items():
        if key not in ("name", "layer", "of", "layers", "times", "vocabulary"):
            yield {name: other for name, other in body.items() if name != key}
        for nested in _nested(value):
            yield {**body, key: nested}


def _nested(value: Any) -> Iterator[Any]:
    if isinstance(value, dict) and len(value) == 1:
        (kind, inner), *_ = value.items()
        if isinstance(inner, dict):
            yield from ({kind: smaller} for smaller in _fewer(inner))
