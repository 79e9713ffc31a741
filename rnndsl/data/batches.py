"""Batches as `tf.data`: every batch is gathered by row numbers that are a pure function of the seed, the epoch and its place.

So an epoch can be entered anywhere, in any process, and holds the same samples in the same order.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import tensorflow as tf

from .feeds import Feed


def batches(
    rows: npt.NDArray[np.intp],
    inputs: dict[str, Feed],
    targets: dict[str, Feed],
    batch_size: int,
    shuffle: bool = False,
    seed: int = 0,
    drop_remainder: bool = False,
    epoch: int = 0,
) -> tf.data.Dataset:
    """Batches of `(inputs, targets)`: dicts by name; a single target is the bare tensor.

    Without `shuffle` the samples come once, in order. With it the dataset never ends: each epoch is another permutation,
    beginning with that of number `epoch`; the last batch of an epoch is smaller unless `drop_remainder`.
    """
    count = len(rows)
    steps = count // batch_size if drop_remainder else -(-count // batch_size)
    index = tf.constant(rows, tf.int64)
    reads = {name: feed.tensor() for name, feed in inputs.items()}
    wants = {name: feed.tensor() for name, feed in targets.items()}

    def gather(step: Any) -> Any:
        first = step % steps * batch_size
        place = tf.range(first, tf.minimum(first + batch_size, count))
        if shuffle:
            place = order(place, step // steps, seed, count)
        chosen = tf.gather(index, place)
        found = {name: want(chosen) for name, want in wants.items()}
        return {name: read(chosen) for name, read in reads.items()}, found if len(found) > 1 else next(iter(found.values()))

    start = epoch * steps
    numbers = tf.data.Dataset.counter(start) if shuffle and steps else tf.data.Dataset.range(start * 0, steps)
    return numbers.map(gather, num_parallel_calls=tf.data.AUTOTUNE, deterministic=True).prefetch(tf.data.AUTOTUNE)


def order(place: tf.Tensor, epoch: tf.Tensor, seed: int, count: int) -> tf.Tensor:
    """Which sample stands at each place of an epoch: a permutation of `count` samples for every (seed, epoch)."""
    mixed = tf.stack([tf.cast(epoch, tf.int64), tf.constant(seed, tf.int64)])
    return tf.random.experimental.index_shuffle(place, seed=mixed, max_index=tf.constant(count - 1, tf.int64))
