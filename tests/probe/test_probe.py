"""What lint knows of the data before anything is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnndsl.diagnostics.report import Report
from rnndsl.ir.dims import Sym
from rnndsl.ir.facts import Facts
from rnndsl.probe import probe
from tests.probe.sections import WINDOWS, look, monthly, section


def test_no_section() -> None:
    """Without a data section nothing is known and nothing is reported."""
    report = Report()
    assert probe(None, report) == Facts()
    assert not len(report)


def test_windows(tmp_path: Path) -> None:
    """Windows have (length, columns) and (horizon,); the answers, rows and windows per part follow from the file."""
    (tmp_path / "sales.csv").write_text(monthly(100))
    facts, found = look(WINDOWS, tmp_path)
    assert not found
    assert facts.inputs[0].tensor.shape == (6, 1)
    assert facts.targets[0].tensor.shape == (3,)
    assert facts.answers["data", "forecast", "horizon"] == 3
    assert facts.rows == 100
    assert facts.details["parts"] == {"training": 70, "validation": 15, "test": 15}
    assert facts.samples == {"training": 62, "validation": 13, "test": 13}


def test_two_target_columns(tmp_path: Path) -> None:
    """Several target columns keep an axis of their own: (horizon, columns)."""
    (tmp_path / "sales.csv").write_text("Month,A,B\n2000-01,1,2\n2000-02,3,4\n")
    text = "source: sales.csv\nwindow: {length: 6, horizon: 3}\ninputs: {x: [A, B]}\ntargets: {y: [A, B]}\n"
    facts, _ = look(text, tmp_path)
    assert facts.inputs[0].tensor.shape == (6, 2)
    assert facts.targets[0].tensor.shape == (3, 2)


def test_differences_use_up_rows(tmp_path: Path) -> None:
    """Windows begin after the rows that the differences of a column use up."""
    (tmp_path / "sales.csv").write_text(monthly(100))
    text = WINDOWS + "  columns: {Sales: {transform: [log, {difference: 12}, difference]}}\n"
    facts, _ = look(text, tmp_path)
    assert facts.details["lead"] == 13
    assert facts.samples["training"] == 62 - 13


def test_folder_of_classes(tmp_path: Path) -> None:
    """Each text file is a class, named by its stem, in sorted order; blank lines are no samples."""
    folder = tmp_path / "names"
    folder.mkdir()
    (folder / "Zulu.txt").write_text("Ayanda\n\nThabo\n")
    (folder / "Ære.txt").write_text("Åse\nØrn")
    (folder / ".hidden.txt").write_text("x\n")
    (folder / "notes.md").write_text("x\n")
    text = "source: {folder: names, label: filename}\ninputs: {name: {text: line}}\ntargets: {origin: {category: label}}\n"
    facts, found = look(text, tmp_path)
    assert not found
    assert facts.rows == 4
    assert facts.answers["data", "origin", "classes"] == 2
    assert (facts.targets[0].tensor.shape, facts.targets[0].tensor.dtype, facts.targets[0].classes) == ((), "int32", 2)
    assert (facts.inputs[0].tensor.shape, facts.inputs[0].tensor.dtype) == ((), "string")


def test_text_targets_wait_for_a_vocabulary(tmp_path: Path) -> None:
    """The number of classes of an encoded text is the layer's vocabulary: fixed, but not known yet."""
    (tmp_path / "pairs.tsv").write_text('Go "on".\tVa.\tsource\nHi.\tSalut.\tsource\n')
    text = (
        "source: {tsv: pairs.tsv, columns: [en, fr]}\ninputs: {a: {text: en}}\n"
        'targets: {b: {text: fr, end: "[end]", encode: words}}\n'
    )
    facts, found = look(text, tmp_path)
    assert not found
    assert facts.rows == 2
    assert facts.answers["data", "b", "classes"] == Sym("words.vocabulary_size", fixed=True)
    assert facts.details["encode"] == {"b": "words"}


def test_categories_of_a_column(tmp_path: Path) -> None:
    """Classes of a column are counted in the whole file, missing ones not among them."""
    rows = "".join(f"{i},{'abc'[i % 3]}\n" for i in range(60_000))
    (tmp_path / "t.csv").write_text("x,kind\n" + rows + "60000,last\n60001,\n")
    facts, found = look("source: t.csv\ninputs: {x: [x]}\ntargets: {y: {category: kind}}\n", tmp_path)
    assert not found
    assert facts.answers["data", "y", "classes"] == 4
    assert facts.rows == 60_002


def test_columns_are_described(tmp_path: Path) -> None:
    """Kinds, gaps, bounds and constants of the columns in use lie ready for the rules; other columns are not looked at."""
    (tmp_path / "t.csv").write_text("a,b,c,d\n1,x,5,0\n,y,5,0\n3.5,NA,5,0\n")
    facts, _ = look("source: t.csv\ninputs: {x: [a, c]}\ntargets: {y: {category: b}}\n", tmp_path)
    columns = facts.details["columns"]
    assert set(columns) == {"a", "b", "c"}
    assert (columns["a"].kind, columns["a"].missing, columns["a"].low, columns["a"].high) == ("number", 1, 1.0, 3.5)
    assert (columns["a"].gap, columns["b"].missing) == (2, 0)
    assert (columns["b"].kind, columns["b"].example, columns["b"].row) == ("text", "x", 1)
    assert (columns["c"].constant, columns["c"].complete) == ("5", True)
    assert facts.details["header"] == ("a", "b", "c", "d")


def test_split_by_numbers(tmp_path: Path) -> None:
    """A part may be given as a number of rows."""
    (tmp_path / "sales.csv").write_text(monthly(100))
    facts, _ = look(WINDOWS + "  split: {validation: 20, test: 30%}\n", tmp_path)
    assert facts.details["parts"] == {"training": 50, "validation": 20, "test": 30}
    facts, _ = look(WINDOWS + "  split: {validation: 0, test: 10}\n", tmp_path)
    assert facts.details["parts"] == {"training": 90, "validation": 0, "test": 10}


def test_missing_file_keeps_shapes(tmp_path: Path) -> None:
    """A missing file is one finding at its path, names its neighbour, and hides no shape."""
    (tmp_path / "sale.csv").write_text(monthly(10))
    report = Report()
    data = section(WINDOWS, tmp_path)
    facts = probe(data, report)
    (found,) = report.sorted()
    assert (found.code, found.severity, found.span.text) == ("RNN800", "error", "sales.csv")
    assert "did you mean `sale.csv`?" in found.message
    assert str(tmp_path) in found.help
    assert facts.inputs[0].tensor.shape == (6, 1)
    assert facts.rows is None


@pytest.mark.shared
def test_real_data(shared: Path) -> None:
    """The facts of the real files: rows, windows, classes."""
    airline = WINDOWS.replace("sales.csv", "airline-passengers.csv").replace("Sales", "Passengers")
    facts, found = look(airline.replace("length: 6, horizon: 3", "length: 24, horizon: 12"), shared)
    assert (facts.rows, facts.samples, found) == (144, {"training": 65, "validation": 11, "test": 11}, [])
    names = "source: {folder: names, label: filename}\ninputs: {name: {text: line}}\ntargets: {origin: {category: label}}\n"
    facts, found = look(names, shared)
    assert (facts.rows, facts.answers["data", "origin", "classes"], found) == (20_050, 18, [])
    pollution = "source: pollution.csv\nwindow: {length: 24}\ninputs: {x: [TEMP]}\ntargets: {y: [pm2.5]}\n"
    facts, found = look(pollution, shared)
    assert (facts.rows, facts.details["columns"]["pm2.5"].missing > 24, found) == (43_824, True, [])
