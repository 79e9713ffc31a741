"""What a block's inputs stand for where it is called, and what a repeat's first copy reads."""

from __future__ import annotations

from rnndsl.ir.spec import LayerSpec, Value

from .expand import UNDEFINED, Expansion, Refs, Scope


def block_lines(block: Value) -> tuple[Value, ...]:
    """The lines of a block under `model.blocks`."""
    lines = block.get("layers") if isinstance(block.data, dict) else block
    return lines.data if lines is not None and isinstance(lines.data, tuple) else ()


def bound_inputs(expansion: Expansion, spec: LayerSpec, scope: Scope, previous: Refs | None, block: Value) -> dict[str, Refs]:
    """What each input of a block reads; reports a block that is called with another number of inputs."""
    declared = block.get("inputs")
    names = [v.data for v in declared.list if isinstance(v.data, str)] if declared is not None else ["input"]
    given = bound(expansion, spec.inputs, scope) if spec.inputs is not None else previous
    if given is None:
        from .wire import which_input

        expansion.add(which_input(spec, expansion))
        given = (UNDEFINED,) * len(names)
    if len(names) == 1:
        return {names[0]: given}
    if len(given) != len(names):
        from rnndsl.rules.rnn008_wrong_value import wrong

        place = spec.inputs.span if spec.inputs is not None else spec.span
        expansion.add(wrong(place, f"the block gets {len(given)} inputs, expected {len(names)}: {', '.join(names)}"))
        given = (UNDEFINED,) * len(names)
    return {name: (ref,) for name, ref in zip(names, given, strict=True)}


def bound(expansion: Expansion, inputs: Value, scope: Scope) -> Refs:
    """The references of `inputs` on a line that is no layer: they are looked up at once, so they must stand above."""
    from .wire import reference

    return tuple(ref for value in inputs.list for ref in reference(value, scope, expansion))
