"""The documents of a session: what is open, and what is known of each version of it.

A version is checked once, when somebody first asks. The last version that could be read as a model is kept beside the present
one, so that shapes stay where they are while a line is being typed.
"""

from __future__ import annotations

import os
from functools import cached_property

from pygls.uris import from_fs_path, to_fs_path

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.span import Source, Span
from rnndsl.frontend.read import MAX_BYTES, Unreadable, read
from rnndsl.frontend.recognize import is_model
from rnndsl.pipeline import Checked, check
from rnndsl.schema.sections import FILE
from rnndsl.settings import Settings, settings_for

from .names import Names
from .outline import KEY, Word, outline
from .positions import BOM, Text

MAX_BELOW = 16
SECTIONS = {entry.name for entry in FILE.entries}


class Document:
    """One version of a text, open in an editor or read from the disk."""

    def __init__(self, uri: str, text: Text, version: int | None, before: Document | None = None) -> None:
        self.uri = uri
        self.text = text
        self.version = version
        self._before = before.readable if before is not None else None

    @property
    def path(self) -> str:
        """The path of the file; for a text that was never saved, its URI."""
        return to_fs_path(self.uri) or self.uri

    @cached_property
    def shift(self) -> int:
        """Characters before the source: 1 where the text begins with a byte order mark."""
        return int(self.text.content.startswith(BOM))

    @cached_property
    def source(self) -> Source:
        """The text as the linter reads it."""
        folder = os.path.dirname(self.path) if self.uri.startswith("file:") else "."
        return Source(self.path, self.text.content[self.shift :], folder or ".", bool(self.shift))

    @cached_property
    def checked(self) -> Checked:
        """What the linter finds."""
        return check(self.source, (), self.settings.target)

    @cached_property
    def ours(self) -> bool:
        """True for a model file, and for a text that may become one: it has no other top-level keys."""
        tops = {word.text for word in self.words if word.role == KEY and len(word.path) == 1}
        return is_model(self.source.text) or tops <= SECTIONS

    @cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What the project wants to see of it; of YAML that is no model file, nothing."""
        if not is_model(self.source.text):
            return ()
        return self.settings.judge(self.checked.report.sorted())

    @cached_property
    def settings(self) -> Settings:
        """The settings of the project that the file belongs to."""
        return settings_for(self.path).chosen if self.uri.startswith("file:") else Settings()

    @property
    def readable(self) -> Document | None:
        """The latest version, this one included, of which layers are known."""
        if len(self.text.content) <= MAX_BYTES and self.checked.typed is not None and self.checked.typed.nodes:
            self._before = None
            return self
        return self._before

    @cached_property
    def words(self) -> list[Word]:
        """The outline."""
        return outline(self.text.content)

    @cached_property
    def below(self) -> tuple[Document, ...]:
        """The files that this one extends, the nearest first, as they lie on the disk."""
        found: list[Document] = []
        here: Document | None = self
        while here is not None and len(found) < MAX_BELOW:
            here = here.extended()
            if here is not None:
                found.append(here)
        return tuple(found)

    def extended(self) -> Document | None:
        """The file that `extends` names, where it can be read."""
        named = next((word.text for word in self.words if word.path == ("extends",) and word.role != "key"), None)
        if not named or "${" in named:
            return None
        path = os.path.normpath(os.path.join(self.source.folder, named))
        return on_disk(path, self.text.units)

    @cached_property
    def names(self) -> Names:
        """The names of the text, with what the files below define."""
        return Names(self.words, [document.names for document in self.below[:1]])

    def start(self, span: Span) -> int:
        """The offset of a span of the source in the text."""
        return span.start + self.shift

    def end(self, span: Span) -> int:
        """The end of a span of the source in the text."""
        return span.end + self.shift


def on_disk(path: str, units: str) -> Document | None:
    """A file as a document; None where it cannot be read."""
    uri = from_fs_path(os.path.abspath(path))
    try:
        source = read(path)
    except Unreadable:
        return None
    return Document(uri, Text((BOM if source.bom else "") + source.text, units), None) if uri else None
