"""What layers learn from the training part before training starts."""

from __future__ import annotations

from rnndsl.diagnostics.record import Record


class Fitted(Record):
    """By layer name: vocabularies of text layers (tokens in Keras' order, special tokens included as `get_vocabulary()`
    gives them) and the mean and variance of Normalization layers (flat tuples)."""

    vocabularies: dict[str, tuple[str, ...]] = {}
    moments: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = {}
