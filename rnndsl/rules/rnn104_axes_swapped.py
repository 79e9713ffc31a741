"""RNN104: an input that is declared with its time and feature axes the other way round than the data give them."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.dims import Shape, show_shape

from .edits import fix, replace_value
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def swapped(declared: Shape | None, real: Shape | None) -> bool:
    """True for (a, b) declared where the data give (b, a)."""
    return bool(declared and real and len(declared) == 2 and declared == real[::-1] and declared != real)


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per such declaration under `model.inputs`."""
    facts = {entry.name: entry for entry in view.facts.inputs}
    for entry in view.typed.graph.inputs:
        real, value = facts.get(entry.name), view.spec.get("model", "inputs", entry.name)
        shape = value.get("shape") if value is not None and isinstance(value.data, dict) else value
        if real is None or shape is None or not swapped(entry.tensor.shape, real.tensor.shape):
            continue
        mine, theirs = show_shape(entry.tensor.shape), show_shape(real.tensor.shape)
        steps, features = real.tensor.dims
        repair = fix("declare time steps first", replace_value(shape, f"[{steps}, {features}]")) if not shape.via else None
        yield Diagnostic(
            "RNN104",
            "error",
            f"the input `{entry.name}` is declared as {mine}, features before time steps, but the data give {theirs}",
            shape.span,
            "time and features are swapped",
            (Label(real.span, f"gives {theirs}: samples, time steps, features"),) if real.span is not None else (),
            (f"Keras would say: expected shape={mine.replace('(N', '(None')}, found shape=…",),
            "" if repair else "declare time steps first, or leave the declaration out",
            repair,
        )


_EXAMPLE = """\
rnndsl: 1
data:
  source: weather.csv
  window: {{length: 8, horizon: 1}}
  inputs: {{weather: [Heat, Rain]}}
  targets: {{next: [Heat]}}
model:
  inputs: {{weather: {}}}
  layers:
    - LSTM: {{units: 8}}
    - Dense: {{units: 1}}
train:
  loss: mse
"""

RULE = Rule(
    code="RNN104",
    name="axes-swapped",
    severity="error",
    summary="an input is declared with its time and feature axes the other way round than the data give them",
    why="Keras' recurrent layers read (N, T, F): time steps before features, whatever the library that the numbers come from. "
    "A model that is built for the axes the other way round walks along the columns and takes the steps for features.",
    bad=_EXAMPLE.format("«[2, 8]»"),
    good=_EXAMPLE.format("[8, 2]"),
    keras="raises",
    says="expected shape=(None, 2, 8)",
    triggers=("declared",),
    check=check,
    fix="unsafe",
    data={"weather.csv": "Heat,Rain\n" + "".join(f"{i * i % 37},{i % 5}\n" for i in range(60))},
)
