"""`rnndsl train FILE`: lint, train while people watch, and say how good the model is."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rnndsl.runtime.failure import RunError

from . import check_first
from .display import display
from .figures import print_figures

if TYPE_CHECKING:
    from rnndsl.pipeline import Checked
    from rnndsl.runtime.train import Run

INTERRUPTED = 130


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE, `--set`, where runs go, and whether to draw."""
    check_first.add_arguments(parser)
    check_first.allow_extensions(parser)
    parser.add_argument("--runs", metavar="FOLDER", default="runs", help="where run folders go (default: runs)")
    parser.add_argument("--plain", action="store_true", help="one line per epoch instead of a live display")


def run(args: argparse.Namespace) -> int:
    """Train; exit 0, 1 for mistakes in the file or the data, 2 for a device that is not there, 130 after Ctrl-C."""
    checked = check_first.check_first(args.file, args.set)
    if isinstance(checked, int):
        return checked
    try:
        return _train(checked, args)
    except RunError as problem:
        print(f"rnndsl: {problem}", file=sys.stderr)
        return problem.code


def _train(checked: Checked, args: argparse.Namespace) -> int:
    from rnndsl.runtime.extensions import permit
    from rnndsl.runtime.quiet import load_tensorflow

    if checked.typed is not None:
        permit(checked.typed.graph, args.allow_extensions)
    load_tensorflow()
    from rnndsl.data import DataError
    from rnndsl.runtime.train import train

    try:
        finished = train(checked, Path(args.runs), display(args.plain), args.allow_extensions)
    except DataError as problem:
        raise RunError(str(problem)) from problem
    return _say(finished)


def _say(finished: Run) -> int:
    """The metrics table, what it means, and where the report lies."""
    if finished.stopped_by:
        kept = f"the weights of epoch {finished.best_epoch}, the best so far," if finished.best_epoch else "the weights"
        print(f"stopped by {finished.stopped_by}; {kept} are kept")
    elif not finished.best_epoch:
        print("no epoch ended with a finite loss: lower the learning rate, or bound gradients (`Adam: {clipnorm: 1.0}`)")
    print_figures(finished.contests)
    print(f"\nreport: {finished.folder.file('report.md')}")
    return INTERRUPTED if finished.stopped_by else 0
