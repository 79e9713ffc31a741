"""What the layers with a vocabulary share: its size, what may stand in it, how wide its encodings are.

The vocabulary is a list in the file, or learned from the training part; until then its size is the fixed symbol
`NAME.vocabulary_size`. Special tokens come first: the mask token, in the mode `int` alone, then those for what is unknown.
"""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Sym
from rnndsl.ir.fields import Bool, Entry, Float, Int, ListOf, optional

from .kind import Call, Kind, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

MAX_TOKENS = Entry(
    "max_tokens", optional(Int(2)), None, "Largest size of the vocabulary, special tokens included; null for no limit."
)
IDF_WEIGHTS = Entry("idf_weights", optional(ListOf(Float(), low=1)), None, "Weight of each token of `vocabulary`, for tf_idf.")
PAD_TO_MAX_TOKENS = Entry(
    "pad_to_max_tokens", Bool(), False, "Make the output max_tokens wide even if the vocabulary is smaller."
)


class Vocabulary(Kind):
    """A layer with a vocabulary. `complete` arguments only: every parameter has its value."""

    family = "text and embedding"
    learned = ("vocabulary",)
    fact = "vocabulary_size"
    masks = "drops"

    def learns(self, args: Mapping[str, Any]) -> tuple[str, ...]:
        """The vocabulary, and how much each token weighs where that counts."""
        learned = super().learns(args)
        return (*learned, "idf_weights") if learned and args["output_mode"] == "tf_idf" else learned

    def specials(self, args: Mapping[str, Any]) -> list[Any]:
        """The special tokens in front of the vocabulary."""
        masks = [args["mask_token"]] if args["mask_token"] is not None and args["output_mode"] == "int" else []
        return masks + [args["oov_token"]] * int(args["num_oov_indices"])

    def size(self, args: Mapping[str, Any]) -> int | None:
        """Size of a vocabulary listed in the arguments, special tokens included as Keras counts them; None if it is learned."""
        return None if args["vocabulary"] is None else len(self.specials(args)) + len(self.own(args))

    def own(self, args: Mapping[str, Any]) -> list[Any]:
        """The listed tokens without the special ones in front."""
        tokens, special = list(args["vocabulary"]), self.specials(args)
        return tokens[len(special) :] if tokens[: len(special)] == special else tokens

    def depth(self, call: Call) -> Dim:
        """Width of an encoding: the size of the vocabulary, or what it is padded to."""
        if call.args["pad_to_max_tokens"]:
            width: int = call.args["max_tokens"]
            return width
        size = self.size(call.args)
        return Sym(f"{call.layer}.{self.fact}", fixed=True) if size is None else size

    def check_vocabulary(self, args: Mapping[str, Any]) -> None:
        """Refuse arguments that exclude each other, and vocabularies that Keras refuses; raises Refusal."""
        mode, tokens, limit = args["output_mode"], args["vocabulary"], args["max_tokens"]
        if args["pad_to_max_tokens"] and limit is None:
            keras = "If pad_to_max_tokens is True, must set `max_tokens`"
            refuse("argument", "max_tokens", "none", keras=keras, argument="pad_to_max_tokens")
        if args["idf_weights"] is not None and mode != "tf_idf":
            keras = "`idf_weights` should only be set if `output_mode` is `'tf_idf'`"
            refuse("argument", "output_mode: tf_idf", mode, keras=keras, argument="idf_weights")
        if tokens is not None:
            self._check_weights(args)
            self._check_tokens(args)
        elif limit is not None and limit <= len(self.specials(args)):
            found = f"{limit}, {len(self.specials(args))} of them for special tokens"
            keras = "keys and values cannot be empty tensors"
            refuse("argument", "max_tokens that leave room for tokens", found, keras=keras, argument="max_tokens")

    def _check_weights(self, args: Mapping[str, Any]) -> None:
        tokens, weights = args["vocabulary"], args["idf_weights"]
        if args["output_mode"] != "tf_idf" or (weights is not None and len(weights) == len(tokens)):
            return
        missing = weights is None
        keras = "the `idf_weights` argument must also be provided" if missing else "must be the same length as vocabulary"
        found = "none" if missing else str(len(weights))
        refuse("argument", f"{len(tokens)} idf_weights", found, keras=keras, argument="idf_weights")

    def _check_tokens(self, args: Mapping[str, Any]) -> None:
        own, size, limit = self.own(args), self.size(args) or 0, args["max_tokens"]
        repeated = sorted({t for t in own if own.count(t) > 1}) if len(set(own)) < len(own) else []
        if repeated:
            keras = "The passed vocabulary has at least one repeated term"
            refuse("argument", "every token once", ", ".join(map(str, repeated)), keras=keras, argument="vocabulary")
        if args["mask_token"] is not None and args["mask_token"] in own:
            keras = "Found reserved mask token at unexpected location in `vocabulary`"
            found = f"`{args['mask_token']}`" if args["mask_token"] != "" else "an empty token"
            refuse("argument", "no mask token but in front", found, keras=keras, argument="vocabulary")
        if args["oov_token"] is not None and args["invert"] and args["oov_token"] in own:
            keras = "Found reserved OOV token at unexpected location in `vocabulary`"
            found = f"`{args['oov_token']}`"
            refuse("argument", "no token for unknown ones but in front", found, keras=keras, argument="vocabulary")
        if limit is not None and size > limit:
            keras = f"Attempted to set a vocabulary larger than the maximum vocab size. Received vocabulary size is {size}"
            refuse("argument", f"at most {limit} tokens", str(size), keras=keras, argument="vocabulary")
