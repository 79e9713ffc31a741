"""Emission never judges a graph, and evaluation reaches nothing but the layers, losses and such of Keras."""

from __future__ import annotations

import pytest

from rnndsl.analysis.infer import infer
from rnndsl.backend.emit import emit
from rnndsl.backend.expressions import UnfittedError
from rnndsl.backend.render import render
from rnndsl.ir.graph import Graph, Output, Ref
from rnndsl.ir.program import Assign, Call, Literal, Program

from .handmade import call, entry, layer, seq2seq, siamese


def test_a_size_that_nobody_knows_is_named():
    """Without fitted vocabularies the error names the size that is missing."""
    graph, _ = seq2seq()
    with pytest.raises(UnfittedError, match=r"en\.vocabulary_size"):
        emit(graph)


def test_a_graph_that_keras_refuses_is_emitted_all_the_same():
    """Stacked layers without `return_sequences` become the script that fails in Keras."""
    graph = Graph(
        "wrong",
        (entry("x", 5, 2),),
        (call(layer("a", "LSTM", units=3), "x"), call(layer("b", "LSTM", units=3), "a")),
        (Output("y", Ref("b")),),
    )
    assert infer(graph).nodes["b"].fault is not None
    assert 'b = keras.layers.LSTM(units=3, name="b")(a)' in render(emit(graph))


def test_all_outputs_of_a_layer_are_handed_on_as_a_list():
    """A reference without a port means every output, as in Keras."""
    graph = Graph(
        "states",
        (entry("x", 5, 2),),
        (call(layer("a", "LSTM", units=3, return_state=True), "x"), call(layer("b", "Dense", units=1), Ref("a", None))),
        (Output("y", Ref("b")),),
    )
    assert 'b = keras.layers.Dense(units=1, name="b")([a, a_h, a_c])' in render(emit(graph))


def test_a_shared_layer_is_made_once():
    """Both calls go through one variable."""
    script = render(emit(siamese()))
    assert script.count("keras.layers.Bidirectional(") == 1
    assert "tower = tower_layer(a)" in script
    assert "tower_2 = tower_layer(b)" in script


@pytest.mark.slow
@pytest.mark.parametrize(
    "target",
    [
        "os.system",
        "keras.saving.load_model",
        "keras.utils.get_file",
        "keras.layers.__class__",
        "keras.layers",
        "keras",
        "keras.layers.Lambda.__init__",
        "builtins.eval",
        "model.save",
    ],
)
def test_nothing_else_can_be_reached(target):
    """A program that calls anything outside the reachable part of Keras is refused before anything is called."""
    from rnndsl.backend.build import build

    program = Program("", (Assign(("x",), Call(target, (Literal("echo"),))),), "x")
    with pytest.raises(ValueError, match="not part of Keras"):
        build(program)


@pytest.mark.slow
def test_models_train_on_dicts_by_name():
    """Inputs are fed and several outputs are compared by their names."""
    import numpy as np

    from rnndsl.backend.build import build

    model = build(emit(siamese()))
    data = {"a": np.zeros((4, 5, 2), "float32"), "b": np.ones((4, 5, 2), "float32")}
    targets = {"each": np.zeros((4, 5, 2), "float32"), "label": np.array([0, 1, 2, 0])}
    logs = model.fit(data, targets, verbose=0).history
    assert {"loss", "each_loss", "label_loss", "label_accuracy"} <= set(logs)
    assert set(model.predict(data, verbose=0)) == {"each", "label"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["my model", "双向 naïve", "_x", "a/b"])
def test_any_name_makes_a_model_that_trains(name: str) -> None:
    """TensorFlow opens a scope of the model's name when training starts, and takes few characters in it."""
    import tensorflow as tf

    from rnndsl.backend.emit import scope

    with tf.Graph().as_default(), tf.name_scope(scope(name)):
        pass
