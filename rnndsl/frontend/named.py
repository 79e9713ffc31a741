"""Objects of Keras with arguments, such as `{Adam: {learning_rate: 1e-3}}`; by name alone, they are plain texts."""

from __future__ import annotations

from rnndsl.diagnostics.span import Span
from rnndsl.ir.dims import UNKNOWN
from rnndsl.ir.fields import REQUIRED, NamedField
from rnndsl.ir.spec import Value
from rnndsl.objects import NamedObject, group

from .scalars import scalar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .document import Node
    from .walk import Walk


def named_object(walk: Walk, field: NamedField, node: Node, key: Span | None) -> Value:
    """The Value `{name: arguments}` of a mapping that names an object; unknown, reported, where it names none."""
    pairs = walk.pairs(node)
    if len(pairs) != 1 or pairs[0][0].id != "scalar":
        return walk.wrong_form(field, node, key)
    word, body = pairs[0]
    name, known = word.value, group(field.group)
    if name not in known:
        from .mistakes import unknown_object

        name = unknown_object(walk, walk.span(word), word.value, field)
        if name is None:
            return Value(UNKNOWN, walk.span(node), key)
    return Value({name: _arguments(walk, known[name], word, body)}, walk.span(node), key)


def _arguments(walk: Walk, named: NamedObject, word: Node, body: Node) -> Value:
    place = walk.span(body)
    if body.id == "scalar" and not body.style and scalar(body.value) is None:
        pairs = []
    elif body.id == "mapping":
        pairs = walk.pairs(body)
    else:
        from .mistakes import no_arguments

        no_arguments(walk, body, named.name, named.parameters)
        return Value(UNKNOWN, place, walk.span(word))
    found = walk.members(walk.table(named.parameters, named), pairs, named.name)
    for entry in named.parameters:
        if entry.default is REQUIRED and entry.name not in found:
            from .mistakes import missing

            missing(walk, named.name, entry, walk.span(word))
            found[entry.name] = Value(UNKNOWN, place)
    return Value(found, place, walk.span(word))
