"""Flatten, Reshape, Permute and RepeatVector: elements stay, axes change, masks are lost."""

from __future__ import annotations

import pytest

from rnndsl.ir.dims import UNKNOWN, is_fixed, show

from .calls import T, V, fault, output, tensor


@pytest.mark.parametrize(
    ("shape", "flat"),
    [((), "1"), ((7,), "7"), ((4, 3), "12"), ((T, 1), "T"), ((T, 3), "3·T"), ((V, 2), "2·en.vocabulary_size")],
)
def test_flatten_multiplies_all_axes(shape, flat):
    """Symbols stay readable, and are fixed only if every factor is."""
    (dim,) = output("Flatten", tensor(*shape)).shape
    assert show(dim) == flat
    assert is_fixed(dim) == (T not in shape)


def test_flatten_keeps_whole_numbers_and_strings():
    """Nothing is computed, so any dtype passes; floats take the layer's own."""
    assert output("Flatten", tensor(4, dtype="string")).dtype == "string"
    assert output("Flatten", tensor(4, dtype="int32"), dtype="float16").dtype == "int32"
    assert output("Flatten", tensor(4, dtype="float64"), dtype="mixed_float16").dtype == "float16"


@pytest.mark.parametrize("name", ["Flatten", "Permute", "Reshape"])
def test_masks_are_lost(name):
    """These layers do not support masking: Keras warns and drops the mask."""
    args = {"Permute": {"dims": [2, 1]}, "Reshape": {"target_shape": [12]}}.get(name, {})
    assert output(name, tensor(4, 3, masked=True), **args).mask is None


@pytest.mark.parametrize(
    ("shape", "target", "expected"),
    [
        ((4, 3), [-1], (12,)),
        ((4, 3), [2, -1], (2, 6)),
        ((4, 3), [3, 2, 2], (3, 2, 2)),
        ((), [1, 1], (1, 1)),
    ],
)
def test_reshape_answers_minus_one(shape, target, expected):
    """-1 is what is left of the elements."""
    assert output("Reshape", tensor(*shape), target_shape=target).shape == expected


def test_reshape_of_an_open_axis_stays_open():
    """Keras says None for -1 as soon as one axis of the input is None, and for null always."""
    (dim, last) = output("Reshape", tensor(T, 6), target_shape=[-1, 3]).shape
    assert (show(dim), is_fixed(dim), last) == ("6·T/3", False, 3)
    (null, _) = output("Reshape", tensor(4, 6), target_shape=[None, 3]).shape
    assert (show(null), is_fixed(null)) == ("8", False)
    (fixed,) = output("Reshape", tensor(V, 6), target_shape=[-1]).shape
    assert is_fixed(fixed)


@pytest.mark.parametrize(
    ("shape", "target"),
    [((4, 3), [5]), ((4, 3), [-1, 5]), ((4, 3), [None, 5]), ((T, 3), [4, 4]), ((V, 3), [0, -1]), ((T, 4), [2]), ((V, V), [3])],
)
def test_reshape_refuses_what_no_length_makes_right(shape, target):
    """Even an unknown axis cannot make three features into sixteen elements."""
    assert fault("Reshape", tensor(*shape), target_shape=target).what == "elements"


def test_what_an_earlier_mistake_hides_is_not_judged():
    """Unknown absorbs: no second finding."""
    assert output("Reshape", tensor(UNKNOWN, 3), target_shape=[4, 4]).shape == (4, 4)


@pytest.mark.parametrize("target", [[-1, -1], [-1, None], [None, None, 2]])
def test_reshape_takes_one_open_axis(target):
    """Two would have no single answer."""
    found = fault("Reshape", tensor(4, 3), target_shape=target)
    assert (found.what, found.argument) == ("argument", "target_shape")


def test_permute_counts_axes_from_one():
    """The batch stays where it is."""
    assert output("Permute", tensor(T, 3, 2), dims=[3, 1, 2]).shape == (2, T, 3)
    assert fault("Permute", tensor(4, 3), dims=[0, 1]).what == "argument"
    assert fault("Permute", tensor(4, 3), dims=[1]).what == "rank"


def test_repeat_vector_makes_a_sequence_of_a_vector():
    """A number that only the data will tell is fine too."""
    assert output("RepeatVector", tensor(8), n=V).shape == (V, 8)
    assert fault("RepeatVector", tensor(4, 8), n=3).keras == "expected ndim=2, found ndim=3"
