"""The proof of a whole system: from its YAML to a first training step, a script that is the live model, and a file of it."""

from __future__ import annotations

import json
import runpy
from typing import TYPE_CHECKING, Any

from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check

if TYPE_CHECKING:
    from pathlib import Path


def prove(lines: str, folder: Path) -> None:
    """Lint, build, train, save, and run the script of the model under `model:`; fails at the first thing that is not right."""
    import keras

    from rnndsl.backend.build import build
    from rnndsl.backend.emit import emit
    from rnndsl.backend.render import render

    checked = check(Source("model.yaml", f"rnndsl: 1\nmodel:{lines}"))
    findings = [d.message for d in checked.report.sorted()]
    assert not findings, findings
    typed = checked.typed
    assert typed is not None
    program = emit(typed.graph, typed=typed)
    model = build(program)
    (folder / "model.py").write_text(render(program), encoding="utf-8")
    configuration = json.dumps(model.get_config(), sort_keys=True, default=str)
    assert model.count_params() == typed.parameters()
    assert [tuple(t.shape[1:]) for t in model.outputs] == [typed.tensor(o.ref).shape for o in typed.graph.outputs]
    train(model, folder)
    keras.utils.clear_session()
    again = runpy.run_path(str(folder / "model.py"))["model"]
    assert json.dumps(again.get_config(), sort_keys=True, default=str) == configuration


def train(model: Any, folder: Path) -> None:
    """One step on random numbers of the announced shapes; the saved model loads and predicts the same."""
    import keras
    import numpy as np

    rng = np.random.default_rng(0)

    def data(tensor: Any) -> Any:
        shape = (4, *tensor.shape[1:])
        return rng.integers(0, 9, shape) if "int" in tensor.dtype else rng.normal(size=shape)

    x = {tensor.name: data(tensor) for tensor in model.inputs}
    model.fit(x, rng.normal(size=(4, *model.output_shape[1:])), epochs=1, batch_size=4, verbose=0)
    model.save(folder / "model.keras")
    again = keras.saving.load_model(folder / "model.keras")
    assert np.allclose(model.predict(x, verbose=0), again.predict(x, verbose=0), atol=1e-5)
