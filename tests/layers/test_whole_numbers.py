"""What becomes of whole numbers and bools in layers that hand values on: the dtype that is computed, whatever is announced."""

from __future__ import annotations

import pytest

from rnndsl.ir.tensor import TensorSpec
from rnndsl.ir.typed import Refusal

from .calls import output

pytestmark = pytest.mark.slow

LAYERS = (
    *(("ReLU", {}), ("ReLU", {"negative_slope": 0.5}), ("ReLU", {"max_value": 2.0}), ("ReLU", {"threshold": 0.5})),
    *(("LeakyReLU", {}), ("ELU", {}), ("Softmax", {}), ("Identity", {}), ("ActivityRegularization", {})),
    *((kind, {"rate": rate}) for kind in ("Dropout", "GaussianDropout", "AlphaDropout") for rate in (0.0, 0.5)),
    *(("Dropout", {"rate": 1.0}), ("GaussianNoise", {"stddev": 0.0}), ("SpatialDropout1D", {"rate": 0.0})),
    *(("Activation", {"activation": name}) for name in ("relu", "relu6", "leaky_relu", "linear", "tanh")),
    *(("RMSNormalization", {}), ("GroupNormalization", {"groups": 1}), ("LayerNormalization", {}), ("UnitNormalization", {})),
    *(("Rescaling", {"scale": 2.0}), ("Masking", {})),
)


@pytest.mark.parametrize("dtype", ["int32", "bool", "uint8"])
@pytest.mark.parametrize(("kind", "args"), LAYERS)
def test_the_dtype_is_the_one_that_keras_computes(kind: str, args: dict[str, object], dtype: str) -> None:
    """In a training step; where Keras fails on the dtype, inference refuses it."""
    import keras
    import tensorflow as tf

    x = keras.Input((3, 4), dtype=dtype)
    model = keras.Model(x, getattr(keras.layers, kind)(**args)(x))
    try:
        computed = model(tf.cast(tf.ones((2, 3, 4)), dtype), training=True).dtype.name
    except Exception:
        computed = "refused"
    try:
        found = output(kind, TensorSpec((3, 4), dtype), **args)
        assert (found.dtype, found.real) == (model.output.dtype, computed)
    except Refusal:
        assert computed == "refused"
