"""Which rows train, validate and test: the arithmetic that lint and training share.

The parts follow each other: training first, test last. A window belongs to the part in which its targets lie; its history
may reach back into an earlier part, nothing reaches forward, and a window whose targets straddle a border belongs nowhere.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.ir.dims import Dim

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS = ("training", "validation", "test")


class Split(Record):
    """Sizes as written: a share such as `15%`, or a number of rows."""

    validation: str | int = "15%"
    test: str | int = "15%"
    stratify: str | None = None
    shuffle: bool = True
    seed: int = 0


class Window(Record):
    """Time steps read, time steps predicted, and steps between the starts of two windows."""

    length: Dim
    horizon: Dim = 1
    stride: Dim = 1

    @property
    def known(self) -> bool:
        """True unless an earlier mistake hides a number."""
        return all(isinstance(n, int) for n in (self.length, self.horizon, self.stride))

    def numbers(self) -> tuple[int, int, int]:
        """Length, horizon and stride of a known window; raises ValueError for another."""
        length, horizon, stride = self.length, self.horizon, self.stride
        if isinstance(length, int) and isinstance(horizon, int) and isinstance(stride, int):
            return length, horizon, stride
        raise ValueError("the window is unknown")


def count(share: str | int, rows: int) -> int:
    """Rows that a share means, rounded half up and never more than there are.

    >>> count("15%", 144), count(12, 144), count("50%", 5)
    (22, 12, 3)
    """
    if isinstance(share, int):
        return min(share, rows)
    return min(rows, int(rows * float(share.rstrip("% ")) / 100 + 0.5))


def part_sizes(rows: int, split: Split) -> dict[str, int]:
    """Rows of each part; training gets what the others leave.

    >>> part_sizes(144, Split())
    {'training': 100, 'validation': 22, 'test': 22}
    """
    test = count(split.test, rows)
    validation = min(count(split.validation, rows), rows - test)
    return {"training": rows - validation - test, "validation": validation, "test": test}


def windows(sizes: Mapping[str, int], window: Window, lead: int = 0) -> dict[str, range]:
    """First rows of the windows of each part; `lead` rows at the very start hold no values (differences use them up).

    >>> windows({"training": 100, "validation": 22, "test": 22}, Window(24, 12), lead=12)
    {'training': range(12, 65), 'validation': range(76, 87), 'test': range(98, 109)}
    """
    length, horizon, stride = window.numbers()
    starts, low = {}, 0
    for part in PARTS:
        high = low + sizes[part]
        starts[part] = range(max(lead, low - length), high - length - horizon + 1, stride)
        low = high
    return starts
