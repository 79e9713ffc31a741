"""Data sections for tests of the probe and of the loader: YAML text through the real parser and validator."""

from __future__ import annotations

from pathlib import Path

from rnndsl.diagnostics.report import Report
from rnndsl.diagnostics.span import Source
from rnndsl.frontend.parse import parse
from rnndsl.frontend.validate import validate
from rnndsl.ir.facts import Facts
from rnndsl.ir.spec import Value
from rnndsl.probe import probe

WINDOWS = """
  source: sales.csv
  time: Month
  window: {length: 6, horizon: 3}
  inputs: {history: [Sales]}
  targets: {forecast: [Sales]}
"""


def section(text: str, folder: Path) -> Value:
    """The `data` section whose body is `text`, in a file that would lie in `folder`; it must be right."""
    body = "".join(
        f"  {line.strip()}\n" if not line.startswith(" ") else line + "\n" for line in text.splitlines() if line.strip()
    )
    source = Source("model.yaml", f"rnndsl: 1\ndata:\n{body}model:\n  layers: []\n", str(folder))
    report = Report()
    document = parse(source, report)
    assert document is not None
    spec = validate(document, report)
    assert not [d.message for d in report.sorted() if "data" not in d.message and "layers" not in d.message], report.sorted()
    data = spec.get("data") if spec is not None else None
    assert data is not None
    return data


def look(text: str, folder: Path) -> tuple[Facts, list[str]]:
    """What the probe knows of a data section, and its findings as `CODE message`."""
    report = Report()
    facts = probe(section(text, folder), report)
    return facts, [f"{d.code} {d.message}" for d in report.sorted()]


def monthly(rows: int, column: str = "Sales") -> str:
    """A table with a month and a number that is different in every row."""
    return f"Month,{column}\n" + "".join(f"{2000 + i // 12}-{i % 12 + 1:02},{100 + i * 7 % 31 + i}\n" for i in range(rows))
