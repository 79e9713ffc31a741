"""From a data section to parts: windows by time, transforms, categories, texts; nothing ever reaches forward."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnndsl.data import DataError, Dataset, load
from rnndsl.ir.graph import Graph, Layer, Node, Ref
from tests.probe.sections import WINDOWS, look, monthly, section

GRAPH = Graph("model", (), (), ())
NAMES = """
  source: {folder: names, label: filename}
  split: {validation: 20%, test: 20%, stratify: origin}
  inputs: {name: {text: line}}
  targets: {origin: {category: label}}
"""


def loaded(text: str, folder: Path) -> Dataset:
    return load(section(text, folder), GRAPH)


@settings(max_examples=40, deadline=None)
@given(
    rows=st.integers(20, 120),
    length=st.integers(1, 12),
    horizon=st.integers(1, 6),
    stride=st.integers(1, 4),
    difference=st.integers(0, 7),
)
def test_windows(
    rows: int, length: int, horizon: int, stride: int, difference: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Windows are slices of the series: inputs before targets, targets inside their part, as many as lint announced; and
    what the model sees, restored, is what the user measured."""
    folder = tmp_path_factory.mktemp("series")
    (folder / "sales.csv").write_text(monthly(rows))
    transform = f"[sqrt, {{difference: {difference}}}, minmax]" if difference else "[standardize]"
    text = WINDOWS.replace("length: 6, horizon: 3", f"length: {length}, horizon: {horizon}, stride: {stride}")
    text += f"  columns: {{Sales: {{transform: {transform}}}}}\n"
    facts, _ = look(text, folder)
    if not facts.samples["training"]:
        with pytest.raises(DataError, match="no training window fits"):
            loaded(text, folder)
        return
    dataset = loaded(text, folder)
    assert {name: part.samples for name, part in dataset.parts.items()} == {n: k for n, k in facts.samples.items() if k}
    raw, borders = dataset.raw("forecast")[:, 0], np.cumsum([0, *facts.details["parts"].values()])
    for at, name in enumerate(("training", "validation", "test")):
        if name not in dataset.parts:
            continue
        part = dataset.parts[name]
        inputs, targets = part.arrays()
        assert inputs["history"].shape == (part.samples, length, 1)
        steps = part.starts[:, None] + np.arange(horizon)
        assert borders[at] <= steps.min()
        assert steps.max() < borders[at + 1]
        np.testing.assert_array_equal(part.targets()["forecast"], raw[steps])
        np.testing.assert_allclose(part.restore(targets)["forecast"], raw[steps], rtol=1e-4)
        seen = dataset.training.series.model(["Sales"])
        np.testing.assert_array_equal(inputs["history"], seen[part.rows[:, None] + np.arange(length)])
        assert np.isfinite(inputs["history"]).all()


def test_the_future_changes_nothing(tmp_path: Path) -> None:
    """Other values after a part leave all that the part's windows hold as it is, scalers included."""
    text = WINDOWS + "  columns: {Sales: {transform: [log, {difference: 2}, standardize]}}\n"
    lines = monthly(100).splitlines()
    (tmp_path / "sales.csv").write_text("\n".join(lines) + "\n")
    before = loaded(text, tmp_path)
    later = [f"{line.split(',')[0]},{9999 + i}" for i, line in enumerate(lines[86:])]
    (tmp_path / "sales.csv").write_text("\n".join(lines[:86] + later) + "\n")
    after = loaded(text, tmp_path)
    for part in ("training", "validation"):
        for one, two in zip(before.parts[part].arrays(), after.parts[part].arrays(), strict=True):
            for name in one:
                np.testing.assert_array_equal(one[name], two[name])
    assert before.codec.steps == after.codec.steps


def test_rows_are_put_in_order_of_time(tmp_path: Path) -> None:
    """A table whose rows are not in order of time is read as if they were."""
    lines = monthly(60).splitlines()
    (tmp_path / "sales.csv").write_text("\n".join(lines))
    ordered = loaded(WINDOWS, tmp_path)
    (tmp_path / "sales.csv").write_text("\n".join([lines[0], *reversed(lines[1:])]))
    np.testing.assert_array_equal(loaded(WINDOWS, tmp_path).raw("forecast"), ordered.raw("forecast"))


def test_several_columns(tmp_path: Path) -> None:
    """Inputs may have other columns than targets; several target columns are (N, horizon, columns), each with its unit."""
    rows = "".join(f"{i},{i * 2},{i * i + 1}\n" for i in range(60))
    (tmp_path / "t.csv").write_text("a,b,c\n" + rows)
    text = """
  source: t.csv
  window: {length: 5, horizon: 2}
  columns: {b: {transform: standardize}, c: {transform: [log, difference]}}
  inputs: {x: [a, b], z: [c]}
  targets: {y: [b, c]}
"""
    part = loaded(text, tmp_path).training
    inputs, targets = part.arrays()
    assert (inputs["x"].shape[1:], inputs["z"].shape[1:], targets["y"].shape[1:]) == ((5, 2), (5, 1), (2, 2))
    np.testing.assert_allclose(part.restore(targets)["y"], part.targets()["y"], rtol=1e-4)
    assert part.targets()["y"][0, 0, 0] == (part.starts[0]) * 2


def test_stratified_names(tmp_path: Path) -> None:
    """Classes are numbered in sorted order and keep their share in every part."""
    folder = tmp_path / "names"
    folder.mkdir()
    for label, count in (("b", 50), ("a", 30), ("ç", 20)):
        (folder / f"{label}.txt").write_text("".join(f"{label} {i}\n" for i in range(count)))
    dataset = loaded(NAMES, tmp_path)
    assert dataset.codec.classes == {"origin": ("a", "b", "ç")}
    assert {n: np.bincount(p.targets()["origin"]).tolist() for n, p in dataset.parts.items()} == {
        "training": [18, 30, 12],
        "validation": [6, 10, 4],
        "test": [6, 10, 4],
    }
    texts, classes = dataset.training.arrays()
    assert all(text.split()[0] == "abç"[k] for text, k in zip(texts["name"], classes["origin"], strict=True))
    assert len(dataset.files) == 3


def test_rows_as_samples(tmp_path: Path) -> None:
    """Without a window every row is a sample: (N, columns) in, (N, columns) or a class out."""
    (tmp_path / "t.csv").write_text("a,b,kind\n" + "".join(f"{i},{i % 5},{'xy'[i % 2]}\n" for i in range(40)))
    text = "source: t.csv\ncolumns: {a: {transform: minmax}}\ninputs: {x: [a, b]}\ntargets: {y: [a], k: {category: kind}}\n"
    part = loaded(text, tmp_path).training
    inputs, targets = part.arrays()
    assert (inputs["x"].shape, targets["y"].shape, targets["k"].shape) == ((28, 2), (28, 1), (28,))
    np.testing.assert_allclose(part.restore(targets)["y"], part.targets()["y"], rtol=1e-5)
    assert (part.targets()["y"][:, 0] % 2 == targets["k"]).all()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("Month,Sales\n2000-01,1\n2000-02,many\n", "`Sales` holds `many` in row 2"),
        ("Month,Sales\n2000-01,1\n2000-02,\n", "`Sales` has 1 missing value, the first in row 2"),
        ("Month,Sales\n2000-01,1\n2000-02,inf\n", "`Sales` is infinite in row 2"),
        ("Month,Costs\n2000-01,1\n", "has no column `Sales`; it has Month, Costs"),
        ("Month,Sales\n2000-01,1\n2000-02,1,7\n", "can't be read as a table"),
        ("", "is empty"),
    ],
)
def test_unusable_data(table: str, words: str, tmp_path: Path) -> None:
    """What can't be used is named with its column and row."""
    (tmp_path / "sales.csv").write_text(table)
    with pytest.raises(DataError, match="(?s).*" + words.replace("(", r"\(")):
        loaded(WINDOWS, tmp_path)


def test_order_is_needed(tmp_path: Path) -> None:
    """A difference of rows that have no order is refused."""
    (tmp_path / "t.csv").write_text("a\n1\n2\n3\n")
    with pytest.raises(DataError, match="`difference` on `a` needs rows in order of time"):
        loaded("source: t.csv\ncolumns: {a: {transform: difference}}\ninputs: {x: [a]}\ntargets: {y: [a]}\n", tmp_path)


def test_missing_values(tmp_path: Path) -> None:
    """Gaps follow the column's policy; dropped rows are gone, and windows begin after a leading gap."""
    rows = ["NA", "NA", *map(str, range(2, 40)), "NA", *map(str, range(41, 80))]
    (tmp_path / "t.csv").write_text("a\n" + "\n".join(rows) + "\n")
    text = "source: t.csv\nwindow: {length: 3}\ncolumns: {a: {missing: POLICY}}\ninputs: {x: [a]}\ntargets: {y: [a]}\n"
    forward = loaded(text.replace("POLICY", "forward"), tmp_path)
    assert forward.raw("y")[40, 0] == 39
    assert forward.training.rows[0] == 2
    assert len(loaded(text.replace("POLICY", "drop"), tmp_path).raw("y")) == 77
    assert loaded(text.replace("POLICY", "interpolate"), tmp_path).raw("y")[40, 0] == 40


def test_what_a_normalization_adapts_on(tmp_path: Path) -> None:
    """A Normalization layer that reads an input learns from the training windows of that input alone."""
    (tmp_path / "sales.csv").write_text(monthly(60))
    layer = Layer("scale", "Normalization", {})
    graph = Graph("model", (), (Node("scale", layer, (Ref("history"),)),), ())
    dataset = load(section(WINDOWS, tmp_path), graph)
    seen = np.concatenate(list(dataset.floats("scale")))
    np.testing.assert_array_equal(seen, dataset.training.arrays()[0]["history"])
    with pytest.raises(DataError, match="must read an input"):
        dataset.floats("other")


@pytest.mark.shared
def test_airline(shared: Path) -> None:
    """The last 15 % of the airline series are 22 months with 11 windows of targets in them."""
    text = WINDOWS.replace("sales.csv", "airline-passengers.csv").replace("Sales", "Passengers")
    text = text.replace("length: 6, horizon: 3", "length: 24, horizon: 12")
    dataset = loaded(text + "  columns: {Passengers: {transform: [log, {difference: 12}, standardize]}}\n", shared)
    test = dataset.parts["test"]
    assert {name: part.samples for name, part in dataset.parts.items()} == {"training": 53, "validation": 11, "test": 11}
    assert test.targets()["forecast"][-1].tolist() == [417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432]
    seasonal = dataset.raw("forecast")[:, 0][test.starts[:, None] + np.arange(12) - dataset.season]
    assert np.abs(seasonal - test.targets()["forecast"]).mean() == pytest.approx(51.93, abs=0.01)
