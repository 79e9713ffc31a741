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
    return {
        "layer": {kind: arguments(kind, shape, rng)},
        "merge_mode": maybe(rng, rng.choice(("sum", "mul", "ave", "concat", None)), 0.3),
    }


def _timedistributed(shape: tuple, rng: Random) -> dict:
    inner = shape[1:]
    kinds = ["Dense", "Dropout", "LayerNormalization", "Flatten", "Activation", "RepeatVector"]
    kind = rng.choice(
        [*kinds, "LSTM", "GRU", "Conv1D", "GlobalMaxPooling1D"] if len(inner) == 2 or rng.random() < 0.1 else kinds
    )
    args = arguments(kind, inner, rng)
    return {"layer": {kind: args} if args else kind}


def _embedding(shape: tuple, rng: Random) -> dict:
    return {"input_dim": 20, "output_dim": rng.choice(WIDTHS), "mask_zero": maybe(rng, True, 0.5)}


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
    return {"use_scale": maybe(rng, True), "score_mode": maybe(rng, "concat", 0.2), "dropout": maybe(rng, 0.1, 0.1)}


def _additiveattention(shape: tuple, rng: Random) -> dict:
    return {"use_scale": maybe(rng, False)}


def _textvectorization(shape: tuple, rng: Random) -> dict:
    mode = maybe(rng, rng.choice(("multi_hot", "count")), 0.2)
    return {
        "vocabulary": list(WORDS[: rng.randint(2, 8)]),
        "output_sequence_length": maybe(rng, rng.choice((4, 6)), 0.7 if mode is None else 0.1),
        "split": maybe(rng, "character", 0.2),
        "output_mode": mode,
    }
