"""Models of convolutions, poolings and resampling from the file to the first training step.

Lint finds nothing in them, Keras builds what inference says, the script makes the live model, and a step of training runs.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from rnndsl.diagnostics.span import Source
from rnndsl.ir.dims import keras_dim
from rnndsl.pipeline import check

from .window_models import MODELS

RUNNER = """
import json, runpy, sys
import keras
found = {}
for path in sys.argv[2:]:
    keras.utils.clear_session()
    model = runpy.run_path(path)["model"]
    found[path] = [model.get_config(), [float(abs(w).sum()) for w in model.get_weights()]]
json.dump(found, open(sys.argv[1], "w"))
"""


def checked(name):
    """A model of this folder, linted."""
    return check(Source("model.yaml", MODELS[name]))


@pytest.mark.parametrize("name", MODELS)
def test_lint_finds_nothing(name):
    """Each file is clean: no error, no warning, no remark."""
    assert [str(found.message) for found in checked(name).report.sorted()] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", MODELS)
def test_keras_builds_what_inference_says_and_trains_it(name):
    """Every layer's announced shape and the number of parameters are Keras'; the first training step runs."""
    import keras
    import numpy as np

    from rnndsl.backend.layer_names import keras_name
    from tests.contracts.trial import as_graph

    typed = checked(name).typed
    trial = as_graph(checked(name))
    assert trial.error is None
    assert np.isfinite(trial.loss)
    assert typed.parameters() == trial.model.count_params()
    for node in typed.nodes.values():
        said = tuple(map(keras_dim, node.outputs[0].dims))
        assert tuple(trial.model.get_layer(keras_name(node.node.name)).output.shape[1:]) == said, node.node.name
    keras.utils.clear_session()


@pytest.mark.slow
def test_the_scripts_make_the_live_models(tmp_path):
    """Run in another process, each script has the configuration of the live model, and from one seed its weights."""
    from rnndsl.backend.build import build
    from rnndsl.backend.emit import emit
    from rnndsl.backend.render import render

    live, paths = {}, {}
    for number, name in enumerate(MODELS):
        program = emit(checked(name).typed.graph)
        paths[name] = tmp_path / f"model_{number}.py"
        paths[name].write_text(render(program), encoding="utf-8")
        model = build(program)
        live[name] = json.loads(json.dumps([model.get_config(), [float(abs(w).sum()) for w in model.get_weights()]]))
    result = tmp_path / "result.json"
    subprocess.run([sys.executable, "-c", RUNNER, result, *paths.values()], check=True, capture_output=True)
    found = json.loads(result.read_text(encoding="utf-8"))
    for name, path in paths.items():
        assert found[str(path)] == live[name], name
