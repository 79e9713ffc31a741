"""Mistakes of shapes, directions, states over batches and wrappers, for planting: they join those of `mistakes.MISTAKES`."""

from __future__ import annotations

import random
from typing import Any

from .mistakes import args, core, kind, layers, loss, mistake, recurrent
from .right import RECURRENT, Document


def bare(document: Document) -> list[int]:
    """Where recurrent layers without a wrapper, a name or states stand."""
    lines = enumerate(layers(document))
    return [at for at, line in lines if kind(line) in RECURRENT and set(args(line)) <= {"units", "return_sequences"}]


@mistake("RNN109")
def reshape_to_other_elements(document: Document, rng: random.Random) -> bool:
    shape = document["model"]["inputs"].get("x")
    if not isinstance(shape, list) or "previous" in document["model"]["inputs"]:
        return False
    layers(document).insert(0, {"Reshape": {"target_shape": [shape[0], shape[1] + 1]}})
    return True


@mistake("RNN110")
def batch_in_the_input(document: Document, rng: random.Random) -> bool:
    shape = document["model"]["inputs"].get("x")
    if not isinstance(shape, list) or kind(layers(document)[0]) not in RECURRENT:
        return False
    document["model"]["inputs"]["x"] = [None, *shape]
    return True


@mistake("RNN110")
def batch_in_a_reshape(document: Document, rng: random.Random) -> bool:
    shape = document["model"]["inputs"].get("x")
    if not isinstance(shape, list) or set(document["model"]["inputs"]) != {"x"} or "inputs" in args(layers(document)[0]):
        return False
    layers(document).insert(0, {"Reshape": {"target_shape": [-1, *shape]}})
    return core(layers(document)[1]) in RECURRENT and "name" not in args(layers(document)[1])


@mistake("RNN502")
def halves_of_one_direction(document: Document, rng: random.Random) -> bool:
    found = bare(document)
    if not found:
        return False
    at = rng.choice(found)
    line = layers(document)[at]
    layers(document)[at] = {"Bidirectional": {"layer": line, "backward_layer": {kind(line): dict(args(line))}}}
    return True


@mistake("RNN503")
def halves_of_unequal_units(document: Document, rng: random.Random) -> bool:
    found = bare(document)
    if not found:
        return False
    at = rng.choice(found)
    line = layers(document)[at]
    other = {kind(line): {**args(line), "units": args(line)["units"] + 1, "go_backwards": True}}
    mode = rng.choice(("concat", "sum", "ave"))
    layers(document)[at] = {"Bidirectional": {"layer": line, "backward_layer": other, "merge_mode": mode}}
    return True


@mistake("RNN504")
def directions_apart(document: Document, rng: random.Random) -> bool:
    found = [line for line in recurrent(document) if kind(line) == "Bidirectional"]
    if not found:
        return False
    rng.choice(found)["Bidirectional"]["merge_mode"] = None
    return True


@mistake("RNN511")
def recurrent_at_every_step(document: Document, rng: random.Random) -> bool:
    found = bare(document)
    if not found:
        return False
    at = found[0]
    layers(document)[at] = {"TimeDistributed": {"layer": layers(document)[at]}}
    return True


def keep_states(document: Document, rng: random.Random) -> bool:
    """Make one layer stateful, in a model of fixed batches that come in order."""
    found = recurrent(document)
    args(rng.choice(found))["stateful"] = True
    document["model"] = {"batch_size": rng.choice((1, 8, 32)), **document["model"]}
    document["train"]["shuffle"] = False
    return "previous" not in document["model"]["inputs"]


@mistake("RNN302")
def states_of_shuffled_batches(document: Document, rng: random.Random) -> bool:
    right = keep_states(document, rng)
    if rng.random() < 0.5:
        del document["train"]["shuffle"]
    else:
        document["train"]["shuffle"] = True
    return right


@mistake("RNN305")
def another_batch_in_training(document: Document, rng: random.Random) -> bool:
    right = keep_states(document, rng)
    document["train"]["batch_size"] = 16
    return right


@mistake("RNN309")
def states_given_and_kept(document: Document, rng: random.Random) -> bool:
    if "previous" not in document["model"]["inputs"]:
        return False
    args(layers(document)[1])["stateful"] = True
    document["model"] = {"batch_size": rng.choice((1, 8, 32)), **document["model"]}
    document["train"]["shuffle"] = False
    return True


@mistake("RNN301")
def stateful_without_a_batch(document: Document, rng: random.Random) -> bool:
    right = keep_states(document, rng)
    del document["model"]["batch_size"]
    return right


@mistake("RNN505")
def both_directions_of_no_direction(document: Document, rng: random.Random) -> bool:
    found = [at for at, line in enumerate(layers(document)) if kind(line) in ("Dense", "Dropout") and "name" not in args(line)]
    if not found:
        return False
    at = rng.choice(found)
    layers(document)[at] = {"Bidirectional": {"layer": layers(document)[at]}}
    return True


@mistake("RNN510")
def argument_of_the_wrapper(document: Document, rng: random.Random) -> bool:
    wrappers = [line["Bidirectional"] for line in recurrent(document) if kind(line) == "Bidirectional"]
    found = [wrapper for wrapper in wrappers if "return_sequences" in args({"Bidirectional": wrapper})]
    if not found:
        return False
    wrapper = rng.choice(found)
    wrapper["return_sequences"] = args({"Bidirectional": wrapper}).pop("return_sequences")
    return True


def series(document: Document) -> Any:
    """The shape of the only input, where it is a series of numbers that its first layer reads; else None."""
    shape = document["model"]["inputs"].get("x")
    alone = set(document["model"]["inputs"]) == {"x"} and isinstance(shape, list)
    return shape if alone and core(layers(document)[0]) in RECURRENT else None


@mistake("RNN103")
def window_folded_into_features(document: Document, rng: random.Random) -> bool:
    shape, found = series(document), recurrent(document)
    if shape is None or "return_sequences" in args(found[-1]) or len(found) > 1:
        return False
    layers(document).insert(0, {"Reshape": {"target_shape": [1, shape[0] * shape[1]]}})
    return True


@mistake("RNN112")
def reshaped_to_swapped_axes(document: Document, rng: random.Random) -> bool:
    shape, found = series(document), recurrent(document)
    if shape is None or "return_sequences" in args(found[-1]):
        return False
    document["model"]["inputs"]["x"] = [7, 24]
    layers(document).insert(0, {"Reshape": {"target_shape": [24, 7]}})
    return True


@mistake("RNN105")
def scaled_ids(document: Document, rng: random.Random) -> bool:
    if kind(layers(document)[0]) != "Embedding":
        return False
    layers(document).insert(0, {"Rescaling": {"scale": 0.02}})
    return True


@mistake("RNN506")
def wrapped_dense(document: Document, rng: random.Random) -> bool:
    if kind(layers(document)[-1]) != "Dense" or "return_sequences" not in args(recurrent(document)[-1]):
        return False
    if "inputs" in args(layers(document)[-1]) or loss(document) == "sparse_categorical_crossentropy":
        return False
    layers(document)[-1] = {"TimeDistributed": {"layer": layers(document)[-1]}}
    return sum(kind(line) == "TimeDistributed" for line in layers(document)) == 1


@mistake("RNN207")
def reversed_steps(document: Document, rng: random.Random) -> bool:
    found = recurrent(document)
    if "return_sequences" not in args(found[-1]) or "previous" in document["model"]["inputs"]:
        return False
    single = [line for line in found if kind(line) in RECURRENT]
    if single:
        args(rng.choice(single))["go_backwards"] = True
    return bool(single)


@mistake("RNN502")
def forward_half_turned_round(document: Document, rng: random.Random) -> bool:
    found = [line for line in recurrent(document) if kind(line) == "Bidirectional"]
    if found:
        args(rng.choice(found))["go_backwards"] = True
    return bool(found)
