"""What `rnndsl explain` prints for PyTorch gives Keras' output: executed on PyTorch's formulas, with Keras' weights."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rnndsl.ir.fields import REQUIRED
from rnndsl.ir.graph import Layer
from rnndsl.ir.tensor import TensorSpec
from rnndsl.layers import kind as find_kind
from rnndsl.layers import kind_names
from rnndsl.layers.kind import Kind

from . import test_equations, torch_in_numpy
from .draw import FIXED, Case, draw_case
from .evaluate import Sample, evaluate
from .first_batch import FREE
from .run_keras import Run
from .test_equations import ENOUGH, LARGEST, alike, inferred, plain, run_of

pytestmark = pytest.mark.slow

KINDS = [
    name
    for name in kind_names()
    if any(getattr(type(find_kind(name)), hook) is not getattr(Kind, hook) for hook in ("in_torch", "torch"))
]
USUAL = ("activation", "recurrent_activation", "reset_after", "groups", "merge_mode", "strides")


@pytest.mark.parametrize("name", KINDS)
def test_printed_pytorch_computes_what_keras_computes(name: str, draws: int, seed: int, only: int | None) -> None:
    """For drawn arguments, shapes and states: every weight in PyTorch's shape, every output Keras'."""
    told = 0
    for index in [only] if only is not None else range(draws):
        for case in variants(plain(draw_case(name, seed, index))):
            page = printed(case, index)
            run = run_of(case) if "\n  output" in f"\n{page}" else None
            if run is not None:
                told += 1
                wrong = disagreement(page, case, run)
                assert not wrong, f"{case}\n\n{page}\n\n{wrong}"
    assert told or only is not None or draws < ENOUGH, "no draw has words for PyTorch"


@pytest.mark.parametrize("use_bias", [True, False])
@pytest.mark.parametrize("use_causal_mask", [True, False])
def test_several_heads(use_bias: bool, use_causal_mask: bool) -> None:
    """Heads that together are as wide as what comes in, which no draw hits by chance, are PyTorch's."""
    args = {"num_heads": 2, "key_dim": 3, "use_bias": use_bias, "use_causal_mask": use_causal_mask}
    case = Case("MultiHeadAttention", args, (TensorSpec((4, 6)), TensorSpec((4, 6)), TensorSpec((4, 6))))
    run, page = run_of(case), printed(case, 3)
    assert run is not None
    assert "nn.MultiheadAttention(" in page
    assert not disagreement(page, case, run)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("= kernel.T", "= -kernel.T"), ("bias_hh_l0 = torch", "bias_hh_l0 = 1 + torch"), ("y[:, -1]", "y[:, 0]")],
)
def test_a_spoilt_line_is_caught(right: str, wrong: str) -> None:
    """The test can fail: an LSTM with a wrong weight, a wrong bias or a wrong step disagrees."""
    cases = (case for index in range(200) for case in variants(plain(draw_case("LSTM", 0, index))))
    case = next(c for c in cases if all(part in printed(c, 3) for part in ("= kernel.T", "bias_hh_l0 = torch", "y[:, -1]")))
    run, page = run_of(case), printed(case, 3)
    assert run is not None
    assert not disagreement(page, case, run)
    assert disagreement(page.replace(right, wrong), case, run)


def variants(case: Case) -> tuple[Case, ...]:
    """The case, and the same with the usual activations, which alone PyTorch's recurrent modules have; without masks."""
    inputs = tuple(type(t)(t.shape, t.dtype) for t in case.inputs)
    required = {entry.name for entry in find_kind(case.kind).parameters if entry.default is REQUIRED}  # type: ignore[union-attr]
    both = (case.args, _usual(case.args) | {name: case.args[name] for name in required & case.args.keys() & {*USUAL}})
    return tuple(Case(case.kind, args, inputs, case.states, case.batch_size, case.index, case.seed) for args in both)


def _usual(args: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in args.items() if name not in USUAL}
    return {k: Layer(v.name, v.kind, _usual(v.args)) if isinstance(v, Layer) else v for k, v in kept.items()}


def printed(case: Case, index: int) -> str:
    """The page with the words for PyTorch."""
    return test_equations.printed(case, index, "in_torch")


def disagreement(page: str, case: Case, run: Run) -> str:
    """Where the page and Keras compute different numbers; empty where they agree."""
    _, result = inferred(case)
    assert result is not None
    tensors = [
        [None if x is None else np.asarray(x).view(torch_in_numpy.Tensor) for x in xs] for xs in (run.inputs, run.states)
    ]
    weights = {w.name: np.asarray(x).view(torch_in_numpy.Tensor) for w, x in zip(result.weights, run.weights, strict=True)}
    sample = Sample(tensors[0], run.masks, tensors[1], weights, {"T": FREE, "V": FIXED, "N": len(run.inputs[0])})
    found = evaluate("  x = input\n" + page, sample, {name: getattr(torch_in_numpy, name) for name in ("nn", "torch", "F")})
    if len(found) != len(run.outputs):
        return f"{len(found)} outputs, Keras has {len(run.outputs)}"
    for port, (ours, theirs) in enumerate(zip(found, run.outputs, strict=True)):
        if not np.all(np.abs(ours) <= LARGEST):
            return ""
        if ours.shape != theirs.shape or not alike(ours, theirs):
            return f"output {port}:\n{ours}\nKeras:\n{theirs}"
    return ""
