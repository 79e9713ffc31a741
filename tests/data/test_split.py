"""Splits: every sample once, sizes as asked for, classes in proportion, the same for the same seed for ever."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rnndsl.data.split import shares, split
from rnndsl.probe.parts import PARTS, Split, part_sizes

labels = st.lists(st.integers(0, 4), min_size=1, max_size=300).map(lambda found: np.array(found, dtype=np.int32))


@settings(max_examples=80, deadline=None)
@given(labels=labels, seed=st.integers(0, 99), shuffle=st.booleans(), stratified=st.booleans())
def test_each_sample_once(labels: np.ndarray, seed: int, shuffle: bool, stratified: bool) -> None:
    """The parts are disjoint, cover everything, and have the sizes that lint announced."""
    settings_ = Split("20%", "10%", None, shuffle, seed)
    parts = split(len(labels), settings_, labels if stratified else None)
    assert sorted(np.concatenate([parts[p] for p in PARTS]).tolist()) == list(range(len(labels)))
    assert {p: len(parts[p]) for p in PARTS} == part_sizes(len(labels), settings_)


@settings(max_examples=80, deadline=None)
@given(labels=labels, seed=st.integers(0, 99))
def test_stratified(labels: np.ndarray, seed: int) -> None:
    """Each class's share of a part differs from its share of the whole by less than one sample of rounding per part."""
    parts = split(len(labels), Split("20%", "10%", "y", True, seed), labels)
    counts = np.bincount(labels, minlength=5)
    test = np.bincount(labels[parts["test"]], minlength=5)
    assert (np.abs(test - counts * len(parts["test"]) / len(labels)) < 1).all()


def test_shuffle_is_fixed_for_ever() -> None:
    """A seed means the same test part on every machine and with every NumPy."""
    assert split(12, Split("25%", "25%", None, True, 7))["test"].tolist() == [6, 9, 4]
    assert split(12, Split("25%", "25%", None, True, 8))["test"].tolist() != [6, 9, 4]


def test_without_shuffle() -> None:
    """Rows with an order are cut, not shuffled: training first, test last."""
    parts = split(10, Split("20%", "20%", None, False))
    assert [parts[p].tolist() for p in PARTS] == [[0, 1, 2, 3, 4, 5], [6, 7], [8, 9]]


@given(counts=st.lists(st.integers(0, 50), min_size=1, max_size=8), data=st.data())
def test_shares(counts: list[int], data: st.DataObject) -> None:
    """Exactly `total` is dealt out, never more than there is of a class."""
    total = data.draw(st.integers(0, sum(counts)))
    dealt = shares(np.array(counts), total)
    assert dealt.sum() == total
    assert (dealt <= np.array(counts)).all()
