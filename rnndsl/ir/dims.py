"""Dimensions and the only place where they are computed.

A dimension is a number, a symbol, something derived from symbols, or UNKNOWN (an earlier mistake hides it; it absorbs all
that follows). Keras sees None for a symbol, except for a `fixed` one: that is a fact of the data, such as the size of a
vocabulary, which is a number by the time the model is built.
"""

from __future__ import annotations

from rnndsl.diagnostics.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Sym(Record):
    """A dimension with a name: `T` (free: Keras' None) or `en.vocabulary_size` (fixed: a number once data are read)."""

    name: str
    fixed: bool = False


class Derived(Record):
    """A dimension computed from at least one symbol; `text` is how people read it, e.g. `2·V` or `(T - 2)`.

    `terms` are those of `ir.terms`: the products of symbols whose sum it is, each with its coefficient; empty for what is
    no such sum, such as `⌈T/2⌉`.
    """

    text: str
    fixed: bool = False
    terms: tuple[tuple[tuple[Sym | Derived, ...], int], ...] = ()


class Unknown(Record):
    """A dimension that an earlier mistake hides."""


UNKNOWN = Unknown()
Dim = int | Sym | Derived | Unknown
Shape = tuple[Dim, ...]


def show(dim: Dim) -> str:
    """How a dimension is printed: `24`, `T`, `2·V`, `?`."""
    if isinstance(dim, int):
        return str(dim)
    if isinstance(dim, Sym):
        return dim.name
    return dim.text if isinstance(dim, Derived) else "?"


def show_shape(shape: Shape | None) -> str:
    """A shape without its batch axis, printed with it: `(N, 24, 8)`; `(N, ...)` where even the rank is unknown."""
    if shape is None:
        return "(N, …)"
    return "(" + ", ".join(["N", *map(show, shape)]) + ("" if shape else ",") + ")"


def keras_dim(dim: Dim) -> int | None:
    """What Keras calls this dimension: its number, or None."""
    return dim if isinstance(dim, int) else None


def is_fixed(dim: Dim) -> bool:
    """True if the dimension is a number whenever Keras builds the model; UNKNOWN counts as fixed, so that it absorbs."""
    return not isinstance(dim, (Sym, Derived)) or dim.fixed


def apply(function: Callable[..., int], form: str, *dims: Dim) -> Dim:
    """Compute `function(*dims)`, or the Derived dimension that `form` prints, or UNKNOWN.

    >>> apply(lambda a, b: a * b, "{}·{}", 2, 12), show(apply(lambda a, b: a * b, "{}·{}", 2, Sym("T")))
    (24, '2·T')
    """
    if all(isinstance(d, int) for d in dims):
        return function(*dims)
    if any(isinstance(d, Unknown) for d in dims):
        return UNKNOWN
    return Derived(form.format(*map(show, dims)), all(is_fixed(d) for d in dims))


def add(a: Dim, b: Dim) -> Dim:
    """Sum of two dimensions, its terms collected.

    >>> show(add(multiply(3, Sym("T")), add(Sym("T"), 8)))
    '(4·T + 8)'
    """
    if isinstance(a, int) and isinstance(b, int):
        return a + b
    if a == 0 or b == 0:
        return b if a == 0 else a
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        return UNKNOWN
    from .terms import dimension, polynomial, summed

    return dimension(summed(polynomial(a), polynomial(b)))


def multiply(a: Dim, b: Dim) -> Dim:
    """Product of two dimensions, its terms collected."""
    if isinstance(a, int) and isinstance(b, int):
        return a * b
    if a == 1 or b == 1:
        return b if a == 1 else a
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        return UNKNOWN
    from .terms import dimension, multiplied, polynomial

    return dimension(multiplied(polynomial(a), polynomial(b)))


def divide(a: Dim, b: Dim) -> Dim | None:
    """The quotient of two dimensions where it is a whole one for every answer to their symbols, else None.

    >>> show(divide(multiply(3, Sym("T")), Sym("T"))), divide(Sym("T"), 2), divide(7, 2)
    ('3', None, None)
    """
    if b == 0:
        return None
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        return UNKNOWN
    from .terms import dimension, divided, polynomial

    found = divided(polynomial(a), polynomial(b))
    return None if found is None else dimension(found)


def product(dims: Iterable[Dim]) -> Dim:
    """Number of elements of a shape: symbols multiply with the product of the numbers."""
    number, rest = 1, []
    for dim in dims:
        if isinstance(dim, int):
            number *= dim
        else:
            rest.append(dim)
    result: Dim = number
    for dim in rest:
        result = multiply(result, dim)
    return result


def total(dims: Iterable[Dim]) -> Dim:
    """Sum of many dimensions."""
    result: Dim = 0
    for dim in dims:
        result = add(result, dim)
    return result


def window(length: Dim, size: int, stride: int = 1, dilation: int = 1, padding: str = "valid") -> Dim:
    """Length of an axis after a convolution or pooling window; can be 0 or negative where nothing fits.

    `padding` is Keras' word: valid, same or causal.
    """
    if padding == "valid":
        covered = span(size, dilation)
        if stride == 1:
            return add(length, 1 - covered)
        return apply(lambda n: (n - covered) // stride + 1, f"⌊({{}} - {covered})/{stride}⌋+1", length)
    return length if stride == 1 else apply(lambda n: -(-n // stride), f"⌈{{}}/{stride}⌉", length)


def span(size: int, dilation: int) -> int:
    """How many places a window of that size covers from its first to its last.

    >>> span(3, 2)
    5
    """
    return dilation * (size - 1) + 1


def differ(a: Dim, b: Dim) -> bool:
    """True only if the two are provably different numbers."""
    return isinstance(a, int) and isinstance(b, int) and a != b


def known(a: Dim, b: Dim) -> Dim:
    """The better known of two dimensions that must be equal: a number before a symbol before UNKNOWN."""
    order = (int, Sym, Derived, Unknown)
    return min((a, b), key=lambda d: next(i for i, t in enumerate(order) if isinstance(d, t)))
