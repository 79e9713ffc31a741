"""Whatever a layer learns from the training part is an argument afterwards: the layer made with it equals the adapted one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from rnndsl.diagnostics.record import replace
from rnndsl.ir.graph import Graph, Input, Layer, Node, Output, Ref
from rnndsl.ir.tensor import TensorSpec

pytestmark = pytest.mark.slow

STRINGS = np.array([["b", "a"], ["b", "c"], ["b", "a"]], dtype=object)
NUMBERS = np.random.default_rng(0).normal(3, 2, (40, 4, 3)).astype("float32")
LEARNING = {
    "StringLookup": ({"output_mode": "tf_idf"}, STRINGS),
    "StringLookup of two unknowns": ({"num_oov_indices": 2, "mask_token": "a"}, STRINGS),
    "StringLookup back": ({"oov_token": "?"}, STRINGS),
    "IntegerLookup": ({"output_mode": "count"}, np.array([[7.0, 9.0], [9.0, 2.0]], dtype="float32")),
    "TextVectorization": ({"output_mode": "tf_idf"}, np.array(["a b", "b c", "b"], dtype=object)),
    "Discretization": ({"num_bins": 4, "output_mode": "one_hot"}, NUMBERS[:, 0, :1]),
    "Normalization": ({}, NUMBERS[:, 0]),
    "Normalization of all": ({"axis": None}, NUMBERS),
    "Normalization of steps and features": ({"axis": [1, 2]}, NUMBERS),
}


class Samples:
    """Data that reach a layer, in batches."""

    def __init__(self, data: np.ndarray[Any, Any]) -> None:
        self.data = data

    def texts(self, layer: str) -> Any:
        """Batches of texts."""
        import tensorflow as tf

        return tf.data.Dataset.from_tensor_slices(self.data.tolist()).batch(2)

    def floats(self, layer: str) -> Iterator[Any]:
        """Batches of numbers."""
        return (self.data[i : i + 16] for i in range(0, len(self.data), 16))

    def inputs(self) -> Iterator[dict[str, Any]]:
        """Batches of the only input."""
        return ({"x": batch} for batch in self.floats(""))


def chain(*layers: tuple[str, dict[str, Any]], width: int = 3) -> Graph:
    """One layer after the other, named by their kinds."""
    names = ["x", *(kind for kind, _ in layers)]
    nodes = tuple(
        Node(kind, Layer(kind, kind, args), (Ref(above),)) for (kind, args), above in zip(layers, names, strict=False)
    )
    return Graph("chain", (Input("x", TensorSpec((width,))),), nodes, (Output("it", Ref(names[-1])),))


@pytest.mark.parametrize("name", LEARNING)
def test_a_layer_made_with_what_was_learned_computes_the_same(name: str) -> None:
    """Fitted, emitted, built: the model answers as a Keras layer that was adapted on the same data."""
    import keras
    import tensorflow as tf

    from rnndsl.backend.build import build
    from rnndsl.backend.emit import emit
    from rnndsl.runtime.fit_layers import fit_layers, needs_data
    from rnndsl.runtime.learned import learned

    (kind, *_), (args, data) = name.split(), LEARNING[name]
    dtype = "string" if data.dtype == object else "float32"
    source = Input("x", TensorSpec(data.shape[1:], dtype))
    graph = Graph("one", (source,), (Node("it", Layer("it", kind, args), (Ref("x"),)),), (Output("it", Ref("it")),))
    assert needs_data(graph) == ("it",)
    fitted = fit_layers(graph, Samples(data))
    model = build(emit(graph, fitted))
    adapted = getattr(keras.layers, kind)(**args)
    adapted.adapt(tf.constant(data.tolist()) if dtype == "string" else data)
    given = tf.constant(data.tolist(), dtype)
    np.testing.assert_allclose(np.asarray(model({"x": given})), np.asarray(adapted(given)), rtol=1e-5, atol=1e-6)
    assert learned(model) == fitted
    answered = replace(
        graph.nodes[0], layer=Layer("it", kind, {k: v for k, v in args.items() if k != "num_bins"} | fitted.arguments["it"])
    )
    assert needs_data(replace(graph, nodes=(answered,))) == ()


def test_a_layer_learns_from_what_the_layers_above_compute() -> None:
    """Quantiles of scaled numbers lie around 0, wherever the numbers lay."""
    from rnndsl.runtime.fit_layers import fit_layers

    graph = chain(("Normalization", {}), ("Dense", {"units": 2}), ("Discretization", {"num_bins": 4}))
    fitted = fit_layers(graph, Samples(NUMBERS[:, 0] + 1000))
    low, middle, high = fitted.arguments["Discretization"]["bin_boundaries"]
    assert -4 < low < middle < high < 4
    assert fitted.sizes == {"Discretization": 4}
