"""What the oldest and the newest Keras admitted offer is known, or refused with a reason: found, not remembered.

Arguments and defaults of what is known equal the constructor's, in order.
"""

from __future__ import annotations

import pytest

from rnndsl import objects
from rnndsl.ir.fields import REQUIRED
from rnndsl.layers import kind as find_kind
from rnndsl.layers import kind_names
from rnndsl.layers._calling import CALL_ARGUMENTS
from rnndsl.layers._refused import REFUSED
from rnndsl.layers.kind import COMMON

from .inventory import OLDEST, VERSIONS, inventory

pytestmark = pytest.mark.slow

LEFT_OUT = {  # arguments of layers
    "name": "the line's own `name:`",
    "lora_rank": "fine-tuning of a loaded model, which a file does not hold",
    "lora_alpha": "fine-tuning of a loaded model, which a file does not hold",
    "gptq_unpacked_column_size": "a note that Keras makes for itself while it quantises a trained model",
    "quantization_config": "an object for quantising a trained model",
    "weights": "arrays",
    "sparse": "sparse tensors, which no sequence layer takes",
    "ragged": "ragged tensors, which no sequence layer takes",
}
LEFT_TO_KERAS = (  # arguments of calls: tensors that Keras finds or wires itself, and what training decides
    "training",
    "mask",
    "initial_state",
    "key",
    "query_mask",
    "value_mask",
    "key_mask",
    "attention_mask",
    "count_weights",
)
UNKNOWN = {  # objects
    "activations": {
        "threshold": "has required arguments, and activations take none",
        "glu": "halves the last axis, which no layer announces",
    },
    "initializers": {
        "Initializer": "base class",
        "STFT": "needs SciPy, and no layer of a sequence model starts from it",
        "STFTInitializer": "the same",
    },
    "regularizers": {"Regularizer": "base class"},
    "constraints": {"Constraint": "base class"},
    "optimizers": {
        "Optimizer": "base class",
        "MultiOptimizer": "takes a mapping from patterns of variables to optimizer objects",
        "OptimizerMap": "not an optimizer",
    },
    "schedules": {"LearningRateSchedule": "base class"},
    "losses": {"Loss": "base class"},
    "metrics": {"Metric": "base class", "MeanMetricWrapper": "takes a Python function"},
    "callbacks": {
        "Callback": "base class",
        "CallbackList": "fit makes it",
        "History": "fit adds it",
        "ProgbarLogger": "fit adds it",
        "LambdaCallback": "takes Python functions",
        "LearningRateScheduler": "takes a Python function; a schedule is an optimizer's learning_rate",
    },
}


@pytest.fixture(params=VERSIONS)
def offered(request):
    """The inventory of one admitted Keras."""
    if request.param == "oldest" and not OLDEST.exists():
        pytest.skip("the oldest Keras is not beside this environment: `scripts/setup dev` puts it there")
    return inventory(request.param)


def test_the_versions_are_the_ends_of_what_is_admitted():
    """The oldest is the lower bound of pyproject.toml."""
    from .inventory import ROOT

    if not OLDEST.exists():
        pytest.skip("the oldest Keras is not beside this environment: `scripts/setup dev` puts it there")
    assert f'"keras>={inventory("oldest")["version"]},' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_every_layer_is_known_or_refused_with_a_reason(offered):
    """Each public class of keras.layers is a kind, or refused with a reason; no refusal is of yesterday."""
    layers = offered["layers"]
    assert not [name for name in layers if find_kind(name) is None and name not in REFUSED]
    assert not [name for name in REFUSED if name not in layers or find_kind(name) is not None]


def test_second_names_mean_what_they_mean_to_keras(offered):
    """A kind is found by a second name exactly where Keras offers its class under that name."""
    wrong = []
    for name, described in offered["layers"].items():
        found, defined = find_kind(name), described["name"]
        first = defined if defined in offered["layers"] else name  # GroupQueryAttention is defined as GroupedQueryAttention
        if found is not None and found.name != first:
            wrong.append(name)
    offered_names = {name for found in map(find_kind, kind_names()) for name in found.also}
    assert not wrong
    assert not offered_names - set(offered["layers"])


@pytest.mark.parametrize("name", [name for name in kind_names() if name not in ("Input",)])
def test_parameters_of_layers_are_those_of_keras(name, offered):
    """Names, order and defaults of all arguments of a layer (or operation) equal Keras', but for the ones left out."""
    kind = find_kind(name)
    place = "ops" if kind.target.startswith("keras.ops.") else "layers"
    common = {entry.name for entry in COMMON} if place == "layers" else set()
    wanted = [(n, default) for n, default in offered[place][name]["arguments"] if n not in {*LEFT_OUT, *common}]
    if place == "ops":
        wanted = wanted[kind.high or 1 if kind.spread else 1 :]  # the tensors come first
    assert [(entry.name, plain(entry.default)) for entry in kind.parameters] == wanted
    assert kind.doc
    assert all(entry.doc for entry in kind.parameters)


@pytest.mark.parametrize("name", [name for name in kind_names() if find_kind(name).target.startswith("keras.layers.")])
def test_call_arguments_are_those_of_keras(name, offered):
    """What Keras takes at the call besides tensors, and a file can hold, is known with its default."""
    given = offered["layers"][name].get("call", ()) if name != "Input" else ()
    wanted = {(n, default) for n, default in given if default != "required" and n not in LEFT_TO_KERAS}
    assert {(entry.name, entry.default) for entry in find_kind(name).call_parameters} == wanted


def test_the_language_knows_every_call_argument():
    """A `use:` line takes what some kind takes at its call, in the same words."""
    assert set(CALL_ARGUMENTS) == {entry for name in kind_names() for entry in find_kind(name).call_parameters}


@pytest.mark.parametrize("group", objects.GROUPS)
def test_every_object_is_known_or_refused_with_a_reason(group, offered):
    """What Keras offers and a file can hold, a file can name."""
    known = objects.group(group)
    assert not [name for name in offered[group] if name not in known and name not in UNKNOWN[group]]
    assert not [name for name in UNKNOWN[group] if name not in offered[group]], "a refusal of what Keras no longer has"


@pytest.mark.parametrize("group", objects.GROUPS)
def test_parameters_of_objects_are_those_of_keras(group, offered):
    """Names, order and defaults of all arguments equal the constructor's."""
    for named in set(objects.group(group).values()):
        if named.target:
            wanted = [tuple(argument) for argument in offered[group][named.name]["arguments"]]
            assert [(entry.name, plain(entry.default)) for entry in named.parameters] == wanted, named.name


def plain(default):
    if default is REQUIRED:
        return "required"
    return [plain(item) for item in default] if isinstance(default, tuple) else default
