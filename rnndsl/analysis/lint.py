"""Runs the rules that a model can break, and no other: the generated table of triggers says which.

Every fault of inference is explained by exactly one finding. Rules run from high codes to low ones, the narrow before the
wide, and the first that speaks about a call is heard; `RNN100` comes last and explains what nobody else did.
"""

from __future__ import annotations

from rnndsl.ir.graph import Layer, Named, held
from rnndsl.layers import kind
from rnndsl.rules import load
from rnndsl.rules._heads import heads
from rnndsl.rules._over_batch import over_batch
from rnndsl.rules.rule import View, validated
from rnndsl.rules.triggers import TRIGGERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from rnndsl.diagnostics.report import Report
    from rnndsl.ir.facts import Facts
    from rnndsl.ir.spec import Value
    from rnndsl.ir.typed import Typed, TypedNode


SMALLEST_RATE = 1e-6
USUAL = {"monitor": ("loss", "val_loss"), "mode": ("auto",)}


def lint(typed: Typed, facts: Facts, spec: Value, report: Report, target: str = "") -> None:
    """Report what the rules find in a typed graph; `facts` are the data's, `spec` the checked document.

    `target` is where the model shall run (`rules.rule.TARGETS`), "" for anywhere.
    """
    view = View(typed, facts, spec, target)
    modules = {module for word in words(view) for module in TRIGGERS.get(word, ())}
    explained: set[str] = set()
    for module in sorted(modules, reverse=True):
        for diagnostic in load(module).check(view):
            if diagnostic.about and diagnostic.about in explained:
                continue
            explained.add(diagnostic.about)
            report.add(diagnostic)
            if report.dropped:  # nobody reads more, and thousands of findings would take their time
                return


def words(view: View) -> set[str]:
    """What a model has, in the words of `Rule.triggers`: kinds, their arguments (`LSTM.unroll`), `fault:…`, `activations:…`,
    sections of the document, arguments of callbacks (`callback.mode`) and of the optimizer that are not usual,
    `callback without validation`, `target:litert` and its like, `model`.

    Besides, `initial_state` where a layer gets states, `stretched` where a shared one fits another shape, `mask dropped`
    where one loses a mask, `over the batch` where an operation reaches over it, `own dtype` where a layer names one,
    `softmax over one`, `declared` where declarations stand beside data; and of heads, what `rules._heads.Head` says:
    `disagreement`, `raw head`, `crowded head`, `float16 head`, `one class`, `takes logits`; `losses:ctc` and its
    like name what is computed otherwise, `without loss` an output that training leaves alone, `metrics` that some are
    asked for, `encoded text` targets that are texts, `fixed batch` a model that holds the size of its batches;
    `one step` a tensor (N, 1, F) that a layer reads, `ids in floats` an Embedding that reads other than whole numbers.
    """
    typed, spec = view.typed, view.spec
    found = {"model"}
    found.update(key for key, _ in spec.items())
    if view.target:
        found.add(f"target:{view.target}")
    found.update(_words_of_training(view))
    if view.facts.details.get("encode"):
        found.add("encoded text")
    for node in typed.nodes.values():
        found.update(_words_of_call(node))
    if "data" in found and (spec.get("model", "targets") or set(typed.graph.inputs) != set(view.facts.inputs)):
        found.add("declared")
    found.update(f"losses:{loss.name.lower()}" for loss in typed.graph.losses.values())
    if typed.graph.losses:
        found.update(_words_of_heads(view))
    if typed.graph.train is not None and len(typed.graph.losses) < len(typed.graph.outputs):
        found.add("without loss")
    if typed.graph.batch_size is not None:
        found.add("fixed batch")
    if spec.get("train", "metrics") is not None:
        found.add("metrics")
    return found


def _words_of_call(node: TypedNode) -> Iterator[str]:
    """What a single call has."""
    own = set(_words_of(node.node.layer))
    yield from own
    read, shape = node.inputs[0] if node.inputs else None, node.outputs[0].shape
    if "activations:softmax" in own and shape and shape[-1] == 1:
        yield "softmax over one"
    if node.node.initial_state:
        yield "initial_state"
    if read is not None and read.shape and len(read.shape) == 2 and read.shape[0] == 1:
        yield "one step"
    if read is not None and node.node.kind == "Embedding" and read.real not in ("int32", "int64"):
        yield "ids in floats"
    if node.stretched:
        yield "stretched"
    if over_batch(node):
        yield "over the batch"
    if any(tensor.mask is not None for tensor in node.inputs) and _drops_masks(node.node.kind):
        yield "mask dropped"
    if node.fault is not None:
        yield "fault:" + node.fault.what


def _words_of(layer: Layer) -> Iterator[str]:
    """The kinds of a layer and of those nested in it, the arguments that they are given, and the objects that they name."""
    yield layer.kind
    if layer.args.get("dtype") not in (None, "float32"):
        yield "own dtype"
    for key, value in layer.args.items():
        yield f"{layer.kind}.{key}"
        if isinstance(value, Named):
            yield f"{value.group}:{value.name}"
    for inner in held(*layer.args.values()):
        yield from _words_of(inner)


def _words_of_training(view: View) -> Iterator[str]:
    """The arguments that the optimizer and the callbacks of the file are given, usual ones left out."""
    train = view.typed.graph.train
    for key, word in (("optimizer", "optimizer"), ("callbacks", "callback")):
        written = train.get(key) if train is not None else None
        for one in written.list if written is not None else ():
            for _, arguments in one.items():
                yield from (f"{word}.{name}" for name, value in arguments.items() if not _usual(name, value.data))
            if word == "callback" and not validated(view):
                yield "callback without validation"


def _usual(argument: str, value: Any) -> bool:
    """True for what no rule needs to look at: a callback that watches the loss, a learning rate between 0 and 1."""
    if argument == "learning_rate":
        return isinstance(value, (int, float)) and SMALLEST_RATE < value < 1
    return value in USUAL.get(argument, ())


def _drops_masks(name: str) -> bool:
    found = kind(name)
    return found is not None and found.masks in ("drops", "loses")


def _words_of_heads(view: View) -> Iterator[str]:
    for head in heads(view):
        said = {"disagreement": head.disagrees, "raw head": head.raw, "crowded head": head.crowded, "one class": head.one_class}
        said["takes logits"] = head.takes_logits
        said["float16 head"] = head.half
        yield from (word for word, holds in said.items() if holds)
