"""What lint may know of the data without reading more than it must: `probe` makes it, NumPy-free."""

from __future__ import annotations

from rnndsl.diagnostics.record import Record

from .dims import Dim
from .graph import Input, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .spec import Value


class Column(Record):
    """What a bounded look at a column of a table found.

    `kind` is "number", "text" or "empty" (nothing but missing values); `example` the first value that is not a number, and
    `row` its row (from 1, header not counted). `missing` counts missing values among the `seen` rows, `gap` is the row of the
    first (0: none); in a column read as numbers NA and its kin are missing, elsewhere only empty cells. `low`, `high` and
    `constant` (the text of the only value) speak of the rows seen; they hold for the file only if `complete`. `runs` counts
    stretches of rows with the same value: as many as values mean that the rows are sorted.
    """

    name: str
    kind: str
    seen: int = 0
    missing: int = 0
    gap: int = 0
    constant: str | None = None
    low: float | None = None
    high: float | None = None
    example: str = ""
    row: int = 0
    complete: bool = False
    runs: int = 0


class Use(Record):
    """A mention of a column: what it must hold there (`number`, `text`, `category`, `time`, or `setting`: its name under
    `columns`), and the place."""

    column: str
    role: str
    value: Value


class Facts(Record):
    """Facts of the data section.

    `inputs` and `targets` are the tensors that the data section yields. `answers` maps the path of a `${…}` to its value
    (`("data", "origin", "classes")` to 18, or a fixed Sym while unknown). `rows` counts samples, or time steps before
    windowing. `windows` holds, per part (training, validation, test), the number of samples, where it is known.
    `vocabularies` are the sizes of the layers' vocabularies once they have been fitted (empty at lint).

    `details` is raw material for rules: `header` (names of the table's columns, None where the file is not a table or can't
    be read), `columns` (name to Column, for columns in use), `uses` (every Use), `window` (probe.parts.Window or None),
    `lead` (rows that differences use up), `parts` (rows per part), `split`, `encode` (text target to layer name).
    """

    inputs: tuple[Input, ...] = ()
    targets: tuple[Target, ...] = ()
    answers: dict[tuple[str, ...], Dim] = {}
    rows: int | None = None
    samples: dict[str, int] = {}
    vocabularies: dict[str, int] = {}
    details: dict[str, Any] = {}
