"""Draws layers and inputs for the differential contract, from the kinds' own fields and a seeded generator.

A `Case` is everything that both sides get: a kind, its arguments, its inputs. Fixed symbols stand for `FIXED` in Keras.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from rnndsl import layers, objects
from rnndsl.ir.dims import Dim, Shape, Sym
from rnndsl.ir.fields import (
    REQUIRED,
    Bool,
    Choice,
    Const,
    Either,
    Field,
    Float,
    Int,
    ListOf,
    NamedField,
    Str,
)
from rnndsl.ir.graph import Layer, Named
from rnndsl.ir.tensor import Mask, TensorSpec
from rnndsl.ir.typed import Refusal
from rnndsl.layers.kind import Call, complete

from .hints import NUMBERS, hints

FIXED = 7
RANKS = (1, 2, 3, 4, 5)
UNSUITED = {"regularizers": ("OrthogonalRegularizer",)}  # fails on other ranks, but only once a loss is computed


@dataclass(frozen=True, eq=False)
class Case:
    """One call of one layer: `args` as a file gives them (no defaults), `inputs` and `states` as inference sees them."""

    kind: str
    args: dict[str, Any]
    inputs: tuple[TensorSpec, ...]
    states: tuple[TensorSpec, ...] = ()
    batch_size: int | None = None
    index: int = 0
    seed: int = 0

    def __str__(self) -> str:
        """What somebody needs to run this one again."""
        lines = [f"{self.kind}({', '.join(f'{k}={v!r}' for k, v in self.args.items())})", f"  batch_size={self.batch_size}"]
        lines += [f"  input {t} {t.dtype} mask={t.mask and t.mask.shape}" for t in self.inputs]
        lines += [f"  state {t} {t.dtype}" for t in self.states]
        again = f"pytest tests/contracts/test_kinds.py -k 'agrees and {self.kind}' --seed {self.seed} --only {self.index}"
        return "\n".join([*lines, f"  again: {again}"])


@cache
def draw_case(kind: str, seed: int, index: int) -> Case:
    """The case of that number: the same for the same kind, seed and number."""
    rng = Random(f"{seed}:{kind}:{index}")
    args = draw_args(rng, kind)
    found = layers.kind(kind)
    if found is not None and found.inside:
        args, kind = {**draw_args(rng, "RNN"), "cell": Layer(kind.lower(), kind, args)}, "RNN"
    inner = args.get("layer")
    inputs = draw_inputs(rng, kind) if inner is None or rng.random() < 0.15 else (draw_wrapped(rng, kind, inner),)
    batch_size = rng.choice((2, 2, None)) if args.get("stateful") else rng.choice((None, None, 2))
    return Case(kind, args, inputs, draw_states(rng, kind, args, inputs), batch_size, index, seed)


def draw_args(rng: Random, kind: str) -> dict[str, Any]:
    """Required arguments and some of the others, each a value that its field allows."""
    found = layers.kind(kind)
    assert found is not None, kind
    special, often, always, args = hints(kind).values, hints(kind).often, hints(kind).always, {}
    for entry in (*found.entries(), *found.call_parameters):
        share = 1.0 if entry.default is REQUIRED or entry.name in always else 0.5 if entry.name in often else 0.12
        if rng.random() >= share:
            continue
        if entry.name in found.dimensional and rng.random() < 0.1:
            args[entry.name] = Sym("V", fixed=True)
        else:
            args[entry.name] = special[entry.name](rng) if entry.name in special else draw_value(rng, entry.type)
    return args


def draw_inputs(rng: Random, kind: str) -> tuple[TensorSpec, ...]:
    """Tensors as many as the kind takes; those of merging kinds mostly resemble each other."""
    found = layers.kind(kind)
    assert found is not None, kind
    count = rng.randint(found.low, found.high if found.high is not None else found.low + 2)
    first = draw_tensor(rng, kind)
    return (first, *(draw_like(rng, first, kind) for _ in range(count - 1)))


def draw_wrapped(rng: Random, kind: str, inner: Layer) -> TensorSpec:
    """A tensor for the layer inside a wrapper, with a time axis in front where the wrapper takes one away."""
    tensor = draw_tensor(rng, inner.kind)
    if kind != "TimeDistributed":
        return tensor
    time = draw_dim(rng, fixed=False)
    mask = tensor.mask and Mask((time, *tensor.mask.shape), tensor.mask.origin)
    return TensorSpec((time, *tensor.dims), tensor.dtype, mask)


def draw_tensor(rng: Random, kind: str) -> TensorSpec:
    """A tensor of mostly fitting rank and dtype, with free, fixed or known dimensions, sometimes masked."""
    hint = hints(kind)
    rank = rng.choice(hint.ranks) if rng.random() < 0.8 else rng.choice([r for r in RANKS if r >= hint.least])
    dtype = rng.choice(hint.dtypes) if rng.random() < 0.75 else rng.choice((*NUMBERS, "string"))
    at = rng.randrange(RANKS[-1])  # one fixed symbol at most: no kind solves equations between several
    shape = tuple(draw_dim(rng, fixed=axis == at, free=hint.free) for axis in range(rank - 1))
    if hint.features and shape and rng.random() < 0.7:
        shape = (*shape[:-1], rng.choice(hint.features))
    return TensorSpec(shape, dtype, draw_mask(rng, shape, dtype, hint.sequential))


def draw_like(rng: Random, tensor: TensorSpec, kind: str) -> TensorSpec:
    """The same tensor, or one that differs in one dimension, or another one altogether."""
    chance = rng.random()
    if chance < 0.45:
        return TensorSpec(tensor.dims, tensor.dtype, draw_mask(rng, tensor.dims, tensor.dtype, hints(kind).sequential))
    if chance < 0.85 and tensor.dims:
        at = rng.randrange(len(tensor.dims))
        shape = (*tensor.dims[:at], draw_dim(rng, fixed=False), *tensor.dims[at + 1 :])
        return TensorSpec(shape, tensor.dtype, draw_mask(rng, shape, tensor.dtype, hints(kind).sequential))
    return draw_tensor(rng, kind)


def draw_mask(rng: Random, shape: Shape, dtype: str, sequential: bool = False) -> Mask | None:
    """Mostly none; else over all axes but the last, as Masking and Embedding make it, rarely over others.

    Kinds that are `sequential` get one per time step.
    """
    if not shape or dtype == "string" or rng.random() < 0.6:
        return None
    if sequential:
        return Mask(shape[:1], "source")
    natural = rng.random() < 0.7 or any(isinstance(d, Sym) for d in shape)
    return Mask(shape[: len(shape) - 1 if natural else rng.randint(1, len(shape))], "source")


def draw_states(rng: Random, kind: str, args: dict[str, Any], inputs: tuple[TensorSpec, ...]) -> tuple[TensorSpec, ...]:
    """Initial states for some recurrent layers: mostly right in number and width.

    A stack of cells never gets too few: Keras then leaves cells out without a word (`tests/layers/test_cells.py`).
    """
    found = layers.kind(kind)
    assert found is not None, kind
    if not found.recurrent or rng.random() < 0.6:
        return ()
    right = right_states(kind, args, inputs)
    if not right:
        return ()
    count = len(right) if rng.random() < 0.7 else rng.randint(len(right) if kind == "RNN" else 1, len(right) + 1)
    known = all(isinstance(dim, int) for shape in right for dim in shape)
    keep = 0.9 if known else 1  # a symbol that two states want to be two numbers is beyond any kind
    shapes = (right[i % len(right)] for i in range(count))
    return tuple(TensorSpec(shape if rng.random() < keep else (*shape[:-1], rng.choice((1, 4)))) for shape in shapes)


def right_states(kind: str, args: dict[str, Any], inputs: tuple[TensorSpec, ...]) -> list[Shape]:
    """The shapes of the states as a layer returns them; none where it is refused for another reason."""
    found = layers.kind(kind)
    assert found is not None, kind
    if "layer" in args:
        halves = [half for half in (args["layer"], args.get("backward_layer") or args["layer"]) if half is not None]
        return [shape for half in halves for shape in right_states(half.kind, half.args, inputs)]
    asked = complete(found, {**args, "return_state": True, "stateful": False})
    try:
        return [tensor.dims for tensor in found.infer(Call(asked, inputs)).outputs[1:]]
    except Refusal:
        return []


def draw_dim(rng: Random, fixed: bool, free: float = 0.2) -> Dim:
    """Mostly a small number, else (with the chance `free`) a free symbol, or a fixed one where that is allowed."""
    chance = rng.random()
    if chance < free:
        return Sym("T")
    return Sym("V", fixed=True) if fixed and chance < free + 0.2 else rng.randint(1, 6)


def draw_value(rng: Random, field: Field) -> Any:
    """A value that the field allows; numbers stay small."""
    if isinstance(field, Either):
        return draw_value(rng, rng.choice(field.options))
    if isinstance(field, Const):
        return field.value
    if isinstance(field, Bool):
        return rng.random() < 0.5
    if isinstance(field, Int):
        low = field.low if field.low is not None else -2
        return rng.randint(low, min(low + 5, field.high if field.high is not None else low + 5))
    if isinstance(field, Float):
        return _draw_float(rng, field)
    if isinstance(field, Choice):
        return rng.choice(field.words)
    if isinstance(field, ListOf):
        low = max(field.low, 1)
        return [draw_value(rng, field.item) for _ in range(rng.randint(low, field.high or low + 2))]
    if isinstance(field, NamedField):
        return _draw_named(rng, field.group)
    assert isinstance(field, Str), f"no drawing for {field!r}; give a hint"
    return rng.choice(("a", "b"))


def _draw_float(rng: Random, field: Field) -> float:
    assert isinstance(field, Float)
    low = field.low if field.low is not None else -1.0
    high = field.high if field.high is not None else low + 2.0
    inside = [round(low + (high - low) * share, 3) for share in (0.25, 0.5, 0.75)]
    ends = [*([] if field.open_low else [low]), *([] if field.open_high else [high])]
    return rng.choice([*inside, *ends])


def _draw_named(rng: Random, group: str) -> Named:
    table = objects.group(group)
    names = [n for n, o in table.items() if o.name not in UNSUITED.get(group, ())]
    name = rng.choice([n for n in names if all(e.default is not REQUIRED for e in table[n].parameters)])
    return Named(group, name, {})
