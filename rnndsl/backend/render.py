"""Prints a program as a Keras script that people would have written: no line over 100 columns, nothing but Keras needed.

A vocabulary of many tokens lies in a JSON file beside the script (`side_files`), which the script reads.
"""

from __future__ import annotations

import json

from rnndsl.ir.program import Assign, Call, Entries, Expr, Import, Items, Literal, Program, Ref

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from rnndsl.ir.nest import Nest

WIDTH = 100
TOKENS = 100


def render(program: Program) -> str:
    """The script of a program. What `side_files` names must lie in the script's folder."""
    body = _blocks(program)
    imports = ["import keras", *_imports(program.imports)]
    if side_files(program):
        imports = ["import json", "from pathlib import Path", "", *imports, "", "here = Path(__file__).parent"]
    main = f'if __name__ == "__main__":\n    {program.model}.summary()'
    head = f'"""{_escape(program.doc)}"""\n\n' + "\n".join(imports)
    return "\n\n".join([head, *body]) + "\n\n" + main + "\n"


def side_files(program: Program) -> dict[str, str]:
    """Texts of the files that the script reads, by name: one JSON list for every long vocabulary."""
    return {
        _file(statement): json.dumps(statement.value.value, ensure_ascii=False, indent=0) + "\n"
        for statement in program.statements
        if isinstance(statement.value, Literal) and _is_long(statement)
    }


def _imports(found: Sequence[Import]) -> list[str]:
    """One line for every module, its classes in order."""
    modules: dict[str, list[str]] = {}
    for own in sorted(found, key=lambda one: (one.module, one.name)):
        renamed = f" as {own.name}" if own.name != own.class_name else ""
        modules.setdefault(own.module, []).append(own.class_name + renamed)
    return [f"from {module} import {', '.join(names)}" for module, names in modules.items()]


def _is_long(statement: Assign) -> bool:
    value = statement.value
    return isinstance(value, Literal) and isinstance(value.value, list) and len(value.value) > TOKENS


def _file(statement: Assign) -> str:
    return f"{statement.names[0]}.json"


def _blocks(program: Program) -> list[str]:
    """The statements, with an empty line between seed, inputs, layers and model."""
    blocks: list[list[str]] = []
    before = ""
    for statement in program.statements:
        part = _part(statement)
        if part != before or not blocks:
            blocks.append([])
        blocks[-1].append(_statement(statement))
        before = part
    return ["\n".join(block) for block in blocks]


def _part(statement: Assign) -> str:
    target = statement.value.target if isinstance(statement.value, Call) else ""
    if isinstance(target, str) and target.startswith(("keras.Input", "keras.utils", "keras.Model", "model.")):
        return "model" if target in ("keras.Model", "model.compile") else target
    return "layers"


def _statement(statement: Assign) -> str:
    start = f"{_unpacked(statement.names)} = " if statement.names else ""
    if _is_long(statement):
        text = f'{start}json.loads((here / "{_file(statement)}").read_text("utf-8"))'
        return text + f"  # {statement.comment}" * (len(text) + len(statement.comment) + 4 <= WIDTH)
    comment = f"  # {statement.comment}" if statement.comment else ""
    text = start + _text(statement.value, len(start) + len(comment), 0)
    last = text[text.rfind("\n") + 1 :]
    return text + comment if len(last + comment) <= WIDTH else f"#{comment[3:]}\n{text}"


def _unpacked(names: Nest) -> str:
    """Names on the left of an assignment: `y, (h, c)`."""
    parts = (name if isinstance(name, str) else f"({_unpacked(name)}{',' * (len(name) == 1)})" for name in names)
    return ", ".join(parts)


def _text(expr: Expr, used: int, indent: int) -> str:
    """An expression; broken over lines, one element each, where it does not fit behind `used` columns."""
    flat = _flat(expr)
    if used + len(flat) <= WIDTH:
        return flat
    opening, parts, closing = _parts(expr)
    if not parts:
        return flat
    inner = indent + 4
    if isinstance(expr, Literal) and isinstance(expr.value, (list, tuple)):
        return "\n".join([opening, *_filled(expr.value, inner), " " * indent + closing])
    lines = [f"{' ' * inner}{key}{_text(item, inner + len(key) + 1, inner)}," for key, item in parts]
    return "\n".join([opening, *lines, " " * indent + closing])


def _filled(values: Sequence[Any], indent: int) -> list[str]:
    """Many literals in as few lines as hold them."""
    lines, line = [], ""
    for text in (f"{_literal(value)}," for value in values):
        if line and indent + len(line) + 1 + len(text) > WIDTH:
            lines.append(" " * indent + line)
            line = ""
        line = f"{line} {text}" if line else text
    return [*lines, " " * indent + line]


def _parts(expr: Expr) -> tuple[str, list[tuple[str, Expr]], str]:
    """What stands before, in and after the brackets of an expression that can be broken."""
    if isinstance(expr, Call):
        # A layer that is made and applied at once is broken in its own arguments, not in what it is applied to.
        if isinstance(expr.target, Call):
            opening, parts, _ = _parts(expr.target)
            return opening, parts, ")(" + _arguments(expr) + ")"
        return expr.target + "(", [*(("", a) for a in expr.args), *((f"{k}=", v) for k, v in expr.kwargs)], ")"
    if isinstance(expr, Items):
        return "[", [("", item) for item in expr.items], "]"
    if isinstance(expr, Entries):
        return "{", [(f"{_string(key)}: ", item) for key, item in expr.items], "}"
    value = expr.value if isinstance(expr, Literal) else None
    if isinstance(value, dict):
        return "{", [(f"{_string(key)}: ", Literal(item)) for key, item in value.items()], "}"
    if isinstance(value, (list, tuple)):
        opening, closing = "[]" if isinstance(value, list) else "()"
        return opening, [("", Literal(item)) for item in value], closing
    return "", [], ""


def _flat(expr: Expr) -> str:
    if isinstance(expr, Literal):
        return _literal(expr.value)
    if isinstance(expr, Ref):
        return expr.name
    if isinstance(expr, Items):
        return "[" + ", ".join(map(_flat, expr.items)) + "]"
    if isinstance(expr, Entries):
        return "{" + ", ".join(f"{_string(key)}: {_flat(item)}" for key, item in expr.items) + "}"
    target = expr.target if isinstance(expr.target, str) else _flat(expr.target)
    return f"{target}({_arguments(expr)})"


def _arguments(call: Call) -> str:
    return ", ".join([*map(_flat, call.args), *(f"{key}={_flat(value)}" for key, value in call.kwargs)])


def _literal(value: object) -> str:
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_literal, value)) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal(key)}: {_literal(item)}" for key, item in value.items()) + "}"
    return repr(value)


def _string(text: str) -> str:
    """A string in double quotes, exact for every text that Python can hold."""
    quoted = repr(text)
    if quoted[0] == '"' or '"' in quoted:
        return quoted
    return '"' + quoted[1:-1] + '"'


def _escape(text: str) -> str:
    """A text that may stand between triple quotes."""
    shown = (c if c.isprintable() else repr(c)[1:-1] for c in text.replace("\\", "\\\\").replace('"', "'"))
    return "".join(shown)
