"""RNN810: a layer that learns a vocabulary, or mean and variance, before training, in a file that brings no data."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.layers import kind
from rnndsl.layers._usable import usable

from ._calls import title, where
from ._examples import trained
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.ir.typed import TypedNode

CODE = "RNN810"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per layer whose file neither says what it learns nor has data to learn it from."""
    if view.spec.get("data") is not None:
        return
    for node in view.typed.first_calls:
        found = kind(node.node.kind)
        args = usable(found, node.node.layer) if found is not None and found.learned else None
        if found is not None and args is not None and found.learns(args):
            yield _finding(node, found.learned)


def _finding(node: TypedNode, learned: tuple[str, ...]) -> Diagnostic:
    wanted = " and ".join(f"`{argument}`" for argument in learned)
    message = f"{title(node.node.layer)} learns {wanted} from training data, but the file has no `data` section"
    notes = ("`rnndsl build` and `rnndsl train` refuse the file until one of the two is there",)
    help = f"add a `data` section (`docs/data.md`), or give the layer its {wanted}"
    return Diagnostic(CODE, "info", message, where(node.node), "has nothing to learn from", (), notes, help)


_model = trained("word: {shape: [5], dtype: string}", "y: [1]", "bce")
_rest = ("Embedding: {input_dim: 4, output_dim: 4}", "LSTM: {units: 8}", "Dense: {units: 1, activation: sigmoid}")

RULE = Rule(
    code=CODE,
    name="nothing-to-learn-from",
    severity="info",
    summary="a layer learns from training data, and the file has none",
    why="A lookup without `vocabulary`, a Normalization without `mean` and `variance` and a Discretization without "
    "`bin_boundaries` look through the training part before the model is built. A sketch may do without data; to be built, "
    "the file needs either the data or the values.",
    bad=_model("«StringLookup»", *_rest),
    good=_model("StringLookup: {vocabulary: [sun, rain, snow]}", *_rest),
    keras="",
    triggers=("TextVectorization", "StringLookup", "IntegerLookup", "Normalization", "Discretization"),
    check=check,
)
