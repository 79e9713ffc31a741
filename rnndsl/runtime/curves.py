"""The picture of a run: how the losses went, and what the model does on the test part.

Drawn without a display; every function takes plain arrays and draws into axes that it is given.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Draw = Callable[[Any], None]

INK, FAINT, GRID = "#22303c", "#6b7a88", "#e3e8ed"
TRUTH, MODEL, BASELINE = "#22303c", "#0072b2", "#e69f00"  # readable for colour-blind people
STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "text.color": INK,
    "axes.edgecolor": GRID,
    "axes.labelcolor": FAINT,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "lines.solid_capstyle": "round",
}


def families() -> list[str]:
    """The font of all pictures, and behind it those installed here that have characters which it lacks."""
    from matplotlib.font_manager import get_font_names

    wide = ("CJK", "WenQuanYi", "Hiragino", "PingFang", "YaHei", "Yu Gothic", "Malgun", "Unicode MS")
    return [STYLE["font.family"], *(name for name in sorted(get_font_names()) if any(w in name for w in wide))]


def picture(path: Path, title: str, panels: Sequence[Draw], height: float = 4.4) -> None:
    """Draw panels side by side under a title and write them as PNG to `path`; `height` in inches."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    with plt.rc_context({**STYLE, "font.family": families()}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # a box in a picture is no concern of the terminal
        widths = [1.0, *[1.45] * (len(panels) - 1)]
        figure, axes = plt.subplots(
            1, len(panels), figsize=(4.6 * sum(widths), height), width_ratios=widths, squeeze=False, layout="constrained"
        )
        figure.get_layout_engine().set(w_pad=0.12, h_pad=0.08, wspace=0.04)
        figure.suptitle(title, x=0.012, ha="left", fontsize=13, fontweight="bold", color=INK)
        for draw, axis in zip(panels, axes[0], strict=True):
            draw(axis)
        figure.savefig(path, dpi=150, facecolor="white", format="png")
        plt.close(figure)


def losses(history: Mapping[str, Sequence[float]], best: int) -> Draw:
    """Training and validation loss by epoch; `best` is the epoch (from 1) whose weights were kept, 0 for none."""

    def draw(axis: Any) -> None:
        from matplotlib.ticker import MaxNLocator

        axis.set_title("Loss by epoch")
        every = [v for name in ("loss", "val_loss") for v in history.get(name, ()) if np.isfinite(v) and v > 0]
        for name, label, colour in (("loss", "training", FAINT), ("val_loss", "validation", MODEL)):
            values = history.get(name, ())
            epochs = np.arange(1, len(values) + 1)
            axis.plot(epochs, values, color=colour, label=label, marker="o" if len(values) < 2 else None)
        if every and max(every) > 8 * min(every):
            _log_axis(axis)
        monitored = history.get("val_loss") or history.get("loss") or ()
        if 0 < best <= len(monitored):
            mark = {"color": MODEL, "markersize": 7, "markeredgecolor": "white", "markeredgewidth": 1.5}
            axis.plot([best], [monitored[best - 1]], "o", label=f"best, epoch {best}", **mark)
        axis.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
        axis.set_xlabel("epoch")
        axis.legend(loc="best")

    return draw


def _log_axis(axis: Any) -> None:
    """A logarithmic axis whose ticks are plain numbers."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter, NullLocator

    axis.set_yscale("log")
    axis.yaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axis.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axis.yaxis.set_minor_locator(NullLocator())
    axis.yaxis.set_minor_formatter(NullFormatter())


def forecast(
    name: str,
    moments: Sequence[Any],
    series: Floats,
    windows: Sequence[tuple[npt.NDArray[np.int64], Floats, Floats]],
    baseline: str,
    unit: str,
) -> Draw:
    """A series and the forecasts of its test part.

    `moments` (T,) are time stamps or row numbers, `series` (T,) the truth; each of `windows` holds the rows of its targets,
    the model's forecast and the baseline's, none of them overlapping.
    """

    def draw(axis: Any) -> None:
        axis.set_title(f"Forecasts of the test part ({name})")
        axis.plot(moments, series, color=TRUTH, label="truth", linewidth=1.6)
        for index, (rows, model, naive) in enumerate(windows):
            labels = ("model", baseline) if index == 0 else (None, None)
            when = [moments[row] for row in rows]
            mark = "o" if len(rows) < 40 else None
            axis.plot(when, naive, color=BASELINE, label=labels[1], linewidth=1.4, linestyle=(0, (4, 2)))
            axis.plot(when, model, color=MODEL, label=labels[0], marker=mark, markersize=3.5, linewidth=2)
            axis.axvspan(when[0], when[-1], color=MODEL, alpha=0.05, linewidth=0)
        axis.set_ylabel(unit)
        truth, naive, model = axis.get_legend_handles_labels()[0]
        axis.legend(handles=[truth, model, naive], loc="upper left", ncols=3, handlelength=1.8)
        axis.margins(x=0.01)
        low, high = axis.get_ylim()
        axis.set_ylim(low, high + 0.12 * (high - low))  # room for the legend
        _time_axis(axis, moments)

    return draw


def _time_axis(axis: Any, moments: Sequence[Any]) -> None:
    """Few ticks, and dates written no longer than they must be."""
    from datetime import date

    from matplotlib import dates
    from matplotlib.ticker import MaxNLocator

    if isinstance(moments[0], (date, np.datetime64)):
        locator = dates.AutoDateLocator(minticks=3, maxticks=7)
        axis.xaxis.set_major_locator(locator)
        axis.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))
    else:
        axis.xaxis.set_major_locator(MaxNLocator(nbins=7))


def confusion(name: str, counts: npt.NDArray[np.int64], classes: Sequence[str]) -> Draw:
    """What samples of each class (rows) were taken for (columns), as shares of the row."""

    def draw(axis: Any) -> None:
        from matplotlib.colors import LinearSegmentedColormap

        totals = counts.sum(axis=1, keepdims=True)
        shares = counts / np.maximum(totals, 1)
        colours = LinearSegmentedColormap.from_list("shares", ["#ffffff", "#9fcae6", MODEL, "#003a5c"])
        axis.imshow(shares, cmap=colours, vmin=0, vmax=1, aspect="auto")
        axis.grid(False)
        axis.set_title(f"What each class was taken for, in percent ({name}, test part)")
        places = np.arange(len(classes))
        many = len(classes) > 8
        axis.set_xticks(places, classes, rotation=45 if many else 0, ha="right" if many else "center", rotation_mode="anchor")
        axis.set_yticks(places, [f"{c}  ({n})" for c, n in zip(classes, totals[:, 0], strict=True)])
        axis.set_xlabel("predicted")
        axis.set_ylabel("true (samples)")
        axis.spines[:].set_visible(False)
        if len(classes) <= 24:
            _write_shares(axis, shares)

    return draw


def _write_shares(axis: Any, shares: Floats) -> None:
    for row, column in np.argwhere(shares >= 0.01):
        share = shares[row, column]
        axis.text(
            column, row, f"{share * 100:.0f}", ha="center", va="center", fontsize=7.5,
            color="white" if share > 0.5 else INK,
        )  # fmt: skip


def bars(name: str, metric: str, figures: Mapping[str, float], show: Callable[[float], str]) -> Draw:
    """One figure of the model beside the same figure of the baselines; `show` writes a figure as people read it."""

    def draw(axis: Any) -> None:
        names = list(figures)[::-1]
        values = [figures[n] for n in names]
        axis.barh(names, values, color=[MODEL if n == "model" else BASELINE for n in names], height=0.45)
        axis.set_title(f"{metric[0].upper()}{metric[1:]} on the test part ({name})")
        axis.grid(axis="y", visible=False)
        for place, value in enumerate(values):
            axis.annotate(show(value), (value, place), xytext=(5, 0), textcoords="offset points", va="center")
        axis.margins(x=0.14)
        axis.xaxis.set_major_formatter(lambda value, _: show(value))

    return draw
