"""RNN603: initial states in another order than the layer takes them, or those of the other direction."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.ir.graph import Ref
from rnndsl.ir.nest import flat
from rnndsl.ir.typed import Typed, TypedNode
from rnndsl.layers import kind
from rnndsl.layers._usable import usable

from ._calls import title
from ._examples import trained
from .rnn601_states import states_span
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    # A state's direction ("" where there is one only) and its letter, h or c.
    Role = tuple[str, str]

CODE = "RNN603"
MERGES = ("Concatenate", "Add", "Average", "Maximum", "Multiply")


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call that gets the right states at the wrong places."""
    for node in view.typed.built.values():
        refs = node.node.initial_state
        wanted = [_role(name) for name in _states(node)] if refs else []
        if node.fault is not None or len(refs) != len(wanted) or len(refs) < 2:
            continue
        given = [_origin(view.typed, ref) for ref in refs]
        if all(given) and _swapped([role for role in given if role], [role for role in wanted if role]):
            yield _finding(view.typed, node, given, wanted)


def _states(node: TypedNode) -> tuple[str, ...]:
    found = kind(node.node.kind)
    args = usable(found, node.node.layer) if found is not None else None
    return flat(found.states(args)) if found is not None and args is not None else ()


def _role(name: str) -> Role | None:
    """`forward_h` is ("forward", "h"), `c` ("", "c"), and `c_2` of a stack ("2", "c")."""
    parts = name.split("_")
    letter = next((part for part in parts if part in ("h", "c")), "")
    return ("_".join(part for part in parts if part != letter), letter) if letter else None


def _origin(typed: Typed, ref: Ref) -> Role | None:
    """Which state a tensor is: that of a layer, or the same of several that are merged; None for anything else."""
    node = typed.nodes.get(ref.node)
    if node is None or ref.port is None:
        return None
    if ref.port and ref.port < len(node.ports):
        return _role(node.ports[ref.port])
    letters = {role[1] if role else "" for role in (_origin(typed, one) for one in node.node.inputs)}
    return ("", letters.pop()) if node.node.kind in MERGES and len(letters) == 1 and letters != {""} else None


def _swapped(given: list[Role], wanted: list[Role]) -> bool:
    """True if the same letters, or the same directions, stand in another order."""
    for part in (1, 0):
        have, need = [role[part] for role in given], [role[part] for role in wanted]
        if have != need and sorted(have) == sorted(need):
            return True
    return False


def _finding(typed: Typed, node: TypedNode, given: list[Role | None], wanted: list[Role | None]) -> Diagnostic:
    have, need = _list(given, given, wanted), _list(wanted, given, wanted)
    message = f"{title(node.node.layer)} takes its initial states as [{need}], but gets [{have}]"
    note = "Keras says nothing: the shapes agree, and every state starts from the one at its place"
    repair = _repair(node, given, wanted)
    help = "" if repair else f"hand them over as [{need}]"
    about = node.node.name
    return Diagnostic(CODE, "error", message, states_span(node), f"is [{have}]", (), (note,), help, repair, about)


def _list(roles: list[Role | None], *sides: list[Role | None]) -> str:
    """The letters, with their directions where both sides name them."""
    directed = _directed(sides)
    return ", ".join(f"{role[0]}_{role[1]}" if directed and role[0] else role[1] for role in roles if role)


def _directed(sides: tuple[list[Role | None], ...]) -> bool:
    """True if every state of all sides has a direction."""
    return all(role is not None and role[0] for side in sides for role in side)


def _repair(node: TypedNode, given: list[Role | None], wanted: list[Role | None]) -> Fix | None:
    """The written names at the places where they belong, if each belongs to one place only."""
    spec = node.node.layer.spec
    value = spec.initial_state if spec is not None else None
    if value is None or value.via or len(value.list) != len(given):
        return None
    directed = _directed((given, wanted))
    have = [role if directed else role[1] for role in given if role]
    need = [role if directed else role[1] for role in wanted if role]
    if len(set(have)) != len(have) or set(have) != set(need):
        return None
    words = [value.list[have.index(one)].span.text for one in need]
    edits = [Edit(entry.span, word) for entry, word in zip(value.list, words, strict=True) if entry.span.text != word]
    return Fix(f"hand over [{', '.join(words)}]", tuple(edits))


_model = trained("source: [20, 4], previous: [12, 2]", "forecast: [12, 1]", "mse")

RULE = Rule(
    code=CODE,
    name="states-in-another-order",
    severity="error",
    summary="initial states in another order than the layer takes them",
    why="An LSTM takes its states as [h, c], a Bidirectional one as [forward_h, forward_c, backward_h, backward_c], the "
    "order in which `return_state` gives them. All of them have the same shape, so a decoder that starts with the "
    "cell state for its output and the output for its cell state trains without a word, and worse.",
    bad=_model(
        "LSTM: {units: 32, return_state: true, name: encoder, inputs: source}",
        "LSTM: {units: 32, return_sequences: true, inputs: previous, initial_state: «[encoder.c, encoder.h]»}",
        "Dense: {units: 1}",
    ),
    good=_model(
        "LSTM: {units: 32, return_state: true, name: encoder, inputs: source}",
        "LSTM: {units: 32, return_sequences: true, inputs: previous, initial_state: [encoder.h, encoder.c]}",
        "Dense: {units: 1}",
    ),
    keras="silent",
    fix="unsafe",
    triggers=("initial_state",),
    check=check,
)
