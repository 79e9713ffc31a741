"""The grammar of a declared dimension computes what Python computes, with symbols too, and says where a text is wrong."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnndsl.ir.dims import UNKNOWN, Derived, Sym, show
from rnndsl.layers._shape_rule import LONGEST, RuleError, evaluate, letters, parse

NAMES = ("T", "F", "units")

atoms = st.one_of(st.sampled_from(NAMES), st.integers(0, 40).map(str))
texts = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(("+", "-", "*", "//", " + ", " // ")), inner).map("".join),
        inner.map("({})".format),
    ),
    max_leaves=8,
).filter(lambda text: len(text) <= LONGEST)
numbers = st.fixed_dictionaries({name: st.integers(1, 9) for name in NAMES})


@given(texts, numbers)
@settings(max_examples=300, deadline=None)
def test_numbers_are_those_of_python(text: str, known: dict[str, int]) -> None:
    """Precedence, brackets and the order of equal signs are Python's."""
    try:
        wanted = eval(text, {}, dict(known))
    except ZeroDivisionError:
        with pytest.raises(ZeroDivisionError):
            evaluate(parse(text).expression, known)
        return
    assert evaluate(parse(text).expression, known) == wanted


@given(texts)
@settings(max_examples=100, deadline=None)
def test_letters_stand_where_they_are_found(text: str) -> None:
    """Each letter knows the characters that it was read from."""
    for letter in letters(parse(text).expression):
        assert text[letter.start : letter.start + len(letter.name)] == letter.name


def test_symbols_stay_readable() -> None:
    """A symbol makes a derived dimension, fixed if all its symbols are; UNKNOWN absorbs."""
    found = evaluate(parse("2*T - 1").expression, {"T": Sym("T")})
    assert isinstance(found, Derived)
    assert show(found) == "(2·T - 1)"
    assert not found.fixed
    assert evaluate(parse("V//1").expression, {"V": Sym("V", fixed=True)}) == Sym("V", fixed=True)
    assert evaluate(parse("T + 1").expression, {"T": UNKNOWN}) == UNKNOWN


@pytest.mark.parametrize(
    ("text", "wrong", "expected"),
    [
        ("", "", "found the end"),
        ("2 +", "", "found the end"),
        ("T / 2", "/", "write //"),
        ("T ** 2", "*", "expected a number"),
        ("(T", "", "expected `)`"),
        ("T)", ")", "or the end"),
        ("T F", "F", "or the end"),
        ("4x", "4", "expected a number"),
        ("-1", "-", "expected a number"),
        ("f(T)", "(", "or the end"),
        ("T.real", ".", "expected a number"),
        ("T" * (LONGEST + 1), "T" * (LONGEST + 1), "at most 200"),
    ],
)
def test_a_wrong_text_is_said_where_it_is_wrong(text: str, wrong: str, expected: str) -> None:
    """The error's characters are those that are wrong, and the message says what would be right."""
    with pytest.raises(RuleError, match=re.escape(expected)) as caught:
        parse(text)
    assert text[caught.value.start : caught.value.end] == wrong
