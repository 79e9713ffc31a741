"""The callbacks that a file asks for, as Keras objects; what they write goes into the run folder."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import keras

from rnndsl import objects
from rnndsl.ir.fields import Either, Field, Str
from rnndsl.ir.spec import Value
from rnndsl.runtime.failure import RunError

SURVIVES_RUNS = "BackupAndRestore"
PACKAGES = {"TensorBoard": "tensorboard", "RemoteMonitor": "requests"}  # what Keras' callbacks need besides TensorFlow


def check(callbacks: Value | None) -> None:
    """Raise RunError where a callback needs a package that is not installed: better now than after the first epoch."""
    known = objects.group("callbacks")
    for value in callbacks.list if callbacks is not None else ():
        name = known[next(iter(value.data)) if isinstance(value.data, dict) else value.data].name
        package = PACKAGES.get(name)
        if package is not None and find_spec(package) is None:
            raise RunError(f"the callback {name} needs {package}, which is not installed: pip install {package}", code=2)


def make(callbacks: Value | None, folder: Path) -> list[Any]:
    """Keras' callbacks in the order of the file; relative paths start in `folder`, the run's own.

    `BackupAndRestore` is there to continue an earlier run, so its folder is the one that all runs of a name share.
    """
    known = objects.group("callbacks")
    made = []
    for value in callbacks.list if callbacks is not None else ():
        plain = value.plain()
        (name, args) = next(iter(plain.items())) if isinstance(plain, dict) else (plain, {})
        found = known[name]
        home = folder.parent if found.name == SURVIVES_RUNS else folder
        paths = {entry.name for entry in found.parameters if _is_path(entry.type)}
        given = {k: os.path.join(home, v) if k in paths and isinstance(v, str) else v for k, v in (args or {}).items()}
        for entry in found.parameters:
            if entry.name in paths and isinstance(entry.default, str):
                given.setdefault(entry.name, os.path.join(home, entry.default))
        made.append(getattr(keras.callbacks, found.name)(**given))
    return made


def _is_path(field: Field) -> bool:
    options = field.options if isinstance(field, Either) else (field,)
    return any(isinstance(option, Str) and option.path for option in options)
