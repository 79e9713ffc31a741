"""Findings while somebody types, and their repairs, asked of a real server by a real client."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check

from .session import Session, applied, serve

pytestmark = pytest.mark.slow
STACKED = """\
rnndsl: 1
name: "температура 😀"
model:
  inputs: {history: [24, 8]}
  targets: {forecast: [1]}
  layers:
    - LSTM: {units: 64}  # 😀 reads a day
    - {LSTM: {units: 32, name: encoder}}
    - Dense: {units: 1}
train: {loss: mse}
"""


async def offered(session: Session, finding: lsp.Diagnostic, only: list[str] | None = None) -> dict[str, lsp.CodeAction]:
    context = lsp.CodeActionContext([finding], only=only)
    params = lsp.CodeActionParams(session.document(), finding.range, context)
    found = await session.client.text_document_code_action_async(params)
    return {one.title: one for one in found or () if isinstance(one, lsp.CodeAction)}


def edits(session: Session, action: lsp.CodeAction, name: str = "model.yaml") -> list[lsp.TextEdit]:
    assert action.edit is not None
    assert action.edit.changes is not None
    return list(action.edit.changes[session.uri(name)])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("units", [None, lsp.PositionEncodingKind.Utf8, lsp.PositionEncodingKind.Utf32])
def test_a_finding_and_its_repair(tmp_path: Path, end: str, units: lsp.PositionEncodingKind | None) -> None:
    """The place, what it has to do with it, and the safe repair, which leaves a clean text; whatever ends a line."""
    text = STACKED.replace("\n", end)

    async def work(session: Session) -> None:
        session.open(text)
        (found,) = await session.published()
        assert (found.code, found.severity, found.source) == ("RNN201", lsp.DiagnosticSeverity.Error, "rnndsl")
        assert found.range == lsp.Range(lsp.Position(7, 7), lsp.Position(7, 11))
        assert found.related_information is not None
        assert [one.location.range.start for one in found.related_information] == [lsp.Position(6, 12)]
        assert "expected ndim=3, found ndim=2" in found.message
        actions = await offered(session, found)
        repair, ignore = actions.values()
        assert repair.is_preferred
        assert list(repair.diagnostics or ()) == [found]
        assert applied(text, edits(session, repair)) == text.replace("{units: 64}", "{units: 64, return_sequences: true}")
        assert applied(text, edits(session, ignore)) == text.replace("encoder}}", "encoder}}  # rnndsl: ignore[RNN201]")

    serve(tmp_path, work, [units] if units else None)


def test_a_link_to_the_rule(tmp_path: Path) -> None:
    """A code leads to the page of its rule."""

    async def work(session: Session) -> None:
        session.open(STACKED)
        (found,) = await session.published()
        assert found.code_description is not None
        assert found.code_description.href.startswith("file://")
        assert found.code_description.href.endswith("RNN201.md")

    serve(tmp_path, work)


def test_ignoring_two(tmp_path: Path) -> None:
    """A second code joins the comment that is there."""
    text = STACKED.replace("encoder}}", "encoder}}  # rnndsl: ignore[RNN402]")

    async def work(session: Session) -> None:
        session.open(text)
        found = next(one for one in await session.published() if one.code == "RNN201")
        action = (await offered(session, found))["Ignore RNN201 on this line"]
        assert "# rnndsl: ignore[RNN402, RNN201]" in applied(text, edits(session, action))

    serve(tmp_path, work)


def test_unsafe_repairs_say_so(tmp_path: Path) -> None:
    """A repair that changes the model is never preferred, and its title says that it does."""
    text = "rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  targets: {y: [1]}\n  layers:\n"
    text += "    - LSTM: {units: 4, return_sequences: true}\n    - Dense: {units: 1}\ntrain: {loss: mse}\n"

    async def work(session: Session) -> None:
        session.open(text)
        found = next(one for one in await session.published() if one.code == "RNN202")
        repairs = [one for title, one in (await offered(session, found)).items() if not title.startswith("Ignore")]
        assert repairs
        for one in repairs:
            assert one.title.endswith("(unsafe: changes the model)")
            assert not one.is_preferred
            assert not check(Source("m.yaml", applied(text, edits(session, one)))).report.sorted()
        assert not await offered(session, found, ["source.fixAll"])

    serve(tmp_path, work)


def test_fix_all(tmp_path: Path) -> None:
    """`source.fixAll`, as editors ask on saving, makes every safe repair, in several rounds, and nothing else."""
    text = STACKED.replace(
        "    - Dense", "    - LSTM:\n        units: 16\n        hidden_size: 16\n    - lstm: {units: 3}\n    - Dense"
    )

    async def work(session: Session) -> None:
        session.open(text)
        found = (await session.published())[0]
        assert not [title for title in await offered(session, found) if title.startswith("Fix all")]
        (action,) = (await offered(session, found, ["source.fixAll"])).values()
        repaired = applied(text, edits(session, action))
        fixable = [one for one in check(Source("m.yaml", repaired)).report.sorted() if one.fix is not None and one.fix.safe]
        assert not fixable
        assert "# 😀 reads a day" in repaired
        again = await offered(session, found, ["source.fixAll.rnndsl"])
        assert list(again) == [action.title]

    serve(tmp_path, work)


def test_typing(tmp_path: Path) -> None:
    """Letter by letter, faster than anybody types: the findings of the last version come, and belong to it."""
    tail = "    - Dense: {units: 1}\n"
    head = STACKED[: STACKED.index("    - {LSTM")]

    async def work(session: Session) -> None:
        session.open(head + tail)
        assert await session.published() == []
        line = head.count("\n")
        for column, letter in enumerate("    - GRU: {units: 4}  # 😀é"):
            at = lsp.Position(line, column)
            session.change(lsp.TextDocumentContentChangePartial(lsp.Range(at, at), letter if column else letter + "\n"))
            if not column:
                continue
        (found,) = [one for one in await session.published() if one.code == "RNN201"]
        assert found.range.start == lsp.Position(line, 6)
        session.change(lsp.TextDocumentContentChangeWholeDocument(head + tail))
        assert await session.published() == []

    serve(tmp_path, work)


def test_settings_of_the_project(tmp_path: Path) -> None:
    """What the project ignores is not shown; a change of the settings counts after saving."""
    path = tmp_path / "rnndsl.toml"
    path.write_text('ignore = ["RNN201"]\n')

    async def work(session: Session) -> None:
        session.open(STACKED)
        assert await session.published() == []
        path.write_text("")
        session.findings.clear()
        session.client.text_document_did_save(lsp.DidSaveTextDocumentParams(session.document()))
        assert [one.code for one in await session.published()] == ["RNN201"]

    serve(tmp_path, work)


def test_a_mistake_in_an_extended_file(tmp_path: Path) -> None:
    """It shows where this file names the other one, points there, and its repair edits the other one."""
    (tmp_path / "base.yaml").write_text(STACKED, encoding="utf-8")

    async def work(session: Session) -> None:
        session.open("rnndsl: 1\nextends: base.yaml\n")
        (found,) = await session.published()
        assert (found.code, found.range) == ("RNN201", lsp.Range(lsp.Position(1, 9), lsp.Position(1, 18)))
        assert found.related_information is not None
        place = found.related_information[0].location
        assert (place.uri, place.range.start) == (session.uri("base.yaml"), lsp.Position(7, 7))
        (repair,) = (await offered(session, found)).values()
        assert "return_sequences" in applied(STACKED, edits(session, repair, "base.yaml"))
        (tmp_path / "base.yaml").write_text(
            STACKED.replace("{units: 64}", "{units: 64, return_sequences: true}"), encoding="utf-8"
        )
        session.findings.clear()
        session.client.text_document_did_save(lsp.DidSaveTextDocumentParams(session.document("base.yaml")))
        assert await session.published() == []

    serve(tmp_path, work)


def test_closing_takes_the_findings_away(tmp_path: Path) -> None:
    """A closed document has no findings."""

    async def work(session: Session) -> None:
        uri = session.open(STACKED)
        assert await session.published()
        session.client.text_document_did_close(lsp.DidCloseTextDocumentParams(session.document()))
        while session.findings[uri].diagnostics:
            await asyncio.sleep(0.02)

    serve(tmp_path, work)


BROKEN = [
    "",
    "\ufeff",
    ":",
    "{",
    "\x00",
    "a: [" * 3000,
    "model: {layers: [" + "{LSTM: {units: " * 300,
    "rnndsl: 1\nmodel:\n  layers:\n    - LSTM: {units: \n",
    "&a [*a]",
    "rnndsl: 1\nextends: model.yaml\n",
    "rnndsl: 1\nextends: .\n",
    "- - - 😀",
    "\udcff".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "a: b\rc: d\re: ${f\r",
]


def test_broken_documents(tmp_path: Path) -> None:
    """No text ends the server: every request about it is answered, and the next document is checked as ever."""

    async def work(session: Session) -> None:
        for text in BROKEN:
            session.open(text)
            await session.published()
            lines = text.split("\n")
            for place in (lsp.Position(0, 0), lsp.Position(len(lines) - 1, len(lines[-1])), lsp.Position(99, 99)):
                await everything(session, place)
        session.open(STACKED)
        assert [one.code for one in await session.published()] == ["RNN201"]

    serve(tmp_path, work)


async def everything(session: Session, place: lsp.Position) -> None:
    """Ask all there is to ask about a place."""
    client, document = session.client, session.document()
    here = lsp.Range(place, place)
    await client.text_document_completion_async(lsp.CompletionParams(document, place))
    await client.text_document_hover_async(lsp.HoverParams(document, place))
    await client.text_document_definition_async(lsp.DefinitionParams(document, place))
    await client.text_document_references_async(lsp.ReferenceParams(lsp.ReferenceContext(True), document, place))
    await client.text_document_document_highlight_async(lsp.DocumentHighlightParams(document, place))
    await client.text_document_document_symbol_async(lsp.DocumentSymbolParams(document))
    await client.text_document_inlay_hint_async(lsp.InlayHintParams(document, lsp.Range(lsp.Position(0, 0), place)))
    for only in (None, ["source.fixAll"]):
        params = lsp.CodeActionParams(document, here, lsp.CodeActionContext([], only=only))
        await client.text_document_code_action_async(params)


def test_other_yaml_is_left_alone(tmp_path: Path) -> None:
    """An editor opens all YAML there is: of what is no model file, nothing is said."""

    async def work(session: Session) -> None:
        for text in ("services:\n  web: {image: x}\n", "on: push\njobs:\n  build: {}\n"):
            session.open(text)
            assert await session.published() == []
            await everything(session, lsp.Position(1, 2))
            assert not await session.complete(text + "‸")

    serve(tmp_path, work)
