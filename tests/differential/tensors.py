"""What a growing document can read: tensors by the name under which a line finds them, and the inputs that it begins with."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from rnndsl.frontend.endpoints import AXES
from rnndsl.ir.dims import Dim, Sym
from rnndsl.ir.tensor import TensorSpec

WIDTHS = (1, 2, 3, 4, 5, 8)
TIMES = (None, None, 1, 4, 6, 7, 9)
IDS = 5  # as many as the smallest tables that are drawn have room for
FORMS = ("series",) * 9 + ("vector",) * 2 + ("ids",) * 3 + ("text", "texts", "frames", "image", "image", "video", "odd")


@dataclass(frozen=True)
class Tensor:
    """A tensor and the reference that reads it (`n3`, `n3.h`)."""

    ref: str
    spec: TensorSpec

    @property
    def owner(self) -> str:
        """The line that the reference begins with."""
        return self.ref.partition(".")[0]


@dataclass
class Sources:
    """All that can be read at one place of a document: `last` are the outputs of the line above, in order."""

    tensors: list[Tensor] = field(default_factory=list)
    last: list[Tensor] = field(default_factory=list)
    read: set[str] = field(default_factory=set)

    def add(self, tensors: list[Tensor]) -> None:
        """What a new line gives."""
        self.tensors += tensors
        self.last = tensors

    def choose(self, rng: Random) -> Tensor:
        """One to go on from: often the line above, often one that nobody has read."""
        unread = [t for t in self.tensors if t.ref not in self.read and "." not in t.ref]
        if unread and rng.random() < 0.4:
            return rng.choice(unread)
        return self.last[0] if self.last and rng.random() < 0.6 else rng.choice(self.tensors)


def draw_input(rng: Random) -> dict[str, Any] | list[int | None]:
    """What `model.inputs` declares of one input: mostly sequences, sometimes what other layers want."""
    time, width, form = rng.choice(TIMES), rng.choice(WIDTHS), rng.choice(FORMS)
    if form == "series":
        return [time, width]
    if form == "vector":
        return [width]
    if form == "ids":
        return {
            "shape": rng.choice(([time], [time], [time, 2], [])),
            "dtype": rng.choice(("int32", "int32", "int64")),
            **_ids(),
        }
    if form in ("text", "texts"):
        return {"shape": [] if form == "text" else [rng.choice((3, None))], "dtype": "string"}
    if form == "frames":
        return [time, 3, width]
    if form == "image":
        return [rng.choice((4, 6, 9, None)), rng.choice((4, 6, 8)), rng.choice((1, 2, 3, 4))]
    if form == "video":
        return [rng.choice((2, 4, None)), 6, 5, rng.choice((1, 2, 3))]
    return {"shape": [time, width], "dtype": rng.choice(("float16", "float64", "int32", "bool", "uint8"))}


def _ids() -> dict[str, Any]:
    return {"vocabulary": IDS}


def declared(value: dict[str, Any] | list[int | None]) -> TensorSpec:
    """The tensor that a declaration means, with the symbols that the resolver gives to free axes."""
    shape = value if isinstance(value, list) else value["shape"]
    dims: tuple[Dim, ...] = tuple(Sym(AXES[axis]) if size is None else size for axis, size in enumerate(shape))
    return TensorSpec(dims, "float32" if isinstance(value, list) else value["dtype"])
