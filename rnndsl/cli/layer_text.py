"""A layer as a line of a file, and what it returns for every choice of `return_sequences` and `return_state`."""

from __future__ import annotations

from itertools import product

from rnndsl import layers
from rnndsl.diagnostics.paint import Paint
from rnndsl.diagnostics.record import replace
from rnndsl.ir.dims import Derived, Sym, Unknown, show
from rnndsl.ir.graph import Layer, Named
from rnndsl.ir.typed import Refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from rnndsl.layers.kind import Call, Kind, Result

CHOICES = ("return_sequences", "return_state")


def written(layer: Layer) -> str:
    """The layer in the flow style of a file: `LSTM: {units: 64}`.

    >>> written(Layer("both", "Bidirectional", {"layer": Layer("lstm", "LSTM", {"units": 8, "return_state": True})}))
    'Bidirectional: {layer: {LSTM: {units: 8, return_state: true}}}'
    """
    return f"{layer.kind}: {{{_mapping(layer.args)}}}" if layer.args else layer.kind


def _mapping(args: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}: {_value(value)}" for name, value in args.items())


def _value(value: Any) -> str:
    if isinstance(value, Layer):
        return "{" + written(value) + "}" if value.args else value.kind
    if isinstance(value, Named):
        return f"{{{value.name}: {{{_mapping(value.args)}}}}}" if value.args else value.name
    if isinstance(value, (Sym, Derived, Unknown)):
        return show(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{{_mapping(value)}}}"
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def returns(kind: Kind, call: Call, layer: Layer, paint: Paint) -> str:
    """A row for each choice of `return_sequences` and `return_state`: the line that makes it, and what comes out of it."""
    if not kind.recurrent:
        return ""
    now = tuple(kind.sequences(layer)[0].args.get(name, False) for name in CHOICES)
    rows = []
    for flags in product((False, True), repeat=2):
        changed = _with(layer, kind, dict(zip(CHOICES, flags, strict=True)))
        rows.append((written(changed), _outcome(kind, call, changed, layer), flags == now))
    width = max(len(text) for text, _, _ in rows)
    if width + max(len(out) for _, out, _ in rows) + 6 > paint.width:
        lines = [f"{_mark(here, paint)} {text}\n      {paint.style(out, 'good')}" for text, out, here in rows]
    else:
        lines = [f"{_mark(here, paint)} {text:<{width}}  {paint.style(out, 'good')}" for text, out, here in rows]
    return "\n".join(lines)


def states_of(kind: Kind, call: Call, layer: Layer) -> list[tuple[str, str]]:
    """The states that a recurrent layer starts from and ends with: `h`, `(N, 64)`; empty where Keras refuses to return them."""
    returning = _with(layer, kind, {"return_sequences": False, "return_state": True})
    args = {**call.args, **returning.args}
    try:
        found = kind.infer(replace(call, args=args)).outputs
    except Refusal:
        return []
    pairs = zip(kind.ports(args), found, strict=True)
    return [(port, str(tensor)) for port, tensor in pairs if port not in ("", "backward")]


def _mark(here: bool, paint: Paint) -> str:
    return "  " + paint.style("▸", "bold") if here else "   "


def _with(layer: Layer, kind: Kind, flags: dict[str, bool]) -> Layer:
    """The layer with these flags, at itself or at the layers inside that have them; what is false is not written."""
    inner = kind.sequences(layer)
    if inner == (layer,):
        args = {name: value for name, value in layer.args.items() if name not in CHOICES}
        return replace(layer, args={**args, **{name: True for name, on in flags.items() if on}})
    nested = {
        name: _with(value, found, flags) if isinstance(value, Layer) and (found := layers.kind(value.kind)) else value
        for name, value in layer.args.items()
    }
    return replace(layer, args=nested)


def _outcome(kind: Kind, call: Call, changed: Layer, layer: Layer) -> str:
    """`(N, 24, 64) masked · h (N, 64)`, or that Keras refuses it."""
    args = (
        {**call.args, **dict.fromkeys(CHOICES, False), **changed.args}
        if kind.sequences(layer) == (layer,)
        else {
            **call.args,
            **changed.args,
        }
    )
    try:
        result: Result = kind.infer(replace(call, args=args))
    except Refusal as refusal:
        return f"Keras refuses it: {refusal.fault.found}"
    shown = [
        f"{port} {tensor}".strip() + (" masked" if tensor.mask is not None else "")
        for port, tensor in zip(kind.ports(args), result.outputs, strict=True)
    ]
    return " · ".join(shown)
