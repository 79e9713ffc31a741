"""A block that stands inside another layer (`TimeDistributed: {layer: {block: tower}}`): its lines as one chain of layers.

There nothing is wired: each line reads the one above. A block of another form is reported where it departs from that.
"""

from __future__ import annotations

from rnndsl.ir.dims import UNKNOWN
from rnndsl.ir.graph import Layer
from rnndsl.ir.spec import LayerSpec, Value
from rnndsl.layers import kind as find_kind
from rnndsl.layers._block import KIND

from .blocks import block_lines
from .expand import MAX_CALLS, Expansion, Scope, snake

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rnndsl.diagnostics.span import Span
    from rnndsl.ir.dims import Unknown

    from .arguments import Arguments

HELP = "a block inside a layer is a chain: wire it as lines of the model, or write its lines one below the other"


def block_inside(
    arguments: Arguments, spec: LayerSpec, scope: Scope, expansion: Expansion, opened: tuple[str, ...] = ()
) -> Layer | Unknown:
    """The block as one layer; UNKNOWN, reported, where there is none of this name or where it is no chain."""
    of = spec.args["of"]
    if not isinstance(of.data, str):
        return UNKNOWN
    if of.data not in expansion.blocks or of.data in opened:
        from rnndsl.rules.rnn007_undefined import cyclic, undefined

        known = of.data not in expansion.blocks
        chain = (*opened, of.data)
        expansion.add(undefined(of.span, "block", of.data, expansion.blocks) if known else cyclic(spec.span, "block", chain))
        return UNKNOWN
    block = expansion.blocks[of.data]
    given = spec.name.data if spec.name is not None and isinstance(spec.name.data, str) else of.data
    layers = _Chain(arguments, Scope(model=scope), expansion, (*opened, of.data), _input(block)).layers(block_lines(block))
    return Layer(given, KIND.name, {"layers": layers}, spec) if layers is not None else UNKNOWN


def _input(block: Value) -> str:
    """The name of what a block reads; none where it reads several things."""
    declared = block.get("inputs")
    names = [value.data for value in declared.list] if declared is not None else ["input"]
    return names[0] if len(names) == 1 and isinstance(names[0], str) else ""


def _size(layer: Layer) -> int:
    """How many layers a layer is, with those of a block."""
    return 1 + sum(map(_size, layer.args["layers"])) if layer.kind == KIND.name else 1


class _Chain:
    """Collects the layers of one block; `sound` is False once a line is none of a chain."""

    def __init__(self, arguments: Arguments, scope: Scope, expansion: Expansion, opened: tuple[str, ...], reads: str) -> None:
        self.arguments = arguments
        self.scope = scope
        self.expansion = expansion
        self.opened = opened
        self.reads = reads
        self.names: dict[str, int] = {}
        self.sound = True

    def layers(self, lines: tuple[Value, ...]) -> list[Layer] | None:
        """The layers in order, repeats written out; None where a mistake hides one of them."""
        found: list[Layer] = []
        count = 0
        for layer in self._all(lines):
            found.append(layer)
            count += _size(layer)
            if count > MAX_CALLS:
                from rnndsl.rules.rnn963_alias_bomb import too_many_calls

                self.expansion.add(too_many_calls(lines[0].span, MAX_CALLS))
                return None
        return found if self.sound and found else None

    def _all(self, lines: Iterable[Value]) -> Iterator[Layer]:
        for at, line in enumerate(lines):
            spec = line.data
            if not isinstance(spec, LayerSpec) or not self.sound or self._is_wired(spec, first=at == 0):
                self.sound = False
            elif spec.kind == "repeat":
                yield from self._repeated(spec)
            elif spec.kind == "block":
                inner = block_inside(self.arguments, spec, self.scope, self.expansion, self.opened)
                self.sound = isinstance(inner, Layer)
                if isinstance(inner, Layer):
                    yield inner
            else:
                yield self.arguments.layer(self._name(spec), spec, self.scope)

    def _repeated(self, spec: LayerSpec) -> Iterator[Layer]:
        times, lines = spec.args["times"].data, spec.args["layers"].data
        self.sound = isinstance(times, int) and isinstance(lines, tuple)
        for _ in range(times if self.sound else 0):
            yield from self._all(lines)

    def _is_wired(self, spec: LayerSpec, first: bool) -> bool:
        """True, reported, for a line that reads something else than the line above it."""
        kind = find_kind(spec.kind)
        if kind is not None and kind.operation:
            return self._refuse(spec.span)
        if spec.kind in ("use", "Input") or spec.initial_state is not None or not self.reads:
            return self._refuse(spec.initial_state.span if spec.initial_state is not None else spec.span)
        if spec.inputs is None or (first and [value.data for value in spec.inputs.list] == [self.reads]):
            return False
        return self._refuse(spec.inputs.key or spec.inputs.span)

    def _refuse(self, place: Span) -> bool:
        from rnndsl.rules.rnn008_wrong_value import wrong

        self.expansion.add(
            wrong(place, f"the block `{self.opened[-1]}` stands inside a layer, where nothing is wired", help=HELP)
        )
        return True

    def _name(self, spec: LayerSpec) -> str:
        """The name of a layer: the given one, else Keras' snake case of its kind; numbered where the chain has it already."""
        given = spec.name.data if spec.name is not None else None
        name = given if isinstance(given, str) else snake(spec.kind)
        count = self.names[name] = self.names.get(name, -1) + 1
        return f"{name}_{count}" if count else name
