"""Hover, inlay hints and the outline of a text: what is known of layers, where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types as lsp

from rnndsl.lsp.documents import Document
from rnndsl.lsp.hints import labels
from rnndsl.lsp.hover import hover
from rnndsl.lsp.positions import Text
from rnndsl.lsp.symbols import symbols

from .session import CURSOR, Session, cursor, serve

MODEL = """\
rnndsl: 1
vars: {units: 16}
model:
  inputs: {ids: {shape: [20], dtype: int32, vocabulary: 50}}
  targets: {y: [1]}
  blocks:
    tower:
      - SimpleRNN: {name: top, units: 8}
  layers:
    - Embedding: {input_dim: 50, output_dim: 4, mask_zero: true, name: words}  # 😀
    - Bidirectional: {layer: {GRU: {units: "${vars.units}", return_sequences: true}}, name: both}
    - LSTM:
        units: 8
        return_state: true
        name: reader
    - use: words
      inputs: ids
    - repeat: 2
      layers:
        - GRU: {units: 4, return_sequences: true}
    - {block: tower, name: a}
    - Concatenate: {inputs: [a, reader]}
    - Dense: {units: 1, name: y}
train: {loss: mse, optimizer: {Adam: {learning_rate: 1e-3}}}
"""


def document(text: str, before: Document | None = None) -> Document:
    return Document("untitled:m.yaml", Text(text), 1, before)


def hovered(place: str) -> str:
    """What hovering over a place of the model shows; the place is a piece of it, with a mark in it."""
    piece = place.replace(CURSOR, "")
    assert piece in MODEL
    text, position = cursor(MODEL.replace(piece, place, 1))
    found = hover(document(text), position)
    return found.contents.value if found is not None else ""  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (
            "- ‸Embedding",
            ["**words**", "(N, 20) → (N, 20, 4)", "masked by `words`", "200 parameters", "### Embedding", "| `mask_zero`"],
        ),
        ("- Bidir‸ectional", ["**both** · Bidirectional(GRU)", "(N, 20, 4) → (N, 20, 32)"]),
        ("layer: {GR‸U", ["### GRU"]),
        ("    ‸- Bidir", ["**both** · Bidirectional(GRU)"]),
        ("- LS‸TM:\n        units", ["(N, 20, 32) → (N, 8) · h (N, 8) · c (N, 8)", "the mask of `words` ends here"]),
        ("return_st‸ate", ["**return_state** of LSTM: true or false (default `false`)", "Return the final state(s) too."]),
        ("use: wo‸rds", ["**words** · Embedding"]),
        ("- u‸se", ["**words@2** · Embedding", "same weights"]),
        ("inputs: ‸ids\n", ["an input of the model: `(N, 20)` int32"]),
        ("{vars.un‸its}", ["**vars.units** = `16`"]),
        ("loss: m‸se", ["Mean", "losses"]),
        ("{Ad‸am", ["**Adam**", "- `learning_rate`"]),
        ("learn‸ing_rate", ["**learning_rate** of Adam"]),
        ("tr‸ain:", ["**train**", "How it learns."]),
        ("targ‸ets", ["What the loss will meet"]),
        ("tar‸gets: {y", ["data"]),
    ],
)
def test_hover(place: str, says: list[str]) -> None:
    """A layer says its shapes, mask, parameters and documentation; an argument its values; a name what it stands for."""
    shown = hovered(place.replace("{vars", "{vars"))
    assert all(piece in shown for piece in says), shown


@pytest.mark.parametrize("place", ["# 😀‸", "‸\n  layers", "units: ‸8}", "name: rea‸der\n    - use"])
def test_hover_over_nothing(place: str) -> None:
    """Comments and blanks say nothing; a number says what argument it is, a name what it names."""
    shown = hovered(place)
    assert not shown or "**units** of SimpleRNN" in shown or "**reader**" in shown


def test_hints() -> None:
    """Every line that calls a layer shows what comes out, in each copy of a repeat, with states and masks."""
    found = {MODEL.split("\n")[line].strip(" -").split(":")[0]: label for line, label in labels(document(MODEL)).items()}
    assert found == {
        "SimpleRNN": "→ (N, 8)",
        "LSTM": "→ (N, 8) · h (N, 8) · c (N, 8)",
        "Embedding": "→ (N, 20, 4) masked",
        "Bidirectional": "→ (N, 20, 32) masked",
        "use": "→ (N, 20, 4) masked",
        "GRU": "→ (N, 20, 4) masked",
        "Concatenate": "→ (N, 16)",
        "Dense": "→ (N, 1)",
    }


def test_hints_stay_while_a_line_is_typed() -> None:
    """A text that is no YAML for a moment keeps the shapes above and below the line that is being typed."""
    before = document(MODEL)
    lines = MODEL.split("\n")
    at = next(number for number, line in enumerate(lines) if "repeat" in line)
    broken = document("\n".join([*lines[:at], "    - GRU: {units: ", *lines[at:]]), before)
    assert broken.checked.typed is None
    there, now = labels(before), labels(broken)
    place = broken.text.position(broken.text.content.index("Embedding"))
    found = hover(broken, place)
    assert found is not None
    assert "→ (N, 20, 4) masked" in str(found.contents)
    assert now == {line + (line >= at): label for line, label in there.items()}


def test_symbols() -> None:
    """Sections hold their parts; layers are named as the user named them; every place lies in the one that holds it."""
    found = {one.name: one for one in symbols(document(MODEL))}
    assert list(found) == ["rnndsl", "vars", "model", "train"]
    model = found["model"]
    assert [one.name for one in model.children or ()][:2] == ["ids", "y"]
    names = [(one.name, one.detail) for one in model.children or ()]
    assert ("words", "Embedding") in names
    assert ("reader", "LSTM") in names
    assert ("repeat", None) in names
    inner = next(one for one in model.children or () if one.name == "repeat")
    assert [one.name for one in inner.children or ()] == ["GRU"]
    _nested(model)


def _nested(one: lsp.DocumentSymbol) -> None:
    def key(place: lsp.Position) -> tuple[int, int]:
        return place.line, place.character

    assert key(one.range.start) <= key(one.selection_range.start) <= key(one.selection_range.end) <= key(one.range.end)
    for child in one.children or ():
        assert key(one.range.start) <= key(child.range.start) <= key(child.range.end) <= key(one.range.end)
        _nested(child)


@pytest.mark.slow
def test_over_the_wire(tmp_path: Path) -> None:
    """A client gets hover in Markdown with its range, hints at the ends of lines, and the symbols."""

    async def work(session: Session) -> None:
        assert "(N, 20) → (N, 20, 4)" in await session.hover(MODEL.replace("Embedding", "Embed‸ding"))
        session.open(MODEL)
        whole = lsp.Range(lsp.Position(0, 0), lsp.Position(99, 0))
        hints = await session.client.text_document_inlay_hint_async(lsp.InlayHintParams(session.document(), whole))
        line = MODEL[: MODEL.index("    - Embedding")].count("\n")
        (hint,) = [one for one in hints or () if one.position.line == line]
        assert hint.position.character == len(MODEL.split("\n")[line].encode("utf-16-le")) // 2
        found = await session.client.text_document_document_symbol_async(lsp.DocumentSymbolParams(session.document()))
        assert [one.name for one in found or ()] == ["rnndsl", "vars", "model", "train"]

    serve(tmp_path, work)
