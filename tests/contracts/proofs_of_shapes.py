"""Proofs about axes, directions and wrappers: they join those of `proofs.PROOFS`."""

from __future__ import annotations

import keras
import numpy as np

from .proofs import predictions, proof
from .trial import Trial


def scramble_recurrence(model: keras.Model) -> bool:
    """True if other recurrent weights change what the model says."""
    x = np.random.default_rng(0).normal(size=(8, *model.input_shape[1:])).astype("float32")
    before = model.predict(x, verbose=0)
    layer = next(layer for layer in model.layers if isinstance(layer, keras.layers.LSTM))
    kernel, recurrent, bias = layer.get_weights()
    layer.set_weights([kernel, recurrent + 1, bias])
    return not np.allclose(before, model.predict(x, verbose=0), atol=1e-5)


@proof("RNN103")
def recurrent_weights_do_not_matter(bad: Trial, good: keras.Model) -> None:
    """Over one step the recurrent weights multiply zeros."""
    assert not scramble_recurrence(bad.model)
    assert scramble_recurrence(good)


@proof("RNN105")
def every_id_is_the_same(bad: Trial, good: keras.Model) -> None:
    """Whatever comes in, the model says the same."""
    other = {name: ids[::-1] for name, ids in bad.inputs.items()}
    for model, same in ((bad.model, True), (good, False)):
        assert np.allclose(predictions(model, bad.inputs), predictions(model, other), atol=1e-6) == same


@proof("RNN112")
def steps_are_pieces_of_rows(bad: Trial, good: keras.Model) -> None:
    """The first step after Reshape holds neighbours of one row, after Permute the first value of each row."""
    ((name, values),) = bad.inputs.items()
    for model, wanted in ((bad.model, values[:, 0, :5]), (good, values[:, :, 0])):
        below = keras.Model(model.inputs, model.layers[1].output)
        assert np.allclose(predictions(below, {name: values})[:, 0], wanted)


@proof("RNN506")
def the_wrapper_changes_nothing(bad: Trial, good: keras.Model) -> None:
    """With the same weights both say the same."""
    good.set_weights(bad.model.get_weights())
    assert np.allclose(predictions(bad.model, bad.inputs), predictions(good, bad.inputs), atol=1e-6)


@proof("RNN207")
def the_first_step_meets_the_last(bad: Trial, good: keras.Model) -> None:
    """Another first step of the input changes the last step of the reversed half, and turned back the first one."""
    ((name, values),) = bad.inputs.items()
    changed = values.copy()
    changed[:, 0] += 1
    for model, at in ((bad.model, -1), (good, 0)):
        joined = keras.Model(model.inputs, next(x.output for x in model.layers if isinstance(x, keras.layers.Concatenate)))
        moved = np.abs(predictions(joined, {name: values}) - predictions(joined, {name: changed}))[..., 16:].max(axis=(0, 2))
        assert [step for step in range(24) if moved[step] > 1e-6] == [at % 24]


@proof("RNN501")
def a_later_word_changes_an_earlier_answer(bad: Trial, good: keras.Model) -> None:
    """Another last word changes what is said of the first step; without the backward half it does not."""
    for model, seen in ((bad.model, True), (good, False)):
        texts = [keras.ops.convert_to_tensor([text], "string") for text in ("le chat dort le", "le chat dort dort")]
        said = [model({"previous": text}) for text in texts]
        first = [np.asarray(next(iter(one.values())) if isinstance(one, dict) else one)[:, 0] for one in said]
        assert np.allclose(*first, atol=1e-6) != seen
