"""Tensors as the linter knows them: shape, dtype and mask, without the batch axis."""

from __future__ import annotations

from rnndsl.diagnostics.record import Record

from .dims import Dim, Shape, product, show_shape

# What the values of a tensor may be, in Keras' words.
DTYPES = ("float32", "float16", "bfloat16", "float64", "int32", "int64", "int8", "uint8", "bool", "string")


class Mask(Record):
    """A boolean tensor that rides along: its shape (no batch axis) and the layer that made it."""

    shape: Shape
    origin: str


class TensorSpec(Record):
    """A tensor: `shape` without the batch axis (None: an earlier mistake hides it), Keras dtype name, mask.

    `computed` is the dtype of its values where Keras announces another: a MaxPooling2D of whole numbers announces floats, and
    hands on whole numbers in the first batch.
    """

    shape: Shape | None
    dtype: str = "float32"
    mask: Mask | None = None
    computed: str | None = None

    @property
    def known(self) -> bool:
        """True unless an earlier mistake hides the shape."""
        return self.shape is not None

    @property
    def real(self) -> str:
        """The dtype of its values, whatever Keras announces."""
        return self.computed or self.dtype

    @property
    def dims(self) -> Shape:
        """The shape of a known tensor; raises ValueError for an unknown one."""
        if self.shape is None:
            raise ValueError("the shape is unknown")
        return self.shape

    @property
    def rank(self) -> int:
        """Number of axes as Keras counts them, the batch axis included."""
        return len(self.dims) + 1

    def __str__(self) -> str:
        return show_shape(self.shape)


UNKNOWN_TENSOR = TensorSpec(None)


class Weight(Record):
    """A variable of a layer, named as Keras names it (`kernel`, `forward_lstm/bias`)."""

    name: str
    shape: Shape
    trainable: bool = True
    dtype: str = "float32"

    @property
    def parameters(self) -> Dim:
        """Number of elements."""
        return product(self.shape)
