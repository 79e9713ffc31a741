"""Layers of the user's own: kinds that a file declares under `extensions`, with the shape rule in place of written inference.

Such a kind belongs to the document that declares it and is registered nowhere: its name carries it (`OwnName`), through
lines, graph and emission. Nothing here imports the user's class; what is declared is believed until the model is built.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.ir.dims import UNKNOWN, Derived, Dim, Shape, differ, is_fixed, multiply, product, show, show_shape
from rnndsl.ir.fields import Int
from rnndsl.ir.graph import Layer, held
from rnndsl.ir.tensor import UNKNOWN_TENSOR, TensorSpec, Weight

from . import _shape_rule
from ._carried import Carried
from ._dtypes import compute_dtype, variable_dtype
from ._shape_rule import LEADING, Rule, evaluate, letters
from .kind import Call, Kind, Reach, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from rnndsl.diagnostics.span import Span
    from rnndsl.ir.fields import Entry

ShapeRule = tuple[Rule | str, ...]  # the text is LEADING
LARGEST = 2**63


class OwnName(Carried):
    """The name of a kind that a document declares."""

    kind: OwnKind | None = None


class WeightRule(Record):
    """A declared weight; `when` names the argument that must be true for it to be there."""

    name: str
    shape: ShapeRule
    trainable: bool = True
    when: str = ""


class Declared(Record):
    """What a declaration says about the tensors. `spread`: the class is called with its inputs one by one.

    `inputs`, `outputs` and `states` are by name; a single input or output has the name `""`. `dtype` is empty where the
    layer returns what it computes in. What is not `sound` was reported: it has names, but says nothing of shapes.
    """

    inputs: dict[str, ShapeRule]
    outputs: dict[str, ShapeRule]
    weights: tuple[WeightRule, ...] = ()
    states: dict[str, ShapeRule] = {}
    spread: bool = False
    masks: str = "drops"
    dtype: str = ""
    multiply_adds: Rule | None = None
    sound: bool = True


class OwnKind(Kind):
    """A kind made of a declaration. `module` and `class_name` say what `--allow-extensions` imports; `place` is its name."""

    def __init__(
        self,
        name: OwnName,
        doc: str,
        source: tuple[str, str],
        parameters: tuple[Entry, ...],
        rule: Declared,
        place: Span,
    ) -> None:
        self.name = name  # brings this kind along, as every name of a declared kind does
        self.doc = doc or f"A layer of this file: {':'.join(source)}."
        self.module, self.class_name = source
        self.parameters = parameters
        self.rule = rule
        self.place = place
        self.dimensional = tuple(entry.name for entry in parameters if isinstance(entry.type, Int))
        self.low = self.high = max(len(rule.inputs), 1)
        self.masks = rule.masks
        self.spread = rule.spread
        self.work = rule.multiply_adds.text if rule.multiply_adds is not None else ""

    @property
    def target(self) -> str:
        """The name under which the script imports the class."""
        return str(self.name)

    def ports(self, args: Mapping[str, Any]) -> tuple[str, ...]:
        """The outputs by name; the one of a layer with a single output has none."""
        return tuple(self.rule.outputs) or ("",)

    def infer(self, call: Call) -> Result:
        """What the rule says of these inputs; raises Refusal where they do not fit it. UNKNOWN where the rule is mistaken."""
        return self.judged(call)

    def judged(self, call: Call) -> Result:
        """The same, for the step of a cell too."""
        if not self.rule.sound:
            return Result((UNKNOWN_TENSOR,) * len(self.ports(call.args)))
        known, leading = self.bound(self.rule, call)
        masks = [tensor.mask for tensor in (call.inputs[:1] if self.spread else call.inputs)]
        kept = masks if self.masks == "passes" else []
        outputs = tuple(
            TensorSpec(
                self.shape(rule, known, leading),
                self.rule.dtype or compute_dtype(call.args),
                kept[index] if index < len(kept) else None,
            )
            for index, rule in enumerate(self.rule.outputs.values())
        )
        return Result(outputs, tuple(self._weights(self.rule, call, known)))

    def multiply_adds(self, call: Call, result: Result) -> Dim:
        """What the declaration says, at every position of the leading axes; UNKNOWN where it says nothing."""
        if not self.rule.sound or self.rule.multiply_adds is None:
            return UNKNOWN
        known, leading = self.bound(self.rule, call)
        return multiply(product(leading), self._dimension(self.rule.multiply_adds, known))

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """All steps: nothing is declared about it."""
        return Reach(None)

    # The rule

    def bound(self, rule: Declared, call: Call) -> tuple[dict[str, Dim], Shape]:
        """What letters mean in a call, and the leading axes; raises Refusal where the inputs do not fit the rule."""
        known: dict[str, Dim] = {name: call.args[name] for name in self.dimensional if call.args[name] is not None}
        leading: Shape | None = None
        for index, (shape, tensor) in enumerate(zip(rule.inputs.values(), call.inputs, strict=True)):
            dims, more = _aligned(shape, tensor, index)
            if more is not None and leading is not None and _unequal(leading, more):
                refuse("merge", f"the leading axes {show_shape(leading)}", show_shape(more), input=index)
            leading = more if leading is None else leading
            for each, dim in zip((r for r in shape if isinstance(r, Rule)), dims, strict=True):
                if each.letter is not None:
                    known.setdefault(each.letter, dim)
        for index, (shape, tensor) in enumerate(zip(rule.inputs.values(), call.inputs, strict=True)):
            self._check(shape, tensor, index, known)
        self._check_fixed(rule, call, known)
        return known, leading or ()

    def _check(self, shape: ShapeRule, tensor: TensorSpec, index: int, known: dict[str, Dim]) -> None:
        dims, _ = _aligned(shape, tensor, index)
        for each, dim in zip((r for r in shape if isinstance(r, Rule)), dims, strict=True):
            wanted = self._dimension(each, known)
            if differ(wanted, dim):
                is_number = isinstance(each.expression, _shape_rule.Number)
                meant = f"{show(wanted)} in the place of `{each.text}`" if not is_number else f"an axis of {show(wanted)}"
                refuse("axis", f"{meant}, as {written(shape)} declares", str(tensor), input=index)

    def _check_fixed(self, rule: Declared, call: Call, known: dict[str, Dim]) -> None:
        """Refuse a length that varies where a weight's shape needs a number."""
        used = {
            letter.name
            for weight in rule.weights
            for r in weight.shape
            if isinstance(r, Rule)
            for letter in letters(r.expression)
        }
        free = next((name for name in sorted(used) if not is_fixed(known[name])), None)
        if free is not None:
            names = (shape for shape in rule.inputs.values())
            index = next(
                (i for i, shape in enumerate(names) if any(isinstance(r, Rule) and r.letter == free for r in shape)), 0
            )
            refuse("axis", f"a known number for `{free}`, since its weights depend on it", str(call.inputs[index]), input=index)

    def shape(self, rule: ShapeRule, known: dict[str, Dim], leading: Shape) -> Shape:
        """The shape that a rule means, once the letters and the leading axes are known."""
        dims: list[Dim] = []
        for each in rule:
            dims += leading if isinstance(each, str) else (self._dimension(each, known),)
        return tuple(dims)

    def _dimension(self, rule: Rule, known: dict[str, Dim]) -> Dim:
        try:
            found = evaluate(rule.expression, known)
        except ZeroDivisionError:
            refuse("argument", f"a divisor other than 0 in `{rule.text}`", "0")
        if isinstance(found, int) and not 0 <= found < LARGEST:
            refuse("argument", f"`{rule.text}` to be 0 or more" if found < 0 else f"`{rule.text}` below 2^63", _short(found))
        if isinstance(found, Derived) and len(found.text) > _shape_rule.LONGEST:
            return Derived(f"({rule.text})", found.fixed)  # a rule applied again and again may double its text each time
        return found

    def _weights(self, rule: Declared, call: Call, known: dict[str, Dim]) -> Iterator[Weight]:
        dtype, trainable = variable_dtype(call.args), call.args["trainable"]
        for weight in rule.weights:
            if not weight.when or call.args[weight.when]:
                yield Weight(weight.name, self.shape(weight.shape, known, ()), trainable and weight.trainable, dtype)


def _aligned(shape: ShapeRule, tensor: TensorSpec, index: int) -> tuple[Shape, Shape | None]:
    """The dimensions of a tensor that the rules of a shape stand for, and those that `...` stands for (None without it)."""
    dims, own = tensor.dims, len(shape) - (LEADING in shape)
    if len(dims) < own or (LEADING not in shape and len(dims) > own):
        more = " or more" if LEADING in shape else ""
        expected = f"{written(shape)}: rank {own + 1}{more}"
        refuse("rank", expected, str(tensor), input=index, wants=own + 1, has=tensor.rank)
    if LEADING not in shape:
        return dims, None
    at = shape.index(LEADING)
    many = len(dims) - own
    return (*dims[:at], *dims[at + many :]), dims[at : at + many]


def _short(number: int) -> str:
    """A number as messages print it: one too large to be read by its length."""
    return str(number) if number < LARGEST else f"a number of {number.bit_length()} bits"


def _unequal(one: Shape, other: Shape) -> bool:
    return len(one) != len(other) or any(map(differ, one, other))


def written(shape: ShapeRule) -> str:
    """A shape rule as messages print it, with the batch axis: `(N, T, 4*units)`."""
    return (
        "(" + ", ".join(["N", *(each if isinstance(each, str) else each.text for each in shape)]) + ("" if shape else ",") + ")"
    )


def declared_kinds(names: Iterable[str]) -> tuple[OwnKind, ...]:
    """The kinds that the keys of an `extensions` section bring along."""
    return tuple(name.kind for name in names if isinstance(name, OwnName) and name.kind is not None)


def own_kinds(layers: Iterable[Layer]) -> dict[str, OwnKind]:
    """The declared kinds that layers, and those nested in them, are of, by name."""
    found: dict[str, OwnKind] = {}
    for layer in layers:
        if isinstance(layer.kind, OwnName) and layer.kind.kind is not None:
            found[str(layer.kind)] = layer.kind.kind
        found.update(own_kinds(held(*layer.args.values())))
    return found
