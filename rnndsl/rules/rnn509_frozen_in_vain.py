"""RNN509: `trainable: false` on a layer whose weights belong to layers inside it, which Keras trains all the same."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.ir.graph import Layer, held
from rnndsl.layers import kind

from ._calls import argument, title, where
from ._examples import trained
from .edits import fix, set_argument
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.diagnostics.fix import Fix
    from rnndsl.ir.graph import Node

CODE = "RNN509"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per layer, wherever it stands, that is frozen and whose inner layers are not."""
    seen: set[int] = set()
    for node in view.typed.nodes.values():
        if id(node.node.layer) not in seen:
            seen.add(id(node.node.layer))
            yield from (_finding(node.node, layer) for layer in _around(node.node.layer) if _in_vain(layer))


def _around(layer: Layer) -> Iterator[Layer]:
    """The layer and those inside it, as far as their weights belong to others inside them."""
    found = kind(layer.kind)
    if found is not None and not found.owns_weights:
        yield layer
        for inner in held(*layer.args.values()):
            yield from _around(inner)


def _owners(layer: Layer) -> list[Layer]:
    """The layers inside that own weights, or hold those who do as Keras makes them: attention with heads, ConvLSTM."""
    return [owner for inner in held(*layer.args.values()) for owner in (_owners(inner) or [inner])]


def _can_freeze(owner: Layer) -> bool:
    """True if `trainable: false` in the layer's own arguments reaches its weights."""
    found = kind(owner.kind)
    return found is None or found.owns_weights


def _in_vain(layer: Layer) -> bool:
    owners = _owners(layer)
    frozen = bool(owners) and all(_can_freeze(owner) and owner.args.get("trainable") is False for owner in owners)
    return layer.args.get("trainable") is False and not frozen


def _finding(node: Node, layer: Layer) -> Diagnostic:
    owners = _owners(layer)
    names = ", ".join(dict.fromkeys(owner.kind for owner in owners))
    what = f"the weights of {names} inside it are trained" if owners else "its weights are trained"
    repair = _repair(owners)
    return Diagnostic(
        CODE,
        "error",
        f"{title(layer)} says `trainable: false`, but {what} all the same",
        argument(layer, "trainable") or where(node),
        "freezes nothing",
        notes=("Keras says nothing: a model asks each weight, and this layer never tells the layers inside it",),
        help="" if repair else _advice(layer, owners),
        fix=repair,
        about=node.name,
    )


def _advice(layer: Layer, owners: list[Layer]) -> str:
    """What to do where no edit can: name the layers to freeze, or those that no file can freeze."""
    stubborn = ", ".join(dict.fromkeys(owner.kind for owner in owners or [layer] if not _can_freeze(owner)))
    if stubborn:
        return f"Keras' constructor has no way to freeze {stubborn}: leave `trainable: false` out"
    return f"write `trainable: false` in {', '.join(dict.fromkeys(owner.kind for owner in owners))}"


def _repair(owners: list[Layer]) -> Fix | None:
    """`trainable: false` in every layer inside that owns weights; None where it would freeze nothing in one of them."""
    if not all(map(_can_freeze, owners)):
        return None
    edits = [set_argument(owner.spec, "trainable", "false") for owner in owners]
    return fix("freeze the layers inside", tuple(edit for each in edits for edit in each)) if edits and all(edits) else None


_model = trained("history: [24, 8]", "forecast: [1]", "mse")

RULE = Rule(
    code=CODE,
    name="frozen-in-vain",
    severity="error",
    summary="`trainable: false` on a layer whose weights belong to layers inside it",
    why="A wrapper, an RNN, a ConvLSTM and attention with heads hand `trainable` to nobody when they are made. The model asks "
    "every weight whether it is trained, and those inside say yes: what should be frozen changes with every batch. A plain "
    "LSTM, GRU or SimpleRNN tells its cell.",
    bad=_model("Bidirectional: {layer: {LSTM: {units: 16}}, «trainable: false»}", "Dense: {units: 1}"),
    good=_model("Bidirectional: {layer: {LSTM: {units: 16, trainable: false}}}", "Dense: {units: 1}"),
    keras="silent",
    fix="unsafe",
    triggers=(
        "RNN",
        "Bidirectional",
        "TimeDistributed",
        "SpectralNormalization",
        "StackedRNNCells",
        "ConvLSTM1D",
        "ConvLSTM2D",
        "ConvLSTM3D",
        "MultiHeadAttention",
        "GroupQueryAttention",
    ),
    check=check,
)
