"""GroupNormalization: mean 0 and variance 1 within groups of features, over all places of a sample."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, show_shape
from rnndsl.ir.fields import Const, Either, Entry, Int
from rnndsl.ir.tensor import Weight

from ._dtypes import refuse_strings, variable_dtype
from ._initial import refuse_initializers
from ._normalizing import CENTER_SCALE, EPSILON, INITIALIZERS, PENALTIES, lengths
from ._passing import passed
from .kind import Call, Kind, Reach, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class GroupNormalization(Kind):
    """Keras' GroupNormalization; padding under a mask counts in the moments, for Keras does not look at it."""

    name = "GroupNormalization"
    doc = "Normalizes each sample within groups of its features, over all time steps."
    family = "normalization and dropout"
    keeps_rank = True
    parameters = (
        Entry("groups", Either((Int(1), Const(-1))), 32, "Number of groups; -1 makes every feature one."),
        Entry("axis", Int(), -1, "The axis of the features."),
        EPSILON,
        *CENTER_SCALE,
        *INITIALIZERS,
        *PENALTIES,
    )

    def infer(self, call: Call) -> Result:
        """The shape stays; weights gamma and beta are as long as the axis."""
        args = call.args
        shape = lengths(call, [args["axis"]], unknown="of input tensor should have a defined dimension")
        _check_groups(call, shape[0])
        if args["axis"] == -call.input.rank:
            expected, keras = "the axis of the features", "pop index out of range"
            refuse("argument", expected, "the batch axis", keras=keras, input=0, argument="axis")
        refuse_strings(call)
        names = [*(["gamma"] * args["scale"]), *(["beta"] * args["center"])]
        weights = tuple(Weight(name, shape, args["trainable"], variable_dtype(args)) for name in names)
        refuse_initializers(args, weights)
        return Result((passed(call),), weights)

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """Every step sees all steps: the moments are taken over them."""
        return Reach(None)


def _check_groups(call: Call, features: Dim) -> None:
    """Refuse groups that do not divide the features."""
    groups = call.args["groups"]
    if groups == -1 or not isinstance(features, int) or not isinstance(groups, int) or features % groups == 0:
        return
    few = features < groups
    refuse(
        "argument",
        f"a number of groups that divides the {features} features",
        f"groups: {groups} on {show_shape(call.input.shape)}",
        keras="cannot be more than the number of channels" if few else "must be a multiple of the number of channels",
        input=0,
        argument="groups",
    )


KIND = GroupNormalization()
