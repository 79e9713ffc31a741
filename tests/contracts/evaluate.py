"""Evaluates printed equations with NumPy: the notation of `rnndsl.layers.equations.notation`, line for line, as Python.

Everything is computed for one sample, as the notation says; a layer's outputs come back by port. The text is read as people
see it: cells are set apart by two spaces or more (equation, shape, `# note`), and a line that begins with an operator goes on
where the one above it ended. A shape that is printed behind a line must be the shape of its value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from . import functions

INDENT = 2
RANGE = r"(\w+) = (.+?) … (.+?)(?=, \w+ = |$)"
_LOOP = re.compile(r"for (.+):")
_SUM = re.compile(r"(\w+)\[(\w+ = .*? … .*?)\]\(")
_DEFINITION = re.compile(r"(\w+)\(([\w, ]*)\):")
_ONE = r"(?:[\w.]+(?:\[[^=]*\])?|\([\w, ]+\))"
_TARGET = re.compile(rf"({_ONE}(?:, {_ONE})*) = (.*)")
_SIGNS = {"·": "*", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")", "…": "...", "²": "**2"}


@dataclass
class Sample:
    """What one sample's layer reads: inputs, their masks, states, weights by name, numbers for symbols."""

    inputs: list[Any]
    masks: list[Any]
    states: list[Any] = field(default_factory=list)
    weights: dict[str, Any] = field(default_factory=dict)
    symbols: dict[str, int] = field(default_factory=dict)


class Steps(dict, np.lib.mixins.NDArrayOperatorsMixin):  # type: ignore[type-arg, misc]
    """Values by step, -1 being the one before the first; as an array, the steps from 0 on."""

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        values = {tuple(np.atleast_1d(place)): np.asarray(value) for place, value in self.items()}
        values = {place: value for place, value in values.items() if min(place) >= 0}
        lengths = tuple(max(axis) + 1 for axis in zip(*values, strict=True))
        found = np.empty((*lengths, *next(iter(values.values())).shape), np.result_type(*values.values()))
        for place, value in values.items():
            found[place] = value
        return found

    def __array_ufunc__(self, function: Any, method: str, *values: Any, **options: Any) -> Any:
        arrays = (np.asarray(value) if isinstance(value, Steps) else value for value in values)
        return getattr(function, method)(*arrays, **options)


def evaluate(page: str, sample: Sample, more: dict[str, Any] | None = None) -> list[Any]:
    """The outputs of the equations on a page, in the order of the ports; raises AssertionError for a wrong printed shape.

    `more` are further names that the page uses. Where the symbol N has a number, everything is computed for the whole batch.
    """
    symbols = {_word(name): number for name, number in sample.symbols.items()}
    space: dict[str, Any] = {
        **vars(functions),
        **functions.activations(),
        **symbols,
        "Steps": Steps,
        "span": span,
        "over": over,
    }
    space |= {"shaped": lambda value, shape, text: shaped(value, shape, symbols, text), "WEIGHTS": sample.weights}
    space |= {"INPUTS": sample.inputs, "MASKS": sample.masks, "array": np.asarray, **(more or {})}
    exec(compile(translated(page, list(sample.weights)), "<equations>", "exec"), space)
    results = space["layer"](*sample.inputs, mask=sample.masks[0], initial_state=sample.states)
    return list(results) if isinstance(results, tuple) else [results]


def translated(page: str, weights: list[str]) -> str:
    """The page as the source of a Python function `layer`; `weights` are the names that `WEIGHTS` will hold."""
    rows = [Row(-1, "layer(*inputs):", "")]
    for line in page.splitlines():
        cells = [cell for cell in re.split(r"\s{2,}", line.strip()) if cell and not cell.startswith("# ")]
        if not cells:
            continue
        if re.match(r"[-+*/@] ", cells[0]) or rows[-1].text.endswith(",") or _open(rows[-1].text):
            rows[-1].text += " " + cells[0]
        else:
            rows.append(Row((len(line) - len(line.lstrip())) // INDENT, cells[0], ""))
        rows[-1].shape = cells[1] if len(cells) > 1 else rows[-1].shape
    least = min(row.indent for row in rows[1:])
    rows = [rows[0], *(Row(row.indent - least, row.text, row.shape) for row in rows[1:])]
    return "\n".join(_function(rows, {name.rpartition("layer/")[2]: name for name in weights}))


def _open(text: str) -> bool:
    """True if a bracket of the text is closed in a later line."""
    return sum((sign in "([{") - (sign in ")]}") for sign in text) > 0


@dataclass
class Row:
    """One equation: how deep, its text, its printed shape."""

    indent: int
    text: str
    shape: str


def _block(rows: list[Row], weights: dict[str, str]) -> list[str]:
    """Python for these rows. `weights` are those that the definition around them sees: by their name there, the full name."""
    lines: list[str] = []
    while rows:
        row, *rest = rows
        size = next((k for k, later in enumerate(rest) if later.indent <= row.indent), len(rest))
        if _DEFINITION.fullmatch(row.text):
            name = row.text.partition("(")[0]
            own = {k.partition("/")[2]: full for k, full in weights.items() if _word(k.partition("/")[0]) == name}
            lines += _function([row, *rest[:size]], own)
        elif found := _LOOP.fullmatch(row.text):
            names, bounds = _ranges(found[1])
            lines += [f"{_margin(row)}for {names} in span({bounds}):", *_block(rest[:size], weights)]
        else:
            lines += _equation(row)
            size = 0
        rows = rest[size:]
    return lines


def _function(rows: list[Row], weights: dict[str, str]) -> list[str]:
    """A Python function for a definition: its weights by name, then its rows; it returns its outputs."""
    head, *body = rows
    own = _own(body)
    stepped = dict.fromkeys(target.partition("[")[0] for target in own if "[" in target)
    outputs = dict.fromkeys(_port(target.partition("[")[0]) for target in own if target.startswith("output"))
    lines = [f"{_margin(head)}def {head.text[:-2]}, mask={'None' if head.indent < 0 else 'mask'}, initial_state=()):"]
    margin = _margin(body[0])
    if head.indent < 0:
        lines.append(f"{margin}input, masks = inputs[0], MASKS")
    lines += [f"{margin}{_word(name)} = WEIGHTS[{full!r}]" for name, full in weights.items()]
    lines += [f"{margin}{_port(one)} = Steps()" for one in stepped]
    return [*lines, *_block(body, weights), f"{margin}return {', '.join(f'array({output})' for output in outputs)}"]


def _margin(row: Row) -> str:
    return "    " * (row.indent + 1)


def _word(name: str) -> str:
    """A name as an identifier."""
    return re.sub(r"\W", "_", name)


def _own(rows: list[Row]) -> list[str]:
    """What the rows of a definition assign, without what definitions inside it do."""
    found: list[str] = []
    while rows:
        row, *rest = rows
        if _DEFINITION.fullmatch(row.text):
            rows = rest[next((k for k, later in enumerate(rest) if later.indent <= row.indent), len(rest)) :]
        else:
            found += _targets(row.text)
            rows = rest
    return found


def _targets(text: str) -> list[str]:
    found = _TARGET.fullmatch(text) if not _LOOP.fullmatch(text) else None
    return re.split(r", (?![^\[(]*[\])])", found[1]) if found else []


def _port(name: str) -> str:
    return name.replace("output.", "output__")


def _equation(row: Row) -> list[str]:
    found = _TARGET.fullmatch(row.text)
    assert found, f"no equation: {row.text!r}"
    names = [_port(_python(target)) for target in _targets(row.text)]
    lines = [f"{_margin(row)}{', '.join(names)} = {_python(found[2])}"]
    if row.shape and len(names) == 1:
        lines.append(f"{_margin(row)}shaped({names[0]}, {row.shape!r}, {row.text!r})")
    return lines


def _python(text: str) -> str:
    def total(found: re.Match[str]) -> str:
        names, bounds = _ranges(found[2])
        return f"over({found[1]}, {bounds})(lambda {names}: "

    text = _SUM.sub(total, text)
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    return text


def _ranges(text: str) -> tuple[str, str]:
    found = re.findall(RANGE, text)
    return ", ".join(name for name, _, _ in found), ", ".join(f"({_python(a)}, {_python(b)})" for _, a, b in found)


def span(*bounds: tuple[int, int]) -> Any:
    """All steps between the bounds, both included; pairs where there are two axes."""
    if len(bounds) == 1:
        return range(bounds[0][0], bounds[0][1] + 1)
    return (
        (a, *b) for a in span(bounds[0]) for b in (span(*bounds[1:]) if len(bounds) > 2 else ((i,) for i in span(bounds[1])))
    )


def over(reduce: Any, *bounds: tuple[int, int]) -> Any:
    """`sum[j = 0 … 2](…)`: the function of a term reduced over all steps."""
    return lambda term: reduce(
        np.stack([np.asarray(term(*(step if isinstance(step, tuple) else (step,)))) for step in span(*bounds)]), axis=0
    )


def shaped(value: Any, shape: str, symbols: dict[str, int], text: str) -> None:
    """Raise AssertionError where the printed shape is not the value's."""
    inner = shape[1:-1] if "N" in symbols else shape[1:-1].removeprefix("N,")
    dims = re.sub(r"([A-Za-z_]\w*)\.(\w)", r"\1_\2", inner.strip(", "))
    wanted = eval(f"({_python(dims)}{',' * bool(dims)})", {**vars(functions), **symbols})
    assert np.shape(np.asarray(value)) == tuple(wanted), f"{text}: printed {shape}, is {np.shape(np.asarray(value))}"
