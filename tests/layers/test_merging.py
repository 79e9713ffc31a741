"""Add, Multiply, Average and Concatenate: which shapes go together, and which masks come out."""

from __future__ import annotations

import pytest

from rnndsl.diagnostics.span import Source
from rnndsl.ir.dims import show_shape
from rnndsl.pipeline import check

from .calls import T, V, fault, infer, output, tensor

ELEMENTWISE = ("Add", "Multiply", "Average")


@pytest.mark.parametrize("name", ELEMENTWISE)
@pytest.mark.parametrize(
    ("a", "b", "both"),
    [((4, 3), (4, 3), (4, 3)), ((4, 3), (1, 3), (4, 3)), ((4, 3), (3,), (4, 3)), ((T, 3), (4, 3), (T, 3)), ((V,), (5,), (5,))],
)
def test_values_broadcast(name, a, b, both):
    """Equal lengths or 1; ranks may differ; an axis that Keras does not know stays unknown."""
    assert output(name, tensor(*a), tensor(*b)).shape == both
    assert output(name, tensor(*b), tensor(*a)).shape == both


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_lengths_that_differ_are_refused(name):
    """Also where an unknown axis stands between two that cannot go together."""
    found = fault(name, tensor(4, 3), tensor(5, 3))
    assert (found.what, found.input) == ("merge", 1)
    assert fault(name, tensor(4, 3), tensor(T, 3), tensor(5, 3)).input == 2


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_a_mask_needs_a_mask_on_every_input(name):
    """One input without a mask says that all its steps count."""
    masked, bare = tensor(4, 3, masked=True), tensor(4, 3)
    assert output(name, masked, masked).mask.shape == (4,)
    assert output(name, masked, bare).mask is None


def test_masks_broadcast_as_numpy_does():
    """A known length wins against an unknown one."""
    assert output("Add", tensor(T, 3, masked=True), tensor(4, 3, masked=True)).mask.shape == (4,)


@pytest.mark.parametrize("dtype", ["int32", "bool", "float64"])
def test_the_dtype_is_the_layers_own(dtype):
    """Keras announces its compute dtype, whatever comes in."""
    assert output("Average", tensor(4, dtype=dtype), tensor(4)).dtype == "float32"


def test_concatenate_adds_up_one_axis():
    """The others must agree; what the first input does not know stays unknown."""
    assert output("Concatenate", tensor(4, 2), tensor(4, 3)).shape == (4, 5)
    assert output("Concatenate", tensor(4, 2), tensor(5, 2), axis=1).shape == (9, 2)
    assert show_shape(output("Concatenate", tensor(T, 2), tensor(5, 2), axis=-2).shape) == "(N, (T + 5), 2)"
    assert output("Concatenate", tensor(T, 2), tensor(5, 2)).shape == (T, 4)
    assert output("Concatenate", tensor(3), tensor(3), axis=0).shape == (3,)


@pytest.mark.parametrize(
    ("a", "b", "axis", "what"),
    [
        ((4, 2), (5, 2), -1, "merge"),
        ((4, 2), (2,), -1, "merge"),
        ((4, 2), (4, 2), 3, "argument"),
        ((4, 2), (4, 2), -4, "argument"),
    ],
)
def test_what_concatenate_refuses(a, b, axis, what):
    """Unequal ranks and lengths, and axes that are not there."""
    assert fault("Concatenate", tensor(*a), tensor(*b), axis=axis).what == what


def test_a_mask_on_one_input_is_a_mask_on_the_concatenation():
    """Steps of an input without a mask count everywhere."""
    masked, bare = tensor(4, 2, masked=True), tensor(4, 3)
    assert output("Concatenate", masked, bare).mask.shape == (4,)
    assert output("Concatenate", masked, tensor(5, 2), axis=1).mask.shape == (9,)
    assert output("Concatenate", bare, bare).mask is None


def test_strings_join_only_strings():
    """TensorFlow adds and concatenates strings, but never with numbers."""
    text, number = tensor(4, dtype="string"), tensor(4)
    assert infer("Concatenate", text, text)
    assert infer("Add", text, text)
    assert fault("Concatenate", text, number).what == "dtype"
    assert fault("Add", text, number).what == "dtype"
    assert fault("Multiply", text, text).what == "dtype"


def test_equal_inputs_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sum of two thousand equal inputs costs two thousand comparisons, not two million."""
    from rnndsl.layers import _merging

    asked = []
    differ = _merging.differ
    monkeypatch.setattr(_merging, "differ", lambda a, b: asked.append(a) or differ(a, b))
    text = "rnndsl: 1\nmodel:\n  inputs: {x: [8]}\n  layers:\n    - Add: {inputs: [" + "x, " * 2000 + "x]}\n"
    assert not check(Source("m.yaml", text)).report.sorted()
    assert len(asked) < 10_000
