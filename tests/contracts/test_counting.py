"""What is counted is true: multiply-adds are those of TensorFlow's profiler, parameters and optimizer variables those of Keras.

Each kind that works is found by its hook, not listed. Loops are unrolled first, since the profiler sees a loop's body once.
"""

from __future__ import annotations

import inspect
from math import prod
from typing import Any

import pytest

from rnndsl import objects
from rnndsl.analysis.count import count
from rnndsl.analysis.infer import infer
from rnndsl.analysis.settle import settled
from rnndsl.backend.build import build
from rnndsl.backend.emit import emit
from rnndsl.diagnostics.record import replace
from rnndsl.ir.bytes import width
from rnndsl.ir.counted import Counted
from rnndsl.ir.dims import multiply, total
from rnndsl.ir.fitted import Fitted
from rnndsl.ir.graph import Graph, Input, Layer, Named, Node, Output, Ref
from rnndsl.layers import kind as find_kind
from rnndsl.layers import kind_names
from rnndsl.layers.kind import Kind

from ..backend.handmade import call, entry, every, layer, value
from .draw import Case, draw_case
from .first_batch import BATCH, FREE
from .observe import announced
from .profiled import products

pytestmark = pytest.mark.slow

SIZES = {"T": FREE, "V": 7}
WORKING = [name for name in kind_names() if find_kind(name).multiply_adds.__func__ is not Kind.multiply_adds]
PASSED_ON = {"TimeDistributed": "it hands every step's mask to the layer inside", "Pipeline": "so does it"}
LAYERS = [name for name in kind_names() if name != "Input" and find_kind(name).target.startswith("keras.layers.")]


def graph_of(case: Case) -> Graph:
    """A model of the one layer of a case, every size a number."""
    at_call = {entry.name for entry in find_kind(case.kind).call_parameters} & set(case.args)
    layer = Layer("layer", case.kind, {name: v for name, v in case.args.items() if name not in at_call})
    tensors = (*case.inputs, *case.states)
    refs = tuple(Ref(f"x{k}") for k in range(len(tensors)))
    given = {name: case.args[name] for name in at_call}
    node = Node("layer", layer, refs[: len(case.inputs)], refs[len(case.inputs) :], None, given)
    inputs = tuple(Input(ref.node, tensor) for ref, tensor in zip(refs, tensors, strict=True))
    return settled(Graph("one", inputs, (node,), (Output("layer", Ref("layer")),), batch_size=BATCH), SIZES)


def counted(graph: Graph) -> Counted | None:
    """The graph counted, or None where inference refuses its layer or knows no shape."""
    typed = infer(graph, SIZES)
    node = typed.nodes["layer"]
    return None if node.fault is not None or not node.outputs[0].known else count(typed)


def model_of(case: Case, graph: Graph) -> tuple[Any, Any]:
    """The Keras layer of the case and a model of it alone, loops unrolled."""
    import keras

    node, tensors = graph.nodes[0], [entry.tensor for entry in graph.inputs]
    some = len(case.inputs)
    layer, inputs, outputs = announced(
        Case(case.kind, {**node.layer.args, **node.call_args}, tuple(tensors[:some]), tuple(tensors[some:]), BATCH)
    )
    for part in layer._flatten_layers() if hasattr(layer, "_flatten_layers") else ():
        if hasattr(part, "unroll"):
            part.unroll = True
    return layer, keras.Model(inputs, outputs)


def numeric(graph: Graph) -> bool:
    """True if no input keeps a length that depends on another."""
    return all(isinstance(dim, int) for entry in graph.inputs for dim in entry.tensor.dims)


@pytest.mark.parametrize("name", WORKING)
def test_multiply_adds_are_those_of_the_profiler(name: str, draws: int, seed: int) -> None:
    """Every product that TensorFlow computes is counted, and nothing else."""
    wrong, compared = [], 0
    for index in range(max(draws, 80)):
        if compared >= max(draws // 4, 6):
            break
        case = draw_case(name, seed, index)
        graph = graph_of(case)
        found = counted(graph)
        if found is None or not isinstance(found.multiply_adds, int) or not numeric(graph):
            continue
        try:
            _, model = model_of(case, graph)
            seen = products(model, BATCH)
        except Exception as error:  # what Keras or TensorFlow cannot trace is for the differential contract to judge
            print(f"{case}\n  {error!r:.200}")
            continue
        if seen is None:
            continue
        compared += 1
        if seen.total() != BATCH * found.multiply_adds:
            wrong.append(f"{case}\n  counted {BATCH * found.multiply_adds}, TensorFlow {dict(seen)}")
    assert not wrong, f"{len(wrong)} of {compared}:\n" + "\n".join(wrong[:4])
    assert compared >= 2


@pytest.mark.parametrize("name", LAYERS)
def test_kinds_read_masks_that_keras_gives_a_mask(name: str) -> None:
    """A kind reads masks exactly if the layer's call takes one."""
    import keras

    taken = inspect.signature(getattr(keras.layers, name).call).parameters
    wanted = any(word in taken for word in ("mask", "query_mask")) and name not in PASSED_ON
    assert find_kind(name).reads_mask == wanted


@pytest.mark.parametrize("name", sorted(every()))
def test_a_model_weighs_what_keras_says(name: str) -> None:
    """Parameters, trained ones and their bytes are those of the live model, shared layers once."""
    graph, fitted = every()[name]
    found, model = count(answered(graph, fitted)), build(emit(graph, fitted))
    assert found.weighed.parameters == model.count_params()
    assert found.weighed.trained == sum(prod(w.shape) for w in model.trainable_weights)
    assert found.weighed.bytes == sum(prod(w.shape) * width(str(w.dtype)) for w in model.weights if w.dtype != "string")


def answered(graph: Graph, fitted: Any) -> Any:
    """The graph typed, the sizes of fitted vocabularies put in."""
    sizes = {f"{name}.vocabulary_size": len(words) for name, words in fitted.vocabularies.items()}
    return infer(settled(graph, sizes), sizes)


OPTIMIZERS = sorted({found.name for found in objects.group("optimizers").values()})
SETTINGS: tuple[dict[str, Any], ...] = (
    {},
    {"use_ema": True},
    {"gradient_accumulation_steps": 2},
    {"amsgrad": True, "momentum": 0.9, "centered": True},
    {"exclude_layers": ["conv"], "exclude_embeddings": False},
    {"learning_rate": {"CosineDecay": {"initial_learning_rate": 0.1, "decay_steps": 10}}},
)


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("setting", range(len(SETTINGS)))
def test_optimizers_keep_what_is_counted(name: str, setting: int) -> None:
    """Numbers and bytes of the optimizer's variables, for weights of every rank, two dtypes and a shared layer."""
    known = {entry.name for entry in objects.group("optimizers")[name].parameters}
    args = {key: item for key, item in SETTINGS[setting].items() if key in known}
    if name == "LossScaleOptimizer":
        args["inner_optimizer"] = {"SGD": {"momentum": 0.9}}
    graph, fitted = weighty()
    graph = replace(graph, train=value({"optimizer": {name: args}}))
    found, model = count(answered(graph, fitted)), build(emit(graph, fitted))
    model.optimizer.build(model.trainable_variables)
    kept = model.optimizer.variables
    assert found.slots.parameters == sum(prod(v.shape) for v in kept)
    assert found.slots.bytes == sum(prod(v.shape) * width(str(v.dtype)) for v in kept)


def weighty() -> tuple[Graph, Fitted]:
    """Embeddings, a convolution, a shared dense layer, a recurrent layer in float64, a frozen one."""
    dense = layer("dense", "Dense", units=3)
    nodes = (
        call(layer("embedding", "Embedding", input_dim=7, output_dim=3), "ids"),
        call(dense, "embedding"),
        call(dense, "dense", name="dense@2"),
        call(layer("conv", "Conv1D", filters=4, kernel_size=2), "dense@2"),
        call(layer("gru", "GRU", units=2, dtype="float64"), "conv"),
        call(layer("frozen", "Dense", units=2, trainable=False), "gru"),
    )
    losses = {"y": Named("losses", "mse", {})}
    return Graph("weighty", (entry("ids", 5, dtype="int32"),), nodes, (Output("y", Ref("frozen")),), losses=losses), Fitted()


@pytest.mark.parametrize("name", sorted(every()))
def test_totals_are_sums(name: str) -> None:
    """Shares of the steps add up to the sequence, layers to the model, and no set of live tensors exceeds all of them."""
    graph, fitted = every()[name]
    found = count(answered(graph, fitted))
    for one in found.calls:
        if one.per_step is not None:
            assert multiply(one.per_step, one.steps) == one.multiply_adds
    assert found.multiply_adds == total(one.multiply_adds for one in found.calls)
    if isinstance(found.peak, int) and isinstance(found.activations, int):
        assert 0 < found.peak <= found.activations


def test_what_works_says_by_which_formula() -> None:
    """Every kind that counts multiply-adds has the formula for people to read, and no other kind has one."""
    named = {name for name in kind_names() if find_kind(name).work and not find_kind(name).inside}
    assert named == set(WORKING)
