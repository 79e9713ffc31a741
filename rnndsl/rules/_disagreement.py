"""Who is to blame where a prediction and its target disagree: one judgement that the rules of heads share.

For each output at most one of RNN202, RNN203, RNN606, RNN701 and RNN705 speaks: the one whose repair alone makes prediction
and target meet. Where a dimension is not known, nobody speaks.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.ir.typed import TypedNode
from rnndsl.layers.kind import named

from ._above import Above, above, repeated
from ._heads import Head, head_layer, heads
from ._meet import FITS, RAISES, SILENT, stretch
from .rule import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Disagreement(Record):
    """A head that Keras refuses, or that computes something else than declared: `outcome` is RAISES or SILENT.

    `code` is the rule that speaks; `found` the recurrent layer above, `repeat` the RepeatVector that sets its steps.
    """

    code: str
    outcome: str
    head: Head
    found: Above | None = None
    repeat: TypedNode | None = None


def disagreements(view: View, code: str) -> Iterator[Disagreement]:
    """The heads about which the rule of this code speaks."""
    for head in heads(view):
        found = judge(view, head)
        if found is not None and found.code == code:
            yield found


def judge(view: View, head: Head) -> Disagreement | None:
    """What is wrong between a prediction and its target, as the one repair that makes them meet tells; None if nothing is."""
    if not head.disagrees:
        return None
    recurrent = above(view.typed, head.output.ref)
    repeat = repeated(view.typed, recurrent) if recurrent is not None and recurrent.on else None
    code = next(_repairs(view, head, recurrent, repeat), None) or _by_rank(head, repeat)
    if code in ("RNN701", "RNN705") and softmax_over_one(head):
        return None
    return Disagreement(code, head.outcome, head, recurrent, repeat)


def softmax_over_one(head: Head) -> bool:
    """True where the head is a softmax over one unit: RNN704 speaks about it, whatever the loss makes of its shape."""
    layer = head_layer(head)
    return layer is not None and head.width == 1 and named(layer.args.get("activation")) == "softmax"


def _repairs(view: View, head: Head, found: Above | None, repeat: TypedNode | None) -> Iterator[str]:
    """Codes whose repair alone makes the two meet, the likeliest first."""
    prediction, target = head.shapes
    mixed = _mixed_up(head)
    if mixed and (head.labels or "sparse" in head.object.traits):
        yield "RNN705"
    if repeat is not None and len(prediction) == 2 and head.meets((target[0] if target else 1, prediction[1])) == FITS:
        yield "RNN606"
    if len(prediction) >= 2 and head.meets(prediction[1:]) == FITS:
        yield "RNN202"
    flat_window = len(target) == 1 and view.spec.get("data", "window") is not None and not head.labels
    if found is not None and not found.on and not flat_window and head.meets((found.time, *prediction)) == FITS:
        yield "RNN203"
    if mixed:
        yield "RNN705"


def _by_rank(head: Head, repeat: TypedNode | None) -> str:
    """The code where no single repair is enough: by what is furthest off, axes before steps before widths."""
    prediction, target = head.shapes
    if not prediction:
        return "RNN203" if len(target) > 1 else "RNN701"
    if "sparse" in head.object.traits:
        target = target[:-1] if target and len(target) == len(prediction) and target[-1] == 1 else target
        target = (*target, head.width)
    steps_only = len(prediction) == 2 and prediction[1] == 1 and len(target) == 1
    if steps_only and repeat is not None:
        return "RNN606"
    if len(prediction) != len(target):
        return "RNN202" if len(prediction) > len(target) and head.meets(prediction) != FITS else _short(head)
    return "RNN606" if len(target) >= 2 and stretch(prediction[0], target[0]) in (RAISES, SILENT) else "RNN701"


def _short(head: Head) -> str:
    """A target with more axes than the prediction, or a mask that does not fit a squeezed prediction."""
    return "RNN701" if head.meets(head.prediction.dims) == FITS else "RNN203"


def _mixed_up(head: Head) -> bool:
    """Sparse labels with a one-hot loss or the other way round: the other loss would meet the same target."""
    traits = head.object.traits
    prediction, target = head.shapes
    if "sparse" in traits:
        same = bool(target) and len(target) == len(prediction) and target[-1] != 1
        return not head.labels and same and head.meets(prediction, ()) == FITS
    labels = head.labels or "onehot" in traits
    return labels and head.width != 1 and head.meets(prediction, ("sparse",)) == FITS
