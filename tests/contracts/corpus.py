"""Mistakes that people ask about in forums, each with the place where it lies, its code, and the repair.

A row is a name, the code, the inputs, the targets, the lines, the training, and the repair: text that goes and text that
comes. What stands between « and » is the marked place.
"""

from __future__ import annotations

from .heads import declared

MISTAKES: dict[str, tuple[str, int, str, str]] = {}
SEQ = "return_sequences: true"
IDS, X, Y, LABEL = "x: {shape: [24], dtype: int32, vocabulary: 50}", "x: [24, 3]", "y: [1]", "y: {shape: [], classes: 9}"
ONE, CHANCE, NINE = "Dense: {units: 1}", "Dense: {units: 1, activation: sigmoid}", "Dense: {units: 9, activation: softmax}"
EMBED = "Embedding: {input_dim: 50, output_dim: 8, mask_zero: true}"
MSE, SPARSE, BCE = "loss: mse", "loss: sparse_categorical_crossentropy", "loss: binary_crossentropy"
LAST, EACH = "LSTM: {units: 8}", "LSTM: {units: 8, return_sequences: true}"


def row(code: int, name: str, text: str, old: str, new: str) -> None:
    """Keep a mistake; `old` stands once in it."""
    plain = text.replace("«", "").replace("»", "")
    assert name not in MISTAKES
    assert plain.count(old) == 1, (name, plain.count(old))
    MISTAKES[name] = (text, code, old, new)


def net(code: int, name: str, inputs: str, target: str, lines: list[str], train: str, old: str, new: str) -> None:
    """A mistake in a model with declared inputs and targets."""
    row(code, name, declared(inputs, target, lines, train), old, new)
