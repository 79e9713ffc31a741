"""Evaluates a program into the live Keras model.

No text is ever evaluated: every call is looked up, part by part, among the public names of a few Keras modules, so nothing
else can be reached from a model file. Classes that a file declares come from whoever was allowed to import them.
"""

from __future__ import annotations

import keras

from rnndsl.ir.program import Assign, Call, Entries, Expr, Items, Literal, Program, Ref

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    from rnndsl.ir.nest import Nest

REACHABLE = ("Input", "Model", "Sequential", "utils.set_random_seed")
MODULES = ("activations", "constraints", "initializers", "layers", "losses", "metrics", "ops", "optimizers", "regularizers")
METHODS = ("compile",)
NOTHING: Mapping[str, type] = {}


def build(program: Program, own: Mapping[str, type] = NOTHING) -> keras.Model:
    """The model that a program describes, with fresh weights from the seed in it; `own` holds what it imports, by name.

    Clears Keras' global state first, so that names and random numbers do not depend on what was built before. Raises
    whatever Keras raises for a graph it refuses, and ValueError for a call outside the reachable part of Keras.
    """
    keras.utils.clear_session()
    variables: dict[str, Any] = dict(own)
    for statement in program.statements:
        execute(statement, variables)
    model: keras.Model = variables[program.model]
    return model


def execute(statement: Assign, variables: dict[str, Any]) -> None:
    """Carry out one statement; `variables` gets what it assigns."""
    value = evaluate(statement.value, variables)
    if statement.names:
        variables.update(_unpacked(statement.names, (value,) if len(statement.names) == 1 else value))


def _unpacked(names: Nest, values: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Every name with its value, groups opened."""
    for name, value in zip(names, values, strict=True):
        if isinstance(name, str):
            yield name, value
        else:
            yield from _unpacked(name, value)


def evaluate(expr: Expr, variables: dict[str, Any]) -> Any:
    """The value of an expression."""
    if isinstance(expr, Literal):
        return expr.value
    if isinstance(expr, Ref):
        return variables[expr.name]
    if isinstance(expr, Items):
        return [evaluate(item, variables) for item in expr.items]
    if isinstance(expr, Entries):
        return {key: evaluate(item, variables) for key, item in expr.items}
    return _call(expr, variables)


def _call(call: Call, variables: dict[str, Any]) -> Any:
    target = evaluate(call.target, variables) if isinstance(call.target, Call) else _reach(call.target, variables)
    args = [evaluate(arg, variables) for arg in call.args]
    return target(*args, **{key: evaluate(arg, variables) for key, arg in call.kwargs})


def _reach(target: str, variables: dict[str, Any]) -> Callable[..., Any]:
    """What a dotted name means; raises ValueError for anything that a model file has no business to call."""
    root, _, path = target.partition(".")
    if root in variables and (not path or path in METHODS):
        found: Callable[..., Any] = getattr(variables[root], path) if path else variables[root]
        return found
    parts = path.split(".")
    allowed = root == "keras" and (path in REACHABLE or (len(parts) > 1 and parts[0] in MODULES))
    if not allowed or any(part.startswith("_") for part in parts):
        raise ValueError(f"{target} is not part of Keras that a model file may use")
    value: Any = keras
    for part in parts:
        value = getattr(value, part)
    return value  # type: ignore[no-any-return]
