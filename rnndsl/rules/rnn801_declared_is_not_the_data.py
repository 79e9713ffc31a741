"""RNN801: what the model declares of an input or a target is not what the data section yields."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.fix import Fix
from rnndsl.diagnostics.record import Record
from rnndsl.diagnostics.span import Span
from rnndsl.ir.dims import Shape, differ, show, show_shape
from rnndsl.ir.graph import Input, Target
from rnndsl.ir.spec import LayerSpec, Value
from rnndsl.ir.tensor import TensorSpec

from ._meet import unknown
from ._sales import SALES, forecast
from .edits import fix, replace_value
from .rnn104_axes_swapped import swapped
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN801"


class Declared(Record):
    """A declaration: of what (`input`, `target`), its name, what it says, the place of the whole and of the shape alone."""

    noun: str
    name: str
    tensor: TensorSpec
    span: Span
    shape: Value | None
    key: Span | None = None


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per declaration with another shape, dtype or number of classes than the data."""
    inputs = {entry.name: entry for entry in view.facts.inputs}
    targets = {entry.name: entry for entry in view.facts.targets}
    for declared in _declarations(view):
        given = {**inputs} if declared.noun == "input" else {**targets}
        real = given.get(declared.name)
        if real is None and given:
            yield _unknown(declared, list(given))
        if declared.noun == "input" and declared.key and real and swapped(declared.tensor.shape, real.tensor.shape):
            continue  # RNN104 says so
        if real is not None and not unknown(declared.tensor.shape) and not unknown(real.tensor.shape):
            problem = _problem(declared, real.tensor)
            if problem:
                yield _finding(declared, real, *problem)
    for target in view.typed.graph.targets:
        fact = targets.get(target.name)
        place = view.spec.get("model", "targets", target.name, "classes")
        if fact is not None and place is not None and differ(target.classes or 0, fact.classes or 0):
            yield _classes(target, fact, place)


def _unknown(declared: Declared, names: list[str]) -> Diagnostic:
    """A declaration of something that the data section does not make."""
    from .rnn007_undefined import near

    meant = names[0] if len(names) == 1 else near(declared.name, names)
    hint = f"; did you mean `{meant}`?" if meant else ""
    message = f"the {declared.noun} `{declared.name}` is declared, but the data have no {declared.noun} of that name{hint}"
    help = f"the data section has: {', '.join(names)}"
    place = declared.key or declared.span
    return Diagnostic(CODE, "error", message, place, "no data for it", help=help)


def _declarations(view: View) -> Iterator[Declared]:
    graph = view.typed.graph
    for noun, found in (("input", graph.inputs), ("target", graph.targets)):
        for entry in found:
            value = view.spec.get("model", noun + "s", entry.name)
            if value is not None:
                shape = value.get("shape") if isinstance(value.data, dict) else value
                yield Declared(noun, entry.name, entry.tensor, value.span, shape, value.key)
    lines = view.spec.get("model", "layers")
    for line in lines.list if lines is not None else ():
        if isinstance(line.data, LayerSpec) and line.data.kind == "Input":
            tensors = {entry.span: entry for entry in graph.inputs}
            own = tensors.get(line.data.span)
            if own is not None:
                yield Declared("input", own.name, own.tensor, line.data.span, line.data.args.get("shape"))


def _problem(declared: Declared, real: TensorSpec) -> tuple[str, str] | None:
    """What is declared and what the data give, or None where they agree."""
    mine, theirs = declared.tensor.dims, real.dims
    if declared.noun == "target" and {mine, theirs} == {(), (1,)}:
        return None
    if len(mine) != len(theirs) or any(differ(a, b) for a, b in zip(mine, theirs, strict=False)):
        return show_shape(mine), show_shape(theirs)
    if (declared.tensor.dtype == "string") != (real.dtype == "string"):
        return declared.tensor.dtype, real.dtype
    return None


def _finding(declared: Declared, real: Input | Target, mine: str, theirs: str) -> Diagnostic:
    message = f"the {declared.noun} `{declared.name}` is declared as {mine}, but the data give {theirs}"
    shapes = mine.startswith("(")
    span = declared.shape.span if shapes and declared.shape is not None else declared.span
    related = (Label(real.span, f"gives {theirs}"),) if real.span is not None else ()
    notes: tuple[str, ...] = ()
    if shapes and declared.noun == "input":
        notes = (f"Keras would say: expected shape={_keras(mine)}, found shape=…",)
    repair = _repair(declared, real.tensor.dims) if shapes else None
    help = "" if repair else "leave the declaration out: the data say what comes in"
    return Diagnostic(CODE, "error", message, span, f"declared as {mine}", related, notes, help, repair)


def _keras(shape: str) -> str:
    return shape.replace("(N", "(None")


def _repair(declared: Declared, real: Shape) -> Fix | None:
    """The shape of the data, where all of it is known."""
    value = declared.shape
    if value is None or value.via or not all(isinstance(dim, int) for dim in real):
        return None
    return fix("declare what the data give", replace_value(value, f"[{', '.join(map(show, real))}]"))


def _classes(target: Target, fact: Target, place: Value) -> Diagnostic:
    message = f"the target `{target.name}` is declared with {target.classes} classes, but the data have {show(fact.classes)}"
    related = (Label(fact.span, f"{show(fact.classes)} classes"),) if fact.span is not None else ()
    repair = fix("declare what the data give", replace_value(place, show(fact.classes))) if not place.via else None
    return Diagnostic(
        CODE, "error", message, place.span, "declared", related, (), "" if repair else "correct the number", repair
    )


RULE = Rule(
    code=CODE,
    name="declared-is-not-the-data",
    severity="error",
    summary="a declared shape, dtype or number of classes is not the one of the data",
    why="The model is built for what is declared and fed with what the data section yields. Keras refuses the first "
    "batch; an axis that is declared as null takes what comes.",
    bad=forecast(model="inputs: {history: «[12, 1]»}"),
    good=forecast(model="inputs: {history: [8, 1]}"),
    keras="raises",
    says="expected shape=(None, 12, 1)",
    fix="unsafe",
    triggers=("declared",),
    check=check,
    data=SALES,
)
