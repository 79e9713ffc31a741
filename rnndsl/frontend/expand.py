"""Lines to calls: blocks and repeats written out, every call named as Keras would name it, every layer once.

Names are looked up in scopes. A block sees its own inputs and layers only (but may `use` layers of the model); a copy of a
repeat sees its own layers first, then what surrounds the repeat; what follows a repeat sees the last copy.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.diagnostics.span import Span
from rnndsl.ir.graph import Ref
from rnndsl.ir.spec import LayerSpec, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rnndsl.diagnostics.diagnostic import Diagnostic
    from rnndsl.diagnostics.report import Report

UNDEFINED = Ref("?")
MAX_CALLS = 10_000

Refs = tuple[Ref, ...]


class Scope:
    """Names that lines can refer to: of calls, or (a block's inputs) of what the block was called with."""

    __slots__ = ("around", "calls", "inputs", "instances", "model", "places")

    def __init__(self, around: Scope | None = None, model: Scope | None = None) -> None:
        self.calls: dict[str, str] = {}
        self.inputs: dict[str, Refs] = {}
        self.places: dict[str, Span] = {}
        self.instances: dict[str, Instance] = {}
        self.around = around
        self.model = model

    def chain(self, use: bool = False) -> Iterator[Scope]:
        """This scope and those around it; with `use` also what only `use:` may look into."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.around or (scope.model if use else None)


class Instance(Record):
    """A block that was built: its name under `model.blocks`, and the names of its layers in order."""

    of: str
    layers: tuple[str, ...]


class Call(Record):
    """A call of a layer before its references are looked up. `previous` is what it reads where `spec.inputs` is absent."""

    name: str
    layer: str
    spec: LayerSpec
    origin: LayerSpec
    scope: Scope
    previous: Refs | None


class Expansion:
    """The calls of a model, in the order written; `lines` adds a list of lines."""

    def __init__(self, blocks: dict[str, Value], inputs: Iterable[str], report: Report) -> None:
        self.blocks = blocks
        self.report = report
        self.calls: dict[str, Call] = {}
        self.taken: set[str] = set(inputs)
        self.reserved: set[str] = set(inputs)
        self._numbers: dict[str, int] = {}
        self._uses: dict[str, int] = {}
        self._shared: Iterator[str] | None = None
        self._opened: tuple[str, ...] = ()
        self.model_inputs = tuple(inputs)
        self.lost = False
        self.closed: set[str] = set()  # calls already reported for outputs that none of their arguments asks for
        self.overflow = False

    def reserve(self, lines: Iterable[Value]) -> None:
        """Keep the names that lines give from being taken as default names."""
        for line in lines:
            given = line.data.name if isinstance(line.data, LayerSpec) else None
            if given is not None and isinstance(given.data, str):
                self.reserved.add(given.data)

    def lines(self, lines: Iterable[Value], scope: Scope, previous: Refs | None, prefix: str = "") -> Refs | None:
        """Add lines; returns what a line below them would read."""
        for line in lines:
            spec = line.data
            if len(self.calls) >= MAX_CALLS:
                self._too_many(spec.span)
                return previous
            if not isinstance(spec, LayerSpec):
                continue
            if spec.kind == "Input":
                previous = self._input(spec, previous)
            elif spec.kind == "use":
                previous = self._use(spec, scope, previous)
            elif spec.kind == "block":
                previous = self._block(spec, scope, previous, prefix)
            elif spec.kind == "repeat":
                previous = self._repeat(spec, scope, previous, prefix)
            else:
                previous = self._layer(spec, scope, previous, prefix)
        return previous

    def _layer(self, spec: LayerSpec, scope: Scope, previous: Refs | None, prefix: str) -> Refs:
        """A line with a layer: a new one, or, where a block is used again, the next layer of that block."""
        if self._shared is not None:
            layer = next(self._shared)
            return self._call(self._again(layer), layer, spec, spec, scope, previous)
        name = self._name(spec, scope, prefix)
        return self._call(name, name, spec, spec, scope, previous)

    def _call(self, name: str, layer: str, spec: LayerSpec, origin: LayerSpec, scope: Scope, previous: Refs | None) -> Refs:
        self.calls[name] = Call(name, layer, spec, origin, scope, previous)
        given = spec.name.data if spec.name is not None else None
        if isinstance(given, str):
            scope.calls[given] = name
        else:
            scope.calls.setdefault(name, name)
        return (Ref(name, None, spec.span),)

    def _again(self, layer: str) -> str:
        """The name of a further call of a layer: `encoder@2`."""
        self._uses[layer] = self._uses.get(layer, 1) + 1
        return f"{layer}@{self._uses[layer]}"

    # Names

    def _name(self, spec: LayerSpec, scope: Scope, prefix: str) -> str:
        """The name of a new layer: the given one, else Keras' snake case of its kind, numbered."""
        given = spec.name.data if spec.name is not None else None
        if isinstance(given, str):
            self._check_once(given, spec, scope)
            return self._free(prefix + given, given=True)
        return self._free(prefix + snake(spec.kind))

    def _free(self, base: str, given: bool = False) -> str:
        """The name, numbered if it is taken; what lines are given by name is kept for them."""
        name = base
        while name in self.taken or (name in self.reserved and not (given and name == base)):
            self._numbers[base] = self._numbers.get(base, 0) + 1
            name = f"{base}_{self._numbers[base]}"
        self.taken.add(name)
        return name

    def _check_once(self, given: str, spec: LayerSpec, scope: Scope) -> None:
        """Report a name that its scope has already."""
        first = scope.places.get(given)
        here = spec.name.span if spec.name is not None else spec.span
        if first is None:
            scope.places[given] = here
            return
        from rnndsl.rules.rnn002_duplicate import duplicate

        self.report.add(duplicate(here, given, first, "name"))

    # Lines that are no layer

    def _input(self, spec: LayerSpec, previous: Refs | None) -> Refs | None:
        """An Input line: at the top of the model it is an input already, and the line below reads it."""
        name = spec.name.data if spec.name is not None else None
        if isinstance(name, str) and not self._opened:
            return (Ref(name, 0, spec.span),)
        from rnndsl.rules.rnn008_wrong_value import wrong

        self.report.add(wrong(spec.span, "found an Input inside a block or a repeat, expected it in `model.layers`"))
        return previous

    def _use(self, spec: LayerSpec, scope: Scope, previous: Refs | None) -> Refs:
        target = spec.args.get("layer")
        if target is None:
            return (UNDEFINED,)
        for around in scope.chain(use=True):
            if target.data in around.instances:
                return self._block_again(spec, scope, previous, around.instances[target.data])
            if target.data in around.calls:
                first = self.calls[around.calls[target.data]]
                given = spec.name.data if spec.name is not None else None
                name = self._name(spec, scope, "") if isinstance(given, str) else self._again(first.layer)
                return self._call(name, first.layer, spec, first.origin, scope, previous)
        if isinstance(target.data, str):
            from rnndsl.rules.rnn007_undefined import undefined

            known = [name for around in scope.chain(use=True) for name in (*around.instances, *around.calls)]
            self.report.add(undefined(target.span, "layer above this line", target.data, known))
        return self._nothing(spec, scope)

    def _nothing(self, spec: LayerSpec, scope: Scope) -> Refs:
        """What stands for a line whose meaning a mistake hides: its name is known, its tensor is not."""
        if spec.name is not None and isinstance(spec.name.data, str):
            scope.inputs[spec.name.data] = (UNDEFINED,)
        return (UNDEFINED,)

    def _block(self, spec: LayerSpec, scope: Scope, previous: Refs | None, prefix: str) -> Refs:
        of = spec.args.get("of")
        if of is None:
            return (UNDEFINED,)
        if of.data not in self.blocks:
            if isinstance(of.data, str):
                from rnndsl.rules.rnn007_undefined import undefined

                self.report.add(undefined(of.span, "block", of.data, self.blocks))
            return self._nothing(spec, scope)
        given = spec.name.data if spec.name is not None and isinstance(spec.name.data, str) else of.data
        name = self._name(spec, scope, prefix) if spec.name is not None else self._free(prefix + given)
        return self._body(spec, scope, previous, of.data, name)

    def _block_again(self, spec: LayerSpec, scope: Scope, previous: Refs | None, instance: Instance) -> Refs:
        outer, self._shared = self._shared, iter(instance.layers)
        name = self._name(spec, scope, "") if spec.name is not None else self._free(instance.of)
        found = self._body(spec, scope, previous, instance.of, name)
        self._shared = outer
        return found

    def _body(self, spec: LayerSpec, scope: Scope, previous: Refs | None, of: str, name: str) -> Refs:
        """Write out a block's lines with what its inputs stand for."""
        if of in self._opened:
            from rnndsl.rules.rnn007_undefined import cyclic

            self.report.add(cyclic(spec.span, "block", (*self._opened, of)))
            return self._nothing(spec, scope)
        from .blocks import block_lines, bound_inputs

        inner = Scope(model=scope)
        inner.inputs = bound_inputs(self, spec, scope, previous, self.blocks[of])
        first = next(iter(inner.inputs.values())) if len(inner.inputs) == 1 else None
        before, outer = len(self.calls), self._opened
        self._opened = (*outer, of)
        last = self.lines(block_lines(self.blocks[of]), inner, first, name + "_")
        self._opened = outer
        layers = tuple(call.layer for call in list(self.calls.values())[before:])
        outside = spec.name.data if spec.name is not None and isinstance(spec.name.data, str) else name
        scope.instances[outside] = Instance(of, layers)
        if last and last[0].node in self.calls:
            scope.calls[outside] = last[0].node
        scope.calls.update({f"{outside}.{own}": call for own, call in inner.calls.items()})
        return last or (UNDEFINED,)

    def _repeat(self, spec: LayerSpec, scope: Scope, previous: Refs | None, prefix: str) -> Refs | None:
        given, chain = spec.args.get("times"), spec.args.get("layers")
        times, lines = given.data if given is not None else None, chain.data if chain is not None else None
        if not isinstance(times, int) or not isinstance(lines, tuple):
            return (UNDEFINED,)
        if spec.inputs is not None:
            from .blocks import bound

            previous = bound(self, spec.inputs, scope)
        for _ in range(times):
            copy = Scope(around=scope)
            previous = self.lines(lines, copy, previous, prefix)
            if self.overflow:
                break
            scope.calls.update(copy.calls)
            scope.instances.update(copy.instances)
        return previous

    def _too_many(self, place: Span) -> None:
        """Stop: report it once, and let nothing more be written out."""
        if not self.overflow:
            from rnndsl.rules.rnn963_alias_bomb import too_many_calls

            self.report.add(too_many_calls(place, MAX_CALLS))
        self.overflow = True

    def add(self, diagnostic: Diagnostic) -> None:
        """Report a finding."""
        self.report.add(diagnostic)


def snake(name: str) -> str:
    """Keras' snake case of a class name: `MaxPooling1D` to `max_pooling1d`, `LSTM` to `lstm`, `SimpleRNN` to `simple_rnn`."""
    out = ""
    for i, character in enumerate(name):
        if i and character.isupper() and (name[i - 1].islower() or name[i + 1 : i + 2].islower()):
            out += "_"
        out += character.lower()
    return out
