"""Proofs that Keras, where it says nothing, computes something else than the bad example declares.

Each gets the trial of the bad example (already trained for one step) and the model of the good one, and asserts.
"""

from __future__ import annotations

import keras
import numpy as np

from .trial import Trial, loss_of

PROOFS = {}


def proof(code: str):
    """Register the proof of a silent rule."""

    def register(function):
        PROOFS[code] = function
        return function

    return register


def predictions(model: keras.Model, inputs: dict[str, np.ndarray]) -> np.ndarray:
    """What a model says of some inputs."""
    return model.predict(inputs, verbose=0)


@proof("RNN005")
def unread_layer_is_no_part_of_the_model(bad: Trial, good: keras.Model) -> None:
    """The layer that nobody reads is not in the model, and none of its weights."""
    assert "left" not in [layer.name for layer in bad.model.layers]


@proof("RNN202")
def one_target_is_broadcast_over_all_steps(bad: Trial, good: keras.Model) -> None:
    """The loss is the mean over all steps against one target, not that of the last step."""
    predicted = predictions(bad.model, bad.inputs)
    loss = loss_of(bad.model, bad.inputs, bad.target)
    assert np.isclose(loss, np.mean((predicted[..., 0] - bad.target) ** 2), rtol=1e-4)
    good.set_weights(bad.model.get_weights())
    intended = loss_of(good, bad.inputs, bad.target)
    assert np.isclose(intended, np.mean((predicted[:, -1] - bad.target) ** 2), rtol=1e-4)
    assert not np.isclose(loss, intended, rtol=1e-3)


@proof("RNN203")
def one_prediction_is_broadcast_over_all_steps(bad: Trial, good: keras.Model) -> None:
    """The loss repeats one prediction for every step of the target; a prediction per step has another."""
    predicted = predictions(bad.model, bad.inputs)
    loss = loss_of(bad.model, bad.inputs, bad.target)
    assert np.isclose(loss, np.mean(np.abs(predicted - bad.target[..., 0])), rtol=1e-4)
    good.set_weights(bad.model.get_weights())
    assert predictions(good, bad.inputs).shape == bad.target.shape
    assert not np.isclose(loss, loss_of(good, bad.inputs, bad.target), rtol=1e-3)


@proof("RNN402")
def padding_counts_again(bad: Trial, good: keras.Model) -> None:
    """Behind Masking every embedded step counts: the prediction is not that of the embedding's own mask."""
    good.set_weights(bad.model.get_weights())
    assert not np.allclose(predictions(bad.model, bad.inputs), predictions(good, bad.inputs), atol=1e-5)
    (name, ids), *_ = bad.inputs.items()
    full = {name: np.where(ids == 0, 1, ids)}
    assert np.allclose(predictions(bad.model, full), predictions(good, full), atol=1e-5)


@proof("RNN409")
def padding_is_read_with_states(bad: Trial, good: keras.Model) -> None:
    """The layer's output is the one without a mask, not the one with it."""
    embedding, gru = (
        next(x for x in bad.model.layers if isinstance(x, kind)) for kind in (keras.layers.Embedding, keras.layers.GRU)
    )
    ids, context = (bad.inputs[name] for name in ("ids", "context"))
    vectors = keras.ops.convert_to_numpy(embedding(ids))
    plain, masked = gru(vectors, initial_state=[context]), gru(vectors, initial_state=[context], mask=ids != 0)
    seen = keras.Model(bad.model.inputs, gru.output).predict(bad.inputs, verbose=0)
    assert np.allclose(seen, plain, atol=1e-5)
    assert not np.allclose(seen, masked, atol=1e-4)


@proof("RNN602")
def cell_state_is_dropped(bad: Trial, good: keras.Model) -> None:
    """With [h, c] the GRU computes what it computes with h alone."""
    good.set_weights(bad.model.get_weights())
    assert np.allclose(predictions(bad.model, bad.inputs), predictions(good, bad.inputs), atol=1e-6)


@proof("RNN507")
def each_filter_sees_some_of_the_features(bad: Trial, good: keras.Model) -> None:
    """The first half of the shared filters never sees the last two of the four features."""
    changed = {**bad.inputs, "right": bad.inputs["right"] + np.array([0, 0, 1, 1], "float32")}
    before, after = (predictions(bad.model, inputs)[..., 8:] for inputs in (bad.inputs, changed))
    assert np.allclose(before[..., :4], after[..., :4])
    assert not np.allclose(before[..., 4:], after[..., 4:])


@proof("RNN509")
def what_is_frozen_is_trained(bad: Trial, good: keras.Model) -> None:
    """A step changes the weights of the frozen wrapper; those of a frozen layer inside one stay as they are."""
    for model, changes in ((bad.model, True), (good, False)):
        wrapper = next(layer for layer in model.layers if layer.name == "bidirectional")
        before = wrapper.get_weights()
        model.fit(bad.inputs, bad.target, verbose=0)
        assert all(np.array_equal(a, b) != changes for a, b in zip(before, wrapper.get_weights(), strict=True))


@proof("RNN512")
def the_bias_goes_to_the_last_axis(bad: Trial, good: keras.Model) -> None:
    """A bias is added to every feature alike, one number per step; with features of another number, one per feature."""
    for model, axis in ((bad.model, 1), (good, 2)):
        layer = next(layer for layer in model.layers if "conv" in layer.name)
        bias = np.arange(float(layer.filters))
        layer.bias.assign(bias)
        added = layer(np.zeros((2, 8, 24), "float32")).numpy()
        assert np.array_equal(added, np.broadcast_to(np.expand_dims(bias, axis - 1), added.shape[1:])[None].repeat(2, 0))


@proof("RNN513")
def pictures_stay_whole_outside_training(bad: Trial, good: keras.Model) -> None:
    """What predictions see has the size of the pictures, not the one announced; a crop of the middle mends it."""
    for model, last, size in ((bad.model, "random_crop", (40, 32)), (good, "center_crop", (32, 32))):
        cropped = keras.Model(model.input, model.get_layer(last).output)
        assert cropped.output.shape[1:3] == (32, 32)
        assert predictions(cropped, bad.inputs).shape[1:3] == size


@proof("RNN701")
def one_value_is_compared_with_all(bad: Trial, good: keras.Model) -> None:
    """The loss is that of one predicted value against each of twelve; one value cannot be twelve."""
    predicted = predictions(bad.model, bad.inputs)
    loss = loss_of(bad.model, bad.inputs, bad.target)
    assert predicted.shape != bad.target.shape == predictions(good, bad.inputs).shape
    assert np.isclose(loss, np.mean((predicted - bad.target) ** 2), rtol=1e-4)


@proof("RNN702")
def logits_are_clipped(bad: Trial, good: keras.Model) -> None:
    """The loss takes logarithms of clipped numbers, not of the probabilities that a softmax makes of them."""
    predicted = predictions(bad.model, bad.inputs).astype("float64")
    rows = np.arange(len(predicted))
    clipped = np.clip(predicted, 1e-7, 1 - 1e-7)
    computed = -np.log(clipped[rows, bad.target] / clipped.sum(axis=1))
    exact = np.exp(predicted)
    intended = -np.log(exact[rows, bad.target] / exact.sum(axis=1))
    loss = loss_of(bad.model, bad.inputs, bad.target)
    assert np.isclose(loss, computed.mean(), rtol=1e-3)
    assert not np.isclose(loss, intended.mean(), rtol=1e-2)
    good.set_weights(bad.model.get_weights())
    assert np.isclose(loss_of(good, bad.inputs, bad.target), intended.mean(), rtol=1e-3)


@proof("RNN708")
def nearly_perfect_numbers_are_all_wrong(bad: Trial, good: keras.Model) -> None:
    """Against targets that the model predicts to three digits, the accuracy is 0."""
    target = predictions(bad.model, bad.inputs) + 1e-3
    assert bad.model.evaluate(bad.inputs, target, verbose=0, return_dict=True)["accuracy"] == 0


@proof("RNN711")
def softmax_is_taken_twice(bad: Trial, good: keras.Model) -> None:
    """The loss is the one that logits equal to the probabilities have, not that of the probabilities."""
    good.set_weights(bad.model.get_weights())
    predicted, logits = predictions(bad.model, bad.inputs), predictions(good, bad.inputs)
    loss, intended = (float(np.mean(keras.losses.ctc(bad.target, values))) for values in (predicted, logits))
    assert np.isclose(loss_of(bad.model, bad.inputs, bad.target), loss, rtol=1e-3)
    assert not np.isclose(loss, intended, rtol=1e-4)
    assert np.allclose(predicted.sum(axis=-1), 1, atol=1e-4)


@proof("RNN707")
def no_weight_leads_beyond_the_range(bad: Trial, good: keras.Model) -> None:
    """Whatever the weights, no prediction passes 1; without the activation they do."""
    good.set_weights(weights := [100 * value for value in bad.model.get_weights()])
    bad.model.set_weights(weights)
    assert 0 <= predictions(bad.model, bad.inputs).min() <= predictions(bad.model, bad.inputs).max() <= 1
    assert np.abs(predictions(good, bad.inputs)).max() > 1
