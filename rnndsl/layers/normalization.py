"""Normalization: shifts and scales by the mean and variance of the training data, adapted before training or given."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, differ, show_shape
from rnndsl.ir.fields import Bool, Either, Entry, Float, Int, ListOf, optional
from rnndsl.ir.tensor import Weight

from ._dtypes import refuse_strings, variable_dtype
from ._passing import passed
from ._ranks import need_axis, need_length, whole
from .kind import Call, Kind, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

_MOMENT = optional(Either((Float(), ListOf(Either((Float(), ListOf(Float())))))))


class Normalization(Kind):
    """Keras' Normalization."""

    name = "Normalization"
    doc = "Scales to mean 0 and variance 1 by what the training data say."
    family = "normalization and dropout"
    learned = ("mean", "variance")
    per_step = True
    parameters = (
        Entry("axis", optional(Either((Int(), ListOf(Int())))), -1, "Axes with moments of their own; null: one for all."),
        Entry("mean", _MOMENT, None, "The mean, if it is not to be adapted."),
        Entry("variance", _MOMENT, None, "The variance, if it is not to be adapted."),
        Entry("invert", Bool(), False, "Undo the scaling instead."),
    )

    def infer(self, call: Call) -> Result:
        """The shape stays; adapted layers keep mean, variance and count as weights that training leaves alone."""
        args = call.args
        axes = () if args["axis"] is None else (args["axis"],) if isinstance(args["axis"], int) else tuple(args["axis"])
        given = _given(args["mean"], args["variance"], len(axes))
        refuse_strings(call)
        kept = _kept(call, axes, given)
        if given is not None:
            _check_fit(call, given, kept)
            return Result((passed(call),))
        dtype = variable_dtype(args)
        weights = (
            Weight("mean", kept, False, dtype),
            Weight("variance", kept, False, dtype),
            Weight("count", (), False, "int64"),
        )
        return Result((passed(call),), weights)


def _kept(call: Call, axes: tuple[int, ...], given: tuple[int, ...] | None) -> Shape:
    """Lengths of the axes with moments of their own, in the order of the axes."""
    shape = whole(call.input.dims, call.batch_size)
    places = sorted(need_axis(shape, axis, "All `axis` values must be in the range [-ndim, ndim)") for axis in axes)
    keras = "All `axis` values to be kept must have a known shape"
    kept = tuple(need_length(shape[i], call.input.dims, i, keras, "axis") for i in places)
    twice = [dim for place, dim in zip(places, kept, strict=True) if places.count(place) > 1]
    if (given is None or len(given) > 1) and any(differ(dim, 1) for dim in twice):
        _refuse("each axis once", f"axis: {list(axes)}", "Input to reshape has another number of values", "axis")
    return kept


def _given(mean: Any, variance: Any, axes: int) -> tuple[int, ...] | None:
    """The shape of the moments, if they are given; refuses what Keras' constructor refuses."""
    if mean is None and variance is None:
        return None
    if mean is None or variance is None:
        one = "variance" if mean is None else "mean"
        _refuse("both mean and variance, or neither", f"only {one}", "both `mean` and `variance` must be set", one)
    first, second = _shape(mean), _shape(variance)
    if first is None or first != second:
        found = f"mean: {mean}, variance: {variance}"
        _refuse("mean and variance of one shape", found, "`mean` and `variance` must have the same shape", "variance")
    if len(first) > axes:
        keras = "The rank of `mean` must be less than or equal to the number of axes"
        _refuse(f"at most {axes} axes, as `axis` says", f"mean: {mean}", keras, "mean")
    return first


def _refuse(expected: str, found: str, keras: str, argument: str) -> NoReturn:
    refuse("argument", expected, found, keras=keras, argument=argument)


def _shape(value: Any) -> tuple[int, ...] | None:
    """Lengths of nested lists; None where inner lists differ."""
    if not isinstance(value, (list, tuple)):
        return ()
    inner = {_shape(item) for item in value}
    if len(inner) > 1 or None in inner:
        return None
    return (len(value), *(inner.pop() or () if inner else ()))


def _check_fit(call: Call, given: tuple[int, ...], kept: Shape) -> None:
    """Refuse moments that do not fit the axes that they stand for."""
    axes: tuple[Dim, ...] = kept[len(kept) - len(given) :]
    if any(differ(a, b) and a != 1 for a, b in zip(given, axes, strict=True)):
        refuse(
            "argument",
            f"{' × '.join(map(str, axes))} numbers, for the input {show_shape(call.input.shape)}",
            f"{' × '.join(map(str, given))} numbers",
            keras="Incompatible shapes",
            input=0,
            argument="mean",
        )


KIND = Normalization()
