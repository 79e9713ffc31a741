"""Graphs made by hand, so that the backend is tested without the stages before it."""

from __future__ import annotations

from rnndsl.diagnostics.span import Source, Span
from rnndsl.ir.dims import Sym
from rnndsl.ir.fitted import Fitted
from rnndsl.ir.graph import Graph, Input, Layer, Named, Node, Output, Ref
from rnndsl.ir.spec import Value
from rnndsl.ir.tensor import TensorSpec

NOWHERE = Span(Source("handmade", ""), 0, 0)


def value(data):
    """Plain data as a Value."""
    if isinstance(data, dict):
        return Value({key: value(item) for key, item in data.items()}, NOWHERE)
    if isinstance(data, (list, tuple)):
        return Value(tuple(map(value, data)), NOWHERE)
    return Value(data, NOWHERE)


def layer(name, kind, **args) -> Layer:
    return Layer(name, kind, args)


def call(made: Layer, *inputs, states=(), name=None) -> Node:
    def ref(x):
        return x if isinstance(x, Ref) else Ref(x)

    return Node(name or made.name, made, tuple(map(ref, inputs)), tuple(map(ref, states)))


def entry(name, *shape, dtype="float32") -> Input:
    return Input(name, TensorSpec(shape, dtype))


def forecaster() -> Graph:
    """A chain with everything in `train`."""
    adam = {
        "Adam": {"learning_rate": {"ExponentialDecay": {"initial_learning_rate": 0.01, "decay_steps": 100, "decay_rate": 0.9}}}
    }
    return Graph(
        "passengers",
        (entry("history", 24, 1),),
        (
            call(
                layer(
                    "lstm", "LSTM", units=8, return_sequences=True, kernel_regularizer=Named("regularizers", "L2", {"l2": 0.01})
                ),
                "history",
            ),
            call(layer("dropout", "Dropout", rate=0.2), "lstm"),
            call(layer("gru", "GRU", units=4, activation=Named("activations", "tanh", {})), "dropout"),
            call(layer("dense", "Dense", units=12, activation="linear"), "gru"),
        ),
        (Output("forecast", Ref("dense")),),
        losses={"forecast": Named("losses", "Huber", {"delta": 0.5})},
        train=value({"optimizer": adam, "metrics": ["mae"], "seed": 7}),
    )


def seq2seq() -> tuple[Graph, Fitted]:
    """Two texts, vocabularies that were fitted, states by name, a mask."""
    graph = Graph(
        "english-to-french",
        (entry("english", dtype="string"), entry("previous", dtype="string")),
        (
            call(layer("en", "TextVectorization", output_sequence_length=6), "english"),
            call(
                layer("embedding", "Embedding", input_dim=Sym("en.vocabulary_size", True), output_dim=4, mask_zero=True), "en"
            ),
            call(layer("encoder", "LSTM", units=5, return_state=True), "embedding"),
            call(layer("fr", "TextVectorization", output_sequence_length=7, standardize="lower"), "previous"),
            call(layer("embedding_1", "Embedding", input_dim=Sym("fr.vocabulary_size", True), output_dim=4), "fr"),
            call(
                layer("decoder", "LSTM", units=5, return_sequences=True),
                "embedding_1",
                states=(Ref("encoder", 1), Ref("encoder", 2)),
            ),
            call(layer("french", "Dense", units=Sym("fr.vocabulary_size", True), activation="softmax"), "decoder"),
        ),
        (Output("french", Ref("french")),),
        losses={"french": Named("losses", "sparse_categorical_crossentropy", {})},
        train=value({"optimizer": "adam", "metrics": "accuracy"}),
    )
    words = tuple(f"wort'{k}\"" for k in range(150))
    vocabularies = {"en": ["", "[UNK]", "the", "a\\n"], "fr": ["", "[UNK]", *words]}
    return graph, Fitted({n: {"vocabulary": v} for n, v in vocabularies.items()}, {n: len(v) for n, v in vocabularies.items()})


def siamese() -> Graph:
    """A shared wrapper called twice, a merge, attention, two outputs with their own losses, weights and metrics."""
    shared = layer("tower", "Bidirectional", layer=layer("", "GRU", units=3, return_sequences=True))
    return Graph(
        "siamese",
        (entry("a", Sym("T"), 2), entry("b", Sym("T"), 2)),
        (
            call(shared, "a"),
            call(shared, "b", name="tower@2"),
            call(layer("attention", "Attention", use_scale=True), "tower", "tower@2"),
            call(layer("add", "Add"), "tower", "attention"),
            call(layer("steps", "TimeDistributed", layer=layer("inner", "Dense", units=2)), "add"),
            call(layer("pool", "GlobalAveragePooling1D"), "add"),
            call(layer("class", "Dense", units=3, activation="softmax"), "pool"),
        ),
        (Output("each", Ref("steps")), Output("label", Ref("class"))),
        losses={"each": Named("losses", "mse", {}), "label": Named("losses", "sparse_categorical_crossentropy", {})},
        train=value(
            {
                "optimizer": {"SGD": {"momentum": 0.9}},
                "metrics": {"label": ["accuracy"]},
                "loss_weights": {"each": 0.5, "label": 2.0},
            }
        ),
    )


def measured() -> tuple[Graph, Fitted]:
    """A fitted Normalization, a fixed batch size, a stateful layer, convolution and pooling, no train section."""
    graph = Graph(
        "measured",
        (entry("x", 12, 2), entry("model", 12, 1)),
        (
            call(layer("normalization", "Normalization"), "x"),
            call(layer("join", "Concatenate", axis=-1), "normalization", "model"),
            call(layer("conv1d", "Conv1D", filters=4, kernel_size=3, padding="causal"), "join"),
            call(layer("batch_normalization", "BatchNormalization"), "conv1d"),
            call(layer("max_pooling1d", "MaxPooling1D", pool_size=2), "batch_normalization"),
            call(layer("gru", "GRU", units=3, stateful=True, dropout=0.1, seed=3), "max_pooling1d"),
            call(layer("lambda", "Dense", units=1, kernel_initializer=Named("initializers", "HeNormal", {"seed": 5})), "gru"),
        ),
        (Output("lambda", Ref("lambda")),),
        batch_size=4,
    )
    return graph, Fitted({"normalization": {"mean": [0.1, 2.0], "variance": [1.0, 0.3333333333333333]}})


def every() -> dict[str, tuple[Graph, Fitted]]:
    """All of them by name."""
    return {
        "forecaster": (forecaster(), Fitted()),
        "seq2seq": seq2seq(),
        "siamese": (siamese(), Fitted()),
        "measured": measured(),
    }
