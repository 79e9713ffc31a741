"""Reads back from a trained model what its layers have learned from data besides weights."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from rnndsl.ir.fitted import Fitted


def learned(model: keras.Model) -> Fitted:
    """Vocabularies and moments by layer name: the model itself is where they are kept."""
    vocabularies, moments = {}, {}
    for layer in model.layers:
        if isinstance(layer, keras.layers.TextVectorization):
            vocabularies[layer.name] = tuple(map(str, layer.get_vocabulary()))
        if isinstance(layer, keras.layers.Normalization):
            moments[layer.name] = (_floats(layer.mean), _floats(layer.variance))
    return Fitted(vocabularies, moments)


def _floats(tensor: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in np.asarray(tensor).reshape(-1))
