"""Reads from Keras layers what they have learned from data besides weights, as the arguments that would say the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np

from rnndsl.backend.layer_names import file_name
from rnndsl.ir.fitted import Fitted
from rnndsl.layers import kind as find_kind
from rnndsl.layers.kind import complete


def learned(model: keras.Model) -> Fitted:
    """What the layers of a model know, by layer name: the model itself is where it is kept."""
    found: dict[str, dict[str, Any]] = {}
    sizes: dict[str, int] = {}
    for layer in model.layers:
        kind = find_kind(type(layer).__name__)
        if kind is None or not kind.learned:
            continue
        config = layer.get_config()
        args = complete(kind, {entry.name: config[entry.name] for entry in kind.entries() if entry.name in config})
        unlearned = {**args, **dict.fromkeys(kind.learned)}
        name = file_name(layer.name)
        found[name] = arguments(layer, kind.learns(unlearned))
        size = kind.size({**unlearned, **found[name]})
        if size is not None:
            sizes[name] = size
    return Fitted(found, sizes)


def arguments(layer: keras.Layer, names: tuple[str, ...]) -> dict[str, Any]:
    """The values of these arguments, as lists and numbers."""
    return {name: _READ[name](layer) for name in names}


def _vocabulary(layer: Any) -> list[Any]:
    """The tokens as Python's own texts and numbers: Keras hands out NumPy's."""
    tokens = layer.get_vocabulary()
    return [str(token) if isinstance(token, str) else token if token is None else int(token) for token in tokens]


def _weights(layer: Any) -> list[float]:
    lookup = getattr(layer, "_lookup_layer", layer)  # TextVectorization keeps its table in a layer of its own
    weights: list[float] = np.asarray(lookup.idf_weights_const).tolist()
    return weights[: len(layer.get_vocabulary())]


def _moment(layer: Any, name: str) -> Any:
    """A moment as deep as the layer has axes: as adapted, or as it was given."""
    adapted = getattr(layer, f"adapt_{name}", None)
    return np.asarray(getattr(layer, f"input_{name}") if adapted is None else adapted).tolist()


_READ: dict[str, Callable[[Any], Any]] = {
    "vocabulary": _vocabulary,
    "idf_weights": _weights,
    "mean": lambda layer: _moment(layer, "mean"),
    "variance": lambda layer: _moment(layer, "variance"),
    "bin_boundaries": lambda layer: [float(boundary) for boundary in layer.bin_boundaries],
}
