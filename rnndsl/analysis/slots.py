"""The optimizer of a model, and what it keeps for the weights that training changes."""

from __future__ import annotations

from rnndsl.ir.bytes import width
from rnndsl.ir.counted import Slots
from rnndsl.ir.dims import UNKNOWN, multiply, total
from rnndsl.ir.tensor import Weight
from rnndsl.ir.typed import Typed
from rnndsl.objects import group
from rnndsl.objects.slots import slots as kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

DEFAULT = "rmsprop"  # what `compile` takes where nothing is said


def slots(typed: Typed, weights: Iterable[tuple[str, Weight]]) -> Slots:
    """What the optimizer of the `train` section keeps, by default that of `compile`; unknown for one that is not known."""
    train = typed.graph.train
    given = train.get("optimizer") if train is not None else None
    plain = given.plain() if given is not None else DEFAULT
    name, args = next(iter(plain.items())) if isinstance(plain, dict) and plain else (plain, {})
    known = group("optimizers").get(name) if isinstance(name, str) else None
    if known is None:
        return Slots(str(name), UNKNOWN, UNKNOWN)
    found = kept(known.name, args or {}, weights)
    numbers = total(slot.numbers for slot in found)
    return Slots(known.name, numbers, total(multiply(width(slot.dtype), slot.numbers) for slot in found))
