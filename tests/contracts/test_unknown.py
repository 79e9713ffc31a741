"""What an earlier mistake hides stays silent: no kind refuses, or fails on, what it would have accepted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rnndsl.diagnostics.record import replace as with_changes
from rnndsl.ir.dims import UNKNOWN, Sym, is_fixed
from rnndsl.ir.graph import Layer, held
from rnndsl.ir.tensor import Mask, TensorSpec
from rnndsl.ir.typed import Fault
from rnndsl.layers import kind as find_kind
from rnndsl.layers import kind_names

from .compare import infer
from .draw import Case, draw_case

KINDS = [name for name in kind_names() if name != "Input"]


def hidden(value, where):
    """The value with UNKNOWN, or a fixed symbol, in place of a size."""
    if isinstance(value, Layer):
        kind = find_kind(value.kind)
        return with_changes(
            value, args={k: where if k in kind.dimensional else hidden(v, where) for k, v in value.args.items()}
        )
    if held(value):
        return [hidden(item, where) for item in value]
    return value


def with_hidden_arguments(case: Case, where) -> Case:
    """The case with every size among its arguments hidden, in nested layers too."""
    kind = find_kind(case.kind)
    args = {k: where if k in kind.dimensional else hidden(v, where) for k, v in case.args.items()}
    return replace(case, args=args)


def with_hidden_axis(case: Case, axis: int, where) -> Case:
    """The case with one axis of all inputs hidden; a length that varies stays, since a fixed symbol would say more of it."""

    def hide(tensor: TensorSpec) -> TensorSpec:
        dims = list(tensor.dims)
        if axis < len(dims) and (where is UNKNOWN or is_fixed(dims[axis])):
            dims[axis] = where
        mask = tensor.mask and Mask(tuple(dims[: len(tensor.mask.shape)]), tensor.mask.origin)
        return TensorSpec(tuple(dims), tensor.dtype, mask)

    return replace(case, inputs=tuple(hide(t) for t in case.inputs))


@pytest.mark.parametrize("where", [UNKNOWN, Sym("V", fixed=True)], ids=["unknown", "fixed"])
@pytest.mark.parametrize("name", KINDS)
def test_hidden_sizes_are_accepted_wherever_numbers_are(name, where, draws, seed):
    """A call that inference accepts is still accepted when its sizes are not known, in arguments or in any axis."""
    accepted = 0
    for index in range(draws):
        case = draw_case(name, seed, index)
        if isinstance(infer(case), Fault):
            continue
        accepted += 1
        for other in (with_hidden_arguments(case, where), *(with_hidden_axis(case, axis, where) for axis in range(4))):
            found = infer(other)
            assert not isinstance(found, Fault), f"{other}\n{found}"
            assert len(found.outputs) == len(infer(case).outputs)
    assert accepted
