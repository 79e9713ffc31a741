"""Whole models of convolutions, poolings and resampling, as somebody would write them: clean, and trained as they stand."""

from __future__ import annotations

MODELS = {
    "gated causal convolutions, ever wider": """\
rnndsl: 1
model:
  inputs: {wave: [null, 1]}
  targets: {next: {shape: [null], classes: 64}}
  layers:
    - Conv1D: {name: start, filters: 16, kernel_size: 2, padding: causal}
    - Conv1D: {name: filter_1, filters: 16, kernel_size: 2, padding: causal, dilation_rate: 1, activation: tanh}
    - Conv1D: {name: gate_1, inputs: start, filters: 16, kernel_size: 2, padding: causal, dilation_rate: 1, activation: sigmoid}
    - Multiply: {name: unit_1, inputs: [filter_1, gate_1]}
    - Conv1D: {name: mix_1, filters: 16, kernel_size: 1}
    - Add: {name: block_1, inputs: [start, mix_1]}
    - Conv1D: {name: filter_2, filters: 16, kernel_size: 2, padding: causal, dilation_rate: 2, activation: tanh}
    - Conv1D: {inputs: block_1, name: gate, filters: 16, kernel_size: 2, dilation_rate: 2, padding: causal, activation: sigmoid}
    - Multiply: {name: unit_2, inputs: [filter_2, gate]}
    - Conv1D: {name: mix_2, filters: 16, kernel_size: 1}
    - Add: {name: block_2, inputs: [block_1, mix_2]}
    - Conv1D: {name: last, filters: 16, kernel_size: 2, padding: causal, dilation_rate: [4], activation: relu}
    - Add: {inputs: [mix_1, mix_2, last]}
    - Conv1D: {filters: 64, kernel_size: 1, activation: softmax}
train: {loss: sparse_categorical_crossentropy}
""",
    "causal convolutions, repeated": """\
rnndsl: 1
model:
  inputs: {wave: [64, 1]}
  targets: {next: [64, 1]}
  layers:
    - repeat:
        times: 5
        layers:
          - Conv1D: {filters: 8, kernel_size: 2, padding: causal, dilation_rate: 2, activation: relu}
    - Conv1D: {filters: 1, kernel_size: 1}
train: {loss: mse}
""",
    "convolutions before a recurrent layer": """\
rnndsl: 1
model:
  inputs: {history: [48, 6]}
  targets: {y: [1]}
  layers:
    - SeparableConv1D: {filters: 12, kernel_size: 5, activation: relu}
    - MaxPooling1D: {pool_size: 2}
    - DepthwiseConv1D: {kernel_size: 3, depth_multiplier: 2, strides: 2}
    - AveragePooling1D: {pool_size: 2, padding: same}
    - LSTM: {units: 16}
    - Dense: {units: 1}
train: {loss: mse}
""",
    "a wave from a code": """\
rnndsl: 1
model:
  inputs: {code: [6, 4]}
  targets: {wave: [24, 1]}
  layers:
    - Conv1DTranspose: {filters: 8, kernel_size: 4, strides: 2, padding: same, activation: relu}
    - UpSampling1D
    - AdaptiveMaxPooling1D: {output_size: 20}
    - ZeroPadding1D: {padding: [4, 2]}
    - Cropping1D: {cropping: [2, 0]}
    - Conv1D: {filters: 1, kernel_size: 3, padding: same}
train: {loss: mse}
""",
    "an image classified": """\
rnndsl: 1
model:
  inputs: {image: [32, 32, 3]}
  targets: {label: {shape: [], classes: 10}}
  layers:
    - ZeroPadding2D: {padding: [[1, 2], 1]}
    - Conv2D: {filters: 8, kernel_size: 3, strides: 2, activation: relu}
    - BatchNormalization
    - SeparableConv2D: {filters: 16, kernel_size: [3, 1], padding: same}
    - MaxPool2D
    - DepthwiseConv2D: {kernel_size: 3, dilation_rate: 2, padding: same}
    - Conv2D: {filters: 16, kernel_size: 1, groups: 4}
    - AveragePooling2D: {pool_size: [2, 1]}
    - AdaptiveAveragePooling2D: {output_size: [2, 3]}
    - GlobalAveragePooling2D
    - Dense: {units: 10, activation: softmax}
train: {loss: sparse_categorical_crossentropy}
""",
    "features first": """\
rnndsl: 1
model:
  inputs: {image: [3, 20, 20]}
  targets: {y: [2]}
  layers:
    - Conv2D: {filters: 4, kernel_size: 3, data_format: channels_first}
    - MaxPooling2D: {data_format: channels_first}
    - Conv2DTranspose: {filters: 2, kernel_size: 2, strides: 2, data_format: channels_first}
    - GlobalAveragePooling2D: {data_format: channels_first}
train: {loss: mse}
""",
    "an image for an image": """\
rnndsl: 1
model:
  inputs: {image: [16, 16, 1]}
  targets: {mask: [16, 16, 1]}
  layers:
    - Conv2D: {name: fine, filters: 8, kernel_size: 3, padding: same, activation: relu}
    - MaxPooling2D
    - Conv2D: {name: coarse, filters: 16, kernel_size: 3, padding: same, activation: relu}
    - MaxPooling2D: {pool_size: 2, strides: 1, padding: same}
    - Conv2DTranspose: {name: up, filters: 8, kernel_size: 2, strides: 2}
    - UpSampling2D: {name: smooth, inputs: coarse, interpolation: bilinear}
    - Concatenate: {inputs: [fine, up, smooth]}
    - Cropping2D: {cropping: [[1, 0], 1]}
    - ZeroPadding2D: {padding: [[1, 0], 1]}
    - Conv2D: {filters: 1, kernel_size: 1, activation: sigmoid}
train: {loss: binary_crossentropy}
""",
    "images of a film, one by one": """\
rnndsl: 1
model:
  inputs: {video: [12, 24, 24, 3]}
  targets: {label: {shape: [], classes: 5}}
  layers:
    - TimeDistributed: {layer: {Conv2D: {filters: 6, kernel_size: 3, activation: relu}}}
    - TimeDistributed: {layer: {MaxPooling2D: {pool_size: 2}}}
    - TimeDistributed: {layer: {GlobalAveragePooling2D: {}}}
    - LSTM: {units: 8}
    - Dense: {units: 5, activation: softmax}
train: {loss: sparse_categorical_crossentropy}
""",
    "a film as a volume": """\
rnndsl: 1
model:
  inputs: {film: [8, 16, 16, 2]}
  targets: {y: [3]}
  layers:
    - Conv3D: {filters: 4, kernel_size: [3, 3, 3], padding: same, groups: 2, activation: relu}
    - MaxPooling3D: {pool_size: [1, 2, 2]}
    - Conv3DTranspose: {filters: 4, kernel_size: 2, strides: [1, 2, 2], padding: same}
    - AveragePooling3D: {pool_size: 2}
    - Cropping3D
    - ZeroPadding3D: {padding: 1}
    - UpSampling3D: {size: [1, 2, 1]}
    - AdaptiveMaxPooling3D: {output_size: 2}
    - GlobalMaxPooling3D
    - Dense: {units: 3}
train: {loss: mse}
""",
}
