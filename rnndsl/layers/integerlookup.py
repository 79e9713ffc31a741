"""IntegerLookup: whole numbers to ids without gaps, or to encodings of them."""

from __future__ import annotations

from rnndsl.ir.fields import Choice, Entry, Int, ListOf, optional

from ._categories import salt
from ._lookup import INVERT, NUM_OOV_INDICES, OUTPUT_MODE, Lookup
from ._vocabulary import IDF_WEIGHTS, MAX_TOKENS, PAD_TO_MAX_TOKENS
from .kind import Call, Result, refuse


class IntegerLookup(Lookup):
    """Keras' IntegerLookup: numbers of any shape to ids of the same shape, or to numbers as many as the vocabulary has."""

    name = "IntegerLookup"
    doc = "Turns whole numbers into ids of a vocabulary (0 is unknown), or into encodings of them."
    values = "int64"
    parameters = (
        MAX_TOKENS,
        NUM_OOV_INDICES,
        Entry("mask_token", optional(Int()), None, "The number that gets id 0; null for none."),
        Entry("oov_token", optional(Int()), -1, "What an unknown id becomes with `invert`."),
        Entry("vocabulary", optional(ListOf(Int(), low=1)), None, "The numbers; null learns them from the data."),
        Entry("vocabulary_dtype", Choice(("int64",)), "int64", "Dtype of the numbers."),
        IDF_WEIGHTS,
        INVERT,
        OUTPUT_MODE,
        PAD_TO_MAX_TOKENS,
        Entry("oov_method", Choice(("floormod", "farmhash")), "floormod", "How unknown numbers share several ids."),
        salt(", for `oov_method: farmhash`"),
    )

    def infer(self, call: Call) -> Result:
        """Ids or encodings; raises Refusal for strings and for arguments that exclude each other."""
        if call.args["salt"] is not None and call.args["oov_method"] != "farmhash":
            keras = "`salt` can only be used when `oov_method='farmhash'`"
            refuse("argument", "oov_method: farmhash", call.args["oov_method"], keras=keras, argument="salt")
        return super().infer(call)


KIND = IntegerLookup()
