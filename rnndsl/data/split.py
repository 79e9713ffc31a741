"""Which samples train, validate and test: contiguous where rows have an order, else a seeded shuffle, stratified on wish.

A split is a pure function of the number of samples, the labels and the seed; it does not change with versions of NumPy
(`RandomState` keeps its stream for ever).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from rnndsl.probe.parts import PARTS, Split, part_sizes

Rows = npt.NDArray[np.intp]


def split(rows: int, settings: Split, labels: npt.NDArray[np.int32] | None = None) -> dict[str, Rows]:
    """Row numbers of each part, all rows exactly once; with `labels` (rows,) each class keeps its share in every part."""
    sizes = part_sizes(rows, settings)
    if labels is not None:
        return _stratified(sizes, labels, settings)
    order: Rows = np.arange(rows)
    if settings.shuffle:
        order = np.random.RandomState(settings.seed).permutation(rows)
    borders = np.cumsum([sizes[part] for part in PARTS])[:-1]
    return dict(zip(PARTS, np.split(order, borders), strict=True))


def _stratified(sizes: dict[str, int], labels: npt.NDArray[np.int32], settings: Split) -> dict[str, Rows]:
    order = np.random.RandomState(settings.seed).permutation(len(labels)) if settings.shuffle else np.arange(len(labels))
    ordered = labels[order]
    counts = np.bincount(labels)
    test = shares(counts, sizes["test"])
    validation = shares(counts - test, sizes["validation"])
    place = np.empty(len(labels), dtype=np.intp)
    for label in range(len(counts)):
        members = np.flatnonzero(ordered == label)
        place[members] = np.arange(len(members))
    held, tried = test[ordered], validation[ordered]
    inside = {"test": place < held, "validation": (place >= held) & (place < held + tried), "training": place >= held + tried}
    return {part: order[inside[part]] for part in PARTS}


def shares(counts: npt.NDArray[np.intp], total: int) -> npt.NDArray[np.intp]:
    """`total` dealt out in proportion to `counts`, by largest remainders; never more than a count.

    >>> shares(np.array([50, 30, 20]), 9).tolist()
    [4, 3, 2]
    """
    ideal = counts * (total / max(counts.sum(), 1))
    dealt = np.floor(ideal).astype(np.intp)
    most = np.argsort(-(ideal - dealt), kind="stable")[: total - int(dealt.sum())]
    dealt[most] += 1
    bounded: npt.NDArray[np.intp] = np.minimum(dealt, counts)
    return bounded
