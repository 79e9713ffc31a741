"""RNN941: a layer that the target of the model cannot hold."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.typed import TypedNode
from rnndsl.layers import applied

from ._above import sequence_layers
from ._calls import title, where
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.ir.graph import Layer

CODE = "RNN941"
# What LiteRT's converter says of these with builtin operations alone; the loops' word is tf.TensorListReserve.
NOT_BUILT_IN = {
    "TextVectorization": "tf.StringSplitV2",
    "IntegerLookup": "tf.LookupTableFindV2",
    "Hashing": "tf.StringToHashBucketFast",
}


def check(view: View) -> Iterator[Diagnostic]:
    """For the target `litert`: one finding about all loops over an open batch, and one per layer without an operation."""
    if view.target != "litert":
        return
    nodes = [node for node in view.typed.built.values() if node.fault is None]
    loops = [node for node in nodes if any(one.args.get("unroll") is not True for one in _recurrent(node))]
    if loops and view.typed.graph.batch_size is None:
        yield _open_loops(loops)
    for node in nodes:
        if node.node.kind in NOT_BUILT_IN:
            yield _not_built_in(node, NOT_BUILT_IN[node.node.kind])


def _recurrent(node: TypedNode) -> tuple[Layer, ...]:
    return sequence_layers(applied(node.node.layer))


def _open_loops(loops: list[TypedNode]) -> Diagnostic:
    layer = title(loops[0].node.layer)
    message = f"{layer} loops over a batch of open size, for which LiteRT has no operation of its own"
    related = tuple(Label(where(node.node), "loops too") for node in loops[1:])
    help = "give the model that is exported a fixed size, `model: {batch_size: 1}`, or unroll short sequences"
    return _finding(loops[0], message, "needs a fixed batch size", related, "tf.TensorListReserve", help)


def _not_built_in(node: TypedNode, operation: str) -> Diagnostic:
    message = f"{title(node.node.layer)} has no operation in LiteRT"
    help = "make ids outside the exported model, and let it begin with them"
    return _finding(node, message, "not built in", (), operation, help)


def _finding(node: TypedNode, message: str, label: str, related: tuple[Label, ...], operation: str, help: str) -> Diagnostic:
    notes = (f"the converter stops at {operation}, unless TensorFlow's own operations travel along (SELECT_TF_OPS)",)
    return Diagnostic(CODE, "warning", message, where(node.node), label, related, notes, help)


def _document(before: str) -> str:
    return f"""\
rnndsl: 1
model:
{before}  inputs: {{x: [24, 8]}}
  targets: {{y: [1]}}
  layers:
    - LSTM: {{units: 16}}
    - Dense: {{units: 1}}
train:
  loss: mse
"""


RULE = Rule(
    code=CODE,
    name="not-for-this-target",
    severity="warning",
    summary="a layer that the target of the model cannot hold",
    why="With `target: litert` in the settings, a model is to be converted with LiteRT's built-in operations alone. A "
    "recurrent layer that loops over a batch of open size, and layers that split or look up texts, need TensorFlow's "
    "own operations, which most devices do not have: conversion fails after training.",
    bad=_document("").replace("LSTM", "«LSTM»"),
    good=_document("  batch_size: 1\n"),
    keras="",
    triggers=("target:litert",),
    check=check,
    target="litert",
)
