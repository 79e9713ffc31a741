"""`rnndsl predict RUN --input FILE`: what a trained model says, in units, labels and words."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rnndsl.runtime.failure import RunError

from .check_first import allow_extensions

if TYPE_CHECKING:
    from rich.table import Table

FORMATS = ("table", "csv", "json")
SHOWN = 3  # classes in a table; csv and json hold all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The run, what to predict from, and how and where to write."""
    parser.add_argument("run", metavar="RUN", help="a run folder such as runs/passengers/1, or its model.keras")
    parser.add_argument("--input", metavar="FILE", required=True, help="a file as for training, or - for standard input")
    parser.add_argument("--format", choices=FORMATS, help="how to write (default: by the ending of --output, else table)")
    parser.add_argument("--output", metavar="FILE", help="write to this file instead of the standard output")
    allow_extensions(parser)


def run(args: argparse.Namespace) -> int:
    """Predict; exit 0, 1 for input that does not fit the model, 2 for what is no run."""
    from rnndsl.runtime.quiet import load_tensorflow

    load_tensorflow()
    from rnndsl.data import DataError
    from rnndsl.runtime.predict import predict

    try:
        rows = predict(Path(args.run), args.input, args.allow_extensions)
        _write(rows, args.format or _by_ending(args.output), args.output)
    except (RunError, DataError) as problem:
        print(f"rnndsl: {problem}", file=sys.stderr)
        return problem.code if isinstance(problem, RunError) else 1
    return 0


def _by_ending(output: str | None) -> str:
    ending = Path(output).suffix[1:].lower() if output else ""
    return ending if ending in FORMATS else "table"


def _write(rows: list[dict[str, Any]], form: str, output: str | None) -> None:
    text = {"json": as_json, "csv": as_csv, "table": as_table}[form](rows)
    if output is None:
        sys.stdout.write(text)
        return
    try:
        Path(output).write_text(text, encoding="utf-8")
    except OSError as error:
        raise RunError(f"cannot write {output}: {error.strerror}") from error


def as_json(rows: list[dict[str, Any]]) -> str:
    """A JSON list of rows."""
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def as_csv(rows: list[dict[str, Any]]) -> str:
    """Comma-separated values with a header; each class has a column of its own, `probability.NAME`."""
    flat = [_flat(row) for row in rows]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(key for row in flat for key in row)), lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat)
    return text.getvalue()


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    chances = row.get("probabilities", {})
    columns = {f"probability.{name}": chances[name] for name in sorted(chances)}
    return {**{key: value for key, value in row.items() if key != "probabilities"}, **columns}


def as_table(rows: list[dict[str, Any]]) -> str:
    """A table for reading: numbers aligned, the likeliest classes with their probabilities."""
    from rich.console import Console

    text = io.StringIO()
    terminal = sys.stdout.isatty()
    console = Console(file=text, highlight=False, width=None if terminal else 120, force_terminal=terminal)
    console.print(_table(rows))
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"


def _table(rows: list[dict[str, Any]]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD)
    shown = [_readable(row) for row in rows]
    titles = list(dict.fromkeys(key for row in shown for key in row))
    for title in titles:
        numeric = all(isinstance(row.get(title), float) for row in rows)
        table.add_column(Text(title), justify="right" if numeric else "left")
    for row in shown:
        table.add_row(*(Text(row.get(title, "")) for title in titles))
    return table


def _readable(row: dict[str, Any]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, value in row.items():
        if key == "probabilities":
            others = list(value.items())[1:SHOWN]
            cells["or"] = ", ".join(f"{name} {chance * 100:.0f} %" for name, chance in others)
        elif key == "probability":
            cells[key] = f"{value * 100:.1f} %"
        else:
            cells[key] = f"{value:,.5g}" if isinstance(value, float) and abs(value) < 1e5 else str(value)
    return cells
