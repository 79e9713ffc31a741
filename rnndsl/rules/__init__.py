"""The rules, one file each: `rnn201_missing_return_sequences.py` holds `RULE`.

`triggers.py` says which rule looks at which model, so that lint loads only what a file needs; it is generated from the
rules by `scripts/generate` and a contract test holds them equal.
"""

from __future__ import annotations

import os
from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .rule import Rule


def find(code: str) -> Rule | None:
    """The rule of a code such as `RNN201`, or None."""
    stem = code.lower() + "_"
    for module in modules():
        if module.startswith(stem):
            return load(module)
    return None


def load(module: str) -> Rule:
    """The rule in a module of this package."""
    found: Rule = import_module("." + module, __name__).RULE
    return found


def modules() -> list[str]:
    """Module names of all rules, by code."""
    return sorted(f[:-3] for f in os.listdir(os.path.dirname(__file__)) if f.startswith("rnn") and f.endswith(".py"))
