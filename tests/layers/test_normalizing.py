"""LayerNormalization, BatchNormalization, Normalization, Rescaling and the layers that pass their input on."""

from __future__ import annotations

import pytest

from rnndsl.ir.tensor import Mask, TensorSpec

from .calls import T, V, fault, infer, output, tensor


@pytest.mark.parametrize(
    ("axis", "shape"),
    [(-1, (3,)), (1, (4,)), ([2, 1], (4, 3)), ([-1], (3,)), ([], ())],
    ids=["last", "time", "both", "list", "none"],
)
def test_layer_normalization_weighs_its_axes(axis, shape):
    """In the order of the axes, whatever the order of the list."""
    weights = infer("LayerNormalization", tensor(4, 3), axis=axis).weights
    assert [(w.name, w.shape) for w in weights] == [("gamma", shape), ("beta", shape)]


def test_batch_normalization_keeps_moving_averages():
    """Gamma and beta learn, the averages do not; renormalization keeps three more."""
    found = infer("BatchNormalization", tensor(4, 3), renorm=True, center=False)
    assert [(w.name, w.trainable) for w in found.weights] == [
        ("gamma", True),
        ("moving_mean", False),
        ("moving_variance", False),
        ("moving_stddev", False),
        ("renorm_mean", False),
        ("renorm_stddev", False),
    ]


@pytest.mark.parametrize("name", ["LayerNormalization", "BatchNormalization", "Normalization"])
@pytest.mark.parametrize(("axis", "what"), [(1, "axis"), (0, "axis"), (3, "argument"), (-4, "argument")])
def test_axes_must_be_there_and_known(name, axis, what):
    """An unknown length cannot be that of a weight; nor can the batch, unless its size is fixed."""
    assert fault(name, tensor(T, 3), axis=axis).what == what


def test_a_fixed_batch_has_a_length():
    """`batch_size` makes axis 0 an axis like any other."""
    assert infer("LayerNormalization", tensor(4, 3), axis=0, batch_size=16).weights[0].shape == (16,)


def test_without_weights_any_length_will_do():
    """Nothing is learned along the unknown axis."""
    assert output("LayerNormalization", tensor(T, 3), axis=1, center=False, scale=False).shape == (T, 3)


def test_a_mask_for_batch_normalization_leaves_out_the_last_axis_alone():
    """Padding does not count in the averages, so the mask must say for every step."""
    assert output("BatchNormalization", tensor(4, 3, masked=True)).mask.shape == (4,)
    assert fault("BatchNormalization", TensorSpec((4, 3), mask=Mask((), "masking"))).what == "rank"


def test_clipping_the_wrong_way_round():
    """Keras looks at the bounds only where renormalization uses them."""
    bounds = {"rmin": 3.0, "rmax": 2.0}
    assert fault("BatchNormalization", tensor(4, 3), renorm=True, renorm_clipping=bounds).argument == "renorm_clipping"
    assert infer("BatchNormalization", tensor(4, 3), renorm_clipping=bounds)


def test_normalization_adapts_or_is_told():
    """Adapted moments are weights that training leaves alone; given ones are none."""
    adapted = infer("Normalization", tensor(4, V)).weights
    assert [(w.name, w.shape, w.trainable, w.dtype) for w in adapted] == [
        ("mean", (V,), False, "float32"),
        ("variance", (V,), False, "float32"),
        ("count", (), False, "int64"),
    ]
    assert not infer("Normalization", tensor(4, 3), mean=[1.0, 2.0, 3.0], variance=[1.0, 1.0, 1.0]).weights
    assert infer("Normalization", tensor(T, T), axis=None).weights[0].shape == ()


@pytest.mark.parametrize(
    ("mean", "variance", "argument"),
    [
        (1.0, None, "mean"),
        (None, 1.0, "variance"),
        ([1.0], 1.0, "variance"),
        ([[1.0]], [[1.0]], "mean"),
        ([1.0, 2.0], [1.0, 2.0], "mean"),
    ],
)
def test_moments_that_do_not_fit(mean, variance, argument):
    """One without the other, two shapes, too many axes, another length than the axis."""
    found = fault("Normalization", tensor(4, 3), mean=mean, variance=variance)
    assert (found.what, found.argument) == ("argument", argument)


def test_rescaling_takes_a_number_per_feature():
    """As many as the last axis has, or one for all."""
    assert output("Rescaling", tensor(4, 3, masked=True), scale=[1.0, 2.0, 3.0]).mask.shape == (4,)
    assert fault("Rescaling", tensor(4, 3), scale=[1.0, 2.0]).argument == "scale"
    assert fault("Rescaling", tensor(4, 3), scale=2.0, offset=[1.0, 2.0]).argument == "offset"
    assert output("Rescaling", tensor(4, T), scale=[1.0, 2.0]).shape == (4, T)


def test_dropout_scales_and_so_needs_floats():
    """A rate of 0 leaves all as it is, and any dtype alone."""
    ids = tensor(4, dtype="int32")
    assert fault("Dropout", ids, rate=0.5).what == "dtype"
    assert output("Dropout", ids, rate=0).dtype == "float32"
    assert fault("Dropout", tensor(4, 3), rate=0.5, noise_shape=[None, 2, 1]).argument == "noise_shape"
    assert output("Dropout", tensor(4, 3), rate=0.5, noise_shape=[None, 1, None]).shape == (4, 3)


def test_spatial_dropout_drops_features_of_sequences():
    """It wants (N, T, F), and its constructor takes no `trainable`."""
    from rnndsl.layers import kind

    assert fault("SpatialDropout1D", tensor(4), rate=0.1).what == "rank"
    assert "trainable" not in {entry.name for entry in kind("SpatialDropout1D").entries()}


@pytest.mark.parametrize(
    ("function", "dtype", "fits"),
    [
        ("linear", "string", True),
        ("tanh", "bool", True),
        ("relu", "int32", True),
        ("relu", "bool", False),
        ("softmax", "int32", False),
    ],
)
def test_activations_compute_on_some_dtypes(function, dtype, fits):
    """Most need floats; the announced dtype is the layer's either way."""
    if fits:
        assert output("Activation", tensor(4, dtype=dtype), activation=function).dtype == "float32"
    else:
        assert fault("Activation", tensor(4, dtype=dtype), activation=function).what == "dtype"
