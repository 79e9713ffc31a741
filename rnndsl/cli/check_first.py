"""The linter's word before anything is built or trained: errors stop the command, warnings are shown and it goes on."""

from __future__ import annotations

import argparse
import sys

from rnndsl.diagnostics.draw import draw
from rnndsl.diagnostics.paint import paint_for
from rnndsl.frontend.read import Unreadable, read
from rnndsl.pipeline import Checked, check

USAGE, FOUND = 2, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE and `--set`: what every command that starts from a model file takes."""
    parser.add_argument("file", metavar="FILE", help="the model file")
    parser.add_argument("--set", metavar="KEY=VALUE", action="append", default=[], help="replace a value, e.g. train.epochs=3")


def allow_extensions(parser: argparse.ArgumentParser) -> None:
    """`--allow-extensions`: what every command that builds or opens a model takes."""
    text = "import the Python classes that the file names under `extensions`: read them first"
    parser.add_argument("--allow-extensions", action="store_true", help=text)


def check_first(file: str, settings: list[str]) -> Checked | int:
    """What is known of a file without errors; else findings go to the standard error and the exit code comes back."""
    try:
        source = read(file)
    except Unreadable as problem:
        print(f"rnndsl: {problem}", file=sys.stderr)
        return USAGE
    checked = check(source, tuple(settings))
    shown = [d for d in checked.report.sorted() if d.severity != "info"]
    paint = paint_for(sys.stderr)
    for diagnostic in shown:
        print(draw(diagnostic, paint), end="\n\n", file=sys.stderr)
    if checked.report.has_errors or checked.spec is None or checked.typed is None:
        return FOUND
    for doubt in second_opinion(checked):
        print(f"rnndsl: {file}: the JSON Schema disagrees: {doubt}", file=sys.stderr)
        return FOUND
    return checked


def second_opinion(checked: Checked) -> list[str]:
    """What jsonschema says of the resolved file: nothing, or the linter has missed a mistake."""
    from rnndsl.layers._own import declared_kinds
    from rnndsl.schema.second_opinion import second_opinion as ask

    if checked.spec is None:
        return []
    own = checked.spec.get("extensions")
    return list(ask(checked.spec.plain(), declared_kinds(own.data if own is not None else ())))
