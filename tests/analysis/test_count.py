"""What a model costs, on models small enough to count by hand."""

from __future__ import annotations

from rnndsl.analysis.count import count
from rnndsl.analysis.infer import infer
from rnndsl.analysis.settle import open_sizes, settled
from rnndsl.diagnostics.record import replace
from rnndsl.ir.costs import inference, training
from rnndsl.ir.counted import Counted
from rnndsl.ir.dims import Sym, show
from rnndsl.ir.graph import Graph, Output, Ref

from ..backend.handmade import call, entry, forecaster, layer, seq2seq, siamese, value


def by_name(graph: Graph) -> dict[str, object]:
    return {one.node.node.name: one for one in count(infer(graph)).calls}


def test_an_lstm_by_hand() -> None:
    """24 steps of 4·(1·8 + 8·8) multiply-adds; outputs of 24·8 floats, and 6·8 gates and states for each step."""
    one = by_name(forecaster())["lstm"]
    assert (one.per_step, one.steps, one.multiply_adds) == (288, 24, 24 * 288)
    assert (one.output_bytes, one.saved_bytes) == (24 * 8 * 4, 24 * 6 * 8 * 4)


def test_a_layer_without_time_has_no_steps() -> None:
    """What follows the last state works once for each sequence."""
    one = by_name(forecaster())["dense"]
    assert (one.per_step, one.multiply_adds) == (None, 4 * 12)


def test_a_shared_layer_weighs_once_and_works_at_each_call() -> None:
    """The second call has no weights of its own, and as many multiply-adds as the first."""
    found = by_name(siamese())
    first, second = found["tower"], found["tower@2"]
    assert (first.weighed.parameters, second.weighed.parameters) == (126, 0)
    assert second.shared
    assert first.multiply_adds == second.multiply_adds != 0


def test_an_open_length_stays_in_the_formula() -> None:
    """Per step it is a number, per sequence a multiple of T."""
    one = by_name(siamese())["tower"]
    assert one.per_step == 90
    assert show(one.multiply_adds) == "90·T"


def test_sizes_answer_what_is_open() -> None:
    """With every size given, nothing is open, and everything is a number; a length that a layer brings up too."""
    graph, _ = seq2seq()
    assert set(open_sizes(infer(graph))) == {"en.vocabulary_size", "fr.vocabulary_size"}
    sizes = {"en.vocabulary_size": 50, "fr.vocabulary_size": 60}
    found = count(infer(settled(graph, sizes), sizes))
    assert found.open == ()
    assert found.weighed.parameters == 50 * 4 + 60 * 4 + 2 * 4 * (4 * 5 + 25 + 5) + 5 * 60 + 60
    words = call(layer("words", "TextVectorization", vocabulary=["a"]), "text")
    vectors = call(layer("e", "Embedding", input_dim=3, output_dim=2), "words")
    free = Graph("free", (entry("text", dtype="string"),), (words, vectors), (Output("e", Ref("e")),))
    assert open_sizes(infer(free)) == ("T",)
    assert infer(settled(free, {"T": 9}), {"T": 9}).nodes["e"].outputs[0].shape == (9, 2)


def test_inference_lets_tensors_go() -> None:
    """A chain holds two tensors at a time; a tensor that is read again later is held until then."""
    chain = [call(layer(f"d{k}", "Dense", units=10), f"d{k - 1}" if k else "x") for k in range(4)]
    graph = Graph("chain", (entry("x", 10),), tuple(chain), (Output("y", Ref("d3")),))
    assert count(infer(graph)).peak == 2 * 40
    held = replace(graph, nodes=(*chain, call(layer("add", "Add"), "d3", "d0")), outputs=(Output("y", Ref("add")),))
    assert count(infer(held)).peak == 3 * 40


def test_the_peak_of_open_sizes() -> None:
    """Where one set is largest for every length, it is told; where that depends on the length, it is not."""
    lstm = call(layer("lstm", "LSTM", units=4), "x")
    graph = Graph("one", (entry("x", Sym("T"), 4),), (lstm,), (Output("y", Ref("lstm")),))
    assert show(count(infer(graph)).peak or 0) == "(16·T + 16)"
    dense = call(layer("wide", "Dense", units=900), "lstm")
    graph = replace(graph, nodes=(lstm, dense), outputs=(Output("y", Ref("wide")),))
    assert count(infer(graph)).peak is None


def test_bills() -> None:
    """A training step works three times as much and holds weights, gradients, the optimizer's numbers and all activations."""
    found = count(infer(forecaster()))
    one, step = inference(found), training(found)
    assert found.batch == 32
    assert one.multiply_adds == 32 * found.multiply_adds
    assert step.multiply_adds == 3 * one.multiply_adds
    assert step.flops == 2 * step.multiply_adds
    assert step.optimizer == 2 * step.gradients + 8  # Adam's two means, and the number of steps; a schedule has no variable
    assert step.memory == step.weights + step.gradients + step.optimizer + step.activations


def test_the_batch_is_that_of_the_file() -> None:
    """What the file trains with, unless somebody asks for another one."""
    graph = replace(forecaster(), train=value({"batch_size": 7, "optimizer": "sgd"}))
    assert count(infer(graph)).batch == 7
    assert count(infer(graph), 3).batch == 3


def fates(found: Counted) -> dict[str, list[tuple[str, str]]]:
    return {path.origin: [(station.name, station.fate) for station in path.stations] for path in found.masks}


def masked(*nodes: object, output: str) -> Graph:
    """Ids, a masked embedding, and what follows."""
    embedding = call(layer("embedding", "Embedding", input_dim=9, output_dim=4, mask_zero=True), "ids")
    return Graph("masked", (entry("ids", 6, dtype="int32"), entry("x", 6, 4)), (embedding, *nodes), (Output("y", Ref(output)),))  # type: ignore[arg-type]


def test_the_path_of_a_mask() -> None:
    """It passes a dropout, is read by one LSTM, and is used up by the next."""
    nodes = (
        call(layer("dropout", "Dropout", rate=0.1), "embedding"),
        call(layer("lstm", "LSTM", units=4, return_sequences=True), "dropout"),
        call(layer("last", "LSTM", units=4), "lstm"),
    )
    assert fates(count(infer(masked(*nodes, output="last")))) == {
        "embedding": [("dropout", "passes"), ("lstm", "read"), ("last", "used")]
    }


def test_masks_that_end_badly() -> None:
    """A convolution drops it, a sum with an unmasked tensor leaves it alone; a masked output reaches the loss."""
    conv = call(layer("conv", "Conv1D", filters=2, kernel_size=2), "embedding")
    add = call(layer("add", "Add"), "embedding", "x")
    dense = call(layer("dense", "Dense", units=1), "embedding")
    found = fates(count(infer(masked(conv, add, dense, output="dense"))))
    assert found == {"embedding": [("conv", "dropped"), ("add", "alone"), ("dense", "passes"), ("y", "output")]}


def test_fields_begin_anew_where_time_does() -> None:
    """What a Reshape makes has no steps of the input; a state sees all of them."""
    nodes = (
        call(layer("conv", "Conv1D", filters=2, kernel_size=3, strides=2), "x"),
        call(layer("pool", "MaxPooling1D", pool_size=2), "conv"),
        call(layer("reshape", "Reshape", target_shape=[-1, 1]), "pool"),
        call(layer("again", "Conv1D", filters=2, kernel_size=2), "reshape"),
        call(layer("gru", "GRU", units=2), "again"),
    )
    graph = Graph("fields", (entry("x", 24, 2),), nodes, (Output("y", Ref("gru")),))
    found = {name: [(f.origin, f.span, f.stride) for f in one.fields] for name, one in by_name(graph).items()}
    assert found["conv"] == [("x", 3, 2)]
    assert found["pool"] == [("x", 5, 4)]
    assert found["reshape"] == []
    assert found["again"] == [("reshape", 2, 1)]
    assert [span for _, span, _ in found["gru"]] == [None]


def test_what_is_not_built_is_not_counted() -> None:
    """A layer that no output depends on weighs and works nothing."""
    side = call(layer("side", "Dense", units=3), "x")
    used = call(layer("used", "Dense", units=1), "x")
    graph = Graph("side", (entry("x", 4),), (side, used), (Output("y", Ref("used")),), unused=("side",))
    found = count(infer(graph))
    assert [one.node.node.name for one in found.calls] == ["used"]
    assert found.weighed.parameters == infer(graph).parameters() == 5


def test_what_is_frozen_in_vain_is_trained() -> None:
    """A model asks the weights: those of layers inside are never told that the layer around them is frozen."""
    nodes = (
        call(layer("own", "Dense", units=2, trainable=False), "x"),
        call(layer("steps", "TimeDistributed", layer=layer("inner", "Dense", units=2), trainable=False), "own"),
        call(layer("told", "TimeDistributed", layer=layer("deep", "Dense", units=2, trainable=False)), "steps"),
        call(layer("heads", "MultiHeadAttention", num_heads=1, key_dim=2, trainable=False), "told", "told"),
    )
    found = by_name(Graph("frozen", (entry("x", 5, 3),), nodes, (Output("y", Ref("heads")),)))
    assert {name: (one.weighed.parameters, one.weighed.trained) for name, one in found.items()} == {
        "own": (8, 0),
        "steps": (6, 6),
        "told": (6, 0),
        "heads": (24, 24),
    }


def test_scores_of_an_unknown_shape_hide_no_work() -> None:
    """Keras announces the scores of attention over another length wrongly, so nobody says their shape; the work is known."""
    heads = layer("heads", "MultiHeadAttention", num_heads=1, key_dim=2)
    node = replace(call(heads, "q", "v"), call_args={"return_attention_scores": True})
    one = by_name(Graph("scores", (entry("q", 5, 3), entry("v", 4, 3)), (node,), (Output("y", Ref("heads", 0)),)))["heads"]
    assert not one.node.outputs[1].known
    assert one.multiply_adds == 5 * 3 * 2 + 2 * (4 * 3 * 2) + 5 * 4 * (2 + 2) + 5 * 2 * 3
