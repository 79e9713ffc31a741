"""Batches as `tf.data`: the same samples as the reference in NumPy, in an order that only seed and epoch decide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnndsl.data import DataError, Dataset, load
from rnndsl.ir.fitted import Fitted
from rnndsl.ir.graph import Graph, Input, Layer, Node, Ref
from rnndsl.ir.tensor import TensorSpec
from tests.probe.sections import WINDOWS, monthly, section

pytestmark = pytest.mark.slow
GRAPH = Graph("model", (), (), ())
PAIRS = """
  source: {tsv: pairs.tsv, columns: [english, french]}
  split: {validation: 2, test: 2}
  inputs: {a: {text: english}, b: {text: french, shift: 1, start: "[start]"}}
  targets: {c: {text: french, end: "[end]", encode: fr}}
"""


def series(folder: Path, rows: int = 100) -> Dataset:
    (folder / "sales.csv").write_text(monthly(rows))
    return load(section(WINDOWS + "  columns: {Sales: {transform: standardize}}\n", folder), GRAPH)


def together(batches: Any) -> tuple[np.ndarray, np.ndarray]:
    """Inputs and targets of all batches in a row."""
    pairs = [(np.asarray(inputs["history"]), np.asarray(targets)) for inputs, targets in batches]
    return np.concatenate([x for x, _ in pairs]), np.concatenate([y for _, y in pairs])


def test_gathered_windows(tmp_path: Path) -> None:
    """In order, the batches are the materialised windows, the last batch smaller unless it is dropped."""
    part = series(tmp_path).training
    inputs, targets = part.arrays()
    x, y = together(part.batches(16))
    np.testing.assert_array_equal(x, inputs["history"])
    np.testing.assert_array_equal(y, targets["forecast"])
    assert [len(y) for _, y in part.batches(16)] == [16, 16, 16, 14]
    assert [len(y) for _, y in part.batches(16, drop_remainder=True)] == [16, 16, 16]


def test_each_epoch_is_another_permutation(tmp_path: Path) -> None:
    """Shuffled, every epoch holds each sample once, in another order, that of the seed; an epoch can be entered directly."""
    part = series(tmp_path).training
    everything = np.sort(part.arrays()[1]["forecast"][:, 0])
    epochs = [together(part.batches(16, shuffle=True, seed=5, epoch=e).take(4))[1][:, 0] for e in range(3)]
    running = together(part.batches(16, shuffle=True, seed=5).take(12))[1][:, 0]
    np.testing.assert_array_equal(np.concatenate(epochs), running)
    for epoch in epochs:
        np.testing.assert_array_equal(np.sort(epoch), everything)
    assert not np.array_equal(epochs[0], epochs[1])
    other = together(part.batches(16, shuffle=True, seed=6).take(4))[1][:, 0]
    assert not np.array_equal(epochs[0], other)


@settings(max_examples=25, deadline=None)
@given(count=st.integers(1, 3000), epoch=st.integers(0, 2**40), seed=st.integers(0, 2**40))
def test_order_is_a_permutation(count: int, epoch: int, seed: int) -> None:
    """Every epoch of every seed visits each sample once, whatever the sizes."""
    import tensorflow as tf

    from rnndsl.data.batches import order

    found = order(tf.range(count, dtype=tf.int64), tf.constant(epoch, tf.int64), seed, count)
    np.testing.assert_array_equal(np.sort(found.numpy()), np.arange(count))


def test_inputs_and_targets_stay_together(tmp_path: Path) -> None:
    """A shuffled window keeps its own target."""
    part = series(tmp_path).training
    inputs, targets = part.arrays()
    known = {x.tobytes(): y for x, y in zip(inputs["history"], targets["forecast"], strict=True)}
    x, y = together(part.batches(7, shuffle=True, seed=1).take(9))
    for one, other in zip(x, y, strict=True):
        np.testing.assert_array_equal(known[one.tobytes()], other)


def translation(folder: Path, length: int | None) -> Dataset:
    (folder / "pairs.tsv").write_text("".join(f"word {i}\tun mot{' long' * (i % 3)} {i}\n" for i in range(20)))
    layer = Layer("fr", "TextVectorization", {"output_sequence_length": length, "standardize": "lower"})
    graph = Graph("model", (Input("b", TensorSpec((), "string")),), (Node("fr", layer, (Ref("b"),)),), ())
    return load(section(PAIRS, folder), graph)


def test_teacher_forcing(tmp_path: Path) -> None:
    """The input begins with the start token, the target ends with the end token; both are in the vocabulary's texts, which
    are those of the training part alone."""
    dataset = translation(tmp_path, 8)
    texts = [text.decode() for batch in dataset.texts("fr").as_numpy_iterator() for text in batch]
    assert len(texts) == dataset.training.samples == 16
    assert all(text.startswith("[start] un mot") and text.endswith(" [end]") for text in texts)
    with pytest.raises(DataError, match="`c` is text"):
        dataset.training.batches(4)
    words = ("", "[UNK]", "[start]", "[end]", "un", "mot", "long", *map(str, range(20)))
    encoded = dataset.with_fitted(Fitted({"fr": {"vocabulary": list(words)}}, {"fr": len(words)}))
    inputs, targets = next(iter(encoded.training.batches(16)))
    text = inputs["b"].numpy()[0].decode()
    assert text.split()[0] == "[start]"
    assert [words[i] for i in targets.numpy()[0] if i] == [*text.split()[1:], "[end]"]
    assert targets.shape == (16, 8)
    assert targets.dtype == np.int64


def test_batches_as_long_as_their_longest_text(tmp_path: Path) -> None:
    """Where the text layer has no fixed length, each batch of ids is as long as its longest text."""
    words = ("", "[UNK]", "[start]", "[end]", "un", "mot", "long", *map(str, range(20)))
    dataset = translation(tmp_path, None).with_fitted(Fitted({"fr": {"vocabulary": list(words)}}, {"fr": len(words)}))
    for inputs, targets in dataset.training.batches(3):
        longest = max(len(text.decode().split()) for text in inputs["b"].numpy())
        assert targets.shape[1] == longest


def test_a_layer_without_texts(tmp_path: Path) -> None:
    """A text layer that meets no text of the data can't learn its vocabulary."""
    with pytest.raises(DataError, match="`en` learns its vocabulary from texts"):
        translation(tmp_path, 8).texts("en")
