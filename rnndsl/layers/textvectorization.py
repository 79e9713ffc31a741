"""TextVectorization: texts to ids, or to a bag of words.

A model is built on the shapes that Keras announces; where it then computes others, inference refuses.
"""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, Sym, differ
from rnndsl.ir.fields import Choice, Entry, Int, ListOf, Str, optional
from rnndsl.ir.tensor import TensorSpec

from ._categories import computed, output_mode, refuse_other
from ._ranks import whole
from ._vocabulary import IDF_WEIGHTS, MAX_TOKENS, PAD_TO_MAX_TOKENS, Vocabulary
from .kind import Call, Reach, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

PADDING, OOV = "", "[UNK]"


class TextVectorization(Vocabulary):
    """(N,) or (N, 1) strings to (N, output_sequence_length) ids, or to (N, vocabulary) numbers; no weights that train."""

    name = "TextVectorization"
    doc = "Splits texts into tokens and turns them into ids of a vocabulary (0 is padding, 1 is unknown)."
    parameters = (
        MAX_TOKENS,
        Entry(
            "standardize",
            optional(Choice(("lower_and_strip_punctuation", "lower", "strip_punctuation"))),
            "lower_and_strip_punctuation",
            "What happens to a text before it is split.",
        ),
        Entry(
            "split", optional(Choice(("whitespace", "character"))), "whitespace", "How a text becomes tokens; null for none."
        ),
        Entry("ngrams", optional(Int(1)), None, "Join up to this many neighbouring tokens into further ones."),
        output_mode("int", "int", "multi_hot", "count", "tf_idf", "one_hot"),
        Entry("output_sequence_length", optional(Int(1)), None, "Pad or cut every sequence to this length; only for int."),
        PAD_TO_MAX_TOKENS,
        Entry(
            "vocabulary",
            optional(ListOf(Str("a token", empty=True), low=1)),
            None,
            "The tokens; null learns them from the data.",
        ),
        IDF_WEIGHTS,
        Entry("encoding", Str("an encoding"), "utf-8", "How bytes become characters."),
    )

    def specials(self, args: Mapping[str, Any]) -> list[Any]:
        """Padding, where ids come out, and the unknown token."""
        return [PADDING, OOV] if args["output_mode"] == "int" else [OOV]

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """A text has no time steps; those of its tokens begin here."""
        return None

    def infer(self, call: Call) -> Result:
        """The shape that Keras announces; raises Refusal for anything but strings, and arguments that exclude each other."""
        tensor, args = call.input, call.args
        if args["output_mode"] != "int" and args["output_sequence_length"] is not None:
            keras = "`output_sequence_length` must not be set if `output_mode` is not 'int'"
            refuse("argument", "no output_sequence_length", args["output_mode"], keras=keras, argument="output_sequence_length")
        self.check_vocabulary({**args, "mask_token": PADDING, "oov_token": OOV, "invert": False})
        if tensor.dtype != "string":
            refuse("dtype", "strings", tensor.dtype, keras="Cast … to string is not supported", input=0)
        texts = tensor.dims
        if args["split"] is not None and texts:
            if differ(texts[-1], 1):
                keras = "the input rank must be 1 or the last shape dimension must be 1"
                refuse("axis", "one text per sample", str(tensor), keras=keras, input=0, axis=-1)
            texts = texts[:-1]
        if args["output_mode"] == "int":
            return Result((TensorSpec(self._ids(call, texts), "int64"),))
        return Result((TensorSpec(self._counted(call, texts), "float32"),))

    def _ids(self, call: Call, texts: Shape) -> Shape:
        """The shape of ids; `texts` is that of the input as Keras splits it: a last axis of length 1 is gone."""
        args = call.args
        length: Dim = args["output_sequence_length"] or Sym("T")
        batched = whole(texts, call.batch_size)
        if args["split"] is None and args["output_sequence_length"] is None:
            ids = batched
        else:
            ids = (*(batched if args["split"] is not None else batched[:-1]), length)
        refuse_other(call, whole((length,), call.batch_size), ids)
        return (length,)

    def _counted(self, call: Call, texts: Shape) -> Shape:
        """The shape of the modes that count tokens: Keras adds the axis of the tokens, then encodes it."""
        mode, depth, given = call.args["output_mode"], self.depth(call), call.input.dims
        if call.args["split"] is None:
            tokens, split = given or (1,), given
        else:
            tokens, split = (*given, Sym("T")), (*texts, Sym("T"))
        shapes = [whole(shape, call.batch_size) for shape in (tokens, split)]
        announced = computed(shapes[0], mode, depth) if mode == "one_hot" else (*shapes[0][:-1], depth)
        refuse_other(call, announced, computed(shapes[1], mode, depth))
        return announced[1:]


KIND = TextVectorization()
