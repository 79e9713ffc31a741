"""A small translator's file, with and without attention, typed but not trained."""

from __future__ import annotations

from pathlib import Path

from rnndsl.diagnostics.span import Source
from rnndsl.ir.fitted import Fitted
from rnndsl.ir.typed import Typed
from rnndsl.pipeline import check, with_vocabularies

FILE = """\
rnndsl: 1
data:
  source: {{tsv: pairs.tsv, columns: [a, b]}}
  inputs:
    a: {{text: a}}
    before: {{text: b, shift: 1, start: "[start]"}}
  targets: {{out: {{text: b, end: "[end]", encode: words}}}}
model:
  layers:
    - TextVectorization: {{name: into, inputs: a, output_sequence_length: 4}}
    - Embedding: {{name: read, input_dim: "${{into.vocabulary_size}}", output_dim: 8, mask_zero: true}}
    - LSTM: {{name: encoder, units: 16, return_state: true, return_sequences: {sequences}}}
    - TextVectorization: {{name: words, inputs: before, output_sequence_length: 4, standardize: lower}}
    - Embedding: {{name: say, input_dim: "${{words.vocabulary_size}}", output_dim: 8, mask_zero: true}}
    - LSTM: {{name: decoder, units: 16, return_sequences: true, initial_state: [encoder.h, encoder.c]}}
{attention}    - Dense: {{name: out, units: "${{words.vocabulary_size}}", activation: softmax}}
train: {{loss: sparse_categorical_crossentropy}}
"""
ATTENTION = "    - Attention: {name: look, inputs: [decoder, encoder]}\n"
TOKENS = {"into": ["", "[UNK]", "1", "2", "3"], "words": ["", "[UNK]", "[start]", "[end]", "eins", "zwei", "drei"]}
FITTED = Fitted({n: {"vocabulary": v} for n, v in TOKENS.items()}, {n: len(v) for n, v in TOKENS.items()})


def typed(folder: Path, attention: bool = False) -> Typed:
    """The typed graph of the file above, its vocabularies known."""
    (folder / "pairs.tsv").write_text("1 2\teins zwei\n" * 20)
    text = FILE.format(sequences=str(attention).lower(), attention=ATTENTION if attention else "")
    checked = with_vocabularies(check(Source("m.yaml", text, str(folder))), FITTED.sizes)
    assert checked.typed is not None, checked.report.sorted()
    return checked.typed
