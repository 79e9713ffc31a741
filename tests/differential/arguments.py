"""Random arguments for every layer kind: mostly what fits the tensor that comes in, sometimes a mistake people make."""

from __future__ import annotations

from random import Random

ACTIVATIONS = ("relu", "tanh", "sigmoid", "softmax", "gelu", "linear")
WIDTHS = (1, 2, 3, 4, 5, 8)
WORDS = ("the", "a", "cat", "dog", "sat", "mat", "one", "two")
DTYPES = ("float16", "float32", "mixed_float16", "bfloat16")


def arguments(kind: str, shape: tuple, rng: Random) -> dict:
    """Arguments of a kind for a tensor of this shape (no batch axis, None for axes of any length)."""
    found = globals()[f"_{kind.lower()}"](shape, rng)
    return {key: value for key, value in found.items() if value is not None}


def maybe(rng: Random, value: object, chance: float = 0.3) -> object:
    """The value, or nothing."""
    return value if rng.random() < chance else None


def with_null(args: dict) -> dict:
    """The arguments with None where the draw says "null": what is left out is another thing."""
    return {key: None if value == "null" else value for key, value in args.items()}


def _recurrent(shape: tuple, rng: Random) -> dict:
    return {
        "units": rng.choice(WIDTHS),
        "return_sequences": maybe(rng, True, 0.55),
        "return_state": maybe(rng, True, 0.2),
        "go_backwards": maybe(rng, True, 0.1),
        "activation": maybe(rng, rng.choice(ACTIVATIONS), 0.1),
        "use_bias": maybe(rng, False, 0.1),
        "dropout": maybe(rng, 0.1, 0.1),
        "recurrent_dropout": maybe(rng, 0.1, 0.05),
        "unroll": maybe(rng, True, 0.05),
        "stateful": maybe(rng, True, 0.05),
        "dtype": maybe(rng, rng.choice(DTYPES), 0.04),
        "implementation": maybe(rng, 1, 0.03),
        "trainable": maybe(rng, False, 0.03),
    }


def _simplernn(shape: tuple, rng: Random) -> dict:
    return _recurrent(shape, rng)


def _lstm(shape: tuple, rng: Random) -> dict:
    return {**_recurrent(shape, rng), "unit_forget_bias": maybe(rng, False, 0.1)}


def _gru(shape: tuple, rng: Random) -> dict:
    return {**_recurrent(shape, rng), "reset_after": maybe(rng, False, 0.3)}


def _bidirectional(shape: tuple, rng: Random) -> dict:
    kind = rng.choice(("LSTM", "GRU", "SimpleRNN"))
    if rng.random() < 0.03:
        kind = "Dense"
    forward = arguments(kind, shape, rng)
    found = {
        "layer": {kind: forward},
        "merge_mode": maybe(rng, rng.choice(("sum", "mul", "ave", "concat", "null")), 0.3),
    }
    if rng.random() < 0.2 and kind != "Dense":
        found["backward_layer"] = _backward(kind, forward, shape, rng)
    return found


def _backward(kind: str, forward: dict, shape: tuple, rng: Random) -> dict:
    """A layer for the other direction: mostly one that fits the forward one."""
    other = kind if rng.random() < 0.7 else rng.choice(("LSTM", "GRU", "SimpleRNN"))
    args = {**arguments(other, shape, rng), "go_backwards": not forward.get("go_backwards", False)}
    if rng.random() < 0.8:
        args["units"] = forward["units"]
        for key in ("return_sequences", "return_state", "stateful"):
            args[key] = forward.get(key, False)
    return {other: args}


def _timedistributed(shape: tuple, rng: Random) -> dict:
    inner = shape[1:]
    kinds = [
        "Dense",
        "Dropout",
        "LayerNormalization",
        "BatchNormalization",
        "Rescaling",
        "Flatten",
        "Activation",
        "RepeatVector",
    ]
    if len(inner) == 2 or rng.random() < 0.1:
        kinds += ["LSTM", "GRU", "Bidirectional", "Conv1D", "MaxPooling1D", "GlobalMaxPooling1D", "GlobalAveragePooling1D"]
        kinds += ["SpatialDropout1D", "Permute", "Reshape", "TimeDistributed"]
    kind = rng.choice(kinds)
    args = arguments(kind, inner, rng)
    args = with_null(args)
    return {"layer": {kind: args} if args else kind, "dtype": maybe(rng, rng.choice(DTYPES), 0.05)}


def _embedding(shape: tuple, rng: Random) -> dict:
    found = {"input_dim": 20, "output_dim": rng.choice(WIDTHS), "mask_zero": maybe(rng, True, 0.5)}
    return {**found, "dtype": maybe(rng, rng.choice(DTYPES), 0.05)}


def _masking(shape: tuple, rng: Random) -> dict:
    return {"mask_value": maybe(rng, -1.0)}


def _dense(shape: tuple, rng: Random) -> dict:
    return {
        "units": rng.choice(WIDTHS),
        "activation": maybe(rng, rng.choice(ACTIVATIONS)),
        "use_bias": maybe(rng, False, 0.1),
        "dtype": maybe(rng, rng.choice(DTYPES), 0.05),
        "trainable": maybe(rng, False, 0.05),
    }


def _activation(shape: tuple, rng: Random) -> dict:
    return {"activation": rng.choice(ACTIVATIONS)}


def _dropout(shape: tuple, rng: Random) -> dict:
    return {"rate": 0.25, "seed": maybe(rng, 3)}


def _spatialdropout1d(shape: tuple, rng: Random) -> dict:
    return {"rate": 0.25}


def _axis(shape: tuple, rng: Random) -> int | None:
    rank = len(shape) + 1
    return maybe(rng, rng.choice((-1, -1, *range(1, rank), rank, 0 if rng.random() < 0.1 else -1)))


def _layernormalization(shape: tuple, rng: Random) -> dict:
    axis = [1, 2] if len(shape) == 2 and rng.random() < 0.1 else _axis(shape, rng)
    return {"axis": axis, "center": maybe(rng, False, 0.1), "scale": maybe(rng, False, 0.1)}


def _batchnormalization(shape: tuple, rng: Random) -> dict:
    return {"axis": _axis(shape, rng), "center": maybe(rng, False, 0.1), "scale": maybe(rng, False, 0.1)}


def _normalization(shape: tuple, rng: Random) -> dict:
    width = shape[-1] if shape and shape[-1] and rng.random() < 0.8 else rng.choice(WIDTHS)
    if rng.random() < 0.3:
        return {"axis": "null", "mean": 0.5, "variance": 2.0}
    return {"mean": [0.5] * width, "variance": [2.0] * width, "invert": maybe(rng, True)}


def _rescaling(shape: tuple, rng: Random) -> dict:
    return {"scale": 0.5, "offset": maybe(rng, 1.0)}


def _flatten(shape: tuple, rng: Random) -> dict:
    return {}


def _reshape(shape: tuple, rng: Random) -> dict:
    sizes = [d for d in shape if d is not None]
    if rng.random() < 0.15 or not sizes:
        return {"target_shape": rng.sample((2, 3, 4, 6, -1), rng.randint(1, 2))}
    total = 1
    for d in sizes:
        total *= d
    factor = rng.choice([f for f in range(1, total + 1) if total % f == 0])
    target = rng.choice([[total // factor, factor], [-1, factor], [-1], [factor, total // factor, 1], [-1, sizes[-1]]])
    return {"target_shape": target}


def _permute(shape: tuple, rng: Random) -> dict:
    rank = len(shape) if rng.random() < 0.9 else rng.randint(1, 3)
    return {"dims": rng.sample(range(1, rank + 1), rank)} if rank else {"dims": [1]}


def _repeatvector(shape: tuple, rng: Random) -> dict:
    return {"n": rng.choice((1, 3, 5))}


def _window(shape: tuple, rng: Random) -> dict:
    return {"strides": maybe(rng, rng.choice((1, 2, 3))), "padding": maybe(rng, "same")}


def _conv1d(shape: tuple, rng: Random) -> dict:
    found = {"filters": rng.choice((1, 2, 4)), "kernel_size": rng.choice((1, 2, 3, 3, 7)), **_window(shape, rng)}
    found["padding"] = maybe(rng, rng.choice(("same", "causal")), 0.4)
    found["dilation_rate"] = maybe(rng, 2, 0.2 if not found["strides"] or rng.random() < 0.1 else 0)
    return {**found, "groups": maybe(rng, 2, 0.08), "use_bias": maybe(rng, False, 0.1)}


def _maxpooling1d(shape: tuple, rng: Random) -> dict:
    return {"pool_size": maybe(rng, rng.choice((1, 2, 3, 5)), 0.8), **_window(shape, rng)}


def _averagepooling1d(shape: tuple, rng: Random) -> dict:
    return {"pool_size": rng.choice((1, 2, 3, 5)), **_window(shape, rng)}


def _globalmaxpooling1d(shape: tuple, rng: Random) -> dict:
    return {"keepdims": maybe(rng, True, 0.2)}


def _globalaveragepooling1d(shape: tuple, rng: Random) -> dict:
    return _globalmaxpooling1d(shape, rng)


def _concatenate(shape: tuple, rng: Random) -> dict:
    return {"axis": _axis(shape, rng)}


def _add(shape: tuple, rng: Random) -> dict:
    return {}


_multiply = _average = _add


def _attention(shape: tuple, rng: Random) -> dict:
    found = {"use_scale": maybe(rng, True), "score_mode": maybe(rng, "concat", 0.2), "dropout": maybe(rng, 0.1, 0.1)}
    return {**found, "dtype": maybe(rng, rng.choice(DTYPES), 0.05)}


def _additiveattention(shape: tuple, rng: Random) -> dict:
    return {"use_scale": maybe(rng, False)}


def _textvectorization(shape: tuple, rng: Random) -> dict:
    mode = maybe(rng, rng.choice(("multi_hot", "count", "tf_idf", "int")), 0.3)
    weights = {"idf_weights": [0.5] * 8} if mode == "tf_idf" else {}
    found = {
        "vocabulary": list(WORDS[: rng.randint(2, 8)]),
        "output_sequence_length": maybe(rng, rng.choice((4, 6)), 0.7 if mode is None else 0.1),
        "split": maybe(rng, "character", 0.2),
        "output_mode": mode,
        "standardize": maybe(rng, "lower", 0.1),
        "ngrams": maybe(rng, 2, 0.1),
        "pad_to_max_tokens": maybe(rng, True, 0.1),
        "max_tokens": maybe(rng, 12, 0.2),
    }
    if weights:
        found["vocabulary"], found["idf_weights"] = list(WORDS), weights["idf_weights"]
    return found
