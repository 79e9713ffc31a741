"""What StringLookup and IntegerLookup share: a vocabulary of whole values, ids or encodings of them as the output."""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Entry, Int
from rnndsl.ir.tensor import TensorSpec

from ._categories import encoded, output_mode
from ._vocabulary import Vocabulary
from .kind import Call, Result, refuse

NUM_OOV_INDICES = Entry("num_oov_indices", Int(0), 1, "Number of ids for unknown values; with 0 an unknown value is an error.")
INVERT = Entry("invert", Bool(), False, "Turn ids into values instead.")
OUTPUT_MODE = output_mode("int", "int", "one_hot", "multi_hot", "count", "tf_idf")


class Lookup(Vocabulary):
    """A lookup. `values` is the dtype of what stands in the vocabulary."""

    values: str

    def infer(self, call: Call) -> Result:
        """The shape that Keras announces, of int64 ids or float32 encodings; the layer's own dtype says nothing."""
        args, tensor = call.args, call.input
        mode, wanted = args["output_mode"], "int64" if args["invert"] else self.values
        if args["invert"] and mode != "int":
            keras = "`output_mode` must be `'int'` when `invert` is true"
            refuse("argument", "output_mode: int", mode, keras=keras, argument="invert")
        if args["invert"] and args["oov_token"] is None:
            keras = "Attempt to convert a value (None) with an unsupported type"
            refuse("argument", "an oov_token for unknown ids", "none", keras=keras, argument="oov_token")
        self.check_vocabulary(args)
        if (wanted == "string") != (tensor.real == "string"):
            expected = "strings" if wanted == "string" else "numbers"
            keras = f"Cast {tensor.real} to {wanted} is not supported"
            refuse("dtype", expected, tensor.real, keras=keras, input=0)
        dtype, computed = ("int64", None) if mode == "int" else ("float32", None if mode == "tf_idf" else "int64")
        return Result((TensorSpec(encoded(call, 0 if mode == "int" else self.depth(call)), dtype, computed=computed),))
