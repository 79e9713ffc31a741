"""What stands at the cursor, in Markdown: a layer with its shapes and its documentation, an argument, a name, a variable."""

from __future__ import annotations

from lsprotocol import types as lsp

from rnndsl.backend import table
from rnndsl.ir.dims import total
from rnndsl.ir.fields import REQUIRED, Entry, LayerField, NamedField
from rnndsl.ir.typed import Typed, TypedNode
from rnndsl.layers import kind
from rnndsl.objects import group
from rnndsl.schema.catalogue import section

from .documents import Document
from .hints import labels
from .names import DECLARED, TENSOR, VARIABLE, Occurrence
from .outline import KEY, Word
from .place import LineField, Place, place

MAX_CALLS = 4


def hover(document: Document, position: lsp.Position) -> lsp.Hover | None:
    """What is known of the word at a place; None where nothing is."""
    offset = document.text.offset(position)
    word = next((word for word in document.words if word.start <= offset <= word.end), None) or _of_line(document, offset)
    if word is None:
        return None
    name = document.names.at(offset)
    text = (_name(document, name) if name is not None else "") or _layer(document, word) or _word(document, word)
    if not text:
        return None
    start, end = (name.start, name.end) if name is not None else (word.start, word.end)
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text), document.text.range(start, end))


def _layer(document: Document, word: Word) -> str:
    """A layer's word: its calls with their shapes, then the page of its kind; of `use` its sentence."""
    above = place(word.path[:-1], document.names.own) if word.role == KEY else document.names.places.get(word)
    here = document.names.places.get(word)
    if above is None or here is None or not any(isinstance(field, (LineField, LayerField)) for field in above.fields):
        return ""
    found = kind(word.text)
    return "\n\n".join([*calls_at(document, word), section(found) if found is not None else argument(here)]).strip()


def _of_line(document: Document, offset: int) -> Word | None:
    """The word of a layer, for what stands before and between the words of its line: dashes, brackets, blanks."""
    line = document.text.line_of(offset)
    start, end = document.text.start_of(line), document.text.start_of(line + 1)
    here = [word for word in document.words if start <= word.start < end]
    return here[0] if here and offset <= here[-1].end and _layer(document, here[0]) else None


def calls_at(document: Document, word: Word) -> list[str]:
    """The calls that a layer's word makes, with what goes in and comes out; while the text is broken, what came out last."""
    typed = document.checked.typed
    if typed is None:
        label = labels(document).get(document.text.line_of(word.start))
        return [f"```text\n{label}\n```"] if label else []
    spans = [(node.node.span, node) for node in typed.nodes.values()]
    here = [n for s, n in spans if s is not None and s.source is document.source and document.start(s) == word.start]
    shown = [call(typed, node) for node in here[:MAX_CALLS]]
    return [*shown, f"… and {len(here) - MAX_CALLS} more calls"] if len(here) > MAX_CALLS else shown


def call(typed: Typed, node: TypedNode) -> str:
    """A call: its name, its tensors, its mask, its parameters, what Keras would refuse."""
    read = ", ".join(str(tensor) for tensor in node.inputs) or "nothing"
    lines = [f"**{node.node.name}** · {table.kind(node)}", "", "```text", f"{read} → {table.outputs(node)}", "```"]
    facts = []
    mask = next((tensor.mask for tensor in node.outputs if tensor.mask is not None), None)
    masked_in = next((tensor.mask for tensor in node.inputs if tensor.mask is not None), None)
    if mask is not None:
        facts.append(f"masked by `{mask.origin}`")
    elif masked_in is not None:
        facts.append(f"the mask of `{masked_in.origin}` ends here")
    if node.outputs and node.outputs[0].known:
        facts.append(node.outputs[0].dtype)
    if node.weights:
        count = total(weight.parameters for weight in node.weights)
        trained = total(weight.parameters for weight in node.trained)
        facts.append(
            f"{table.number(count)} parameters" + ("" if trained == count else f", {table.number(trained)} of them trained")
        )
    lines.append(" · ".join(facts))
    if node.fault is not None:
        lines += ["", f"Keras would refuse this call: expected {node.fault.expected}, found {node.fault.found}."]
    return "\n".join(lines).strip()


def _word(document: Document, word: Word) -> str:
    """A key of a section, an argument, or a value: an object of Keras, or one of a few words."""
    here = document.names.places.get(word)
    if here is None:
        return ""
    if word.role == KEY:
        return argument(here) if here.entry is not None and here.entry.name == word.text else _object(document, word)
    return _object_of(word.text, here) or (argument(here) if here.entry is not None else "")


def argument(here: Place) -> str:
    """The key at a place: what it takes, its default, its sentence."""
    return described(here.entry, here.owner) if here.entry is not None else ""


def described(entry: Entry, owner: str) -> str:
    """An entry in Markdown."""
    default = "required" if entry.default is REQUIRED else f"default `{_yaml(entry.default)}`"
    return f"**{entry.name}** of {owner}: {entry.type.expects} ({default})\n\n{entry.doc}".strip()


def _yaml(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    return str(list(value)) if isinstance(value, tuple) else str(value)


def _object(document: Document, word: Word) -> str:
    above = place(word.path[:-1], document.names.own)
    return _object_of(word.text, above) if above is not None else ""


def _object_of(name: str, here: Place) -> str:
    for field in here.fields:
        found = group(field.group).get(name) if isinstance(field, NamedField) else None
        if found is not None:
            arguments = "".join(f"\n- `{entry.name}`: {entry.type.expects}. {entry.doc}" for entry in found.parameters)
            return (
                f"**{found.name}** ({field.group if isinstance(field, NamedField) else ''})\n\n{found.doc}\n{arguments}".strip()
            )
    return ""


def _name(document: Document, name: Occurrence) -> str:
    """A name: the tensor that it stands for, or a variable's value."""
    if name.kind == VARIABLE:
        value = next(
            (w.text for d in (document, *document.below) for w in d.words if w.role != KEY and w.path == ("vars", name.name)),
            "",
        )
        return f"**vars.{name.name}** = `{value}`" if value else ""
    typed = document.checked.typed
    if name.kind == DECLARED:
        doc = document.names.own.docs.get(name.name, "")
        return f"**{name.name}**, a layer of your own\n\n{doc}".strip()
    if typed is None or name.kind != TENSOR:
        return ""
    names = [name.name] if not name.scope else [one for one in typed.nodes if one.endswith(f"_{name.name}")]
    calls = [call(typed, typed.nodes[one]) for one in names if one in typed.nodes]
    if not calls and name.name in typed.inputs and not name.scope:
        tensor = typed.inputs[name.name]
        return f"**{name.name}**, an input of the model: `{tensor}` {tensor.dtype}"
    return "\n\n".join(calls[:MAX_CALLS])
