"""The ends of a model: what comes in, what the loss meets, which tensors come out and by which loss each is judged."""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.ir.dims import UNKNOWN, Dim, Shape, Sym
from rnndsl.ir.facts import Facts
from rnndsl.ir.graph import Input, Named, Output, Ref, Target
from rnndsl.ir.spec import LayerSpec, Value
from rnndsl.ir.tensor import UNKNOWN_TENSOR, TensorSpec
from rnndsl.objects import group

from .expand import Expansion, Refs, Scope

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

AXES = ("T", "U", "V", "W")


def inputs(spec: Value, facts: Facts) -> tuple[Input, ...]:
    """The inputs of the data section, what `model.inputs` and Input lines declare of them, and what only those declare."""
    found: dict[str, Input] = {entry.name: entry for entry in facts.inputs}
    for name, value in _named(spec, "data", "inputs"):
        found.setdefault(name, Input(name, UNKNOWN_TENSOR, span=value.key))
    for name, value in _named(spec, "model", "inputs"):
        found[name] = _declared_input(name, value)
    for line in _input_lines(spec):
        name = line.name.data if line.name is not None else ""
        if isinstance(name, str) and name:
            found[name] = _line_input(name, line)
    return tuple(found.values())


def _named(spec: Value, *path: str) -> Iterable[tuple[str, Value]]:
    section = spec.get(*path)
    return section.items() if section is not None else ()


def _input_lines(spec: Value) -> list[LayerSpec]:
    lines = spec.get("model", "layers")
    found = lines.data if lines is not None and isinstance(lines.data, tuple) else ()
    return [line.data for line in found if isinstance(line.data, LayerSpec) and line.data.kind == "Input"]


def _shape(value: Value | None) -> Shape | None:
    """A declared shape: null is an axis of any length; None where a mistake hides the shape."""
    if value is None or not isinstance(value.data, tuple):
        return None
    return tuple(_dim(axis, item) for axis, item in enumerate(value.data))


def _dim(axis: int, item: Value) -> Dim:
    if item.data is None:
        return Sym(AXES[axis] if axis < len(AXES) else f"T{axis}")
    return item.data if isinstance(item.data, int) else UNKNOWN


def _text(value: Value | None, default: str) -> str:
    return value.data if value is not None and isinstance(value.data, str) else default


def _number(value: Value | None) -> int | None:
    return value.data if value is not None and isinstance(value.data, int) else None


def _declared_input(name: str, value: Value) -> Input:
    if not isinstance(value.data, dict):
        return Input(name, TensorSpec(_shape(value)), span=value.key)
    tensor = TensorSpec(_shape(value.get("shape")), _text(value.get("dtype"), "float32"))
    return Input(name, tensor, _number(value.get("vocabulary")), value.key)


def _line_input(name: str, line: LayerSpec) -> Input:
    tensor = TensorSpec(_shape(line.args.get("shape")), _text(line.args.get("dtype"), "float32"))
    return Input(name, tensor, span=line.span)


def named_input_lines(spec: Value, facts: Facts) -> Value:
    """The spec with a name on every Input line: that of the only input of the data, else Keras' `input_layer`."""
    lines = spec.get("model", "layers")
    if lines is None or not any(line.name is None for line in _input_lines(spec)):
        return spec
    data = [entry.name for entry in facts.inputs] or [name for name, _ in _named(spec, "data", "inputs")]
    names = [*(data if len(data) == 1 else ()), "input_layer", *(f"input_layer_{i}" for i in range(1, len(lines.data)))]
    renamed = []
    for line in lines.data:
        nameless = isinstance(line.data, LayerSpec) and line.data.kind == "Input" and line.data.name is None
        name = Value(names.pop(0), line.span, default=True) if nameless else None
        renamed.append(line if name is None else replace(line, data=replace(line.data, name=name)))
    model = spec.data["model"]
    below = replace(model, data={**model.data, "layers": replace(lines, data=tuple(renamed))})
    return replace(spec, data={**spec.data, "model": below})


def targets(spec: Value, facts: Facts, expansion: Expansion) -> tuple[Target, ...]:
    """What the loss meets: the targets of the data section, and what `model.targets` declares."""
    found: dict[str, Target] = {target.name: _encoded(target, facts, expansion) for target in facts.targets}
    for name, value in _named(spec, "data", "targets"):
        found.setdefault(name, Target(name, UNKNOWN_TENSOR, span=value.key))
    for name, value in _named(spec, "model", "targets"):
        found[name] = _declared_target(name, value)
    return tuple(found.values())


def _declared_target(name: str, value: Value) -> Target:
    if not isinstance(value.data, dict):
        return Target(name, TensorSpec(_shape(value)), span=value.key)
    classes = _number(value.get("classes"))
    dtype = _text(value.get("dtype"), "float32" if classes is None else "int32")
    return Target(name, TensorSpec(_shape(value.get("shape")), dtype), classes, value.key)


def _encoded(target: Target, facts: Facts, expansion: Expansion) -> Target:
    """A text target as the layer that encodes it makes it: as long as its sequences, in its vocabulary."""
    layer = facts.details.get("encode", {}).get(target.name)
    call = expansion.calls.get(layer) if isinstance(layer, str) else None
    if call is None:
        return target
    size = facts.vocabularies.get(call.layer, target.classes)
    length = call.origin.args.get("output_sequence_length")
    if length is None or not isinstance(length.data, int):
        return replace(target, classes=size)
    return replace(target, classes=size, tensor=replace(target.tensor, shape=(length.data,)))


def outputs(spec: Value, found: Sequence[Target], scope: Scope, last: Refs | None, expansion: Expansion) -> tuple[Output, ...]:
    """The tensors that come out: `model.outputs`, else the layers named as the targets, else the last line."""
    given = spec.get("model", "outputs")
    names = [target.name for target in found]
    if given is not None and given.data is not UNKNOWN:
        return _given_outputs(given, names, scope, expansion)
    if len(names) > 1:
        return tuple(_named_output(target, scope, expansion) for target in found)
    if names and names[0] in scope.calls:
        call = expansion.calls[scope.calls[names[0]]]
        return (Output(names[0], Ref(call.name, 0, call.spec.span), call.spec.span),)
    if not last:
        return ()
    ref = Ref(last[0].node, 0, last[0].span)
    return (Output(names[0] if names else ref.node, ref, ref.span),)


def _given_outputs(given: Value, targets: list[str], scope: Scope, expansion: Expansion) -> tuple[Output, ...]:
    from .wire import reference

    refs = [(value, ref) for value in given.list for ref in reference(value, scope, expansion)]
    own = [value.data if value.data in targets else ref.node for value, ref in refs]
    if len(refs) == len(targets) and not set(own) & set(targets):
        own = targets
    return tuple(Output(name, ref, value.span) for name, (value, ref) in zip(own, refs, strict=True))


def _named_output(target: Target, scope: Scope, expansion: Expansion) -> Output:
    call = scope.calls.get(target.name)
    if call is not None:
        return Output(target.name, Ref(call, 0, expansion.calls[call].spec.span), expansion.calls[call].spec.span)
    from rnndsl.rules.rnn007_undefined import unanswerable

    if target.span is not None:
        message = f"there are several targets, and no layer is named `{target.name}`"
        expansion.add(unanswerable(target.span, message, f"write `name: {target.name}` on the layer that predicts it"))
    expansion.lost = True
    return Output(target.name, Ref("?"), target.span)


def losses(spec: Value, found: Sequence[Output], expansion: Expansion) -> dict[str, Named]:
    """The loss of each output that has one; reports losses, weights and metrics of outputs that do not exist."""
    names = [output.name for output in found]
    for key in ("loss_weights", "metrics"):
        value = spec.get("train", key)
        if value is not None and not _is_object(value, key):
            _check_outputs(value, names, expansion)
    loss = spec.get("train", "loss")
    if loss is None or loss.data is UNKNOWN:
        return {}
    if _is_object(loss, "losses"):
        return dict.fromkeys(names, _loss(loss))
    _check_outputs(loss, names, expansion)
    return {name: _loss(value) for name, value in loss.items() if name in names and value.data is not UNKNOWN}


def _is_object(value: Value, name: str) -> bool:
    """True for one object for all outputs, False for a mapping by output."""
    if not isinstance(value.data, dict):
        return True
    return name != "loss_weights" and len(value.data) == 1 and next(iter(value.data)) in group(name)


def _loss(value: Value) -> Named:
    if isinstance(value.data, str):
        return Named("losses", value.data, {}, value.span)
    (name, body), *_ = value.data.items()
    return Named("losses", name, body.plain() if isinstance(body.data, dict) else {}, value.span)


def _check_outputs(value: Value, names: list[str], expansion: Expansion) -> None:
    for name, below in value.items():
        if name not in names and below.key is not None:
            from rnndsl.rules.rnn007_undefined import undefined

            expansion.add(undefined(below.key, "output", name, names))
