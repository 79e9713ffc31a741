"""Layers may be called what Keras calls its own operations: no model has one name twice."""

from __future__ import annotations

import re

import pytest

from rnndsl.backend.emit import emit
from rnndsl.backend.layer_names import MASKING, file_name, keras_name
from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check

MASKED = """\
rnndsl: 1
model:
  inputs: {ids: {shape: [10], dtype: int32, vocabulary: 20}, x: [10, 4]}
  layers:
    - Embedding: {name: not_equal, inputs: ids, input_dim: 20, output_dim: 4, mask_zero: true}
    - Masking: {name: any_1, inputs: x}
    - LSTM: {name: logical_or, inputs: not_equal, units: 4, return_sequences: true}
    - Add: {name: zeros_like, inputs: [logical_or, any_1]}
    - Concatenate: {inputs: [logical_or, zeros_like, x]}
    - Concatenate: {name: expand_dims, inputs: [zeros_like, any_1], axis: 1}
    - TimeDistributed: {name: any, inputs: expand_dims, layer: {Dense: {units: 3}}}
    - Bidirectional: {name: steps, layer: {GRU: {units: 2}}}
    - max: {name: largest, inputs: concatenate, axis: [1]}
    - GRU: {name: where_2, inputs: concatenate, units: 3}
    - Concatenate: {name: ones_like, inputs: [steps, largest, where_2]}
    - Dense: {units: 1}
"""


def test_names_can_be_told_back():
    """Every name has one in Keras, and that one is nobody else's."""
    for name in ("encoder", "last_layer", "any", "any_3", "any_layer", "any_layer_layer", "concatenate", "anything"):
        assert file_name(keras_name(name)) == name
    assert keras_name("encoder") == "encoder"
    assert len({keras_name(name) for name in ("any", "any_layer", "any_layer_layer")}) == 3


@pytest.mark.slow
def test_no_name_meets_one_of_keras_own():
    """The model builds, and whatever computes its masks has a name that no layer is given."""
    from rnndsl.backend.build import build

    checked = check(Source("names.yaml", MASKED))
    assert checked.typed is not None
    model = build(emit(checked.typed.graph))
    given = {keras_name(node.layer.name) for node in checked.typed.graph.nodes}
    made = {re.sub(r"_\d+$", "", operation.name) for operation in model.operations if operation.name not in given}
    assert {"any", "concatenate"} <= made - {"ids", "x", "max"} <= set(MASKING.split("|"))
