"""`--set KEY=VALUE`: checked like the file, shown in its own text."""

from __future__ import annotations

import pytest

from .language import checked, model, only


def test_settings_are_checked_like_the_file() -> None:
    """A wrong setting is shown in its own text; the value in the file is not looked at."""
    text = model("LSTM: {units: 8}", tail="train: {epochs: x}\n")
    found = only(text, "train.epochs=three")
    assert (found.span.source.name, found.span.source.text, found.span.text) == ("--set", "train.epochs=three", "three")
    spec, report = checked(
        text, "train.epochs=3", "train.optimizer={Adam: {learning_rate: 1e-2}}", "model.layers.0.LSTM.units=4"
    )
    assert len(report) == 0
    assert spec is not None
    assert spec.get("train", "epochs").data == 3
    assert spec.get("train", "optimizer").plain() == {"Adam": {"learning_rate": 0.01}}
    assert spec.get("model", "layers").list[0].data.args["units"].data == 4


@pytest.mark.parametrize(
    "setting", ["epochs", "=3", "train..x=3", "model.layers.9=1", "model.layers.x=1", "rnndsl.x=1", "train.x=3"]
)
def test_settings_that_lead_nowhere(setting: str) -> None:
    """Each is reported at the part that is wrong."""
    found = only(model("LSTM: {units: 8}"), setting)
    assert found.span.source.text == setting


def test_settings_do_not_change_shared_nodes() -> None:
    """Where an alias shares a mapping, a setting changes one place only."""
    text = model("LSTM: &a {units: 8, return_sequences: true}", "LSTM: *a")
    spec, report = checked(text, "model.layers.1.LSTM.units=4")
    assert len(report) == 0
    assert spec is not None
    assert [line.data.args["units"].data for line in spec.get("model", "layers").list] == [8, 4]
