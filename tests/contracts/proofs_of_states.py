"""Proofs about states that are carried from batch to batch: they join those of `proofs.PROOFS`."""

from __future__ import annotations

import keras
import numpy as np

from .proofs import predictions, proof
from .trial import Trial


def recurrent(model: keras.Model) -> keras.layers.Layer:
    """The recurrent layer of a model."""
    return next(layer for layer in model.layers if isinstance(layer, keras.layers.RNN))


def forget(model: keras.Model) -> None:
    """Begin anew."""
    recurrent(model).reset_state()


@proof("RNN302")
def what_is_said_depends_on_the_batch_before(bad: Trial, good: keras.Model) -> None:
    """The same batch is answered otherwise after another one, so its place in the order is a part of the data."""
    (name, values), *_ = bad.inputs.items()
    forget(bad.model)
    alone = predictions(bad.model, {name: values})
    forget(bad.model)
    predictions(bad.model, {name: values[::-1]})
    assert not np.allclose(alone, predictions(bad.model, {name: values}), atol=1e-4)


@proof("RNN306")
def only_whole_steps_continue(bad: Trial, good: keras.Model) -> None:
    """Windows that follow each other are read like one long sequence; those that overlap are not."""
    series = np.random.default_rng(0).normal(size=(1, 40, 1)).astype("float32")
    layer = recurrent(good)
    recurrent(bad.model).set_weights(layer.get_weights())
    whole = keras.layers.LSTM(8, return_sequences=True)
    whole(series)
    whole.set_weights(layer.get_weights())
    steps = np.asarray(whole(series))[0]
    for model, stride, goes_on in ((bad.model, 1, False), (good, 2, True)):
        forget(model)
        rows = [np.concatenate([series[:, at * stride : at * stride + 8] for at in range(b * 4, b * 4 + 4)]) for b in (0, 1)]
        outputs = [np.asarray(recurrent(model)(batch))[0] for batch in rows]
        end = 4 * stride + 8 - 1
        assert np.allclose(outputs[0], steps[7], atol=1e-5)
        assert np.allclose(outputs[1], steps[end], atol=1e-5) == goes_on


@proof("RNN308")
def one_call_goes_on_in_the_states_of_the_other(bad: Trial, good: keras.Model) -> None:
    """What is made of one sequence changes with the other, whichever Keras reads first; without `stateful` it does not."""
    for model, mixes in ((bad.model, True), (good, False)):
        halves = keras.Model(model.inputs, model.get_layer("concatenate_layer").input)
        changed = []
        for at, name in ((1, "left"), (0, "right")):
            seen = []
            for inputs in (bad.inputs, {**bad.inputs, name: bad.inputs[name] + 1}):
                if mixes:
                    forget(model)
                seen.append(predictions(halves, inputs)[at])
            changed.append(not np.allclose(*seen, atol=1e-5))
        assert any(changed) == mixes


@proof("RNN309")
def states_that_were_kept_are_not_read(bad: Trial, good: keras.Model) -> None:
    """A second time, with states of the first one kept, the model says the same."""
    forget(bad.model)
    assert np.allclose(predictions(bad.model, bad.inputs), predictions(bad.model, bad.inputs), atol=1e-6)
    assert np.any([np.any(state.numpy()) for state in recurrent(bad.model).states])
