"""The script reads as people write Keras: names, shapes as comments, short lines, long vocabularies beside it."""

from __future__ import annotations

import ast
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnndsl.analysis.infer import infer
from rnndsl.backend.emit import emit
from rnndsl.backend.render import WIDTH, render, side_files
from rnndsl.ir.graph import Graph, Output, Ref
from rnndsl.ir.program import Assign, Call, Entries, Items, Literal, Program

from .handmade import call, entry, every, forecaster, layer, seq2seq

FORECASTER = '''\
"""passengers: a Keras model, written by rnndsl; it needs nothing but Keras."""

import keras

keras.utils.set_random_seed(7)

history = keras.Input(shape=(24, 1), name="history")  # (N, 24, 1)

lstm = keras.layers.LSTM(
    units=8,
    kernel_regularizer="L2",
    return_sequences=True,
    name="lstm",
)(history)  # (N, 24, 8)
dropout = keras.layers.Dropout(rate=0.2, name="dropout")(lstm)  # (N, 24, 8)
gru = keras.layers.GRU(units=4, name="gru")(dropout)  # (N, 4)
dense = keras.layers.Dense(units=12, activation="linear", name="dense")(gru)  # (N, 12)

model = keras.Model(inputs={"history": history}, outputs=dense, name="passengers")
model.compile(
    optimizer=keras.optimizers.Adam(
        learning_rate=keras.optimizers.schedules.ExponentialDecay(
            initial_learning_rate=0.01,
            decay_steps=100,
            decay_rate=0.9,
        ),
    ),
    loss=keras.losses.Huber(delta=0.5),
    metrics=["mae"],
)

if __name__ == "__main__":
    model.summary()
'''


def test_a_chain_reads_like_this():
    """Arguments that say what Keras assumes anyway are left out; shapes stand behind each call."""
    graph = forecaster()
    assert render(emit(graph, typed=infer(graph))) == FORECASTER


@pytest.mark.parametrize("name", every())
def test_no_line_is_long_and_every_script_parses(name):
    """No line has more than 100 columns, except for a string that is longer itself."""
    graph, fitted = every()[name]
    script = render(emit(graph, fitted, infer(graph)))
    ast.parse(script)
    assert max(map(len, script.splitlines())) <= WIDTH


def test_long_vocabularies_lie_beside_the_script():
    """More than 100 tokens go to a JSON file, a few stand in the script."""
    program = emit(*seq2seq())
    script, files = render(program), side_files(program)
    assert list(files) == ["fr_vocabulary.json"]
    assert len(json.loads(files["fr_vocabulary.json"])) == 152
    assert '(here / "fr_vocabulary.json").read_text("utf-8")' in script
    assert 'en_vocabulary = ["", "[UNK]", "the", "a\\\\n"]' in script


def test_layers_named_like_python_words_get_other_variables():
    """`lambda`, `model`, `keras` as layer names keep their names in Keras only."""
    names = ("lambda", "model", "keras", "json")
    calls = [call(layer(name, "Dense", units=1), before) for before, name in zip(("x", *names), names, strict=False)]
    graph = Graph("words", (entry("x", 2),), tuple(calls), (Output("json", Ref("json")),))
    script = render(emit(graph))
    assert 'lambda_ = keras.layers.Dense(units=1, name="lambda")(x)' in script
    assert 'keras_ = keras.layers.Dense(units=1, name="keras")(model_)' in script
    ast.parse(script)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(SCALARS, lambda v: st.lists(v) | st.dictionaries(st.text(), v) | st.tuples(v), max_leaves=30)


@given(VALUES)
def test_literals_survive_printing(value):
    """Whatever a literal holds comes back from the script exactly, quotes, newlines and all."""
    program = Program(
        "", (Assign(("x",), Call("f", (), (("a", Items((Literal(value), Entries((("k", Literal(value)),))))),))),), "x"
    )
    tree = ast.parse(render(program))
    call_node = next(n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "f")
    again = ast.literal_eval(call_node.keywords[0].value)
    assert repr(again) == repr([value, {"k": value}])


@given(st.text())
def test_any_model_name_may_stand_in_the_docstring(name):
    """A name with quotes or backslashes does not break the script."""
    ast.parse(render(Program(name, (), "model")))
