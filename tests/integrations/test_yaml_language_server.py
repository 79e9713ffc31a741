"""The JSON Schema in the server that most editors use for YAML: Red Hat's yaml-language-server, from npm, over stdio.

`scripts/setup dev` puts it into the virtual environment where there is npm; elsewhere these tests are skipped.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from tests.lsp.session import CURSOR, cursor

pytestmark = pytest.mark.slow
T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "schemas" / "rnndsl.schema.json"
SECONDS = 120
PLACES = (
    os.environ.get("RNNDSL_YAML_LANGUAGE_SERVER", ""),
    f"{sys.prefix}/yaml-language-server/node_modules/.bin/yaml-language-server",
)
RIGHT = """\
rnndsl: 1
model:
  inputs: {history: [24, 8]}
  targets: {forecast: [1]}
  layers:
    - LSTM: {units: 64, return_sequences: true}
    - Bidirectional: {layer: {GRU: {units: 32}}}
    - Dense: {units: 1, activation: linear}
train:
  loss: mse
  optimizer: {Adam: {learning_rate: 1e-3}}
"""


class Session:
    """One editor with the schema for all its files."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.number = 0
        self.findings: dict[str, asyncio.Future[list[lsp.Diagnostic]]] = {}

    def open(self, text: str) -> str:
        self.number += 1
        uri = (self.folder / f"model{self.number}.yaml").as_uri()
        self.findings[uri] = asyncio.get_running_loop().create_future()
        item = lsp.TextDocumentItem(uri, "yaml", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return uri

    async def messages(self, text: str) -> list[tuple[str, str]]:
        """What the server finds: the text that it marks, and what it says."""
        lines = text.split("\n")
        found = await asyncio.wait_for(self.findings[self.open(text)], SECONDS)
        return [(lines[d.range.start.line][d.range.start.character : d.range.end.character], str(d.message)) for d in found]

    async def completions(self, marked: str) -> set[str]:
        text, place = cursor(marked)
        document = lsp.TextDocumentIdentifier(self.open(text))
        found = await self.client.text_document_completion_async(lsp.CompletionParams(document, place))
        return {item.label for item in (found.items if isinstance(found, lsp.CompletionList) else found or ())}

    async def hover(self, marked: str) -> str:
        text, place = cursor(marked)
        document = lsp.TextDocumentIdentifier(self.open(text))
        found = await self.client.text_document_hover_async(lsp.HoverParams(document, place))
        return str(getattr(found.contents, "value", found.contents)) if found is not None else ""


def serve(folder: Path, work: Callable[[Session], Awaitable[T]]) -> T:
    command = next((place for place in PLACES if place and Path(place).exists()), None)
    if command is None or shutil.which("node") is None:
        pytest.skip("yaml-language-server is not here: `scripts/setup dev` installs it where there is npm")

    async def whole() -> T:
        client = LanguageClient("tests", "1")
        session = Session(client, folder)

        @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: lsp.PublishDiagnosticsParams) -> None:
            waiting = session.findings.get(params.uri)
            if waiting is not None and not waiting.done():
                waiting.set_result(list(params.diagnostics))

        @client.feature(lsp.WORKSPACE_CONFIGURATION)
        def configuration(params: lsp.ConfigurationParams) -> list[Any]:
            yaml = {
                "schemas": {SCHEMA.as_uri(): ["*.yaml"]},
                "schemaStore": {"enable": False},
                "hover": True,
                "completion": True,
            }
            return [yaml if item.section == "yaml" else {} for item in params.items]

        @client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
        def registered(params: lsp.RegistrationParams) -> None:
            return None

        await client.start_io(command, "--stdio")
        try:
            settings = lsp.WorkspaceClientCapabilities(configuration=True)
            capabilities = lsp.ClientCapabilities(workspace=settings)
            hello = lsp.InitializeParams(capabilities=capabilities, process_id=os.getpid(), root_uri=folder.as_uri())
            await asyncio.wait_for(client.initialize_async(hello), SECONDS)
            client.initialized(lsp.InitializedParams())
            client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams({}))
            await asyncio.sleep(1)  # it asks for its configuration before it can check anything
            return await asyncio.wait_for(work(session), SECONDS)
        finally:
            if client._server is not None and client._server.returncode is None:
                client._server.kill()
            await client.stop()

    return asyncio.run(whole())


def test_right_files(tmp_path: Path) -> None:
    """A right file, and every example, has no finding."""

    async def work(session: Session) -> None:
        assert await session.messages(RIGHT) == []
        for path in sorted((ROOT / "examples").rglob("*.yaml")):
            assert await session.messages(path.read_text(encoding="utf-8")) == [], path

    serve(tmp_path, work)


def test_wrong_files(tmp_path: Path) -> None:
    """A mistake is marked at its word, and nowhere else."""
    wrong = {
        "units: 64": ("unit: 64", "unit"),
        "activation: linear": ("activation: liner", "liner"),
        "loss: mse": ("loss: msee", "msee"),
        "return_sequences: true": ("return_sequences: 3", "3"),
        "- Dense": ("- Dens", "Dens"),
        "train:": ("trian:", "trian"),
    }

    async def work(session: Session) -> None:
        for right, (text, marked) in wrong.items():
            found = await session.messages(RIGHT.replace(right, text))
            assert marked in [place for place, _ in found], (text, found)
            assert len({place for place, _ in found}) <= 2, found

    serve(tmp_path, work)


def test_completion_and_hover(tmp_path: Path) -> None:
    """It offers layers, arguments and values, and shows the sentence of each."""

    async def work(session: Session) -> None:
        dense = "- Dense: {units: 1, activation: linear}"
        assert {"return_sequences", "dropout"} <= await session.completions(RIGHT.replace("return_sequences: true", "drop‸"))
        assert {"LSTM", "Dense", "Masking"} <= await session.completions(RIGHT.replace(dense, "- ‸"))
        block = RIGHT.replace(dense, "- Dense:\n        units: 1\n        ‸")
        assert {"activation", "use_bias"} <= await session.completions(block)
        assert {"tanh", "relu"} <= await session.completions(RIGHT.replace("linear", CURSOR))
        assert {"Adam", "SGD"} <= await session.completions(RIGHT.replace("{Adam: {learning_rate: 1e-3}}", CURSOR))
        assert {"data", "export"} <= await session.completions(RIGHT + CURSOR)
        assert "Return the output of every step" in await session.hover(RIGHT.replace("return_seq", "return_‸seq"))
        assert "long short-term memory" in (await session.hover(RIGHT.replace("- LSTM", "- LS‸TM"))).lower()

    serve(tmp_path, work)
