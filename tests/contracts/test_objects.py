"""Every named object is what the installed Keras has: same names, arguments, defaults and spellings, nothing forgotten."""

from __future__ import annotations

import inspect
from functools import cache

import pytest

from rnndsl import objects
from rnndsl.ir.fields import REQUIRED

from .test_found import UNKNOWN

pytestmark = pytest.mark.slow


@cache
def module(group):
    import keras

    return keras.optimizers.schedules if group == "schedules" else getattr(keras, group)


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
    hidden = set(UNKNOWN[group]) | {"LossFunctionWrapper"}
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


def named_snake(name):
    from rnndsl.objects._table import snake

    return snake(name)
