"""The arithmetic of splits and windows, against the words of the design."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rnndsl.probe.parts import PARTS, Split, Window, part_sizes, windows

shares = st.one_of(st.integers(1, 60), st.integers(1, 60).map(lambda n: f"{n}%"))


@given(rows=st.integers(0, 400), validation=shares, test=shares)
def test_parts_cover_all_rows(rows: int, validation: str | int, test: str | int) -> None:
    """Every row is in exactly one part, and no part is negative."""
    sizes = part_sizes(rows, Split(validation, test))
    assert tuple(sizes) == PARTS
    assert sum(sizes.values()) == rows
    assert min(sizes.values()) >= 0


@given(
    sizes=st.tuples(st.integers(0, 80), st.integers(0, 40), st.integers(0, 40)),
    length=st.integers(1, 30),
    horizon=st.integers(1, 12),
    stride=st.integers(1, 5),
    lead=st.integers(0, 20),
)
def test_windows_stay_in_their_part(sizes: tuple[int, int, int], length: int, horizon: int, stride: int, lead: int) -> None:
    """All targets of a window lie in its part, its history begins after the lead, and with stride 1 none is forgotten."""
    found = windows(dict(zip(PARTS, sizes, strict=True)), Window(length, horizon, stride), lead)
    low = 0
    for part, size in zip(PARTS, sizes, strict=True):
        high = low + size
        fit = [s for s in range(lead, sum(sizes)) if low <= s + length and s + length + horizon <= high]
        assert list(found[part]) == fit[::stride]
        low = high
