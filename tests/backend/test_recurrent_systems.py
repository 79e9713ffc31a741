"""Models with every recurrent layer lint clean, are built as their scripts say, and train: both directions, ConvLSTM, cells."""

from __future__ import annotations

import pytest

from .systems import prove

pytestmark = pytest.mark.slow

TRAIN = "train: {loss: mse, optimizer: adam, epochs: 1, batch_size: 4}\n"
SERIES, FRAMES = "inputs: {x: [6, 3]}", "inputs: {x: [5, 6, 6, 2]}"

SYSTEMS = {
    "bidirectional, every merge": f"""
  {SERIES}
  targets: {{y: [6, 1]}}
  layers:
    - Bidirectional: {{layer: {{LSTM: {{units: 4, return_sequences: true}}}}}}
    - Bidirectional: {{layer: {{GRU: {{units: 4, return_sequences: true}}}}, merge_mode: sum}}
    - Bidirectional: {{layer: {{SimpleRNN: {{units: 4, return_sequences: true}}}}, merge_mode: mul}}
    - Bidirectional: {{layer: {{RNN: {{cell: {{GRUCell: {{units: 4}}}}, return_sequences: true}}}}, merge_mode: ave}}
    - Dense: {{name: y, units: 1}}
""",
    "bidirectional states": f"""
  {SERIES}
  targets: {{y: [1]}}
  layers:
    - Bidirectional: {{layer: {{LSTM: {{units: 4, return_state: true}}}}, name: encoder, inputs: x}}
    - Bidirectional:
        layer: {{LSTM: {{units: 4}}}}
        inputs: x
        initial_state: [encoder.forward_h, encoder.forward_c, encoder.backward_h, encoder.backward_c]
    - Dense: {{name: y, units: 1}}
""",
    "two directions of their own": f"""
  {SERIES}
  targets: {{y: [1]}}
  layers:
    - Bidirectional: {{layer: {{LSTM: {{units: 4}}}}, backward_layer: {{GRU: {{units: 4, go_backwards: true}}}}}}
    - Dense: {{name: y, units: 1}}
""",
    "next frame": f"""
  {FRAMES}
  targets: {{y: [5, 6, 6, 1]}}
  layers:
    - ConvLSTM2D: {{filters: 3, kernel_size: 3, padding: same, return_sequences: true}}
    - Bidirectional: {{layer: {{ConvLSTM2D: {{filters: 2, kernel_size: 3, padding: same, return_sequences: true}}}}}}
    - TimeDistributed: {{layer: {{Conv2D: {{filters: 1, kernel_size: 3, padding: same}}}}, name: y}}
""",
    "rows and volumes": """
  inputs: {row: [5, 6, 2], volume: [3, 4, 4, 4, 1]}
  targets: {y: [1]}
  layers:
    - ConvLSTM1D: {filters: 3, kernel_size: 2, return_state: true, name: first, inputs: row}
    - ConvLSTM1D: {filters: 3, kernel_size: 2, name: again, inputs: row, initial_state: [first.h, first.c]}
    - Flatten: {name: flat}
    - ConvLSTM3D: {filters: 2, kernel_size: 2, strides: 2, inputs: volume}
    - Flatten: {name: deep}
    - Concatenate: {inputs: [flat, deep]}
    - Dense: {name: y, units: 1}
""",
    "a stack of cells and its states": f"""
  {SERIES}
  targets: {{y: [6, 1]}}
  layers:
    - RNN: {{cell: [{{LSTMCell: {{units: 4}}}}, {{GRUCell: {{units: 3}}}}], return_state: true, name: encoder}}
    - RNN:
        cell:
          StackedRNNCells:
            cells:
              - LSTMCell: {{units: 4}}
              - GRUCell: {{units: 3}}
        return_sequences: true
        inputs: x
        initial_state: [encoder.h_1, encoder.c_1, encoder.h_2]
    - RNN: {{cell: {{SimpleRNNCell: {{units: 4, activation: relu}}}}, return_sequences: true, go_backwards: true}}
    - flip: {{axis: 1}}
    - Dense: {{name: y, units: 1}}
""",
    "video": """
  inputs: {x: [4, 8, 8, 3]}
  targets: {y: [1]}
  layers:
    - TimeDistributed: {layer: {Conv2D: {filters: 2, kernel_size: 3, activation: relu}}}
    - TimeDistributed: {layer: {MaxPooling2D}}
    - TimeDistributed: {layer: {Flatten}}
    - LSTM: {units: 4}
    - Dense: {name: y, units: 1}
""",
    "sentences of words": """
  inputs: {x: {shape: [4, 5], dtype: int32, vocabulary: 9}}
  targets: {y: [1]}
  layers:
    - TimeDistributed: {layer: {Embedding: {input_dim: 9, output_dim: 3}}}
    - TimeDistributed: {layer: {Bidirectional: {layer: {GRU: {units: 2}}}}}
    - LSTM: {units: 4}
    - Dense: {name: y, units: 1}
""",
}


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_recurrent_system_is_clean_and_trains(name, tmp_path):
    """No finding; the script's model is the live one; shapes and parameters are those announced; a training step runs."""
    prove(SYSTEMS[name] + TRAIN, tmp_path)
