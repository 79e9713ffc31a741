"""One call of a layer as it is drawn: which kind, with which arguments, on which tensors, and what inference makes of it.

No list of kinds stands here: kinds are found, their arguments are those of the kind contract (`tests.contracts.draw`), and
what suits a tensor is asked of the hints and of inference itself. A careful document takes only what inference accepts; a
careless one takes what comes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import prod
from random import Random
from typing import Any

from rnndsl import layers
from rnndsl.ir.dims import Unknown
from rnndsl.ir.graph import Layer
from rnndsl.ir.tensor import TensorSpec
from rnndsl.ir.typed import Fault
from rnndsl.layers.kind import Kind, complete
from rnndsl.schema.lines import HEADS
from tests.contracts.compare import infer
from tests.contracts.draw import Case, draw_args, draw_value, right_states
from tests.contracts.hints import hints
from tests.differential.plain import settled
from tests.differential.tensors import Sources, Tensor

FREE = 12  # what a free axis counts in a size
LARGEST = 3000  # elements of one sample's tensor, and weights of a layer: nothing is learned from larger ones


@dataclass(frozen=True)
class Step:
    """A call: `reads` and `states` are references, as they stand in the line."""

    name: str
    kind: str
    args: dict[str, Any]
    reads: tuple[str, ...]
    states: tuple[str, ...] = ()

    @property
    def found(self) -> Kind:
        """The kind itself."""
        found = layers.kind(self.kind)
        assert found is not None, self.kind
        return found

    def outputs(self, known: dict[str, TensorSpec], batch_size: int | None) -> list[Tensor] | None:
        """The tensors that come out where the references mean these tensors; None where inference refuses."""
        inputs, states = (tuple(known[ref] for ref in refs) for refs in (self.reads, self.states))
        high = self.found.high
        if len(inputs) < self.found.low or (high is not None and len(inputs) > high):
            return None
        result = infer(Case(self.kind, self.args, inputs, states, batch_size))
        if isinstance(result, Fault):
            return None
        ports = self.found.ports(complete(self.found, self.args))
        named = [f"{self.name}.{port}" if port else self.name for port in ports]
        counts = [spec.shape for spec in (*result.outputs, *result.weights)]
        if any(shape is None or not _small(shape) for shape in counts):
            return None
        return [Tensor(name, spec) for name, spec in zip(named, result.outputs, strict=True)]


def _small(shape: tuple[Any, ...]) -> bool:
    """True for a known shape of few elements."""
    sizes = [d if isinstance(d, int) else FREE for d in shape]
    return not any(isinstance(d, Unknown) for d in shape) and 0 < prod(sizes) <= LARGEST


def draw_step(rng: Random, name: str, sources: Sources, batch_size: int | None, careful: bool) -> Step | None:
    """A call that inference accepts, or, not `careful`, any; None where nothing has been found to suit."""
    known = {tensor.ref: tensor.spec for tensor in sources.tensors}
    for _ in range(40):
        source = sources.choose(rng)
        kind = rng.choice(suiting(source.spec.rank, source.spec.dtype) if careful or rng.random() < 0.3 else all_kinds())
        if source.spec.rank < hints(kind).least:
            continue
        args = drawn_args(rng, kind)
        reads = _partners(rng, kind, source, sources, careful)
        if args is None or reads is None:
            continue
        args, states = _states(rng, kind, args, reads, sources, careful)
        if _joins(args, source.spec.rank) and rng.random() < 0.9:
            continue
        step = Step(name, kind, args, tuple(t.ref for t in reads), tuple(t.ref for t in states))
        if not careful or step.outputs(known, batch_size) is not None:
            return step
    return None


@cache
def all_kinds() -> tuple[str, ...]:
    """Every kind that can stand on a line, the recurrent ones several times: this is what the language is for."""
    names = [name for name in layers.kind_names() if name != "Input" and name not in HEADS]
    found = [kind for name in names if (kind := layers.kind(name)) is not None and not kind.inside]
    return tuple(kind.name for kind in found for _ in range(5 if kind.recurrent else 1))


@cache
def suiting(rank: int, dtype: str) -> tuple[str, ...]:
    """The kinds whose hints name this rank (batch axis included) and dtype; of this rank, or all, where there is none."""
    ranked = tuple(kind for kind in all_kinds() if rank in hints(kind).ranks)
    same = tuple(kind for kind in ranked if dtype in hints(kind).dtypes)
    return same or ranked or all_kinds()


def drawn_args(rng: Random, kind: str) -> dict[str, Any] | None:
    """Arguments of the kind contract; what would have to be learned from data is always given, or nothing is drawn."""
    found = layers.kind(kind)
    assert found is not None
    args: dict[str, Any] = {key: settled(value) for key, value in draw_args(rng, kind).items()}
    types = {entry.name: entry.type for entry in found.entries()}
    for key in found.learned:
        special = hints(kind).values.get(key)
        for _ in range(5):
            if args.get(key) is None:
                args[key] = special(rng) if special is not None else draw_value(rng, types[key])
    nested = [layer for layer in found.nested(args) for key in _learned(layer) if layer.args.get(key) is None]
    defaults = found.defaults()
    return None if nested else {k: v for k, v in args.items() if v is not None or defaults.get(k, v) is not None}


def _learned(layer: Layer) -> tuple[str, ...]:
    kind = layers.kind(layer.kind)
    return kind.learned if kind is not None else ()


def _partners(rng: Random, kind: str, source: Tensor, sources: Sources, careful: bool) -> list[Tensor] | None:
    """The tensors that a call reads: as many as the kind takes, mostly alike; None where there are not enough."""
    found = layers.kind(kind)
    assert found is not None
    high = found.high if found.high is not None else found.low + 2
    count = rng.randint(found.low, high) if careful or rng.random() < 0.9 else rng.randint(1, 3)
    others = sources.tensors
    if careful:
        others = [t for t in others if t.spec.rank == source.spec.rank and t.spec.dtype == source.spec.dtype]
        alike = [t for t in others if t.spec.dims == source.spec.dims]
        others = alike if len(alike) > 1 and rng.random() < 0.6 else others
    return [source, *(rng.choice(others) for _ in range(count - 1))]


def _joins(args: dict[str, Any], rank: int) -> bool:
    """True where the axis is that of the samples: there Keras joins them, and no loss and no merge fits any more."""
    return args.get("axis") in (0, -rank)


def _states(
    rng: Random, kind: str, args: dict[str, Any], reads: list[Tensor], sources: Sources, careful: bool
) -> tuple[dict[str, Any], list[Tensor]]:
    """Sometimes initial states: of the shapes that the layer returns itself, which gets units for them, or wrong ones."""
    found = layers.kind(kind)
    assert found is not None
    vectors = [t for t in sources.tensors if t.spec.rank == 2 and isinstance(t.spec.dims[0], int)]
    if not found.recurrent or not vectors or rng.random() > 0.45:
        return args, []
    states = [t for t in vectors if "." in t.ref]
    like = rng.choice(states if states and rng.random() < 0.7 else vectors)
    args = _as_wide(args, like.spec.dims[0]) if rng.random() < 0.9 else args
    wanted = right_states(kind, args, tuple(t.spec for t in reads))
    fitting = [[t for t in sources.tensors if t.spec.shape == shape] for shape in wanted]
    if not careful:
        fitting = [*fitting, vectors][: rng.randint(1, len(fitting) + 1)]
    return args, [_state(rng, choices, like.owner) for choices in fitting] if fitting and all(fitting) else []


def _state(rng: Random, choices: list[Tensor], owner: str) -> Tensor:
    """Mostly the state of the same layer: a decoder starts where its encoder ended."""
    own = [t for t in choices if t.owner == owner]
    return rng.choice(own if own and rng.random() < 0.8 else choices)


def _as_wide(args: dict[str, Any], units: Any) -> dict[str, Any]:
    """The arguments with this number of units, in nested layers too."""

    def wide(key: str, value: Any) -> Any:
        if isinstance(value, Layer):
            return Layer(value.name, value.kind, _as_wide(value.args, units))
        return units if key == "units" and isinstance(value, int) else value

    return {key: wide(key, value) for key, value in args.items()}
