"""The metrics of each output, with what they judge: what rules about metrics walk over."""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.ir.spec import Value
from rnndsl.objects import NamedObject, group

from ._heads import Head, heads
from .rule import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class Judge(Record):
    """A metric of an output: how it is written, which object it is, and its arguments."""

    head: Head
    value: Value
    word: str
    object: NamedObject
    args: dict[str, Any]

    @property
    def traits(self) -> frozenset[str]:
        """What the metric expects; `accuracy`, for which Keras chooses, expects what the loss does."""
        own = frozenset(self.object.traits)
        if "automatic" not in own:
            return own
        kinds = frozenset(self.head.object.traits) & {"binary", "sparse", "onehot", "regression"}
        return own | kinds | {"classes"}


def judges(view: View) -> Iterator[Judge]:
    """Every metric whose output, target and loss are known."""
    written = view.spec.get("train", "metrics")
    if written is None:
        return
    known = group("metrics")
    for head in heads(view):
        own = written.get(head.output.name)
        for value in (own if own is not None else written).list:
            word, args = _named(value)
            found = known.get(word)
            if found is not None:
                yield Judge(head, value, word, found, args)


def _named(value: Value) -> tuple[str, dict[str, Any]]:
    """The word and the arguments of `auc` or `{AUC: {curve: PR}}`; no word for anything else."""
    if isinstance(value.data, str):
        return value.data, {}
    word, body = next(iter(value.items()), ("", None))
    plain = body.plain() if body is not None else None
    return word, plain if isinstance(plain, dict) else {}
