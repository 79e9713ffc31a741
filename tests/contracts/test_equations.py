"""The equations that `rnndsl explain` prints give the layer's output: evaluated with NumPy on the weights that Keras built."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from rnndsl.cli.equation_text import lay_out
from rnndsl.diagnostics.paint import Paint
from rnndsl.ir.graph import Layer
from rnndsl.ir.typed import Refusal
from rnndsl.layers import kind as find_kind
from rnndsl.layers import kind_names
from rnndsl.layers.kind import Call, Kind, Result, complete

from .draw import FIXED, Case, draw_case
from .evaluate import Sample, evaluate
from .first_batch import FREE
from .run_keras import Run, run_keras

pytestmark = pytest.mark.slow

WIDTHS = (40, 60, 80, 100, 140)
NUMBERS = ("float32", "int32")
ENOUGH = 100  # draws of which some must be told about
LARGEST = 1e6  # what activations without a bound make of large numbers overflows in 32 bits
KINDS = [
    name
    for name in kind_names()
    if any(getattr(type(find_kind(name)), hook) is not getattr(Kind, hook) for hook in ("equations", "equation"))
]


@pytest.mark.parametrize("name", KINDS)
def test_printed_equations_compute_what_keras_computes(name: str, draws: int, seed: int, only: int | None) -> None:
    """For drawn arguments, shapes, masks and states, every output of every sample, read off the printed page."""
    told = 0
    for index in [only] if only is not None else range(draws):
        case = plain(draw_case(name, seed, index))
        page = printed(case, index)
        run = run_of(case) if page else None
        if run is not None:
            told += 1
            wrong = disagreement(page, case, run)
            assert not wrong, f"{case}\n\n{page}\n\n{wrong}"
    assert told or only is not None or draws < ENOUGH, "no draw has equations"


@pytest.mark.parametrize(("right", "wrong"), [("sigmoid(", "tanh("), ("f[t] * c", "i[t] * c"), ("+ b[", "- b[")])
def test_a_spoilt_equation_is_caught(right: str, wrong: str) -> None:
    """The test can fail: an LSTM with another gate, another state or other columns disagrees."""
    found = (plain(draw_case("LSTM", 0, index)) for index in range(200))
    case, page = next(
        (c, p) for c in found if (p := printed(c, 3)) and all(r in p for r in (right, "f[t] * c", "sigmoid(", "+ b["))
    )
    run = run_of(case)
    assert run is not None
    assert not disagreement(page, case, run)
    assert disagreement(page.replace(right, wrong, 1), case, run)


def plain(case: Case) -> Case:
    """The case in Keras' usual dtype: what is wrong in eight bits of a number proves nothing about an equation."""
    args = {k: _plain(v) for k, v in case.args.items() if k not in ("dtype", "use_cudnn")}
    return Case(case.kind, args, case.inputs, case.states, case.batch_size, case.index, case.seed)


def _plain(value: Any) -> Any:
    """A layer in the usual dtype; those of a list under names of their own, as a file's layers have them."""
    if isinstance(value, (list, tuple)) and any(isinstance(one, Layer) for one in value):
        return [Layer(f"{one.name}_{k}", one.kind, _plain(one).args) for k, one in enumerate(value)]
    if not isinstance(value, Layer):
        return value
    return Layer(value.name, value.kind, {k: _plain(v) for k, v in value.args.items() if k not in ("dtype", "use_cudnn")})


def printed(case: Case, index: int, hook: str = "equations") -> str:
    """The page with the equations of a case, or what another hook tells; empty where the kind has none, or refuses it."""
    kind = find_kind(case.kind)
    assert kind is not None
    if any(tensor.dtype not in NUMBERS for tensor in (*case.inputs, *case.states)):
        return ""
    call, result = inferred(case)
    return lay_out(getattr(kind, hook)(call, result), Paint(False, WIDTHS[index % len(WIDTHS)])) if result is not None else ""


def inferred(case: Case) -> tuple[Call, Result | None]:
    """The call of a case and what comes of it; None where it is refused."""
    kind = find_kind(case.kind)
    assert kind is not None
    call = Call(complete(kind, case.args), case.inputs, case.states, case.batch_size, "layer")
    try:
        return call, kind.infer(call)
    except Refusal:
        return call, None


@cache
def run_of(case: Case) -> Run | None:
    """What Keras computes, or None where the lengths that stand for free axes do not fit."""
    try:
        return run_keras(case)
    except Exception:
        return None


def alike(ours: Any, theirs: Any) -> bool:
    """True for numbers that differ by what 32 bits lose among numbers of their size."""
    return np.allclose(ours, theirs, rtol=2e-4, atol=2e-5 * max(1, np.max(np.abs(ours), initial=0)), equal_nan=True)


def disagreement(page: str, case: Case, run: Run) -> str:
    """Where the page and Keras compute different numbers; empty where they agree."""
    kind = find_kind(case.kind)
    assert kind is not None
    names = [w.name for w in kind.infer(Call(complete(kind, case.args), case.inputs, case.states, case.batch_size)).weights]
    weights = dict(zip(names, run.weights, strict=True))
    for sample in range(len(run.inputs[0])):
        inputs, masks, states = ([None if x is None else x[sample] for x in xs] for xs in (run.inputs, run.masks, run.states))
        found = evaluate(page, Sample(inputs, masks, states, weights, {"T": FREE, "V": FIXED}))
        if len(found) != len(run.outputs):
            return f"{len(found)} outputs, Keras has {len(run.outputs)}"
        for port, (ours, theirs) in enumerate(zip(found, run.outputs, strict=True)):
            if ours.shape != theirs[sample].shape:
                return f"output {port}: shape {ours.shape}, Keras {theirs[sample].shape}"
            if not np.all(np.abs(ours) <= LARGEST):
                return ""
            if not alike(ours, theirs[sample]):
                return f"output {port} of sample {sample}:\n{ours}\nKeras:\n{theirs[sample]}"
    return ""
