"""`rnndsl evaluate RUN`: measure a trained model on its held-out data again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rnndsl.runtime.failure import RunError

from .check_first import allow_extensions
from .figures import print_figures


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The run, and how to print."""
    parser.add_argument("run", metavar="RUN", help="a run folder such as runs/passengers/1, or its model.keras")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="how to print the figures")
    allow_extensions(parser)


def run(args: argparse.Namespace) -> int:
    """Print the figures; exit 0, 1 for data that cannot be read, 2 for what is no run."""
    from rnndsl.runtime.quiet import load_tensorflow

    load_tensorflow()
    from rnndsl.data import DataError
    from rnndsl.runtime.evaluate import evaluate

    try:
        again = evaluate(Path(args.run), args.allow_extensions)
    except RunError as problem:
        print(f"rnndsl: {problem}", file=sys.stderr)
        return problem.code
    except DataError as problem:
        print(f"rnndsl: {problem}", file=sys.stderr)
        return 1
    if args.format == "json":
        import json

        print(json.dumps(again.now, indent=2, ensure_ascii=False))
    else:
        print_figures(again.judged.contests)
    if not again.same_data:
        print("rnndsl: the data have changed since this model was trained, so the test part has too", file=sys.stderr)
    elif again.before is not None and again.before != again.now:
        print("rnndsl: these are not the figures of metrics.json: versions or devices differ", file=sys.stderr)
    return 0
