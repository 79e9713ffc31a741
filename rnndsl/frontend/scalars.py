"""What a plain scalar means: the core schema of YAML 1.2, where `1e-3` is a number and `no`, `on`, `1:30` are texts.

PyYAML's own resolver speaks YAML 1.1; this module replaces it. Quoted and block scalars are texts and never come here.
"""

from __future__ import annotations

import re

MAX_DIGITS = 300

Scalar = None | bool | int | float | str

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((sign + word for sign in ("", "+") for word in (".inf", ".Inf", ".INF")), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_NUMERIC = frozenset("0123456789+-.")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o([0-7]+)|0x([0-9a-fA-F]+)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def scalar(text: str) -> Scalar:
    """The value of a plain scalar; a number of more digits than any model needs counts as infinite.

    >>> [scalar(text) for text in ("1e-3", "no", "1:30", "0o17", "017", "~", "true")]
    [0.001, 'no', '1:30', 15, 17, None, True]
    """
    if text[:1] not in _NUMERIC or text in _WORDS:
        return _WORDS.get(text, text)
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) <= MAX_DIGITS else float("inf")
    if _FLOAT.fullmatch(text):
        return float(text)
    based = _BASED.fullmatch(text)
    if based is None:
        return text
    if len(text) > MAX_DIGITS:
        return float("inf")
    return int(based[1], 8) if based[1] else int(based[2], 16)
