"""`rnndsl explain`: a rule of the linter, or a layer of a model file: its equations, its shapes, its words in PyTorch."""

from __future__ import annotations

import argparse
import os
import sys

from rnndsl.diagnostics.paint import paint_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rnndsl.diagnostics.paint import Paint
    from rnndsl.ir.typed import Typed, TypedNode
    from rnndsl.pipeline import Checked

FINE, FOUND, USAGE = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `rnndsl explain`."""
    words = "a rule, such as RNN201 (without it, all rules are listed), or a model file"
    parser.add_argument("subject", nargs="?", metavar="CODE|FILE", help=words)
    parser.add_argument("--layer", metavar="NAME", help="the layer of the file; without it, its layers are listed")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change a value, e.g. vars.units=64")


def run(args: argparse.Namespace) -> int:
    """Print what is asked for; exit code 1 for a file with errors, 2 for a rule, file or layer that is not there."""
    if _names_a_file(args):
        return _file(args)
    from . import explain_rule

    return explain_rule.run(args.subject)


def _names_a_file(args: argparse.Namespace) -> bool:
    """True for what can be no rule: a path, an ending, something that is there, or anything beside `--layer`."""
    subject = args.subject or ""
    known = subject == "-" or os.sep in subject or subject.endswith((".yaml", ".yml")) or os.path.isfile(subject)
    return known or args.layer is not None


def _file(args: argparse.Namespace) -> int:
    from rnndsl.frontend.read import Unreadable, read
    from rnndsl.pipeline import check

    if not args.subject:
        print("rnndsl: --layer needs the model file: rnndsl explain FILE --layer NAME", file=sys.stderr)
        return USAGE
    try:
        checked = check(read(args.subject), tuple(args.set))
    except Unreadable as problem:
        print(f"rnndsl: {problem}", file=sys.stderr)
        return USAGE
    if checked.typed is None or not checked.typed.nodes:
        _findings(checked)
        print(f"rnndsl: {args.subject}: no layer can be read", file=sys.stderr)
        return FOUND
    paint = paint_for(sys.stdout)
    if args.layer is None:
        print(_listing(checked.typed, paint))
        return _findings(checked)
    nodes = checked.typed.nodes
    node = nodes.get(args.layer) or nodes.get(args.layer.replace(".", "_"))  # `a.top` of a block is called a_top in Keras
    if node is None:
        print(f"rnndsl: {args.subject}: there is no layer `{args.layer}`{_near(args.layer, checked.typed)}", file=sys.stderr)
        return USAGE
    from .layer_page import page

    print(page(checked.typed, node, paint))
    return _findings(checked, node)


def _findings(checked: Checked, node: TypedNode | None = None) -> int:
    """Errors go to the standard error: those of the layer's line, or all; they change the exit code."""
    from rnndsl.diagnostics.draw import draw

    errors = [finding for finding in checked.report.sorted() if finding.severity == "error"]
    spec = node.node.layer.spec if node is not None else None
    if spec is not None:
        here = (spec.span, spec.body)
        errors = [e for e in errors if any(s.source is e.span.source and s.start <= e.span.start <= s.end for s in here)]
    paint = paint_for(sys.stderr)
    for finding in errors:
        print("\n" + draw(finding, paint), file=sys.stderr)
    return FOUND if errors else FINE


def _listing(typed: Typed, paint: Paint) -> str:
    """The layers of a file, each with its kind and what it returns."""
    from rnndsl.backend import table

    rows = [(name, table.kind(node), table.outputs(node)) for name, node in typed.nodes.items()]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    lines = [
        f"  {paint.style(f'{name:<{widths[0]}}', 'bold')}  {kind:<{widths[1]}}  {paint.style(outputs, 'good')}"
        for name, kind, outputs in rows
    ]
    return "\n".join([*lines, "", "`--layer NAME` explains one."])


def _near(name: str, typed: Typed) -> str:
    """The layer that may be meant: a name like it, the only one of that kind, or an input."""
    import difflib

    if name in typed.inputs:
        return f": it is an input of the model, {typed.inputs[name]}"
    kinds = [node.node.name for node in typed.nodes.values() if node.node.kind.lower() == name.lower()]
    near = kinds[:1] if len(kinds) == 1 else difflib.get_close_matches(name, typed.nodes, 1, 0.5)
    return f"; did you mean `{near[0]}`?" if near else f"; there are {', '.join(f'`{one}`' for one in typed.nodes)}"
