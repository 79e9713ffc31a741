"""The layers that a file declares under `extensions`, as kinds that its lines can use.

A declaration is believed, so it is checked here as closely as a line is: every letter of a shape must be an axis of an input
or a whole-number parameter. What is mistaken hides what the layer returns, and is reported once, in the declaration.
"""

from __future__ import annotations

import re

from rnndsl.diagnostics.record import replace
from rnndsl.diagnostics.span import Span
from rnndsl.ir.dims import UNKNOWN
from rnndsl.ir.fields import Field
from rnndsl.ir.spec import Value
from rnndsl.layers import kind as find_kind
from rnndsl.layers._own import Declared, OwnKind, OwnName, ShapeRule, WeightRule
from rnndsl.layers._shape_rule import LEADING, Number, Rule, RuleError, letters, parse
from rnndsl.rules.rnn007_undefined import unanswerable, undefined
from rnndsl.rules.rnn008_wrong_value import wrong, wrong_value
from rnndsl.schema.lines import HEADS

from .parameters import parameters, whole_numbers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.diagnostics.diagnostic import Diagnostic
    from rnndsl.diagnostics.report import Report

_SOURCE = re.compile(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*):([A-Za-z_]\w*)", re.ASCII)
_NO_RULE = "a rule of shapes that can be followed"


def own_names(section: Value, report: Report) -> dict[str, OwnName]:
    """The names that a section declares, each with its kind; what takes a name of Keras is reported and left out."""
    found: dict[str, OwnName] = {}
    for name, value in section.items():
        if _taken(name):
            message = f"`{name}` is a layer of Keras already, expected a name of its own"
            report.add(wrong(value.key or value.span, message))
            continue
        found[name] = OwnName(name)
        found[name].kind = _Declaration(found[name], value, report).kind() if isinstance(value.data, dict) else None
    return found


def _taken(name: str) -> bool:
    from rnndsl.layers._refused import REFUSED

    return find_kind(name) is not None or name in HEADS or name in REFUSED


class _Declaration:
    """Reads one declaration; `sound` is False once something in it is mistaken."""

    def __init__(self, name: OwnName, value: Value, report: Report) -> None:
        self.name = name
        self.value = value
        self.report = report
        self.sound = True
        self.known: dict[str, str] = {}
        self.parameters = parameters(value.get("parameters"), self.add)
        self.leading = False
        self.sound = self.sound and not any(type(entry.type) is Field for entry in self.parameters)

    def add(self, diagnostic: Diagnostic) -> None:
        """Report a mistake; the rule is not to be trusted from here on."""
        self.sound = False
        self.report.add(diagnostic)

    def kind(self) -> OwnKind:
        """The kind; without a rule where the declaration is mistaken."""
        doc = self.value.get("doc")
        text = doc.data if doc is not None and isinstance(doc.data, str) else ""
        source = self._source()
        rule = self._rule()
        rule = rule if self.sound else replace(rule, sound=False)
        place = self.value.key or self.value.span
        about = (self.name, text, source, self.parameters, rule, place)
        if not rule.states:
            return OwnKind(*about)
        from rnndsl.layers._own_cell import OwnCell

        return OwnCell(*about)

    def _source(self) -> tuple[str, str]:
        value = self.value.get("class")
        text = value.data if value is not None else UNKNOWN
        found = _SOURCE.fullmatch(text) if isinstance(text, str) else None
        if found is not None:
            return found[1], found[2]
        if value is not None and isinstance(text, str):
            help = "the module is a file beside this one, without .py, or an installed package; dots lead into folders"
            self.add(wrong_value(value.span, "class", "`module:Class`, such as `peephole:PeepholeLSTMCell`", help=help))
        self.sound = False
        return "", ""

    def _rule(self) -> Declared:
        inputs, outputs, states = (self._shapes(key) for key in ("inputs", "outputs", "states"))
        read = {key: self._shape(shape, True) for key, shape in inputs.items()}
        self.known = dict.fromkeys(whole_numbers(self.parameters), "")
        for shape in read.values():
            self.known.update({rule.letter: "" for rule in shape if isinstance(rule, Rule) and rule.letter is not None})
        self.leading = any(LEADING in shape for shape in read.values())
        for value in inputs.values():
            self._meant(value)
        made = {key: self._meant(shape) for key, shape in outputs.items()}
        held = {key: self._meant(shape) for key, shape in states.items()}
        if states and (list(inputs) != [""] or list(outputs) != [""]):
            self.add(wrong(self._place("states"), "a cell has one input and one output: `inputs: [F]`, `outputs: [units]`"))
        mask, dtype = self.value.get("mask"), self.value.get("dtype")
        self.sound = self.sound and UNKNOWN not in (mask and mask.data, dtype and dtype.data)
        return Declared(
            read,
            made,
            tuple(self._weights()),
            held,
            "" not in inputs,
            str(mask.data) if mask is not None else "drops",
            dtype.data if dtype is not None and isinstance(dtype.data, str) else "",
            self._products(),
        )

    def _place(self, key: str) -> Span:
        value = self.value.get(key)
        return value.key or value.span if value is not None else self.value.span

    def _shapes(self, key: str) -> dict[str, Value]:
        """The shapes under a key by name; one shape alone has the name `""`."""
        value = self.value.get(key)
        if value is None or value.data is UNKNOWN:
            self.sound = self.sound and value is None
            return {}
        if isinstance(value.data, dict) and not value.data and key != "states":
            self.add(wrong(self._place(key), f"`{key}` is empty, expected at least one shape"))
        return dict(value.items()) if isinstance(value.data, dict) else {"": value}

    def _shape(self, value: Value, quiet: bool = False) -> ShapeRule:
        """The rule of a shape; `quiet` where it is read again later, and judged then."""
        found: list[Rule | str] = []
        for dimension in value.list:
            rule = self._dimension(dimension, quiet)
            if rule is not None:
                found.append(rule)
        return tuple(found)

    def _dimension(self, value: Value, quiet: bool) -> Rule | str | None:
        data = value.data
        if isinstance(data, int):
            return Rule(str(data), Number(data))
        if data == LEADING:
            return LEADING
        if not isinstance(data, str):
            self.sound = False
            return None
        try:
            return parse(data)
        except RuleError as mistake:
            if not quiet:
                self.add(wrong(_inside(value, mistake.start, mistake.end), str(mistake)))
            return None

    def _meant(self, value: Value, leads: bool = True) -> ShapeRule:
        """The rule of a shape whose letters all mean something; reports those that do not."""
        shape = self._shape(value)
        rules = [(d, self._dimension(d, True)) for d in value.list]
        for place, rule in rules:
            if isinstance(rule, Rule):
                self._letters(place, rule)
        lead = [place for place, rule in rules if rule == LEADING]
        if lead and (len(lead) > 1 or not leads or not self.leading):
            help = "`...` stands once in a shape for any axes, and for the same ones wherever it stands again"
            self.add(unanswerable(lead[-1].span, f"`...` stands for nothing here in `{self.name}`", help))
        return shape

    def _letters(self, value: Value, rule: Rule) -> None:
        others = {entry.name for entry in self.parameters} - set(self.known)
        for letter in letters(rule.expression):
            if letter.name in self.known:
                continue
            place = _inside(value, letter.start, letter.start + len(letter.name))
            if letter.name in others:
                self.add(unanswerable(place, f"`{letter.name}` is no `int` that is always given, expected a whole number"))
            else:
                self.add(undefined(place, "axis of an input or `int` parameter", letter.name, self.known))

    def _weights(self) -> Iterator[WeightRule]:
        section = self.value.get("weights")
        for name, value in section.items() if section is not None else ():
            settings = value.data if isinstance(value.data, dict) else {"shape": value}
            shape, when, trainable = (settings.get(key) for key in ("shape", "when", "trainable"))
            if shape is None or shape.data is UNKNOWN:
                self.sound = False
                continue
            asked = when.data if when is not None and isinstance(when.data, str) else ""
            switches = [entry.name for entry in self.parameters if entry.type.problem(True) is None]
            if when is not None and asked not in switches:
                self.add(undefined(when.span, "`bool` parameter", asked, switches))
            yield WeightRule(name, self._meant(shape, leads=False), trainable is None or trainable.data is not False, asked)

    def _products(self) -> Rule | None:
        value = self.value.get("multiply_adds")
        if value is None or value.data is UNKNOWN:
            return None
        rule = self._dimension(value, quiet=False)
        if isinstance(rule, Rule):
            self._letters(value, rule)
            return rule
        if rule == LEADING:
            self.add(wrong_value(value.span, "multiply_adds", "a number such as `4*units*(F + units)`"))
        return None


def _inside(value: Value, start: int, end: int) -> Span:
    """The characters of a text where it is written; the whole value where the text is not written as it reads."""
    written, span = value.span.text, value.span
    at = 0 if written == value.data else 1 if written[1:-1] == value.data else None
    return span if at is None else Span(span.source, span.start + at + start, span.start + at + max(end, start))
