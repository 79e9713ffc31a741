"""The grammar of a declared dimension: `4*units`, `T - 2`, `(T + 1)//2`, parsed once into inert data.

Letters stand for axes of the inputs and for whole-number arguments. Nothing here is ever evaluated as Python: a dimension is
computed by `ir.dims`, so symbols and unknown dimensions go through it as they go through every other layer.
"""

from __future__ import annotations

import re

from rnndsl.diagnostics.record import Record
from rnndsl.ir.dims import Dim, add, apply, multiply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LEADING = "..."
LONGEST = 200
_TOKEN = re.compile(r"\s*(?:(?P<number>[0-9]{1,15}(?![0-9A-Za-z_]))|(?P<letter>[A-Za-z_]\w*)|(?P<sign>//|[-+*()]))", re.ASCII)


class RuleError(Exception):
    """A text that is no dimension; `start` and `end` are the characters that are wrong."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


class Number(Record):
    """A number as it is written."""

    value: int


class Letter(Record):
    """A name, and where it stands in the text."""

    name: str
    start: int


class Operation(Record):
    """Two dimensions and the sign between them."""

    sign: str
    left: Expression
    right: Expression


Expression = Number | Letter | Operation


class Rule(Record):
    """A dimension as it is declared: its text and what it says."""

    text: str
    expression: Expression

    @property
    def letter(self) -> str | None:
        """The name, where the rule is a name and nothing else."""
        return self.expression.name if isinstance(self.expression, Letter) else None


def parse(text: str) -> Rule:
    """The rule that a text says; raises RuleError where it says none.

    >>> parse("2*units + 1").expression.sign, parse("T").letter
    ('+', 'T')
    """
    if len(text) > LONGEST:
        raise RuleError(f"a dimension of {len(text)} characters, expected at most {LONGEST}", 0, len(text))
    reader = _Reader(text)
    expression = reader.sum()
    if reader.kind:
        raise reader.error("expected + - * // or the end")
    return Rule(text.strip(), expression)


def letters(expression: Expression) -> Iterator[Letter]:
    """Every name in an expression, from left to right."""
    if isinstance(expression, Letter):
        yield expression
    elif isinstance(expression, Operation):
        yield from letters(expression.left)
        yield from letters(expression.right)


def evaluate(expression: Expression, known: Mapping[str, Dim]) -> Dim:
    """The dimension that an expression means; raises ZeroDivisionError where it divides by zero."""
    if isinstance(expression, Number):
        return expression.value
    if isinstance(expression, Letter):
        return known[expression.name]
    left, right = evaluate(expression.left, known), evaluate(expression.right, known)
    if expression.sign == "+":
        return add(left, right)
    if expression.sign == "*":
        return multiply(left, right)
    if expression.sign == "-":
        return left if right == 0 else apply(lambda a, b: a - b, "({} - {})", left, right)
    return left if right == 1 else apply(lambda a, b: a // b, "⌊{}/{}⌋", left, right)


class _Reader:
    """Reads a text from left to right: sums of products of numbers, names and brackets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = 0
        self.next()

    def next(self) -> None:
        """Go to the next token; `kind` is empty at the end."""
        found = _TOKEN.match(self.text, self.end)
        if found is None and self.text[self.end :].strip():
            self.start = self.end + len(self.text[self.end :]) - len(self.text[self.end :].lstrip())
            self.end = self.start + 1
            whole = "; write // : dimensions are whole numbers" if self.text[self.start] == "/" else ""
            raise self.error("expected a number, a name or one of + - * // ( )" + whole)
        self.kind = str(found.lastgroup) if found is not None else ""
        self.word = found[self.kind] if found is not None else ""
        self.start = found.start(self.kind) if found is not None else len(self.text)
        self.end = found.end() if found is not None else len(self.text)

    def error(self, expected: str) -> RuleError:
        """What is wrong with the token that stands here."""
        found = f"`{self.text[self.start : self.end]}`" if self.start < self.end else "the end"
        return RuleError(f"found {found} in `{self.text}`, {expected}", self.start, max(self.end, self.start))

    def sum(self) -> Expression:
        """`a + b - c`."""
        left = self.product()
        while self.word in ("+", "-") and self.kind == "sign":
            sign = self.word
            self.next()
            left = Operation(sign, left, self.product())
        return left

    def product(self) -> Expression:
        """`a * b // c`."""
        left = self.single()
        while self.word in ("*", "//") and self.kind == "sign":
            sign = self.word
            self.next()
            left = Operation(sign, left, self.single())
        return left

    def single(self) -> Expression:
        """A number, a name, or a sum in brackets."""
        kind, word, start = self.kind, self.word, self.start
        if kind == "number":
            self.next()
            return Number(int(word))
        if kind == "letter":
            self.next()
            return Letter(word, start)
        if word != "(":
            raise self.error("expected a number, a name or a bracket")
        self.next()
        inner = self.sum()
        if self.word != ")":
            raise self.error("expected `)`")
        self.next()
        return inner
