"""What Embedding, Masking, Dense, TimeDistributed and TextVectorization say about calls, where Keras surprises people."""

from __future__ import annotations

import pytest

from rnndsl.ir.dims import Sym, show
from rnndsl.ir.graph import Layer
from rnndsl.ir.tensor import Mask, TensorSpec
from rnndsl.ir.typed import Refusal
from rnndsl.layers import kind
from rnndsl.layers.kind import Call, complete


def call(name, tensor, **args):
    """The answer of a kind to one call of a layer named `layer`."""
    found = kind(name)
    return found.infer(Call(complete(found, args), (tensor,), (), None, "layer"))


def fault(name, tensor, **args):
    """The fault of a call that is refused."""
    with pytest.raises(Refusal) as refused:
        call(name, tensor, **args)
    return refused.value.fault


def test_an_embedding_adds_an_axis_whatever_the_rank():
    """(N, T, 1) becomes rank 4, and the mask has the shape of the ids."""
    out = call("Embedding", TensorSpec((24, 1), "int32"), input_dim=9, output_dim=4, mask_zero=True).outputs[0]
    assert (out.shape, out.mask.shape) == ((24, 1, 4), (24, 1))


def test_masking_replaces_the_mask_that_came_in():
    """The new mask belongs to the Masking layer."""
    out = call("Masking", TensorSpec((24, 8), mask=Mask((24,), "ids"))).outputs[0]
    assert out.mask == Mask((24,), "layer")


@pytest.mark.parametrize("name", ["Dense", "LSTM", "Masking", "Embedding"])
def test_strings_are_refused_where_numbers_are_needed(name):
    """Keras builds on strings and fails at the first batch."""
    sizes = {"Embedding": {"input_dim": 3, "output_dim": 3}, "Masking": {}}.get(name, {"units": 3})
    assert fault(name, TensorSpec((4, 3), "string"), **sizes).what == "dtype"


def test_a_dense_layer_keeps_all_axes_but_the_last():
    """Dense after a sequence is applied at every time step, and its weights do not see the time axis."""
    result = call("Dense", TensorSpec((Sym("T"), 64)), units=1)
    assert [w.shape for w in result.weights] == [(64, 1), (1,)]
    assert result.outputs[0].shape == (Sym("T"), 1)


def test_time_distributed_needs_a_time_axis_and_a_layer_that_fits_a_step():
    """Rank 2 has no step to give; an LSTM inside sees one step, which is no sequence."""
    dense, lstm = Layer("dense", "Dense", {"units": 3}), Layer("lstm", "LSTM", {"units": 3})
    assert fault("TimeDistributed", TensorSpec((8,)), layer=dense).facts == {"wants": 3, "has": 2}
    assert fault("TimeDistributed", TensorSpec((24, 8)), layer=lstm).what == "rank"
    result = call("TimeDistributed", TensorSpec((5, 24, 8)), layer=lstm)
    assert (result.outputs[0].shape, result.weights[0].name) == ((5, 3), "lstm/kernel")


def test_a_learnt_vocabulary_is_a_fixed_symbol():
    """A bag of words is as wide as the vocabulary, whose size only the data tell."""
    out = call("TextVectorization", TensorSpec((), "string"), output_mode="multi_hot").outputs[0]
    assert show(out.dims[0]) == "layer.vocabulary_size"
    assert out.dims[0].fixed


@pytest.mark.parametrize(
    ("args", "size"),
    [
        ({"vocabulary": ["a", "b"]}, 4),
        ({"vocabulary": ["", "[UNK]", "a", "b"]}, 4),
        ({"vocabulary": ["a", "b"], "output_mode": "count"}, 3),
        ({}, None),
    ],
)
def test_the_vocabulary_counts_its_special_tokens(args, size):
    """Padding and unknown tokens take the first places; a bag of words has no padding."""
    assert kind("TextVectorization").size(complete(kind("TextVectorization"), args)) == size


@pytest.mark.parametrize(
    ("args", "argument"),
    [
        ({"output_mode": "count", "output_sequence_length": 5}, "output_sequence_length"),
        ({"pad_to_max_tokens": True}, "pad_to_max_tokens"),
        ({"vocabulary": ["a", "a"]}, "vocabulary"),
        ({"vocabulary": ["a", "b", "c"], "max_tokens": 4}, "vocabulary"),
        ({"vocabulary": ["a"], "output_mode": "tf_idf"}, "idf_weights"),
    ],
)
def test_arguments_that_exclude_each_other_are_refused(args, argument):
    """Keras raises when the layer is made."""
    assert fault("TextVectorization", TensorSpec((), "string"), **args).argument == argument
