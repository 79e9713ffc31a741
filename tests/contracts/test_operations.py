"""What holds of every operation of `keras.ops` that a file may name, besides what holds of every kind."""

from __future__ import annotations

import pytest

from rnndsl.diagnostics.span import Source
from rnndsl.ir.graph import Layer
from rnndsl.layers import kind as find_kind
from rnndsl.layers import kind_names
from rnndsl.pipeline import check

from .as_keras import called_on, keras_layer
from .draw import draw_case
from .observe import observe

OPERATIONS = [name for name in kind_names() if find_kind(name).operation]
LAYERS = {name.casefold() for name in kind_names() if not find_kind(name).operation}


def test_no_operation_differs_from_a_layer_only_by_case():
    """`add` beside `Add` would be a trap."""
    assert not [name for name in OPERATIONS if name.casefold() in LAYERS]


@pytest.mark.slow
@pytest.mark.parametrize("name", OPERATIONS)
def test_keras_names_an_operation_as_its_kind_says(name):
    """So lint knows which names a model's layers must not have."""
    import keras

    case = next(case for index in range(60) if not observe(case := draw_case(name, 0, index)).raised)
    inputs = [keras.Input([d if isinstance(d, int) else None for d in t.dims], dtype=t.dtype) for t in case.inputs]
    keras.utils.clear_session()
    layer = keras_layer(Layer("layer", name, case.args))
    output = keras.tree.flatten(called_on(layer, case, inputs, []))[0]
    assert output._keras_history.operation.name == (find_kind(name).own_name or name)


def test_a_layer_must_not_have_the_name_of_an_operation():
    """Keras would find the name twice in the model."""
    lines = "    - Dense: {units: 8, name: take}\n    - take: {indices: -1, axis: 1}\n    - Dense: {units: 1}\n"
    head = "rnndsl: 1\nmodel:\n  inputs: {x: [6, 8]}\n  targets: {y: [1]}\n  layers:\n"
    found = [d.message for d in check(Source("model.yaml", head + lines)).report.sorted()]
    assert found == ["`take` is the name that Keras gives the operation `take`, and no name may stand twice"]
    assert not check(Source("model.yaml", head + lines.replace("name: take", "name: own"))).report.sorted()
