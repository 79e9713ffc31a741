"""A scalar that is not what it looks like: `no` and `1:30` are texts, `"64"` is a text, `2020` is a number."""

from __future__ import annotations

import re

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.diagnostics.span import Span

from .rule import Rule, reported_elsewhere

CODE = "RNN003"

_BOOLS = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


def trap(span: Span, key: str, value: object, wants: frozenset[str]) -> Diagnostic | None:
    """The finding for a scalar that YAML 1.2 reads otherwise than it looks, or None if it is simply wrong.

    `wants` holds what would be accepted: `bool`, `number`, `text`.
    """
    written = span.text
    if isinstance(value, str):
        if "bool" in wants and value.casefold() in {*_BOOLS, "true", "false"}:
            meant = _BOOLS.get(value.casefold(), value.casefold())
            return _found(span, key, f"the text `{written}`", "true or false", meant)
        if "number" in wants and _number(value) is not None:
            return _found(span, key, f"the text `{written}`", "a number", str(_number(value)))
        if "number" in wants and re.fullmatch(r"[-+]?[0-9]+(:[0-5]?[0-9])+", value):
            what = "a text in YAML 1.2 (YAML 1.1 read it as a number to the base 60)"
            return Diagnostic(
                CODE,
                "error",
                f"`{key}` is `{written}`, {what}, expected a number",
                span,
                help="write the number in seconds, minutes or whatever is meant",
            )
        return None
    if "text" in wants and not isinstance(value, bool) and value is not None:
        return _found(span, key, f"the number {written}", "a text", f'"{written}"')
    if "text" in wants and isinstance(value, bool):
        return _found(span, key, f"the truth value {written}", "a text", f'"{written}"')
    return None


def _number(text: str) -> str | None:
    """How a quoted or grouped number is written plainly, or None."""
    plain = text.strip().replace("_", "")
    return plain if re.fullmatch(r"[-+]?([0-9]{1,300}(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,3})?", plain) else None


def _found(span: Span, key: str, found: str, expected: str, text: str) -> Diagnostic:
    fix = Fix(f"write {text}", (Edit(span, text),), safe=True)
    subject = f"`{key}` is" if key else "found"
    return Diagnostic(CODE, "error", f"{subject} {found}, expected {expected}", span, fix=fix)


RULE = Rule(
    code=CODE,
    name="scalar-trap",
    severity="error",
    summary="a scalar is read otherwise than it looks",
    why="rnndsl reads YAML 1.2: `1e-3` is a number, `yes`, `no`, `on` and `1:30` are texts, and quotes make any value a text. "
    "YAML 1.1 read each of these the other way.",
    bad="rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n"
    "    - LSTM: {units: 64, return_sequences: «no»}\n    - Dense: {units: 1}\n",
    good="rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n"
    "    - LSTM: {units: 64, return_sequences: false}\n    - Dense: {units: 1}\n",
    keras="",
    fix="safe",
    triggers=("stage",),
    check=reported_elsewhere,
)
