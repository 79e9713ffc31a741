"""The table of layers on a terminal."""

from __future__ import annotations

from rnndsl.backend.table import HEADINGS, rows, totals
from rnndsl.ir.typed import Typed


def print_layers(typed: Typed) -> None:
    """Print a row for every input and layer, and the number of parameters below."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, title=typed.graph.name, title_justify="left", title_style="bold", header_style="dim")
    for heading in HEADINGS:
        table.add_column(heading, justify="right" if heading == "Parameters" else "left")
    for row in rows(typed):
        cells = (row.layer, row.kind, row.output, row.parameters, row.connected)
        table.add_row(*map(Text, cells), style="dim" if row.kind == "Input" else "")
    everything, trained = totals(typed)
    console = Console(highlight=False)
    console.print(table)
    console.print(Text(f"  {everything} parameters, {trained} of them trained"))
