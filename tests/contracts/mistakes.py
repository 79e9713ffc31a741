"""Mistakes that can be planted in a right document: each changes one thing and names the only code that lint may give.

A planter returns False where the document offers no place for its mistake.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from .right import RECURRENT, Document

Planter = Callable[[Document, random.Random], bool]
MISTAKES: dict[str, tuple[str, Planter]] = {}


def mistake(code: str) -> Callable[[Planter], Planter]:
    """Register a planter under its own name."""

    def register(plant: Planter) -> Planter:
        MISTAKES[plant.__name__] = (code, plant)
        return plant

    return register


def layers(document: Document) -> list[Any]:
    return document["model"]["layers"]


def kind(line: Any) -> str:
    return line if isinstance(line, str) else next(iter(line))


def args(line: Any) -> Document:
    """The arguments of a line, without its wrapper."""
    body = line[kind(line)]
    inner = body.get("layer")
    return args(inner) if inner is not None else body


def core(line: Any) -> str:
    """The kind of a line, without its wrapper."""
    if isinstance(line, str):
        return line
    inner = line[kind(line)].get("layer")
    return core(inner) if inner is not None else kind(line)


def recurrent(document: Document) -> list[Any]:
    return [line for line in layers(document) if core(line) in RECURRENT]


def target(document: Document) -> Any:
    """The only target, or None where there are several."""
    targets = list(document["model"]["targets"].values())
    return targets[0] if len(targets) == 1 else None


def loss(document: Document) -> str:
    found = document["train"]["loss"]
    return found if isinstance(found, str) else ""


def plain(document: Document) -> bool:
    """True for a loss that compares numbers."""
    return isinstance(target(document), list) and "crossentropy" not in loss(document)


@mistake("RNN201")
def stacked_without_sequences(document: Document, rng: random.Random) -> bool:
    above = [line for line in recurrent(document)[:-1] if "name" not in args(line)]
    if not above or len(document["model"]["inputs"]) > 1:
        return False
    del args(above[-1])["return_sequences"]
    return True


@mistake("RNN202")
def sequences_left_on(document: Document, rng: random.Random) -> bool:
    found = recurrent(document)
    goal = target(document)
    if goal is None or "return_sequences" in args(found[-1]):
        return False
    args(found[-1])["return_sequences"] = True
    return True


@mistake("RNN203")
def sequences_forgotten(document: Document, rng: random.Random) -> bool:
    found = recurrent(document)
    if "return_sequences" not in args(found[-1]) or kind(layers(document)[-1]) == "TimeDistributed":
        return False
    if "previous" in document["model"]["inputs"]:
        args(found[-1])["inputs"] = "previous"
    del args(found[-1])["return_sequences"]
    return True


@mistake("RNN701")
def wrong_width(document: Document, rng: random.Random) -> bool:
    if not plain(document) or target(document) is None:
        return False
    head = args(layers(document)[-1])
    head["units"] = rng.choice([n for n in (1, 5, 7) if n != head["units"]])
    return True


@mistake("RNN705")
def other_labels(document: Document, rng: random.Random) -> bool:
    others = {"categorical_crossentropy": "sparse_categorical_crossentropy"}
    others.update({new: old for old, new in others.items()})
    if loss(document) not in others:
        return False
    document["train"]["loss"] = others[loss(document)]
    return True


@mistake("RNN702")
def no_activation(document: Document, rng: random.Random) -> bool:
    if "crossentropy" not in loss(document):
        return False
    del args(layers(document)[-1])["activation"]
    return True


@mistake("RNN704")
def softmax_of_one(document: Document, rng: random.Random) -> bool:
    if loss(document) != "binary_crossentropy":
        return False
    args(layers(document)[-1])["activation"] = "softmax"
    return True


@mistake("RNN706")
def too_few_classes(document: Document, rng: random.Random) -> bool:
    if loss(document) != "sparse_categorical_crossentropy":
        return False
    args(layers(document)[-1])["units"] -= 1
    return True


@mistake("RNN402")
def second_mask(document: Document, rng: random.Random) -> bool:
    if kind(layers(document)[0]) != "Embedding":
        return False
    layers(document).insert(1, "Masking")
    return True


@mistake("RNN401")
def convolution_over_padding(document: Document, rng: random.Random) -> bool:
    if kind(layers(document)[0]) != "Embedding":
        return False
    layers(document).insert(1, {"Conv1D": {"filters": 8, "kernel_size": 3, "padding": "causal"}})
    return True


@mistake("RNN601")
def states_of_another_width(document: Document, rng: random.Random) -> bool:
    if "previous" not in document["model"]["inputs"]:
        return False
    args(layers(document)[1])["units"] += 1
    return True


@mistake("RNN602")
def cell_state_into_gru(document: Document, rng: random.Random) -> bool:
    if "previous" not in document["model"]["inputs"] or kind(layers(document)[0]) != "LSTM":
        return False
    layers(document)[1] = {"GRU": layers(document)[1]["LSTM"]}
    return True


@mistake("RNN001")
def misspelt_argument(document: Document, rng: random.Random) -> bool:
    body = args(rng.choice(recurrent(document)))
    items = list(body.items())
    body.clear()
    body.update(("untis" if key == "units" else key, value) for key, value in items)
    return True


@mistake("RNN001")
def misspelt_layer(document: Document, rng: random.Random) -> bool:
    at = rng.choice([i for i, line in enumerate(layers(document)) if kind(line) in RECURRENT] or [-1])
    if at < 0:
        return False
    line = layers(document)[at]
    layers(document)[at] = {kind(line).lower(): line[kind(line)]}
    return True


@mistake("RNN008")
def units_of_nothing(document: Document, rng: random.Random) -> bool:
    args(rng.choice(recurrent(document)))["units"] = 0
    return True


@mistake("RNN101")
def vector_into_recurrent(document: Document, rng: random.Random) -> bool:
    if document["model"]["inputs"].get("x") is None or kind(layers(document)[0]) == "Embedding":
        return False
    if "previous" in document["model"]["inputs"] or isinstance(document["model"]["inputs"]["x"], dict):
        return False
    document["model"]["inputs"]["x"] = document["model"]["inputs"]["x"][1:]
    return True


@mistake("RNN102")
def ids_with_an_axis(document: Document, rng: random.Random) -> bool:
    entry = document["model"]["inputs"].get("x")
    if not isinstance(entry, dict):
        return False
    entry["shape"] = [*entry["shape"], 1]
    return True


@mistake("RNN007")
def unknown_input(document: Document, rng: random.Random) -> bool:
    named = [line for line in layers(document) if not isinstance(line, str) and "inputs" in line[kind(line)]]
    if not named:
        return False
    body = rng.choice(named)
    body[kind(body)]["inputs"] += "r"
    return True


@mistake("RNN703")
def probabilities_as_logits(document: Document, rng: random.Random) -> bool:
    names = {
        "binary_crossentropy": "BinaryCrossentropy",
        "categorical_crossentropy": "CategoricalCrossentropy",
        "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
    }
    if loss(document) not in names:
        return False
    document["train"]["loss"] = {names[loss(document)]: {"from_logits": True}}
    return True


@mistake("RNN708")
def accuracy_of_numbers(document: Document, rng: random.Random) -> bool:
    if not plain(document) or target(document)[-1] != 1:
        return False
    document["train"]["metrics"] = ["mae", "accuracy"]
    return True


@mistake("RNN708")
def metric_of_other_labels(document: Document, rng: random.Random) -> bool:
    others = {
        "sparse_categorical_crossentropy": ("AUC", "categorical_crossentropy", "mae", "CategoricalAccuracy"),
        "categorical_crossentropy": ("SparseCategoricalAccuracy", "sparse_categorical_crossentropy"),
    }
    if loss(document) not in others:
        return False
    document["train"]["metrics"] = [rng.choice(others[loss(document)])]
    return True


@mistake("RNN708")
def probabilities_of_logits(document: Document, rng: random.Random) -> bool:
    if loss(document) != "binary_crossentropy":
        return False
    del args(layers(document)[-1])["activation"]
    document["train"]["loss"] = {"BinaryCrossentropy": {"from_logits": True}}
    document["train"]["metrics"] = rng.choice(("accuracy", ["AUC"], ["Precision"]))
    return True


@mistake("RNN709")
def loss_for_one_of_two(document: Document, rng: random.Random) -> bool:
    if not isinstance(document["train"]["loss"], dict):
        return False
    del document["train"]["loss"][rng.choice(list(document["train"]["loss"]))]
    return True


@mistake("RNN802")
def too_few_rows(document: Document, rng: random.Random) -> bool:
    if kind(layers(document)[0]) != "Embedding":
        return False
    args(layers(document)[0])["input_dim"] -= rng.choice((1, 10))
    return True
