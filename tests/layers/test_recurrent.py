"""What SimpleRNN, GRU, LSTM and Bidirectional say about themselves and about calls that cannot work."""

from __future__ import annotations

import pytest

from rnndsl.ir.dims import Sym, show, show_shape, total
from rnndsl.ir.graph import Layer
from rnndsl.ir.tensor import Mask, TensorSpec
from rnndsl.ir.typed import Refusal
from rnndsl.layers import kind
from rnndsl.layers.kind import Call, complete

SEQUENCE = TensorSpec((24, 8))
T, V = Sym("T"), Sym("en.vocabulary_size", fixed=True)


def call(name, *inputs, states=(), batch_size=None, **args):
    """The answer of a kind to one call."""
    found = kind(name)
    return found.infer(Call(complete(found, args), inputs or (SEQUENCE,), states, batch_size, name.lower()))


def fault(name, *inputs, **args):
    """The fault of a call that is refused."""
    with pytest.raises(Refusal) as refused:
        call(name, *inputs, **args)
    return refused.value.fault


@pytest.mark.parametrize(("name", "parameters"), [("LSTM", 18688), ("GRU", 14208), ("SimpleRNN", 4672)])
def test_parameters_follow_the_known_formulas(name, parameters):
    """LSTM 4·(f·u + u² + u), GRU 3·(f·u + u² + 2·u), SimpleRNN f·u + u² + u, for f = 8 and u = 64."""
    assert total(w.parameters for w in call(name, units=64).weights) == parameters


def test_parameters_of_a_size_that_only_data_will_tell():
    """A fixed symbol stays readable in the shapes of weights."""
    kernel = call("LSTM", TensorSpec((24, V)), units=64).weights[0]
    assert show_shape(kernel.shape) == "(N, en.vocabulary_size, 256)"
    assert show(call("LSTM", units=V).weights[0].shape[-1]) == "4·en.vocabulary_size"


def test_a_vector_is_refused_in_keras_words():
    """Rank 2 into a recurrent layer is a fault of rank that says what Keras would."""
    found = fault("LSTM", TensorSpec((64,)), units=32)
    assert (found.what, found.input, found.keras) == ("rank", 0, "expected ndim=3, found ndim=2")


def test_unknown_features_are_refused_and_fixed_ones_are_not():
    """The kernel needs the number of features when it is built."""
    assert fault("GRU", TensorSpec((24, T)), units=3).what == "axis"
    assert call("GRU", TensorSpec((T, V)), units=3).outputs[0].shape == (3,)


@pytest.mark.parametrize(("sequences", "kept"), [(True, True), (False, False)])
def test_the_mask_survives_only_with_sequences(sequences, kept):
    """A mask over time steps says nothing about a single vector."""
    masked = TensorSpec((24, 8), mask=Mask((24,), "masking"))
    out = call("LSTM", masked, units=3, return_sequences=sequences, return_state=True).outputs
    assert [t.mask is not None for t in out] == [kept, False, False]


def test_ports_name_the_states():
    """`encoder.h` and `encoder.c` are there exactly when `return_state` asks for them."""
    assert kind("LSTM").ports(complete(kind("LSTM"), {"return_state": True})) == ("", "h", "c")
    assert kind("GRU").ports(complete(kind("GRU"), {"return_state": True})) == ("", "h")
    assert kind("GRU").ports(complete(kind("GRU"), {})) == ("",)


def test_states_of_the_wrong_number_or_width_are_refused():
    """An LSTM needs [h, c] of its own width; too many states fail too, but for a GRU, which reads the first one."""
    h = TensorSpec((3,))
    assert fault("LSTM", units=3, states=(h,)).what == "states"
    assert fault("LSTM", units=3, states=(h, TensorSpec((4,)))).facts["index"] == 1
    assert fault("SimpleRNN", units=3, states=(h, h)).what == "states"
    assert call("GRU", units=3, states=(h, h)).outputs[0].shape == (3,)


def test_stateful_needs_a_batch_size():
    """Keras keeps one state per sample of the batch."""
    assert fault("LSTM", units=3, stateful=True).what == "batch"
    assert call("LSTM", units=3, stateful=True, batch_size=2)


def test_cudnn_demanded_but_impossible():
    """`use_cudnn: true` with an activation that cuDNN has not names what stands in its way."""
    found = fault("LSTM", units=3, use_cudnn=True, recurrent_dropout=0.1, unroll=True)
    assert found.facts["slow"] == ("recurrent_dropout", "unroll")
    assert fault("GRU", units=3, use_cudnn=True, reset_after=False).facts["slow"] == ("reset_after",)


def wrapped(inner="LSTM", name="lstm", **args):
    """A recurrent layer as an argument."""
    return Layer(name, inner, {"units": 64, **args})


@pytest.mark.parametrize(("mode", "shapes"), [("concat", [(128,)]), ("sum", [(64,)]), (None, [(64,), (64,)])])
def test_bidirectional_merges_both_halves(mode, shapes):
    """Concatenation doubles the width; without merging there are two outputs."""
    result = call("Bidirectional", layer=wrapped(), merge_mode=mode)
    assert [t.shape for t in result.outputs] == shapes
    assert total(w.parameters for w in result.weights) == 2 * 18688
    assert result.weights[0].name == "forward_lstm/kernel"


def test_bidirectional_ports_say_which_half():
    """States come in the order forward, backward."""
    args = complete(kind("Bidirectional"), {"layer": wrapped(return_state=True)})
    assert kind("Bidirectional").ports(args) == ("", "forward_h", "forward_c", "backward_h", "backward_c")
    args = complete(kind("Bidirectional"), {"layer": wrapped("GRU", return_state=True), "merge_mode": None})
    assert kind("Bidirectional").ports(args) == ("", "backward", "forward_h", "backward_h")


@pytest.mark.parametrize(
    ("args", "argument"),
    [
        ({"layer": Layer("dense", "Dense", {"units": 3})}, "layer"),
        ({"layer": wrapped(go_backwards=True)}, "go_backwards"),
        ({"layer": wrapped(), "backward_layer": wrapped(go_backwards=True, return_sequences=True)}, "return_sequences"),
        ({"layer": wrapped(), "backward_layer": wrapped(go_backwards=True, units=32), "merge_mode": "sum"}, "backward_layer"),
    ],
)
def test_halves_that_do_not_fit_are_refused(args, argument):
    """Both halves are recurrent, run in different directions, and return the same things."""
    found = fault("Bidirectional", **args)
    assert (found.what, found.argument) == ("argument", argument)
