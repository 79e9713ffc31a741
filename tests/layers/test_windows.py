"""Conv1D and the poolings: what windows leave of the time axis, and of the mask."""

from __future__ import annotations

import pytest

from rnndsl.ir.dims import show
from rnndsl.ir.tensor import Mask, TensorSpec

from .calls import T, V, fault, infer, output, tensor


@pytest.mark.parametrize(
    ("args", "steps"),
    [
        ({}, 22),
        ({"padding": "same"}, 24),
        ({"padding": "causal"}, 24),
        ({"strides": 5}, 5),
        ({"strides": 5, "padding": "same"}, 5),
        ({"dilation_rate": 4}, 16),
        ({"kernel_size": [24]}, 1),
    ],
)
def test_windows_over_time(args, steps):
    """Valid windows shorten the sequence by their reach, the others only by their stride."""
    assert output("Conv1D", tensor(24, 8), **{"filters": 5, "kernel_size": 3, **args}).shape == (steps, 5)


def test_an_unknown_length_stays_readable():
    """The formula names the axis that it comes from."""
    assert show(output("Conv1D", tensor(T, 8), filters=5, kernel_size=3).shape[0]) == "(T - 2)"
    assert show(output("MaxPooling1D", tensor(T, 8), pool_size=2).shape[0]) == "⌊(T - 2)/2⌋+1"


def test_the_first_length_that_is_too_short():
    """One step less than the window reaches leaves none; padding always leaves one."""
    assert output("Conv1D", tensor(9, 1), filters=1, kernel_size=3, dilation_rate=4).shape == (1, 1)
    found = fault("Conv1D", tensor(8, 1), filters=1, kernel_size=3, dilation_rate=4)
    assert (found.what, found.argument, found.facts["reach"]) == ("empty", "kernel_size", 9)
    assert output("Conv1D", tensor(1, 1), filters=1, kernel_size=3, padding="same").shape == (1, 1)
    assert fault("AveragePooling1D", tensor(1, 1), pool_size=2).what == "empty"


def test_features_first():
    """The kernel's width is the number of features, wherever these stand."""
    found = infer("Conv1D", tensor(8, 24), filters=5, kernel_size=3, data_format="channels_first")
    assert found.outputs[0].shape == (5, 22)
    assert [(w.name, w.shape) for w in found.weights] == [("kernel", (3, 8, 5)), ("bias", (5,))]
    assert output("GlobalMaxPooling1D", tensor(8, 24), data_format="channels_first", keepdims=True).shape == (8, 1)


def test_groups_share_out_the_features():
    """A filter sees the features of its group alone; both numbers must be divisible."""
    assert infer("Conv1D", tensor(9, 6), filters=4, kernel_size=1, groups=2).weights[0].shape == (1, 3, 4)
    assert show(infer("Conv1D", tensor(9, V), filters=4, kernel_size=1, groups=2).weights[0].shape[1]) == "en.vocabulary_size/2"
    assert fault("Conv1D", tensor(9, 5), filters=4, kernel_size=1, groups=2).argument == "groups"
    assert fault("Conv1D", tensor(9, 6), filters=3, kernel_size=1, groups=2).argument == "groups"


@pytest.mark.parametrize(
    ("shape", "args", "what"),
    [
        ((9,), {}, "rank"),
        ((9, 2, 2), {}, "rank"),
        ((9, T), {}, "axis"),
        ((9, 2), {"strides": 2, "dilation_rate": 2}, "argument"),
    ],
)
def test_what_a_convolution_refuses(shape, args, what):
    """Each in the words of its fault."""
    assert fault("Conv1D", tensor(*shape), filters=2, kernel_size=2, **args).what == what


def test_pooling_strides_are_the_window_by_default():
    """Windows that touch but do not overlap."""
    assert output("MaxPooling1D", tensor(9, 2), pool_size=3).shape == (3, 2)
    assert output("MaxPooling1D", tensor(9, 2), pool_size=3, strides=[1]).shape == (7, 2)


def test_only_the_average_over_all_steps_reads_the_mask():
    """GlobalAveragePooling1D leaves padding out, and gives no mask; a mask of another form cannot be laid over time."""
    assert output("GlobalAveragePooling1D", tensor(9, 2, masked=True)).mask is None
    wrong = TensorSpec((9, 2), mask=Mask((5,), "masking"))
    assert fault("GlobalAveragePooling1D", wrong).what == "rank"
    assert output("GlobalMaxPooling1D", tensor(9, 2, masked=True)).mask is None
