"""What an optimizer keeps beside the weights it trains: numbers for every one of them, and a few of its own.

The traits of an optimizer name its slots. A slot is as large as the weight, unless it says otherwise: `… if ARGUMENT` is kept
only where the argument is set; `rows` and `columns` have one axis less; `… but for matrices` leaves out what Muon turns as a
whole. Every optimizer besides averages weights (`use_ema`) and adds up gradients (`gradient_accumulation_steps`) on demand.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.ir.dims import Dim, product
from rnndsl.ir.tensor import Weight

from . import NamedObject, group

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

ON_DEMAND = ("average if use_ema", "accumulator if gradient_accumulation_steps")
OWN = {"Nadam": 1}  # numbers of the weights' dtype that an optimizer keeps for itself, besides what all keep
FACTORED = ("rows", "columns")


class Slot(Record):
    """Numbers that an optimizer keeps, all of one dtype."""

    numbers: Dim
    dtype: str


def slots(name: str, given: Mapping[str, Any], weights: Iterable[tuple[str, Weight]]) -> list[Slot]:
    """What the optimizer of that name, with these arguments, keeps for weights (each with its layer's name).

    Learning rate and number of steps included; raises KeyError for a name that is none.
    """
    named, weights = group("optimizers")[name], list(weights)
    args = {entry.name: given.get(entry.name, entry.default) for entry in named.parameters}
    found = [Slot(1, "int64"), *([] if isinstance(args.get("learning_rate"), dict) else [Slot(1, "float32")])]
    inner = args.get("inner_optimizer")
    if inner is not None:
        name, given = next(iter(inner.items())) if isinstance(inner, dict) else (inner, {})
        return [*found, Slot(1, "int64"), Slot(1, "float32"), *slots(name, given or {}, weights)]
    found += [Slot(OWN[named.name], weights[0][1].dtype if weights else "float32")] if named.name in OWN else []
    return found + [slot for layer, weight in weights for slot in _of(named, args, layer, weight)]


def _of(named: NamedObject, args: Mapping[str, Any], layer: str, weight: Weight) -> Iterator[Slot]:
    """The slots of one weight."""
    kept = [trait.removeprefix("slot ") for trait in named.traits if trait.startswith("slot ")]
    for text in (*kept, *ON_DEMAND):
        word, _, condition = text.partition(" if ")
        if condition and not args.get(condition):
            continue
        if word in FACTORED:
            yield _factored(word, weight)
        elif not (word.endswith(" but for matrices") and _turned(args, layer, weight)):
            yield Slot(weight.parameters, weight.dtype)


def _factored(word: str, weight: Weight) -> Slot:
    """The rows or columns of the last two axes; a whole number stands in for those of a vector."""
    if len(weight.shape) < 2:
        return Slot(1, "int32")
    shape = weight.shape[:-1] if word == "rows" else (*weight.shape[:-2], weight.shape[-1])
    return Slot(product(shape), weight.dtype)


def _turned(args: Mapping[str, Any], layer: str, weight: Weight) -> bool:
    """True for the matrices that Muon trains itself: no embeddings, and no layers that it is told to leave out."""
    import re

    path = f"{layer}/{weight.name}"
    if len(weight.shape) != 2 or (args.get("exclude_embeddings") and "embedding" in path.lower()):
        return False
    return not any(re.search(pattern, path) for pattern in args.get("exclude_layers") or ())
