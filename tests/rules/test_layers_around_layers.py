"""Rules on layers around layers and above them: shared halves, freezing in vain, cells, Masking behind a sequence."""

from __future__ import annotations

import pytest

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check

HEAD = "rnndsl: 1\nmodel:\n  inputs: {x: [20, 4], y: [20, 4]}\n  layers:\n"
BOTH = "    - Bidirectional: {layer: {LSTM: {units: 8, return_state: true}}, name: e, inputs: x}\n"
AGAIN = "    - {use: e, name: again, inputs: y}\n"
JOIN = "    - Concatenate: {inputs: [e.forward_h, again.%s]}\n    - Dense: {units: 1}\n"


def findings(text: str) -> list[Diagnostic]:
    return check(Source("m.yaml", text)).report.sorted()


def found(text: str, code: str) -> list[Diagnostic]:
    return [one for one in findings(text) if one.code == code]


@pytest.mark.parametrize(("port", "expected"), [("backward_h", 0), ("forward_c", 1)])
def test_halves_of_a_shared_layer_count_over_all_calls(port: str, expected: int) -> None:
    assert len(found(HEAD + BOTH + AGAIN + JOIN % port, "RNN604")) == expected


@pytest.mark.parametrize(
    ("inner", "repaired"),
    [("LSTM: {units: 4}", True), ("ConvLSTM1D: {filters: 2, kernel_size: 3}", False)],
)
def test_no_repair_that_freezes_nothing(inner: str, repaired: bool) -> None:
    shape = "[20, 4]" if "Conv" not in inner else "[20, 8, 1]"
    lines = f"rnndsl: 1\nmodel:\n  inputs: {{x: {shape}}}\n  layers:\n"
    (one,) = found(f"{lines}    - Bidirectional: {{layer: {{{inner}}}, trainable: false}}\n", "RNN509")
    assert (one.fix is not None, bool(one.help)) == (repaired, not repaired)


def test_frozen_inside_and_outside_where_neither_reaches_a_weight() -> None:
    inner = "ConvLSTM1D: {filters: 2, kernel_size: 3, trainable: false}"
    text = "rnndsl: 1\nmodel:\n  inputs: {x: [20, 8, 1]}\n  layers:\n"
    assert found(f"{text}    - Bidirectional: {{layer: {{{inner}}}, trainable: false}}\n", "RNN509")


def test_a_cell_is_no_layer_whatever_stands_above() -> None:
    text = "rnndsl: 1\nmodel:\n  inputs: {x: [20, 4]}\n  layers:\n    - Foo: {a: 1}\n    - LSTMCell: {units: 8}\n"
    assert [one.code for one in findings(text)] == ["RNN001", "RNN508"]


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("LSTM: {units: 8, return_sequences: true}", ["RNN403"]),
        ("GRU: {units: 8, return_sequences: true, use_bias: false}", []),
        ("SimpleRNN: {units: 8, return_sequences: true, activation: relu}", []),
        ("Dropout: {rate: 0.1}", []),
    ],
)
def test_masking_behind_a_recurrent_layer_finds_no_padding(above: str, expected: list[str]) -> None:
    text = f"rnndsl: 1\nmodel:\n  inputs: {{x: [20, 4]}}\n  layers:\n    - {above}\n    - Masking\n    - LSTM: {{units: 8}}\n"
    assert [one.code for one in findings(text) if one.severity != "info"] == expected


def test_states_that_nobody_asked_for_are_one_mistake() -> None:
    reads = "    - LSTM: {units: 8, inputs: y, initial_state: [e.h, e.c]}\n"
    (one,) = findings(f"{HEAD}    - LSTM: {{units: 8, name: e, inputs: x}}\n{reads}")
    assert (one.code, one.help) == ("RNN007", "its states come out with `return_state: true`")
