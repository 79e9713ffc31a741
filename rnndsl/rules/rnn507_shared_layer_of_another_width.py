"""RNN507: a shared layer reads another number of features than it was built for, and nobody checks."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label

from ._calls import title, where
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per further call whose tensor has other features than the first call's."""
    first: dict[int, str] = {}
    for name, again in view.typed.nodes.items():
        before = view.typed.nodes[first.setdefault(id(again.node.layer), name)]
        if not again.stretched:
            continue
        yield Diagnostic(
            "RNN507",
            "warning",
            f"{title(again.node.layer)} is shared: it was built for {before.inputs[0]} and reads {again.inputs[0]} here",
            where(again.node),
            "what it learned is stretched over other features",
            (Label(where(before.node), f"first reads {before.inputs[0]}"),),
            ("Keras says nothing: it checks no shape here, and TensorFlow makes the weights fit",),
            help="give this tensor a layer of its own, or bring it to the width that the shared layer was built for",
            about=name,
        )


RULE = Rule(
    code="RNN507",
    name="shared-layer-of-another-width",
    severity="warning",
    summary="a shared layer reads another number of features than it was built for, and nobody checks",
    why="Keras checks the features of a shared layer, but not inside TimeDistributed, and not those of LayerNormalization. "
    "TensorFlow takes a kernel for fewer features as a grouped convolution, so that each filter sees only some of them, and a "
    "single learned factor as the factor of every feature. It trains.",
    bad="""\
rnndsl: 1
model:
  inputs: {left: [5, 24, 2], right: [5, 24, 4]}
  layers:
    - TimeDistributed: {layer: {Conv1D: {filters: 8, kernel_size: 3}}, name: tower, inputs: left}
    - «use»: {layer: tower, name: again, inputs: right}
    - Concatenate: {inputs: [tower, again]}
""",
    good="""\
rnndsl: 1
model:
  inputs: {left: [5, 24, 2], right: [5, 24, 2]}
  layers:
    - TimeDistributed: {layer: {Conv1D: {filters: 8, kernel_size: 3}}, name: tower, inputs: left}
    - use: {layer: tower, name: again, inputs: right}
    - Concatenate: {inputs: [tower, again]}
""",
    keras="silent",
    triggers=("stretched",),
    check=check,
)
