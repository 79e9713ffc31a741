"""Sums and products of open sizes mean what their numbers mean, however they are put together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rnndsl.ir.dims import UNKNOWN, Derived, Dim, Sym, add, apply, divide, multiply, show, total
from rnndsl.ir.terms import answered

T, V = Sym("T"), Sym("V", fixed=True)
HALF = apply(lambda n: -(-n // 2), "⌈{}/2⌉", T)
LEAVES = st.one_of(st.integers(-6, 6), st.sampled_from((T, V)))
FORMS = st.recursive(LEAVES, lambda inner: st.tuples(st.sampled_from("+·"), inner, inner), max_leaves=8)


def built(form: object) -> Dim:
    """The dimension of a form such as `("+", 3, T)`."""
    if isinstance(form, tuple):
        sign, a, b = form
        return (add if sign == "+" else multiply)(built(a), built(b))
    assert isinstance(form, (int, Sym))
    return form


def value(form: object, sizes: dict[str, int]) -> int:
    """The number of a form once its symbols are."""
    if isinstance(form, tuple):
        sign, a, b = form
        left, right = value(a, sizes), value(b, sizes)
        return left + right if sign == "+" else left * right
    return sizes[form.name] if isinstance(form, Sym) else int(str(form))


@given(FORMS, st.integers(1, 40), st.integers(1, 40))
def test_answers_are_those_of_plain_numbers(form: object, t: int, v: int) -> None:
    """Answering the symbols of a sum gives what the sum of the answers is."""
    sizes = {"T": t, "V": v}
    assert answered(built(form), sizes) == value(form, sizes)


@given(FORMS, FORMS)
def test_a_product_divides_by_its_factors(a: object, b: object) -> None:
    """`a·b / b` is `a`, whatever both are."""
    left, right = built(a), built(b)
    if right != 0:
        assert divide(multiply(left, right), right) == left


def test_terms_are_collected() -> None:
    """People read one term for each product of symbols."""
    assert show(total((multiply(24, T), multiply(8, T), 5))) == "(32·T + 5)"
    assert show(add(multiply(T, V), multiply(V, T))) == "2·T·V"
    assert show(add(T, -2)) == "(T - 2)"
    assert add(add(T, 2), -2) == T
    assert multiply(0, T) == 0


def test_what_is_no_sum_stays_as_it_is() -> None:
    """A rounded half is an atom: it is added up, never taken apart."""
    assert isinstance(HALF, Derived)
    assert show(add(HALF, multiply(3, HALF))) == "4·⌈T/2⌉"
    assert divide(multiply(HALF, 8), HALF) == 8
    assert divide(T, 2) is None


def test_unknown_absorbs() -> None:
    """What an earlier mistake hides stays hidden."""
    assert add(UNKNOWN, T) == multiply(3, UNKNOWN) == divide(UNKNOWN, 2) == UNKNOWN
