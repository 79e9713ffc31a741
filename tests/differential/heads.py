"""Targets and losses for the outputs of a document: mostly such that they meet, sometimes off by a width or an axis."""

from __future__ import annotations

from random import Random
from typing import Any

from rnndsl import objects
from rnndsl.ir.fields import REQUIRED
from rnndsl.ir.tensor import TensorSpec
from rnndsl.rules._heads import OTHERS
from tests.contracts.draw import draw_value
from tests.differential.plain import written

Document = dict[str, Any]
OWN_SHAPES = ("axis", "reduction", "name", "dtype", "ignore_class")  # other axes and sums than those the rules know


def add_heads(rng: Random, document: Document, known: dict[str, TensorSpec]) -> None:
    """Declare a target for each output, with a loss, an optimizer, and sometimes weights of the losses."""
    outputs = document["model"]["outputs"]
    if not outputs or any(name not in known or not known[name].known for name in outputs):
        return
    pairs = {name: _head(rng, known[name]) for name in outputs}
    document["model"]["targets"] = {name: target for name, (target, _) in pairs.items()}
    losses = {name: loss for name, (_, loss) in pairs.items()}
    train: Document = {"optimizer": _optimizer(rng), "loss": losses}
    if len(losses) == 1 and rng.random() < 0.7:
        train["loss"] = next(iter(losses.values()))
    if rng.random() < 0.15:
        train["loss_weights"] = dict.fromkeys(outputs, 0.5)
    document["train"] = train


def _optimizer(rng: Random) -> Any:
    table = objects.group("optimizers")
    names = sorted(n for n, o in table.items() if all(e.default is not REQUIRED for e in o.parameters))
    return rng.choice(names) if rng.random() < 0.3 else rng.choice(("sgd", "adam", {"SGD": {"learning_rate": 0.01}}))


def _head(rng: Random, prediction: TensorSpec) -> tuple[Any, Any]:
    """A target and a loss for a prediction."""
    table = objects.group("losses")
    names = sorted(name for name, found in table.items() if OTHERS.isdisjoint(found.traits))
    name = rng.choice(names) if rng.random() < 0.6 else rng.choice(("mse", "mae", "sparse_categorical_crossentropy"))
    found = table[name]
    args = {}
    for entry in found.parameters:
        if entry.name not in OWN_SHAPES and rng.random() < (0.5 if entry.name == "from_logits" else 0.12):
            args[entry.name] = written(draw_value(rng, entry.type))
    shape = [size if isinstance(size, int) else None for size in prediction.dims]
    return _target(rng, shape, "sparse" in found.traits), {found.name: args} if args else name


def _target(rng: Random, shape: list[int | None], sparse: bool) -> Any:
    """What meets a prediction of this shape, or is off by something."""
    wrong = rng.random() < 0.3
    labels = sparse != (wrong and rng.random() < 0.4)
    if labels and shape:
        classes = (shape[-1] or 3) + (rng.choice((0, 1, 2)) if wrong else 0)
        return {"shape": _off(rng, shape[:-1]) if wrong else shape[:-1], "classes": classes}
    if not wrong and shape and shape[-1] == 1 and rng.random() < 0.2:
        return shape[:-1] if len(shape) > 1 else {"shape": []}
    return {"shape": _off(rng, shape) if wrong else shape}


def _off(rng: Random, shape: list[int | None]) -> list[int | None]:
    """A shape that is not this one: an axis more or less, another size somewhere, most often 1."""
    chance = rng.random()
    if chance < 0.3 and shape:
        at = rng.randrange(len(shape))
        return shape[:at] + shape[at + 1 :]
    if chance < 0.6:
        at = rng.randint(0, len(shape))
        return [*shape[:at], rng.choice((1, 4, None)), *shape[at:]]
    if not shape:
        return [1]
    at = rng.randrange(len(shape))
    return [*shape[:at], rng.choice((1, 1, (shape[at] or 3) + 1)), *shape[at + 1 :]]
