"""One call of one kind, for the tests of this folder."""

from __future__ import annotations

import pytest

from rnndsl.ir.dims import Sym
from rnndsl.ir.tensor import Mask, TensorSpec
from rnndsl.ir.typed import Refusal
from rnndsl.layers import kind
from rnndsl.layers.kind import Call, complete

T, V = Sym("T"), Sym("en.vocabulary_size", fixed=True)


def tensor(*shape, dtype="float32", masked=False):
    """A tensor; `masked` over all axes but the last, as Masking makes it."""
    return TensorSpec(shape, dtype, Mask(shape[:-1], "masking") if masked else None)


def infer(name, *inputs, batch_size=None, **args):
    """The answer of a kind to one call."""
    found = kind(name)
    return found.infer(Call(complete(found, args), inputs, (), batch_size, name.lower()))


def output(name, *inputs, **args):
    """The only output of a call."""
    (out,) = infer(name, *inputs, **args).outputs
    return out


def fault(name, *inputs, **args):
    """The fault of a call that is refused."""
    with pytest.raises(Refusal) as refused:
        infer(name, *inputs, **args)
    return refused.value.fault
