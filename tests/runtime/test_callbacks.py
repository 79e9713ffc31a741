"""Callbacks of a file: what they need is asked for before anything is trained."""

from __future__ import annotations

import pytest

pytest.importorskip("keras")
from rnndsl.diagnostics.report import Report
from rnndsl.diagnostics.span import Source
from rnndsl.frontend.parse import parse
from rnndsl.frontend.validate import validate
from rnndsl.ir.spec import Value
from rnndsl.runtime import callbacks
from rnndsl.runtime.failure import RunError

pytestmark = pytest.mark.slow


def listed(text: str) -> Value | None:
    report = Report()
    document = parse(
        Source("m.yaml", f"rnndsl: 1\nmodel:\n  layers: [Flatten]\ntrain:\n  loss: mse\n  callbacks: {text}\n"), report
    )
    spec = validate(document, report, ()) if document is not None else None
    return spec.get("train", "callbacks") if spec is not None else None


@pytest.mark.parametrize("text", ["[TensorBoard]", "[TerminateOnNaN, {TensorBoard: {log_dir: here}}]"])
def test_a_missing_package_is_named_before_training(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keras itself fails only when the first epoch begins, after data have been read and a folder made."""
    monkeypatch.setattr(callbacks, "find_spec", lambda package: None)
    with pytest.raises(RunError, match="needs tensorboard, which is not installed: pip install tensorboard"):
        callbacks.check(listed(text))


def test_what_is_there_is_not_complained_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a callback whose package is installed, nor one that needs none, nor a file without callbacks."""
    callbacks.check(listed("[TerminateOnNaN, {EarlyStopping: {patience: 2}}]"))
    callbacks.check(None)
    monkeypatch.setattr(callbacks, "find_spec", lambda package: object())
    callbacks.check(listed("[TensorBoard]"))
