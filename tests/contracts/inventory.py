"""What an installed Keras offers, as plain data: run as a script, it prints the inventory of the Keras that it imports.

So one test can ask two versions: the newest that `pyproject.toml` admits is installed, the oldest lies beside the
environment (`scripts/setup dev` puts it there) and is imported by a process of its own.
"""

from __future__ import annotations

import functools
import inspect
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from rnndsl import objects

GROUPS = ("layers", *objects.GROUPS)
ROOT = Path(__file__).resolve().parents[2]
VERSIONS = ("newest", "oldest")
OLDEST = Path(sys.prefix) / "oldest-keras"


def take() -> dict[str, Any]:
    """Version, and for each group the public classes (functions, of activations) with the arguments of their constructors.

    `name` is the one that Keras defines a class under; others are its second names. A default is JSON, or its text.
    """
    import keras

    found: dict[str, Any] = {"version": keras.__version__}
    for group in GROUPS:
        module = keras.optimizers.schedules if group == "schedules" else getattr(keras, group)
        found[group] = {name: _described(thing) for name, thing in vars(module).items() if _counts(group, name, thing)}
    found["ops"] = {name: _described(thing) for name, thing in vars(keras.ops).items() if inspect.isfunction(thing)}
    return found


def _counts(group: str, name: str, thing: Any) -> bool:
    if group == "activations":
        return inspect.isfunction(thing) and name not in ("deserialize", "serialize", "get")
    return inspect.isclass(thing) and name[0].isupper()


def _described(thing: Any) -> dict[str, Any]:
    found = {"name": thing.__name__, "arguments": _arguments(thing)}
    return {**found, "call": _arguments(thing.call)} if hasattr(thing, "call") else found


def _arguments(function: Any) -> list[list[Any]]:
    given = inspect.signature(function).parameters.values()
    return [[p.name, _default(p.default)] for p in given if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)]


def _default(value: Any) -> Any:
    if value is inspect.Parameter.empty:
        return "required"
    return list(value) if isinstance(value, tuple) else value


@functools.cache
def inventory(version: str) -> dict[str, Any]:
    """The inventory of the `newest` (installed) or the `oldest` Keras that is admitted."""
    path = os.pathsep.join([*([str(OLDEST)] if version == "oldest" else []), str(ROOT)])
    command = [sys.executable, "-m", "tests.contracts.inventory"]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, cwd=ROOT, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    print(json.dumps(take(), default=repr))
