"""Right model files, drawn from a seed: forecasters, classifiers, taggers, encoders and decoders in many sizes and styles.

Each is a plain document (dicts and lists), so that a mistake can be planted in it before it becomes text.
"""

from __future__ import annotations

import random
from typing import Any

import yaml

Document = dict[str, Any]
RECURRENT = ("LSTM", "GRU", "SimpleRNN")


def draw(seed: int) -> tuple[str, Document]:
    """The family and the document of a seed."""
    rng = random.Random(seed)
    make = rng.choice((forecaster, per_step, classifier, tagger, translator, two_heads))
    return make.__name__, make(rng)


def text(document: Document) -> str:
    """The document as a user would have it in a file."""
    return yaml.safe_dump(document, sort_keys=False, width=100, default_flow_style=None)


def document(inputs: Document, targets: Document, layers: list[Any], loss: Any, rng: random.Random) -> Document:
    """A whole file around these layers."""
    train = {"loss": loss, "epochs": rng.randint(1, 50), "optimizer": rng.choice(("adam", {"Adam": {"learning_rate": 0.001}}))}
    return {"rnndsl": 1, "name": "drawn", "model": {"inputs": inputs, "targets": targets, "layers": layers}, "train": train}


def recurrent(rng: random.Random, sequences: bool, units: int | None = None) -> Document:
    """A recurrent layer, bare or in both directions."""
    args: Document = {"units": units or rng.choice((4, 8, 16, 33))}
    if sequences:
        args["return_sequences"] = True
    layer = {rng.choice(RECURRENT): args}
    return {"Bidirectional": {"layer": layer}} if units is None and rng.random() < 0.3 else layer


def regular(rng: random.Random) -> list[Any]:
    """Layers that change neither rank nor meaning."""
    some = (
        {"Dropout": {"rate": 0.2}},
        "LayerNormalization",
        {"Dense": {"units": 8, "activation": "relu"}},
        "BatchNormalization",
    )
    return rng.sample(some, rng.randint(0, 2))


def stack(rng: random.Random, sequences: bool) -> list[Any]:
    """One to three recurrent layers; the last returns sequences or not."""
    above = [layer for _ in range(rng.randint(0, 2)) for layer in (recurrent(rng, True), *regular(rng)[:1])]
    return [*above, recurrent(rng, sequences), *regular(rng)]


def error(rng: random.Random) -> str:
    """A loss for numbers that broadcasts."""
    return rng.choice(("mse", "mae", "huber", "log_cosh", "MeanSquaredError", "mean_absolute_error"))


def forecaster(rng: random.Random) -> Document:
    """The next steps of a series at once."""
    horizon = rng.choice((1, 2, 12))
    layers = [*stack(rng, False), {"Dense": {"units": horizon}}]
    return document({"x": [rng.choice((20, 24)), rng.randint(1, 5)]}, {"y": [horizon]}, layers, error(rng), rng)


def per_step(rng: random.Random) -> Document:
    """A number for every step."""
    steps, width = rng.choice((10, 24)), rng.randint(1, 3)
    head: Document = {"Dense": {"units": width}}
    layers = [*stack(rng, True), rng.choice((head, {"TimeDistributed": {"layer": head}}))]
    return document({"x": [steps, 4]}, {"y": [steps, width]}, layers, error(rng), rng)


def classifier(rng: random.Random) -> Document:
    """One class per sequence: labels, rows, or yes and no."""
    classes = rng.randint(3, 20)
    kind = rng.choice(("labels", "rows", "yes"))
    inputs, below = sequence(rng)
    layers = [*below, *stack(rng, False)]
    if kind == "yes":
        return document(
            inputs, {"y": [1]}, [*layers, {"Dense": {"units": 1, "activation": "sigmoid"}}], "binary_crossentropy", rng
        )
    layers.append({"Dense": {"units": classes, "activation": "softmax"}})
    if kind == "labels":
        return document(inputs, {"y": {"shape": [], "classes": classes}}, layers, "sparse_categorical_crossentropy", rng)
    return document(inputs, {"y": [classes]}, layers, "categorical_crossentropy", rng)


def sequence(rng: random.Random) -> tuple[Document, list[Any]]:
    """Numbers, or ids with their embedding."""
    if rng.random() < 0.5:
        return {"x": [18, 3]}, []
    embedding = {"input_dim": 50, "output_dim": 8, "mask_zero": True}
    return {"x": {"shape": [18], "dtype": "int32", "vocabulary": 50}}, [{"Embedding": embedding}]


def tagger(rng: random.Random) -> Document:
    """A class for every step."""
    classes = rng.randint(3, 9)
    inputs, below = sequence(rng)
    layers = [*below, *stack(rng, True), {"Dense": {"units": classes, "activation": "softmax"}}]
    return document(inputs, {"y": {"shape": [18], "classes": classes}}, layers, "sparse_categorical_crossentropy", rng)


def translator(rng: random.Random) -> Document:
    """An encoder whose states start a decoder."""
    kind, units = rng.choice(("LSTM", "GRU")), rng.choice((8, 16))
    states = ["encoder.h", "encoder.c"] if kind == "LSTM" else ["encoder.h"]
    layers = [
        {kind: {"units": units, "return_state": True, "name": "encoder", "inputs": "x"}},
        {kind: {"units": units, "return_sequences": True, "inputs": "previous", "initial_state": states, "name": "decoder"}},
        {"Dense": {"units": 3}},
    ]
    return document({"x": [20, 4], "previous": [12, 2]}, {"y": [12, 3]}, layers, error(rng), rng)


def two_heads(rng: random.Random) -> Document:
    """Two targets from one encoding."""
    layers = [
        {"GRU": {"units": 16, "name": "encoder"}},
        {"Dense": {"units": 1, "name": "amount", "inputs": "encoder"}},
        {"Dense": {"units": 4, "activation": "softmax", "name": "kind", "inputs": "encoder"}},
    ]
    targets = {"amount": [1], "kind": {"shape": [], "classes": 4}}
    return document({"x": [20, 4]}, targets, layers, {"amount": "mse", "kind": "sparse_categorical_crossentropy"}, rng)
