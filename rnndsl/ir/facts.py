"""What lint may know of the data without reading more than it must: `probe` makes it, NumPy-free."""

from __future__ import annotations

from rnndsl.diagnostics.record import Record

from .dims import Dim
from .graph import Input, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Facts(Record):
    """Facts of the data section.

    `inputs` and `targets` are the tensors that the data section yields. `answers` maps the path of a `${…}` to its value
    (`("data", "origin", "classes")` to 18, or a fixed Sym while unknown). `rows` counts samples, or time steps before
    windowing. `windows` holds, per part (training, validation, test), the number of samples, where it is known.
    `vocabularies` are the sizes of the layers' vocabularies once they have been fitted (empty at lint).
    """

    inputs: tuple[Input, ...] = ()
    targets: tuple[Target, ...] = ()
    answers: dict[tuple[str, ...], Dim] = {}
    rows: int | None = None
    samples: dict[str, int] = {}
    vocabularies: dict[str, int] = {}
    details: dict[str, Any] = {}
