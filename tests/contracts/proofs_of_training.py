"""Proofs about training, precision and cuDNN's kernel: they join those of `proofs.PROOFS`."""

from __future__ import annotations

from unittest.mock import patch

import keras
import numpy as np
import tensorflow as tf
from keras.src.layers.rnn import lstm

from .proofs import predictions, proof
from .trial import Trial


def operations(model: keras.Model, sample: np.ndarray) -> list[tf.Operation]:
    """The operations of a model's graph, those of loops inside it left out."""
    return tf.function(model).get_concrete_function(tf.TensorSpec(sample.shape)).graph.get_operations()


@proof("RNN901")
def the_kernel_is_never_asked(bad: Trial, good: keras.Model) -> None:
    """With recurrent dropout the layer never calls the backend's kernel; without, it does, and falls back on a CPU."""
    with patch.object(lstm.backend, "lstm", wraps=lstm.backend.lstm) as kernel:
        bad.model.predict_step([bad.inputs["x"]])
        assert kernel.call_count == 0
        good.predict_step([bad.inputs["x"]])
        assert kernel.call_count == 1


@proof("RNN903")
def every_step_is_a_part_of_the_graph(bad: Trial, good: keras.Model) -> None:
    """The unrolled layer's graph has more operations than a cell's times the steps; the loop's has not."""
    unrolled, looped = (len(operations(model, bad.inputs["x"])) for model in (bad.model, good))
    assert unrolled > 10 * 60
    assert looped < unrolled / 4


@proof("RNN904")
def probabilities_are_rounded(bad: Trial, good: keras.Model) -> None:
    """The head gives float16, and compile adds no loss scaling for a layer's own policy; the good head gives float32."""
    assert bad.model.output.dtype == "float16"
    assert good.output.dtype == "float32"
    assert not isinstance(bad.model.optimizer, keras.optimizers.LossScaleOptimizer)
    assert np.float16(5e-8 / 2) == 0


@proof("RNN924")
def a_larger_loss_is_an_improvement(bad: Trial, good: keras.Model) -> None:
    """With `mode: max` the callback calls a growing loss an improvement."""
    for mode, better in (("max", True), ("min", False)):
        watch = keras.callbacks.EarlyStopping(monitor="val_loss", mode=mode)
        watch.set_model(bad.model)
        watch._set_monitor_op()
        assert bool(watch._is_improvement(2.0, 1.0)) is better


@proof("RNN921")
def values_grow_without_bound(bad: Trial, good: keras.Model) -> None:
    """With recurrent weights three times as large, what relu feeds back leaves float32; tanh stays between -1 and 1."""
    for model in (bad.model, good):
        lstm_layer = next(layer for layer in model.layers if isinstance(layer, keras.layers.LSTM))
        kernel, recurrent, bias = lstm_layer.get_weights()
        lstm_layer.set_weights([kernel, 3 * np.abs(recurrent), bias])
    assert not np.isfinite(predictions(bad.model, bad.inputs)).all()
    assert np.isfinite(predictions(good, bad.inputs)).all()


@proof("RNN922")
def all_units_are_the_first(bad: Trial, good: keras.Model) -> None:
    """Before training, the sixteen numbers of every step are one number; drawn weights give sixteen."""
    fresh = [keras.models.clone_model(model) for model in (bad.model, good)]
    seen = [keras.Model(model.inputs, model.layers[1].output).predict(bad.inputs, verbose=0) for model in fresh]
    assert np.allclose(np.ptp(seen[0], axis=-1), 0)
    assert np.ptp(seen[1], axis=-1).min() > 0.1


@proof("RNN925")
def predictions_are_set_to_zero(bad: Trial, good: keras.Model) -> None:
    """While training some predictions are 0 and the others twice as large; afterwards none is."""
    trained = np.concatenate([bad.model(bad.inputs, training=True).numpy() for _ in range(8)])
    plain = np.tile(predictions(bad.model, bad.inputs), (8, 1))
    assert 0 < np.sum(trained == 0) < trained.size
    assert np.allclose(trained[trained != 0], 2 * plain[trained != 0], rtol=1e-4)


@proof("RNN926")
def one_step_moves_every_weight_by_the_rate(bad: Trial, good: keras.Model) -> None:
    """After one step of Adam at 1000 the weights are a thousand away from where they were drawn."""
    assert np.median([np.median(np.abs(weight)) for weight in bad.model.get_weights()]) > 900
    assert max(np.max(np.abs(weight)) for weight in good.get_weights()) < 5
