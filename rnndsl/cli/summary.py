"""`rnndsl summary FILE`: what a model costs, layer by layer, and where its masks go, without TensorFlow."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from rnndsl.cli import check_first
from rnndsl.ir.dims import Sym

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rnndsl.ir.counted import Counted
    from rnndsl.ir.dims import Dim
    from rnndsl.ir.typed import Typed

USAGE, FOUND = 2, 1
FORMATS = ("table", "json", "mermaid")
LETTERS = ("V", "W", "X", "Y", "Z")


class Unsized(Exception):
    """A `--size` that cannot be used; the text says why."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE, `--set`, the sizes to count with, and the form."""
    check_first.add_arguments(parser)
    parser.add_argument("--format", choices=FORMATS, default="table", help="how to print it (default: table)")
    parser.add_argument(
        "--batch-size", type=_positive, metavar="N", help="samples in a batch (default: what the file trains with, else 32)"
    )
    parser.add_argument(
        "--size",
        action="append",
        default=[],
        metavar="NAME=N",
        help="answer an open size, e.g. T=24 time steps or letters.vocabulary_size=57",
    )


def run(args: argparse.Namespace) -> int:
    """Lint, count, print; exit 1 if the file has errors or a layer refuses a size, 2 for a size that does not exist."""
    checked = check_first.check_first(args.file, args.set)
    if isinstance(checked, int):
        return checked
    if checked.typed is None:
        return FOUND
    try:
        typed = _sized(checked.typed, _asked(checked.typed, args.size))
    except Unsized as problem:
        print(f"rnndsl: {problem}", file=sys.stderr)
        return USAGE
    refused = next((node for node in typed.nodes.values() if node.fault is not None), None)
    if refused is not None and refused.fault is not None:
        expected, found = refused.fault.expected, refused.fault.found
        print(f"rnndsl: {refused.node.kind} `{refused.node.name}` expects {expected}, but gets {found}", file=sys.stderr)
        return FOUND
    from rnndsl.analysis.count import count

    letters = _letters(typed) if args.format == "table" else {}
    _print(count(_sized(typed, letters), args.batch_size), args.format, {short.name: name for name, short in letters.items()})
    return 0


def _letters(typed: Typed) -> dict[str, Sym]:
    """A letter for each open size whose name is too long for a table: `V` for `letters.vocabulary_size`."""
    from rnndsl.analysis.settle import open_sizes

    known = open_sizes(typed)
    free = (letter for letter in (*LETTERS, *(f"V{k}" for k in range(2, len(known) + 2))) if letter not in known)
    return {name: Sym(next(free), fixed=True) for name in known if "." in name}


def _print(counted: Counted, form: str, names: dict[str, str]) -> None:
    if form == "json":
        from rnndsl.backend.cost_json import as_json

        print(as_json(counted))
    elif form == "mermaid":
        from rnndsl.backend.mermaid import mermaid

        print(mermaid(counted), end="")
    else:
        from .cost_table import print_costs

        print_costs(counted, names)


def _sized(typed: Typed, sizes: Mapping[str, Dim]) -> Typed:
    """The typed graph with sizes in place."""
    if not sizes:
        return typed
    from rnndsl.analysis.infer import infer
    from rnndsl.analysis.settle import settled

    return infer(settled(typed.graph, sizes), sizes)


def _asked(typed: Typed, texts: list[str]) -> dict[str, Dim]:
    """The sizes of `--size`; raises Unsized for one that is not open."""
    from rnndsl.analysis.settle import open_sizes

    sizes: dict[str, Dim] = dict(map(_pair, texts))
    known = open_sizes(typed)
    strange = next((name for name in sizes if name not in known), None)
    if strange is not None:
        listed = f"open are {', '.join(known)}" if known else "every size of this model is known"
        raise Unsized(f"--size: there is no open size `{strange}`; {listed}")
    return sizes


def _pair(text: str) -> tuple[str, int]:
    name, sign, value = text.partition("=")
    if not sign or not value.strip().isascii() or not value.strip().isdigit() or int(value) < 1:
        raise Unsized(f"--size {text}: expected NAME=N with a whole number of at least 1, e.g. T=24")
    return name.strip(), int(value)


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number of at least 1, not `{text}`")
    return int(text)
