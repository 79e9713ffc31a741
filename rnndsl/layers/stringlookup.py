"""StringLookup: whole strings to ids, or to encodings of them."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, ListOf, Str, optional

from ._categories import salt
from ._lookup import INVERT, NUM_OOV_INDICES, OUTPUT_MODE, Lookup
from ._vocabulary import IDF_WEIGHTS, MAX_TOKENS, PAD_TO_MAX_TOKENS

_TOKEN = Str("a string", empty=True)


class StringLookup(Lookup):
    """Keras' StringLookup: strings of any shape to ids of the same shape, or to numbers as many as the vocabulary has."""

    name = "StringLookup"
    doc = "Turns strings into ids of a vocabulary (0 is unknown), or into encodings of them."
    values = "string"
    parameters = (
        MAX_TOKENS,
        NUM_OOV_INDICES,
        Entry("mask_token", optional(_TOKEN), None, "The string that gets id 0; null for none."),
        Entry("oov_token", optional(_TOKEN), "[UNK]", "What an unknown id becomes with `invert`."),
        Entry("vocabulary", optional(ListOf(_TOKEN, low=1)), None, "The strings; null learns them from the data."),
        IDF_WEIGHTS,
        INVERT,
        OUTPUT_MODE,
        PAD_TO_MAX_TOKENS,
        Entry("encoding", Str("an encoding"), "utf-8", "How bytes become characters."),
        salt(", for several ids of unknown strings"),
    )


KIND = StringLookup()
