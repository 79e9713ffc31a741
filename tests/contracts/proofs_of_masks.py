"""Proofs about masks, and states that lie in another order: they join those of `proofs.PROOFS`."""

from __future__ import annotations

import sys
from types import ModuleType

import keras
import numpy as np
import pytest
import tensorflow as tf

from .proofs import predictions, proof
from .trial import Trial, loss_of


def cudnn_module() -> ModuleType:
    """Keras' module of cuDNN's kernels, which hides behind a function of the same name."""
    return sys.modules["keras.src.backend.tensorflow.rnn"]


@proof("RNN603")
def states_start_from_one_another(bad: Trial, good: keras.Model) -> None:
    """With the same weights the decoder predicts something else."""
    good.set_weights(bad.model.get_weights())
    assert not np.allclose(predictions(bad.model, bad.inputs), predictions(good, bad.inputs), atol=1e-4)


@proof("RNN408")
def padding_is_part_of_the_loss(bad: Trial, good: keras.Model) -> None:
    """The loss is the mean over all steps; leaving class 0 out gives the mean over the real ones."""
    ids = bad.inputs["ids"]
    chances = np.take_along_axis(predictions(bad.model, bad.inputs), ids[..., None], axis=-1)[..., 0]
    good.set_weights(bad.model.get_weights())
    assert np.isclose(loss_of(bad.model, bad.inputs, ids), -np.log(chances).mean(), rtol=1e-4)
    assert np.isclose(loss_of(good, bad.inputs, ids), -np.log(chances[ids != 0]).mean(), rtol=1e-4)


@proof("RNN405")
def padding_is_read(bad: Trial, good: keras.Model) -> None:
    """Short texts give something else than with a mask; texts that fill all steps do not."""
    good.set_weights(bad.model.get_weights())
    short, full = ({"line": tf.constant([words] * 2)} for words in ("a b", " ".join("abcd" * 3)))
    assert not np.allclose(predictions(bad.model, short), predictions(good, short), atol=1e-4)
    assert np.allclose(predictions(bad.model, full), predictions(good, full), atol=1e-5)


@proof("RNN406")
def unknown_tokens_are_skipped(bad: Trial, good: keras.Model) -> None:
    """Unknown tokens in the middle of a sequence change nothing: they count as padding; with a `mask_token` they do not."""
    known, unknown = (tf.constant([["a", *[word] * 10, "b"]]) for word in ("c", "z"))
    for model, skipped in ((bad.model, True), (good, False)):
        short = keras.Model(model.inputs, [model.layers[2].output, model.output])
        steps, _ = short.predict({"notes": unknown}, verbose=0)
        mask = keras.ops.convert_to_numpy(model.layers[2].compute_mask(model.layers[1](unknown)))
        assert bool(mask[0, 1:-1].any()) is not skipped
        assert steps.shape[1] == 12
        assert mask[0, 0]
        assert mask[0, -1]
    assert not np.allclose(predictions(bad.model, {"notes": known}), predictions(bad.model, {"notes": unknown}))


@proof("RNN407")
def cudnn_refuses_the_mask(bad: Trial, good: keras.Model) -> None:
    """The mask that reaches the layer is the one that Keras' check before cuDNN's kernel refuses; padding at the end passes."""
    for model, refused in ((bad.model, True), (good, False)):
        padded = model.layers[2].compute_mask(model.layers[1](bad.inputs["x"]))
        if refused:
            with pytest.raises(tf.errors.InvalidArgumentError, match="does not correspond to right-padded sequences"):
                cudnn_module()._assert_valid_mask(padded)
        else:
            cudnn_module()._assert_valid_mask(padded)


@proof("RNN403")
def no_step_is_masked(bad: Trial, good: keras.Model) -> None:
    """Steps of zeros give no mask below the scaling, and one above it."""
    padded = bad.inputs["x"].copy()
    padded[:, 10:] = 0
    for model, masked in ((bad.model, False), (good, True)):
        masking = next(layer for layer in model.layers if isinstance(layer, keras.layers.Masking))
        seen = keras.Model(model.inputs, masking.input if masked else model.layers[1].output)
        values = padded if masked else seen.predict({"x": padded}, verbose=0)
        assert bool((~masking.compute_mask(tf.constant(values)).numpy()).any()) is masked
