"""RNN709: an output that has a target and no loss is never trained."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.graph import Output

from ._calls import NOWHERE
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN709"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per output with a target that the mapping of losses leaves out; one where there is no loss at all."""
    graph, written = view.typed.graph, view.spec.get("train", "loss")
    if written is None or written.data is None:
        yield from _none(view)
        return
    if not graph.losses:
        return
    goals = {target.name: target for target in graph.targets}
    for output in graph.outputs:
        if output.name in goals and output.name not in graph.losses and written.get(output.name) is None:
            yield _finding(view, output, written.span.source is not None and goals[output.name].span is not None)


def _none(view: View) -> Iterator[Diagnostic]:
    """A section that says how to train, and not towards what."""
    train = view.spec.get("train")
    if train is None or train.default or train.key is None or not view.typed.graph.targets:
        return
    goals = tuple(Label(goal.span, "what a loss would meet") for goal in view.typed.graph.targets[:1] if goal.span is not None)
    note = "Keras would say: No loss to compute. Provide a `loss` argument in `compile()`"
    help = "add `loss:`, for example `loss: mse` for numbers, `loss: sparse_categorical_crossentropy` for labels"
    yield Diagnostic(CODE, "warning", "the train section has no `loss`", train.key, "towards what?", goals, (note,), help)


def _finding(view: View, output: Output, declared: bool) -> Diagnostic:
    graph, written = view.typed.graph, view.spec.get("train", "loss")
    goal = next(target for target in graph.targets if target.name == output.name)
    message = f"the output `{output.name}` has a target and no loss: nothing teaches it"
    place = written.span if written is not None else output.span or NOWHERE
    related = [Label(output.span, "never trained")] if output.span is not None else []
    related += [Label(goal.span, "its target")] if declared and goal.span is not None else []
    label = f"losses of {', '.join(f'`{name}`' for name in graph.losses)} only"
    help = f"add `{output.name}: …` to the losses, or take the target away"
    note = "Keras would warn: Gradients do not exist for variables …"
    return Diagnostic(CODE, "warning", message, place, label, tuple(related), (note,), help)


def _document(loss: str) -> str:
    return f"""\
rnndsl: 1
model:
  inputs: {{history: [24, 3]}}
  targets: {{load: [1], price: [1]}}
  layers:
    - GRU: {{name: encoder, units: 16}}
    - Dense: {{name: load, units: 1, inputs: encoder}}
    - Dense: {{name: price, units: 1, inputs: encoder}}
train:
  loss: {loss}
"""


RULE = Rule(
    code=CODE,
    name="output-without-loss",
    severity="warning",
    summary="an output has a target and no loss",
    why="Where losses are given by output, an output that is left out is not trained: its weights stay as they were drawn, and "
    "its predictions are noise.",
    bad=_document("«{load: mse}»"),
    good=_document("{load: mse, price: mae}"),
    keras="warns",
    says="Gradients do not exist for variables",
    triggers=("without loss",),
    check=check,
)
