"""Greedy decoding with a trained sequence-to-sequence model: the encoder once, then the best token at every step.

Shapes never change while decoding, so TensorFlow compiles the loop once. Padding ends a text as the end token does, and
`[UNK]` is never written: nobody can read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf

from rnndsl.backend.build import build
from rnndsl.backend.emit import emit
from rnndsl.backend.layer_names import keras_name
from rnndsl.ir.fitted import Fitted
from rnndsl.ir.graph import Graph
from rnndsl.ir.typed import Typed
from rnndsl.runtime.decoder import IDS, split
from rnndsl.runtime.extensions import classes_of
from rnndsl.runtime.learned import learned

PADDING, UNKNOWN = 0, 1
LONGEST = 64  # tokens, where the text layer does not say how long its output is
BATCH = 256


class Greedy:
    """Decodes texts with `model`, whose graph is `typed`: `shifted` is the input with `shift: 1`, `output` the target's name.

    `start` and `end` are the tokens that the file sets around its texts. Raises ValueError if the graph has no such halves.
    """

    def __init__(self, model: keras.Model, typed: Typed, shifted: str, output: str, start: str, end: str) -> None:
        halves = split(typed, shifted, output)
        fitted = learned(model)
        self.encoder = _half(halves.encoder, fitted, model) if halves.encoder else None
        self.carried = [made.name for made in halves.encoder.outputs] if halves.encoder else []
        self.decoder = _half(halves.decoder, fitted, model)
        self.layer = model.get_layer(keras_name(halves.reader))
        self.vocabulary = np.asarray(self.layer.get_vocabulary(), dtype=object)
        self.length = int(self.layer.get_config()["output_sequence_length"] or LONGEST)
        self.start = self._ids(start)
        self.end = int(self._ids(end)[0]) if end else PADDING
        self._run = tf.function(self._loop, reduce_retracing=True)

    def ids(self, inputs: Mapping[str, Any]) -> npt.NDArray[np.int64]:
        """Decode a batch of any size: the model's inputs by name (`shifted` may be absent) to ids (N, T), padded with 0."""
        samples = len(next(iter(inputs.values())))
        parts = [self._batch(inputs, slice(at, at + BATCH)) for at in range(0, samples, BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, self.length), np.int64)

    def texts(self, ids: npt.NDArray[np.int64]) -> list[str]:
        """Ids (N, T) as texts, up to the first end or padding."""
        joint = " " if self.layer.get_config()["split"] == "whitespace" else ""
        return [joint.join(self.vocabulary[row]).strip() for row in (until_end(row, self.end) for row in ids)]

    def _ids(self, text: str) -> npt.NDArray[np.int64]:
        ids: npt.NDArray[np.int64] = np.asarray(self.layer(tf.constant([text])))[0]
        kept: npt.NDArray[np.int64] = ids[ids != PADDING]
        return kept

    def _batch(self, inputs: Mapping[str, Any], rows: slice) -> npt.NDArray[np.int64]:
        batch = {name: tf.convert_to_tensor(values[rows]) for name, values in inputs.items()}
        made = {}
        if self.encoder is not None:
            made = self.encoder({name: batch[name] for name in self.encoder.input}, training=False)
            made = made if isinstance(made, dict) else {self.carried[0]: made}
        context = {n: made[n] if n in made else batch[n] for n in self.decoder.input if n != IDS}
        prefix = np.zeros((len(next(iter(batch.values()))), self.length), np.int64)
        prefix[:, : len(self.start)] = self.start[: self.length]
        return np.asarray(self._run(context, tf.constant(prefix)))

    def _loop(self, context: dict[str, Any], prefix: Any) -> Any:
        """Fill `prefix` (N, T) token by token; returns what was written, (N, T), beginning after the start token."""
        first, places = len(self.start) - 1, tf.range(self.length)[None, :]

        def goes_on(at: Any, ids: Any, written: Any, done: Any) -> Any:
            return tf.logical_and(at < self.length, tf.logical_not(tf.reduce_all(done)))

        def step(at: Any, ids: Any, written: Any, done: Any) -> tuple[Any, ...]:
            scores = tf.cast(self.decoder({**context, IDS: ids}, training=False)[:, at], tf.float32)
            readable = tf.one_hot(UNKNOWN, scores.shape[-1], on_value=scores.dtype.min, off_value=0.0)
            token = tf.where(done, tf.cast(PADDING, tf.int64), tf.argmax(scores + readable, axis=-1))
            ids = tf.where(places == at + 1, token[:, None], ids)
            written = tf.where(places == at - first, token[:, None], written)
            return at + 1, ids, written, tf.logical_or(done, tf.logical_or(token == self.end, token == PADDING))

        done = tf.zeros(tf.shape(prefix)[:1], tf.bool)
        return tf.while_loop(goes_on, step, (tf.constant(first), prefix, tf.zeros_like(prefix), done))[2]


def until_end(ids: npt.NDArray[np.int64], end: int) -> npt.NDArray[np.int64]:
    """The ids before the first end token or padding.

    >>> until_end(np.array([5, 7, 3, 9, 0]), end=3).tolist()
    [5, 7]
    """
    stops = np.flatnonzero((ids == end) | (ids == PADDING))
    return ids[: stops[0]] if len(stops) else ids


def _half(graph: Graph, fitted: Fitted, model: keras.Model) -> keras.Model:
    """A part of the graph as a model that shares nothing with `model` but the values of its weights."""
    half = build(emit(graph, fitted), classes_of(model, graph))
    for layer in half.layers:
        if layer.weights:
            layer.set_weights(model.get_layer(layer.name).get_weights())
    return half
