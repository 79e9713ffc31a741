"""How training looks: a picture that is redrawn on a terminal, one line per epoch anywhere else."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Group

    from rnndsl.runtime.records import Display, Epoch, Plan

BARS = "▁▂▃▄▅▆▇█"
WIDTH = 40


def display(plain: bool) -> Display:
    """The display that suits the standard output: live on a terminal, plain lines elsewhere or where asked for."""
    return PlainDisplay() if plain or not sys.stdout.isatty() else LiveDisplay()


class PlainDisplay:
    """One line per epoch: fit for logs, pipes and CI."""

    live = False

    def start(self, plan: Plan) -> None:
        """Say what is about to be trained."""
        self._plan = plan
        print(headline(plan), flush=True)

    def step(self, epoch: int, step: int, logs: dict[str, float]) -> None:
        """Nothing: steps make no lines."""

    def epoch(self, epoch: Epoch) -> None:
        """Print the epoch's figures."""
        width = len(str(self._plan.epochs))
        figures = "  ".join(f"{name} {figure(value)}" for name, value in epoch.logs.items())
        mark = "  best" if epoch.best else ""
        pace = f"{epoch.samples_per_second:,.0f} samples/s  {clock(epoch.left)} left"
        print(f"epoch {epoch.number:>{width}}/{self._plan.epochs}  {figures}  {pace}{mark}", flush=True)

    def note(self, text: str) -> None:
        """Print the note as a line of its own."""
        print(text, flush=True)

    def stop(self) -> None:
        """Nothing to tidy up."""


class LiveDisplay:
    """A few lines that are redrawn in place: progress, losses with their course, pace, time gone and left."""

    live = True

    def start(self, plan: Plan) -> None:
        """Open the picture under a line that says what is trained."""
        from rich.console import Console
        from rich.live import Live

        self._plan, self._began = plan, time.monotonic()
        self._last: Epoch | None = None
        self._best: Epoch | None = None
        self._courses: dict[str, list[float]] = {"loss": [], "val_loss": []}
        self._pace, self._ended = 0.0, False
        console = Console(highlight=False)
        console.print(headline(plan), style="bold")
        self._live = Live(self._picture(1, 0, {}), console=console, auto_refresh=False)
        self._live.start()

    def step(self, epoch: int, step: int, logs: dict[str, float]) -> None:
        """Redraw with the means of the epoch so far."""
        self._live.update(self._picture(epoch, step, logs), refresh=True)

    def epoch(self, epoch: Epoch) -> None:
        """Take the epoch's figures over and redraw."""
        self._last, self._pace = epoch, epoch.samples_per_second
        self._best = epoch if epoch.best else self._best
        for name, course in self._courses.items():
            if name in epoch.logs:
                course.append(epoch.logs[name])
        self._live.update(self._picture(epoch.number, self._plan.steps, epoch.logs), refresh=True)

    def note(self, text: str) -> None:
        """Print the note above the picture."""
        self._live.console.print(text, style="yellow")

    def stop(self) -> None:
        """Leave the last picture standing, without a word of the time that was left."""
        if self._last is not None and not self._ended:
            self._ended = True
            self._live.update(self._picture(self._last.number, self._plan.steps, self._last.logs))
        self._live.stop()

    def _picture(self, epoch: int, step: int, logs: dict[str, float]) -> Group:
        from rich.console import Group
        from rich.table import Table
        from rich.text import Text

        done = (epoch - 1 + step / max(self._plan.steps, 1)) / self._plan.epochs
        table = Table.grid(padding=(0, 2))
        for name, value in self._figures(logs).items():
            best = self._best.logs.get(name) if self._best else None
            note = f"best {figure(best)}" if best is not None and name == self._plan.monitor else ""
            course = Text(sparkline(self._courses.get(name, [])), style="cyan" if name == "loss" else "magenta")
            table.add_row(Text(name, style="dim"), Text(figure(value), style="bold"), course, Text(note, style="green"))
        return Group(self._bar(epoch, done), table)

    def _figures(self, logs: dict[str, float]) -> dict[str, float]:
        before = self._last.logs if self._last else {}
        return {**before, **logs}

    def _bar(self, epoch: int, done: float) -> Group:
        from rich.console import Group
        from rich.progress_bar import ProgressBar
        from rich.table import Table
        from rich.text import Text

        gone = time.monotonic() - self._began
        left = gone / done * (1 - done) if done > 0.01 and not self._ended else None
        line = Table.grid(padding=(0, 2))
        pace = f"{self._pace:,.0f} samples/s" if self._pace else "compiling …"
        line.add_row(
            Text(f"epoch {epoch}/{self._plan.epochs}", style="bold"),
            ProgressBar(total=1.0, completed=done, width=WIDTH),
            Text(pace),
            Text(f"{clock(gone)} gone" + (f", {clock(left)} left" if left is not None else ""), style="dim"),
        )
        return Group(line)


def headline(plan: Plan) -> str:
    """What is trained on what: `training passengers: 29,132 parameters, 75 samples in 3 steps, on cpu`."""
    steps = f"{plan.steps:,} step{'s' if plan.steps != 1 else ''}"
    return f"training {plan.name}: {plan.parameters:,} parameters, {plan.samples:,} samples in {steps}, on {plan.device}"


def figure(value: float) -> str:
    """Four significant digits, so that columns stand still; in scientific notation only what is very small or large."""
    if value == 0 or 1e-3 <= abs(value) < 1e4:
        return f"{value:#.4g}".rstrip(".")
    return f"{value:.3e}"


def clock(seconds: float) -> str:
    """Seconds as people read them: `0:07`, `12:40`, `1:02:03`."""
    minutes, rest = divmod(max(round(seconds), 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def sparkline(values: list[float], width: int = WIDTH) -> str:
    """The course of a figure in one line of `width` characters at most: the mean of equal stretches, from low to high.

    >>> sparkline([1.0, 2.0, 3.0])
    '▁▅█'
    """
    finite = [v for v in values if v == v and abs(v) != float("inf")]
    if not finite:
        return ""
    size = max(1, -(-len(finite) // width))
    means = [sum(part) / len(part) for part in (finite[i : i + size] for i in range(0, len(finite), size))]
    low, high = min(means), max(means)
    scale = (len(BARS) - 1) / (high - low) if high > low else 0.0
    return "".join(BARS[round((m - low) * scale)] for m in means)
