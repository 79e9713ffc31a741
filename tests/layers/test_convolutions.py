"""Transposed, depthwise and separable convolutions, and those over images: lengths, weights, and what they count."""

from __future__ import annotations

import pytest

from rnndsl.ir.dims import show
from rnndsl.layers import kind
from rnndsl.layers.kind import Call, complete

from .calls import T, V, fault, infer, output, tensor


def work(name, given, **args):
    """Multiply-adds of a call."""
    found = kind(name)
    call = Call(complete(found, args), (given,), layer="layer")
    return found.multiply_adds(call, found.infer(call))


@pytest.mark.parametrize(
    ("args", "steps"),
    [
        ({}, 14),
        ({"strides": 2}, 25),
        ({"strides": 5}, 60),
        ({"strides": 2, "padding": "same"}, 24),
        ({"strides": 2, "output_padding": 1}, 26),
        ({"strides": 2, "padding": "same", "output_padding": 1}, 24),
        ({"strides": 2, "padding": "same", "output_padding": 0}, 23),
        ({"dilation_rate": 3}, 18),
    ],
)
def test_lengths_of_a_transposed_convolution(args, steps):
    """About the stride's multiple of the input, so that a convolution with the same arguments would lead back."""
    assert output("Conv1DTranspose", tensor(12, 8), filters=5, kernel_size=3, **args).shape == (steps, 5)


def test_a_transposed_convolution_of_unknown_length_stays_readable():
    """The formula names the axis that it comes from."""
    assert show(output("Conv1DTranspose", tensor(T, 8), filters=5, kernel_size=3, strides=2).shape[0]) == "(2·T + 1)"
    (height, width, _) = output(
        "Conv2DTranspose", tensor(T, 4, 8), filters=5, kernel_size=2, padding="same", strides=[3, 1]
    ).shape
    assert (show(height), width) == ("3·T", 4)


def test_output_padding_that_tensorflow_cannot_undo():
    """As much as a stride is too much, and an even window with `padding: same` needs some; an empty output passes."""
    assert fault("Conv1DTranspose", tensor(9, 2), filters=2, kernel_size=2, output_padding=1).argument == "output_padding"
    even = {"filters": 2, "kernel_size": 2, "strides": 2, "padding": "same", "output_padding": 0}
    assert fault("Conv1DTranspose", tensor(9, 2), **even).argument == "output_padding"
    assert output("Conv1DTranspose", tensor(1, 2), **even).shape == (0, 2)
    assert output("Conv1DTranspose", tensor(9, 2), **{**even, "kernel_size": 3}).shape == (17, 2)


def test_kernels_have_the_shapes_of_keras():
    """Keras turns the kernel of a transposed convolution round, and calls a depthwise one `kernel` where it is alone."""
    wanted = {
        "Conv2D": [("kernel", (2, 3, 4, 6)), ("bias", (6,))],
        "Conv2DTranspose": [("kernel", (2, 3, 6, 4)), ("bias", (6,))],
        "SeparableConv2D": [("depthwise_kernel", (2, 3, 4, 1)), ("pointwise_kernel", (1, 1, 4, 6)), ("bias", (6,))],
    }
    for name, weights in wanted.items():
        found = infer(name, tensor(8, 9, 4), filters=6, kernel_size=[2, 3])
        assert [(w.name, w.shape) for w in found.weights] == weights
    found = infer("DepthwiseConv2D", tensor(8, 9, 4), kernel_size=[2, 3], depth_multiplier=2)
    assert [(w.name, w.shape) for w in found.weights] == [("kernel", (2, 3, 4, 2)), ("bias", (8,))]


def test_features_of_the_data_multiply():
    """A fixed size keeps its name through a depthwise convolution; a free one has no kernel."""
    assert show(output("DepthwiseConv1D", tensor(9, V), kernel_size=3, depth_multiplier=2).shape[1]) == "2·en.vocabulary_size"
    assert fault("DepthwiseConv1D", tensor(9, T), kernel_size=3).what == "axis"
    assert fault("Conv3DTranspose", tensor(4, 4, 4, T), filters=2, kernel_size=2).what == "axis"


def test_only_depthwise_convolutions_take_strides_with_a_dilation():
    """All others are refused, as Keras does."""
    both = {"kernel_size": 3, "strides": 2, "dilation_rate": 2}
    assert output("DepthwiseConv1D", tensor(12, 2), **both).shape == (4, 2)
    assert output("SeparableConv2D", tensor(12, 12, 2), filters=3, **both).shape == (4, 4, 3)
    for name in ("Conv2D", "Conv2DTranspose"):
        assert fault(name, tensor(12, 12, 2), filters=3, **both).argument == "dilation_rate"


@pytest.mark.parametrize(
    ("name", "shape", "args", "found"),
    [
        ("Conv2D", (2, 9, 1), {"filters": 1, "kernel_size": 3}, "2 rows"),
        ("Conv2D", (9, 1, 1), {"filters": 1, "kernel_size": 3}, "1 column"),
        ("MaxPooling3D", (1, 9, 9, 1), {}, "1 plane"),
        ("Cropping2D", (4, 5, 1), {"cropping": [[1, 1], [2, 3]]}, "5 columns"),
        ("Cropping1D", (2, 1), {}, "2 time steps"),
    ],
)
def test_what_is_missing_is_called_by_its_name(name, shape, args, found):
    """Sequences have time steps, images rows and columns, volumes planes too."""
    refused = fault(name, tensor(*shape), **args)
    assert (refused.what, refused.found) == ("empty", found)


def test_products_with_kernels_are_counted():
    """Every number of a kernel once at every place: of the output, or for transposed convolutions of the input."""
    assert work("Conv1D", tensor(10, 6), filters=4, kernel_size=3) == 8 * 3 * 6 * 4
    assert work("Conv2D", tensor(10, 9, 6), filters=4, kernel_size=[3, 1], groups=2) == 8 * 9 * 3 * 3 * 4
    assert work("Conv2DTranspose", tensor(5, 4, 6), filters=4, kernel_size=3, strides=2) == 5 * 4 * 9 * 6 * 4
    assert work("DepthwiseConv1D", tensor(10, 6), kernel_size=3, depth_multiplier=2) == 8 * 3 * 6 * 2
    assert work("SeparableConv1D", tensor(10, 6), filters=5, kernel_size=3) == 8 * (3 * 6 + 6 * 5)
    assert work("MaxPooling2D", tensor(10, 10, 6)) == 0
    assert show(work("Conv1D", tensor(T, 2), filters=4, kernel_size=3, padding="same")) == "24·T"
