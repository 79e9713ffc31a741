"""Raw samples of a sound become spectrograms inside the model, and classes at its end; other normalizations fit in between."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from . import runs

pytestmark = pytest.mark.slow

FILE = """\
rnndsl: 1
name: tones
data:
  source: tones.csv
  time: moment
  window: {{length: 128, horizon: 1}}
  inputs: {{sound: [sample]}}
  targets: {{tone: {{category: tone}}}}
model:
  layers:
{layers}
    - Dense: {{name: tone, units: "${{data.tone.classes}}", activation: softmax}}
train: {{loss: sparse_categorical_crossentropy, metrics: [accuracy], epochs: 1, batch_size: 64}}
"""
MODELS = {
    "short-time spectrum": """\
    - STFTSpectrogram: {frame_length: 32, frame_step: 16}
    - SpatialDropout1D: {rate: 0.1}
    - GRU: {units: 8}
    - PReLU""",
    "mel spectrum, its time moved to the front": """\
    - Reshape: {target_shape: [128]}
    - MelSpectrogram: {fft_length: 32, sequence_stride: 16, num_mel_bins: 6, sampling_rate: 400}
    - Permute: {dims: [2, 1]}
    - RMSNormalization
    - Bidirectional: {layer: {LSTM: {units: 8}}}""",
    "normalizations in a recurrent stack": """\
    - GaussianNoise: {stddev: 0.05}
    - LSTM: {units: 8, return_sequences: true}
    - GroupNormalization: {groups: 4}
    - ActivityRegularization: {l2: 1e-4}
    - LSTM: {units: 8, return_sequences: true}
    - RMSNormalization
    - LSTM: {units: 8}
    - UnitNormalization
    - SpectralNormalization: {layer: {Dense: {units: 8}}}
    - LeakyReLU
    - AlphaDropout: {rate: 0.1}
    - GaussianDropout: {rate: 0.1}
    - ELU
    - Identity""",
}


def sound() -> str:
    """Tones high and low, each for a while: moment, sample, name of the tone."""
    rows = []
    for i in range(900):
        high = i // 60 % 2
        rows.append(f"{i},{math.sin(i * (1.7 if high else 0.3)):.4f},{'high' if high else 'low'}")
    return "\n".join(["moment,sample,tone", *rows]) + "\n"


@pytest.mark.parametrize("name", MODELS)
def test_it_lints_clean_builds_and_trains(name: str, tmp_path: Path) -> None:
    """From a table of samples to a class, the spectrum taken by the model itself."""
    (tmp_path / "tones.csv").write_text(sound())
    file = tmp_path / "tones.yaml"
    file.write_text(FILE.format(layers=MODELS[name]))
    assert runs.rnndsl("lint", file).stdout.strip().endswith("is clean")
    done = runs.rnndsl("train", file, "--runs", tmp_path / "runs")
    assert done.returncode == 0, done.stderr
    figures = json.loads((tmp_path / "runs" / "tones" / "1" / "metrics.json").read_text())
    assert figures
