"""Names: definitions, references and renaming, in one file and in files that extend each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from rnndsl.lsp.documents import Document
from rnndsl.lsp.names import Names
from rnndsl.lsp.outline import outline
from rnndsl.lsp.positions import Text
from rnndsl.lsp.renaming import renamed

from .session import Session, applied, cursor, serve

MODEL = """\
rnndsl: 1
vars: {units: 16}
model:
  inputs: {left: [24, 8], right: [24, 8]}
  targets: {y: [1]}
  blocks:
    tower:
      inputs: sequence
      layers:
        - LSTM: {name: below, units: "${vars.units}", return_sequences: true, inputs: sequence}
        - LSTM: {name: top, units: ${vars.units}, return_state: true}
  layers:
    - {block: tower, name: a, inputs: left}
    - {use: a, name: shared, inputs: right}
    - LSTM:
        name: below   # not that of the block
        inputs: [left]
        units: 16
        initial_state: [a.top.h, shared.top.c]
    - Concatenate: {inputs: [a, "shared", below]}
    - Dense: {units: 1, name: y}
train:
  loss: {y: mse}
  callbacks: [EarlyStopping: {monitor: val_y_loss}]
""".replace("units: ${vars.units}", 'units: "${vars.units}"')


@pytest.mark.parametrize(
    ("name", "places"),
    [
        (("layer", "", "a"), ["name: ‸a", "use: ‸a", "[‸a.top.h", "[‸a, "]),
        (("layer", "tower", "top"), ["name: ‸top", "a.‸top.h", "shared.‸top.c"]),
        (("layer", "tower", "below"), ["name: ‸below, units"]),
        (("layer", "", "below"), ["name: ‸below   #", '"shared", ‸below]']),
        (("layer", "tower", "sequence"), ["inputs: ‸sequence\n", "inputs: ‸sequence}"]),
        (("layer", "", "left"), ["{‸left", "inputs: ‸left", "[‸left]"]),
        (("layer", "", "y"), ["targets: {‸y", "name: ‸y}", "loss: {‸y", "val_‸y_loss"]),
        (
            ("variable", "", "units"),
            ["vars: {‸units", '{name: below, units: "${vars.‸units', '{name: top, units: "${vars.‸units'],
        ),
        (("block", "", "tower"), ["\n    ‸tower:", "block: ‸tower"]),
    ],
)
def test_occurrences(name: tuple[str, str, str], places: list[str]) -> None:
    """Every place where a name is given or used is found, and no other, though another scope has the same name."""
    found = [one.start for one in Names(outline(MODEL)).of(name)]
    assert found == sorted(MODEL.index(place.replace("‸", "")) + place.index("‸") for place in places)


@pytest.mark.parametrize("name", sorted({one.symbol for one in Names(outline(MODEL)).occurrences if one.defines}))
def test_renaming_keeps_the_model(name: tuple[str, str, str]) -> None:
    """A renamed model is clean still, and renaming back gives the text byte for byte."""
    there = _renamed(MODEL, name, "renamed")
    assert there != MODEL
    document = Document("untitled:m.yaml", Text(there), 1)
    before = Document("untitled:m.yaml", Text(MODEL), 1)
    assert [f.code for f in document.checked.report.sorted()] == [f.code for f in before.checked.report.sorted()]
    assert _renamed(there, (name[0], name[1], "renamed"), name[2]) == MODEL


def _renamed(text: str, symbol: tuple[str, str, str], new: str) -> str:
    document = Document("untitled:m.yaml", Text(text), 1)
    edit = renamed(document.names.of(symbol)[0], new, [document])
    assert edit.changes is not None
    return applied(text, list(edit.changes[document.uri]))


BASE = "rnndsl: 1\nvars: {units: 8}\nmodel:\n  inputs: {x: [24, 8]}\n  targets: {y: [1]}\n  layers:\n"
BASE += '    - LSTM: {name: encoder, units: "${vars.units}"}\n    - Dense: {units: 1, name: y}\ntrain: {loss: mse}\n'
ABOVE = 'rnndsl: 1\nextends: base.yaml\nmodel:\n  outputs: [‸y]\ntrain:\n  batch_size: "${vars.units}"\n'


@pytest.mark.slow
def test_files_that_extend_each_other(tmp_path: Path) -> None:
    """A name of an extended file is defined there, and renamed in every file of the workspace that uses it."""
    (tmp_path / "base.yaml").write_text(BASE)
    (tmp_path / "other.yaml").write_text(ABOVE.replace("‸", ""))
    (tmp_path / "stranger.yaml").write_text('rnndsl: 1\nvars: {units: 3}\ntrain: {batch_size: "${vars.units}"}\n')

    async def work(session: Session) -> None:
        text, place = cursor(ABOVE)
        uri = session.open(text)
        found = await session.client.text_document_definition_async(lsp.DefinitionParams(session.document(), place))
        assert [(one.uri, one.range.start) for one in found] == [(session.uri("base.yaml"), lsp.Position(7, 30))]  # type: ignore[union-attr]
        place = lsp.Position(5, text.split("\n")[5].index("units"))
        params = lsp.ReferenceParams(lsp.ReferenceContext(True), session.document(), place)
        found = await session.client.text_document_references_async(params)
        assert sorted(one.uri for one in found or ()) == sorted(
            [session.uri("base.yaml"), session.uri("base.yaml"), uri, session.uri("other.yaml")]
        )
        edit = await session.client.text_document_rename_async(lsp.RenameParams(session.document(), place, "width"))
        assert edit is not None
        assert edit.changes is not None
        assert applied(BASE, list(edit.changes[session.uri("base.yaml")])) == BASE.replace(
            "vars: {units", "vars: {width"
        ).replace("vars.units", "vars.width")
        on_path = lsp.DefinitionParams(session.document(), lsp.Position(1, 12))
        found = await session.client.text_document_definition_async(on_path)
        assert [one.uri for one in found] == [session.uri("base.yaml")]  # type: ignore[union-attr]

    serve(tmp_path, work)


@pytest.mark.slow
def test_over_the_wire(tmp_path: Path) -> None:
    """Definition, highlights, what can be renamed and what not, in a text with wide characters before the name."""
    text = "rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n    - LSTM: {units: 4}\n    - Dense: {units: 1, name: last}\n"
    text += "    - Add: {inputs: [last, last], name: 'sum'} # 😀\n  outputs: ['sum', lstm]\ndescription: '😀' \n"

    async def work(session: Session) -> None:
        session.open(text)
        document = session.document()

        async def defined(line: int, word: str) -> list[lsp.Position]:
            place = lsp.Position(line, text.split("\n")[line].index(word) + 1)
            found = await session.client.text_document_definition_async(lsp.DefinitionParams(document, place))
            return [one.range.start for one in found]  # type: ignore[union-attr]

        assert await defined(6, "last") == [lsp.Position(5, 30)]
        assert await defined(7, "lstm") == [lsp.Position(4, 6)]
        place = lsp.Position(6, text.split("\n")[6].index("last"))
        marks = await session.client.text_document_document_highlight_async(lsp.DocumentHighlightParams(document, place))
        assert [one.range.start.line for one in marks or ()] == [5, 6, 6]
        shown = await session.client.text_document_prepare_rename_async(lsp.PrepareRenameParams(document, place))
        assert isinstance(shown, lsp.PrepareRenamePlaceholder)
        assert shown.placeholder == "last"
        for line, word, new, why in (
            (6, "last", "sum", "already"),
            (6, "last", "a b", "no name"),
            (7, "lstm", "x", "Keras' own name"),
        ):
            at = lsp.Position(line, text.split("\n")[line].index(word))
            with pytest.raises(JsonRpcException, match=why):
                await session.client.text_document_rename_async(lsp.RenameParams(document, at, new))

    serve(tmp_path, work)
