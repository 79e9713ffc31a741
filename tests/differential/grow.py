"""Grows a random model document, line by line, looking at what inference says of the lines so far.

A careful document chooses what fits the tensors that are there; a careless one makes mistakes on purpose: a layer for
another rank, a missing `return_sequences`, merges of anything, states of the wrong layer. All from one seed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from rnndsl.ir.dims import keras_dim
from rnndsl.ir.tensor import TensorSpec
from rnndsl.ir.typed import Typed, TypedNode
from tests.differential.arguments import WIDTHS, arguments, with_null

RECURRENT = ("LSTM", "GRU", "SimpleRNN", "Bidirectional")
ANY = ("Dense", "Activation", "Dropout", "LayerNormalization", "BatchNormalization", "Normalization", "Rescaling", "Masking")
FITTING = {
    0: ("Embedding", "Rescaling", "Activation"),
    1: (*ANY, "Dense", "Dense", "RepeatVector", "RepeatVector", "Reshape", "Flatten"),
    2: (
        *RECURRENT,
        *RECURRENT,
        *RECURRENT,
        *ANY,
        "SpatialDropout1D",
        "TimeDistributed",
        "TimeDistributed",
        "Flatten",
        "Reshape",
        "Permute",
        "Conv1D",
        "Conv1D",
        "MaxPooling1D",
        "AveragePooling1D",
        "GlobalMaxPooling1D",
        "GlobalAveragePooling1D",
    ),
    3: (*ANY, "TimeDistributed", "TimeDistributed", "TimeDistributed", "Flatten", "Reshape", "Permute"),
}
MERGES = ("Concatenate", "Concatenate", "Add", "Multiply", "Average", "Attention", "AdditiveAttention")
WRONG = (
    *RECURRENT * 6,
    *("MaxPooling1D", "Conv1D", "GlobalMaxPooling1D", "RepeatVector", "TimeDistributed", "Embedding") * 3,
    *sorted({*FITTING[0], *FITTING[1], *FITTING[2], *FITTING[3], *MERGES, "TextVectorization"}),
)
INSIDE = ("Dense", "Dropout", "LayerNormalization", "Activation", "LSTM", "GRU", "Bidirectional", "Masking", "Conv1D")


@dataclass
class Tensor:
    """Something that a line can read: how it is written, what is known of it."""

    ref: str
    spec: TensorSpec
    state: bool = False

    @property
    def shape(self) -> tuple:
        return tuple(map(keras_dim, self.spec.dims))


@dataclass
class Growth:
    """A document in the making."""

    rng: Random
    care: float
    look: Callable[[dict], Typed | None]
    document: dict
    names: list[str] = field(default_factory=list)
    read: set[str] = field(default_factory=set)

    @property
    def lines(self) -> list:
        found: list = self.document["model"]["layers"]
        return found


def grow(seed: int, look: Callable[[dict], Typed | None]) -> dict:
    """A random document; `look` types a document as it stands (None where the language refuses it)."""
    rng = Random(seed)
    model: dict = {"inputs": {f"x{k}": _input(rng) for k in range(rng.choice((1, 1, 1, 2, 3)))}, "layers": []}
    if rng.random() < 0.2:
        model["batch_size"] = 4
    growth = Growth(rng, rng.choice((1.0, 1.0, 0.92, 0.75)), look, {"rnndsl": 1, "name": f"g{seed}", "model": model})
    if rng.random() < 0.3:
        model["blocks"] = {"tower": _inside(rng)}
    for _ in range(rng.choice((1, 2, 3, 4, 5, 6, 8, 10, 14))):
        tensors = _tensors(growth)
        if not tensors:
            break
        _line(growth, tensors)
    _outputs(growth)
    return growth.document


def _input(rng: Random) -> dict | list:
    time, width = rng.choice((None, 1, 4, 6, 7)), rng.choice(WIDTHS)
    return rng.choice(
        (
            [time, width],
            [time, width],
            [time, width],
            [width],
            {"shape": [time], "dtype": "int32", "vocabulary": 20},
            {"shape": [time], "dtype": "int32", "vocabulary": 20},
            {"shape": [], "dtype": "string"},
            [time, 3, width],
        )
    )


def _tensors(growth: Growth) -> list[Tensor]:
    """All known tensors, those of the last line last; nothing once the last line is refused (or rarely, all the same)."""
    inputs = growth.document["model"]["inputs"]
    if not growth.lines:
        return [Tensor(name, _declared(value)) for name, value in inputs.items()]
    typed = growth.look(growth.document)
    if typed is None:
        return []
    found = [Tensor(name, spec) for name, spec in typed.inputs.items()]
    for name, node in _readable(typed, growth).items():
        for port, spec in zip(node.ports, node.outputs, strict=True):
            if spec.known:
                found.append(Tensor(f"{name}.{port}" if port else name, spec, bool(port)))
    failed = any(node.fault for node in typed.nodes.values())
    return [] if failed and growth.rng.random() < 0.6 else found


def _readable(typed: Typed, growth: Growth) -> dict[str, TypedNode]:
    """The calls that a line can read by name; the last call in a block stands for the block."""
    found: dict[str, TypedNode] = {}
    for line in growth.lines:
        name = next(iter(line.values())).get("name", "")
        inside = [node for key, node in typed.nodes.items() if key.startswith(name + "_")]
        if name in typed.nodes:
            found[name] = typed.nodes[name]
        elif name and inside:
            found[name] = inside[-1]
    return found


def _declared(value: dict | list) -> TensorSpec:
    from rnndsl.ir.dims import Sym

    shape = value if isinstance(value, list) else value["shape"]
    dtype = "float32" if isinstance(value, list) else value["dtype"]
    return TensorSpec(tuple(Sym("T") if d is None else d for d in shape), dtype)


def _line(growth: Growth, tensors: list[Tensor]) -> None:
    """Add one line: a use of an earlier layer, a merge, or a layer on one tensor."""
    rng = growth.rng
    name = f"n{len(growth.lines)}"
    source = tensors[-1] if rng.random() < 0.6 else rng.choice(tensors)
    unread = [t for t in tensors if t.ref not in growth.read and not t.state]
    if unread and rng.random() < 0.5:
        source = rng.choice(unread)
    if rng.random() < 0.04:
        _repeat(growth, name, source)
    elif "blocks" in growth.document["model"] and rng.random() < 0.12:
        _append(growth, "block", {"of": "tower", "name": name, "inputs": source.ref}, name, [source])
    elif growth.names and rng.random() < 0.06:
        _append(growth, "use", {"layer": rng.choice(growth.names), "name": name, "inputs": source.ref}, name, [source])
    elif len(tensors) > 1 and rng.random() < 0.22 and source.spec.dtype != "string":
        _merge(growth, name, source, tensors)
    else:
        kind = _kind(growth, source)
        args = with_null(arguments(kind, source.shape, rng))
        if args.get("stateful") and growth.care == 1.0 and "batch_size" not in growth.document["model"]:
            del args["stateful"]
        read = [source, *_states(growth, kind, args, tensors)]
        _append(growth, kind, {**args, "name": name, "inputs": source.ref}, name, read)


def _repeat(growth: Growth, name: str, source: Tensor) -> None:
    """The same lines two or three times, and a named line behind them, which others can read."""
    rng = growth.rng
    body = {"times": rng.choice((2, 3)), "inputs": source.ref, "layers": _inside(rng)}
    _append(growth, "repeat", body, name, [source])
    after = f"n{len(growth.lines)}"
    growth.lines.append({"Activation": {"activation": "linear", "name": after}})
    growth.names.append(after)


def _inside(rng: Random) -> list[dict]:
    """A few lines without names, for blocks and repeats: they mostly keep the shape that they get."""
    lines = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        kind = rng.choice(INSIDE)
        args = arguments(kind, (None, 4), rng)
        inner = args["layer"][next(iter(args["layer"]))] if kind == "Bidirectional" else args
        for key in ("return_state", "stateful"):
            inner.pop(key, None)
        if kind in RECURRENT and rng.random() < 0.8:
            inner["return_sequences"] = True
        if args.get("axis") != -1:
            args.pop("axis", None)
        lines.append({kind: {**args, "merge_mode": "concat"} if args.get("merge_mode") == "null" else args})
    return lines


def _kind(growth: Growth, source: Tensor) -> str:
    rng = growth.rng
    if rng.random() > growth.care:
        return rng.choice(WRONG)
    if source.spec.dtype == "string":
        return "TextVectorization"
    if source.spec.dtype.startswith("int") and rng.random() < 0.85:
        return "Embedding"
    return rng.choice(FITTING.get(len(source.spec.dims), FITTING[3]))


def _merge(growth: Growth, name: str, source: Tensor, tensors: list[Tensor]) -> None:
    rng = growth.rng
    others = [t for t in tensors if t.spec.dtype != "string"]
    if rng.random() < growth.care:
        others = [t for t in others if len(t.spec.dims) == len(source.spec.dims) and t.spec.dtype == source.spec.dtype]
    alike = [t for t in others if t.shape == source.shape]
    if alike and rng.random() < growth.care:
        others = alike
    read = [source, *(rng.choice(others or [source]) for _ in range(rng.choice((1, 1, 2))))]
    kind = rng.choice(MERGES)
    if kind.endswith("Attention") and len(source.spec.dims) != 2 and rng.random() < growth.care:
        kind = "Concatenate"
    args = arguments(kind, source.shape, rng)
    _append(growth, kind, {**args, "name": name, "inputs": [t.ref for t in read]}, name, read)


def _states(growth: Growth, kind: str, args: dict, tensors: list[Tensor]) -> list[Tensor]:
    """Sometimes initial states: of the right number and width, or not."""
    rng = growth.rng
    vectors = [t for t in tensors if len(t.spec.dims) == 1 and t.spec.dtype == "float32"]
    if kind not in RECURRENT or not vectors or rng.random() > 0.45:
        return []
    nested = next(iter(args["layer"])) if kind == "Bidirectional" else kind
    number = {"LSTM": 2}.get(nested, 1) * (2 if kind == "Bidirectional" else 1)
    inner = args["layer"][nested] if kind == "Bidirectional" else args
    chosen = rng.choice(vectors)
    if rng.random() < growth.care:
        inner["units"] = chosen.shape[0]
        vectors = [t for t in vectors if t.shape == chosen.shape]
    elif rng.random() < 0.4:
        number = rng.choice((1, 2, 3, 4))
    states = [rng.choice(vectors) for _ in range(number)]
    args["initial_state"] = [t.ref for t in states]
    return states


def _append(growth: Growth, kind: str, body: dict, name: str, read: list[Tensor]) -> None:
    """Add the line; what reads the line above may leave `inputs` out."""
    previous = f"n{len(growth.lines) - 1}" if growth.lines else None
    if kind not in ("use", "block", "repeat") and body["inputs"] == previous and growth.rng.random() < 0.5:
        last = next(iter(growth.lines[-1].values()))
        ported = any(key in str(last) for key in ("return_state", "merge_mode", "'layer': 'n"))
        if not ported or growth.rng.random() > growth.care:
            del body["inputs"]
    growth.lines.append({kind: body})
    if kind not in ("use", "repeat"):
        growth.names.append(name)
    growth.read.update(t.ref.partition(".")[0] for t in read)


def _outputs(growth: Growth) -> None:
    """Every line that nothing reads is an output."""
    growth.document["model"]["outputs"] = sinks(growth.document["model"]["layers"])


def sinks(lines: list[dict]) -> list[str]:
    """Names of the lines that no other line reads."""
    names, read, before = [], set(), ""
    for line in lines:
        body = next(iter(line.values()))
        for refs in (body.get("inputs", before), body.get("initial_state", [])):
            read.update(ref.partition(".")[0] for ref in (refs if isinstance(refs, list) else [refs]))
        before = body.get("name", "")
        names.append(before)
    return [name for name in names if name and name not in read]
