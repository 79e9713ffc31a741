"""The table says what `model.summary()` would say, before Keras is there."""

from __future__ import annotations

from rnndsl.analysis.infer import infer
from rnndsl.backend.table import rows, text, totals

from .handmade import measured, seq2seq, siamese

SIAMESE = """\
Layer      Kind                    Output shape  Parameters  Connected to
─────────  ──────────────────────  ────────────  ──────────  ────────────────
a          Input                   (N, T, 2)              0
b          Input                   (N, T, 2)              0
tower      Bidirectional(GRU)      (N, T, 6)            126  a
tower@2    Bidirectional(GRU)      (N, T, 6)         shared  b
attention  Attention               (N, T, 6)              1  tower, tower@2
add        Add                     (N, T, 6)              0  tower, attention
steps      TimeDistributed(Dense)  (N, T, 2)             14  add
pool       GlobalAveragePooling1D  (N, 6)                 0  add
class      Dense                   (N, 3)                21  pool
─────────  ──────────────────────  ────────────  ──────────  ────────────────
162 parameters, 162 of them trained
"""


def test_a_shared_layer_counts_once():
    """The second call of a layer has a row of its own and no parameters of its own."""
    assert text(infer(siamese())) == SIAMESE


def test_states_are_named():
    """States are shown as outputs of the encoder and as what the decoder reads."""
    found = {row.layer: row for row in rows(infer(seq2seq()[0]))}
    assert found["encoder"].output == "(N, 5) · h (N, 5) · c (N, 5)"
    assert found["decoder"].connected == "embedding_1, states encoder.h, encoder.c"
    assert found["embedding"].parameters == "4·en.vocabulary_size"


def test_what_training_leaves_alone_is_not_counted_as_trained():
    """Moving averages of BatchNormalization are parameters, but not trained ones; fitted moments of Normalization are none."""
    everything, trained = totals(infer(measured()[0]))
    assert (everything, trained) == ("141", "133")
