"""The server: which request is answered by what, and the documents that are open.

A request that fails says so in the editor's log and gives nothing; none ends the server. Texts are kept here rather than by
pygls, whose idea of a line's end differs from the protocol's.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from rnndsl import __version__
from rnndsl.rules.rule import Rule
from rnndsl.settings.find import forget

from . import actions, completion, diagnostics, hints, hover, renaming, symbols
from .documents import Document
from .family import family
from .positions import Text, changed
from .rule_pages import RulePages

T = TypeVar("T")
PAUSE = 0.05  # seconds without a change before a text is checked: a paste arrives in pieces


class Server(LanguageServer):
    """The language server of model files. `documents` are open, by URI; `pages` are the rules'."""

    def __init__(self, pages: RulePages) -> None:
        super().__init__("rnndsl", __version__)
        self.pages = pages
        self.documents: dict[str, Document] = {}
        self.waiting: dict[str, asyncio.TimerHandle] = {}

    @property
    def units(self) -> str:
        """The encoding of columns that the editor has agreed to."""
        return str(self.server_capabilities.position_encoding or "utf-16")

    @property
    def snippets(self) -> bool:
        """True if the editor understands snippets in completions."""
        capability: Any = self.client_capabilities.text_document
        for name in ("completion", "completion_item", "snippet_support"):
            capability = getattr(capability, name, None)
        return bool(capability)

    def guarded(self, answer: Callable[[], T], instead: T) -> T:
        """The answer, or `instead` where the server has a mistake, which goes to the editor's log."""
        try:
            return answer()
        except (renaming.Refused, JsonRpcInvalidParams):
            raise
        except Exception:  # every mistake of ours must end here: the session goes on
            self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, traceback.format_exc()))
            return instead

    def about(self, uri: str, answer: Callable[[Document], T], instead: T) -> T:
        """What is answered about an open document; `instead` for any other, and for YAML that is no model file."""
        document = self.documents.get(uri)
        if document is None or not self.guarded(lambda: document.ours, False):
            return instead
        return self.guarded(lambda: answer(document), instead)

    def family_of(self, document: Document) -> list[Document]:
        """The documents that share names with this one."""
        folders = [to_fs_path(folder.uri) for folder in self.workspace.folders.values()] or [self.workspace.root_path]
        return family(document, self.documents, [folder for folder in folders if folder])

    # Diagnostics

    def put(self, uri: str, text: Text, version: int | None) -> None:
        """Keep a new version of a text, and check it once nothing has changed for a moment."""
        self.documents[uri] = Document(uri, text, version, self.documents.get(uri))
        self.soon(uri)

    def soon(self, uri: str) -> None:
        """Check a document in a moment, unless it changes again."""
        if uri in self.waiting:
            self.waiting.pop(uri).cancel()
        self.waiting[uri] = asyncio.get_running_loop().call_later(PAUSE, self.publish, uri)

    def publish(self, uri: str) -> None:
        """Send the findings of a document."""
        self.waiting.pop(uri, None)
        document = self.documents.get(uri)
        if document is None:
            return
        nothing: list[lsp.Diagnostic] = []
        found = self.guarded(lambda: diagnostics.diagnostics(document, self.pages.link), nothing)
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, document.version))

    def renew(self) -> None:
        """Check all that is open: a file that they extend, their data or their settings may have changed."""
        forget()
        for other, document in list(self.documents.items()):
            self.documents[other] = Document(other, document.text, document.version, document)
            self.soon(other)


def make(page: Callable[[Rule], str]) -> Server:
    """A server with all its features; `page` writes the page of a rule in Markdown."""
    server = Server(RulePages(page))
    _synchronize(server)
    _answer(server)
    _answer_about_names(server)
    return server


def _synchronize(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        given = params.text_document
        server.put(given.uri, Text(given.text, server.units), given.version)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def edited(params: lsp.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        before = server.documents.get(uri)
        if before is not None:
            server.put(uri, changed(before.text, params.content_changes), params.text_document.version)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        server.renew()

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.documents.pop(uri, None)
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def changed_outside(params: lsp.DidChangeWatchedFilesParams) -> None:
        server.renew()


def _answer(server: Server) -> None:
    options = lsp.CompletionOptions(trigger_characters=completion.TRIGGERS)

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, options)
    def complete(params: lsp.CompletionParams) -> lsp.CompletionList:
        nothing = lsp.CompletionList(False, [])
        uri = params.text_document.uri
        return server.about(uri, lambda one: completion.completion(one, params.position, server.snippets), nothing)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        return server.about(params.text_document.uri, lambda one: hover.hover(one, params.position), None)

    @server.feature(lsp.TEXT_DOCUMENT_INLAY_HINT)
    def inlay(params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
        return server.about(params.text_document.uri, lambda one: hints.hints(one, params.range), [])

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def outlined(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        return server.about(params.text_document.uri, symbols.symbols, [])

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=actions.KINDS))
    def acted(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        return server.about(params.text_document.uri, lambda one: actions.actions(one, params, server.pages.link), [])


def _answer_about_names(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def defined(params: lsp.DefinitionParams) -> list[lsp.Location]:
        return server.about(params.text_document.uri, lambda one: renaming.definitions(one, params.position), [])

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def referred(params: lsp.ReferenceParams) -> list[lsp.Location]:
        def found(one: Document) -> list[lsp.Location]:
            name = renaming.name_at(one, params.position)
            return [] if name is None else renaming.references(name, server.family_of(one), params.context.include_declaration)

        return server.about(params.text_document.uri, found, [])

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def highlighted(params: lsp.DocumentHighlightParams) -> list[lsp.DocumentHighlight]:
        return server.about(params.text_document.uri, lambda one: renaming.highlights(one, params.position), [])

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def can_rename(params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        def found(one: Document) -> lsp.PrepareRenamePlaceholder | None:
            name = renaming.renameable(one, params.position)
            return None if name is None else lsp.PrepareRenamePlaceholder(one.text.range(name.start, name.end), name.name)

        return _refusing(lambda: server.about(params.text_document.uri, found, None))

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        def found(one: Document) -> lsp.WorkspaceEdit | None:
            name = renaming.renameable(one, params.position)
            return None if name is None else renaming.renamed(name, params.new_name, server.family_of(one))

        return _refusing(lambda: server.about(params.text_document.uri, found, None))


def _refusing(answer: Callable[[], T]) -> T:
    """The answer; a refusal becomes the error that editors show beside the cursor."""
    try:
        return answer()
    except renaming.Refused as refusal:
        raise JsonRpcInvalidParams(str(refusal)) from None
