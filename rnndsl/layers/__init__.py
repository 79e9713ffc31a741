"""Every layer kind, one file each, named as Keras names it in lower case: `lstm.py` holds `LSTM`.

Nothing lists the kinds: `kind("LSTM")` imports the file that the name points to, so a model loads only what it uses.
Modules whose names begin with an underscore hold what a family of kinds shares; `equations/` holds what `rnndsl explain` tells.
"""

from __future__ import annotations

import os
from importlib import import_module

from rnndsl.ir.graph import Layer

from .kind import Kind  # loaded before the function `kind` is defined, or the module would take its name in the package

_loaded: dict[str, Kind | None] = {}


def kind(name: str) -> Kind | None:
    """The layer kind that Keras calls `name`, or None if there is none; never runs code from outside this package.

    Operations (`expand_dims`) are kinds too. Keras' second names (`MaxPool1D`) find the kind of the first one. The name of a
    kind that a document declares brings its kind along (`_own.OwnName`), so nothing is remembered of one document in another.
    """
    if type(name) is not str:
        found: Kind | None = getattr(name, "kind", None)
        return found
    if name not in _loaded:
        _loaded[name] = _load(name) if name.isascii() and name.isidentifier() else None
    return _loaded[name]


def _load(name: str) -> Kind | None:
    here = os.path.dirname(__file__)
    for module in (name.lower(), _first_name(name).lower()):
        if not module.startswith("_") and module != "kind" and os.path.exists(os.path.join(here, module + ".py")):
            found: Kind = import_module("." + module, __name__).KIND
            return found if name in (found.name, *found.also) else None
    return None


def _first_name(name: str) -> str:
    """Where a second name of Keras leads: `MaxPool1D` to `MaxPooling1D`, `Convolution1D` to `Conv1D`."""
    pooled = name if "Pooling" in name else name.replace("AvgPool", "AveragePool").replace("Pool", "Pooling")
    return pooled.replace("Convolution", "Conv")


def applied(layer: Layer) -> Layer:
    """The layer that gives a layer's output its width and its activation: what a wrapper applies at every step, else itself."""
    found = kind(layer.kind)
    inner = found.applied(layer) if found is not None else layer
    return layer if inner is layer else applied(inner)


def kind_names() -> list[str]:
    """The names of all kinds, sorted; loads every file, so only for messages, schemas and tests."""
    here = os.path.dirname(__file__)
    modules = [f[:-3] for f in os.listdir(here) if f.endswith(".py") and not f.startswith("_") and f != "kind.py"]
    return sorted(import_module("." + m, __name__).KIND.name for m in modules)
