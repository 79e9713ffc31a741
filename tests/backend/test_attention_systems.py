"""Models that attend, merge and compute with operations lint clean, are built as their scripts say, and train."""

from __future__ import annotations

import pytest

from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check

from .systems import prove

TRAIN = "train: {loss: mse, optimizer: adam, epochs: 1, batch_size: 4}\n"

SYSTEMS = {
    "transformer block": """
  inputs: {x: [6, 8]}
  targets: {y: [6, 1]}
  layers:
    - Dense: {units: 8, name: tokens}
    - repeat: 2
      layers:
        - Identity: {name: into}
        - MultiHeadAttention: {num_heads: 2, key_dim: 4, inputs: [into, into], use_causal_mask: true, name: heads}
        - Add: {inputs: [into, heads]}
        - LayerNormalization: {name: attended}
        - Dense: {units: 16, activation: gelu}
        - Dense: {units: 8, name: widened}
        - Add: {inputs: [attended, widened]}
        - LayerNormalization
    - Dense: {units: 1, name: y}
""",
    "cross attention over padded text": """
  inputs: {ids: {shape: [7], dtype: int32, vocabulary: 9}, q: [5, 8]}
  targets: {y: [5, 1]}
  layers:
    - Embedding: {input_dim: 9, output_dim: 8, mask_zero: true, inputs: ids, name: words}
    - GroupQueryAttention: {head_dim: 4, num_query_heads: 4, num_key_value_heads: 2, inputs: [q, words], use_gate: true}
    - Dense: {units: 1, name: y}
""",
    "Luong decoder": """
  inputs: {source: [7, 3], previous: [5, 2]}
  targets: {y: [5, 1]}
  layers:
    - LSTM: {units: 6, return_sequences: true, return_state: true, name: encoder, inputs: source}
    - LSTM: {units: 6, return_sequences: true, name: decoder, inputs: previous, initial_state: [encoder.h, encoder.c]}
    - Attention: {inputs: [decoder, encoder], name: context, return_attention_scores: true}
    - Concatenate: {inputs: [context, decoder]}
    - Dense: {units: 6, activation: tanh}
    - Dense: {units: 1, name: y}
""",
    "attention weights as an output": """
  inputs: {source: [7, 3], previous: [5, 2]}
  targets: {y: [5, 7]}
  layers:
    - LSTM: {units: 6, return_sequences: true, name: keys, inputs: source}
    - LSTM: {units: 6, return_sequences: true, name: queries, inputs: previous}
    - AdditiveAttention: {inputs: [queries, keys], name: where, return_attention_scores: true}
    - Activation: {activation: linear, inputs: where.scores, name: y}
""",
    "siamese cosine": """
  inputs: {a: [6, 3], b: [6, 3]}
  targets: {y: [1]}
  layers:
    - GRU: {units: 5, name: encoder, inputs: a}
    - use: {layer: encoder, inputs: b, name: other}
    - Dot: {axes: -1, normalize: true, inputs: [encoder, other], name: cosine}
    - Dense: {units: 1, activation: sigmoid, name: y}
""",
    "last step": """
  inputs: {ids: {shape: [7], dtype: int32, vocabulary: 9}}
  targets: {y: [1]}
  layers:
    - Embedding: {input_dim: 9, output_dim: 4, mask_zero: true}
    - LSTM: {units: 5, return_sequences: true}
    - take: {indices: -1, axis: 1, name: last}
    - Dense: {units: 1, name: y}
""",
    "tied embedding": """
  inputs: {ids: {shape: [7], dtype: int32, vocabulary: 9}}
  targets: {y: [7, 9]}
  layers:
    - ReversibleEmbedding: {input_dim: 9, output_dim: 4, name: table}
    - LSTM: {units: 4, return_sequences: true}
    - use: {layer: table, reverse: true, name: y}
""",
    "operations": """
  inputs: {x: [6, 4], z: [6, 4]}
  targets: {y: [1]}
  layers:
    - Subtract: {inputs: [x, z], name: difference}
    - abs: {name: distance}
    - Maximum: {inputs: [x, z], name: most}
    - stack: {inputs: [distance, most], axis: 2, name: both}
    - transpose: {axes: [0, 2, 1, 3]}
    - split: {indices_or_sections: 2, axis: 1, name: halves}
    - squeeze: {axis: 1, inputs: halves.part1, name: second}
    - use: {layer: second, inputs: halves, name: first}
    - matmul: {inputs: [first, second_t], name: product}
    - transpose: {axes: [0, 2, 1], inputs: second, name: second_t}
    - mean: {axis: [1], inputs: product, name: average}
    - slice: {start_indices: [0, 1], shape: [-1, 3]}
    - expand_dims: {axis: 1}
    - tile: {repeats: [2, 1]}
    - pad: {pad_width: [[0, 0], [1, 0], [0, 0]]}
    - flip: {axis: 1}
    - roll: {shift: 1, axis: 1}
    - cumsum: {axis: 1}
    - EinsumDense: {equation: "abc,cd->abd", output_shape: [null, 2], bias_axes: d}
    - max: {axis: 1}
    - cast: {dtype: float32}
    - Dense: {units: 1, name: y}
""",
    "classes looked up and counted": """
  inputs: {ids: {shape: [7], dtype: int32, vocabulary: 9}}
  targets: {y: [1]}
  layers:
    - one_hot: {num_classes: 9}
    - sum: {axis: 1}
    - log1p
    - Dense: {units: 1, name: y}
""",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SYSTEMS)
def test_a_system_that_attends_is_clean_and_trains(name, tmp_path):
    """No finding; the script's model is the live one; shapes and parameters are those announced; a training step runs."""
    prove(SYSTEMS[name] + TRAIN, tmp_path)


def found(lines: str) -> list[str]:
    """The messages about a model of these lines."""
    text = f"rnndsl: 1\nmodel:\n  inputs: {{x: [6, 8], z: [7, 8]}}\n  targets: {{y: [1]}}\n  layers:\n{lines}"
    return [d.message for d in check(Source("model.yaml", text)).report.sorted()]


def test_a_layer_gets_only_the_call_arguments_that_its_kind_takes():
    """On the layer's own line as on a further call's; what is misspelt is named."""
    own = found("    - Attention: {inputs: [x, z], reverse: true}\n    - Flatten\n    - Dense: {units: 1}\n")
    again = found(
        "    - Dense: {units: 8, name: d, inputs: x}\n    - use: {layer: d, use_causal_mask: true}\n    - Flatten\n"
        "    - Dense: {units: 1}\n"
    )
    assert own == ["Attention has no key `reverse`"]
    assert again == ["`use` of Dense has no key `use_causal_mask`"]


def test_scores_come_out_of_the_call_that_asks_for_them():
    """The first call returns no scores, and a reference to them says how to get them."""
    lines = (
        "    - Attention: {inputs: [x, z], name: att}\n    - use: {layer: att, inputs: [x, z], name: again, "
        "return_attention_scores: true}\n    - Flatten: {inputs: again.scores}\n    - Dense: {units: 1}\n"
    )
    assert found(lines.replace("again.scores", "att.scores"))[0] == "Attention `att` has no output `scores`"
    assert not [message for message in found(lines) if "no output" in message]
