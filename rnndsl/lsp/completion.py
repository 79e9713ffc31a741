"""Completion at the cursor, also in a text that is no YAML yet.

A mark is put where the cursor stands and the outline is read anew: the word that holds the mark has a path, and the path says
what may stand there. What is on the rest of the line, or open above, does not matter.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

from lsprotocol import types as lsp

from rnndsl.diagnostics.record import Record, replace
from rnndsl.ir.fields import Bool, Choice, Float, Int, LayerField, NamedField, Str
from rnndsl.layers import kind
from rnndsl.schema.lines import HEADS

from . import candidates as c
from .candidates import Candidate
from .documents import Document
from .names import TENSOR, Names, line_of, scope_of
from .outline import KEY, LOOSE, VALUE, Word, outline
from .place import LineField, Place, place

MARK = "\ue000"
MAX_PATHS = 200
TRIGGERS = [" ", ":", "{", "[", "$", ".", "-", ","]
_IGNORE = re.compile(r"#[ \t]*rnndsl: ignore\[[^\]\n]*$")
SORTS = {
    c.KEYWORD: lsp.CompletionItemKind.Property,
    c.LAYER: lsp.CompletionItemKind.Class,
    c.OBJECT: lsp.CompletionItemKind.Function,
    c.WORD: lsp.CompletionItemKind.EnumMember,
    c.NAME: lsp.CompletionItemKind.Reference,
    c.VARIABLE: lsp.CompletionItemKind.Variable,
    c.CODE: lsp.CompletionItemKind.Constant,
}


class Cursor(Record):
    """Where the cursor stands: the word around it (with the mark in it), what is left and right of it in the word."""

    word: Word
    before: str
    after: str
    names: Names
    siblings: tuple[Word, ...]
    alone: bool


def completion(document: Document, position: lsp.Position, snippets: bool) -> lsp.CompletionList:
    """What may be typed at a place."""
    offset = document.text.offset(position)
    content = document.text.content
    if MARK in content:
        return lsp.CompletionList(False, [])
    line = content[content.rfind("\n", 0, offset) + 1 : offset]
    if _IGNORE.search(line):
        found, start, end = list(_codes()), offset - len(re.findall(r"\w*$", line)[0]), offset
    else:
        cursor = cursor_at(document, offset)
        if cursor is None:
            return lsp.CompletionList(False, [])
        found = list(_found(document, cursor))
        start, end = offset - len(cursor.before), offset + len(cursor.after)
    once = {one.label: one for one in reversed(found)}.values()
    return lsp.CompletionList(False, [_item(document, one, start, end, snippets) for one in reversed(list(once))])


def cursor_at(document: Document, offset: int) -> Cursor | None:
    """The place of the cursor; None in comments, texts of several lines and behind what is closed."""
    content = document.text.content
    words = outline(content[:offset] + MARK + content[offset:])
    word = next((word for word in words if MARK in word.text), None)
    if word is None:
        return None
    before, _, after = word.text.partition(MARK)
    rest = content[word.end - len(MARK) :].partition("\n")[0]
    if word.flow and not word.quoted and "${" in before and "}" not in rest:
        after = after.partition("}")[0]  # `{units: ${va}`: the brace that is there closes the mapping
    others = [other for other in words if other is not word]
    names = Names(others, [below.names for below in document.below[:1]])
    siblings = tuple(other for other in others if other.mapping == word.mapping and other.role == KEY)
    start = content.rfind("\n", 0, word.start) + 1
    alone = not content[start : word.start].strip()
    return Cursor(word, before, after, names, siblings, alone)


def _found(document: Document, cursor: Cursor) -> Iterator[Candidate]:
    word, own = cursor.word, cursor.names.own
    if cursor.before.rfind("${") > cursor.before.rfind("}"):
        yield from _variables(document, cursor)
        return
    if word.role in (KEY, LOOSE):
        above = place(word.path[:-1], own)
        taken = {other.text for other in cursor.siblings}
        if above is not None:
            found = c.keyed(above, own, word.role == KEY, outputs(cursor.names))
            beside = _beside(above, taken) if word.role == LOOSE and taken else None
            yield from (one for one in (found if beside is None else beside) if one.label not in taken)
        return
    here = place(word.path, own)
    if here is not None:
        yield from c.value_candidates(here, own, "block" if cursor.alone and not word.flow else "value")
        yield from _names(document, cursor, here)
        yield from _paths(document, here, cursor.before)
        if any(isinstance(field, _WITH_VARIABLES) for field in here.fields):
            yield from (replace(one, rank=3) for one in _variables(document, cursor))


def _beside(above: Place, taken: set[str]) -> Iterable[Candidate] | None:
    """What may stand beside a line's first key: settings of `use`, `block`, `repeat`; nothing beside a layer."""
    if not any(isinstance(field, (LineField, LayerField, NamedField)) for field in above.fields):
        return None
    head = next((HEADS[name] for name in taken if name in HEADS), None)
    if head is None:
        return None if any(not isinstance(f, (LineField, LayerField, NamedField)) for f in above.fields) else ()
    return c.key_candidates((entry for entry in head.entries if entry.name != head.main), colon=False)


_WITH_VARIABLES = (Int, Float, Bool, Choice, NamedField)


# Names


def outputs(names: Names) -> list[str]:
    """The outputs of the model, as `loss` and `metrics` name them: the targets, else what `outputs` names."""
    found = [w.text for w in names.words if w.role == KEY and w.path[:-1] in (("data", "targets"), ("model", "targets"))]
    return list(dict.fromkeys(found)) or [w.text for w in names.words if w.role == VALUE and w.path[:2] == ("model", "outputs")]


def _names(document: Document, cursor: Cursor, here: Place) -> Iterator[Candidate]:
    """Names that a place takes: layers, inputs, states, blocks, targets, columns, what a callback can watch."""
    nouns = {field.noun for field in here.fields if isinstance(field, Str)}
    names = cursor.names
    if nouns & {"a layer or an input", "a layer", "a state such as encoder.h"}:
        yield from _tensors(document, cursor, inputs="a layer" not in nouns)
    if "a TextVectorization layer" in nouns:
        yield from _facts_of(document, names)
    if "a block" in nouns:
        yield from (Candidate(name, name, c.NAME, "a block") for kind, _, name in sorted(names.defined) if kind == "block")
    if "a target" in nouns:
        yield from (Candidate(name, name, c.NAME, "a target") for name in outputs(names))
    if any(noun.startswith("a column") for noun in nouns):
        yield from (Candidate(name, _text(name), c.NAME, "a column") for name in header(document))
    if "a quantity such as val_loss" in nouns:
        yield from (Candidate(name, name, c.NAME, "watched after each epoch") for name in _watched(names))


def _tensors(document: Document, cursor: Cursor, inputs: bool) -> Iterator[Candidate]:
    """Layers and inputs that a line can read, not its own, and their further outputs, with shapes where they are known."""
    names, scope, known = cursor.names, scope_of(cursor.word), document.readable
    typed = known.checked.typed if known is not None else None
    given = {found.name for found in names.occurrences if found.defines and found.kind == TENSOR and found.scope == scope}
    own = _own_names(known, cursor)
    targets = set(outputs(names))
    lines = {w.text for w in names.words if names.places[w] is not None and w.path[-1:] == ("name",)}
    sections = {w.text for w in names.words if w.role == KEY and w.path[:-1] in (("model", "inputs"), ("data", "inputs"))}
    nodes = typed.nodes if typed is not None and not scope else {}
    for name in sorted(given | {one for one in nodes if "@" not in one}):
        if name in own or (name in targets and name not in lines) or (name in sections and not inputs):
            continue
        shape = str(typed.inputs[name]) if typed is not None and name in typed.inputs else ""
        node = nodes.get(name)
        yield Candidate(name, name, c.NAME, str(node.outputs[0]) if node is not None and node.outputs else shape)
        if node is not None:
            for port, tensor in zip(node.ports, node.outputs, strict=False):
                if port:
                    yield Candidate(f"{name}.{port}", f"{name}.{port}", c.NAME, str(tensor))


def _own_names(known: Document | None, cursor: Cursor) -> set[str]:
    """The names of the cursor's line: given, or by which the last readable version calls it."""
    line = line_of(cursor.word)
    if not line:
        return set()
    found = {w.text for w in cursor.names.words if line_of(w) == line and w.path[-1:] == ("name",) and w.role == VALUE}
    starts = {w.start for w in known.words if line_of(w) == line} if known is not None else set()
    if known is not None and known.checked.typed is not None:
        spans = ((name, node.node.span) for name, node in known.checked.typed.nodes.items())
        found |= {name for name, span in spans if span is not None and known.start(span) in starts}
    return found


def _paths(document: Document, here: Place, before: str) -> Iterator[Candidate]:
    """Files and folders beside the text, or below what the word already says; hidden ones are left out."""
    if not any(isinstance(field, Str) and field.path for field in here.fields) or not document.uri.startswith("file:"):
        return
    begun = before.rpartition("/")[0]
    folder = os.path.join(document.source.folder, begun)
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))[:MAX_PATHS]
    except OSError:
        return
    for name in names:
        path = f"{begun}/{name}" if begun else name
        yield Candidate(path, _text(path), c.NAME, "a folder" if os.path.isdir(os.path.join(folder, name)) else "a file")


def _facts_of(document: Document, names: Names) -> Iterator[Candidate]:
    """Layers that have a vocabulary."""
    for name, fact in _with_facts(names):
        yield Candidate(name, name, c.NAME, fact)


def _with_facts(names: Names) -> Iterator[tuple[str, str]]:
    for word in names.words:
        if word.role == VALUE and word.path[-1:] == ("name",) and len(word.path) > 2:
            found = kind(str(word.path[-2]))
            if found is not None and found.fact:
                yield word.text, found.fact


def _variables(document: Document, cursor: Cursor) -> Iterator[Candidate]:
    """`${…}`; in flow style between quotes, where YAML would otherwise end the text at the brace."""
    names = cursor.names
    said = [f"vars.{name}" for kind, _, name in sorted(names.defined) if kind == "variable"]
    if "layers" in cursor.word.path or cursor.word.path[:2] == ("model", "blocks"):
        said += [f"data.{name}.classes" for name in outputs(names)]
        said += [f"{name}.{fact}" for name, fact in _with_facts(names)]
    quote = '"' if cursor.word.flow and not cursor.word.quoted else ""
    head = cursor.before[: cursor.before.rfind("${")] if "${" in cursor.before else ""
    tail = cursor.after.partition("}")[2] if "${" in cursor.before else ""
    for name in said:
        yield Candidate(
            f"${{{name}}}", f"{quote}{head}${{{name}}}{tail}{quote}".replace("$", "\\$").replace("}", "\\}"), c.VARIABLE
        )


def _watched(names: Names) -> Iterator[str]:
    """What a callback can watch: the loss and the metrics, on both parts of the data."""
    from rnndsl.objects._table import snake

    metrics = [w for w in names.words if w.path[:2] == ("train", "metrics") and w.role in (KEY, VALUE) and len(w.path) > 1]
    said = [
        snake(w.text) if w.text[:1].isupper() else w.text for w in metrics if w.path != ("train", "metrics") or w.role == VALUE
    ]
    own = outputs(names)
    several = own if len(own) > 1 else []
    for one in ("loss", *(f"{name}_loss" for name in several), *(name for name in said if name not in own)):
        yield from (f"val_{one}", one)


def header(document: Document) -> list[str]:
    """The columns of the data's table, where it could be read."""
    known = document.readable or document
    return [name for name in known.checked.facts.details.get("header") or () if isinstance(name, str)]


def _text(name: str) -> str:
    """A name as YAML: between quotes where it would mean something else."""
    return (
        name if re.fullmatch(r"[A-Za-z_][\w ./-]*\w|\w", name) else '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    )


def _codes() -> Iterator[Candidate]:
    from rnndsl.rules import load, modules

    for rule in map(load, modules()):
        yield Candidate(rule.code, rule.code, c.CODE, rule.name, rule.summary)


def _item(document: Document, one: Candidate, start: int, end: int, snippets: bool) -> lsp.CompletionItem:
    as_snippet = snippets and one.insert != one.plain
    return lsp.CompletionItem(
        label=one.label,
        kind=SORTS[one.sort],
        detail=one.detail or None,
        documentation=lsp.MarkupContent(lsp.MarkupKind.Markdown, one.doc) if one.doc else None,
        sort_text=f"{one.rank}{one.label}",
        filter_text=one.label,
        insert_text_format=lsp.InsertTextFormat.Snippet if as_snippet else lsp.InsertTextFormat.PlainText,
        text_edit=lsp.TextEdit(document.text.range(start, end), one.insert if as_snippet else one.plain),
    )
