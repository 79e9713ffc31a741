"""Layers that a file declares take part in the contract: what their rule says equals what their class builds."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from rnndsl.diagnostics.span import Source
from rnndsl.frontend.read import read
from rnndsl.ir.dims import Dim, Sym
from rnndsl.ir.graph import Layer
from rnndsl.ir.tensor import TensorSpec
from rnndsl.ir.typed import Fault
from rnndsl.layers._own import OwnKind, declared_kinds
from rnndsl.layers._shape_rule import Rule, evaluate
from rnndsl.pipeline import check

from .compare import contradictions, infer
from .draw import Case, draw_args, draw_mask

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
PEEPHOLE = HERE.parents[1] / "examples" / "peephole" / "peephole.yaml"
OWN = HERE / "own" / "own.yaml"
LENGTHS: tuple[Dim, ...] = (1, 2, 3, 5, 8)


def declared(path: Path, text: str = "") -> dict[str, OwnKind]:
    """The layers that a file declares, by name; `text` replaces the file's own."""
    source = read(str(path))
    spec = check(Source(source.name, text or source.text, source.folder)).spec
    assert spec is not None
    return {str(kind.name): kind for kind in declared_kinds(spec.get("extensions").data)}  # type: ignore[union-attr]


KINDS = {**declared(OWN), **declared(PEEPHOLE)}


def draw(kind: OwnKind, seed: int, index: int) -> Case:
    """A call of a declared layer, its inputs mostly as the rule wants them; a cell stands in an RNN."""
    rng = Random(f"{seed}:{kind.name}:{index}")
    args = draw_args(rng, kind.name)
    if args.get("dtype") == "bfloat16":  # in which TensorFlow has no orthogonal matrices: a matter of the class, not of shapes
        del args["dtype"]
    known: dict[str, Dim] = {**kind.defaults(), **args}
    shapes = [tuple(_dims(rng, shape, known, kind)) for shape in kind.rule.inputs.values()]
    if rng.random() < 0.1:
        shapes[0] = shapes[0][1:] if rng.random() < 0.5 else (*shapes[0], 2)
    if kind.inside:
        asked = {name: rng.random() < 0.5 for name in ("return_sequences", "return_state")}
        args = {"cell": Layer("cell", kind.name, args), **asked}
        shapes[0] = (rng.choice((4, Sym("T"))), *shapes[0])
    inputs = tuple(TensorSpec(shape, "float32", draw_mask(rng, shape, "float32", kind.inside)) for shape in shapes)
    return Case("RNN" if kind.inside else kind.name, args, inputs, (), rng.choice((None, 2)), index, seed)


def _dims(rng: Random, shape, known, kind):
    """Dimensions for the rules of a shape; letters of weights are numbers, others may be free."""
    used = {r.letter for w in kind.rule.weights for r in w.shape if isinstance(r, Rule)}
    for each in shape:
        if not isinstance(each, Rule):
            yield from rng.choice(((), (3,), (2, 4)))
        elif each.letter is not None:
            free = each.letter not in used and each.letter not in ("F",) and rng.random() < 0.3
            yield known.setdefault(each.letter, Sym(each.letter) if free else rng.choice(LENGTHS))
        else:
            yield evaluate(each.expression, known)


@pytest.mark.parametrize("name", KINDS)
def test_a_declaration_agrees_with_its_class(name: str, draws: int, seed: int) -> None:
    """Where the rule takes a call, class and rule agree on shapes, dtype, mask, weights and number of parameters.

    A rule may be narrower than its class: what it refuses is not tried. At least half of the draws fit.
    """
    kind, fit = KINDS[name], 0
    for index in range(min(draws, 40)):
        case = draw(kind, seed, index)
        if isinstance(infer(case), Fault):
            continue
        fit += 1
        assert contradictions(case) == [], str(case)
    assert fit > min(draws, 40) / 2


WRONG = {
    "Mix": [
        ("kernel: [F, 2*units]", "kernel: [F, units]"),
        ("[..., 2*units]", "[..., units]"),
        ("mask: passes", "mask: drops"),
    ],
    "Mix's bias": [(", when: use_bias", "")],
    "Halve": [("[T//2, F]", "[T - 1, F]"), ("outputs: [T//2, F]", "outputs: [T//2, F]\n    mask: passes")],
    "Compare": [("scores: [T, S]", "scores: [S, T]"), ("context: [T, F]", "context: [T, S]")],
    "Largest": [("dtype: int32", "dtype: int64"), ("outputs: [T]", "outputs: [F]")],
    "Scaled": [("trainable: false", "trainable: true"), ("scale: {", "scales: {")],
    "Ends": [("[T - steps, F]", "[T - steps - 1, F]")],
    "Leaky": [
        ("kernel: [F, units]}\n    multiply", "kernel: [units, units]}\n    multiply"),
        ("{level: [units]}", "{level: [F]}"),
    ],
}


@pytest.mark.parametrize(("name", "right", "wrong"), [(name, *pair) for name, pairs in WRONG.items() for pair in pairs])
def test_a_wrong_declaration_is_caught(name: str, right: str, wrong: str, seed: int) -> None:
    """The contract can fail: one wrong word in a declaration, and some call disagrees with the class."""
    text = OWN.read_text(encoding="utf-8")
    assert right in text
    kind = declared(OWN, text.replace(right, wrong))[name.removesuffix("'s bias")]
    cases = [draw(kind, seed, index) for index in range(40)]
    assert any(not isinstance(infer(case), Fault) and contradictions(case) for case in cases)
