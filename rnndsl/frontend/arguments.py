"""Checked arguments to the plain values of a layer: named objects, nested layers, and the answers to `${…}`.

`${data.origin.classes}` is answered by the facts of the data, `${letters.vocabulary_size}` by the fitted vocabulary, or the
one that the layer lists, or else by a fixed symbol: a number by the time the model is built.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.ir.dims import UNKNOWN, Dim, Sym, Unknown
from rnndsl.ir.facts import Facts
from rnndsl.ir.fields import Either, Field, ListOf, NamedField
from rnndsl.ir.graph import Input, Layer, Named
from rnndsl.ir.spec import LayerSpec, Value, Variable
from rnndsl.layers import kind as find_kind
from rnndsl.layers.kind import complete
from rnndsl.objects import group

from .expand import Expansion, Scope, snake

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Arguments:
    """Makes layers of lines; knows what variables mean."""

    def __init__(self, spec: Value, facts: Facts, inputs: tuple[Input, ...], expansion: Expansion) -> None:
        self._spec = spec
        self._facts = facts
        self._inputs = {entry.name: entry for entry in inputs}
        self.expansion = expansion
        self._types: dict[str, dict[str, Field]] = {}

    def layer(self, name: str, spec: LayerSpec, scope: Scope) -> Layer:
        """The layer of a line; what the line gives to the call alone is left out."""
        types = self._types.get(spec.kind)
        if types is None:
            kind = find_kind(spec.kind)
            types = self._types[spec.kind] = {entry.name: entry.type for entry in kind.entries()} if kind is not None else {}
        args = {key: self.plain(value, types[key], scope) for key, value in spec.args.items() if key in types}
        return Layer(name, spec.kind, args, spec)

    def plain(self, value: Value, field: Field, scope: Scope) -> Any:
        """The plain value of an argument of that type."""
        data = value.data
        if isinstance(data, str):
            named = _option(field, NamedField)
            return Named(named.group, data, {}, value.span) if named is not None and data in group(named.group) else data
        if isinstance(data, Variable):
            return self.answer(data.path, value, scope)
        if isinstance(data, LayerSpec) and data.kind == "block":
            from .chain import block_inside

            return block_inside(self, data, scope, self.expansion)
        if isinstance(data, LayerSpec):
            given = data.name.data if data.name is not None else None
            return self.layer(given if isinstance(given, str) else snake(data.kind), data, scope)
        if isinstance(data, tuple):
            inner = _option(field, ListOf)
            return _apart([self.plain(item, inner.item if inner is not None else Field(), scope) for item in data])
        if isinstance(data, dict):
            named = _option(field, NamedField)
            if named is not None:
                return self._named(named, value, scope)
            return {key: self.plain(item, Field(), scope) for key, item in data.items()}
        return data

    def _named(self, field: NamedField, value: Value, scope: Scope) -> Named:
        (name, body), *_ = value.data.items()
        types = {entry.name: entry.type for entry in group(field.group)[name].parameters}
        return Named(field.group, name, {key: self.plain(item, types[key], scope) for key, item in body.items()}, value.span)

    # Answers

    def answer(self, path: tuple[str, ...], value: Value, scope: Scope) -> Dim:
        """What a variable means: a number, a fixed symbol, or UNKNOWN, reported, where it means nothing."""
        found = self._of_data(path) if path[0] == "data" else self._of_layer(path, scope)
        if found is not None:
            return self._fitted(found)
        if not self.expansion.report.has_room():
            return UNKNOWN
        from rnndsl.rules.rnn007_undefined import undefined

        known = [".".join(p) for p in self._facts.answers]
        known += [
            f"{call.layer}.{kind.fact}"
            for call in self.expansion.calls.values()
            if (kind := find_kind(call.origin.kind)) is not None and kind.fact
        ]
        self.expansion.add(undefined(value.span, "fact", ".".join(path), dict.fromkeys(known), "${{{}}}"))
        return UNKNOWN

    def _fitted(self, dim: Dim) -> Dim:
        """A layer's symbol as the number that it is once fitted."""
        return self._facts.vocabularies.get(dim.name.rpartition(".")[0], dim) if isinstance(dim, Sym) else dim

    def _of_data(self, path: tuple[str, ...]) -> Dim | None:
        if path in self._facts.answers:
            return self._facts.answers[path]
        _, target, what = path
        declared = self._spec.get("model", "targets", target, "classes")
        if what == "classes" and declared is not None:
            return declared.data if isinstance(declared.data, int) else UNKNOWN
        data = self._spec.get("data")
        if data is not None and not isinstance(data.data, dict):
            return UNKNOWN
        known = self._spec.get("data", "targets", target) if what == "classes" else None
        if known is not None and (known.get("category") is not None or not isinstance(known.data, (dict, tuple))):
            return Sym(".".join(path), fixed=True)
        return None

    def _of_layer(self, path: tuple[str, ...], scope: Scope) -> Dim | None:
        name, what = path
        if name in self._inputs:
            return self._inputs[name].vocabulary if what == "vocabulary_size" else None
        call = next((around.calls[name] for around in scope.chain(use=True) if name in around.calls), None)
        if call is None:
            return None
        layer, spec = self.expansion.calls[call].layer, self.expansion.calls[call].origin
        kind = find_kind(spec.kind)
        if kind is None or what != kind.fact:
            return None
        if layer in self._facts.vocabularies:
            return self._facts.vocabularies[layer]
        given = {key: value.plain() for key, value in spec.args.items()}
        if any(isinstance(value, (Unknown, Variable)) for value in given.values()):
            return UNKNOWN
        listed = kind.size(complete(kind, given))
        return Sym(f"{layer}.{what}", fixed=True) if listed is None else listed


def _apart(items: list[Any]) -> list[Any]:
    """The items, layers of one name among them numbered as Keras would: `lstm_cell`, `lstm_cell_1`."""
    seen: dict[str, int] = {}
    found = []
    for item in items:
        again = seen.get(item.name, 0) if isinstance(item, Layer) else 0
        if isinstance(item, Layer):
            seen[item.name] = again + 1
        found.append(replace(item, name=f"{item.name}_{again}") if again else item)
    return found


def _option(field: Field, kind: Any) -> Any:
    """The alternative of a field that is of a certain type, or None."""
    if isinstance(field, kind):
        return field
    if isinstance(field, Either):
        return next((found for option in field.options if (found := _option(option, kind)) is not None), None)
    if isinstance(field, ListOf) and field.single:
        return _option(field.item, kind)
    return None
