"""What layers must learn from the training part before the model can be built: vocabularies and moments.

`build` and `train` share this, so a built model and a trained one have the same vocabularies, sizes and weights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnndsl.analysis.infer import infer
from rnndsl.backend.expressions import layer_call
from rnndsl.diagnostics.record import replace
from rnndsl.ir.fitted import Fitted
from rnndsl.ir.graph import Graph, Layer
from rnndsl.layers import kind
from rnndsl.pipeline import Checked, with_vocabularies

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Protocol

    import tensorflow as tf

    class Samples(Protocol):
        """What fitting wants of a dataset: batches of the training part that reach a layer."""

        def texts(self, layer: str) -> Iterable[Any]:
            """Batches of texts."""

        def floats(self, layer: str) -> Iterable[Any]:
            """Batches of numbers."""


def text_layers(graph: Graph) -> tuple[Layer, ...]:
    """The TextVectorization layers that bring no vocabulary of their own, each once."""
    return _needing(graph, "TextVectorization")


def moment_layers(graph: Graph) -> tuple[Layer, ...]:
    """The Normalization layers without a mean of their own, each once."""
    return _needing(graph, "Normalization")


def needs_data(graph: Graph) -> tuple[str, ...]:
    """Names of the layers that cannot be built before training data have been read."""
    return tuple(layer.name for layer in (*text_layers(graph), *moment_layers(graph)))


def fit_layers(graph: Graph, samples: Samples) -> Fitted:
    """Adapt every layer that learns from data on the training part; the layers themselves are thrown away.

    Raises what `samples` raises where the data lack what a layer needs.
    """
    from rnndsl.backend.build import evaluate

    vocabularies: dict[str, tuple[str, ...]] = {}
    for layer in text_layers(graph):
        vectorizer = evaluate(layer_call(layer, Fitted()), {})
        vectorizer.adapt(samples.texts(layer.name))
        vocabularies[layer.name] = tuple(str(token) for token in vectorizer.get_vocabulary())
    moments: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = {}
    for layer in moment_layers(graph):
        normalizer = evaluate(layer_call(layer, Fitted()), {})
        normalizer.adapt(_dataset(samples, layer.name))
        moments[layer.name] = (_floats(normalizer.mean), _floats(normalizer.variance))
    return Fitted(vocabularies, moments)


def _dataset(samples: Samples, layer: str) -> tf.data.Dataset:
    """The batches as `tf.data`, read one after the other: they need not fit into memory together."""
    import tensorflow as tf

    first = next(iter(samples.floats(layer)))
    signature = tf.TensorSpec((None, *first.shape[1:]), first.dtype)
    return tf.data.Dataset.from_generator(lambda: samples.floats(layer), output_signature=signature)


def with_fitted(checked: Checked, fitted: Fitted) -> Checked:
    """The same file with what was fitted in place: sizes of vocabularies for symbols, moments as arguments, no weights."""
    sizes = {name: len(tokens) for name, tokens in fitted.vocabularies.items()}
    checked = with_vocabularies(checked, sizes) if sizes else checked
    if not fitted.moments or checked.typed is None:
        return checked
    graph = checked.typed.graph
    made = {layer.name: _with_moments(layer, fitted) for layer in moment_layers(graph)}
    nodes = tuple(replace(node, layer=made.get(node.layer.name, node.layer)) for node in graph.nodes)
    return replace(checked, typed=infer(replace(graph, nodes=nodes)))


def _with_moments(layer: Layer, fitted: Fitted) -> Layer:
    mean, variance = (list(moments) for moments in fitted.moments[layer.name])
    if layer.args.get("axis", -1) is None:
        return replace(layer, args={**layer.args, "mean": mean[0], "variance": variance[0]})
    return replace(layer, args={**layer.args, "mean": mean, "variance": variance})


def _floats(tensor: Any) -> tuple[float, ...]:
    import numpy as np

    return tuple(float(value) for value in np.asarray(tensor).reshape(-1))


def _needing(graph: Graph, name: str) -> tuple[Layer, ...]:
    """The layers of a kind for which the file does not say what the kind learns."""
    found = kind(name)
    learned = found.learned[:1] if found is not None else ()
    layers = {n.layer.name: n.layer for n in graph.nodes if n.kind == name}
    return tuple(layer for layer in layers.values() if all(layer.args.get(argument) is None for argument in learned))
