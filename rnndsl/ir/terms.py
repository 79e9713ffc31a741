"""Sums and products of dimensions that nobody knows yet, collected: `24·T + 8·T` is `32·T`, however it came about.

A dimension is read as a polynomial with whole coefficients over atoms: symbols, and whatever else a kind derives from them
(`⌊(T - 3)/2⌋+1`), which stay as they are. `ir.dims` alone calls this, and only once a symbol is met.
"""

from __future__ import annotations

from .dims import Derived, Dim, Sym, is_fixed, show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    Atom = Sym | Derived
    Monomial = tuple[Atom, ...]
    Polynomial = dict[Monomial, int]


def polynomial(dim: Dim) -> Polynomial:
    """The coefficient of every product of atoms; `()` stands for the plain number."""
    if isinstance(dim, int):
        return {(): dim} if dim else {}
    if isinstance(dim, Derived) and dim.terms:
        return dict(dim.terms)
    if not isinstance(dim, (Sym, Derived)):
        raise AssertionError("an unknown dimension has no terms")
    return {(dim,): 1}


def dimension(terms: Polynomial) -> Dim:
    """The dimension of a polynomial: a number, an atom, or a Derived whose text is its sum, highest degree first."""
    found = sorted(((m, n) for m, n in terms.items() if n), key=lambda term: (-len(term[0]), [show(a) for a in term[0]]))
    if not found:
        return 0
    if len(found) == 1:
        (atoms, number) = found[0]
        if not atoms:
            return number
        if number == 1 and len(atoms) == 1:
            return atoms[0]
    text = "".join(_signed(m, n, first=k == 0) for k, (m, n) in enumerate(found))
    text = text if len(found) == 1 else f"({text})"
    return Derived(text, all(is_fixed(a) for m, _ in found for a in m), tuple(found))


def summed(a: Polynomial, b: Polynomial, times: int = 1) -> Polynomial:
    """`a + times·b`."""
    return {m: n for m in {**a, **b} if (n := a.get(m, 0) + times * b.get(m, 0))}


def multiplied(a: Polynomial, b: Polynomial) -> Polynomial:
    """`a·b`."""
    found: Polynomial = {}
    for m, x in a.items():
        for k, y in b.items():
            atoms = tuple(sorted((*m, *k), key=show))
            found[atoms] = found.get(atoms, 0) + x * y
    return found


def divided(a: Polynomial, b: Polynomial) -> Polynomial | None:
    """`a/b` where that leaves no rest, else None. Long division by the leading term of `b`."""
    quotient: Polynomial = {}
    lead = max(b, key=_order)
    while a:
        first = max(a, key=_order)
        atoms, (number, rest) = _without(first, lead), divmod(a[first], b[lead])
        if atoms is None or rest:
            return None
        quotient = summed(quotient, {atoms: number})
        a = summed(a, multiplied({atoms: number}, b), -1)
    return quotient


def answered(dim: Dim, sizes: Mapping[str, Dim]) -> Dim:
    """The dimension with numbers (or other dimensions) for the symbols of these names.

    Lengths that only Keras does not know (`Reshape` to -1 leaves None, whatever it is) become numbers too.
    """
    if isinstance(dim, Sym):
        return sizes.get(dim.name, dim)
    if not isinstance(dim, Derived):
        return dim
    if not dim.terms:
        return int(dim.text) if dim.text.isdigit() else dim
    found: Polynomial = {}
    for atoms, number in dim.terms:
        term: Polynomial = {(): number}
        for atom in atoms:
            term = multiplied(term, polynomial(answered(atom, sizes)))
        found = summed(found, term)
    return dimension(found)


def _order(atoms: Monomial) -> tuple[int, list[str]]:
    """A monomial order: by degree, then by name."""
    return len(atoms), [show(atom) for atom in atoms]


def _without(atoms: Monomial, others: Monomial) -> Monomial | None:
    """The product of atoms divided by another one; None if it is no factor."""
    left = list(atoms)
    for atom in others:
        if atom not in left:
            return None
        left.remove(atom)
    return tuple(left)


def _signed(atoms: Monomial, number: int, first: bool) -> str:
    """A term of a sum, with the sign that joins it to the one before."""
    size = "·".join(([str(abs(number))] if abs(number) != 1 or not atoms else []) + [_factor(a) for a in atoms])
    if first:
        return f"-{size}" if number < 0 else size
    return f" - {size}" if number < 0 else f" + {size}"


def _factor(atom: Atom) -> str:
    """An atom inside a product: in parentheses if it is a sum or a share itself."""
    text = show(atom)
    closed = text[0] + text[-1] in ("()", "⌊⌋", "⌈⌉")
    return text if closed or not ("+" in text or "/" in text) else f"({text})"
