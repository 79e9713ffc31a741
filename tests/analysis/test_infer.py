"""Inference over hand-made graphs: what becomes of mistakes, lists, shared layers and unknown arguments."""

from __future__ import annotations

from typing import Any

from rnndsl.analysis.infer import infer
from rnndsl.ir.dims import UNKNOWN, Sym
from rnndsl.ir.graph import Graph, Input, Layer, Named, Node, Output, Ref
from rnndsl.ir.tensor import TensorSpec
from rnndsl.ir.typed import Typed


def graph(*nodes: Node, **inputs: tuple[Any, ...]) -> Graph:
    entries = tuple(Input(name, TensorSpec(shape)) for name, shape in inputs.items())
    return Graph("g", entries, nodes, (Output(nodes[-1].name, Ref(nodes[-1].name)),))


def node(name: str, kind: str, reads: str | tuple[Ref, ...], states: tuple[Ref, ...] = (), **args: Any) -> Node:
    refs = (Ref(reads, None),) if isinstance(reads, str) else reads
    return Node(name, Layer(name, kind, args), refs, states)


def faults(typed: Typed) -> dict[str, str]:
    return {name: one.fault.what for name, one in typed.nodes.items() if one.fault is not None}


def test_shapes_flow_through_a_chain() -> None:
    """Shapes, symbols included, pass from call to call; parameters add up as in Keras."""
    typed = infer(
        graph(
            node("a", "LSTM", "x", units=64, return_sequences=True),
            node("b", "Dense", "a", units=1),
            x=(Sym("T"), 8),
        )
    )
    assert [str(one.outputs[0]) for one in typed.nodes.values()] == ["(N, T, 64)", "(N, T, 1)"]
    assert typed.parameters() == 4 * 64 * (8 + 64 + 1) + 65
    assert faults(typed) == {}


def test_one_mistake_stays_one() -> None:
    """A refused call hides what follows from it: no second fault below."""
    typed = infer(
        graph(
            node("a", "Reshape", "x", target_shape=[5]),
            node("b", "LSTM", "a", units=4),
            node("c", "Dense", "b", units=1),
            x=(24, 8),
        )
    )
    assert faults(typed) == {"a": "elements"}
    assert not typed.nodes["c"].outputs[0].known


def test_a_stack_shows_all_its_mistakes() -> None:
    """What a recurrent layer would return once it gets a sequence is plain, so the next mistake is found too."""
    typed = infer(graph(*(node(b, "LSTM", a, units=4) for a, b in ("xa", "ab", "bc")), x=(24, 8)))
    assert faults(typed) == {"b": "rank", "c": "rank"}


def test_a_reference_without_port_hands_over_a_list() -> None:
    """All outputs reach the next layer; one that takes a single tensor refuses, Concatenate takes them."""
    states = node("a", "LSTM", "x", units=4, return_state=True)
    typed = infer(graph(states, node("b", "Dense", "a", units=1), node("c", "Concatenate", "a"), x=(24, 8)))
    assert typed.nodes["a"].ports == ("", "h", "c")
    assert faults(typed) == {"b": "list"}
    assert str(typed.nodes["c"].outputs[0]) == "(N, 12)"
    assert str(typed.nodes["b"].outputs[0]) == "(N, 1)"


def test_too_few_and_too_many() -> None:
    """A merging layer of one input and a layer of one input with two are counted before anything else."""
    typed = infer(
        graph(
            node("a", "Attention", "x"),
            node("b", "Dense", (Ref("x"), Ref("x")), units=1),
            x=(24, 8),
        )
    )
    assert faults(typed) == {"a": "count", "b": "count"}


def test_a_shared_layer_keeps_the_shape_it_was_built_for() -> None:
    """The second call agrees with the first, or is refused; after a refused first call the next one builds."""
    layer = Layer("s", "Dense", {"units": 4})
    calls = (Node("s", layer, (Ref("x"),)), Node("s@2", layer, (Ref("y"),)), Node("s@3", layer, (Ref("z"),)))
    typed = infer(graph(*calls, x=(24, 8), y=(12, 8), z=(24, 9)))
    assert faults(typed) == {"s@3": "reuse"}
    assert typed.parameters() == 36


def test_a_further_call_may_leave_features_open() -> None:
    """Once built, a convolution reads features of any number, wherever they stand; a depthwise one is as wide as they are."""
    first = Layer("s", "Conv1D", {"filters": 4, "kernel_size": 3, "data_format": "channels_first"})
    typed = infer(graph(Node("s", first, (Ref("x"),)), Node("s@2", first, (Ref("y"),)), x=(8, 24), y=(Sym("F"), 24)))
    assert faults(typed) == {}
    assert typed.nodes["s@2"].outputs[0].shape == (4, 22)
    deep = Layer("s", "DepthwiseConv1D", {"kernel_size": 3})
    typed = infer(graph(Node("s", deep, (Ref("x"),)), Node("s@2", deep, (Ref("y"),)), x=(24, 8), y=(24, Sym("F"))))
    assert faults(typed) == {"s@2": "axis"}


def test_unknown_arguments_hide_only_what_depends_on_them() -> None:
    """A wrong size is one unknown dimension, a wrong rate or activation changes nothing, anything else hides the output."""
    typed = infer(
        graph(
            node("a", "LSTM", "x", units=UNKNOWN, return_sequences=True),
            node("b", "Dropout", "a", rate=UNKNOWN),
            node("c", "Dense", "b", units=3, activation=UNKNOWN),
            node("d", "LSTM", "c", units=3, return_sequences=UNKNOWN),
            node("e", "LSTM", "d", units=3),
            x=(24, 8),
        )
    )
    assert faults(typed) == {}
    assert [str(one.outputs[0]) for one in typed.nodes.values()][:4] == ["(N, 24, ?)", "(N, 24, ?)", "(N, 24, 3)", "(N, …)"]


def test_missing_arguments_are_unknown() -> None:
    """A layer without its required size, or a wrapper without its layer, is unknown and no fault: validate has spoken."""
    typed = infer(graph(node("a", "Dense", "x"), node("b", "TimeDistributed", "a"), node("c", "LSTM", "b", units=1), x=(24, 8)))
    assert faults(typed) == {}
    assert str(typed.nodes["a"].outputs[0]) == "(N, 24, ?)"


def test_nested_layers_are_checked_the_same_way() -> None:
    """A mistaken argument inside a wrapper hides as much as outside."""
    inner = Layer("lstm", "LSTM", {"units": UNKNOWN, "activation": Named("activations", "tanh", {})})
    typed = infer(graph(node("a", "Bidirectional", "x", layer=inner), node("b", "LSTM", "a", units=1), x=(24, 8)))
    assert faults(typed) == {"b": "rank"}


def test_kinds_that_do_not_exist_are_unknown() -> None:
    """A layer of another world has been reported already; inference goes on."""
    typed = infer(graph(node("a", "Lstm", "x"), node("b", "Dense", "a", units=1), x=(24, 8)))
    assert faults(typed) == {}
