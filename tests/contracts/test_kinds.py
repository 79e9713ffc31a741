"""Every layer kind equals the installed Keras layer: shapes, dtypes, masks, weights, ports, and whether it raises.

The draws come from a seed; `--draws N` sets their number per kind (hundreds in a nightly run), `--seed S` their seed.
"""

from __future__ import annotations

from collections import defaultdict

import pytest

from rnndsl.ir.dims import add
from rnndsl.ir.tensor import TensorSpec
from rnndsl.ir.typed import Fault
from rnndsl.layers import kind as find_kind
from rnndsl.layers import kind_names
from rnndsl.layers.kind import Call, Kind, Result, refuse

from .compare import contradictions, infer
from .draw import Case, draw_case
from .observe import observe, observe_as_graph

pytestmark = pytest.mark.slow

KINDS = [name for name in kind_names() if name != "Input"]
SAMPLES = 5  # draws of one sort of fault that are needed before its words are judged


@pytest.mark.parametrize("name", KINDS)
def test_kind_agrees_with_keras(name, draws, seed, only):
    """For drawn arguments and inputs, inference says what Keras does, at build and on a first batch."""
    found = [_report(draw_case(name, seed, index)) for index in ([only] if only is not None else range(draws))]
    wrong = [report for report in found if report]
    assert not wrong, f"{len(wrong)} of {len(found)} cases disagree:\n\n" + "\n\n".join(wrong[:3])


@pytest.mark.parametrize("name", KINDS)
def test_quoted_words_are_those_of_keras(name, draws, seed):
    """What a fault puts into Keras' mouth stands in the exception, up to each «…».

    A draw may hold several mistakes, of which Keras names another one first; so one draw of each sort has to confirm it.
    """
    confirmed, heard = defaultdict(list), {}
    for index in range(draws):
        case = draw_case(name, seed, index)
        fault = infer(case)
        if isinstance(fault, Fault) and fault.keras and observe(case).raised:
            confirmed[fault.what, fault.argument].append(said_by_keras(fault.keras, case))
            heard[fault.what, fault.argument] = f"{fault.keras!r} is not in {observe(case).raised!r}"
    wrong = [heard[sort] for sort, found in confirmed.items() if len(found) >= SAMPLES and not any(found)]
    assert not wrong, "\n".join(wrong)


def said_by_keras(words: str, case: Case) -> bool:
    """True if the words stand in what Keras raises, in a plain call or in the compiled first batch."""
    pieces = [piece.strip() for piece in words.split("…")]
    return any(all(p in seen(case).raised for p in pieces) for seen in (observe, observe_as_graph))


@pytest.mark.parametrize("name", KINDS)
def test_draws_build_and_fail_both(name, draws, seed):
    """The draws are no sham: some of them build in Keras."""
    built = sum(not observe(draw_case(name, seed, index)).raised for index in range(min(draws, 20)))
    assert built >= 2


class Wrong(Kind):
    """A kind that is deliberately wrong in one point about Dense."""

    name = "Dense"
    parameters = find_kind("Dense").parameters

    def __init__(self, point):
        self.point = point

    def infer(self, call: Call) -> Result:
        """Dense's answer, spoilt in one point."""
        if self.point == "refuses":
            refuse("rank", "nothing", str(call.input))
        right = find_kind("Dense").infer(call)
        out = right.outputs[0]
        shape = (*out.dims[:-1], add(out.dims[-1], 1)) if self.point == "shape" else out.dims
        dtype = "int8" if self.point == "dtype" else out.dtype
        mask = None if self.point == "mask" else out.mask
        weights = right.weights[:1] if self.point == "weights" else right.weights
        outputs = (TensorSpec(shape, dtype, mask),) * (2 if self.point == "ports" else 1)
        return Result(outputs, weights)


@pytest.mark.parametrize("point", ["shape", "dtype", "mask", "weights", "ports", "refuses", "passes"])
def test_a_wrong_kind_is_caught(point, seed):
    """The contract can fail: a Dense that is wrong in one point disagrees, and the right one does not."""
    kind = Passes() if point == "passes" else Wrong(point)
    cases = [draw_case("Dense", seed, index) for index in range(30)]
    assert any(contradictions(case, kind) for case in cases)
    assert not any(contradictions(case) for case in cases)


class Passes(Wrong):
    """A Dense that never refuses."""

    def __init__(self):
        super().__init__("passes")

    def infer(self, call: Call) -> Result:
        """Accept everything."""
        return Result((call.input,))


def _report(case: Case) -> str:
    wrong = contradictions(case)
    return "\n".join([str(case), *(f"  -> {line}" for line in wrong)]) if wrong else ""
