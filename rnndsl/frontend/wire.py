"""References to nodes: what `inputs` and `initial_state` name, in an order that runs, and which calls no output needs."""

from __future__ import annotations

from rnndsl.diagnostics.span import Span
from rnndsl.ir.dims import Unknown
from rnndsl.ir.graph import Layer, Node, Output, Ref
from rnndsl.ir.spec import LayerSpec, Value
from rnndsl.layers import kind as find_kind
from rnndsl.layers.kind import complete

from .expand import UNDEFINED, Call, Expansion, Refs, Scope

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from rnndsl.diagnostics.diagnostic import Diagnostic
    from rnndsl.layers.kind import Kind

    from .arguments import Arguments


def nodes(expansion: Expansion, arguments: Arguments) -> tuple[Node, ...]:
    """The calls as nodes, in an order that runs; what cannot be looked up is reported and reads the undefined tensor."""
    found: list[Node] = []
    layers: dict[str, Layer] = {}
    for call in expansion.calls.values():
        layer = layers.get(call.layer)
        if layer is None:
            layer = layers[call.layer] = arguments.layer(call.layer, call.origin, call.scope)
        inputs = _inputs(call, expansion)
        states = call.spec.initial_state
        initial = (
            () if states is None else tuple(ref for value in states.list for ref in reference(value, call.scope, expansion))
        )
        found.append(Node(call.name, layer, inputs, initial, call.spec.span, call_args(call, arguments, expansion)))
    return _ordered(found, expansion)


def call_args(call: Call, arguments: Arguments, expansion: Expansion) -> dict[str, Any]:
    """What a line gives its call beside tensors; reports what the layer that a `use:` line names does not take."""
    kind = find_kind(call.origin.kind)
    takes = {entry.name: entry.type for entry in kind.call_parameters} if kind is not None else {}
    if call.spec is not call.origin and call.spec.kind == "use":
        for key, value in call.spec.args.items():
            if key != "layer" and key not in takes and kind is not None:
                from rnndsl.rules.rnn001_unknown_name import unknown_key

                known = ["layer", "name", "inputs", *takes]
                expansion.add(unknown_key(value.key or value.span, key, f"`use` of {kind.name}", known)[0])
    return {key: arguments.plain(value, takes[key], call.scope) for key, value in call.spec.args.items() if key in takes}


def _inputs(call: Call, expansion: Expansion) -> Refs:
    given = call.spec.inputs
    if given is not None:
        return tuple(ref for value in given.list for ref in reference(value, call.scope, expansion))
    if call.previous is None:
        expansion.add(which_input(call.spec, expansion))
        return (UNDEFINED,)
    return call.previous


def which_input(spec: LayerSpec, expansion: Expansion) -> Diagnostic:
    """The finding for a first line that does not say which of several inputs it reads."""
    from rnndsl.rules.rnn008_wrong_value import wrong

    names = ", ".join(expansion.model_inputs)
    return wrong(
        spec.span,
        f"`{spec.kind}` stands first and does not say which input it reads",
        help=f"write `inputs:` with one of: {names}",
    )


def reference(value: Value, scope: Scope, expansion: Expansion) -> Refs:
    """What a name such as `encoder`, `encoder.h` or `x` stands for; undefined, reported, where it is nothing."""
    name = value.data
    if not isinstance(name, str):
        return (UNDEFINED,)
    found = _find(name, value.span, scope, expansion)
    if found is not None:
        return found
    expansion.lost = True
    if not expansion.report.has_room():
        return (UNDEFINED,)
    from rnndsl.rules.rnn007_undefined import near, undefined

    known = _known(scope, expansion)
    expansion.add(undefined(value.span, "layer or input", name, known))
    meant = near(name, known)
    return (meant and _find(meant, value.span, scope, expansion)) or (UNDEFINED,)


def _find(name: str, span: Span, scope: Scope, expansion: Expansion) -> Refs | None:
    base, dot, port = name.rpartition(".")
    for around in scope.chain():
        if name in around.inputs:
            return around.inputs[name]
        if name in around.calls:
            return (Ref(around.calls[name], 0, span),)
        if dot and base in around.calls:
            return _port(around.calls[base], base, port, span, expansion)
    return None


def _port(call: str, base: str, port: str, span: Span, expansion: Expansion) -> Refs:
    """One named output of a call; reports an output that the layer has not."""
    spec = expansion.calls[call].origin
    ports = ports_of(expansion.calls[call])
    if ports is None:
        expansion.lost = True
        return (UNDEFINED,)
    if port in ports:
        return (Ref(call, ports.index(port), span),)
    expansion.lost = True
    named = [f"`{base}.{p}`" for p in ports if p]
    if call in expansion.closed:
        return (UNDEFINED,)
    if not named:
        expansion.closed.add(call)
    from rnndsl.rules.rnn007_undefined import unanswerable

    kind = find_kind(spec.kind)
    help = f"it has: {', '.join(named)}" if named else _asked_for(kind)
    expansion.add(unanswerable(span, f"{spec.kind} `{base}` has no output `{port}`", help))
    return (UNDEFINED,)


def _asked_for(kind: Kind | None) -> str:
    """How the further outputs of a kind are asked for."""
    if kind is not None and kind.recurrent:
        return "its states come out with `return_state: true`"
    if kind is not None and any(entry.name == "return_attention_scores" for entry in kind.call_parameters):
        return "its scores come out with `return_attention_scores: true`"
    return "it has one output"


def ports_of(call: Call) -> tuple[str, ...] | None:
    """Names of the outputs of a call; None where a mistake hides them."""
    kind = find_kind(call.origin.kind)
    if kind is None or _hidden(call.origin) or _hidden(call.spec):
        return None
    own = {entry.name for entry in kind.call_parameters}
    made = {key: _plain(value) for key, value in call.origin.args.items() if key not in own}
    called = {key: _plain(value) for key, value in call.spec.args.items() if key in own}
    return kind.ports(complete(kind, {**made, **called}))


def _hidden(spec: LayerSpec) -> bool:
    """True if a mistake hides an argument of a layer, or of a layer inside it."""
    return any(_unclear(value) for value in spec.args.values())


def _unclear(value: Value) -> bool:
    data = value.data
    if isinstance(data, LayerSpec):
        return (data.kind != "block" and find_kind(data.kind) is None) or _hidden(data)
    return isinstance(data, Unknown) or (isinstance(data, tuple) and any(map(_unclear, data)))


def _plain(value: Value) -> object:
    if isinstance(value.data, tuple):
        return [_plain(item) for item in value.data]
    if isinstance(value.data, LayerSpec):
        inner = value.data
        return Layer("", inner.kind, {key: _plain(v) for key, v in inner.args.items()})
    return value.data


def _known(scope: Scope, expansion: Expansion) -> list[str]:
    names = [name for around in scope.chain() for name in (*around.inputs, *around.calls)]
    states = [
        f"{name}.{port}"
        for around in scope.chain()
        for name, call in around.calls.items()
        for port in ports_of(expansion.calls[call]) or ()
        if port
    ]
    return [name for name in dict.fromkeys([*names, *states]) if "@" not in name]


def _ordered(found: Sequence[Node], expansion: Expansion) -> tuple[Node, ...]:
    """The nodes in an order that runs: that of the file, unless a line reads one further down."""
    seen: set[str] = set()
    waits = False
    names = {node.name for node in found}
    for node in found:
        waits = waits or any(ref.node in names and ref.node not in seen for ref in (*node.inputs, *node.initial_state))
        seen.add(node.name)
    if not waits:
        return tuple(found)
    from .order import in_order

    return in_order(found, expansion)


def unused(found: Sequence[Node], outputs: Sequence[Output]) -> tuple[str, ...]:
    """Names of the nodes that no output depends on."""
    needed = {output.ref.node for output in outputs}
    for node in reversed(found):
        if node.name in needed:
            needed.update(ref.node for ref in (*node.inputs, *node.initial_state))
    return tuple(node.name for node in found if node.name not in needed)
