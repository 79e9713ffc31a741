"""The codec: from files of the user to inputs, from outputs to rows that people read, as plain data between processes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import numpy as np
import pytest

from rnndsl.data import Codec, DataError, load
from rnndsl.data.outputs import probabilities
from rnndsl.ir.graph import Graph
from tests.probe.sections import WINDOWS, monthly, section

GRAPH = Graph("model", (), (), ())
CHAIN = "  columns: {Sales: {transform: [log, {difference: 12}, standardize]}}\n"
PAIRS = """
  source: {tsv: pairs.tsv, columns: [english, french]}
  inputs: {a: {text: english}, b: {text: french, shift: 1, start: "[start]"}}
  targets: {c: {text: french, end: "[end]", encode: fr}}
"""


def codec(text: str, folder: Path) -> Codec:
    """The codec of a section, after a journey through JSON."""
    made = load(section(text, folder), GRAPH).codec
    again = Codec.from_json(json.loads(json.dumps(made.to_json())))
    assert again == made
    return again


def test_forecast(tmp_path: Path) -> None:
    """A forecast reads the last window of the file and answers in its units, with the months that follow."""
    (tmp_path / "sales.csv").write_text(monthly(100))
    known = codec(WINDOWS + CHAIN, tmp_path)
    (tmp_path / "new.csv").write_text(monthly(40))
    given = known.read(str(tmp_path / "new.csv"))
    assert given.inputs["history"].shape == (1, 6, 1)
    (tmp_path / "longer.csv").write_text(monthly(43))
    whole = known.read(str(tmp_path / "longer.csv")).series
    truth = whole.stages["Sales"][-1][40:43]
    rows = known.outputs({"forecast": truth[None]}, given)
    assert [row["Month"] for row in rows] == ["2003-05", "2003-06", "2003-07"]
    np.testing.assert_allclose([row["Sales"] for row in rows], whole.stages["Sales"][0][40:43], rtol=1e-5)


def test_too_little_history(tmp_path: Path) -> None:
    """A file shorter than a window and its differences is refused with both numbers."""
    (tmp_path / "sales.csv").write_text(monthly(100))
    known = codec(WINDOWS + CHAIN, tmp_path)
    (tmp_path / "new.csv").write_text(monthly(15))
    with pytest.raises(DataError, match="has 15 rows; a forecast reads 6, after 12 that differences"):
        known.read(str(tmp_path / "new.csv"))
    with pytest.raises(DataError, match="not found"):
        known.read(str(tmp_path / "nothing.csv"))
    with pytest.raises(DataError, match="is a folder, expected a file"):
        known.read(str(tmp_path))


def test_from_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads the table from standard input."""
    (tmp_path / "sales.csv").write_text(monthly(100))
    known = codec(WINDOWS, tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(monthly(9).encode())))
    assert known.read("-").inputs["history"].shape == (1, 6, 1)


def test_classes(tmp_path: Path) -> None:
    """Lines of text come back with the likeliest class, its probability, and all others by rank."""
    (tmp_path / "names").mkdir()
    for label in "abc":
        (tmp_path / "names" / f"{label}.txt").write_text("".join(f"{label}{i}\n" for i in range(10)))
    text = "source: {folder: names, label: filename}\ninputs: {name: {text: line}}\ntargets: {origin: {category: label}}\n"
    known = codec(text, tmp_path)
    (tmp_path / "new.txt").write_text("Ångström\n\n  Li \n")
    given = known.read(str(tmp_path / "new.txt"))
    assert given.inputs["name"].tolist() == ["Ångström", "Li"]
    rows = known.outputs({"origin": np.array([[0.2, 0.1, 0.7], [0.6, 0.3, 0.1]])}, given)
    assert rows[0] == {
        "name": "Ångström",
        "origin": "c",
        "probability": 0.7,
        "probabilities": {"c": 0.7, "a": 0.2, "b": 0.1},
    }
    assert (rows[1]["name"], rows[1]["origin"]) == ("Li", "a")


def test_probabilities() -> None:
    """Logits are normalised; one sigmoid unit speaks of the second class."""
    np.testing.assert_allclose(probabilities(np.array([[0.0, np.log(3)]]), 2, True), [[0.25, 0.75]])
    np.testing.assert_allclose(probabilities(np.array([[0.3]]), 2, False), [[0.7, 0.3]])
    np.testing.assert_allclose(probabilities(np.array([[0.0]]), 2, True), [[0.5, 0.5]])


@pytest.mark.parametrize("content", ["Go away.\nI see.\n", "Go away.\tVa.\nI see.\tJe vois.\tmore\n"])
def test_texts_to_translate(content: str, tmp_path: Path) -> None:
    """Sentences come as plain lines or as the table of training; inputs with `shift` are left to the decoder."""
    (tmp_path / "pairs.tsv").write_text("".join(f"e{i}\tf{i}\n" for i in range(20)))
    known = codec(PAIRS, tmp_path)
    (tmp_path / "new.tsv").write_text(content)
    given = known.read(str(tmp_path / "new.tsv"))
    assert {name: texts.tolist() for name, texts in given.inputs.items()} == {"a": ["Go away.", "I see."]}
    rows = known.outputs({"c": ["Va.", "Je vois."]}, given)
    assert rows[1] == {"english": "I see.", "c": "Je vois."}


def test_rows_of_a_table(tmp_path: Path) -> None:
    """Without windows every row is answered, beside the values that the user gave."""
    (tmp_path / "t.csv").write_text("a,b\n" + "".join(f"{i},{2 * i + 1}\n" for i in range(30)))
    known = codec("source: t.csv\ncolumns: {b: {transform: standardize}}\ninputs: {x: [a]}\ntargets: {y: [b]}\n", tmp_path)
    (tmp_path / "new.csv").write_text("a\n5\n7\n")
    given = known.read(str(tmp_path / "new.csv"))
    mean, deviation = known.steps["b"][0].fitted
    rows = known.outputs({"y": (np.array([[11.0], [15.0]]) - mean) / deviation}, given)
    assert rows == [{"a": 5.0, "b": 11.0}, {"a": 7.0, "b": 15.0}]


def test_another_version(tmp_path: Path) -> None:
    """A codec of another version is refused, not misread."""
    (tmp_path / "sales.csv").write_text(monthly(100))
    with pytest.raises(ValueError, match="version 99"):
        Codec.from_json({**codec(WINDOWS, tmp_path).to_json(), "version": 99})


MIXED = """
  source: films.csv
  inputs: {words: {text: Title}, length: [Minutes]}
  targets: {score: [Score]}
"""


def test_a_number_for_a_text(tmp_path: Path) -> None:
    """A target that no input reads needs no past: its units are in the codec."""
    (tmp_path / "films.csv").write_text("Title,Minutes,Score\n" + "".join(f"film {i},{60 + i},{i % 5}\n" for i in range(50)))
    known = codec(MIXED.replace(", length: [Minutes]", "") + "  columns: {Score: {transform: standardize}}\n", tmp_path)
    (tmp_path / "new.txt").write_text("one\ntwo\n")
    rows = known.outputs({"score": np.zeros((2, 1))}, known.read(str(tmp_path / "new.txt")))
    assert [(row["Title"], row["Score"]) for row in rows] == [("one", pytest.approx(2, abs=0.5)), ("two", rows[0]["Score"])]


def test_a_text_beside_numbers(tmp_path: Path) -> None:
    """A row may hold both: each input gets its column, and the answer repeats them."""
    (tmp_path / "films.csv").write_text("Title,Minutes,Score\n" + "".join(f"film {i},{60 + i},{i % 5}\n" for i in range(50)))
    known = codec(MIXED, tmp_path)
    (tmp_path / "new.csv").write_text("Title,Minutes\na film,90\nanother,80\n")
    given = known.read(str(tmp_path / "new.csv"))
    assert given.inputs["words"].tolist() == ["a film", "another"]
    assert given.inputs["length"].tolist() == [[90], [80]]
    assert known.outputs({"score": np.ones((2, 1))}, given)[0] == {"Title": "a film", "Minutes": 90, "Score": 1}
