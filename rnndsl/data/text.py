"""Texts on their way into a model: tokens set around them, what a vectorizer adapts on, targets turned into ids."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from rnndsl.ir.graph import Graph
from rnndsl.probe.plan import FieldPlan

from .feeds import RowFeed

Texts = npt.NDArray[np.object_]
_BATCH = 4096


def joint(graph: Graph, reader: str) -> str:
    """What stands between a text and the tokens around it, for a text layer or for the one that reads an input.

    A blank, but nothing for a layer that splits characters: there a blank would be a token of its own, and the shifted
    target would lie two steps behind instead of one.
    """
    for node in graph.nodes:
        if node.kind == "TextVectorization" and reader in (node.layer.name, *(ref.node for ref in node.inputs)):
            return "" if node.layer.args.get("split") == "character" else " "
    return " "


def framed(texts: Texts, start: str | None, end: str | None, between: str = " ") -> Texts:
    """The texts with a token before and a token after each; no token where there is None."""
    if start is None and end is None:
        return texts
    before, after = f"{start}{between}" if start else "", f"{between}{end}" if end else ""
    return np.array([f"{before}{text}{after}" for text in texts], dtype=object)


def read_by(fields: list[FieldPlan]) -> dict[str, tuple[str | None, str | None]]:
    """Per column, the start and end tokens that a vectorizer of these fields meets, so that each text is counted once."""
    tokens: dict[str, tuple[str | None, str | None]] = {}
    for field in fields:
        start, end = tokens.get(field.names[0], (None, None))
        tokens[field.names[0]] = (start or field.start, end or field.end)
    return tokens


def encode(texts: Texts, vectorizer: Any) -> RowFeed:
    """Ids (N, T) of texts; T is the vectorizer's output length, or the longest text of each batch where it has none."""
    import tensorflow as tf

    pieces = [np.asarray(vectorizer(tf.constant(texts[i : i + _BATCH].tolist()))) for i in range(0, len(texts), _BATCH)]
    width = max((piece.shape[1] for piece in pieces), default=1)
    ids = np.concatenate([np.pad(piece, ((0, 0), (0, width - piece.shape[1]))) for piece in pieces]).astype(np.int64)
    if vectorizer.get_config().get("output_sequence_length"):
        return RowFeed(ids)
    return RowFeed(ids, np.maximum((ids != 0).sum(axis=1), 1).astype(np.int64))
