"""Completion in texts that are being typed: the mark ‸ is the cursor. The last tests ask a real server."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnndsl.layers import kind_names
from rnndsl.lsp.completion import completion
from rnndsl.lsp.documents import Document
from rnndsl.lsp.positions import Text
from rnndsl.pipeline import check

from .session import Session, applied, cursor, serve

HEAD = """\
rnndsl: 1
vars: {units: 64}
model:
  inputs: {history: [24, 8], ids: {shape: [20], dtype: int32}}
  targets: {forecast: [1], other: [1]}
  blocks:
    tower: {inputs: [a, b], layers: [{Add: {inputs: [a, b]}}]}
"""
LAYERS = """\
  layers:
    - LSTM: {name: encoder, inputs: history, units: 64, return_state: true}
"""
TAIL = """\
    - Dense: {units: 1, name: forecast}
train:
  loss: mse
"""


def offered(marked: str, snippets: bool = False) -> dict[str, str]:
    """What is offered, and the whole text after taking it; a readable version of the text came before."""
    text, place = cursor(marked)
    before = Document("untitled:model.yaml", Text(HEAD + LAYERS + TAIL), 1)
    document = Document("untitled:model.yaml", Text(text), 2, before)
    found = completion(document, place, snippets)
    return {item.label: applied(text, [item.text_edit]) for item in found.items}  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("line", "some", "none"),
    [
        ("    - ‸", ["LSTM", "Dense", "use", "repeat", "block", "take"], ["LSTMCell", "units"]),
        ("    - LS‸", ["LSTM"], ["units"]),
        ("    - Bidirectional: {layer: {‸", ["LSTM", "GRU"], ["Dense", "LSTMCell", "use"]),
        ("    - Bidirectional: {layer: ‸", ["LSTM", "GRU"], ["Dense"]),
        ("    - Bidirectional:\n        layer:\n          ‸", ["LSTM", "GRU"], ["Dense"]),
        ("    - LSTM: {units: 3, ‸", ["return_sequences", "inputs", "initial_state", "name"], ["units", "mask_zero"]),
        ("    - LSTM: {units: 3, ret‸: true}", ["return_state"], ["units"]),
        ("    - LSTM:\n        ‸", ["units"], ["mask_zero"]),
        ("    - LSTM:\n        units: 3\n        ‸", ["activation"], ["units"]),
        ("    - LSTM: {return_sequences: ‸", ["true", "false"], ["null"]),
        ("    - LSTM: {activation: ‸", ["tanh", "relu", "null"], ["mse", "Adam"]),
        ("    - LSTM: {kernel_initializer: {‸", ["Orthogonal", "GlorotUniform"], ["tanh"]),
        ("    - LSTM: {kernel_initializer: {Orthogonal: {‸", ["gain"], ["units"]),
        ("    - LSTM: {merge_mode: ‸", [], ["sum"]),
        ("    - Bidirectional: {merge_mode: ‸", ["sum", "concat", "null"], []),
        ("    - LSTM: {dtype: ‸", ["mixed_float16"], []),
        ("    - LSTM: {inputs: ‸", ["encoder", "encoder.h", "encoder.c", "history", "ids"], ["other", "tower"]),
        ("    - LSTM: {inputs: [ids, ‸", ["encoder"], []),
        ("    - LSTM: {name: mine, inputs: ‸", ["encoder"], ["mine", "lstm"]),
        ("    - LSTM: {initial_state: [encoder.‸", ["encoder.h", "encoder.c"], []),
        ("    - use: ‸", ["encoder"], ["history"]),
        ("    - use: encoder\n      ‸", ["inputs", "name"], ["units", "use", "LSTM"]),
        ("    - block: ‸", ["tower"], ["encoder"]),
        ("    - repeat: 2\n      ‸", ["layers", "inputs"], ["times"]),
        ("    - LSTM: {units: ‸", ["${vars.units}"], []),
    ],
)
def test_in_layers(line: str, some: list[str], none: list[str]) -> None:
    """What fits is offered, and nothing else, whatever is missing on the line and whatever follows."""
    for tail in (TAIL, ""):
        found = offered(f"{HEAD}{LAYERS}{line}\n{tail}")
        assert set(some) <= set(found), (sorted(found), tail)
        assert not set(none) & set(found), tail


@pytest.mark.parametrize(
    ("text", "some", "none"),
    [
        ("‸", ["rnndsl", "model", "train", "data"], ["layers"]),
        (HEAD + LAYERS + TAIL + "‸", ["data", "export"], ["model", "train", "vars"]),
        (HEAD + LAYERS + TAIL + "  ‸", ["optimizer", "metrics", "epochs"], ["loss", "model"]),
        (HEAD + LAYERS + TAIL + "  optimizer: {‸", ["Adam", "SGD"], ["mse"]),
        (HEAD + LAYERS + TAIL + "  optimizer: {Adam: {‸", ["learning_rate"], []),
        (HEAD + LAYERS + TAIL + "  metrics: [ma‸", ["mae", "accuracy"], []),
        (HEAD + LAYERS + "train:\n  loss: ‸", ["mse", "Huber", "categorical_crossentropy"], ["adam"]),
        (HEAD + LAYERS + "train:\n  loss: {‸", ["forecast", "other", "Huber"], []),
        (
            HEAD + LAYERS + TAIL + "  metrics: [mae]\n  callbacks:\n    - EarlyStopping: {monitor: ‸",
            ["val_loss", "val_mae", "loss"],
            [],
        ),
        (HEAD + LAYERS + TAIL + "  callbacks:\n    - ‸", ["EarlyStopping", "ModelCheckpoint"], ["LSTM"]),
        (HEAD + "  ‸\n" + LAYERS, ["batch_size", "outputs"], ["layers", "inputs"]),
        ("model:\n  inputs: {x: {‸", ["shape", "dtype", "vocabulary"], []),
        ("model:\n  inputs: {x: {dtype: ‸", ["int32", "string"], []),
        ("data:\n  split: {‸", ["validation", "stratify"], []),
        ("data:\n  columns: {a: {transform: [‸", ["log", "standardize", "difference"], []),
    ],
)
def test_in_sections(text: str, some: list[str], none: list[str]) -> None:
    """Sections offer their keys and values in the same way."""
    found = offered(text)
    assert set(some) <= set(found), sorted(found)
    assert not set(none) & set(found)


@pytest.mark.parametrize(
    "text",
    [
        "# a ‸",
        "model:\n  layers: []‸",
        "description: |\n  some ‸",
        "name: ‸",
        "rnndsl: 1\nno: {such: ‸",
        "a: b\ufeff‸",
        "‸\ue000",
    ],
)
def test_nothing_to_say(text: str) -> None:
    """In comments, texts, behind what is closed and where the language knows nothing, nothing is offered."""
    assert offered(text) == {}


def test_taken_text() -> None:
    """What is taken replaces the word that was begun, with quotes where YAML needs them, and leaves the rest alone."""
    start = HEAD + LAYERS
    assert offered(start + "    - LSTM: {un‸}\n")["units"] == start + "    - LSTM: {units: }\n"
    assert offered(start + "    - LSTM: {un‸its: 3}\n")["dropout"] == start + "    - LSTM: {dropout: 3}\n"
    assert offered(start + "    - LS‸")["LSTM"] == start + "    - LSTM: {units: }"
    assert offered(start + "    - LSTM: {units: ${va‸}\n")["${vars.units}"] == start + '    - LSTM: {units: "${vars.units}"}\n'
    assert offered(start + "    - LSTM: {units: ${va‸}}\n")["${vars.units}"] == start + '    - LSTM: {units: "${vars.units}"}\n'
    assert offered(start + '    - LSTM: {units: "${‸}"}\n')["${vars.units}"] == start + '    - LSTM: {units: "${vars.units}"}\n'
    assert (
        offered(start + "    - LSTM:\n        units: ‸\n")["${vars.units}"]
        == start + "    - LSTM:\n        units: ${vars.units}\n"
    )
    assert offered(start + "    - LSTM: {activation: re‸lu}\n")["tanh"] == start + "    - LSTM: {activation: tanh}\n"
    assert (
        offered(start + "    - Dense  # rnndsl: ignore[RNN2‸]\n")["RNN201"] == start + "    - Dense  # rnndsl: ignore[RNN201]\n"
    )


def test_snippets_stop_at_what_must_be_there() -> None:
    """With snippets the cursor goes to each required argument."""
    assert offered("model:\n  layers:\n    - Emb‸", snippets=True)["Embedding"].endswith(
        "- Embedding: {input_dim: $1, output_dim: $2}"
    )


@pytest.mark.parametrize("name", kind_names())
def test_every_layer_is_offered_as_the_language_takes_it(name: str) -> None:
    """Taking a layer never gives a text that is no YAML, or that the linter calls unknown."""
    found = offered(f"rnndsl: 1\nmodel:\n  inputs: {{x: [4, 4]}}\n  layers:\n    - {name}‸\n")
    if name not in found:
        return
    from rnndsl.diagnostics.span import Source

    codes = {finding.code for finding in check(Source("m.yaml", found[name])).report.sorted()}
    assert not codes & {"RNN000", "RNN001", "RNN002"}


@pytest.mark.slow
def test_over_the_wire(tmp_path: Path) -> None:
    """A client gets items with an edit, a sentence and a sort; columns of the data's table are among them."""
    (tmp_path / "sales.csv").write_text("Month,Sales of the shop\n2020-01,3\n")

    async def work(session: Session) -> None:
        items = await session.complete(HEAD + LAYERS + "    - LSTM: {return_seq‸\n")
        item = items["return_sequences"]
        assert item.detail == "true or false"
        assert item.documentation is not None
        text = "rnndsl: 1\ndata:\n  source: sales.csv\n  inputs: {x: [{0}]}\n  targets: {y: [Month]}\n"
        text += "model:\n  layers: [Flatten]\n"
        session.open(text.replace("{0}", "Month"))
        assert {"sales.csv"} <= set(await session.complete(text.replace("sales.csv", "sa‸")))
        items = await session.complete(text.replace("{0}", "‸"))
        assert {"Month", "Sales of the shop"} <= set(items)

    serve(tmp_path, work)
