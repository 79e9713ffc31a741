"""Grows a random model document: chains, branches, merges, wrappers, shared layers, states, blocks, repeats, all from one seed.

Each line is drawn for the tensors that the lines before it give, which inference tells line by line. A careless document
makes mistakes now and then; what they give is asked of the linter (`look`), which knows the whole document.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from rnndsl.ir.tensor import TensorSpec
from rnndsl.ir.typed import Typed
from tests.differential.heads import add_heads
from tests.differential.plain import written
from tests.differential.steps import Step, draw_step
from tests.differential.tensors import Sources, Tensor, declared, draw_input
from tests.differential.wiring import sinks

Document = dict[str, Any]
SIZES = (3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 18, 24, 30)
CARE = (1.0, 1.0, 0.96, 0.85)


@dataclass
class Growth:
    """Lines in the making and what they can read; blocks and repeats have their own, with the same numbers for names."""

    rng: Random
    care: float
    batch_size: int | None
    sources: Sources
    numbers: Any
    lines: list[Any] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    blocks: dict[str, tuple[list[str], list[Step]]] = field(default_factory=dict)
    written_blocks: dict[str, Any] = field(default_factory=dict)
    instances: dict[str, tuple[str, tuple[TensorSpec, ...]]] = field(default_factory=dict)
    calls: int = 0
    slipped: bool = False
    broken: bool = False

    def name(self) -> str:
        """A name that nothing has."""
        return f"n{next(self.numbers)}"

    @property
    def known(self) -> dict[str, TensorSpec]:
        """What every reference means."""
        return {tensor.ref: tensor.spec for tensor in self.sources.tensors}

    def careful(self) -> bool:
        """Whether the next choice is one that fits; the first that does not is remembered."""
        found = self.rng.random() < self.care
        self.slipped = self.slipped or not found
        return found


def grow(seed: int, look: Callable[[Document], Typed | None]) -> Document:
    """A random document; `look` types a document as it stands (None where the language refuses it)."""
    rng = Random(seed)
    given = {f"x{k}": draw_input(rng) for k in range(rng.choice((1, 1, 1, 2, 2, 3)))}
    model: Document = {"batch_size": rng.choice((13, 19))} if rng.random() < 0.2 else {}
    start = [Tensor(name, declared(value)) for name, value in given.items()]
    sources = Sources(list(start), start if len(start) == 1 else [])
    growth = Growth(rng, rng.choice(CARE), model.get("batch_size"), sources, count())
    declare(growth, model, given)
    document: Document = {"rnndsl": 1, "name": f"g{seed}", "model": model}
    size = rng.choice(SIZES)
    while growth.calls < size and not growth.broken:
        if not _line(growth, size - growth.calls):
            break
        model["layers"] = growth.lines
        if growth.blocks:
            model["blocks"] = growth.written_blocks
        if growth.lines and growth.slipped:
            _settle(growth, document, look)
    finish(document)
    if not growth.broken and rng.random() < 0.75:
        add_heads(rng, document, growth.known)
    return document


def declare(growth: Growth, model: Document, given: dict[str, Any]) -> None:
    """The inputs, under `model.inputs` or rarely on lines of their own."""
    if growth.rng.random() > 0.1 or any("vocabulary" in value for value in given.values()):
        model["inputs"] = given
        return
    for name, value in given.items():
        growth.lines.append({"Input": {**(value if isinstance(value, dict) else {"shape": value}), "name": name}})
    growth.sources.last = growth.sources.tensors[-1:]


def finish(document: Document) -> None:
    """Every line that nothing reads is an output."""
    document["model"]["outputs"] = sinks(document["model"]["layers"])


def _settle(growth: Growth, document: Document, look: Callable[[Document], Typed | None]) -> None:
    """After a mistake nothing more can be read of what it hides, and mostly the document ends with it."""
    document["model"].pop("outputs", None)
    typed = look(document)
    if typed is None or any(node.fault is not None for node in typed.nodes.values()):
        growth.broken = typed is None or growth.rng.random() < 0.85
        refused = {node.node.name for node in (typed.nodes.values() if typed else ()) if not node.outputs[0].known}
        growth.sources.tensors = [t for t in growth.sources.tensors if t.owner not in refused]
        growth.sources.last = [t for t in growth.sources.last if t.owner not in refused]


def _line(growth: Growth, room: int) -> bool:
    """Add a line: a block, a repeat, a use of an earlier layer, or a new layer; False where nothing suits."""
    rng = growth.rng
    chance = rng.random()
    if chance < 0.05 and room > 2 and _repeat(growth, room):
        return True
    if chance < 0.12 and _block(growth):
        return True
    if chance < 0.2 and growth.steps and _use(growth):
        return True
    step = draw_step(rng, growth.name(), growth.sources, growth.batch_size, growth.careful())
    if step is None:
        return False
    add(growth, step, {step.kind: {**written(step.args), "name": step.name}})
    growth.steps.append(step)
    return True


def add(growth: Growth, step: Step, line: Document) -> None:
    """Add the line of a step, with what it reads."""
    (body,) = line.values()
    outputs = step.outputs(growth.known, growth.batch_size)
    _reads(growth, body, step.reads)
    if step.states:
        body["initial_state"] = list(step.states)
    growth.lines.append(line)
    growth.calls += 1
    growth.sources.read.update((*step.reads, *step.states))
    growth.sources.add(outputs or [])


def _reads(growth: Growth, body: Document, reads: tuple[str, ...]) -> None:
    """Write `inputs`, unless the line reads just what the line above gives; a careless one forgets states there."""
    above = [tensor.ref for tensor in growth.sources.last]
    same = list(reads) == above or (bool(above) and reads == (above[0],) and not growth.careful())
    if "" not in reads and not (same and growth.rng.random() < 0.6):
        body["inputs"] = list(reads) if len(reads) != 1 else reads[0]


def _use(growth: Growth) -> bool:
    """The weights of an earlier layer, or of a whole block, once more; carefully on tensors of the same shapes."""
    rng = growth.rng
    if growth.instances and rng.random() < 0.3:
        first = rng.choice(sorted(growth.instances))
        of, specs = growth.instances[first]
        reads = _alike(growth, specs)
        return reads is not None and _call_block(growth, {"use": {"layer": first}}, of, reads)
    step = rng.choice(growth.steps)
    known = growth.known
    if any(ref not in known for ref in step.reads):
        return False
    reads = _alike(growth, tuple(known[ref] for ref in step.reads))
    at_call = {entry.name for entry in step.found.call_parameters}
    args = {key: value for key, value in step.args.items() if key not in at_call}
    if reads is None:
        return False
    again = Step(growth.name(), step.kind, args, tuple(t.ref for t in reads))
    if again.outputs(known, growth.batch_size) is None and growth.careful():
        return False
    add(growth, again, {"use": {"layer": step.name, "name": again.name}})
    return True


def _alike(growth: Growth, specs: tuple[TensorSpec, ...]) -> list[Tensor] | None:
    """A tensor like each of these, or any where the draw is careless."""
    found = []
    for spec in specs:
        fitting = [t for t in growth.sources.tensors if t.spec.shape == spec.shape and t.spec.dtype == spec.dtype]
        if not growth.careful():
            fitting = growth.sources.tensors
        if not fitting:
            return None
        found.append(growth.rng.choice(fitting))
    return found


def _body(growth: Growth, sources: Sources, size: int) -> Growth | None:
    """A few lines that read only these tensors and each other; None where nothing suits."""
    inner = Growth(growth.rng, 1.0, growth.batch_size, sources, growth.numbers)
    for _ in range(size):
        step = draw_step(growth.rng, inner.name(), inner.sources, inner.batch_size, True)
        if step is None:
            return inner if inner.lines else None
        add(inner, step, {step.kind: {**written(step.args), "name": step.name}})
        inner.steps.append(step)
        inner.sources.tensors = [t for t in inner.sources.tensors if t.ref]
    return inner


def replay(steps: list[Step], known: dict[str, TensorSpec], batch_size: int | None) -> list[Tensor] | None:
    """What the last of these steps gives on other tensors; None where inference refuses one."""
    outputs: list[Tensor] | None = []
    for step in steps:
        outputs = step.outputs(known, batch_size)
        if outputs is None:
            return None
        known = {**known, **{tensor.ref: tensor.spec for tensor in outputs}}
    return outputs


def _repeat(growth: Growth, room: int) -> bool:
    """The same lines two or three times, the first copy reading one tensor, each further one the copy above."""
    rng = growth.rng
    source = growth.sources.choose(rng)
    start = Tensor("", source.spec)
    body = _body(growth, Sources([start], [start]), rng.choice((1, 1, 2)))
    times = rng.choice((2, 2, 3))
    if body is None or times * len(body.steps) > room:
        return False
    outputs: list[Tensor] | None = [Tensor("", source.spec)]
    for _ in range(times):
        if not outputs or len(outputs) > 1:  # the copy below would read a list
            return False
        outputs = replay(body.steps, {"": outputs[0].spec}, growth.batch_size)
    if outputs is None:
        return False
    growth.lines.append({"repeat": {"times": times, "layers": body.lines, "inputs": source.ref}})
    growth.calls += times * len(body.steps)
    growth.sources.read.add(source.ref)
    growth.sources.add(outputs)
    return True


def _block(growth: Growth) -> bool:
    """A call of a block: of one that there is, on tensors that it fits, or of a new one."""
    rng = growth.rng
    if growth.blocks and rng.random() < 0.6:
        of = rng.choice(sorted(growth.blocks))
        reads = [growth.sources.choose(rng) for _ in growth.blocks[of][0]]
        return _call_block(growth, {"block": {"of": of}}, of, reads)
    reads = [growth.sources.choose(rng) for _ in range(rng.choice((1, 1, 2)))]
    names = ["input"] if len(reads) == 1 else ["left", "right"]
    start = [Tensor(name, tensor.spec) for name, tensor in zip(names, reads, strict=True)]
    body = _body(growth, Sources(list(start), start[:1] if len(start) == 1 else []), rng.choice((1, 2, 3)))
    if body is None:
        return False
    of = f"part{len(growth.blocks)}"
    growth.blocks[of] = (names, body.steps)
    growth.written_blocks[of] = body.lines if len(names) == 1 else {"inputs": names, "layers": body.lines}
    return _call_block(growth, {"block": {"of": of}}, of, reads)


def _call_block(growth: Growth, line: Document, of: str, reads: list[Tensor]) -> bool:
    """Add a line that calls a block; carefully only where all of it fits."""
    names, steps = growth.blocks[of]
    known = dict(zip(names, (tensor.spec for tensor in reads), strict=True))
    outputs = replay(steps, known, growth.batch_size)
    if outputs is None and growth.careful():
        return False
    (body,) = line.values()
    name = body["name"] = growth.name()
    body["inputs"] = [t.ref for t in reads] if len(reads) > 1 else reads[0].ref
    growth.lines.append(line)
    growth.calls += len(steps)
    growth.sources.read.update(t.ref for t in reads)
    growth.instances.setdefault(name, (of, tuple(t.spec for t in reads)))
    last = steps[-1].name
    growth.sources.add([Tensor(name + t.ref.removeprefix(last), t.spec) for t in outputs or ()])
    return True
