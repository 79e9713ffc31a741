"""The halves of a sequence-to-sequence model, derived from its graph without TensorFlow."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnndsl.runtime.decoder import IDS, split

from .seq2seq import typed


def test_the_encoder_runs_once_and_hands_on_its_states(tmp_path: Path) -> None:
    """Two states cross; the decoder reads them and ids; text layers stay outside of it."""
    halves = split(typed(tmp_path), "before", "out")
    assert halves.encoder is not None
    assert [node.name for node in halves.encoder.nodes] == ["into", "read", "encoder"]
    assert [output.name for output in halves.encoder.outputs] == ["encoder_1", "encoder_2"]
    assert [entry.name for entry in halves.decoder.inputs] == [IDS, "encoder_1", "encoder_2"]
    assert [node.name for node in halves.decoder.nodes] == ["say", "decoder", "out"]
    assert halves.reader == "words"


def test_a_masked_tensor_is_never_cut(tmp_path: Path) -> None:
    """Attention needs the encoder's mask, which an input has not: the encoder's layers stay with the decoder."""
    halves = split(typed(tmp_path, attention=True), "before", "out")
    assert [entry.name for entry in halves.decoder.inputs] == ["into_0", IDS]
    assert {"read", "encoder", "look"} <= {node.name for node in halves.decoder.nodes}
    assert halves.encoder is not None
    assert [node.name for node in halves.encoder.nodes] == ["into"]


def test_an_input_that_no_text_layer_reads_is_refused(tmp_path: Path) -> None:
    """There is nothing to cut where ids do not enter."""
    with pytest.raises(ValueError, match="nothing turns the input"):
        split(typed(tmp_path), "nobody", "out")
