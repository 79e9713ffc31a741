"""Receptive fields are those of the real layers: one time step of the input is changed, and the steps of the output that move
are the ones that see it.

Kernels are positive and activations linear, so no change cancels out or saturates.
"""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from rnndsl.analysis.count import count
from rnndsl.analysis.infer import infer
from rnndsl.ir.counted import Field
from rnndsl.ir.graph import Graph, Input, Layer, Named, Node, Output, Ref
from rnndsl.ir.tensor import TensorSpec
from rnndsl.layers import kind

from .as_keras import keras_layer

pytestmark = pytest.mark.slow

STEPS, FEATURES = 96, 2
SLACK = 6  # input steps by which the ends of up-sampled stretches may be off a straight line
ONES = Named("initializers", "Ones", {})


def window(rng: Random) -> dict[str, Any]:
    """A convolution's window; strides and dilations not together."""
    stride = rng.choice((1, 1, 2, 3))
    return {
        "kernel_size": rng.randint(1, 4),
        "strides": stride,
        "padding": rng.choice(("valid", "same", "causal")),
        "dilation_rate": rng.choice((1, 1, 2)) if stride == 1 else 1,
    }


def convolution(rng: Random) -> tuple[str, dict[str, Any]]:
    return "Conv1D", {"filters": 2, "kernel_initializer": ONES, **window(rng)}


def depthwise(rng: Random) -> tuple[str, dict[str, Any]]:
    found = window(rng)
    padding = "same" if found["padding"] == "causal" else found["padding"]
    return "DepthwiseConv1D", {**found, "padding": padding, "depthwise_initializer": ONES}


def transposed(rng: Random) -> tuple[str, dict[str, Any]]:
    args = {"filters": 2, "kernel_size": rng.randint(1, 4), "strides": rng.randint(1, 3), "kernel_initializer": ONES}
    return "Conv1DTranspose", args


def pooling(rng: Random) -> tuple[str, dict[str, Any]]:
    args = {"pool_size": rng.randint(1, 4), "strides": rng.choice((None, 1, 2)), "padding": rng.choice(("valid", "same"))}
    return rng.choice(("MaxPooling1D", "AveragePooling1D")), args


def alone(rng: Random) -> tuple[str, dict[str, Any]]:
    return rng.choice(
        (
            ("Dense", {"units": 2, "kernel_initializer": ONES}),
            ("UpSampling1D", {"size": rng.randint(1, 3)}),
            ("TimeDistributed", {"layer": Layer("inner", "Dense", {"units": 2, "kernel_initializer": ONES})}),
        )
    )


MAKERS = (convolution, convolution, depthwise, transposed, pooling, alone)


def chain(rng: Random) -> Graph:
    """A chain of a few layers over one sequence."""
    layers = [Layer(f"layer{k}", *rng.choice(MAKERS)(rng)) for k in range(rng.randint(1, 4))]
    return graph(layers)


def graph(layers: list[Layer]) -> Graph:
    """One layer after another."""
    read = ["x", *(layer.name for layer in layers)]
    nodes = tuple(Node(layer.name, layer, (Ref(before),)) for layer, before in zip(layers, read, strict=False))
    return Graph("chain", (Input("x", TensorSpec((STEPS, FEATURES))),), nodes, (Output("y", Ref(read[-1])),))


def field(found: Graph) -> Field:
    """What is counted for the last layer."""
    (only,) = count(infer(found)).calls[-1].fields
    return only


def strides_over_copies(found: Graph) -> bool:
    """True where a layer strides over what one before it made out of fewer steps: it may meet the same phase every time."""
    reaches = [kind(node.kind).reach({**kind(node.kind).defaults(), **node.layer.args}).stride for node in found.nodes]
    return any(made < 1 and max(reaches[k:]) > 1 for k, made in enumerate(reaches))


def model(found: Graph) -> Any:
    """The chain in Keras."""
    import keras

    tensors = {"x": keras.Input((STEPS, FEATURES))}
    for node in found.nodes:
        read = [tensors[ref.node] for ref in node.inputs]
        tensors[node.name] = keras_layer(node.layer)(read[0] if len(read) == 1 else read)
    return keras.Model(tensors["x"], tensors[found.nodes[-1].name])


def seen(found: Graph) -> list[list[int]]:
    """For each step of the output, the steps of the input that move it."""
    import numpy as np

    built = model(found)
    base = np.ones((1, STEPS, FEATURES), "float32")
    poked = np.repeat(base, STEPS, axis=0)
    poked[range(STEPS), range(STEPS)] = 7.0
    moved = np.abs(np.asarray(built(poked)) - np.asarray(built(base))) > 1e-4
    moved = moved.reshape(STEPS, moved.shape[1], -1).any(axis=-1)
    return [np.flatnonzero(moved[:, step]).tolist() for step in range(moved.shape[1])]


def inner(steps: list[list[int]]) -> dict[int, list[int]]:
    """What the steps far from both ends see, by number; padding cuts off what those at the ends see."""
    margin = STEPS // 4
    return {k: one for k, one in enumerate(steps) if one and min(one) >= margin and max(one) < STEPS - margin}


def test_chains_see_what_is_counted(draws: int, seed: int) -> None:
    """The widest field of a step, and the distance between neighbours, are those that are counted."""
    wrong, compared = [], 0
    for index in range(max(draws, 20)):
        found = chain(Random(f"{seed}:{index}"))
        if any(node.fault for node in infer(found).nodes.values()):
            continue
        steps = inner(seen(found))
        if len(steps) < 6:
            continue
        compared += 1
        said = field(found)
        span = max(max(one) - min(one) + 1 for one in steps.values())
        first, last = min(steps), max(steps)
        stride = (min(steps[last]) - min(steps[first])) / (last - first)
        narrow = span < said.span and not strides_over_copies(found)
        if span > said.span or narrow or abs(stride - said.stride) * (last - first) > SLACK:
            layers = "\n  ".join(f"{node.layer.kind} {node.layer.args}" for node in found.nodes)
            wrong.append(f"{index}: {said}, really span {span} stride {stride:.2f}\n  {layers}")
    assert not wrong, f"{len(wrong)} of {compared}:\n" + "\n".join(wrong[:5])
    assert compared >= 8


@pytest.mark.parametrize("padding", ["valid", "same", "causal"])
@pytest.mark.parametrize("dilation", [1, 3])
def test_a_field_begins_where_it_is_said_to_begin(padding: str, dilation: int) -> None:
    """Output step n sees from `stride·n + start` on."""
    args = {"filters": 1, "kernel_size": 4, "padding": padding, "dilation_rate": dilation, "kernel_initializer": ONES}
    found = graph([Layer("one", "Conv1D", args), Layer("two", "Conv1D", {**args, "kernel_size": 3})])
    said, steps = field(found), seen(found)
    assert min(steps[STEPS // 2]) == said.stride * (STEPS // 2) + said.start
    assert len(set(steps[STEPS // 2])) <= said.span


def test_two_ways_see_what_lies_between_their_ends() -> None:
    """Beside each other, a causal and a centred convolution see more than either."""
    args = {"filters": 1, "kernel_size": 3, "kernel_initializer": ONES}
    layers = [Layer("causal", "Conv1D", {**args, "padding": "causal"}), Layer("centred", "Conv1D", {**args, "padding": "same"})]
    nodes = (*(Node(layer.name, layer, (Ref("x"),)) for layer in layers),)
    both = Node("both", Layer("both", "Add", {}), (Ref("causal"), Ref("centred")))
    found = Graph("ways", (Input("x", TensorSpec((STEPS, FEATURES))),), (*nodes, both), (Output("y", Ref("both")),))
    one = seen(found)[STEPS // 2]
    assert max(one) - min(one) + 1 == field(found).span == 4


@pytest.mark.parametrize("name", ["LSTM", "GRU", "SimpleRNN", "Bidirectional"])
@pytest.mark.parametrize("sequences", [True, False])
def test_a_recurrent_layer_sees_all(name: str, sequences: bool) -> None:
    """A state has seen every step before it, so no number of steps is its field."""
    args: dict[str, Any] = {"units": 2, "return_sequences": sequences}
    layer = Layer("one", name, args if name != "Bidirectional" else {"layer": Layer("inner", "LSTM", args)})
    found = graph([Layer("conv", "Conv1D", {"filters": 2, "kernel_size": 3}), layer])
    assert field(found).span is None
