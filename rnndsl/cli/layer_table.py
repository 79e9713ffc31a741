"""The table of layers on a terminal."""

from __future__ import annotations

import os
import sys

from rnndsl.backend.table import HEADINGS, rows, totals
from rnndsl.ir.typed import Typed

WIDE = 120  # where nobody has set a width: in a pipe, in a log


def print_layers(typed: Typed) -> None:
    """Print a row for every input and layer, and the number of parameters below."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, title=typed.graph.name, title_justify="left", title_style="bold", header_style="dim")
    for heading in HEADINGS:
        table.add_column(heading, justify="right" if heading == "Parameters" else "left", no_wrap=heading == "Kind")
    for row in rows(typed):
        states = row.connected.replace(", states ", "\nstates ")
        cells = (row.layer, row.kind, row.output.replace(" · ", "\n"), row.parameters, states)
        table.add_row(*map(Text, cells), style="dim" if row.kind == "Input" else "")
    everything, trained = totals(typed)
    console = Console(highlight=False, width=console_width())
    console.print(table)
    console.print(Text(f"  {everything} parameters, {trained} of them trained"))


def console_width() -> int | None:
    """The width to print in: None for the terminal's own, or what COLUMNS says."""
    return None if sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdigit() else WIDE
