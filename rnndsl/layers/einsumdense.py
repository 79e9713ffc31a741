"""EinsumDense: a kernel multiplied with the input as an equation of letters says."""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.ir.dims import Derived, Dim, Shape, Sym, differ, product, show, show_shape
from rnndsl.ir.fields import Entry, Int, ListOf, Str, optional
from rnndsl.ir.tensor import UNKNOWN_TENSOR, TensorSpec, Weight

from ._dtypes import compute_dtype, refuse_strings, variable_dtype
from ._entries import activation, constraint, initializer, regularizer
from ._initial import refuse_initializers
from ._ranks import need_length, unequal, whole
from .kind import Call, Kind, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


class Equation(Record):
    """The letters of input, kernel and output. `left` and `right` say where `...` stands for further axes."""

    input: str
    kernel: str
    output: str
    left: bool = False
    right: bool = False


class EinsumDense(Kind):
    """Keras' EinsumDense: letters that the input and the kernel share and the output has not are added up."""

    name = "EinsumDense"
    doc = "Multiplies with a kernel as an equation says: `abc,cd->abd` is Dense on a sequence."
    work = "the product of all letters' lengths"
    family = "dense and activation"
    masks = "drops"
    keeps_mask = "use Dense, which keeps the mask, where the equation only multiplies the features"
    parameters = (
        Entry("equation", Str("an equation such as abc,cd->abd"), doc="Letters of input, kernel and output; `...` for others."),
        Entry(
            "output_shape",
            ListOf(optional(Int(1)), low=1, single=True),
            doc="The output's axes without the batch; null: the input's, and none for what `...` stands for.",
        ),
        activation(None),
        Entry(
            "bias_axes", optional(Str("letters of the output")), None, "The letters along which a bias is added; null: none."
        ),
        initializer("kernel", "glorot_uniform"),
        initializer("bias", "zeros"),
        regularizer("kernel"),
        regularizer("bias"),
        constraint("kernel"),
        constraint("bias"),
    )

    def infer(self, call: Call) -> Result:
        """The output's shape and the kernel's; refuses equations that say no shapes, and inputs that do not fit them."""
        args, shape = call.args, whole(call.input.dims, call.batch_size)
        refuse_strings(call, "")
        equation = parsed(args["equation"])
        announced = _announced(call, equation, shape)
        _check_letters(call, equation, shape, announced)
        kernel, bias = _kernel(call, equation, shape, announced), _bias(call, equation, shape, announced)
        made = (args["trainable"], variable_dtype(args))
        weights = (Weight("kernel", kernel, *made), *([] if bias is None else [Weight("bias", bias, *made)]))
        refuse_initializers(args, weights)
        if _beyond(equation, shape):  # Keras multiplies the last axis, and announces another shape
            return Result((UNKNOWN_TENSOR,), weights)
        return Result((TensorSpec(tuple(announced[1:]), compute_dtype(args)),), weights)

    def multiply_adds(self, call: Call, result: Result) -> Dim:
        """One for every combination of letters, and of what `...` stands for."""
        equation, shape = parsed(call.args["equation"]), whole(call.input.dims, call.batch_size)
        free = [letter for letter in equation.kernel if letter not in equation.input]
        lengths = dict(zip(equation.kernel, result.weights[0].shape, strict=True))
        return product((*shape[1:], *(lengths[letter] for letter in free)))


def parsed(text: str) -> Equation:
    """The letters of an equation in one of the three forms that Keras takes; refuses others."""
    given, arrow, output = text.partition("->")
    tensor, comma, kernel = given.partition(",")
    parts = (tensor, kernel, output)
    left = tensor.startswith("...") and output.startswith("...")
    right = tensor.endswith("...") and output.endswith("...")
    letters = [part.removeprefix("...") if left else part.removesuffix("...") if right else part for part in parts]
    plain = all(part.isascii() and part.isalpha() for part in letters) and "..." not in kernel
    if not arrow or not comma or not plain or (right and len(letters[0]) < 2):
        keras = "Equations must be in the form [X],[Y]->[Z], ...[X],[Y]->...[Z], or [X]...,[Y]->[Z]..."
        refuse("argument", "letters as in abc,cd->abd, or ...c,cd->...d", text, keras=keras, argument="equation")
    return Equation(letters[0], letters[1], letters[2], left, right)


def _announced(call: Call, equation: Equation, shape: Shape) -> list[Dim]:
    """The output's shape as Keras announces it: null stays open, and further axes on the left come in from the last."""
    further = len(shape) - len(equation.input)
    if further < 0 or (_beyond(equation, shape) and differ(shape[-1], shape[len(equation.input) - 1])):
        wanted = f"{len(equation.input)} axes, as {equation.input}"
        refuse("rank", wanted, show_shape(call.input.shape), input=0, wants=len(equation.input), has=len(shape))
    given = call.args["output_shape"]
    inner = [given] if isinstance(given, int) else list(given)
    seen = dict(zip(equation.input, shape[further:] if equation.left else shape, strict=False))
    begin = max(further, 1) if equation.left else 1
    letters = equation.output[begin - further :] if equation.left else equation.output[1:]
    known = [seen.get(letter) for letter in letters] + [None] * len(inner)
    announced = [shape[0], *(_open(seen) if dim is None else dim for dim, seen in zip(inner, known, strict=False))]
    if equation.left:
        for axis in range(1, further):
            announced.insert(1, shape[axis])
        if any(map(differ, announced[1:further], shape[1:further])):
            found = f"{show_shape(call.input.shape)}, of which Keras announces the further axes in the wrong order"
            refuse("argument", "an equation with a letter for each axis", found, input=0, argument="equation")
    elif further:
        announced += shape[len(shape) - further :]
    rank = len(equation.output) + (further if equation.left or equation.right else 0)
    if len(announced) != rank and not _beyond(equation, shape):
        wanted = f"an output_shape for {equation.output}, without the batch"
        refuse("argument", wanted, f"output_shape: {given}", input=0, argument="output_shape")
    return announced


def _beyond(equation: Equation, shape: Shape) -> bool:
    """True if the input has more axes than the equation speaks of."""
    return len(shape) > len(equation.input) and not (equation.left or equation.right)


def _open(dim: Dim | None) -> Dim:
    """A length that Keras leaves open, printed as it will be."""
    return Derived("?" if dim is None else show(dim))


def _places(equation: Equation, shape: Shape) -> tuple[dict[str, int], dict[str, int]]:
    """Where each letter stands in the input's and in the output's shape."""
    further = len(shape) - len(equation.input) if equation.left else 0
    inputs, outputs = ({c: i + further for i, c in enumerate(letters)} for letters in (equation.input, equation.output))
    return inputs, outputs


def _check_letters(call: Call, equation: Equation, shape: Shape, announced: list[Dim]) -> None:
    """Refuse letters that stand nowhere else, and lengths that differ where input and output share a letter."""
    inputs, outputs = _places(equation, shape)
    found = call.args["equation"]
    for letter in equation.output:
        if letter not in equation.input + equation.kernel:
            _refuse(f"`{letter}` in the input or the kernel", found, "has no corresponding dim in the input spec")
    for letter in equation.kernel:
        if letter not in equation.input + equation.output:
            _refuse(f"`{letter}` in the input or the output", found, "did not have a match in either the input spec")
    if max(outputs.values()) >= len(announced):
        _refuse(f"an output_shape of {len(equation.output)} axes, the batch counted", found, "list index out of range")
    for letter in equation.input:
        if letter in outputs and _unlike(announced[outputs[letter]], shape[inputs[letter]]):
            expected = f"{show(shape[inputs[letter]])} at `{letter}`, as in the input"
            keras = "Input shape and output shape do not match at shared dimension"
            refuse("argument", expected, show(announced[outputs[letter]]), keras=keras, input=0, argument="output_shape")


def _unlike(announced: Dim, given: Dim) -> bool:
    """True if Keras finds the two different: a number is never None, and what is left open is not compared."""
    if isinstance(announced, (Derived, Sym)) and not announced.fixed:
        return False
    return unequal(announced, given)


def _refuse(expected: str, equation: str, keras: str) -> NoReturn:
    refuse("argument", expected, equation, keras=keras, argument="equation")


def _kernel(call: Call, equation: Equation, shape: Shape, announced: list[Dim]) -> Shape:
    """The kernel's shape: every letter's length, the output's before the input's."""
    inputs, outputs = _places(equation, shape)
    lengths = [announced[outputs[letter]] if letter in outputs else shape[inputs[letter]] for letter in equation.kernel]
    return tuple(need_length(dim, call.input.dims, -1) for dim in lengths)


def _bias(call: Call, equation: Equation, shape: Shape, announced: list[Dim]) -> Shape | None:
    """The bias' shape: the lengths of its letters from the first on, 1 for others between them; None without one."""
    letters = call.args["bias_axes"]
    if letters is None:
        return None
    odd = next((letter for letter in letters if letter not in equation.output), None)
    if odd is not None:
        keras = "was requested, but is not part of the output spec"
        refuse("argument", f"letters of {equation.output}", letters, keras=keras, argument="bias_axes")
    outputs = _places(equation, shape)[1]
    first = min(equation.output.find(letter) for letter in letters)
    lengths = [announced[outputs[letter]] if letter in letters else 1 for letter in equation.output[first:]]
    further = 0 if equation.left else len(shape) - len(equation.input)
    return tuple(need_length(dim, call.input.dims, -1) for dim in (*lengths, *(1,) * further))


KIND = EinsumDense()
