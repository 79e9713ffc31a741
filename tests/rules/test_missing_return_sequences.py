"""RNN201 finds the layer that dropped the time axis, wherever it stands, and repairs it there."""

from __future__ import annotations

import pytest

from rnndsl.analysis.fixes import apply, choose
from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check

HEAD = "rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n"


def findings(lines: str) -> tuple[Source, list[Diagnostic]]:
    source = Source("m.yaml", HEAD + "".join(f"    {line}\n" for line in lines.strip().split("\n")))
    return source, check(source).report.sorted()


BETWEEN = {
    "nothing": "- LSTM: {units: 4}",
    "rank-preserving layers": "- GRU: {units: 4}\n- Dropout: {rate: 0.1}\n- BatchNormalization\n- LayerNormalization\n"
    "- Activation: {activation: relu}\n- Dense: {units: 3}",
    "both directions": "- Bidirectional: {layer: {LSTM: {units: 4}}}",
    "two layers, two directions": "- Bidirectional: {layer: {LSTM: {units: 4}}, "
    "backward_layer: {LSTM: {units: 4, go_backwards: true}}}",
    "a sum of directions": "- Bidirectional: {layer: {SimpleRNN: {units: 4}}, merge_mode: sum}\n- Dropout: {rate: 0.1}",
    "a block mapping": "- LSTM:\n    units: 4  # wide",
    "written as false": "- LSTM: {units: 4, return_sequences: false}",
}
READERS = {
    "LSTM": "- LSTM: {units: 2}",
    "Bidirectional": "- Bidirectional: {layer: {GRU: {units: 2}}}",
    "Conv1D": "- Conv1D: {filters: 2, kernel_size: 3}",
    "MaxPooling1D": "- MaxPooling1D: {pool_size: 2}",
    "GlobalAveragePooling1D": "- GlobalAveragePooling1D",
}


@pytest.mark.parametrize("above", BETWEEN.values(), ids=list(BETWEEN))
@pytest.mark.parametrize("reader", READERS.values(), ids=list(READERS))
def test_the_cause_is_found_and_repaired(above: str, reader: str) -> None:
    """One finding, at the layer that needs time steps, and a safe fix of the layer that dropped them."""
    source, found = findings(f"{above}\n{reader}")
    assert [d.code for d in found] == ["RNN201"]
    assert found[0].span.line == source.line_count - reader.count("\n") - 1
    assert found[0].fix is not None
    assert found[0].fix.safe
    after = check(Source("m.yaml", apply(source.text, choose(found, source)))).report
    assert [d.code for d in after.sorted()] == []


def test_a_stack_is_repaired_in_one_run() -> None:
    """Each layer of a stack has its own finding; all repairs fit together."""
    source, found = findings("\n".join(["- LSTM: {units: 4}"] * 5))
    assert [d.code for d in found] == ["RNN201"] * 4
    after = apply(source.text, choose(found, source))
    assert after.count("return_sequences: true") == 4
    assert len(check(Source("m.yaml", after)).report) == 0


def test_a_second_reader_makes_the_fix_unsafe() -> None:
    """Somebody else may need the last step: then only the user can decide."""
    _, found = findings("- LSTM: {units: 4, name: a}\n- LSTM: {units: 2}\n- Concatenate: {inputs: [a, lstm]}")
    assert [(d.code, d.fix is not None and d.fix.safe) for d in found] == [("RNN201", False)]


@pytest.mark.parametrize("lost", ["- Flatten", "- GlobalMaxPooling1D", "- Reshape: {target_shape: [96]}"])
def test_other_causes_are_not_blamed_on_the_recurrent_layer(lost: str) -> None:
    """Where another layer takes the time axis away, `return_sequences` would not help, so RNN101 speaks."""
    _, found = findings(f"- LSTM: {{units: 4, return_sequences: true}}\n{lost}\n- LSTM: {{units: 2}}")
    assert [d.code for d in found] == ["RNN101"]


def test_the_time_axis_may_be_lost_inside_time_distributed() -> None:
    """A recurrent layer that runs over every row of a fourth axis is repaired inside its wrapper."""
    text = HEAD.replace("[24, 8]", "[5, 24, 8]") + (
        "    - TimeDistributed: {layer: {LSTM: {units: 4}}}\n    - TimeDistributed: {layer: {LSTM: {units: 2}}}\n"
    )
    source = Source("m.yaml", text)
    found = check(source).report.sorted()
    assert [d.code for d in found] == ["RNN201"]
    assert len(check(Source("m.yaml", apply(text, choose(found, source)))).report) == 0
