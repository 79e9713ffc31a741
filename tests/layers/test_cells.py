"""Cells, RNN over them, and ConvLSTM: what they share with LSTM, GRU and SimpleRNN, and what only stacks have."""

from __future__ import annotations

import pytest

from rnndsl.ir.dims import total
from rnndsl.ir.graph import Layer
from rnndsl.ir.nest import flat
from rnndsl.ir.tensor import Mask, TensorSpec
from rnndsl.ir.typed import Refusal
from rnndsl.layers import kind
from rnndsl.layers.kind import Call, complete

from .calls import T, fault, infer, tensor

SEQUENCE = tensor(24, 8)


def cell(name="LSTMCell", **args):
    """A cell as an argument."""
    return Layer(name.lower(), name, {"units": 3, **args})


def stack(*cells):
    """A stack of cells as an argument."""
    return Layer("stack", "StackedRNNCells", {"cells": list(cells)})


@pytest.mark.parametrize("name", ["LSTM", "GRU", "SimpleRNN"])
def test_a_layer_is_a_loop_over_its_cell(name):
    """RNN over a cell has the outputs, weights and work of the layer that Keras made of it."""
    loop = infer("RNN", SEQUENCE, cell=cell(f"{name}Cell", units=64), return_sequences=True, return_state=True)
    layer = infer(name, SEQUENCE, units=64, return_sequences=True, return_state=True)
    assert loop.outputs == layer.outputs
    assert [w.shape for w in loop.weights] == [w.shape for w in layer.weights]
    assert loop.weights[0].name == f"{name.lower()}cell/kernel"
    calls = [(kind("RNN"), {"cell": cell(f"{name}Cell", units=64)}, loop), (kind(name), {"units": 64}, layer)]
    assert len({found.multiply_adds(Call(complete(found, args), (SEQUENCE,)), result) for found, args, result in calls}) == 1


@pytest.mark.parametrize(
    ("cells", "states"),
    [
        (cell(), ("h", "c")),
        (cell("GRUCell"), ("h",)),
        ([cell(), cell()], (("h_1", "c_1"), ("h_2", "c_2"))),
        (stack(cell("GRUCell"), cell(), cell("SimpleRNNCell")), ("h_1", ("h_2", "c_2"), "h_3")),
        ([cell("GRUCell"), stack(cell(), cell("GRUCell"))], ("h_1", (("h_1_2", "c_1_2"), "h_2_2"))),
    ],
)
def test_states_of_a_stack_are_grouped_as_keras_groups_them(cells, states):
    """A cell with two states is a group of its own; ports name all states in order."""
    args = complete(kind("RNN"), {"cell": cells, "return_state": True})
    assert kind("RNN").states(args) == states
    assert kind("RNN").ports(args) == ("", *flat(states))


def test_a_stack_is_as_wide_as_its_last_cell():
    """Every cell reads the output of the one before."""
    result = infer("RNN", SEQUENCE, cell=[cell(units=5), cell("GRUCell", units=2)])
    assert result.outputs[0].shape == (2,)
    assert [w.shape for w in result.weights] == [(8, 20), (5, 20), (20,), (5, 6), (2, 6), (2, 6)]


def test_a_cell_is_no_layer():
    """Called with a tensor alone, a cell lacks its states."""
    assert fault("GRUCell", SEQUENCE, units=3).what == "inside"


def test_too_few_states_for_a_stack_are_refused_though_keras_is_silent():
    """Keras runs as many cells as have states, and says nothing: the second cell of two would be left out."""
    states = (TensorSpec((3,)), TensorSpec((3,)))
    found = kind("RNN")
    with pytest.raises(Refusal) as refused:
        found.infer(Call(complete(found, {"cell": [cell(), cell()]}), (SEQUENCE,), states))
    assert (refused.value.fault.what, refused.value.fault.keras) == ("states", "")


@pytest.mark.slow
def test_keras_leaves_out_cells_without_states():
    """The claim behind the refusal: with the states of one cell of two, the model returns what the first cell makes."""
    import keras
    import numpy as np

    layer = keras.layers.RNN([keras.layers.LSTMCell(3), keras.layers.LSTMCell(3)])
    x, zeros = np.ones((2, 4, 5), "float32"), np.zeros((2, 3), "float32")
    both, first = layer(x), layer(x, initial_state=[[zeros, zeros]])
    alone = keras.layers.RNN(layer.cell.cells[0])
    assert np.allclose(first, alone(x))
    assert not np.allclose(both, first)


def test_a_mask_wants_two_cells_in_a_stack():
    """Keras' loop over a masked sequence fails on a stack of one cell, unless it is unrolled."""
    masked = TensorSpec((24, 8), mask=Mask((24,), "masking"))
    assert fault("RNN", masked, cell=[cell()]).argument == "cell"
    assert infer("RNN", masked, cell=[cell()], unroll=True).outputs
    assert infer("RNN", masked, cell=[cell(), cell()]).outputs


def test_an_unrolled_stack_wants_two_cells():
    """Without a mask Keras unpacks the two states of a single cell once too often, from the second step on."""
    assert fault("RNN", SEQUENCE, cell=[cell()], unroll=True).argument == "unroll"
    assert infer("RNN", SEQUENCE, cell=[cell("GRUCell")], unroll=True).outputs
    assert infer("RNN", SEQUENCE, cell=[cell(), cell()], unroll=True).outputs


@pytest.mark.parametrize(("inner", "trained"), [({}, True), ({"trainable": False}, False)])
def test_only_who_owns_a_weight_and_the_outermost_layer_freeze_it(inner, trained):
    """`trainable: false` of a cell freezes it; that of an RNN inside Bidirectional freezes nothing."""
    layer = Layer("rnn", "RNN", {"cell": cell(**inner), "trainable": False})
    assert {w.trainable for w in infer("Bidirectional", SEQUENCE, layer=layer).weights} == {trained}
    assert {w.trainable for w in infer("RNN", SEQUENCE, **layer.args).weights} == {False}


@pytest.mark.parametrize(
    ("name", "frame", "after"),
    [("ConvLSTM1D", (9,), (4,)), ("ConvLSTM2D", (9, 7), (4, 3)), ("ConvLSTM3D", (5, 9, 7), (2, 4, 3))],
)
def test_convlstm_keeps_images(name, frame, after):
    """Every step is an image; windows shorten it, states are shaped like the output, and gates multiply filters by four."""
    result = infer(name, tensor(6, *frame, 2), filters=3, kernel_size=3, strides=2, return_sequences=True, return_state=True)
    assert [t.shape for t in result.outputs] == [(6, *after, 3), (*after, 3), (*after, 3)]
    taps = 3 ** len(frame)
    assert total(w.parameters for w in result.weights) == 4 * (taps * 2 * 3 + taps * 3 * 3 + 3)


def test_convlstm_wants_images_of_known_size():
    """Its states are made before the first batch; only time may stay open."""
    assert fault("ConvLSTM1D", tensor(6, T, 2), filters=3, kernel_size=3).what == "axis"
    assert infer("ConvLSTM1D", tensor(T, 9, 2), filters=3, kernel_size=3).outputs[0].shape == (7, 3)
    assert fault("ConvLSTM2D", tensor(6, 9, 2), filters=3, kernel_size=3).expected == "(N, T, H, W, F)"


def test_bidirectional_over_images_joins_the_last_axis_even_where_that_is_no_feature():
    """With the features first, the last axis is one of the image, and Keras doubles that one."""
    args = {"filters": 3, "kernel_size": 1, "data_format": "channels_first"}
    out = infer("Bidirectional", tensor(6, 2, 9), layer=Layer("conv", "ConvLSTM1D", args)).outputs[0]
    assert out.shape == (3, 18)
