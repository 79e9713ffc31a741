"""A real client: pygls' own, which starts `rnndsl lsp` and speaks with it over standard input and output."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

T = TypeVar("T")
SECONDS = 60
CURSOR = "‸"


class Session:
    """One editor: `findings` holds what was last published for each URI, by version."""

    def __init__(self, client: LanguageClient, root: Path) -> None:
        self.client = client
        self.root = root
        self.findings: dict[str, lsp.PublishDiagnosticsParams] = {}
        self.logged: list[str] = []
        self.version = 0

    def uri(self, name: str = "model.yaml") -> str:
        return (self.root / name).as_uri()

    def open(self, text: str, name: str = "model.yaml") -> str:
        """Open a text under a name; the file need not exist."""
        self.version += 1
        item = lsp.TextDocumentItem(self.uri(name), "yaml", self.version, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return item.uri

    def change(self, *changes: lsp.TextDocumentContentChangeEvent, name: str = "model.yaml") -> None:
        self.version += 1
        document = lsp.VersionedTextDocumentIdentifier(self.version, self.uri(name))
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, list(changes)))

    async def published(self, name: str = "model.yaml") -> list[lsp.Diagnostic]:
        """The findings of the present version."""
        uri = self.uri(name)
        for _ in range(SECONDS * 50):
            found = self.findings.get(uri)
            if found is not None and found.version == self.version:
                return list(found.diagnostics)
            await asyncio.sleep(0.02)
        raise AssertionError(f"nothing was published for {uri}; log: {self.logged}")

    def document(self, name: str = "model.yaml") -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.uri(name))

    async def complete(self, marked: str, name: str = "model.yaml") -> dict[str, lsp.CompletionItem]:
        """What is offered where the text has its mark, by label."""
        text, position = cursor(marked)
        self.open(text, name)
        answer = await self.client.text_document_completion_async(lsp.CompletionParams(self.document(name), position))
        assert isinstance(answer, lsp.CompletionList)
        return {item.label: item for item in answer.items}

    async def hover(self, marked: str, name: str = "model.yaml") -> str:
        text, position = cursor(marked)
        self.open(text, name)
        answer = await self.client.text_document_hover_async(lsp.HoverParams(self.document(name), position))
        assert answer is None or isinstance(answer.contents, lsp.MarkupContent)
        return answer.contents.value if answer is not None else ""


def cursor(marked: str) -> tuple[str, lsp.Position]:
    """The text without its mark, and where the mark stood, in UTF-16 units."""
    before, _, after = marked.partition(CURSOR)
    line = before.rpartition("\n")[2]
    return before + after, lsp.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)


def applied(text: str, edits: list[lsp.TextEdit]) -> str:
    """The text after an editor's edits, whose columns count UTF-16 units."""
    lines = text.split("\n")

    def offset(place: lsp.Position) -> int:
        if place.line >= len(lines):
            return len(text)
        units = lines[place.line].encode("utf-16-le")[: 2 * place.character]
        return sum(len(line) + 1 for line in lines[: place.line]) + len(units.decode("utf-16-le"))

    for edit in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text


def serve(root: Path, work: Callable[[Session], Awaitable[T]], encodings: list[lsp.PositionEncodingKind] | None = None) -> T:
    """Start the server, do some work with it, and end it as an editor does: `shutdown`, then `exit`."""

    async def whole() -> T:
        client = LanguageClient("tests", "1")
        session = Session(client, root)

        @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: lsp.PublishDiagnosticsParams) -> None:
            session.findings[params.uri] = params

        @client.feature(lsp.WINDOW_LOG_MESSAGE)
        def logged(params: lsp.LogMessageParams) -> None:
            session.logged.append(params.message)

        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
        await client.start_io(sys.executable, "-m", "rnndsl", "lsp", "--stdio", env=environment, cwd=str(root))
        await client.initialize_async(_hello(root, encodings))
        client.initialized(lsp.InitializedParams())
        try:
            result = await asyncio.wait_for(work(session), SECONDS)
            await asyncio.wait_for(client.shutdown_async(None), SECONDS)
            client.exit(None)
            assert await asyncio.wait_for(_ended(client), SECONDS) == 0
            assert not session.logged, session.logged
        finally:
            if client._server is not None and client._server.returncode is None:
                client._server.kill()
            await client.stop()
        return result

    return asyncio.run(whole())


async def _ended(client: LanguageClient) -> int | None:
    """The exit code of the server."""
    server = client._server
    assert server is not None
    return await server.wait()


def _hello(root: Path, encodings: list[lsp.PositionEncodingKind] | None) -> lsp.InitializeParams:
    item = lsp.ClientCompletionItemOptions(snippet_support=False)
    text = lsp.TextDocumentClientCapabilities(completion=lsp.CompletionClientCapabilities(completion_item=item))
    capabilities = lsp.ClientCapabilities(
        text_document=text, general=lsp.GeneralClientCapabilities(position_encodings=encodings)
    )
    return lsp.InitializeParams(
        capabilities=capabilities,
        process_id=os.getpid(),
        root_uri=root.as_uri(),
        workspace_folders=[lsp.WorkspaceFolder(root.as_uri(), root.name)],
    )
