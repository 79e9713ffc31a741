"""Attention and AdditiveAttention: what Keras builds on any shapes and computes only on some."""

from __future__ import annotations

import pytest

from .calls import T, V, fault, infer, output, tensor

BOTH = ("Attention", "AdditiveAttention")


@pytest.mark.parametrize("name", BOTH)
def test_the_output_has_the_steps_of_the_query_and_the_width_of_the_value(name):
    """Keys only weigh."""
    assert output(name, tensor(T, 8), tensor(7, 8)).shape == (T, 8)
    assert output(name, tensor(T, 8), tensor(7, 5), tensor(7, 8)).shape == (T, 5)


@pytest.mark.parametrize("name", BOTH)
def test_only_the_mask_of_the_query_passes(name):
    """The value's mask hides its steps from the query, and ends there."""
    masked, bare = tensor(4, 8, masked=True), tensor(4, 8)
    assert output(name, masked, bare).mask.shape == (4,)
    assert output(name, bare, masked).mask is None


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize(
    ("shapes", "index"), [(((4, 8), (7, 6)), 1), (((4, 8), (7, 6), (7, 5)), 2), (((4, 8), (7, 6), (6, 8)), 2)]
)
def test_widths_and_steps_must_agree(name, shapes, index):
    """A key as wide as the query, as many keys as values: Keras builds the layer and fails on the first batch."""
    found = fault(name, *(tensor(*shape) for shape in shapes))
    assert (found.what, found.input) == ("merge", index)


def test_sums_stretch_a_width_of_one():
    """A dot product does not."""
    assert output("AdditiveAttention", tensor(4, 8), tensor(7, 1)).shape == (4, 1)
    assert output("Attention", tensor(4, 8), tensor(7, 1), score_mode="concat").shape == (4, 1)
    assert fault("Attention", tensor(4, 8), tensor(7, 1)).what == "merge"


@pytest.mark.parametrize(
    ("name", "args", "weights"),
    [
        ("Attention", {}, []),
        ("Attention", {"use_scale": True}, [("scale", ())]),
        ("Attention", {"use_scale": True, "score_mode": "concat"}, [("scale", ()), ("concat_score_weight", ())]),
        ("AdditiveAttention", {}, [("scale", (8,))]),
        ("AdditiveAttention", {"use_scale": False}, []),
    ],
)
def test_weights(name, args, weights):
    """Single numbers, or one per feature of the query."""
    assert [(w.name, w.shape) for w in infer(name, tensor(4, 8), tensor(7, 8), **args).weights] == weights


def test_the_scale_needs_a_known_width():
    """It is a weight; a width that the data will tell is known by then."""
    assert fault("AdditiveAttention", tensor(4, T), tensor(7, T)).what == "axis"
    assert infer("AdditiveAttention", tensor(4, V), tensor(7, V)).weights[0].shape == (V,)
    assert not infer("AdditiveAttention", tensor(4, T), tensor(7, T), use_scale=False).weights


def test_whole_numbers_need_a_scale():
    """The softmax takes floats, which a learned factor makes of the scores."""
    ids = tensor(4, 8, dtype="int32")
    assert fault("Attention", ids, ids).what == "dtype"
    assert output("Attention", ids, ids, use_scale=True).dtype == "float32"
    assert fault("AdditiveAttention", ids, tensor(4, 8)).what == "dtype"
