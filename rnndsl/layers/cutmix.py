"""CutMix: puts a piece of another picture of the batch into every picture while training; labels stay."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._dtypes import compute_dtype
from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import Picture, share
from .kind import Call, refuse


class CutMix(Picture):
    """Keras' CutMix."""

    name = "CutMix"
    doc = "Puts a piece of another picture of the batch into every picture while training; labels stay."
    parameters = (
        Entry("factor", share(0, 1), 1.0, "Share of the picture that is replaced."),
        SEED,
        DATA_FORMAT,
    )

    def check(self, call: Call) -> None:
        """Refuse bfloat16, which Keras mixes with float32 here."""
        if compute_dtype(call.args) == "bfloat16":
            keras = "Tensor conversion requested dtype float32 for Tensor with dtype bfloat16"
            refuse("argument", "another dtype than bfloat16", f"dtype: {call.args['dtype']}", keras=keras, argument="dtype")


KIND = CutMix()
