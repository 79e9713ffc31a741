"""What the layers share that turn values into ids, and ids into one number per id: output modes, widths, dtypes.

A model is built on the shapes that Keras announces; where it then computes others, inference refuses.
"""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, differ, show_shape
from rnndsl.ir.fields import Choice, Either, Entry, Int, ListOf, optional

from ._ranks import whole
from .kind import COMMON, POLICIES, Call, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

MODES = {
    "int": "ids",
    "one_hot": "one vector per value",
    "multi_hot": "1 for each id that a sample holds",
    "count": "how often a sample holds each id",
    "tf_idf": "counts, weighted by how rare an id is",
}
_IDS = ("int32", "int64")


def output_mode(default: str, *modes: str) -> Entry:
    """`output_mode` with these words."""
    return Entry("output_mode", Choice(modes), default, "; ".join(f"{mode}: {MODES[mode]}" for mode in modes) + ".")


def salt(needs: str) -> Entry:
    """`salt`, for layers that hash."""
    return Entry("salt", optional(Either((Int(), ListOf(Int(), 2, 2)))), None, f"Key of another hash function{needs}.")


def common(*names: str) -> tuple[Entry, ...]:
    """The parameters common to all layers that have these names; the dtype may be one of whole numbers too."""
    dtype = Entry("dtype", optional(Choice((*POLICIES, *_IDS))), None, "Dtype of the output.")
    return tuple(dtype if entry.name == "dtype" else entry for entry in COMMON if entry.name in names)


def encoded(call: Call, depth: Dim) -> Shape:
    """The shape, without its batch axis, of an input encoded in `depth` numbers; raises Refusal where Keras computes another.

    One-hot vectors take the place of a last axis of length 1, or make a new axis; the other modes take that of the last axis,
    even of the batch axis where there is no other.
    """
    shape, mode = whole(call.input.dims, call.batch_size), call.args["output_mode"]
    if mode == "int":
        return shape[1:]
    announced = computed(shape, mode, depth) if mode == "one_hot" else (*shape[:-1], depth)
    refuse_other(call, announced, computed(shape, mode, depth))
    return announced[1:]


def computed(shape: Shape, mode: str, depth: Dim) -> Shape:
    """The shape, batch axis included, that Keras computes; the modes that count take away the first axis after the batch."""
    if mode == "one_hot":
        return (*(shape[:-1] if len(shape) > 1 and shape[-1] == 1 else shape), depth)
    return (*shape[:-1], depth) if len(shape) < 3 else (shape[0], *shape[2:], depth)


def refuse_other(call: Call, announced: Shape, found: Shape) -> None:
    """Refuse a call for which Keras announces one shape and computes another."""
    if len(announced) != len(found) or _clash(zip(announced[1:], found[1:], strict=True)):
        refuse(
            "argument",
            "values that Keras encodes as it announces: (N, values) at most",
            f"{call.input}, for which it announces {show_shape(announced[1:])} and computes {show_shape(found[1:])}",
            input=0,
            argument="output_mode",
        )


def _clash(pairs: Iterable[tuple[Dim, Dim]]) -> bool:
    """True if lengths that must be equal, pair by pair, provably are not: 1 and V, V and 5."""
    groups: list[set[Dim]] = []
    for pair in pairs:
        touching = [group for group in groups if not group.isdisjoint(pair)]
        groups = [set(pair).union(*touching), *(group for group in groups if group not in touching)]
    return any(differ(a, b) for group in groups for a in group for b in group)


def refuse_halves(call: Call, dtype: str) -> None:
    """Refuse counting in a dtype that TensorFlow does not count in."""
    if call.args["output_mode"] in ("multi_hot", "count") and call.input.rank < 3 and dtype in ("float16", "bfloat16"):
        keras = f"Value for attr 'T' of {'half' if dtype == 'float16' else dtype} is not in the list of allowed values"
        refuse("argument", "a dtype that TensorFlow counts in", dtype, keras=keras, argument="dtype")
