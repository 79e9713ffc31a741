"""RNN923: a callback watches a quantity that training does not compute."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.diagnostics.span import Span

from ._examples import trained
from ._logged import Quantity, Watcher, logged, watchers
from .rule import Rule, View, validated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CODE = "RNN923"
RAISES = "{} callback received monitor={}, but Keras isn't able to automatically determine"
WARNS = {
    "EarlyStopping": "Early stopping conditioned on metric `{}` which is not available",
    "ReduceLROnPlateau": "Learning rate reduction is conditioned on metric `{}` which is not available",
}
SAVES = "Can save best model only with {} available"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per callback whose quantity is in no log."""
    found = logged(view)
    for watcher in watchers(view) if found is not None else ():
        name = watcher.monitor.removeprefix("val_")
        unseen = watcher.monitor.startswith("val_") and not validated(view)
        if found is not None and (unseen or not _computed(name, found)):
            yield _finding(watcher, found, unseen and name in found, not validated(view))


def _computed(name: str, found: Mapping[str, Quantity]) -> bool:
    """True for a quantity of the log; Keras numbers metrics of one name (`auc_1`), which nobody can foresee."""
    stem, _, number = name.rpartition("_")
    return name in found or name == "learning_rate" or (number.isdigit() and stem in found)


def _finding(watcher: Watcher, found: Mapping[str, Quantity], unseen: bool, only_training: bool) -> Diagnostic:
    monitor = watcher.monitor
    name = monitor.removeprefix("val_")
    raises = watcher.mode == "auto" and name not in found
    prefix = "val_" if monitor.startswith("val_") and not only_training else ""
    reason = "no sample is left to validate on" if unseen else "training does not compute it"
    message = f"{watcher.name} watches `{monitor}`, but {reason}"
    keras = (RAISES.format(watcher.name, monitor) if raises else WARNS.get(watcher.name, SAVES).format(monitor)) + " …"
    log = ", ".join(f"`{prefix}{one}`" for one in found)
    notes = (f"Keras would {'say' if raises else 'warn'}: {keras}", f"every epoch logs {log}")
    better = _meant(name, found)
    repair = _repair(watcher, prefix + better) if better else None
    help = "" if repair else f"watch {log}, or add the metric to `metrics:`"
    span = watcher.place.span if watcher.place is not watcher.value else _word(watcher)
    return Diagnostic(CODE, "error" if raises else "warning", message, span, "not in the log", (), notes, help, repair)


def _word(watcher: Watcher) -> Span:
    arguments = watcher.arguments
    return arguments.key if arguments is not None and arguments.key is not None else watcher.value.span


def _meant(name: str, found: Mapping[str, Quantity]) -> str:
    """The quantity of the log that a name must mean: another spelling of the same metric, or the only one like it."""
    from rnndsl.objects import group

    metrics = group("metrics")
    same = [one for one in found if name in metrics and one in metrics and metrics[one] is metrics[name]]
    kin = [
        one for one in found if not one.endswith("loss") and (one.endswith(name) or name.endswith(one) or one.startswith(name))
    ]
    candidates = same or ([name] if name in found else kin)
    return candidates[0] if len(candidates) == 1 else ""


def _repair(watcher: Watcher, better: str) -> Fix | None:
    place = watcher.place
    if place is watcher.value or place.via:
        return None
    return Fix(f"watch `{better}`", (Edit(place.span, better),))


_head = trained("x: [20, 8]", "y: {shape: [], classes: 4}", "sparse_categorical_crossentropy")
_model = _head("GRU: {units: 16}", "Dense: {units: 4, activation: softmax}")
_watch = "  metrics: [accuracy]\n  callbacks:\n    - EarlyStopping: {monitor: %s, patience: 3}\n"

RULE = Rule(
    code=CODE,
    name="nothing-to-watch",
    severity="error",
    summary="a callback watches a quantity that training does not compute",
    why="A callback knows a metric by the name that it has in the log: `accuracy` is not `acc` there. After the first "
    "epoch Keras fails because it can't tell whether large or small is good; where `mode` says so, it only warns, and "
    "the callback never does anything.",
    bad=_model + _watch % "«val_acc»",
    good=_model + _watch % "val_accuracy",
    keras="raises",
    says="EarlyStopping callback received monitor=val_acc, but Keras isn't able to automatically determine",
    triggers=("callback.monitor", "callback without validation"),
    check=check,
    fix="unsafe",
)
