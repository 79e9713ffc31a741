"""What holds for the file of every kind, without Keras: names, words, defaults, ports."""

from __future__ import annotations

import os

import pytest

from rnndsl import layers
from rnndsl.ir.fields import REQUIRED, Either, ListOf
from rnndsl.layers import kind, kind_names
from rnndsl.layers.bidirectional import RECURRENT
from rnndsl.layers.kind import complete

KINDS = [kind(name) for name in kind_names()]
each_kind = pytest.mark.parametrize("found", KINDS, ids=lambda k: k.name)


def test_every_file_holds_the_kind_that_it_is_named_after():
    """`lstm.py` holds LSTM; what a family shares begins with an underscore."""
    files = {f[:-3] for f in os.listdir(os.path.dirname(layers.__file__)) if f.endswith(".py") and not f.startswith("_")}
    assert files - {"kind"} == {name.lower() for name in kind_names()}
    assert all(kind(name).name == name for name in kind_names())


@each_kind
def test_editors_get_a_sentence_for_everything(found):
    """The kind and each of its parameters say what they are, in a sentence with an end."""
    assert found.doc.endswith(".")
    assert [e.name for e in found.entries() if not e.doc.strip() or e.doc != e.doc.strip()] == []
    assert [e.name for e in found.entries() if not e.doc.endswith(".")] == []


@each_kind
def test_parameters_have_one_name_and_a_default_that_they_allow(found):
    """A scalar default passes its own field."""
    names = [e.name for e in found.entries()]
    assert len(names) == len(set(names))
    for entry in found.entries():
        if entry.default is not REQUIRED and not isinstance(entry.default, (list, tuple)) and _judges_scalars(entry.type):
            assert entry.type.problem(entry.default) is None, entry.name


@each_kind
def test_the_words_are_those_that_rules_know(found):
    """What becomes of the mask, how many inputs, which ports, which arguments only the data may tell, and where time goes."""
    assert found.masks in ("passes", "drops", "loses", "own")
    assert found.high is None or found.low <= found.high
    assert {*found.dimensional, *found.learned} <= {e.name for e in found.parameters}
    assert found.per_step or not found.needs_time
    required = {e.name: 2 for e in found.parameters if e.default is REQUIRED}
    if not any(e.type.__class__.__name__ == "LayerField" for e in found.parameters):
        assert found.ports(complete(found, required))[0] == ""


def test_bidirectional_takes_every_recurrent_kind():
    """A new recurrent layer is listed there too; the wrapper itself cannot be wrapped."""
    assert set(RECURRENT.kinds) == {found.name for found in KINDS if found.recurrent} - {"Bidirectional"}


def test_a_name_that_is_no_kind_is_none():
    """Whatever stands in a file: no import of anything else, no error."""
    for name in ("lstm", "Lstm", "kind", "Kind", "_ranks", "__init__", "../kind", "L STM", "Ünïcode", ""):
        assert kind(name) is None


def _judges_scalars(field) -> bool:
    """Lists and mappings are walked by whoever holds the nodes."""
    options = field.options if isinstance(field, Either) else (field,)
    return not any(isinstance(option, ListOf) for option in options)
