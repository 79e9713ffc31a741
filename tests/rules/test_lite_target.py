"""RNN941 says of LiteRT what its converter does: kind by kind, with built-in operations alone."""

from __future__ import annotations

from collections.abc import Callable

import keras
import pytest
import tensorflow as tf

from rnndsl.layers import kind
from rnndsl.rules.rnn941_not_for_this_target import NOT_BUILT_IN

layers = keras.layers
LOOPS: dict[str, tuple[Callable[..., keras.Layer], tuple[int, ...]]] = {
    "LSTM": (lambda **more: layers.LSTM(2, **more), (3, 2)),
    "GRU": (lambda **more: layers.GRU(2, **more), (3, 2)),
    "SimpleRNN": (lambda **more: layers.SimpleRNN(2, **more), (3, 2)),
    "RNN": (lambda **more: layers.RNN(layers.GRUCell(2), **more), (3, 2)),
    "ConvLSTM1D": (lambda **more: layers.ConvLSTM1D(2, 2, **more), (2, 3, 1)),
    "Bidirectional": (lambda **more: layers.Bidirectional(layers.GRU(2, **more)), (3, 2)),
    "TimeDistributed": (lambda **more: layers.TimeDistributed(layers.GRU(2, **more)), (2, 3, 2)),
}
pytestmark = pytest.mark.slow


def convert(layer: keras.Layer, shape: tuple[int, ...], batch: int | None, dtype: str = "float32") -> bytes:
    """The model of one layer for LiteRT, with built-in operations alone."""
    given = keras.Input(shape, batch_size=batch, dtype=dtype)
    converter = tf.lite.TFLiteConverter.from_keras_model(keras.Model(given, layer(given)))
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS]
    return bytes(converter.convert())


@pytest.mark.parametrize("name", LOOPS)
def test_a_loop_needs_a_fixed_batch(name: str) -> None:
    """Every kind that loops converts with a batch of fixed size, and fails with an open one."""
    make, shape = LOOPS[name]
    with pytest.raises(Exception, match="TensorListReserve"):
        convert(make(), shape, None)
    assert convert(make(), shape, 1)


def test_an_unrolled_layer_is_no_loop() -> None:
    """What is unrolled converts with an open batch."""
    make, shape = LOOPS["LSTM"]
    assert convert(make(unroll=True), shape, None)


def test_loops_are_what_is_recurrent() -> None:
    """The kinds tried here are recurrent ones, and a wrapper that may hold one."""
    assert all((found := kind(name)) is not None and (found.recurrent or name == "TimeDistributed") for name in LOOPS)


@pytest.mark.parametrize("name", NOT_BUILT_IN)
def test_what_is_not_built_in_stops_the_converter(name: str) -> None:
    """Layers that split texts or look ids up need TensorFlow's operations: the one that the rule names is among them."""
    layer, shape, dtype = {
        "TextVectorization": (layers.TextVectorization(vocabulary=["a"], output_sequence_length=2), (), "string"),
        "IntegerLookup": (layers.IntegerLookup(vocabulary=[4, 5]), (3,), "int64"),
        "Hashing": (layers.Hashing(5), (3,), "int64"),
    }[name]
    with pytest.raises(Exception, match=NOT_BUILT_IN[name].removeprefix("tf.")):
        convert(layer, shape, 1, dtype)
