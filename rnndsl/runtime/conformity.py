"""Whether the layers of the user's own are what their declarations say, once the model that holds them is built.

The linter has believed the declaration: a model whose layers make other shapes or other weights than it has announced is not
handed on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rnndsl.backend.build import build
from rnndsl.backend.layer_names import keras_name
from rnndsl.ir.dims import Shape, Sym, is_fixed, show, show_shape
from rnndsl.layers._own import own_kinds
from rnndsl.runtime.extensions import place
from rnndsl.runtime.failure import RunError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import keras

    from rnndsl.ir.program import Program
    from rnndsl.ir.typed import Typed, TypedNode
    from rnndsl.runtime.extensions import Classes


_COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # Keras prints some of its messages in bold


def build_own(program: Program, own: Classes, typed: Typed) -> keras.Model:
    """The model of a program, its own layers compared with what is known of them.

    Raises RunError where one raises, or is not as it is declared, and whatever Keras raises where there are none.
    """
    try:
        model = build(program, own)
    except Exception as error:
        if not own:
            raise
        told = " ".join(_COLOURS.sub("", str(error)).split())[:300]
        kinds = own_kinds(node.layer for node in typed.graph.nodes).values()
        names = ", ".join(str(kind.name) for kind in kinds)
        where = place(next(iter(kinds)))
        raise RunError(f"{where}: building the model with {names} raised {type(error).__name__}: {told}") from error
    for found in differences(model, typed):
        raise RunError(found)
    return model


def differences(model: keras.Model, typed: Typed) -> Iterator[str]:
    """Every point at which a call of a declared layer, or of a layer around one, is not what its declaration says."""
    calls: dict[str, int] = {}
    for node in typed.nodes.values():
        own = own_kinds((node.node.layer,))
        if not own:
            continue
        name = node.node.layer.name
        index = calls[name] = calls.get(name, -1) + 1
        layer = model.get_layer(keras_name(name))
        kind = next(iter(own.values()))
        for what, declared, found in _compared(node, layer, index):
            yield f"{place(kind)}: {kind.name} is declared with {what} {declared}, but {kind.class_name} has {found}"


def _compared(node: TypedNode, layer: Any, index: int) -> Iterator[tuple[str, str, str]]:
    """What differs of one call: what it is, as declared, as found."""
    ours = [(w.name.rpartition("/")[2], w.shape) for w in node.weights]
    theirs = [(w.name, tuple(w.shape)) for w in layer.weights]
    if len(ours) != len(theirs) or not all(a[0] == b[0] and _same(a[1], b[1]) for a, b in zip(ours, theirs, strict=True)):
        yield "the weights", _weights(ours), _weights(theirs)
    outputs = layer._inbound_nodes[index].output_tensors
    if len(outputs) != len(node.outputs):
        yield "the outputs", str(len(node.outputs)), str(len(outputs))
        return
    for tensor, output in zip(node.outputs, outputs, strict=True):
        shape = tuple(output.shape[1:])
        if not _same(tensor.dims, shape):
            yield "the output", str(tensor), show_shape(tuple(Sym("None") if size is None else size for size in shape))
        elif tensor.dtype != output.dtype:
            yield "the dtype", tensor.dtype, output.dtype
        elif (tensor.mask is None) != (getattr(output, "_keras_mask", None) is None):
            yield "a mask that", *(("drops", "a mask") if tensor.mask is None else ("passes", "no mask"))


def _same(ours: Shape, theirs: tuple[int | None, ...]) -> bool:
    """True unless two shapes are provably different: a symbol of the data may be any number."""
    pairs = zip(ours, theirs, strict=False)
    return len(ours) == len(theirs) and all(a == b if isinstance(a, int) else is_fixed(a) == (b is not None) for a, b in pairs)


def _weights(found: list[tuple[str, Any]]) -> str:
    return ", ".join(f"{name} ({', '.join(map(show, shape))})" for name, shape in found) or "none"
