"""RNN924: a callback takes the worst epoch for the best one, or cannot tell which is which."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Edit, Fix

from ._examples import trained
from ._logged import Quantity, Watcher, logged, watchers
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN924"
KERAS = "{} callback received monitor={}, but Keras isn't able to automatically determine …"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per callback whose `mode` is the wrong one, or is missing where Keras can't find out itself."""
    found = logged(view)
    for watcher in watchers(view) if found is not None else ():
        quantity = found.get(watcher.monitor.removeprefix("val_")) if found is not None else None
        if quantity is None:
            continue
        if watcher.mode != "auto" and quantity.mode not in ("", watcher.mode):
            yield _inverted(watcher, quantity)
        elif watcher.mode == "auto" and not quantity.known:
            yield _unknown(watcher, quantity)


def _inverted(watcher: Watcher, quantity: Quantity) -> Diagnostic:
    good, worst = ("small", "largest") if quantity.mode == "min" else ("large", "smallest")
    message = f"{watcher.name} takes the {worst} `{watcher.monitor}` for the best, but of `{quantity.name}` {good} is good"
    mode = watcher.arguments.get("mode") if watcher.arguments is not None else None
    place = mode if mode is not None else watcher.value
    plain = mode is not None and not mode.via
    right = quantity.mode if not quantity.known else "auto"
    repair = (
        Fix("let the name decide" if right == "auto" else f"write `{right}`", (Edit(place.span, right),)) if plain else None
    )
    notes = ("Keras says nothing",)
    return Diagnostic(CODE, "warning", message, place.span, "", (), notes, "" if repair else f"use `mode: {right}`", repair)


def _unknown(watcher: Watcher, quantity: Quantity) -> Diagnostic:
    message = f"{watcher.name} watches `{watcher.monitor}`, of which Keras does not know whether large or small is good"
    keras = KERAS.format(watcher.name, watcher.monitor)
    help = f"add `mode: {quantity.mode}`" if quantity.mode else "say with `mode: min` or `mode: max` what is good"
    return Diagnostic(CODE, "error", message, watcher.place.span, "", (), (f"Keras would say: {keras}",), help)


_head = trained("x: [20, 8]", "y: [1]", "mse")
_model = _head("GRU: {units: 16}", "Dense: {units: 1}")
_watch = "  callbacks:\n    - EarlyStopping: {monitor: val_loss, mode: %s, patience: 3}\n"

RULE = Rule(
    code=CODE,
    name="worst-epoch",
    severity="warning",
    summary="a callback's `mode` calls the worst epoch the best",
    why="With `mode: max` on a loss, training stops when the loss has not grown for a while, the learning rate falls "
    "while all is well, and the weights that are kept are the worst ones. `mode: auto` knows every loss and metric of "
    "Keras, except those of one of several outputs.",
    bad=_model + _watch % "«max»",
    good=_model + _watch % "min",
    keras="silent",
    triggers=("callback.mode", "callback.monitor"),
    check=check,
    fix="unsafe",
)
