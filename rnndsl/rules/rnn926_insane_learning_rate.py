"""RNN926: a learning rate with which nothing can be learned."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.ir.spec import Value
from rnndsl.objects import NamedObject, group

from ._examples import trained
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN926"
LOWEST, HIGHEST = 1e-10, 1.0
# Optimizers whose steps are not of the size of the learning rate bear more; Adadelta's and Adafactor's usual rate is 1.
BEARS = {"SGD": 10.0, "Adagrad": 10.0, "Ftrl": 10.0, "Adadelta": 100.0, "Adafactor": 100.0}


def check(view: View) -> Iterator[Diagnostic]:
    """At most one finding: the rate of the optimizer, or the first of its schedule."""
    train = view.typed.graph.train
    written = train.get("optimizer") if train is not None else None
    for word, arguments in written.items() if written is not None else ():
        optimizer = group("optimizers").get(word)
        rate = _first(arguments.get("learning_rate"))
        if optimizer is None or rate is None or isinstance(rate.data, bool):
            continue
        if rate.data >= BEARS.get(optimizer.name, HIGHEST) or rate.data < LOWEST:
            yield _finding(optimizer, rate)


def _first(rate: Value | None) -> Value | None:
    """The number that training begins with, where there is one."""
    for name in ("initial_learning_rate", "warmup_target"):
        for _, schedule in rate.items() if rate is not None else ():
            start = schedule.get(name)
            if start is not None and isinstance(start.data, (int, float)) and start.data > 0:
                return start
    return rate if rate is not None and isinstance(rate.data, (int, float)) else None


def _finding(optimizer: NamedObject, rate: Value) -> Diagnostic:
    usual = next(entry.default for entry in optimizer.parameters if entry.name == "learning_rate")
    shown = f"{rate.data:g}"
    if rate.data >= HIGHEST:
        message = f"{optimizer.name} with a learning rate of {shown} jumps over every minimum"
        note = f"a step of {optimizer.name} is about as large as the rate: after one, every weight is about {shown} away"
        if optimizer.name in BEARS:
            note = f"a step is {shown} times the gradient"
    else:
        message = f"{optimizer.name} with a learning rate of {shown} learns nothing"
        note = "the weights stay as they were drawn" if not rate.data else "a float32 weight of 1 cannot even hold such a step"
    repair = Fix(f"begin with {optimizer.name}'s usual {usual:g}", (Edit(rate.span, f"{usual:g}"),)) if not rate.via else None
    help = "" if repair else f"begin with {usual:g}"
    notes = (f"Keras says nothing: {note}",)
    return Diagnostic(CODE, "warning", message, rate.span, f"usual is {usual:g}", (), notes, help, repair)


_model = trained("x: [24, 8]", "y: [1]", "mse")("GRU: {units: 16}", "Dense: {units: 1}")

RULE = Rule(
    code=CODE,
    name="insane-learning-rate",
    severity="warning",
    summary="a learning rate with which nothing can be learned",
    why="Mostly a sign is missing: `1e3` instead of `1e-3`. Adam and its kin move every weight by about the learning rate "
    "in each step, whatever the gradient; with 1000 the network is noise after the first batch. With 0 it stays as it "
    "was drawn.",
    bad=_model + "  optimizer: {Adam: {learning_rate: «1e3»}}\n",
    good=_model + "  optimizer: {Adam: {learning_rate: 1e-3}}\n",
    keras="silent",
    fix="unsafe",
    triggers=("optimizer.learning_rate",),
    check=check,
)
