"""Lines become a wired graph: names, ports, blocks, repeats, shared layers, ends."""

from __future__ import annotations

import pytest

from rnndsl.ir.dims import UNKNOWN, Sym
from rnndsl.ir.facts import Facts
from rnndsl.ir.graph import Input, Layer, Named, Target
from rnndsl.ir.tensor import TensorSpec

from .language import graph, model, only, wiring

TWO = "{a: [24, 8], b: [24, 8]}"


def test_a_chain_reads_the_line_above_with_all_its_outputs() -> None:
    """The first line reads the input; names are those that Keras would give."""
    found, report = graph(
        model("LSTM: {units: 8, return_state: true}", "LSTM: {units: 4}", "MaxPooling1D", "Dense: {units: 1}")
    )
    assert report == []
    assert wiring(found) == {
        "lstm": [("x", 0)],
        "lstm_1": [("lstm", None)],
        "max_pooling1d": [("lstm_1", None)],
        "dense": [("max_pooling1d", None)],
    }
    assert [(o.name, o.ref.node, o.ref.port) for o in found.outputs] == [("dense", "dense", 0)]
    assert found.name == "model"


def test_named_states_and_several_inputs() -> None:
    """`encoder.h` is a port, `[a, b]` are several tensors, default names keep clear of given ones."""
    lines = (
        "LSTM: {name: encoder, inputs: a, units: 8, return_state: true}",
        "LSTM: {inputs: b, units: 8, initial_state: [encoder.h, encoder.c]}",
        "Concatenate: {inputs: [lstm_1, encoder, encoder.c], name: lstm}",
    )
    found, report = graph(model(*lines, inputs=TWO))
    assert report == []
    assert [(ref.node, ref.port) for ref in found.nodes[1].initial_state] == [("encoder", 1), ("encoder", 2)]
    assert found.nodes[1].name == "lstm_1"
    assert wiring(found)["lstm"] == [("lstm_1", 0), ("encoder", 0), ("encoder", 2)]


def test_lines_may_read_lines_below() -> None:
    """The graph's order runs, whatever the order of the file."""
    found, report = graph(model("Add: {inputs: [l, r], name: sum}", "LSTM: {units: 4, name: l, inputs: x}",
                                "LSTM: {units: 4, name: r, inputs: x}", head="  outputs: sum\n"))  # fmt: skip
    assert report == []
    assert [node.name for node in found.nodes] == ["l", "r", "sum"]


REFERENCES = {
    ("LSTM: {units: 8, name: encoder}", "Dense: {units: 1, inputs: enkoder}"): ("enkoder", "did you mean `encoder`?"),
    ("LSTM: {units: 8, name: e}", "Dense: {units: 1, inputs: e.h}"): ("e.h", "no output `h`"),
    ("LSTM: {units: 8, name: e, return_state: true}", "Dense: {units: 1, inputs: e.q}"): ("e.q", "no output `q`"),
    ("Dense: {units: 1, inputs: nothing}",): ("nothing", "no layer or input"),
    ("Dense: {units: 1, name: d, inputs: d}",): ("d", "leads back to itself"),
    ("Dense: {units: 1, name: c, inputs: d}", "Dense: {units: 1, name: d}"): ("Dense", "leads back to itself"),
    ("use: nothing",): ("nothing", "no layer above"),
    ("block: nothing",): ("nothing", "no block"),
}


@pytest.mark.parametrize("lines", REFERENCES)
def test_references_that_lead_nowhere(lines: tuple[str, ...]) -> None:
    """One finding, where the name stands, and nothing that follows from it."""
    marked, says = REFERENCES[lines]
    found = only(model(*lines))
    assert (found.code, found.span.text) == ("RNN007", marked)
    assert says in found.message


def test_a_layer_used_again_is_the_same_layer() -> None:
    """`use` calls the layer object again, under a name of its own."""
    lines = (
        "LSTM: {units: 8, name: e, inputs: a}",
        "{use: e, inputs: b}",
        "{use: e, inputs: b, name: third}",
        "Concatenate: {inputs: [e, third, e@2]}",
    )
    found, report = graph(model(*lines, inputs=TWO))
    assert report == []
    nodes = {node.name: node for node in found.nodes}
    assert nodes["e"].layer is nodes["e@2"].layer is nodes["third"].layer
    under, _ = graph(model(lines[0], "use: {layer: e, inputs: b}", inputs=TWO))
    assert [node.name for node in under.nodes] == ["e", "e@2"]


BLOCKS = """\
  blocks:
    tower:
      - LSTM: {units: 8, return_sequences: true}
      - LSTM: {units: 4, name: top, return_state: true}
    merge:
      inputs: [one, two]
      layers:
        - Concatenate: {inputs: [one, two]}
        - Dense: {units: 2}
"""


def test_blocks_are_built_or_shared() -> None:
    """`block` builds new layers under its name, `use` calls those of a block again; names inside can be read from outside."""
    lines = (
        "{block: tower, name: left, inputs: a}",
        "{use: left, name: right, inputs: b}",
        "{block: tower, inputs: b}",
        "{block: merge, name: both, inputs: [left, right]}",
        "Add: {inputs: [left.h, left.top.c, tower], name: last}",
        "Concatenate: {inputs: [both, last]}",
    )
    found, report = graph(model(*lines, inputs=TWO, head=BLOCKS))
    assert [d.message for d in report] == []
    nodes = {node.name: node for node in found.nodes}
    assert list(nodes)[:6] == ["left_lstm", "left_top", "left_lstm@2", "left_top@2", "tower_lstm", "tower_top"]
    assert nodes["left_top"].layer is nodes["left_top@2"].layer
    assert nodes["left_top"].layer is not nodes["tower_top"].layer
    assert wiring(found)["both_concatenate"] == [("left_top", 0), ("left_top@2", 0)]
    assert wiring(found)["last"] == [("left_top", 1), ("left_top", 2), ("tower_top", 0)]


def test_blocks_are_closed_and_end() -> None:
    """A block sees its own inputs only, gets as many as it names, and cannot contain itself."""
    outside = "  blocks: {t: [{Dense: {units: 1, inputs: x}}]}\n"
    assert only(model("block: t", head=outside)).span.text == "x"
    two = "  blocks: {t: {inputs: [p, q], layers: [{Add: {inputs: [p, q]}}]}}\n"
    assert "gets 1 inputs, expected 2: p, q" in only(model("{block: t, inputs: x}", head=two)).message
    circle = "  blocks: {t: [block: u], u: [block: t]}\n"
    assert "leads back to itself" in only(model("block: t", head=circle)).message


def test_repeats_are_copies_in_a_row() -> None:
    """Each copy has its own layers and reads the one before; what follows sees the last copy."""
    repeated = "{repeat: 3, layers: [{Dense: {units: 8, name: d}}, {Add: {inputs: [d, x]}}]}"
    found, report = graph(model(repeated, "Dense: {units: 1, inputs: d}"))
    assert [d.code for d in report] == ["RNN005"]
    assert wiring(found)["d_1"] == [("add", None)]
    assert wiring(found)["add_1"] == [("d_1", 0), ("x", 0)]
    assert wiring(found)["dense"] == [("d_2", 0)]
    assert len({id(node.layer) for node in found.nodes}) == 7


def test_input_lines() -> None:
    """`- Input:` declares an input in the chain; alone and nameless, it takes the name of the data's only input."""
    text = "rnndsl: 1\nmodel:\n  layers:\n    - Input: {shape: [24, null], dtype: int32, batch_size: 4}\n    - Flatten\n"
    found, report = graph(text)
    assert report == []
    assert found.inputs[0].name == "input_layer"
    assert found.inputs[0].tensor == TensorSpec((24, Sym("U")), "int32")
    assert found.batch_size == 4
    assert wiring(found) == {"flatten": [("input_layer", 0)]}
    facts = Facts(inputs=(Input("history", TensorSpec((24, 1))),))
    assert graph(text, facts=facts)[0].inputs[0].name == "history"


def test_several_inputs_must_be_told_apart() -> None:
    """The first line says which input it reads; the finding lists them."""
    found = only(model("LSTM: {units: 8}", inputs=TWO))
    assert (found.code, found.span.text) == ("RNN008", "LSTM")
    assert "a, b" in found.help


def test_nothing_comes_in() -> None:
    """Without data and inputs one finding says what to declare."""
    found = only("rnndsl: 1\nmodel:\n  layers:\n    - LSTM: {units: 8}\n")
    assert (found.code, found.span.text) == ("RNN008", "model")


def test_names_are_given_once() -> None:
    """Two layers, or a layer and an input, cannot share a name."""
    assert only(model("Dense: {units: 1, name: d}", "Dense: {units: 1, name: d}")).code == "RNN002"
    assert only(model("Dense: {units: 1, name: x}")).code == "RNN002"


def test_outputs() -> None:
    """`model.outputs`, else the layers named like the targets, else the last line; outputs have the targets' names."""
    lines = ("Dense: {units: 1, name: p}", "Dense: {units: 1, name: q, inputs: x}")
    targets = "  targets: {%s}\n"
    found, _ = graph(model(*lines, head=targets % "q: [1], p: [1]"))
    assert [(o.name, o.ref.node) for o in found.outputs] == [("q", "q"), ("p", "p")]
    found, _ = graph(model(*lines, head=targets % "p: [1]"))
    assert [(o.name, o.ref.node) for o in found.outputs] == [("p", "p")]
    assert found.unused == ("q",)
    found, _ = graph(model(*lines, head=targets % "y: [1]" + "  outputs: p\n"))
    assert [(o.name, o.ref.node) for o in found.outputs] == [("y", "p")]
    found, _ = graph(model(*lines, head="  outputs: [q, p]\n"))
    assert [(o.name, o.ref.node) for o in found.outputs] == [("q", "q"), ("p", "p")]
    assert only(model(*lines, head=targets % "p: [1], r: [1]")).span.text == "r"


def test_losses_are_by_output() -> None:
    """One loss for all outputs, or one each; an output that does not exist is reported."""
    lines = ("Dense: {units: 1, name: p, inputs: x}", "Dense: {units: 1, name: q, inputs: x}")
    head = "  targets: {p: [1], q: {shape: [], classes: 3}}\n"
    found, _ = graph(model(*lines, head=head, tail="train: {loss: {Huber: {delta: 2}}}\n"))
    assert {name: (loss.name, loss.args) for name, loss in found.losses.items()} == {n: ("Huber", {"delta": 2}) for n in "pq"}
    found, _ = graph(model(*lines, head=head, tail="train: {loss: {p: mse, q: sparse_categorical_crossentropy}}\n"))
    assert {name: loss.name for name, loss in found.losses.items()} == {"p": "mse", "q": "sparse_categorical_crossentropy"}
    assert found.targets[1] == Target("q", TensorSpec((), "int32"), 3, found.targets[1].span)
    wrong = only(model(*lines, head=head, tail="train: {loss: {p: mse, r: mse}, metrics: {q: [mae]}}\n"))
    assert (wrong.code, wrong.span.text) == ("RNN007", "r")


def test_arguments_are_plain_values() -> None:
    """Objects of Keras are Named, nested layers Layers, lists lists; defaults are not filled in."""
    found, _ = graph(model("Bidirectional: {layer: {LSTM: {units: 4, activation: relu}}}",
                           "Conv1D: {filters: 2, kernel_size: 3, kernel_regularizer: {L2: {l2: 0.1}}}"))  # fmt: skip
    inner = found.nodes[0].layer.args["layer"]
    assert isinstance(inner, Layer)
    assert (inner.kind, inner.name, inner.args["units"]) == ("LSTM", "lstm", 4)
    assert isinstance(inner.args["activation"], Named)
    regularizer = found.nodes[1].layer.args["kernel_regularizer"]
    assert (regularizer.group, regularizer.name, regularizer.args) == ("regularizers", "L2", {"l2": 0.1})
    assert "padding" not in found.nodes[1].layer.args


def test_facts_answer_variables() -> None:
    """Classes come from the data or the declared target; vocabularies from fitting, the layer's own list, or a symbol."""
    lines = (
        "TextVectorization: {name: words, inputs: t}",
        "Embedding: {input_dim: '${words.vocabulary_size}', output_dim: 4}",
        "LSTM: {units: '${data.y.classes}'}",
    )
    inputs = "{t: {shape: [], dtype: string}}"
    head = "  targets: {y: {shape: [], classes: 7}}\n"
    found, report = graph(model(*lines, inputs=inputs, head=head))
    assert report == []
    assert found.nodes[1].layer.args["input_dim"] == Sym("words.vocabulary_size", fixed=True)
    assert found.nodes[2].layer.args["units"] == 7
    fitted, _ = graph(model(*lines, inputs=inputs, head=head), facts=Facts(vocabularies={"words": 99}))
    assert fitted.nodes[1].layer.args["input_dim"] == 99
    listed = model(lines[0].replace("inputs: t", "inputs: t, vocabulary: [a, b]"), *lines[1:], inputs=inputs, head=head)
    assert graph(listed)[0].nodes[1].layer.args["input_dim"] == 4
    answered, _ = graph(model(*lines, inputs=inputs, head=head), facts=Facts(answers={("data", "y", "classes"): 3}))
    assert answered.nodes[2].layer.args["units"] == 3


def test_invalid_values_are_unknown_in_layers() -> None:
    """A mistake in an argument hides it, and only it."""
    found, report = graph(model("LSTM: {units: 0, use_bias: false}"))
    assert len(report) == 1
    assert found.nodes[0].layer.args == {"units": UNKNOWN, "use_bias": False}
