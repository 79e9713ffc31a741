"""What Keras' losses do with the shapes of a prediction and its target: agree, fail, or compute something else in silence.

A copy in symbols of `squeeze_or_expand_to_same_rank` and of what follows it in Keras 3; `tests/rules/test_meet.py` compares it
with Keras for every loss and every pair of shapes. Shapes come without the batch axis, which is a symbol here like any other.
"""

from __future__ import annotations

from rnndsl.ir.dims import Derived, Dim, Shape, Sym, Unknown, show

FITS, SILENT, RAISES, UNSURE = "fits", "silent", "raises", "unsure"

BATCH = Sym("N", fixed=True)


def meet(traits: tuple[str, ...], prediction: Shape, target: Shape, mask: Shape | None = None) -> str:
    """What a loss with these traits does: FITS, SILENT (broadcasts or mixes samples), RAISES, or UNSURE where a dim decides.

    `mask`: the shape of the mask that the prediction carries, which the loss multiplies with its values.
    """
    output, labels = (BATCH, *prediction), (BATCH, *target)
    if "sparse" in traits:
        found, values = _sparse(output, labels), output[:-1]
    else:
        output, labels = _squeeze(output, labels)
        found = _elementwise(output, labels) if "broadcasts" in traits else _strict(output, labels)
        values = _stretched(output, labels)[:-1]
    if found in (FITS, SILENT) and mask is not None and "whole" not in traits:
        return RAISES if _elementwise(*_squeeze(values, (BATCH, *mask))) == RAISES else found
    return found


def _squeeze(a: Shape, b: Shape) -> tuple[Shape, Shape]:
    """Keras' `squeeze_or_expand_to_same_rank`: a last axis of 1 comes or goes where the ranks differ by one."""
    if len(a) == len(b) + 1 and a[-1] == 1:
        return (a, (*b, 1)) if len(b) == 1 else (a[:-1], b)
    if len(b) == len(a) + 1 and b[-1] == 1:
        return ((*a, 1), b) if len(a) == 1 else (a, b[:-1])
    return a, b


def _elementwise(a: Shape, b: Shape) -> str:
    """Broadcasting as NumPy does it: silent wherever an axis of 1, or a missing one, is stretched."""
    rank = max(len(a), len(b))
    pairs = zip((1,) * (rank - len(a)) + a, (1,) * (rank - len(b)) + b, strict=True)
    found = [stretch(x, y) for x, y in pairs]
    if len(a) != len(b):
        found.append(SILENT)
    return next((verdict for verdict in (RAISES, UNSURE, SILENT) if verdict in found), FITS)


def _stretched(a: Shape, b: Shape) -> Shape:
    """The shape that broadcasting makes of two."""
    rank = max(len(a), len(b))
    pairs = zip((1,) * (rank - len(a)) + a, (1,) * (rank - len(b)) + b, strict=True)
    return tuple(y if x == 1 else x for x, y in pairs)


def _strict(a: Shape, b: Shape) -> str:
    """Crossentropies compare the shapes before they compute."""
    if len(a) != len(b):
        return RAISES
    found = [stretch(x, y) for x, y in zip(a, b, strict=True)]
    if RAISES in found or SILENT in found:
        return RAISES
    return UNSURE if UNSURE in found else FITS


def _sparse(output: Shape, labels: Shape) -> str:
    """Integer labels: the prediction has one axis more, its classes."""
    steps_as_classes = len(output) == len(labels) + 1 >= 3 and output[-1] == 1 != output[-2]
    output, labels = _squeeze(output, labels)
    if len(labels) == len(output) and labels[-1] == 1:
        labels = labels[:-1]
    found = _strict(output[:-1], labels)
    if found == FITS and steps_as_classes:
        return SILENT
    return found


def stretch(a: Dim, b: Dim) -> str:
    """Two axes that meet: equal, stretched from 1, provably unequal, or not known."""
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        return UNSURE
    a, b = _number(a), _number(b)
    if a == b:
        return FITS
    if a == 1 or b == 1:
        return SILENT
    if a == BATCH or b == BATCH:
        return RAISES
    return RAISES if isinstance(a, int) and isinstance(b, int) else UNSURE


def _number(dim: Dim) -> Dim:
    """The number that an axis is certain to have though Keras leaves it open, as a Reshape with null does."""
    return int(dim.text) if isinstance(dim, Derived) and dim.text.isdigit() else dim


def unknown(shape: Shape | None) -> bool:
    """True where an earlier mistake hides a part of the shape."""
    return shape is None or any(isinstance(dim, Unknown) for dim in shape)


def says(traits: tuple[str, ...], prediction: Shape, target: Shape) -> str:
    """The gist of Keras' message where `meet` says RAISES."""
    output, labels = (BATCH, *prediction), (BATCH, *target)
    if "broadcasts" in traits:
        pairs = zip(reversed(_squeeze(output, labels)[0]), reversed(_squeeze(output, labels)[1]), strict=False)
        wrong = next(((x, y) for x, y in pairs if stretch(x, y) == RAISES), None)
        return "Dimensions must be equal" + (f", but are {_size(wrong[1])} and {_size(wrong[0])}" if wrong is not None else "")
    if "sparse" in traits:
        output, labels = _squeeze(output, labels)
        labels = labels[:-1] if len(labels) == len(output) and labels[-1] == 1 else labels
        if len(output) == len(labels) + 1:
            return "Arguments `target` and `output` must have the same shape up until the last dimension"
        return "Argument `output` must have rank (ndim) `target.ndim - 1`"
    output, labels = _squeeze(output, labels)
    noun = "shape" if len(output) == len(labels) else "rank (ndim)"
    return f"Arguments `target` and `output` must have the same {noun}"


def _size(dim: Dim) -> str:
    return "the batch size" if dim == BATCH else show(dim)


def mixes(prediction: Shape, target: Shape) -> bool:
    """True where broadcasting sets every sample against the targets of the whole batch."""
    output, labels = _squeeze((BATCH, *prediction), (BATCH, *target))
    return len(output) != len(labels)


def stretched(prediction: Shape, target: Shape) -> bool:
    """True where broadcasting repeats the prediction, not the target."""
    output, labels = _squeeze((BATCH, *prediction), (BATCH, *target))
    return any(x == 1 != y for x, y in zip(reversed(output), reversed(labels), strict=False))
