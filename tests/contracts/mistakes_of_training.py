"""Mistakes of masks, states, training and precision, for planting: they join those of `mistakes.MISTAKES`."""

from __future__ import annotations

import random

from .mistakes import args, core, kind, layers, mistake, recurrent, target
from .right import Document


def begins_with_numbers(document: Document) -> bool:
    """True if the first line reads a sequence of numbers, and another line may stand above it."""
    shape = document["model"]["inputs"].get("x")
    return isinstance(shape, list) and len(document["model"]["inputs"]) == 1 and "inputs" not in args(layers(document)[0])


def ends_in_a_vector(document: Document) -> bool:
    """True if no step of the sequence is left where the target is met."""
    return "return_sequences" not in args(recurrent(document)[-1])


@mistake("RNN403")
def masking_below_scaling(document: Document, rng: random.Random) -> bool:
    if not begins_with_numbers(document):
        return False
    layers(document)[:0] = [{"Normalization": {"mean": 3.0, "variance": 2.0}}, "Masking"]
    return True


@mistake("RNN407")
def padding_on_the_left(document: Document, rng: random.Random) -> bool:
    fast = [line for line in recurrent(document) if core(line) != "SimpleRNN"]
    if not begins_with_numbers(document) or not ends_in_a_vector(document) or not fast:
        return False
    layers(document)[:0] = [{"ZeroPadding1D": {"padding": [3, 0]}}, "Masking"]
    return True


@mistake("RNN603")
def states_swapped(document: Document, rng: random.Random) -> bool:
    states = [args(line).get("initial_state") for line in recurrent(document)]
    pair = next((found for found in states if found and len(found) == 2), None)
    if pair is None:
        return False
    pair.reverse()
    return True


@mistake("RNN604")
def forward_states_alone(document: Document, rng: random.Random) -> bool:
    if "previous" not in document["model"]["inputs"]:
        return False
    encoder, decoder = layers(document)[:2]
    inner = {"units": args(encoder)["units"], "return_state": True}
    layers(document)[0] = {"Bidirectional": {"layer": {kind(encoder): inner}, "name": "encoder", "inputs": "x"}}
    args(decoder)["initial_state"] = [state.replace(".", ".forward_") for state in args(decoder)["initial_state"]]
    return True


@mistake("RNN902")
def cudnn_without_bias(document: Document, rng: random.Random) -> bool:
    fast = [line for line in recurrent(document) if core(line) in ("LSTM", "GRU")]
    if not fast:
        return False
    args(rng.choice(fast)).update(use_cudnn=True, use_bias=False)
    return True


@mistake("RNN904")
def half_precision_at_the_end(document: Document, rng: random.Random) -> bool:
    head = layers(document)[-1]
    if kind(head) != "Dense":
        return False
    head["Dense"]["dtype"] = rng.choice(("float16", "mixed_float16"))
    return True


@mistake("RNN921")
def unbounded_over_a_long_sequence(document: Document, rng: random.Random) -> bool:
    first = layers(document)[0]
    if not begins_with_numbers(document) or not ends_in_a_vector(document) or core(first) != "LSTM":
        return False
    document["model"]["inputs"]["x"][0] = 300
    args(first)["activation"] = "relu"
    return True


@mistake("RNN922")
def equal_units(document: Document, rng: random.Random) -> bool:
    if not begins_with_numbers(document):
        return False
    layers(document).insert(0, {"Dense": {"units": 6, "kernel_initializer": rng.choice(("ones", "zeros"))}})
    return True


@mistake("RNN923")
def unknown_quantity(document: Document, rng: random.Random) -> bool:
    document["train"]["callbacks"] = [{"EarlyStopping": {"monitor": rng.choice(("val_acc", "accuracy", "val_mse"))}}]
    return True


@mistake("RNN924")
def largest_loss(document: Document, rng: random.Random) -> bool:
    name = rng.choice(("EarlyStopping", "ReduceLROnPlateau"))
    document["train"]["callbacks"] = [{name: {"monitor": rng.choice(("val_loss", "loss")), "mode": "max"}}]
    return True


@mistake("RNN925")
def dropout_at_the_end(document: Document, rng: random.Random) -> bool:
    if target(document) is None:
        return False
    layers(document).append({"Dropout": {"rate": 0.3}})
    return True


@mistake("RNN926")
def rate_without_a_sign(document: Document, rng: random.Random) -> bool:
    document["train"]["optimizer"] = {
        rng.choice(("Adam", "RMSprop", "Nadam")): {"learning_rate": rng.choice((10, 1000.0, 0.0))}
    }
    return True
