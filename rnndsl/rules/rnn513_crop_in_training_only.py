"""RNN513: RandomCrop of larger pictures, which Keras crops while training only: predictions see them whole."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.layers._formats import features_first

from ._calls import title, where
from ._examples import trained
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.ir.typed import Typed, TypedNode

CODE = "RNN513"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per call on pictures that are, or may be, of another size."""
    for call in view.typed.nodes.values():
        if call.node.kind != "RandomCrop" or not call.inputs or not call.inputs[0].known or not call.outputs[0].known:
            continue
        before, after = _size(call, call.inputs[0].dims), _size(call, call.outputs[0].dims)
        if before == after or _settled(view.typed, call.node.name):
            continue
        height, width = after
        yield Diagnostic(
            CODE,
            "warning",
            f"{title(call.node.layer)} crops while training only: validation and predictions see {call.inputs[0]}, not "
            f"{call.outputs[0]}",
            where(call.node),
            "outside training it hands whole pictures on",
            notes=("Keras announces the size of the crop all the same; layers that need it fail at the first prediction",),
            help=f"put `CenterCrop: {{height: {height}, width: {width}}}` on the line below: it changes nothing while training "
            "and brings the same size afterwards",
            about=call.node.name,
        )


def _settled(typed: Typed, name: str) -> bool:
    """True if whatever reads the call brings pictures of every size to one."""
    readers = [call.node.kind for call in typed.nodes.values() if any(ref.node == name for ref in call.node.inputs)]
    return bool(readers) and set(readers) <= {"CenterCrop", "Resizing"}


def _size(call: TypedNode, dims: tuple[object, ...]) -> tuple[object, ...]:
    """Height and width."""
    return dims[1:] if features_first(call.node.layer.args) else dims[:-1]


_model = trained("picture: [40, 32, 3]", "score: [1]", "mse")
_REST = ("GlobalAveragePooling2D", "Dense: {units: 1}")

RULE = Rule(
    code=CODE,
    name="crop-in-training-only",
    severity="warning",
    summary="RandomCrop hands larger pictures on whole outside training",
    why="Keras' page says that RandomCrop resizes and crops at inference. It does neither: while training it gives pictures of "
    "the size that it announces, in validation and prediction those that came in. Behind Flatten the model "
    "fails there; behind global pooling it is measured on other pictures than it was trained on.",
    bad=_model("«RandomCrop»: {height: 32, width: 32}", *_REST),
    good=_model("RandomCrop: {height: 32, width: 32}", "CenterCrop: {height: 32, width: 32}", *_REST),
    keras="silent",
    triggers=("RandomCrop",),
    check=check,
)
