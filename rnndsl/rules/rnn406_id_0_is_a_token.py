"""RNN406: `mask_zero` hides id 0, and id 0 is a token of its own."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.ir.typed import Typed, TypedNode
from rnndsl.layers import kind
from rnndsl.layers._usable import usable

from ._calls import argument, title, where
from ._examples import trained
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN406"
LOOKUPS = ("StringLookup", "IntegerLookup")


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per Embedding with `mask_zero` under a layer that gives id 0 to something."""
    for node in view.typed.built.values():
        if node.node.kind == "Embedding" and node.node.layer.args.get("mask_zero") is True and node.fault is None:
            maker = _maker(view.typed, node)
            token = _token(maker) if maker is not None else ""
            if maker is not None and token:
                yield _finding(node, maker, token)


def _maker(typed: Typed, node: TypedNode) -> TypedNode | None:
    above = typed.nodes.get(node.node.inputs[0].node)
    while above is not None and above.node.kind in ("Reshape", "Flatten", "Identity", "cast") and len(above.node.inputs) == 1:
        above = typed.nodes.get(above.node.inputs[0].node)
    return above


def _token(maker: TypedNode) -> str:
    """What has id 0, in words; empty where it is padding, or nobody knows."""
    found = kind(maker.node.kind)
    args = usable(found, maker.node.layer) if found is not None else None
    if args is None or args.get("output_mode", "int") != "int" or args.get("invert"):
        return ""
    if maker.node.kind in LOOKUPS and args.get("mask_token") is None:
        return "the first token of the vocabulary" if args.get("num_oov_indices") == 0 else "every token it does not know"
    if maker.node.kind == "Hashing" and args.get("mask_value") is None:
        return "every token of its first bin"
    return "every value of the first bin" if maker.node.kind == "Discretization" else ""


def _finding(node: TypedNode, maker: TypedNode, token: str) -> Diagnostic:
    source = title(maker.node.layer)
    message = f"{title(node.node.layer)} masks id 0, which {source} gives to {token}"
    related = (Label(where(maker.node), f"id 0: {token}"),)
    word = {"Hashing": "mask_value"}.get(maker.node.kind, "mask_token")
    padding = f"; to keep 0 for padding, give {maker.node.kind} a `{word}`" if maker.node.kind != "Discretization" else ""
    repair = fix("let id 0 count like any other", set_argument(node.node.layer.spec, "mask_zero", "false"))
    notes = (f"Keras says nothing: those steps are skipped as padding{padding}",)
    help = "" if repair else "leave `mask_zero` out"
    place = argument(node.node.layer, "mask_zero") or where(node.node)
    return Diagnostic(CODE, "warning", message, place, "hides a token", related, notes, help, repair)


_model = trained("notes: {shape: [12], dtype: string}", "score: [1]", "mse")
_rest = ("GRU: {units: 16}", "Dense: {units: 1}")

RULE = Rule(
    code=CODE,
    name="id-0-is-a-token",
    severity="warning",
    summary="`mask_zero: true` where id 0 stands for a token",
    why="`mask_zero` calls every id 0 padding. TextVectorization keeps 0 for that; StringLookup and IntegerLookup do so "
    "only with a `mask_token`, and give 0 to unknown tokens otherwise. Those steps are then left out, in the middle "
    "of a sequence, and nothing is learned of them.",
    bad=_model(
        "StringLookup: {vocabulary: [a, b, c, d]}", "Embedding: {input_dim: 5, output_dim: 8, «mask_zero: true»}", *_rest
    ),
    good=_model(
        'StringLookup: {vocabulary: [a, b, c, d], mask_token: ""}',
        "Embedding: {input_dim: 6, output_dim: 8, mask_zero: true}",
        *_rest,
    ),
    keras="silent",
    fix="unsafe",
    triggers=(*LOOKUPS, "Hashing", "Discretization"),
    check=check,
)
