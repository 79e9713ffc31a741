"""What layers must learn from the training part before the model can be built: vocabularies, moments, boundaries.

`build` and `train` share this, so a built model and a trained one have the same vocabularies, sizes and weights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnndsl.analysis.infer import infer
from rnndsl.backend.expressions import layer_call
from rnndsl.diagnostics.record import replace
from rnndsl.ir.fitted import Fitted
from rnndsl.ir.graph import Graph, Layer, Node, Output, Ref
from rnndsl.layers import kind as find_kind
from rnndsl.layers.kind import Kind, complete
from rnndsl.pipeline import Checked, with_vocabularies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, Protocol

    import tensorflow as tf

    class Samples(Protocol):
        """What fitting wants of a dataset: batches of the training part that reach a layer."""

        def texts(self, layer: str) -> Iterable[Any]:
            """Batches of texts."""

        def floats(self, layer: str) -> Iterable[Any]:
            """Batches of numbers."""

        def inputs(self) -> Iterable[dict[str, Any]]:
            """Batches of all inputs of the model, by name."""


def needs_data(graph: Graph) -> tuple[str, ...]:
    """Names of the layers that cannot be built before training data have been read."""
    return tuple(layer.name for layer, _ in _learning(graph))


def fit_layers(graph: Graph, samples: Samples) -> Fitted:
    """Adapt every layer that learns from data on the training part; the layers themselves are thrown away.

    Raises what `samples` raises where the data lack what a layer needs.
    """
    from rnndsl.backend.build import evaluate
    from rnndsl.runtime.learned import arguments

    found: dict[str, dict[str, Any]] = {}
    sizes: dict[str, int] = {}
    for layer, kind in _learning(graph):
        adapted = evaluate(layer_call(layer, Fitted()), {})
        adapted.adapt(_reaching(layer, graph, Fitted(found, sizes), samples))
        found[layer.name] = arguments(adapted, kind.learns(complete(kind, layer.args)))
        size = kind.size(complete(kind, _answered(layer, kind, found[layer.name]).args))
        if size is not None:
            sizes[layer.name] = size
    return Fitted(found, sizes)


def _reaching(layer: Layer, graph: Graph, fitted: Fitted, samples: Samples) -> Any:
    """Batches of what reaches a layer: an input of the model, or what the layers above make of all inputs."""
    dtypes = {entry.name: entry.tensor.dtype for entry in graph.inputs}
    read = [ref for node in graph.nodes if node.layer.name == layer.name for ref in node.inputs]
    found = {dtypes[ref.node] for ref in read if ref.node in dtypes}
    if not found:
        return _dataset(lambda: _computed(graph, read[0], fitted, samples))
    if "string" in found:
        return samples.texts(layer.name)
    return _dataset(lambda: samples.floats(layer.name))


def _dataset(batches: Callable[[], Iterable[Any]]) -> tf.data.Dataset:
    """The batches as `tf.data`, read one after the other: they need not fit into memory together."""
    import tensorflow as tf

    first = next(iter(batches()))
    signature = tf.TensorSpec((None, *first.shape[1:]), first.dtype)
    return tf.data.Dataset.from_generator(batches, output_signature=signature)


def _computed(graph: Graph, ref: Ref, fitted: Fitted, samples: Samples) -> Iterable[Any]:
    """Batches of what the layers above compute for a layer that reads no input itself."""
    from rnndsl.backend.build import build
    from rnndsl.backend.emit import emit

    above = _above(graph, ref)
    inputs = tuple(entry for entry in graph.inputs if any(r.node == entry.name for node in above for r in node.inputs))
    part = replace(
        graph, inputs=inputs, nodes=above, outputs=(Output("it", ref),), targets=(), losses={}, train=None, batch_size=None
    )
    model = build(emit(part, fitted))
    for batch in samples.inputs():
        yield model.predict_on_batch({entry.name: batch[entry.name] for entry in inputs})


def _above(graph: Graph, ref: Ref) -> tuple[Node, ...]:
    """The calls that a tensor depends on, in the order in which they run."""
    wanted = {ref.node}
    for node in reversed(graph.nodes):
        if node.name in wanted:
            wanted |= {read.node for read in (*node.inputs, *node.initial_state)}
    return tuple(node for node in graph.nodes if node.name in wanted)


def with_fitted(checked: Checked, fitted: Fitted) -> Checked:
    """The same file with what was fitted in place: sizes for symbols, learned arguments as if the file gave them."""
    checked = with_vocabularies(checked, fitted.sizes) if fitted.sizes else checked
    if checked.typed is None:
        return checked
    graph = checked.typed.graph
    made = {
        layer.name: _answered(layer, kind, fitted.arguments[layer.name])
        for layer, kind in _learning(graph)
        if layer.name in fitted.arguments
    }
    nodes = tuple(replace(node, layer=made.get(node.layer.name, node.layer)) for node in graph.nodes)
    return replace(checked, typed=infer(replace(graph, nodes=nodes)))


def _answered(layer: Layer, kind: Kind, learned: dict[str, Any]) -> Layer:
    """The layer as if the file gave what it learned; arguments that only ask for it are gone."""
    return replace(layer, args={name: value for name, value in layer.args.items() if name not in kind.asks} | learned)


def _learning(graph: Graph) -> tuple[tuple[Layer, Kind], ...]:
    """The layers for which the file does not say what they learn, each once, with their kinds."""
    found = {}
    for node in graph.nodes:
        kind = find_kind(node.kind)
        if kind is not None and kind.learned and kind.learns(complete(kind, node.layer.args)):
            found[node.layer.name] = node.layer, kind
    return tuple(found.values())
