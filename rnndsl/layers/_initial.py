"""Initializers that fail on certain weights, whatever the layer: Keras raises when the weights are made."""

from __future__ import annotations

from rnndsl.ir.tensor import Weight

from .kind import named, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

_ORTHOGONAL = ("Orthogonal", "orthogonal", "OrthogonalInitializer")
_IDENTITY = ("Identity", "identity", "IdentityInitializer")
_ARGUMENTS = {"recurrent_kernel": "recurrent", "depthwise_kernel": "depthwise", "pointwise_kernel": "pointwise"}


def refuse_initializers(args: Mapping[str, Any], weights: Iterable[Weight], vectors: tuple[str, ...] = ()) -> None:
    """Refuse an orthogonal vector or bfloat16 matrix, and an identity that is no matrix; raises Refusal.

    `vectors` names weights that Keras initializes in parts of rank 1, whatever their own rank.
    """
    for weight in weights:
        argument = f"{_ARGUMENTS.get(weight.name, weight.name)}_initializer"
        name = named(args.get(argument))
        rank = 1 if weight.name in vectors else len(weight.shape)
        if name in _ORTHOGONAL and rank < 2:
            keras = "The tensor to initialize must be at least two-dimensional"
            refuse("argument", f"an initializer for a vector ({weight.name})", str(name), keras=keras, argument=argument)
        if name in _ORTHOGONAL and weight.dtype == "bfloat16":
            keras = "Value for attr 'T' of bfloat16 is not in the list of allowed values"
            refuse("argument", "an initializer that knows bfloat16", str(name), keras=keras, argument=argument)
        if name in _IDENTITY and rank != 2:
            keras = "Identity matrix initializer can only be used for 2D matrices"
            refuse("argument", f"an initializer for rank {rank} ({weight.name})", str(name), keras=keras, argument=argument)
