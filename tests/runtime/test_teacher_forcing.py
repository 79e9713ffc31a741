"""With `shift: 1`, what the decoder reads is what it must write, one step later: for words and for characters."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check

pytestmark = pytest.mark.slow

FILE = """\
rnndsl: 1
data:
  source: {{tsv: pairs.tsv, columns: [a, b]}}
  inputs: {{before: {{text: b, shift: 1, start: "<"}}}}
  targets: {{out: {{text: b, end: ">", encode: ids}}}}
model:
  layers:
    - TextVectorization: {{name: ids, output_sequence_length: 24, standardize: lower, split: {split}}}
    - Embedding: {{input_dim: "${{ids.vocabulary_size}}", output_dim: 4, mask_zero: true}}
    - LSTM: {{units: 4, return_sequences: true}}
    - Dense: {{name: out, units: "${{ids.vocabulary_size}}", activation: softmax}}
train: {{loss: sparse_categorical_crossentropy}}
"""


@pytest.mark.parametrize("split", ["whitespace", "character"])
def test_the_target_is_one_step_ahead(tmp_path: Path, split: str) -> None:
    """Reading `< a b`, the model must write `a b >`: token for token one step apart, no blank in between."""
    import numpy as np
    import tensorflow as tf

    from rnndsl.backend.build import evaluate
    from rnndsl.backend.expressions import layer_call
    from rnndsl.data import load
    from rnndsl.ir.program import Literal
    from rnndsl.runtime.fit_layers import fit_layers

    (tmp_path / "pairs.tsv").write_text("1\teins zwei\n2\tzwei\n3\tdrei vier\n" * 10)
    checked = check(Source("m.yaml", FILE.format(split=split), str(tmp_path)))
    assert checked.typed is not None, checked.report.sorted()
    graph, data = checked.typed.graph, checked.spec.get("data")  # type: ignore[union-attr]
    assert data is not None
    dataset = load(data, graph)
    fitted = fit_layers(graph, dataset)
    inputs, targets = dataset.with_fitted(fitted).training.arrays()
    vocabulary = Literal(list(fitted.vocabularies["ids"]))
    vectorizer = evaluate(layer_call(graph.nodes[0].layer, fitted, vocabulary=vocabulary), {})
    read, written = np.asarray(vectorizer(tf.constant(inputs["before"].tolist()))), targets["out"]
    end = fitted.vocabularies["ids"].index(">")
    for before, after in zip(read, written, strict=True):
        length = int((after != 0).sum())
        assert before[1:length].tolist() == after[: length - 1].tolist()
        assert after[length - 1] == end
