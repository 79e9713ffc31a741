"""Every example of docs/data.md is a right data section: the probe finds nothing, and the loader loads it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rnndsl.data import load
from rnndsl.data.given import read
from rnndsl.data.transforms import steps
from rnndsl.ir.graph import Graph
from rnndsl.schema.sections import TRANSFORM
from tests.probe.sections import look, section

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\ndata:\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files that the page speaks of."""
    rows = "".join(f"{2010 + i // 12}-{i % 12 + 1:02},{'' if i == 50 else 200 + i * 3},{i}\n" for i in range(144))
    (tmp_path / "sales.csv").write_text("Month,Sales,Visitors\n" + rows)
    (tmp_path / "pairs.tsv").write_text("".join(f"word {i}\tmot {i}\tmore\n" for i in range(40)))
    people = (f"{'Köln' if i % 3 else 'Bonn'},{i % 5},{20 + i},{1000 + i},{'gold' if i % 2 else 'basic'}\n" for i in range(40))
    (tmp_path / "people.csv").write_text("city,code,age,income,plan\n" + "".join(people), encoding="utf-8")
    (tmp_path / "names").mkdir()
    for label in "ab":
        (tmp_path / "names" / f"{label}.txt").write_text("".join(f"{label}{i}\n" for i in range(20)))
    return tmp_path


@pytest.mark.parametrize("number", range(4))
def test_examples(number: int, folder: Path) -> None:
    """The example is clean, loads, and its codec reads the very file that it was made from."""
    assert len(EXAMPLES) == 4
    facts, found = look(EXAMPLES[number], folder)
    assert found == []
    dataset = load(section(EXAMPLES[number], folder), Graph("model", (), (), ()))
    assert {name: part.samples for name, part in dataset.parts.items()} == facts.samples
    given = read(dataset.codec, str(folder / ("sales.csv", "names/a.txt", "people.csv", "pairs.tsv")[number]))
    assert given.samples == (1, 20, 40, 40)[number]


def test_all_transforms_are_described() -> None:
    """The table of transforms names each one that the language has."""
    words, with_numbers = TRANSFORM.options
    names = {*words.words, *(entry.name for entry in with_numbers.entries)}
    assert all(f"`{name}`" in PAGE or f"`{{{name}: " in PAGE for name in names)
    assert all(steps([(name,)]) for name in names)
