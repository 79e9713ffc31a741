"""The costs of a model on a terminal: a row for each layer, the bill below, the path of masks, the formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rnndsl.backend.cost_table import CostRow, bill, rows, told, works
from rnndsl.ir.costs import FORMULAS

from .layer_table import console_width

if TYPE_CHECKING:
    from rnndsl.ir.counted import Counted

ROOMY = 108  # columns from which a layer and its kind stand side by side


def print_costs(counted: Counted, names: dict[str, str]) -> None:
    """Print everything, in as many columns as there are; `names` are what letters for open sizes stand for."""
    console = Console(highlight=False, width=console_width())
    console.print(_layers(counted, console.width >= ROOMY))
    console.print(_bill(counted))
    if counted.masks:
        console.print(_masks(counted))
    if counted.open:
        console.print(_open_sizes(counted, names))
    console.print(_formulas(counted))


def _layers(counted: Counted, roomy: bool) -> Table:
    batch = f"{counted.batch} sample" + "s" * (counted.batch != 1)
    longest = max((max(len(row.layer), len(row.kind)) for row in rows(counted)), default=0)
    table = _table(counted.typed.graph.name, f"memory of {batch}", 2 if roomy else 1)
    table.add_column("Layer", overflow="fold", min_width=16 if not roomy and longest > 16 and not counted.open else None)
    if roomy:
        table.add_column("Kind", no_wrap=True)
    table.add_column("Output", min_width=None if counted.open or roomy else 12)
    for heading in ("Params", "MACs/step", "MACs", "Memory", "Sees"):
        table.add_column(heading, justify="right", no_wrap=not counted.open)
    for row in rows(counted):
        table.add_row(*_cells(row, roomy), style="dim" if row.kind == "Input" else "")
    return table


def _cells(row: CostRow, roomy: bool) -> list[Text]:
    name = [Text(row.layer), Text(row.kind)] if roomy else [Text.assemble(row.layer, "\n", (row.kind, "dim"))]
    sees = row.field if roomy else row.field.partition(" ")[0]
    figures = (row.parameters, row.per_step, row.per_sequence, row.memory, sees)
    return [*name, Text(row.output.replace(" · ", "\n")), *map(Text, figures)]


def _bill(counted: Counted) -> Table:
    table = _table(f"A batch of {counted.batch}")
    table.add_column("")
    table.add_column("Inference", justify="right")
    table.add_column("Training step", justify="right")
    for line in bill(counted):
        bold = "bold" if line.label == "memory" else ""
        table.add_row(Text(line.label), Text(line.inference), Text(line.training), style=bold)
    return table


def _masks(counted: Counted) -> Table:
    table = _table("Masks")
    for heading in ("Made by", "Meets", "What becomes of it"):
        table.add_column(heading)
    for path in counted.masks:
        for k, (name, fate) in enumerate(told(path)):
            style = "yellow" if fate.startswith(("dropped", "lost", "alone")) else ""
            table.add_row(Text(path.origin if k == 0 else ""), Text(name), Text(fate), style=style)
    return table


def _open_sizes(counted: Counted, names: dict[str, str]) -> Padding:
    """What to say where sizes are open."""
    answers = " ".join(f"--size {names.get(name, name)}=N" for name in counted.open)
    means = "".join(f"{letter} is {name}. " for letter, name in names.items())
    said = f"{means}Not known before the data are read: {', '.join(counted.open)}. Numbers come with "
    return Padding(Text.assemble(said, (answers, "bold")), (0, 2, 1, 2))


def _formulas(counted: Counted) -> Padding:
    """How every figure is counted, in small print."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for kind, work in works(counted):
        table.add_row(Text(f"MACs of {kind}"), Text(work))
    for name, formula in FORMULAS.items():
        table.add_row(Text(name.replace("_", " ")), Text(formula))
    return Padding(table, (0, 2, 0, 2), style="dim")


def _table(title: str, note: str = "", gap: int = 2) -> Table:
    words = Text.assemble((title, "bold"), (f"  {note}", "dim"))
    return Table(box=SIMPLE_HEAD, title=words, title_justify="left", header_style="dim", padding=(0, gap, 0, 0))
