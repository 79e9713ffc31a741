"""A document to the checked spec: extended files and `--set` laid over it, then the walk by the fields of `schema.sections`.

What comes out holds every section that the file has, its defaults filled in, every variable of `vars` in place.
"""

from __future__ import annotations

from rnndsl.ir.dims import UNKNOWN
from rnndsl.ir.spec import Value
from rnndsl.schema.extensions import EXTENSIONS
from rnndsl.schema.sections import FILE

from .walk import Walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from rnndsl.diagnostics.report import Report
    from rnndsl.diagnostics.span import Source

    from .document import Document

NOTHING: Mapping[str, Source] = {}


def validate(
    document: Document, report: Report, settings: tuple[str, ...] = (), opened: Mapping[str, Source] = NOTHING
) -> Value | None:
    """The Value of a whole file; None where it is no mapping at all.

    `settings` are texts such as `train.epochs=3`, `opened` those that stand for files which are extended, by real path.
    """
    whole = _overlaid(document, report, settings, opened)
    if whole is None:
        return None
    walk = Walk(whole, report)
    if whole.root.id != "mapping":
        walk.wrong_form(FILE, whole.root, None)
        return None
    for word, node in walk.pairs(whole.root):
        if word.id == "scalar" and node.id == "mapping" and word.value == "vars":
            walk.variables = {
                name.value: (value, walk.source_of(value)) for name, value in walk.pairs(node) if name.id == "scalar"
            }
    for word, node in walk.pairs(whole.root):
        if word.id == "scalar" and node.id == "mapping" and node.value and word.value == "extensions":
            walk.value(EXTENSIONS, node, walk.span(word))
    spec = walk.value(FILE, whole.root)
    return None if spec.data is UNKNOWN else spec


def _overlaid(document: Document, report: Report, settings: tuple[str, ...], opened: Mapping[str, Source]) -> Document | None:
    """The document with the files that it extends under it and the settings over it."""
    if document.root.id != "mapping":
        return document
    first = tuple(text for text in settings if text.startswith("extends="))
    if first:
        from .settings import apply_settings

        document = apply_settings(document, first, report)
    if any(word.value == "extends" for word, _ in document.root.value if word.id == "scalar"):
        from .extends import extended

        below = extended(document, report, opened)
        if below is None:
            return None
        document = below
    rest = tuple(text for text in settings if text not in first)
    if rest:
        from .settings import apply_settings

        document = apply_settings(document, rest, report)
    return document
