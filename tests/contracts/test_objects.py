"""Every named object is what the installed Keras has: same names, arguments, defaults and spellings, nothing forgotten."""

from __future__ import annotations

import inspect
from functools import cache

import pytest

from rnndsl import objects
from rnndsl.ir.fields import REQUIRED

pytestmark = pytest.mark.slow

EXCLUDED = {
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
FUNCTIONS = ("deserialize", "serialize", "get")


@cache
def module(group):
    import keras

    return keras.optimizers.schedules if group == "schedules" else getattr(keras, group)


def public(group):
    """The names that Keras offers in a group: functions for activations, classes elsewhere (not the lower-case aliases)."""
    wanted = inspect.isfunction if group == "activations" else inspect.isclass
    names = [n for n in dir(module(group)) if not n.startswith("_") and wanted(getattr(module(group), n))]
    return [n for n in names if n not in FUNCTIONS and (group == "activations" or n[0].isupper())]


@pytest.mark.parametrize("group", objects.GROUPS)
def test_every_public_object_is_known_or_refused_with_a_reason(group):
    """What Keras offers and a file can hold, a file can name."""
    known = objects.group(group)
    missing = [n for n in public(group) if n not in known and n not in EXCLUDED[group]]
    assert not missing
    assert not [n for n in EXCLUDED[group] if not hasattr(module(group), n)], "an exclusion that Keras no longer has"


@pytest.mark.parametrize("group", objects.GROUPS)
def test_parameters_are_those_of_keras(group):
    """Names, order and defaults of all arguments equal the constructor's."""
    for named in set(objects.group(group).values()):
        if not named.target:
            continue
        given = inspect.signature(getattr(module(group), named.name)).parameters.values()
        wanted = [(p.name, plain(p.default)) for p in given if p.kind is not p.VAR_KEYWORD]
        assert [(e.name, plain(e.default)) for e in named.parameters] == wanted, named.name


@pytest.mark.parametrize("group", [g for g in objects.GROUPS if g not in ("callbacks", "schedules")])
def test_spellings_are_those_of_keras(group):
    """Every spelling means the same object to Keras, and every spelling of Keras is known."""
    import keras.src

    table = objects.group(group)
    for spelling, named in table.items():
        if "class only" in named.traits:
            with pytest.raises((ValueError, TypeError, KeyError)):
                module(group).get(spelling)
        elif "automatic" not in named.traits and not required(named):
            found = module(group).get(spelling)
            name = found.__name__ if inspect.isfunction(found) else type(found).__name__
            assert named.name == name or spelling in (name, *named.aliases), spelling
    internal = getattr(keras.src, group).ALL_OBJECTS_DICT
    lower = {s.lower() for s in table} if group == "optimizers" else set(table)
    hidden = set(EXCLUDED[group]) | {"LossFunctionWrapper"}
    hidden |= {snake for n in hidden for snake in (n.lower(), named_snake(n))}
    assert not [s for s in internal if s not in lower and s not in hidden]


@pytest.mark.parametrize("group", [g for g in objects.GROUPS if g not in ("callbacks", "schedules")])
def test_every_spelling_is_emitted_as_keras_takes_it(group):
    """What the script says for a bare name is something that Keras makes the object of."""
    from rnndsl.backend.build import evaluate
    from rnndsl.backend.expressions import named_object
    from rnndsl.ir.fitted import Fitted

    for spelling, named in objects.group(group).items():
        if "automatic" not in named.traits and not required(named):
            assert module(group).get(evaluate(named_object(group, spelling, {}, Fitted()), {})) is not None, spelling


@pytest.mark.parametrize("group", objects.GROUPS)
def test_defaults_fit_their_own_types(group):
    """No default is refused by the field that describes it, and every parameter is explained."""
    for named in set(objects.group(group).values()):
        assert named.doc, named.name
        for entry in named.parameters:
            assert entry.doc.endswith((".", "?")), (named.name, entry.name)
            if entry.default is not REQUIRED and not isinstance(entry.default, tuple):
                assert entry.type.problem(entry.default) is None, (named.name, entry.name)


def test_losses_broadcast_exactly_where_their_traits_say():
    """Keras computes on targets (8, 1) and predictions (8, 5) for these losses and refuses it for the others."""
    import numpy as np

    rng = np.random.default_rng(0)
    for named in set(objects.group("losses").values()):
        if {"sparse", "pairwise"} & set(named.traits):
            continue
        loss = module("losses").__dict__[named.name]()
        try:
            silent = bool(np.isfinite(float(loss(rng.uniform(0.1, 0.9, (8, 1)), rng.uniform(0.1, 0.9, (8, 5))))))
        except Exception:
            silent = False
        assert silent == ("broadcasts" in named.traits), named.name


def test_losses_take_logits_exactly_where_their_traits_say():
    """The trait tells that there is an argument `from_logits`."""
    for group in ("losses", "metrics"):
        for named in set(objects.group(group).values()):
            assert ("logits" in named.traits) == any(e.name == "from_logits" for e in named.parameters), named.name


def required(named):
    return any(e.default is REQUIRED for e in named.parameters)


def plain(default):
    if default in (inspect.Parameter.empty, REQUIRED):
        return "required"
    return list(default) if isinstance(default, tuple) else default


def named_snake(name):
    from rnndsl.objects._table import snake

    return snake(name)
