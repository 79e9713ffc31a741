"""Adaptive poolings, up-sampling, padding and cropping: the lengths they leave, and what Keras cannot compute."""

from __future__ import annotations

import pytest

from rnndsl.ir.dims import show

from .calls import T, fault, output, tensor


@pytest.mark.parametrize(
    ("name", "args", "shape"),
    [
        ("UpSampling2D", {}, (12, 16, 3)),
        ("UpSampling2D", {"size": [1, 3]}, (6, 24, 3)),
        ("ZeroPadding2D", {}, (8, 10, 3)),
        ("ZeroPadding2D", {"padding": [1, [0, 4]]}, (8, 12, 3)),
        ("Cropping2D", {}, (6, 8, 3)),
        ("Cropping2D", {"cropping": [[2, 0], 1]}, (4, 6, 3)),
        ("AdaptiveMaxPooling2D", {"output_size": [2, 5]}, (2, 5, 3)),
        ("AdaptiveAveragePooling2D", {"output_size": 9}, (9, 9, 3)),
    ],
)
def test_lengths_of_images(name, args, shape):
    """One number stands for all axes; a pair within a list for what comes before and after."""
    assert output(name, tensor(6, 8, 3), **args).shape == shape


def test_lengths_of_sequences():
    """A pair is what comes before and after; symbols stay readable."""
    assert output("ZeroPadding1D", tensor(6, 3), padding=[2, 0]).shape == (8, 3)
    assert output("Cropping1D", tensor(6, 3), cropping=[0, 5]).shape == (1, 3)
    assert output("UpSampling1D", tensor(6, 3), size=3).shape == (18, 3)
    assert [show(output(name, tensor(T, 3)).shape[0]) for name in ("ZeroPadding1D", "Cropping1D", "UpSampling1D")] == [
        "(T + 2)",
        "(T - 2)",
        "2·T",
    ]


def test_features_first():
    """The axes that change follow the features."""
    first = {"data_format": "channels_first"}
    assert output("ZeroPadding2D", tensor(3, 6, 8), padding=[[1, 0], 0], **first).shape == (3, 7, 8)
    assert output("AdaptiveMaxPooling1D", tensor(3, 6), output_size=4, **first).shape == (3, 4)


def test_adaptive_windows_that_do_not_fit():
    """Keras' longest window is one step longer than needed: none fits a whole axis, or an axis of one step."""
    assert fault("AdaptiveMaxPooling1D", tensor(6, 3), output_size=1).argument == "output_size"
    assert fault("AdaptiveAveragePooling2D", tensor(6, 1, 3), output_size=2).found == "output_size: 2 from 1 column"
    assert output("AdaptiveMaxPooling1D", tensor(2, 3), output_size=3).shape == (3, 3)
    assert output("AdaptiveMaxPooling1D", tensor(T, 3), output_size=3).shape == (3, 3)


def test_dtypes():
    """Means are of floats alone; volumes are pooled in up to 32 bits; nothing lies between bools."""
    assert fault("AdaptiveAveragePooling1D", tensor(6, 1, dtype="int32"), output_size=2).what == "dtype"
    assert fault("MaxPooling3D", tensor(6, 6, 6, 1), dtype="float64").argument == "dtype"
    assert fault("UpSampling2D", tensor(6, 6, 1, dtype="bool"), interpolation="bilinear").argument == "interpolation"
    assert output("UpSampling2D", tensor(6, 6, 1, dtype="bool")).dtype == "float32"


def test_masks_are_lost():
    """None of them knows masks."""
    for name, args in (("ZeroPadding1D", {}), ("UpSampling1D", {}), ("AdaptiveMaxPooling1D", {"output_size": 2})):
        assert output(name, tensor(6, 3, masked=True), **args).mask is None
