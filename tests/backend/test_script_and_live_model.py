"""The script and the live model are one program: same configuration, same weights from one seed, bit for bit."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

import pytest

from rnndsl.backend.emit import emit
from rnndsl.backend.render import render, side_files

from .handmade import every

RUNNER = """
import hashlib, json, runpy, sys
import keras
found = {}
for path in sys.argv[2:]:
    keras.utils.clear_session()
    model = runpy.run_path(path)["model"]
    weights = [hashlib.sha256(w.tobytes()).hexdigest() for w in model.get_weights()]
    found[path] = [model.get_config(), model.get_compile_config(), weights]
json.dump(found, open(sys.argv[1], "w"))
"""


def digest(model) -> list:
    weights = [hashlib.sha256(w.tobytes()).hexdigest() for w in model.get_weights()]
    return json.loads(json.dumps([model.get_config(), model.get_compile_config(), weights]))


@pytest.mark.slow
def test_the_script_makes_the_live_model(tmp_path):
    """A script run in another process has the configuration, compile arguments and weights of the built model."""
    from rnndsl.backend.build import build

    scripts, live = {}, {}
    for name, (graph, fitted) in every().items():
        program = emit(graph, fitted)
        folder = tmp_path / name
        folder.mkdir()
        for file, text in side_files(program).items():
            (folder / file).write_text(text, encoding="utf-8")
        (folder / "model.py").write_text(render(program), encoding="utf-8")
        scripts[name] = str(folder / "model.py")
        live[name] = digest(build(program))
    result = tmp_path / "result.json"
    subprocess.run([sys.executable, "-c", RUNNER, result, *scripts.values()], check=True, capture_output=True)
    found = json.loads(result.read_text())
    for name, path in scripts.items():
        assert found[path][0] == live[name][0], name
        assert found[path][1] == live[name][1], name
        assert found[path][2] == live[name][2], name


@pytest.mark.slow
def test_names_and_seeds_do_not_depend_on_what_was_built_before():
    """Building twice in one process gives the same model."""
    from rnndsl.backend.build import build

    graph, fitted = every()["siamese"]
    assert digest(build(emit(graph, fitted))) == digest(build(emit(graph, fitted)))
