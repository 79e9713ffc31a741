"""Draws the metrics of a run as tables, the model above its baselines."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnndsl.runtime.metrics import Contest


def print_figures(contests: Sequence[Contest]) -> None:
    """Print one table per target, then a sentence that says what it means."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from rnndsl.runtime.metrics import rows, verdict

    if not contests:
        print("there is no test part (`data.split.test`), so nothing is known of how good the model is on new data")
        return
    console = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 100)
    for contest in contests:
        titles, body = rows(contest)
        table = Table(title=f"test part, {contest.samples:,} samples", title_justify="left", title_style="dim", box=SIMPLE_HEAD)
        for index, title in enumerate(titles):
            table.add_column(title, justify="right" if index else "left")
        for row in body:
            table.add_row(*row, style="bold" if row[0] == "model" else "dim")
        console.print(table)
        console.print(Text(verdict(contest), style="green" if contest.won else "yellow"), soft_wrap=True)
