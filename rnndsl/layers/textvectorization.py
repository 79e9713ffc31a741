"""TextVectorization: texts to ids, or to a bag of words.

The shapes are those that Keras announces when the model is built. Its vocabulary is a list in the file, or learnt from the
training part; until then its size is the fixed symbol `NAME.vocabulary_size`.
"""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, Sym, differ
from rnndsl.ir.fields import Bool, Choice, Entry, Float, Int, ListOf, Str, optional
from rnndsl.ir.tensor import TensorSpec

from .kind import Call, Kind, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

PADDING, OOV = "", "[UNK]"


class TextVectorization(Kind):
    """(N,) or (N, 1) strings to (N, output_sequence_length) ids, or to (N, vocabulary) numbers; no weights that train."""

    name = "TextVectorization"
    doc = "Splits texts into tokens and turns them into ids of a vocabulary (0 is padding, 1 is unknown)."
    family = "text and embedding"
    learned = ("vocabulary",)
    masks = "drops"
    parameters = (
        Entry(
            "max_tokens", optional(Int(2)), None, "Largest size of the vocabulary, special tokens included; null for no limit."
        ),
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
        Entry(
            "output_mode",
            Choice(("int", "multi_hot", "count", "tf_idf", "one_hot")),
            "int",
            "A sequence of ids, or one number per word of the vocabulary.",
        ),
        Entry("output_sequence_length", optional(Int(1)), None, "Pad or cut every sequence to this length; only for int."),
        Entry("pad_to_max_tokens", Bool(), False, "Make the output max_tokens wide even if the vocabulary is smaller."),
        Entry(
            "vocabulary",
            optional(ListOf(Str("a token", empty=True), low=1)),
            None,
            "The tokens; null learns them from the data.",
        ),
        Entry("idf_weights", optional(ListOf(Float(), low=1)), None, "Weight of each token of `vocabulary`, for tf_idf."),
        Entry("encoding", Str("an encoding"), "utf-8", "How bytes become characters."),
    )

    def vocabulary_size(self, args: Mapping[str, Any]) -> int | None:
        """Size of a vocabulary listed in the arguments, special tokens included as Keras counts them; None if it is learnt."""
        tokens = args.get("vocabulary")
        if tokens is None:
            return None
        special = self._special(args)
        return len(tokens) + (0 if list(tokens[: len(special)]) == special else len(special))

    def infer(self, call: Call) -> Result:
        """The shape that Keras announces; raises Refusal for anything but strings, and arguments that exclude each other."""
        tensor, args = call.input, call.args
        self._check_arguments(args)
        if tensor.dtype != "string":
            refuse("dtype", "strings", tensor.dtype, keras="Cast … to string is not supported", input=0)
        if args["split"] is not None and tensor.dims and differ(tensor.dims[-1], 1):
            keras = "the input rank must be 1 or the last shape dimension must be 1"
            refuse("axis", "one text per sample", str(tensor), keras=keras, input=0, axis=-1)
        if args["output_mode"] == "int":
            length: Dim = args["output_sequence_length"] or Sym("T")
            return Result((TensorSpec((length,), "int64"),))
        return Result((TensorSpec(self._counted(tensor.dims, args, self._depth(call)), "float32"),))

    def _counted(self, shape: Shape, args: Mapping[str, Any], depth: Dim) -> Shape:
        """The shape of the modes that count tokens: Keras adds the token axis, then replaces it, or encodes each token."""
        batched: tuple[Dim | None, ...] = (None, *shape)
        if args["split"] is not None:
            batched = (*batched, Sym("T"))
        elif len(batched) == 1:
            batched = (*batched, 1)
        if args["output_mode"] == "one_hot" and not (len(batched) > 1 and batched[-1] == 1):
            batched = (*batched, depth)
        else:
            batched = (*batched[:-1], depth)
        return tuple(dim for dim in batched[1:] if dim is not None)

    def _depth(self, call: Call) -> Dim:
        if call.args["pad_to_max_tokens"]:
            width: int = call.args["max_tokens"]
            return width
        size = self.vocabulary_size(call.args)
        return Sym(f"{call.layer}.vocabulary_size", fixed=True) if size is None else size

    def _special(self, args: Mapping[str, Any]) -> list[str]:
        return [PADDING, OOV] if args.get("output_mode", "int") == "int" else [OOV]

    def _check_arguments(self, args: Mapping[str, Any]) -> None:
        mode, tokens = args["output_mode"], args["vocabulary"]
        if mode != "int" and args["output_sequence_length"] is not None:
            keras = "`output_sequence_length` must not be set if `output_mode` is not 'int'"
            refuse("argument", "no output_sequence_length", mode, keras=keras, argument="output_sequence_length")
        if args["pad_to_max_tokens"] and args["max_tokens"] is None:
            keras = "If pad_to_max_tokens is True, must set `max_tokens`"
            refuse("argument", "max_tokens", "none", keras=keras, argument="pad_to_max_tokens")
        if args["idf_weights"] is not None and mode != "tf_idf":
            keras = "`idf_weights` should only be set if `output_mode` is `'tf_idf'`"
            refuse("argument", "output_mode: tf_idf", mode, keras=keras, argument="idf_weights")
        if args["max_tokens"] == 2 and mode == "int":
            keras = "keys and values cannot be empty tensors"
            refuse("argument", "max_tokens of at least 3", "2", keras=keras, argument="max_tokens")
        if tokens is not None:
            self._check_vocabulary(args)

    def _check_vocabulary(self, args: Mapping[str, Any]) -> None:
        tokens, special, weights = list(args["vocabulary"]), self._special(args), args["idf_weights"]
        size, limit = self.vocabulary_size(args) or 0, args["max_tokens"]
        own = tokens[len(special) :] if tokens[: len(special)] == special else tokens
        repeated = sorted({t for t in own if own.count(t) > 1}) if len(set(own)) < len(own) else []
        if repeated:
            keras = "The passed vocabulary has at least one repeated term"
            refuse("argument", "every token once", ", ".join(repeated), keras=keras, argument="vocabulary")
        if PADDING in own:
            keras = "Found reserved mask token at unexpected location in `vocabulary`"
            refuse("argument", "no empty token but in front", "an empty token", keras=keras, argument="vocabulary")
        if limit is not None and size > limit:
            keras = f"Attempted to set a vocabulary larger than the maximum vocab size. Received vocabulary size is {size}"
            refuse("argument", f"at most {limit} tokens", str(size), keras=keras, argument="vocabulary")
        if args["output_mode"] == "tf_idf" and (weights is None or len(weights) != len(tokens)):
            keras = (
                "the `idf_weights` argument must also be provided"
                if weights is None
                else "must be the same length as vocabulary"
            )
            found = "none" if weights is None else str(len(weights))
            refuse("argument", f"{len(tokens)} idf_weights", found, keras=keras, argument="idf_weights")


KIND = TextVectorization()
